"""Orders of species from paired draws, against scipy and every subset."""

import doctest
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from mirror_abm.simulation import orders as module
from mirror_abm.simulation.orders import (
    both_ways,
    by_chance,
    lower_bound,
    orders_of,
    resolved_ranks,
)
from mirror_abm.simulation.summary import HEADLINE


def groups(arm="intact", **shares):
    """Return the groups of some species, whose shares are given draw by draw."""
    rows = [
        (name, "associative", arm, "normal", "visual", draw, 0, value)
        for name, values in shares.items()
        for draw, value in enumerate(values)
    ]
    columns = ["species", "account", "arm", "world", "modality", "replicate", "group", HEADLINE]
    return pd.DataFrame(rows, columns=columns)


def test_draws_are_paired_so_that_an_order_is_seen_though_the_ranges_overlap():
    common = np.random.default_rng(1).random(20)
    found = orders_of(groups(a=common + 0.01, b=common)).iloc[0]
    assert (found["above"], found["below"], found["resolved"]) == (1.0, 0.0, True)
    assert found["difference"] == pytest.approx(0.01)


@pytest.mark.parametrize("above", range(21))
def test_an_order_is_resolved_if_the_lower_bound_of_its_chance_lies_above_three_quarters(above):
    sign = np.where(np.arange(20) < above, 0.1, -0.1)
    found = orders_of(groups(a=0.5 + sign, b=np.full(20, 0.5))).iloc[0]
    test = stats.binomtest(above, 20).proportion_ci(0.9, "exact")
    assert (found["low"], found["high"]) == pytest.approx((test.low, test.high), abs=1e-9)
    assert found["resolved"] == (above in (0, 1, 19, 20))  # as the first edition had it


def test_ties_count_half_and_alike_species_have_no_order():
    found = orders_of(groups(a=[0.0] * 20, b=[0.0] * 20)).iloc[0]
    assert (found["tied"], found["probability"], found["resolved"]) == (1.0, 0.5, False)
    half = orders_of(groups(a=[0.1, 0.0, 0.0, 0.0], b=[0.0] * 4)).iloc[0]
    assert half["probability"] == pytest.approx(2.5 / 4)


def test_eleven_draws_all_alike_resolve_an_order_and_ten_do_not():
    for draws in (10, 11):
        found = orders_of(groups(a=[1.0] * draws, b=[0.0] * draws)).iloc[0]
        assert found["resolved"] == (draws == 11)


@pytest.mark.parametrize("chance", [0.5, 0.75, 0.9])
def test_the_bound_is_exceeded_in_at_most_one_of_twenty_runs(chance):
    count = np.random.default_rng(1).binomial(20, chance, 20_000)
    assert np.mean(lower_bound(count, 20) > chance) <= 0.05


def test_the_orders_that_chance_would_resolve_are_those_that_it_does_resolve():
    rng = np.random.default_rng(2)
    even = rng.random((400_000, 14)) < 0.5
    count = even.sum(axis=1)
    held = (lower_bound(count, 14) > 0.75) | (lower_bound(14 - count, 14) > 0.75)
    assert by_chance(14) == pytest.approx(held.mean(), abs=6e-5)
    assert by_chance(20) == pytest.approx(2 * stats.binom.sf(18, 20, 0.5))
    assert by_chance(20, 0.75) == pytest.approx(stats.binom.sf(18, 20, 0.75), rel=1e-4)


def test_the_longest_order_is_the_longest_of_all_sets_of_which_every_two_are_resolved():
    rng = np.random.default_rng(3)
    shares = {f"s{i}": rng.normal(0.15 * i, 0.25, 20) for i in range(9)}
    table = orders_of(groups(**shares))
    held = {frozenset(pair) for pair in table[table["resolved"]][["first", "second"]].to_numpy()}
    sets = [
        one
        for size in range(2, 10)
        for one in combinations(shares, size)
        if all(frozenset(pair) in held for pair in combinations(one, 2))
    ]
    longest = max(map(len, sets))
    found = resolved_ranks(table)
    assert 2 < longest < 9
    assert len(found) == longest == found["of"].iloc[0]
    assert tuple(sorted(found["species"])) in [one for one in sets if len(one) == longest]
    in_every = set.intersection(*(set(one) for one in sets if len(one) == longest))
    assert set(found[found["in_every"]]["species"]) == in_every
    for upper, lower in combinations(found.sort_values("rank")["species"], 2):
        assert (shares[upper] > shares[lower]).sum() >= 19


def test_a_matrix_has_each_pair_both_ways_and_the_ranks():
    table = both_ways(groups(a=[0.9] * 20, b=[0.5] * 20, c=[0.5] * 20))
    at = table.set_index(["species", "other"])
    assert len(table) == 6
    assert at.loc[("a", "b"), "probability"] == 1 - at.loc[("b", "a"), "probability"] == 1
    assert at.loc[("a", "b"), "rank"] == 1
    assert sorted(at["rank"]) == [0, 0, 1, 1, 2, 2]
    assert at.loc[("a", "b"), "mean"] == pytest.approx(0.9)


def test_other_arms_and_a_single_species_make_no_order():
    table = pd.concat([groups(a=[0.9] * 12, b=[0.1] * 12), groups("without x", a=[0], b=[0.5])])
    assert orders_of(table)["draws"].tolist() == [12]
    alone = orders_of(groups(a=[0.1, 0.2]))
    assert alone.empty and resolved_ranks(alone).empty
    assert both_ways(groups(a=[0.1, 0.2])).empty


def test_the_examples_of_the_orders_run():
    assert doctest.testmod(module).failed == 0
