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
