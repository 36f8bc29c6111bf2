"""The chance of each outcome of a study: closed forms and limits."""

import math

import numpy as np
import pytest

from mirror_abm.inference.chances import binomial, critical, finds, outcomes
from mirror_abm.inference.information import mutual_information
from mirror_abm.inference.shares import Shares
from mirror_abm.inference.study import Lab, Study

from .made import (
    EVEN,
    shares,
    study,
    terms,
)


def test_the_count_is_binomial_and_its_mixture_over_draws_beta_binomial():
    np.testing.assert_allclose(binomial(12, np.array(0.3)), terms(12, 0.3), rtol=1e-10)
    assert binomial(5, np.array([0.0, 1.0])).tolist() == [[1, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 1]]
    a, b, n = 2, 5, 9
    grid = (np.arange(20000) + 0.5) / 20000  # quantiles of Beta(2, 5), by numerical inversion
    x = np.linspace(0, 1, 200001)
    cdf = np.cumsum(x ** (a - 1) * (1 - x) ** (b - 1))
    mixed = outcomes(shares(*np.interp(grid, cdf / cdf[-1], x)), study(1, n), "own").mean(axis=0)
    beta = math.gamma(a) * math.gamma(b) / math.gamma(a + b)
    exact = [
        math.comb(n, k) * math.gamma(k + a) * math.gamma(n - k + b) / math.gamma(n + a + b) / beta
        for k in range(n + 1)
    ]
    np.testing.assert_allclose(mixed, exact, atol=2e-5)


def test_animals_are_convolved_and_the_laboratory_is_mixed_within_a_study():
    two = Shares(np.array([[0.2, 0.6]]), np.zeros((1, 2)), np.full((1, 2), 0.5))
    found = outcomes(two, study(3, 4), "own")[0]
    one = (terms(4, 0.2) + terms(4, 0.6)) / 2
    np.testing.assert_allclose(found, np.convolve(np.convolve(one, one), one), atol=1e-12)
    lab = Lab((0.5, 0.5), (0.1, 0.1))
    np.testing.assert_allclose(
        outcomes(shares(0.4), study(1, 8, lab), "own")[0],
        terms(8, 0.1 + 0.4 * 0.4),
        atol=1e-12,
    )
    assert len(Lab().settings()) == 9
    assert outcomes(two, Study(3, 4)).sum() == pytest.approx(1, abs=1e-12)


def test_own_minus_other_takes_chance_off_and_unselective_units_tell_nothing_by_it():
    same = outcomes(shares(0.3, expected=0.0), study(1, 20))[0]
    np.testing.assert_allclose(same[20:], terms(20, 0.3), atol=1e-12)
    assert same[:20].sum() == 0
    shifted = outcomes(shares(0.8, expected=0.5), study(1, 20))[0]
    np.testing.assert_allclose(shifted[10:31], terms(20, 0.8), atol=1e-12)
    unselective, none = shares(0.7, expected=0.7), shares(0.0)

    def bits(outcome):
        return mutual_information(
            np.stack(
                [outcomes(d, study(3, 40), outcome).mean(axis=0) for d in (unselective, none)]
            ),
            EVEN,
        )

    assert bits("own") == pytest.approx(1, abs=1e-6)
    assert bits("found") < 0.03  # its level, 0.05, against never


def test_a_study_finds_where_its_count_is_improbable_under_permuted_labels():
    for n, p in ((20, 0.1), (120, 0.03), (7, 0.6), (5, 0.0), (5, 1.0)):
        least = int(critical(n, np.array([p]), 0.05)[0])
        assert terms(n, p)[least:].sum() < 0.05 or least == n + 1
        assert terms(n, p)[least - 1 :].sum() >= 0.05
    chance = float(finds(shares(0.4, expected=0.1), study(1, 20))[0])
    least = int(critical(20, np.array([0.1]), 0.05)[0])
    assert chance == pytest.approx(terms(20, 0.4)[least:].sum(), abs=1e-12)


def test_chance_alone_is_found_no_more_often_than_its_level():
    for share in (0.0, 0.05, 0.3, 0.7):
        assert finds(shares(share, expected=share), Study()).item() < 0.05


def test_a_chance_equal_to_the_level_is_not_below_it():
    for n in range(2, 12):
        assert critical(n, np.array([0.5, 0.5]), 0.5**n).tolist() == [n + 1, n + 1]
    assert critical(1, np.array([0.05]), 0.05).tolist() == [2]
