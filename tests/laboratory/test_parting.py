"""Bits, by closed forms of normal populations, and what must hold for any."""

from math import erf, log2, sqrt

import numpy as np
import pytest

from mirror_abm.laboratory.parting import (
    PARTED,
    TRIED,
    Outcome,
    animals_to_part,
    densities,
    information,
    noise_floor,
    normals,
    parted,
    plain_bits,
    pooled,
    right,
)


def certain(*means, variance=1.0):
    """Return an outcome whose draws are all alike: populations are exactly normal."""
    each = np.repeat(np.array(means, float)[:, None], 5, axis=1)
    return Outcome(each, np.full_like(each, variance))


def uncertain(*means, draws=40, spread=0.5, seed=0, variance=1.0):
    each = np.array(means)[:, None] + spread * np.random.default_rng(seed).normal(size=(1, draws))
    return Outcome(each, np.full_like(each, variance))


def by_quadrature(distance, points=200_001):
    x = np.linspace(-12, 12 + distance, points)
    p, q = (np.exp(-((x - m) ** 2) / 2) / sqrt(2 * np.pi) for m in (0, distance))
    middle = (p + q) / 2
    kept = middle > 0
    entropy = [
        np.sum(
            np.where(
                kept & (f > 0), f * np.log2(np.maximum(f, 1e-300) / np.maximum(middle, 1e-300)), 0
            )
        )
        for f in (p, q)
    ]
    return sum(entropy) / 2 * (x[1] - x[0])


@pytest.mark.parametrize("distance", [0.3, 1.0, 2.0, 4.0])
@pytest.mark.parametrize("animals", [1, 4])
def test_two_normal_populations_give_the_mutual_information_of_quadrature(distance, animals):
    found = plain_bits(certain(0, distance), animals)
    assert found == pytest.approx(by_quadrature(distance * sqrt(animals)), abs=2e-4)


def test_a_small_difference_gives_an_eighth_of_its_square_and_kl_bounds_it():
    """I = d^2/8 nats to first order, and never more than a quarter of both divergences, d^2/2."""
    assert plain_bits(certain(0, 0.05), 1) == pytest.approx(0.05**2 / 8 * log2(np.e), rel=0.02)
    for distance in (0.5, 1.5):
        assert plain_bits(certain(0, distance), 1) < distance**2 / 2 * log2(np.e) / 2


def test_a_normal_prior_over_draws_adds_its_variance():
    many = uncertain(0.0, 1.5, draws=1000, spread=0.8)
    total = sqrt(1 / 3 + 0.8**2)
    assert plain_bits(many, 3) == pytest.approx(by_quadrature(1.5 / total), abs=0.015)
    means, deviations = normals(many, 10**9)
    assert (means[0].var() + deviations[0, 0] ** 2) == pytest.approx(many.means[0].var(), rel=1e-3)


def test_the_same_account_twice_tells_nothing():
    same = uncertain(0.4, 0.4)
    assert plain_bits(same, 50) == pytest.approx(0, abs=1e-12)
    assert parted(same, 50).bits == pytest.approx(0, abs=1e-12)
    assert animals_to_part(same) is None
    assert right(same, 50) == pytest.approx(0.5)


@pytest.mark.parametrize("animals", [1, 10, 100])
def test_the_same_account_in_other_draws_tells_nothing_beyond_its_error_and_floor(animals):
    """Twenty times: accounts of equal prior, simulated independently of each other."""
    within = []
    for seed in range(20):
        rng = np.random.default_rng(seed)
        each = Outcome(rng.normal(0.2, 0.5, (2, 12)), np.full((2, 12), 0.09))
        found = parted(each, animals)
        floor = max(noise_floor([each.of(at)], animals, seed, "test") for at in range(2))
        within.append(found.bits <= max(floor, 1e-12) or found.low == 0)
    assert np.mean(within) >= 0.85


def test_the_best_of_many_outcomes_that_tell_nothing_is_within_the_floor_of_the_best():
    within = []
    for seed in range(10):
        rng = np.random.default_rng(seed)
        many = [Outcome(rng.normal(0, 0.5, (2, 8)), np.full((2, 8), 0.09)) for _ in range(30)]
        found = max(parted(each, 10).bits for each in many)
        floors = [noise_floor([each.of(at) for each in many], 10, seed) for at in range(2)]
        assert max(floors) > noise_floor([many[0].of(0)], 10, seed)
        within.append(found <= max(floors))
    assert np.mean(within) >= 0.8


def test_more_animals_more_bits_and_never_more_than_one():
    for outcome in (certain(0, 1), uncertain(0, 1), uncertain(0, 3, spread=2.0)):
        bits = [plain_bits(outcome, animals) for animals in TRIED]
        assert np.all(np.diff(bits) >= -1e-6)
        assert 0 < bits[0] <= bits[-1] <= 1
    assert plain_bits(certain(0, 100), 1) == pytest.approx(1)
    far = parted(uncertain(0, 50), 10)
    assert 0.99 < far.low <= far.bits <= far.high <= 1


def test_few_draws_of_a_wide_prior_are_not_told_apart_by_many_animals():
    """Spikes of draws that interleave would be, without the kernel."""
    even = np.arange(0, 12, 2.0)
    spikes = Outcome(np.stack([even, even + 1]), np.full((2, 6), 1e-6))
    assert plain_bits(spikes, 100) < 0.1


def test_accounts_are_parted_where_the_more_probable_one_is_right_in_nine_of_ten():
    outcome = certain(0, 1)
    for animals in (1, 6, 7):
        chance = 0.5 * (1 + erf(sqrt(animals) / 2 / sqrt(2)))  # Phi(d / 2)
        assert right(outcome, animals) == pytest.approx(chance, abs=3e-3)
    needed = (2 * 1.28155) ** 2  # 6.57
    assert animals_to_part(outcome) == next(each for each in TRIED if each > needed)
    assert right(uncertain(0, 0.3), TRIED[-1]) < PARTED
    assert animals_to_part(uncertain(0, 0.3)) is None


def test_chances_sum_to_one_and_information_is_symmetric():
    chances = densities(uncertain(0, 1), 3)
    np.testing.assert_allclose(chances.sum(axis=-1), 1)
    mixed = chances.mean(axis=1)
    assert information(mixed) == pytest.approx(information(mixed[::-1]))


def test_variances_of_few_animals_are_drawn_to_their_account_and_keep_its_mean():
    raw = np.array([[0.0, 2.0], [5.0, 5.0]])
    found = pooled(raw, 3)
    assert found.mean(axis=1).tolist() == raw.mean(axis=1).tolist()
    assert 0 < found[0, 0] < found[0, 1] < 2
    assert found[1].tolist() == [5.0, 5.0]
