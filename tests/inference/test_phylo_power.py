"""What a set of species tells of a slope, against matrices and the noncentral t written out."""

import numpy as np
import pytest
from scipy import stats

from mirror_abm.inference.phylo_power import World, greedy, power_of_slope
from mirror_abm.inference.phylo_tree import shared_history
from mirror_abm.profile.tree import tree

NAMES = tree().tips[:12]
SHARED = shared_history(tree(), NAMES)
X = np.random.default_rng(8).normal(size=12)


def written_out(world, inside, draw):
    """Return one over the variance of the slope of a set, by inverting V."""
    inverse = np.linalg.inv(world.covariance[draw][np.ix_(inside, inside)])
    columns = np.column_stack([np.ones(len(inside)), world.x[draw][inside]])
    return 1 / np.linalg.inv(columns.T @ inverse @ columns)[1, 1]


@pytest.mark.parametrize("given", [X, None])
def test_power_of_a_growing_set_is_that_of_the_matrices(given):
    world = World(SHARED, given, (0.5, 1.0), 6, 0)
    order = [3, 7, 0, 11, 5, 1, 9]
    found = world.powers(order, 0.8, 0.05)
    for size in range(3, 8):
        for draw in range(6):
            information = np.array([written_out(world, order[:size], draw)])
            wanted = power_of_slope(information, size, 0.8, 0.05)[0]
            assert found[draw, size - 1] == pytest.approx(wanted, rel=1e-6)
    assert (found[:, :2] == 0).all()


@pytest.mark.parametrize("size", [3, 4, 10, 44])
@pytest.mark.parametrize("shift", [0.0, 0.7, 2.5, 6.0])
def test_power_is_that_of_the_noncentral_t(size, shift):
    limit = stats.t.ppf(0.975, size - 2)
    wanted = stats.nct.sf(limit, size - 2, shift) + stats.nct.cdf(-limit, size - 2, shift)
    found = power_of_slope(np.array([shift**2]), size, 1.0, 0.05)[0]
    assert found == pytest.approx(wanted, abs=2e-5)


def test_predictors_have_mean_0_and_variance_1_over_candidates():
    for given in (X, None):
        world = World(SHARED, given, (0.5, 1.0), 20, 0)
        np.testing.assert_allclose(world.x.mean(axis=1), 0, atol=1e-12)
        np.testing.assert_allclose(world.x.std(axis=1, ddof=1), 1)


def test_each_species_that_is_chosen_adds_most_of_those_that_are_left():
    world = World(SHARED, X, (0.9, 0.9), 2, 0)
    order, power = greedy(world, [], 8, 0.8, 0.05)
    assert len(set(order)) == 8
    for size in range(4, 9):
        others = [at for at in range(12) if at not in order[: size - 1]]
        best = max(
            power_of_slope(
                np.array([written_out(world, [*order[: size - 1], at], 0)]), size, 0.8, 0.05
            )[0]
            for at in others
        )
        assert power[0, size - 1] == pytest.approx(best, abs=1e-5)


def test_the_first_pair_is_the_best_of_all_pairs_and_what_is_there_stays_first():
    world = World(SHARED, X, (0.9, 0.9), 2, 0)
    order, _ = greedy(world, [], 3, 0.8, 0.05)
    pairs = {(i, j): written_out(world, [i, j], 0) for i in range(12) for j in range(i)}
    assert set(order[:2]) == set(max(pairs, key=pairs.get))
    assert greedy(world, [4, 2], 5, 0.8, 0.05)[0][:2] == [4, 2]
