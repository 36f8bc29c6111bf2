"""Studies chosen one after another: where that is best, and where all pairs do better."""

import numpy as np
import pytest

from mirror_abm.base.interruption import heed
from mirror_abm.inference.greedy import (
    CHANCE,
    GREEDY,
    SINGLE,
    Price,
    all_pairs,
    greedily,
    single,
    ways,
)

from .studies import crossed, future, key, likely, sure
from .tables import priors

FOUR = ("associative", "hebbian", "genetic", "epigenetic")


def free(lots):
    return Price(dict.fromkeys(lots.keys, 1.0), None)


def parting():
    """Return studies of which the first two settle the question, the third repeats the first."""
    made = {
        key("a"): sure(FOUR[:2], FOUR),
        key("a_again"): likely([0.99, 0.99, 0.01, 0.01]),
        key("b"): likely([0.95, 0.05, 0.95, 0.05]),
    }
    return future(made, FOUR, each=6)


def test_the_next_study_is_not_the_second_best_alone_but_what_adds_most():
    lots = parting()
    assert single(lots, 2, free(lots)) == [key("a"), key("a_again")]
    assert greedily(lots, 2, free(lots)) == [key("a"), key("b")]
    found = all_pairs(lots, 0, heed)
    assert found.best == found.greedy and found.pairs[found.best] == (key("a"), key("b"))
    assert found.agree == 1 and found.less.tolist() == [0.0] * 30
    assert len(found.pairs) == 6


def test_all_pairs_find_what_greed_does_not():
    made, accounts = crossed()
    lots = future(made, accounts)
    assert greedily(lots, 2, free(lots))[0] == key("a_little")
    found = all_pairs(lots, 0, heed)
    assert set(found.pairs[found.best]) == {key("either"), key("of_draw")}
    assert key("a_little") in found.pairs[found.greedy]
    assert found.agree < 0.1 and found.less.mean() > 0.8


def test_ways_are_judged_on_draws_that_they_have_not_chosen_on():
    lots = parting()
    found = ways(lots, 2, free(lots), priors(30), 0, heed)
    bits = {way: each.mean(axis=1) for way, each in found.per_draw.items()}
    assert bits[GREEDY] == pytest.approx([1, lots.gain([key("a"), key("b")]).bits], abs=1e-3)
    assert bits[SINGLE][1] < 1.01 < bits[GREEDY][1]
    assert bits[CHANCE][1] < bits[GREEDY][1]
    assert (found.chance_error > 0).all()
    again = ways(lots, 2, free(lots), priors(30), 0, heed)
    np.testing.assert_array_equal(again.per_draw[CHANCE], found.per_draw[CHANCE])


def test_costs_and_worths_change_what_is_chosen():
    lots = parting()
    dear = {key("a"): 10.0, key("a_again"): 1.0, key("b"): 1.0}
    assert greedily(lots, 2, Price(dear, None)) == [key("a_again"), key("b")]
    assert greedily(lots, 1, Price(dear, 1000.0)) == [key("a")]  # a bit is worth much more
    assert Price(dear, 4.0).of(0.5, key("a")) == -8.0
    assert Price(dear, None).of(0.5, key("a")) == 0.05


def test_more_studies_than_there_are_begin_again():
    lots = future({key("a"): likely([0.2, 0.7])}, FOUR[:2])
    assert single(lots, 3, free(lots)) == [key("a")] * 3
    found = ways(lots, 3, free(lots), priors(30), 0, heed)
    np.testing.assert_allclose(found.per_draw[CHANCE], found.per_draw[GREEDY])
