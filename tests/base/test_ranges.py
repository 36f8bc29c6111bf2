"""Ranges hold new draws as often as they say: shown by simulation, not by their own formula."""

import ast
import doctest

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from mirror_abm.base import ranges
from mirror_abm.base.ranges import carried, ends, ends_of_mixture, level_in_words, quantile

from ..test_house import FILES, module

SHAPES = {
    "normal": stats.norm(),
    "skewed": stats.expon(),
    "heavily skewed": stats.lognorm(1.5),
    "uniform": stats.uniform(),
    "two humps": stats.beta(0.5, 0.5),
}
MANY = 4000


def coverage(shape, n):
    """Return how often ranges of n draws hold one more draw of the same kind."""
    rng = np.random.default_rng(n)
    draws = pd.DataFrame(shape.rvs((n, MANY), random_state=rng))
    new = shape.rvs(MANY, random_state=rng)
    low, high = ends(draws)
    return float(np.mean((low.to_numpy() <= new) & (new <= high.to_numpy())))


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("n", [19, 20, 60])
def test_a_range_of_19_draws_or_more_holds_90_of_100_new_ones_whatever_their_distribution(name, n):
    assert 0.88 <= coverage(SHAPES[name], n) <= 0.92


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize(("n", "level"), [(2, 1 / 3), (4, 0.6), (8, 7 / 9)])
def test_a_range_of_fewer_holds_what_it_says_and_no_more(name, n, level):
    assert carried(n) == pytest.approx(level)
    assert coverage(SHAPES[name], n) == pytest.approx(level, abs=0.025)


def test_the_quantiles_of_the_first_edition_held_81_of_100_where_n_was_20():
    rng = np.random.default_rng(1)
    draws, new = rng.standard_normal((MANY, 20)), rng.standard_normal(MANY)
    low, high = np.quantile(draws, [0.05, 0.95], axis=1)
    assert np.mean((low <= new) & (new <= high)) == pytest.approx(0.81, abs=0.02)


@pytest.mark.parametrize("n", [4, 8, 20, 60])
@pytest.mark.parametrize(("a", "b"), [(2, 5), (20, 50)])
def test_a_range_of_counts_holds_at_least_what_it_says_and_not_much_more(n, a, b):
    """How many of 120 units: each draw has a share of its own, a new study a new draw."""
    rng, k = np.random.default_rng(n), np.arange(121)
    new, held = stats.betabinom(120, a, b).pmf(k), []
    for _ in range(250):
        low, high = ends_of_mixture(stats.binom.pmf(k, 120, rng.beta(a, b, n)[:, None]))
        held.append(new[low : high + 1].sum())
    assert carried(n) - 0.02 <= np.mean(held) <= carried(n) + 0.12
    assert np.mean(held) <= 0.95


def test_many_draws_that_are_alike_give_the_quantiles_of_their_distribution():
    chances = stats.binom.pmf(np.arange(41), 40, np.full((100_000, 1), 0.3))
    assert ends_of_mixture(chances) == tuple(stats.binom.ppf([0.05, 0.95], 40, 0.3))


def test_counts_of_one_draw_have_no_range_and_ends_are_ordered():
    low, high = ends_of_mixture(stats.binom.pmf(np.arange(11), 10, [[0.5]]))
    assert (low, high) == (5, 5)
    sure = np.zeros((3, 4))
    sure[:, 3] = 1
    assert ends_of_mixture(sure) == (3, 3)


def test_below_19_draws_the_ends_are_the_extremes_and_missing_draws_do_not_count():
    assert ends(range(18)) == (0, 17)
    low, high = ends(range(20))
    assert 0 < low < 1 and 18 < high < 19
    assert ends([1.0, np.nan, 3.0]) == (1, 3)
    assert np.isnan(quantile([np.nan], 0.5))
    grouped = pd.DataFrame({"a": list("xxy"), "v": [1.0, 2.0, 5.0]}).groupby("a")["v"]
    assert [each.to_dict() for each in ends(grouped)] == [{"x": 1, "y": 5}, {"x": 2, "y": 5}]
    assert ends(pd.Series([4.0, 2.0])) == (2, 4)


def test_a_range_says_its_level_and_what_it_is_made_of():
    assert level_in_words([]) == "90 % range"
    assert level_in_words([2, 2], "group") == "33 % range of 2 groups"
    assert level_in_words([30, 19]) == "90 % range"
    assert level_in_words([4], "") == "60 % range" and level_in_words([1], "") == "no range"
    assert level_in_words([12]) == "85 % range of 12 draws"
    assert level_in_words([100], level=0.95) == "95 % range"
    assert doctest.testmod(ranges).failed == 0


def test_quantiles_of_draws_are_computed_in_one_place():
    """Whoever asks a library for a quantile asks for one that covers too little."""
    names = {"quantile", "nanquantile", "percentile", "nanpercentile", "scoreatpercentile"}
    asked = {
        module(path)
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in names
    }
    assert asked == {"base.ranges"}
