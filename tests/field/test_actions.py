"""Behaviours under the names of actions."""

import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.field.actions import only_actions, renamed
from mirror_abm.field.fragment import fragment
from mirror_abm.field.log import FieldLog
from mirror_abm.field.rates import rates
from mirror_abm.profile.species import load_species

from .logs import made


def test_names_that_do_not_exist_are_refused():
    profile, log = load_species("macaca_mulatta"), made(hours=0.1)
    with pytest.raises(
        InputError, match=r"--as gromo=groom: the log has no such behaviour. Did you mean groom"
    ):
        renamed(log, {"gromo": "groom"}, profile)
    with pytest.raises(
        InputError,
        match=r"threat_fac: macaca_mulatta has no such action. Did you mean threat_face",
    ):
        renamed(log, {"threat": "threat_fac"}, profile)
    strange = FieldLog(log.events.assign(behaviour="sings"), log.seconds, "plain")
    with pytest.raises(InputError, match="no behaviour of the log is one of its actions"):
        fragment(strange, rates(strange, shifts=0), profile, ["sings"], "all")


def test_behaviours_are_found_under_their_own_names_in_lower_case():
    profile = load_species("macaca_mulatta")
    log = made(hours=0.1)
    spoken = FieldLog(
        log.events.assign(behaviour=log.events["behaviour"].replace("threat", "Threat-Face ")),
        log.seconds,
        "plain",
    )
    found, other = renamed(spoken, {"groom": "lip_smack"}, profile)
    assert set(found.events["behaviour"]) == {"threat_face", "lip_smack", "submit"}
    assert other == ["submit"]


def test_a_replay_keeps_only_actions_and_says_which():
    log = made(hours=0.1)
    names = {"groom": "wave", "threat": None}
    found, kept = only_actions(log, ["wave", "submit"], names)
    assert kept.tolist() == (log.events["behaviour"] != "threat").tolist()
    assert set(found.events["behaviour"]) == {"wave", "submit"}
    with pytest.raises(
        InputError, match=r"behaviour 'submit': no such action .*Did you mean summit"
    ):
        only_actions(log, ["wave", "summit"], names)
