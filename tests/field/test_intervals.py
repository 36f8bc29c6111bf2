"""Intervals against printed tables and against their definitions."""

import numpy as np
import pytest
from scipy import stats

from mirror_abm.field.intervals import clopper_pearson, dispersion, garwood, net_of


def test_garwood_is_the_textbook_interval():
    low, high = garwood(np.array([0, 1, 10, 100]))
    np.testing.assert_allclose(
        low, [0, 0.0253, 4.7954, 81.3636], atol=1e-3
    )  # Garwood 1936; Ulm 1990, table
    np.testing.assert_allclose(high, [3.6889, 5.5716, 18.3904, 121.6266], atol=1e-3)
    assert stats.poisson.sf(9, low[2]) == pytest.approx(0.025)
    assert stats.poisson.cdf(10, high[2]) == pytest.approx(0.025)


def test_clopper_pearson_is_where_the_binomial_tails_hold_a_fortieth_each():
    share, low, high = clopper_pearson(7, 20)
    assert share == 0.35
    assert stats.binom.sf(6, 20, low) == pytest.approx(0.025)
    assert stats.binom.cdf(7, 20, high) == pytest.approx(0.025)
    assert clopper_pearson(0, 5)[:2] == (0.0, 0.0)
    assert clopper_pearson(5, 5)[2] == 1.0


def test_dispersion_is_one_of_poisson_counts_and_more_of_bursts():
    rng = np.random.Generator(np.random.PCG64(0))
    hours = np.full(2000, 2.0)
    assert dispersion(rng.poisson(6, 2000).astype(float), hours) == pytest.approx(1, abs=0.1)
    assert dispersion(5.0 * rng.poisson(6, 2000), hours) == pytest.approx(5, abs=0.5)
    assert np.isnan(dispersion(np.array([3.0]), np.array([1.0])))
    assert np.isnan(dispersion(np.zeros(2), np.ones(2)))
    assert dispersion(np.array([3.0, 0.0, 3.0]), np.array([1.0, 0.0, 1.0])) == 0


def test_chance_is_taken_from_a_count_and_bursts_widen_it():
    ten, four, all_of_them = np.array([10.0]), np.array([4.0]), np.array([np.inf])
    value, low, high = net_of(ten, four, all_of_them, float("nan"))
    assert value == 6.0
    assert low == pytest.approx(4.7954 - 4, abs=1e-3)
    assert high == pytest.approx(18.3904 - 4, abs=1e-3)
    assert net_of(ten, four, all_of_them, 0.5) == (value, low, high)
    wide = net_of(ten, four, all_of_them, 3.0)
    assert wide[0] == value
    assert wide[1] < low < high < wide[2]
    assert net_of(np.array([1.0]), four, all_of_them, 1.0)[:2] == (-3.0, 0.0)


def test_what_chance_hides_is_given_back_behaviour_by_behaviour():
    """Of 100 acts, 40 are followed by chance and 30 % of the others copied; 200 are not copied."""
    counts, expected, acts = np.array([58.0, 20]), np.array([40.0, 20]), np.array([100.0, 200])
    value, low, high = net_of(counts, expected, acts, 1.0)
    assert value == pytest.approx(30)
    assert low < 30 < high
    drawn = np.random.default_rng(1).binomial(acts.astype(int), [0.58, 0.1], (400, 2))
    inside = [low <= 30 <= high for _, low, high in (net_of(k, expected, acts, 1.0) for k in drawn)]
    assert 0.94 <= np.mean(inside) <= 1
