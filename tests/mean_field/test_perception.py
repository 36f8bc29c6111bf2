"""What an animal perceives, and how often: chances by hand."""

import dataclasses
import math

import networkx as nx
import numpy as np
import pytest

from mirror_abm.engine.population import Population
from mirror_abm.experience.ties import relative_ties
from mirror_abm.mean_field.perception import Perceiver, exchanges
from mirror_abm.mean_field.timeline import Timeline
from mirror_abm.sources.contract import AUDITORY, AUDITORY_SELF, VISUAL_OTHER, VISUAL_SELF


@pytest.fixture(scope="module")
def population():
    return Population("macaca_mulatta", point=True, size=3, engine="agents")


def perceiver(population, *off, **changed):
    supply = dataclasses.replace(population.supply, **changed)
    timeline = Timeline.of(supply, 300, 100.0, 20)
    ties = relative_ties(nx.complete_graph(3))
    return Perceiver.of(supply, timeline, population.shown, frozenset(off), ties, index=1)


def chance(outcomes, kind):
    return sum(p for p, found in outcomes if any(percept[0] == kind for percept in found))


def test_an_own_act_is_seen_by_gaze_and_in_mirrors_and_heard_if_it_sounds(population):
    animal = perceiver(population, gaze=0.4, mirror_rate=20.0, mirror_duration=30.0)
    mirror = 1 - math.exp(-20.0 * 30.0 / 3600)
    for action, name in enumerate(population.repertoire.names):
        found = animal.of_own(action)
        assert sum(p for p, _ in found) == pytest.approx(1.0), name
        seen = 0.4 * population.supply.visible[action]
        assert chance(found, VISUAL_SELF) == pytest.approx(seen), name
        assert chance(found, VISUAL_OTHER) == pytest.approx(mirror), name
        assert chance(found, AUDITORY_SELF) == float(population.supply.audible[action])
        assert chance(found, AUDITORY) == 0, name
        if not population.supply.audible[action]:
            assert animal.noticed(action) == pytest.approx(1 - (1 - seen) * (1 - mirror)), name


def test_a_source_that_is_off_brings_nothing(population):
    animal = perceiver(population, "self_observation", "mirrors", "watching_others", "sound")
    assert all(animal.noticed(action) == 0 for action in range(len(population.repertoire)))
    assert not animal.seen.any()
    assert not animal.heard.any()


def test_slips_of_copies_are_other_acts_as_often_as_these_are_done(population):
    animal = perceiver(population, fidelity=0.8)
    slip, rate = animal.slip(), population.supply.action_rate
    np.testing.assert_allclose(slip.sum(axis=1), 1.0)
    np.testing.assert_allclose(np.diag(slip), 0.8)
    assert slip[0, 1] / slip[0, 2] == pytest.approx(rate[1] / rate[2])


def test_answers_are_certainly_perceived_by_both(population):
    animal = perceiver(population)
    for exchange in exchanges(animal):
        for action in range(len(population.repertoire)):
            if exchange.answer[:, action].any() and exchange.chance.any():
                found = exchange.perceived(animal, action, animal.mine)
                assert chance(found, exchange.population) == pytest.approx(1.0)
