"""What is drawn of the constants, from what distribution, and what is not."""

import math

import numpy as np
import pytest

from mirror_abm.animal.constant_values import draw_constants
from mirror_abm.animal.constants import Constants, describe
from mirror_abm.animal.declaration import LOG_UNIFORM, UNIFORM
from mirror_abm.base.errors import InputError

RANGES = {
    "alpha": (0.02, 0.03, 0.06, LOG_UNIFORM),
    "beta_absent": (0.01, 0.03, 0.1, LOG_UNIFORM),
    "context_salience": (0.1, 0.3, 1.0, LOG_UNIFORM),
    "incidental_salience": (0.001, 0.01, 0.1, LOG_UNIFORM),
    "early_period": (0.03, 0.1, 0.3, LOG_UNIFORM),
    "overlap_same": (0.3, 0.5, 0.7, UNIFORM),
    "overlap_other": (0.02, 0.08, 0.2, UNIFORM),
}
COUNT = 1500


@pytest.fixture(scope="module")
def drawn():
    return [draw_constants(4, replicate) for replicate in range(COUNT)]


@pytest.mark.parametrize("name", RANGES)
def test_the_constants_of_learning_are_drawn_with_the_default_as_median(drawn, name):
    """On either side of it by the stated distribution: its own middle halves each side."""
    low, middle, high, how = RANGES[name]
    meta = describe()[name].metadata
    found = np.array([getattr(each, name) for each in drawn])
    assert (meta["low"], getattr(Constants, name), meta["high"]) == (low, middle, high)
    assert meta["drawn"] == how
    assert low <= found.min() < found.max() <= high
    below, above = found[found < middle], found[found >= middle]
    assert abs(len(below) - COUNT / 2) < 4 * math.sqrt(COUNT / 4)
    for part, start, end in ((below, low, middle), (above, middle, high)):
        half = math.sqrt(start * end) if how == LOG_UNIFORM else (start + end) / 2
        assert abs((part < half).mean() - 0.5) < 4 * 0.5 / math.sqrt(len(part))


def test_the_two_learning_rates_are_drawn_as_one_ratio(drawn):
    assert {each.beta_present for each in drawn} == {0.1}
    ratios = np.array([each.beta_absent / each.beta_present for each in drawn])
    assert ratios.min() < 0.12
    assert ratios.max() > 0.8
    assert abs(np.median(ratios) - 0.3) < 0.05


def test_each_constant_has_a_draw_of_its_own(drawn):
    table = np.log([[getattr(each, name) for name in RANGES] for each in drawn])
    apart = np.corrcoef(table.T) - np.eye(len(RANGES))
    assert np.abs(apart).max() < 4.5 / math.sqrt(COUNT)


def test_what_has_no_range_is_a_point_in_every_draw(drawn):
    fixed = {name for name, item in describe().items() if not item.metadata["drawn"]}
    assert {"beta_present", "tick", "window", "initial_sd", "trial_noise"} <= fixed
    for name in fixed:
        assert {getattr(each, name) for each in drawn[:50]} == {getattr(Constants, name)}


def test_a_constant_that_is_set_moves_no_draw_of_the_others():
    free, held = draw_constants(4, 3), draw_constants(4, 3, {"alpha": 0.3})
    assert held.alpha == 0.3 != free.alpha
    for name in set(describe()) - {"alpha"}:
        assert getattr(held, name) == getattr(free, name)


def test_a_constant_outside_what_can_be_computed_is_refused():
    with pytest.raises(InputError, match=r"incidental_salience = 0: must lie in \[1e-06, 1\]"):
        draw_constants(0, 0, {"incidental_salience": 0.0})
