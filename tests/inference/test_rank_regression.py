"""Rank regression against tables of known answer: lines, curves, products and noise."""

import math

import numpy as np
import pytest

from mirror_abm.base.means import effective
from mirror_abm.base.seeds import BLOCK, stream
from mirror_abm.inference import rank_regression as module
from mirror_abm.inference.rank_regression import (
    LEVEL,
    holm,
    partial_from,
    quantiles,
    rank_regression,
    top_down,
)

from .made import examples_run


def covering(rng, n, k):
    """Return Latin hypercubes of 20 draws, as runs have them."""
    strata = [
        np.column_stack([rng.permutation(BLOCK) for _ in range(k)])
        for _ in range(math.ceil(n / BLOCK))
    ]
    return ((np.concatenate(strata) + rng.random((len(strata) * BLOCK, k))) / BLOCK)[:n]


def asked(x, y):
    n = len(y)
    return rank_regression(x, y, np.ones(n), np.arange(n) // BLOCK if n >= 80 else None)


def test_a_line_and_a_curve_that_rises_throughout_have_the_same_coefficients():
    rng = stream(0, "line")
    x = covering(rng, 200, 5)
    line = x @ np.array([3.0, -1.0, 0.5, 0.0, 0.0]) + 0.2 * rng.standard_normal(200)
    one, other = asked(x, line), asked(np.exp(5 * x), np.exp(3 * line))
    np.testing.assert_allclose(one.coefficient, other.coefficient, atol=1e-12)
    assert one.measure == "prcc" and one.r2 > 0.93 and one.r2_adjusted < one.r2
    assert one.coefficient[0] > 0.9 and one.coefficient[1] < -0.7
    assert one.adjusted[:3].max() < 0.1 < one.adjusted[3:].min()
    assert one.same_first == 1.0 and one.apart.tolist() == [False, True, True, True, True]


def test_srrc_and_prcc_are_those_of_the_definition():
    """By another route: regression of ranks, and of what two regressions leave."""
    rng = stream(0, "definition")
    x, noise = rng.random((60, 3)), rng.standard_normal(60)
    y = x[:, 0] + 0.5 * x[:, 1] * noise
    found = asked(x, y)
    ranks = np.column_stack([np.argsort(np.argsort(each)) for each in (*x.T, y)]).astype(float)
    ranks = (ranks - ranks.mean(axis=0)) / ranks.std(axis=0)
    beta = np.linalg.lstsq(ranks[:, :3], ranks[:, 3], rcond=None)[0]
    np.testing.assert_allclose(found.srrc, beta, atol=1e-6)
    for at in range(3):
        others = np.delete(ranks[:, :3], at, axis=1)
        left = [
            each - others @ np.linalg.lstsq(others, each, rcond=None)[0]
            for each in (ranks[:, at], ranks[:, 3])
        ]
        assert found.prcc[at] == pytest.approx(np.corrcoef(*left)[0, 1], abs=1e-6)
        assert found.spearman[at] == pytest.approx(np.corrcoef(ranks[:, [at, 3]].T)[0, 1])
    fitted = ranks[:, :3] @ beta
    assert found.r2 == pytest.approx(1 - ((ranks[:, 3] - fitted) ** 2).mean(), abs=1e-6)


def test_what_two_numbers_do_only_together_is_not_seen():
    """A rank correlation is about what a number does by itself: the docs say so."""
    rng, hits = stream(0, "product"), []
    for _ in range(40):
        x = covering(rng, 200, 6)
        found = asked(x, (x[:, 0] - 0.5) * (x[:, 1] - 0.5))
        hits.append(found.adjusted[:2] < 1 - LEVEL)
        assert found.r2_adjusted < 0.2
    assert np.mean(hits) < 0.25


@pytest.mark.parametrize(("n", "k"), [(20, 30), (60, 30), (80, 30), (200, 30)])
def test_noise_stands_out_as_often_as_it_is_said_to(n, k):
    """Of intervals a tenth, of conclusions at most a tenth: within 3 Monte-Carlo errors."""
    rng, apart, any_, first = stream(0, "noise", n), [], [], []
    repeats = 40
    for _ in range(repeats):
        x = covering(rng, n, k)
        found = asked(x, rng.standard_normal(n))
        assert found.measure == ("prcc" if n >= k + 20 else "spearman")
        apart.append(((found.low > 0) | (found.high < 0)).mean())
        any_.append((found.adjusted < 1 - LEVEL).any())
        first.append(found.same_first)
    error = np.std(apart, ddof=1) / math.sqrt(repeats)
    assert abs(np.mean(apart) - (1 - LEVEL)) < 3 * error + 0.01
    assert np.mean(any_) < 0.1 + 3 * math.sqrt(0.1 * 0.9 / repeats)
    assert np.mean(first) < 0.1


def test_numbers_that_do_nothing_are_quiet_also_beside_some_that_do_much():
    rng, apart, held = stream(0, "beside"), [], []
    for _ in range(40):
        x = covering(rng, 100, 20)
        y = 3 * x[:, 0] + 2 * x[:, 1] ** 2 + 2 * x[:, 2] * x[:, 3] + 0.5 * rng.random(100)
        found = asked(x, y)
        apart.append(((found.low > 0) | (found.high < 0))[4:].mean())
        held.append((found.low[0], found.coefficient[0], found.high[0]))
    assert 0.05 < np.mean(apart) < 0.15
    low, middle, high = np.array(held).T
    true = np.tanh(np.arctanh(middle).mean())
    assert ((low < true) & (true < high)).mean() > 0.75


def test_one_number_twice_neither_fails_nor_stands_out_partially():
    rng = stream(0, "twice")
    x = rng.random((100, 3))
    found = asked(np.column_stack([x, x[:, 0]]), x[:, 0] + 0.1 * rng.random(100))
    assert np.isfinite(found.coefficient).all()
    assert found.spearman[0] == pytest.approx(found.spearman[3]) and found.spearman[0] > 0.9


def test_halves_agree_on_one_number_that_does_all_and_not_on_two_that_do_alike():
    rng = stream(0, "alike")
    x = covering(rng, 200, 20)
    noise = rng.standard_normal(200)
    alone, both = asked(x, x[:, 0] + 0.1 * noise), asked(x, x[:, 0] - x[:, 1] + 0.5 * noise)
    assert alone.same_first == 1.0 and alone.apart[1:].all()
    assert both.same_first < 0.9 and not both.apart[:2].any() and both.apart[2:].all()
    assert alone.agreement < both.agreement  # of the rest the order is chance


def test_weights_count_draws_as_if_they_were_there_as_often():
    rng = stream(0, "weights")
    x, y = rng.random((60, 4)), rng.random(60)
    times = rng.integers(1, 3, 60)
    weighted = rank_regression(x, y, times.astype(float), None)
    repeated = rank_regression(
        np.repeat(x, times, 0), np.repeat(y, times), np.ones(times.sum()), None
    )
    np.testing.assert_allclose(weighted.spearman, repeated.spearman, atol=1e-12)
    np.testing.assert_allclose(weighted.prcc, repeated.prcc, atol=1e-9)
    assert effective(times.astype(float)) < 60 == effective(np.full(60, 7.0))


def test_ties_share_a_place_and_what_is_the_same_everywhere_has_no_coefficient():
    assert quantiles(np.array([1.0, 1.0, 5.0]), np.ones(3)).tolist() == pytest.approx(
        [1 / 3, 1 / 3, 5 / 6]
    )
    rng = stream(0, "ties")
    found = asked(np.column_stack([np.ones(30), rng.random(30)]), (rng.random(30) > 0.5) * 1.0)
    assert found.coefficient[0] == 0 and np.isfinite(found.low).all()


def test_holm_and_the_agreement_of_orders():
    assert holm(np.array([0.04, 0.01, 0.03])).tolist() == pytest.approx([0.06, 0.03, 0.06])
    assert holm(np.array([0.9, 0.8])).tolist() == [1.0, 1.0]
    assert top_down(np.array([3.0, 2.0, 1.0]), np.array([-3.0, 2.0, -1.0])) == 1.0
    assert top_down(np.array([1.0]), np.array([5.0])) == 1.0
    rng = stream(0, "orders")
    by_chance = [top_down(rng.random(30), rng.random(30)) for _ in range(300)]
    assert abs(np.mean(by_chance)) < 3 * np.std(by_chance) / math.sqrt(300)
    assert partial_from(50, 30) and not partial_from(49.9, 30)


def test_the_examples_in_the_docstrings_run():
    assert examples_run(module) > 0
