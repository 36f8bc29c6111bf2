"""Protocols that cannot be carried out are refused, in the words of the file."""

import math
import re

import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.experiments import contract as c
from mirror_abm.laboratory import protocol

SIGHT = c.sight("open")


@pytest.mark.parametrize("days", [-1, math.nan, 1e9, "1"])
def test_days_that_cannot_be_lived_are_refused(days):
    with pytest.raises(InputError, match=r"days = .*active days from 0 to 1000"):
        protocol.check_phase(c.live(days), "somewhere")


@pytest.mark.parametrize(
    ("phase", "told"),
    [
        (c.phase(c.trial(True, SIGHT)), "times = True: must be a whole number from 0 to 1000000"),
        (c.phase(c.trial(2.5, SIGHT)), "times = 2.5: must be a whole number"),
        (c.phase(c.trial(1, SIGHT, "open", math.inf)), "delay = inf: must be seconds within"),
        (c.phase(c.trial(1, SIGHT, "open", -3601)), "delay = -3601: must be seconds within"),
        (c.phase(c.trial(1, SIGHT, "open", probability=math.nan)), "probability = nan: must lie"),
        (c.phase(c.trial(1)), r"trial\(1\): must see or do something"),
        (c.rest(-1), "nights = -1: must be a whole number from 0 to 100000"),
        (c.phase(pause=1e9), "pause = 1000000000.0: must be seconds from 0 to 86400"),
    ],
)
def test_a_phase_that_cannot_be_is_refused(phase, told):
    with pytest.raises(InputError, match=f"^here {told}"):
        protocol.check_phase(phase, "here")


def test_a_phase_at_its_bounds_is_taken():
    trials = (c.trial(0, SIGHT, "open", -3600, 0), c.trial(1_000_000, SIGHT, "open", 3600, 1))
    protocol.check_phase(c.Phase(trials, nights=100_000, pause=86_400, days=1000), "here")


def test_conditions_are_given_with_their_rearing_or_without():
    rearing, drill = c.Rearing(days=1.0), c.phase(c.trial(1, SIGHT, "open"))
    found = protocol.checked_conditions(
        "here",
        {"bare": drill, "listed": [drill, drill], "reared": (rearing, drill), "empty": ()},
        {"open"},
    )
    assert found == {
        "bare": (c.Rearing(), (drill,)),
        "listed": (c.Rearing(), (drill, drill)),
        "reared": (rearing, (drill,)),
        "empty": (c.Rearing(), ()),
    }


def test_an_age_that_no_animal_can_have_is_refused():
    for rearing in (c.Rearing(), c.Rearing(age=3), c.Rearing(age="maturity"), c.Rearing(days=0)):
        protocol.check_rearing(rearing, "here")
    for rearing, told in (
        (c.Rearing(age=-1), "here Rearing: age = -1: must be a number of days"),
        (c.Rearing(age="adult"), "or 'maturity'"),
        (c.Rearing(days=float("nan")), "here Rearing: days = nan: must lie in"),
        (c.Rearing(age=3, days=3), "give one of the two"),
    ):
        with pytest.raises(InputError, match=told):
            protocol.check_rearing(rearing, "here")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "must hold at least one condition"),
        ({"a": 1}, "must be phases, or"),
        ({"a": c.phase(c.trial(1, c.sight("opn")))}, "Did you mean open"),
    ],
)
def test_conditions_that_are_none_are_refused(given, told):
    with pytest.raises(InputError, match=told):
        protocol.checked_conditions("here", given, {"open"})


def test_a_lone_claim_is_taken_and_what_is_none_is_refused():
    lone = c.positive("trained")
    assert protocol.checked_claims("here", lone, ("trained",)) == (lone,)
    with pytest.raises(InputError, match=r"here: 'trained > 0': must be a claim"):
        protocol.checked_claims("here", ("trained > 0",), ("trained",))
    with pytest.raises(InputError, match="Did you mean trained"):
        protocol.checked_claims("here", (c.near("trained", "train"),), ("trained",))


@pytest.mark.parametrize(
    ("delay", "meant"),
    [(100, " Did you mean 0.1?"), (-2000, " Did you mean -2?"), (3.5, ""), (9, ""), (600, " Did")],
)
def test_an_act_too_far_from_its_stimulus_to_be_paired_is_told(delay, meant):
    trial = c.trial(1, SIGHT, "open", delay)
    said = list(protocol.unpaired(c.phase(trial), "here"))
    assert len(said) == 1
    assert said[0].startswith(f"here delay = {delay} s: nothing is paired beyond 3 s")
    assert meant in said[0]
    assert ("Did you mean" in said[0]) == bool(meant)


@pytest.mark.parametrize("delay", [0, 0.1, -3, 3])
def test_what_is_paired_or_has_no_pair_is_not_told(delay):
    pair, alone = c.trial(1, SIGHT, "open", delay), c.trial(1, SIGHT, delay=100)
    assert not list(protocol.unpaired(c.phase(pair, alone), "here"))


