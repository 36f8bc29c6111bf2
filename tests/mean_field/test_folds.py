"""Thresholds of one animal that stands for all, against the textbook case and by hand."""

import numpy as np
import pytest

from mirror_abm.mean_field.folds import Loop, between, one_cue

B1, B0, R, OTHER = 0.1, 0.03, 0.5, 10.0


def textbook(steepness=4.0, criterion=0.25, base=0.0, endogenous=1.0):
    """Return the loop of one cue with ``OTHER`` sights an hour that match nothing."""
    x = np.geomspace(0.001, 5000, 400)
    m = base + (1 - base) * one_cue(x / (x + OTHER), R, B1, B0)
    ready = m**steepness / (m**steepness + criterion**steepness)
    return Loop(x, ready, m, endogenous)


def test_the_asymptote_is_where_the_expected_change_of_a_lone_cue_is_none():
    f, r = np.meshgrid(np.linspace(0.01, 1, 12), np.linspace(0.05, 1, 12))
    w = one_cue(f, r, B1, B0)
    change = f * (B1 * r * (1 - w) - B0 * (1 - r) * w) - (1 - f) * B0 * w
    assert np.abs(change).max() < 1e-15


def test_the_fold_is_where_the_textbook_says():
    """With m = a x / (a x + b (x + u) - b r x), all of rho(x) = x (1 + (c / m)^h) is algebra.

    Its derivative is set to 0 by brute force here, and by root finding there.
    """
    x = np.geomspace(0.001, 5000, 2_000_001)
    m = B1 * R * x / (B1 * R * x + B0 * (x + OTHER) - B0 * R * x)
    rho = x * (1 + (0.25 / m) ** 4)
    loop = textbook()
    assert loop.folds == (loop.low,)
    assert loop.low == pytest.approx(rho.min(), rel=1e-4)
    assert loop.turns[0] == pytest.approx(x[rho.argmin()], rel=1e-2)
    assert loop.high == float("inf")  # nothing but imitation: never from nothing


def test_at_a_fold_the_slope_of_the_loop_is_one():
    """d/dm F(rho q(m)) = 1, by differences, with F the response to x copies an hour."""
    loop = textbook(base=0.05)

    def around(m, rho):
        x = rho * m**4 / (m**4 + 0.25**4)
        return 0.05 + 0.95 * one_cue(x / (x + OTHER), R, B1, B0)

    assert len(loop.folds) == 2
    for x, rho in zip(loop.turns, loop.folds, strict=True):
        m = 0.05 + 0.95 * one_cue(x / (x + OTHER), R, B1, B0)
        assert around(m, rho) == pytest.approx(m, rel=1e-3)
        slope = (around(m + 1e-6, rho) - around(m - 1e-6, rho)) / 2e-6
        assert slope == pytest.approx(1, abs=0.01)
    assert loop.low < loop.high < float("inf")


def test_between_the_thresholds_there_are_three_states_and_one_elsewhere():
    loop = textbook(base=0.05)
    middle = np.sqrt(loop.low * loop.high)
    assert len(loop.states(middle)) == 3
    assert len(loop.states(loop.low / 1.2)) == len(loop.states(loop.high * 1.2)) == 1
    naive, imitating = (loop.branch(middle, each)[0] for each in (False, True))
    assert naive < 0.1 < 0.5 < imitating
    assert loop.branch(loop.high * 1.2, False) == loop.branch(loop.high * 1.2, True)


def test_where_other_sources_carry_it_there_is_no_fold():
    loop = textbook(base=0.4)
    assert loop.folds == ()
    assert np.isnan(loop.low)
    assert np.isnan(loop.high)


@pytest.mark.parametrize(("endogenous", "folds"), [(1.0, 2), (0.5, 0), (0.0, 0)])
def test_what_is_copied_anyhow_takes_the_fold_away(endogenous, folds):
    loop = textbook(base=0.05, endogenous=endogenous)
    assert len(loop.folds) == folds
    if not endogenous:
        assert loop.full_rate(7.0) == pytest.approx(7.0)


def test_readiness_rises_with_the_rate_on_both_branches():
    loop = textbook(base=0.05)
    rates = np.geomspace(0.1, 1000, 60)
    for imitating in (False, True):
        found = [loop.branch(rate, imitating)[0] for rate in rates]
        assert (np.diff(found) >= -1e-9).all()


def test_thresholds_from_two_states_at_a_few_rates():
    rates = np.array([1.0, 4.0, 16.0, 64.0])
    assert between(rates, np.array([0, 0.5, 0.5, 0]), 0.1) == (2.0, 32.0)
    assert between(rates, np.array([0, 0, 0, 0.5]), 0.1) == (32.0, float("inf"))
    assert between(rates, np.array([0.5, 0, 0, 0]), 0.1) == (1.0, 2.0)
    assert np.isnan(between(rates, np.zeros(4), 0.1)).all()
