"""The grid on which times were coded."""

import numpy as np
import pytest

from mirror_abm.field.grid import GRIDS, coding_grid


@pytest.mark.parametrize("step", GRIDS)
def test_a_grid_is_found_wherever_it_begins(step):
    rng = np.random.default_rng(2)
    obs = np.repeat([0, 1], 60)
    time = rng.choice(900, 120, replace=False) * step + np.array([0.337, 0.0])[obs]
    assert coding_grid(time, obs) == step


def test_times_that_stand_on_none_have_none():
    rng = np.random.default_rng(3)
    assert coding_grid(rng.uniform(0, 600, 50), np.zeros(50, int)) == 0
    assert coding_grid(np.empty(0), np.empty(0, int)) == 0
    assert coding_grid(np.arange(200) / 29.97, np.zeros(200, int)) == 0, "frames of no round length"


def test_few_acts_stand_on_a_grid_only_if_it_begins_with_the_observation():
    """The first of every observation stands on any grid that begins with it."""
    assert coding_grid(np.array([3.21734, 8.3]), np.array([0, 1])) == 0
    assert coding_grid(np.array([3.0, 8.0, 61.0]), np.array([0, 0, 1])) == 1
