"""Responses that are read out by the compiled loop against the network's own, bit for bit."""

from dataclasses import replace

import numpy as np
import pytest

from mirror_abm.engine.population import Population
from mirror_abm.simulation.readout import read_out
from mirror_abm.simulation.recordings import patterns_of


@pytest.mark.parametrize("ceiling", [np.inf, 1.0, 0.2])
@pytest.mark.parametrize("mediation", [0.0, 0.37, 1.0])
@pytest.mark.parametrize("species", ["macaca_mulatta", "octopus_vulgaris", "homo_sapiens"])
def test_responses_are_those_of_the_network_to_the_last_bit(species, mediation, ceiling):
    population = Population(species, seed=3, learners=1, collect=False)
    animal, draws = population.learners[0], np.random.default_rng(5)
    network = replace(animal.network.copy(), mediation=mediation, ceiling=ceiling)
    network.weights[:] = draws.normal(0, 1, network.weights.shape)
    network.to_sound.weights[:] = draws.normal(0, 1, network.to_sound.weights.shape)
    network.weights[draws.random(network.weights.shape) < 0.2] = -0.0
    acts = tuple(range(len(population.repertoire)))
    heard = ["auditory"] if "auditory" in population.repertoire.modalities else []
    shown = [patterns_of(animal, acts, modality) for modality in ("visual", *heard)]
    shown.append(draws.random(shown[0].shape))  # the context among them, which does not count
    shown.append(np.zeros_like(shown[0]))
    for patterns in shown:
        wanted, found = network.response(patterns), read_out(network, patterns)
        assert wanted.tobytes() == found.tobytes()
