"""One animal's prospect: its network is left alone, and its paths begin where it is."""

import math

import numpy as np
import pytest

from mirror_abm.engine.population import Population
from mirror_abm.mean_field.animals import prospect
from tests.clock import FAST


@pytest.fixture(scope="module")
def population():
    return Population(
        "macaca_mulatta", seed=3, point=True, size=3, learners=1, engine="agents", constants=FAST
    )


def test_a_prospect_begins_at_what_the_animal_knows_and_leaves_it_alone(population):
    animal = population.learners[0]
    born = animal.network.weights.copy(), animal.network.to_sound.weights.copy()
    item = prospect(population, animal)
    later = item.at(50.0)
    np.testing.assert_allclose(item.at(0.0).weights, born[0], atol=1e-12)
    assert np.abs(later.weights - born[0]).max() > 0.1
    assert np.abs(later.to_sound.weights - born[1]).max() > 0.1
    np.testing.assert_array_equal(animal.network.weights, born[0])
    np.testing.assert_array_equal(animal.network.to_sound.weights, born[1])


def test_the_fixed_point_is_where_the_path_ends(population):
    item = prospect(population, population.learners[0])
    np.testing.assert_allclose(item.at(1e9).weights, item.at(math.inf).weights, atol=1e-6)


def test_where_nothing_sounds_sights_teach_no_sounds():
    silent = Population("octopus_vulgaris", seed=3, point=True, learners=1, engine="agents")
    network = silent.learners[0].network
    item = prospect(silent, silent.learners[0])
    later = item.at(math.inf)
    assert not item.sounds
    np.testing.assert_allclose(later.to_sound.weights, network.to_sound.weights, atol=1e-12)
    assert np.abs(later.weights - network.weights).max() > 0.1
