"""Counts that refute an account, and the power to part two, against what is known of binomials."""

import numpy as np
import pytest
from scipy import stats

from mirror_abm.inference.chances import binomial
from mirror_abm.inference.refutation import bounds, difference, power, tail


@pytest.mark.parametrize(("n", "p"), [(20, 0.3), (40, 0.02), (5, 0.5), (120, 0.97)])
def test_bounds_are_the_quantiles_of_a_binomial(n, p):
    found = bounds(binomial(n, np.array(p)))
    each = stats.binom(n, p)
    below = [k for k in range(n + 1) if each.cdf(k) <= 0.025]
    above = [k for k in range(n + 1) if each.sf(k - 1) <= 0.025]
    assert found.low == max(below, default=-1)
    assert found.high == min(above, default=n + 1)


def test_a_count_beyond_the_bounds_and_no_other_has_a_small_tail():
    chances = binomial(30, np.array(0.4))
    low, high = bounds(chances)
    for count in range(31):
        assert (tail(chances, count) <= 0.05) == (count <= low or count >= high)
    assert tail(chances, 12) == 1.0


def test_a_difference_has_the_chances_of_all_its_pairs():
    rng = np.random.default_rng(0)
    one, other = rng.dirichlet(np.ones(5), 3), rng.dirichlet(np.ones(5), 3)
    found = difference(one, other)
    for draw in range(3):
        by_hand = np.zeros(9)
        for a in range(5):
            for b in range(5):
                by_hand[a - b + 4] += one[draw, a] * other[draw, b]
        np.testing.assert_allclose(found[draw], by_hand, atol=1e-12)


def test_power_is_that_of_the_most_powerful_test_where_draws_are_alike():
    """All draws the same: the outcomes chosen in some are right in the others."""
    tested, true = (np.tile(binomial(40, np.array(p)), (10, 1)) for p in (0.2, 0.5))
    least = min(k for k in range(41) if stats.binom(40, 0.2).sf(k - 1) <= 0.05)
    found = power(tested, true)
    assert found.power == pytest.approx(stats.binom(40, 0.5).sf(least - 1))
    assert found.size == pytest.approx(stats.binom(40, 0.2).sf(least - 1))


def test_an_account_is_never_parted_from_itself():
    chances = binomial(40, np.random.default_rng(1).random(12))
    assert power(chances, chances) == (0.0, 0.0)


def test_power_is_judged_in_draws_that_did_not_choose():
    """Accounts that differ by chance alone are not parted, few draws or not."""
    rng = np.random.default_rng(2)
    found = [power(binomial(120, rng.random(10)), binomial(120, rng.random(10))) for _ in range(60)]
    assert abs(np.mean([each.power - each.size for each in found])) < 0.05
    assert power(np.array([[0.0, 1.0]]), np.array([[1.0, 0.0]])) == (1.0, 0.0)  # of one draw
