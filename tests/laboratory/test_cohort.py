"""Cohorts: preset and developed animals, at matched learning rates, and the same again."""

from dataclasses import replace

import numpy as np
import pytest

import mirror_abm as ma
from mirror_abm.animal.constant_values import constants_with
from mirror_abm.animal.learning import maturity
from mirror_abm.base import shelf
from mirror_abm.conditioning import acquisition_rate
from mirror_abm.experiments import contract as c
from mirror_abm.laboratory import cohort as cohorts
from mirror_abm.laboratory.cohort import Cohort
from mirror_abm.laboratory.subject import subject
from mirror_abm.laboratory.trainee import copied
from mirror_abm.profile.species import load_species
from mirror_abm.simulation.horizon import own_horizon

from .subjects import PRESET

MICE = Cohort("mus_musculus", animals=2)


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
        [("A", "M", 300)],
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
        PRESET, settings=(("group.size", 4.0),), without=("mirrors", "sound"), days=20.0, age=None
    )
    assert PRESET.reared(c.Rearing()) == PRESET
    newborn = replace(PRESET, days=1.0, age=None)
    assert newborn.reared(c.Rearing(age=3)) == replace(PRESET, days=0.0, age=3.0)


def test_developed_animals_have_lived_to_their_horizon_in_time_lapse():
    infant = replace(MICE, age=10.0)
    mouse, pup = cohorts.lived(MICE), cohorts.lived(infant)
    assert mouse.age == own_horizon(load_species(MICE.species))
    assert mouse.lapse == pup.lapse == pytest.approx(100)
    assert pup.days == pytest.approx(0.1)
    assert cohorts.raised(infant).age == pytest.approx(10.0, abs=0.01)
    as_they_come = cohorts.raised(replace(MICE, days=0.1, age=None))
    assert as_they_come.lapse == 1
    assert as_they_come.age == pytest.approx(0.1, abs=0.001)
    fast = MICE.fixed({"constants.alpha": 0.3, "constants.incidental_salience": 1.0})
    assert cohorts.lived(fast) == replace(cohorts.lived(fast), lapse=1.0, age=mouse.age)
    assert cohorts.lived(fast).days == pytest.approx(3.0)  # little is learned later


def test_a_draw_of_the_constants_decides_on_the_lapse():
    each = [cohorts.lived(replace(MICE, draw=draw)) for draw in range(4)]
    assert len({life.lapse for life in each}) == 4
    assert len({life.age for life in each}) == 1


def test_animals_are_as_plastic_as_their_age_says_in_the_laboratory():
    """Also where the clock is fast, and life is simulated only until little is still learned."""
    for settings in ({}, {"constants.alpha": 0.3, "constants.incidental_salience": 1.0}):
        cohort = replace(MICE, account="epigenetic").fixed(settings)
        population = cohorts.raised(cohort)
        age = own_horizon(load_species(MICE.species))
        assert population.age == pytest.approx(age, abs=0.01)
        assert population.grown == maturity(population.constants, int(age))
        assert population.grown < 0.2  # ten half-lives: the age is the age at maturity
        animal = subject(cohort, 0, {})
        assert animal.network.salience[0] == pytest.approx(
            population.constants.alpha * population.grown
        )


def test_all_nights_of_a_life_in_time_lapse_are_slept():
    """Those since the last simulated day ended, too: fast weights have come back to slow ones."""
    settled = MICE.fixed({"constants.entrenchment": 0.1, "constants.overnight_return": 0.9})
    pathway = cohorts.raised(settled).learners[0].network.to_motor
    assert not np.allclose(pathway.slow, 0)
    apart = np.abs(pathway.weights - pathway.slow).max()
    assert 0 <= apart < 1e-3 * np.abs(pathway.slow).max()
