"""Cohorts: preset and developed animals, at matched learning rates, and the same again."""

from dataclasses import replace

import numpy as np
import pytest

import mirror_abm as ma
from mirror_abm.animal.constant_values import constants_with
from mirror_abm.base import shelf
from mirror_abm.conditioning import acquisition_rate
from mirror_abm.experiments import contract as c
from mirror_abm.laboratory import cohort as cohorts
from mirror_abm.laboratory.trainee import copied

from .subjects import PRESET


def test_a_preset_animal_is_driven_at_the_stated_level_where_a_synapse_is():
    network = copied(
        cohorts.raised(
            PRESET.fixed(
                {
                    "constants.overlap_same": 0,
                    "constants.overlap_other": 0,
                    "constants.mediation": 0,
                }
            )
        )
        .learners[0]
        .network
    )
    for action in range(len(network.motor)):
        cues, units = (
            np.flatnonzero(network.sight[0, action] == 1),
            np.flatnonzero(network.motor[action] == 1),
        )
        joined = network.to_motor.synapse[np.ix_(cues, units)].any(axis=0)
        assert np.allclose(
            network.response(network.sight[0, action])[units][joined], cohorts.PRESET, atol=1e-9
        )


@pytest.mark.parametrize("rule", [name for name in shelf.rules.names if name != "none"])
def test_rules_are_compared_at_one_half_life(rule):
    point = constants_with()
    betas = acquisition_rate.matched_betas(rule, point.alpha, point.beta_present, point.beta_absent)
    lone = ma.condition(
        [("A", "M", 60)],
        rule=rule,
        alpha=point.alpha,
        beta_present=betas[0],
        beta_absent=betas[1],
        context=0,
    )
    curve = lone.query("cue == 'A'").set_index("trial").weight
    wanted = np.log(0.5) / np.log(1 - point.alpha * point.beta_present)
    assert curve[int(np.floor(wanted))] <= 0.5 + 1e-9
    assert curve[int(np.ceil(wanted)) + 1] >= 0.5 - 1e-9


def test_developed_animals_and_conditions_are_the_same_again():
    cohort = {"replicates": 2, "days": 0.1}
    first = ma.experiment("bunlon_2015", **cohort)
    cohorts.raised.cache_clear()
    assert first.equals(ma.experiment("bunlon_2015", **cohort))
    assert set(first["replicate"]) == {0, 1}
    drawn = ma.experiment("bunlon_2015", draws=2, subjects="preset", replicates=2)
    assert set(drawn["draw"]) == {0, 1}
    assert drawn.groupby("draw").value.mean().nunique() == 2


def test_equal_cohorts_are_the_same_animals_and_changed_ones_are_not():
    fixed = PRESET.fixed({"constants.tau": 2, "experience.mirrors.rate": 0.0})
    assert fixed.settings == (("constants.tau", 2.0), ("experience.mirrors.rate", 0.0))
    assert fixed.fixed({"constants.tau": 1}).settings[0] == ("constants.tau", 1.0)
    assert PRESET.settings == ()
    assert cohorts.raised(fixed) is cohorts.raised(fixed.fixed({"constants.tau": 2.0}))
    assert cohorts.raised(fixed) is not cohorts.raised(PRESET)


def test_a_rearing_changes_what_it_names_and_nothing_else():
    own = PRESET.reared(c.Rearing({"group.size": 4}, without=("sound", "mirrors"), days=20))
    assert own == replace(
        PRESET, settings=(("group.size", 4.0),), without=("mirrors", "sound"), days=20.0
    )
    assert PRESET.reared(c.Rearing()) == PRESET
