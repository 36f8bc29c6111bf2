"""Simulated worlds and their likelihood: against loops, and what leaving a draw out leaves."""

import numpy as np
import pytest

from mirror_abm.inference.observations import Observation
from mirror_abm.inference.worlds import Design

RNG = np.random.default_rng


def observation(accounts=2, draws=5, values=3, outcomes=4, seed=0, species="mouse"):
    chances = RNG(seed).dirichlet(np.ones(outcomes), (accounts, draws, values))
    return Observation("a", species, "visual", "intact", chances)


def by_hand(observations, outcomes, weights, use, own, power):
    """Return log-likelihoods, one world, account, draw and s after another."""
    found = np.zeros((len(outcomes), len(weights)))
    for world, said in enumerate(outcomes):
        for account in range(len(weights)):
            total = norm = 0.0
            for draw in use:
                if own is not None and draw == own[world]:
                    continue
                each = []
                for s in range(3):
                    chance = 1.0
                    for one, outcome in zip(observations, said, strict=True):
                        at = min(s, one.chances.shape[2] - 1)
                        chance *= one.chances[account, draw, at, outcome]
                    each.append(chance**power)
                total += weights[account, draw] * np.mean(each)
                norm += weights[account, draw]
            found[world, account] = np.log(total / norm)
    return found


@pytest.mark.parametrize("power", [1.0, 0.4])
@pytest.mark.parametrize("weighted", [False, True])
def test_the_likelihood_is_that_of_the_formula(power, weighted):
    observations = [
        observation(),
        observation(outcomes=2, seed=1),
        observation(values=1, seed=2),
        observation(outcomes=2, values=1, seed=3, species="rat"),
    ]
    weights = RNG(4).random((2, 5)) if weighted else np.ones((2, 5))
    design = Design(observations, weights if weighted else None)
    use = np.array([0, 2, 3, 4])
    worlds = design.simulate(use, 6, RNG(5))
    for own in (None, worlds.draw):
        joint, apart = design.log_likelihoods(worlds.outcomes, use, own, (power,))
        expected = by_hand(observations, worlds.outcomes, weights, use, own, power)
        np.testing.assert_allclose(joint, expected, atol=1e-10)
        mice = by_hand(observations[:3], worlds.outcomes[:, :3], weights, use, own, 1.0)
        rats = by_hand(observations[3:], worlds.outcomes[:, 3:], weights, use, own, 1.0)
        np.testing.assert_allclose(apart, mice + rats, atol=1e-10)


def test_worlds_are_spread_over_draws_and_have_outcomes_as_likely_as_they_are():
    one = observation(accounts=1, draws=2, values=1, outcomes=3)
    design = Design([one], np.array([[1.0, 3.0]]))
    worlds = design.simulate(np.arange(2), 40_000, RNG(0))
    assert np.bincount(worlds.draw).tolist() == [10_000, 30_000]
    for draw in range(2):
        shares = np.bincount(worlds.outcomes[worlds.draw == draw, 0], minlength=3)
        np.testing.assert_allclose(shares / shares.sum(), one.chances[0, draw, 0], atol=0.015)


def test_a_world_of_a_draw_that_is_not_used_leaves_nothing_out():
    design = Design([observation()])
    use, seen = np.array([0, 1]), np.zeros((1, 1), int)
    away = design.log_likelihoods(seen, use, np.array([4]))
    np.testing.assert_array_equal(away, design.log_likelihoods(seen, use))


def test_in_one_draw_the_likelihood_is_the_mean_over_publication():
    one = observation()
    each, alone = Design([one]).per_draw(np.array([2]))
    np.testing.assert_array_equal(each, alone)  # of one species
    by_hand = one.chances[..., 2].mean(axis=2)
    np.testing.assert_allclose(each / each[0, 0], by_hand / by_hand[0, 0])
