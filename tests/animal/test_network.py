"""What is read out of a network saturates at execution; what it learns does not, but is bounded."""

import numpy as np
import pytest

from mirror_abm.animal.learning import apply
from mirror_abm.animal.pathway import Cues, Pathway
from mirror_abm.base.shelf import rules
from mirror_abm.engine.population import Population
from mirror_abm.simulation.learning_curves import learning_curve
from tests.clock import FAST
from tests.quiet import quiet_macaque

BARE = {"size": 1, "point": True, "without": "all", "collect": False, "engine": "agents"}
NO_LIMITS = {"matched_speed": 0, "weight_bound": 1e9, "drive_ceiling": 1e9}


def strong(weight, **constants):
    """Return the network of an animal all of whose synapses have one weight."""
    animal = Population(quiet_macaque(), **BARE, constants=constants).learners[0]
    animal.network.weights[:] = weight * np.asarray(animal.network.to_motor.synapse)
    return animal.network


@pytest.mark.parametrize("weight", [2.0, -2.0])
def test_no_response_is_stronger_than_execution_either_way(weight):
    network = strong(weight)
    shown = np.stack([network.pattern(0, action) for action in range(3)])
    drive, response = network.drive(shown), network.response(shown)
    assert np.abs(drive).max() > 1.5
    assert np.abs(response).max() == 1.0 == network.motor.max()
    np.testing.assert_array_equal(response, np.clip(drive, -1.0, 1.0))


def test_a_drive_below_execution_is_read_out_as_it_is():
    network = strong(0.1)
    shown = np.stack([network.pattern(0, action) for action in range(3)])
    assert 0 < np.abs(network.drive(shown)).max() < 1
    np.testing.assert_array_equal(network.response(shown), network.drive(shown))


def test_without_a_ceiling_the_drive_itself_is_read_out():
    network = strong(3.0, drive_ceiling=1e9)
    shown = network.pattern(0, 0)
    np.testing.assert_array_equal(network.response(shown), network.drive(shown))
    assert network.response(shown).max() > 1


@pytest.mark.parametrize(("rule", "bounded"), [("hebbian", True), ("rescorla_wagner", False)])
def test_weights_are_held_within_the_bound_where_nothing_else_stops_them(rule, bounded):
    module = rules.load(rule)
    assert bounded == module.BOUNDED
    pathway = Pathway.newborn(np.full((1, 2), 0.95), np.ones((1, 2)), module)
    cue = Cues(np.arange(1), np.ones((1, 1)), np.ones((1, 2)))
    apply(module, pathway, cue, np.array([1.0, 0.0]), 0.5, 0.5, bound=0.9)
    assert (np.abs(pathway.weights).max() <= 0.9) == bounded


def taught(constants, account="canalized", **options):
    """Return an octopus after a tenth of a day, on the compiled engine."""
    animals = Population(
        "octopus_vulgaris",
        account,
        groups=2,
        seed=2,
        point=True,
        collect=False,
        constants=FAST | {"connectivity": 1.0} | constants,
        **options,
    )
    animals.forward(animals.day_ticks // 5)
    return animals


def test_a_hebbian_learner_no_longer_answers_stronger_than_it_acts():
    """It reached 11.7: a Hebbian weight without a bound, and a read-out without a ceiling."""
    now, before = taught({}, rule="hebbian"), taught(NO_LIMITS, rule="hebbian")
    assert learning_curve(now)["matched"].max() <= 1.0 < learning_curve(before)["matched"].max()
    assert max(np.abs(each.network.weights).max() for each in now.learners) == 1.0
    assert max(np.abs(each.network.weights).max() for each in before.learners) > 1.0


@pytest.mark.parametrize("account", ["associative", "canalized", "hebbian", "genetic"])
def test_each_change_has_a_setting_at_which_it_does_nothing(account):
    """Learning rates are the constants' own, weights and responses are not held.

    Rescorla-Wagner has the same weights with and without, to the last bit.
    """
    neutral, now = taught(NO_LIMITS, account), taught({}, account)
    rates = neutral.learning.constants
    assert (rates.beta_present, rates.beta_absent) == (
        neutral.constants.beta_present,
        neutral.constants.beta_absent,
    )
    for free, held in zip(neutral.learners, now.learners, strict=True):
        shown = np.stack([free.network.pattern(0, action) for action in range(3)])
        np.testing.assert_array_equal(free.network.response(shown), free.network.drive(shown))
        same = np.array_equal(free.network.weights, held.network.weights)
        assert same == (account in ("associative", "genetic"))


@pytest.mark.parametrize("rule", ["hebbian", "covariance", "mackintosh"])
def test_both_engines_hold_weights_and_match_rates_alike(rule):
    small = {"learners": 1, "rule": rule}
    one, other = (taught({}, "associative", engine=e, **small) for e in ("agents", "compiled"))
    for mine, its in zip(one.learners, other.learners, strict=True):
        np.testing.assert_array_equal(mine.network.weights, its.network.weights)
        assert np.abs(mine.network.weights).max() > 0.3
