"""Studies that train people: what each row says, and on what it rests."""

import math
from dataclasses import replace

import numpy as np
import pytest

import mirror_abm as ma
from mirror_abm.experiments import contract as c
from mirror_abm.laboratory import board, claims, experiment, scoring

from ..clock import FAST
from ..laboratory.subjects import PRESET, one


def test_counter_training_reverses_evoked_potentials_by_learning_and_not_by_birth():
    table = ma.experiment(
        "catmur_2007", account=["associative", "genetic"], replicates=8, subjects="preset"
    )
    means = table.groupby(["account", "condition"]).value.mean()
    assert means["associative", "untrained"] > 0.1
    assert means["associative", "counter_mirror"] < -0.02
    assert means["genetic", "counter_mirror"] == means["genetic", "untrained"] > 0.1


def test_bunlon_forward_ablation_leaves_nothing():
    table = ma.experiment(
        "bunlon_2015",
        replicates=6,
        subjects="preset",
        settings={"constants.backward_efficacy": 0.0},
    )
    assert not scoring.judge(table)["found"].any()
    assert scoring.judge(ma.experiment("bunlon_2015", replicates=6, subjects="preset"))[
        "found"
    ].all()


def test_one_session_spares_the_entrenched_response_and_many_do_not():
    entrenched = {"constants.entrenchment": 0.05, "constants.overnight_return": 0.7}
    for name in ("barchiesi_2013", "cavallo_2014"):
        assert scoring.judge(
            ma.experiment(name, replicates=10, subjects="preset", settings=entrenched)
        )["found"].all(), name
    plain = scoring.judge(ma.experiment("barchiesi_2013", replicates=10, subjects="preset"))
    assert plain["against"].all()
    assert not plain["found"].any()


def test_no_one_setting_gives_both_an_abolished_and_a_spared_response():
    """144 trials abolish what plain learning built; with two timescales most of it is left."""
    entrenched = {"constants.entrenchment": 0.05, "constants.overnight_return": 0.7}
    assert scoring.judge(ma.experiment("heyes_2005", replicates=20, subjects="preset"))[
        "found"
    ].all()
    assert scoring.judge(
        ma.experiment("heyes_2005", replicates=10, subjects="preset", settings=entrenched)
    )["against"].all()


def test_the_dose_and_not_a_day_of_life_decides_whether_imitation_is_reversed():
    """Ordinary life teaches a hundredth of what the laboratory does: a day of it changes nothing.

    With the same salience in both, a day took a reversal of 50 ms back to about 0.
    """
    drill = experiment.load("heyes_2005").conditions["incompatible"][1]
    assert drill[-1].days == 1

    def left(phases, **constants):
        animals = [one(number, replace(PRESET, animals=12), **constants) for number in range(12)]
        for animal in animals:
            animal.undergo(phases)
        return np.mean([animal.automatic_imitation("open", "close") for animal in animals])

    at_once, later = left(drill[:-1]), left(drill)
    assert abs(at_once) < 10
    assert abs(later - at_once) < 0.5
    assert left(drill[:-1], alpha=0.06) < at_once - 5
    assert left(drill[:-1], **FAST) < -35
    assert abs(left(drill, **FAST)) < 10


def test_a_reversal_survives_a_lived_day():
    """The notes say so of catmur_2007; it did not where life was as salient as the laboratory."""
    each = experiment.load("catmur_2007")
    conditions = {
        name: (rearing, (*phases, c.live(1))) for name, (rearing, phases) in each.conditions.items()
    }
    cohort = replace(PRESET, animals=12)
    at_once, later = (
        claims.by_animal(board.measure_cohort(replace(each, conditions=which), cohort)).mean()
        for which in (each.conditions, conditions)
    )
    assert at_once["counter_mirror"] < -0.02
    assert later["counter_mirror"] == pytest.approx(at_once["counter_mirror"], abs=0.01)
    assert later["mirror"] > 0.15


def bias(like, amplitude):
    """Return which claims of press_2007 hold with a robot of this likeness and amplitude."""
    each = experiment.load("press_2007")

    def as_seen(stimulus):
        return replace(stimulus, like=like, amplitude=amplitude) if stimulus.name else stimulus

    conditions = {
        name: (
            rearing,
            tuple(
                replace(
                    phase,
                    trials=tuple(
                        replace(trial, see=tuple(map(as_seen, trial.see))) for trial in phase.trials
                    ),
                )
                for phase in phases
            ),
        )
        for name, (rearing, phases) in each.conditions.items()
    }

    def measure(subject):
        return {
            "human": subject.automatic_imitation("open", "close"),
            "robot": subject.automatic_imitation(
                "open", "close", lambda act: as_seen(c.robot(act))
            ),
        }

    table = board.measure_cohort(
        replace(each, conditions=conditions, measure=measure),
        replace(PRESET, animals=20),
    )
    return {str(claim): claims.holds(claim, table) for claim in each.pattern}


@pytest.mark.parametrize("like", [0.6, 0.9])
def test_training_with_a_robot_that_is_like_a_hand_abolishes_the_human_bias(like):
    assert all(bias(like, math.sqrt(1 - like * like)).values())


def test_a_robot_that_is_hardly_like_a_hand_leaves_the_human_bias():
    """What press_2007 says of its assumption, by the numbers."""
    found = bias(0.3, math.sqrt(1 - 0.3 * 0.3))
    assert not found.pop("compatible_human not > compatible_robot")
    assert all(found.values())


def test_a_dimmer_robot_leaves_the_human_bias():
    """What press_2007 says of its assumption, by the numbers."""
    found = bias(0.6, 0.4)
    assert not found.pop("compatible_human not > compatible_robot")
    assert all(found.values())
