"""Traits that evolve on a tree have the covariance of their lambda; slopes are called by t."""

import numpy as np
import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.inference.phylo_models import ML, axes
from mirror_abm.inference.phylo_simulated import (
    ORDINARY,
    called,
    evolving,
    in_unit,
    share_of,
    signal_range,
    trait_from,
)
from mirror_abm.inference.phylo_tree import shared_history
from mirror_abm.profile.tree import tree

NAMES = tree().tips[:8]
SHARED = shared_history(tree(), NAMES)


@pytest.mark.parametrize("signal", [0.0, 0.6, 1.0])
def test_traits_have_the_covariance_of_their_lambda(signal):
    root, own = evolving(SHARED)
    many = 40_000
    noise = np.random.default_rng(2).standard_normal((2, many, len(NAMES)))
    found = np.cov(trait_from(root, own, noise, np.array(signal)), rowvar=False)
    wanted = signal * SHARED / np.diag(SHARED).mean()
    wanted[np.diag_indices(len(NAMES))] = np.diag(SHARED) / np.diag(SHARED).mean()
    assert np.abs(found - wanted).max() < 5 * np.sqrt(2 / many)


def test_a_strong_slope_is_called_and_a_flat_one_seldom():
    rng = np.random.default_rng(1)
    root, own = evolving(SHARED)
    rest = trait_from(root, own, rng.standard_normal((2, 400, 8)), np.array(1.0))
    x = rng.normal(size=(400, 8))
    on = axes(SHARED)
    assert called(on, x, rest + 20 * x, "pgls", ML, 1.0, 0.05).mean() > 0.99
    assert 0.02 < called(on, x, rest, "pgls", ML, 1.0, 0.05).mean() < 0.09
    assert called(on, x, rest, ORDINARY, ML, 0.0, 0.05).dtype == bool


def test_a_share_has_the_interval_of_wilson():
    found = share_of(5, 100)
    assert found["low"] == pytest.approx(0.02154, abs=1e-5)  # as R's prop.test(5, 100, correct = F)
    assert found["high"] == pytest.approx(0.11175, abs=1e-5)
    assert share_of(0, 10)["low"] == 0
    assert share_of(10, 10)["high"] == pytest.approx(1)


def test_numbers_from_0_to_1_are_asked_for():
    assert signal_range(0.5) == (0.5, 0.5)
    assert signal_range([0.2, 1]) == (0.2, 1)
    for wrong in (1.1, "x", (0.9, 0.1), (0, 0.5, 1), None, True):
        with pytest.raises(InputError, match="signal"):
            signal_range(wrong)
    with pytest.raises(InputError, match="between 0 and 1"):
        in_unit("alpha", 0, ends=False)
