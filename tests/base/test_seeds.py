"""Random streams: the address alone decides, and what it decided once it decides for ever."""

import hashlib

import numpy as np
import pytest

from mirror_abm.base.seeds import (
    BLOCK,
    LARGEST_SEED,
    drawn_alike,
    integer,
    quantile,
    stream,
    uniform,
)


def test_an_address_has_the_same_draws_for_ever():
    """Written down once: another number here means that every run ever made is another one."""
    assert uniform(0, 0, "profile", "macaca_mulatta", "acts.audible_rate") == 0.6979573848969399
    assert integer(7, "a", 1) == 2697658348


def test_an_uncertain_number_has_the_same_quantile_for_ever():
    address = (0, 23, "profile", "macaca_mulatta", "acts.audible_rate")
    assert quantile(*address) == 0.2011910323035408
    assert quantile(*address, covering=False) == uniform(*address)


def test_each_block_has_one_quantile_in_each_stratum_whatever_the_name():
    for name in ("a", "b"):
        drawn = np.array([quantile(1, replicate, "x", name) for replicate in range(3 * BLOCK)])
        strata = np.floor(BLOCK * drawn).reshape(3, BLOCK)
        assert (np.sort(strata) == np.arange(BLOCK)).all()
        assert len({tuple(row) for row in strata}) == 3  # each block in an order of its own
        assert drawn.max() < 1


def test_numbers_of_one_replicate_are_independent_and_uniform():
    """300 numbers of 40 replicates: correlations of names as of independent ones."""
    drawn = np.array([[quantile(2, r, "x", name) for name in range(300)] for r in range(40)])
    assert abs((drawn < 0.025).mean() - 0.025) < 4 * np.sqrt(0.025 * 0.975 / drawn.size)
    apart = np.corrcoef(drawn.T)[np.triu_indices(300, 1)]
    assert abs(apart.mean()) < 0.01
    assert apart.std() == pytest.approx(1 / np.sqrt(39), rel=0.05)


def test_a_mean_of_a_block_varies_less_and_no_single_number_does():
    """A sum of two numbers in 20 replicates: of its variance chance within strata is left."""
    sums = [
        [quantile(seed, r, "one") + quantile(seed, r, "two") for r in range(BLOCK)]
        for seed in range(60)
    ]
    assert np.var(sums) == pytest.approx(2 / 12, rel=0.1)
    assert np.var(np.mean(sums, axis=1)) < 2 / 12 / BLOCK / 50


def test_words_and_numbers_are_told_apart_and_so_are_their_borders():
    addresses = [(0, "1"), (0, 1), (1, 1), (0, "a", "b"), (0, "ab"), (0, "b", "a"), (0,)]
    assert len({uniform(*address) for address in addresses}) == len(addresses)


def test_the_order_of_calls_does_not_matter():
    one, other = stream(3, "one"), stream(3, "other")
    mixed = [one.random(), other.random(), one.random()]
    again = stream(3, "one")
    assert [again.random(), again.random()] == [mixed[0], mixed[2]]
    assert uniform(3, "other") == mixed[1]


def test_numbers_are_of_python_and_in_their_range():
    drawn = [uniform(1, number) for number in range(2000)]
    assert {type(value) for value in drawn} == {float}
    assert min(drawn) >= 0
    assert max(drawn) < 1
    assert abs(np.mean(drawn) - 0.5) < 4 * np.sqrt(1 / 12 / 2000)
    assert type(integer(1, "x")) is int
    assert 0 <= integer(1, "x") < 2**32


@pytest.mark.parametrize("seed", [0, 1, 2**31, 2**32 - 1, 2**32, 2**40 + 7, LARGEST_SEED])
def test_a_stream_is_what_numpy_makes_of_the_seed_and_eight_numbers_of_the_hash(seed):
    hashed = hashlib.sha256(b"str:macaque\x1fint:3").digest()
    numbers = [seed, *(int.from_bytes(hashed[at : at + 4], "little") for at in range(0, 32, 4))]
    wanted = np.random.Generator(np.random.PCG64DXSM(np.random.SeedSequence(numbers)))
    assert stream(seed, "macaque", 3).bit_generator.state == wanted.bit_generator.state


def test_words_of_other_types_are_other_addresses_also_when_asked_for_again():
    assert uniform(0, 1) != uniform(0, True) != uniform(0, "1") != uniform(0, 1)
    orders = [[quantile(0, each, word) for each in range(BLOCK)] for word in (1, True, "1")]
    ranks = [np.argsort(order).tolist() for order in orders]
    assert ranks[0] != ranks[1] != ranks[2] != ranks[0]


def test_what_libraries_draw_for_a_picture_is_the_same_and_takes_nothing_from_their_user():
    np.random.seed(7)  # noqa: NPY002
    expected = np.random.random(3)  # noqa: NPY002
    np.random.seed(7)  # noqa: NPY002
    drawn = []
    for _ in range(2):
        with drawn_alike():
            drawn.append(np.random.random(3).tolist())  # noqa: NPY002
    assert drawn[0] == drawn[1]
    assert np.random.random(3).tolist() == expected.tolist()  # noqa: NPY002
