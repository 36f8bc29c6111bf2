"""Blank units: what a network is given for a stimulus that no animal has met before."""

import numpy as np

from mirror_abm.experiments import contract as c
from mirror_abm.laboratory.blank_units import FEATURES, OWN, copied

from .subjects import one


def test_units_stand_before_the_context_and_belong_to_no_action():
    animal = one()
    before = animal.network
    cues, weights = len(before.salience), before.weights.copy()
    pattern = animal.pattern(c.cue("square", 2.0))
    network = animal.network
    assert len(network.salience) == len(pattern) == cues + FEATURES
    assert np.array_equal(np.flatnonzero(pattern), np.arange(cues - 1, cues - 1 + FEATURES))
    assert (pattern[cues - 1 : cues - 1 + OWN] == 1).all()
    assert (network.salience[cues - 1 : -1] == 2 * network.salience[0]).all()
    assert np.array_equal(network.weights[: cues - 1], weights[:-1])
    assert np.array_equal(network.weights[-1], weights[-1])
    assert not network.sight[..., cues - 1 : -1].any()


def test_a_stimulus_is_met_once():
    animal = one()
    first = animal.pattern(c.cue("square")).copy()
    assert np.array_equal(first, animal.pattern(c.cue("square")))


def test_a_copy_shares_nothing():
    network = one().network
    again = copied(network)
    again.to_motor.weights[:] = 7
    again.salience[:] = 7
    assert not (network.weights == 7).any()
    assert not (network.salience == 7).any()
