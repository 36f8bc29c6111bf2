"""Errors of means over replicates that cover: against many repetitions, and closed forms."""

import math

import numpy as np
import pandas as pd
import pytest

from mirror_abm.base.means import BOUND, BY_BLOCK, blocks, error_of_mean, kind_of_error
from mirror_abm.base.seeds import quantile
from mirror_abm.simulation.confidence import confidence_interval


def means_of(seed, count, covering):
    """Return a sum of three uncertain numbers in each replicate, with a little chance."""
    rng = np.random.default_rng(seed)
    return np.array(
        [
            sum(quantile(seed, replicate, "sum", name, covering=covering) for name in range(3))
            for replicate in range(count)
        ]
    ) + rng.normal(0, 0.2, count)


def test_from_four_blocks_on_the_error_is_that_of_block_means():
    values = np.random.default_rng(1).normal(size=100)
    found = error_of_mean(values)
    by_hand = values.reshape(5, 20).mean(axis=1)
    assert found.error == pytest.approx(by_hand.std(ddof=1) / math.sqrt(5), rel=1e-12)
    assert (found.freedom, found.kind) == (4, BY_BLOCK)


def test_below_four_blocks_the_plain_error_stands_and_says_that_it_is_a_bound():
    values = np.random.default_rng(1).normal(size=79)
    found = error_of_mean(values)
    assert found.error == pytest.approx(values.std(ddof=1) / math.sqrt(79), rel=1e-12)
    assert (found.freedom, found.kind) == (78, BOUND)
    assert math.isnan(error_of_mean([1.0]).error)
    assert [kind_of_error(n) for n in (0, 1, 2, 79, 80)] == ["", "", BOUND, BOUND, BY_BLOCK]


def test_several_groups_of_a_replicate_do_not_make_blocks():
    assert blocks(np.repeat(np.arange(20), 4)) is None
    assert len(set(blocks(np.repeat(np.arange(80), 2)))) == 4


def test_what_is_missing_does_not_count_and_moves_no_block():
    values = np.random.default_rng(2).normal(size=101)
    values[7] = np.nan
    kept = np.delete(np.arange(101), 7)
    assert error_of_mean(values) == error_of_mean(values[kept], kept)
    assert error_of_mean(values[::-1], np.arange(101)[::-1]).error == pytest.approx(
        error_of_mean(values).error
    )


def test_errors_over_blocks_are_what_means_vary_by_and_plain_ones_are_too_large():
    """40 seeds, 100 replicates each; a variance of 40 values is off by .23 (standard error)."""
    covering = [means_of(seed, 100, True) for seed in range(40)]
    true = np.var([each.mean() for each in covering], ddof=1)
    told = np.mean([error_of_mean(each).error ** 2 for each in covering])
    plain = np.mean([each.var(ddof=1) / 100 for each in covering])
    assert 0.4 < told / true < 2
    assert plain / true > 2.5
    assert plain / told > 2.5


def test_an_interval_over_blocks_has_their_degrees_of_freedom():
    values = pd.Series(means_of(3, 80, True))
    mean, low, high = confidence_interval(values, range(80))
    assert mean == pytest.approx(values.mean())
    assert (high - low) / 2 == pytest.approx(3.182446305 * error_of_mean(values).error)
    assert low < 1.5 < high