def test_a_condition_with_such_a_delay_warns_and_is_taken(monkeypatch):
    told = []
    monkeypatch.setattr(protocol, "tell", lambda module, text: told.append(text))
    found = protocol.checked_conditions(
        "here", {"one": c.phase(c.trial(1, SIGHT, "open", 100))}, {"open"}
    )
    assert len(told) == 1
    assert re.search(r"delay = 100 s: .* Did you mean 0.1\?", told[0])
    assert set(found) == {"one"}


TONE = c.cue("tone")
LATER = (TONE, SIGHT.at(0.5))


@pytest.mark.parametrize(
    ("trial", "told"),
    [
        (c.trial(1, LATER, "open"), r"do = 'open': the stimuli begin at 0, 0.5 s, so say when .*"),
        (c.trial(1, SIGHT.at(-1), "open"), "onset = -1: must be seconds from 0 to 3600"),
        (c.trial(1, SIGHT.at("1"), "open"), "onset = '1': must be seconds"),
        (c.trial(1, SIGHT, c.at(math.nan, "open")), r"at\(nan, 'open'\): must be seconds within"),
        (c.trial(1, SIGHT, c.at("open", 0.5)), r"at\('open', 0.5\): must be seconds"),
        (c.trial(1, None, "open"), "see = None: must be a stimulus"),
        (c.trial(1, SIGHT, None), "do = None: must be the name of an act"),
        (c.trial(1, "open", "open"), r"see = 'open': must be a stimulus, for example sight"),
        (c.trial(1, SIGHT, (SIGHT,)), "do = .*: must be the name of an act, or at"),
    ],
)
def test_times_that_a_trial_cannot_have_are_refused(trial, told):
    with pytest.raises(InputError, match=f"^here {told}"):
        protocol.check_phase(c.phase(trial), "here")


def test_stimuli_and_acts_may_have_times_of_their_own():
    trial = c.trial(1, LATER, (c.at(0.8, "open"), c.at(-0.5, "close")))
    protocol.check_phase(c.phase(trial), "here")
    assert trial.onsets == (0.0, 0.5)
    assert trial.times_of_acts == (0.8, -0.5)
    assert trial.actions == ("open", "close")
    late = c.trial(1, (TONE.at(0.5), SIGHT.at(0.5)), "open", delay=0.2)
    assert late.times_of_acts == (0.7,)
    assert c.trial(1, do="open").times_of_acts == (0.0,)


def test_an_act_of_its_own_time_beyond_all_stimuli_is_told():
    trial = c.trial(1, LATER, (c.at(0.8, "open"), c.at(20, "close")))
    said = list(protocol.unpaired(c.phase(trial), "here"))
    assert len(said) == 1
    assert said[0].startswith("here close at 20 s: no stimulus of its trial begins within 3 s")


BLIND = c.Rearing(without_sense="vision", age=100)


@pytest.mark.parametrize(
    ("phase", "told"),
    [
        (c.live(30), r"live\(30\): the animals were raised otherwise .* as_reared=True\)"),
        (c.live(age=200), r"live\(age=200\): the animals were raised otherwise"),
        (c.live(age=100, as_reared=True), "are 100 days old by then: must be more"),
        (c.live(30, age=200), "give one of the two"),
        (c.live(age=-1), r"live\(age=-1\): must be an age in days"),
        (c.live(30, 5), "live: 5: must be a Rearing"),
        (c.live(30, c.Rearing(), as_reared=True), "give one of the two"),
        (c.live(30, c.Rearing(age=3)), r"give these to live itself"),
        (c.live(30, c.Rearing({"constants.tau": 1.0})), "belongs to the animal or its group"),
        (c.live(30, c.Rearing({"group.size": 3})), "belongs to the animal or its group"),
    ],
)
def test_a_later_life_that_is_not_told_is_refused(phase, told):
    with pytest.raises(InputError, match=told):
        protocol.checked_conditions("here", {"blind": (BLIND, phase)}, ())


def test_a_later_life_that_is_told_is_taken():
    for phase in (
        c.live(30, c.Rearing()),
        c.live(30, as_reared=True),
        c.live(age=300, rearing=BACK),
    ):
        protocol.checked_conditions("here", {"blind": (BLIND, phase)}, ())
    protocol.checked_conditions("here", {"intact": (c.Rearing(age=10), c.live(30))}, ())
    fixed = c.Rearing({"constants.tau": 1.0}, age=10)  # no other life
    protocol.checked_conditions("here", {"intact": (fixed, c.live(30))}, ())


BACK = c.Rearing(without="mirrors")


@pytest.mark.parametrize(
    ("rearing", "told"),
    [
        (
            c.Rearing(without_sense="sight"),
            "without_sense = .sight.: must be one of hear",
        ),
        (c.Rearing(without=("vision",)), r"Did you mean without_sense='vision'\?"),
        (c.Rearing(without="mirors"), "Did you mean mirrors"),
        (c.Rearing(without_sense=7), "without_sense = 7: must be a name, or names"),
        (c.Rearing(without=None), "without = None: must be a name, or names"),
        (c.Rearing(settings=5), "settings"),
    ],
)
def test_senses_and_sources_that_there_are_not_are_refused(rearing, told):
    with pytest.raises(InputError, match=told):
        protocol.check_rearing(rearing, "here")
