"""Columns told by their names; two that could be one thing are asked about."""

import numpy as np
import pandas as pd
import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.field.columns import checked_roles, find_column, known_columns
from mirror_abm.field.reading import parse_log
from mirror_abm.field.sheet import Asked, Sheet


def sheet(**columns):
    table = pd.DataFrame(columns)
    return Sheet(table, "day.csv", np.arange(2, 2 + len(table)))


def test_a_column_is_known_by_any_of_its_names_with_or_without_a_unit():
    assert find_column(sheet(onset=["1"]), "subject", Asked()) is None
    assert known_columns(["Onset", "Actor", "Behavior"]) == {"time", "subject", "behaviour"}
    assert known_columns(["start_s", "Behavior.type"]) == {"time", "status"}
    assert known_columns(["Who"], Asked({"subject": "Who"})) == {"subject"}


def test_two_columns_for_one_thing_are_asked_about_unless_they_say_the_same():
    with pytest.raises(InputError, match=r"day.csv: two columns could be the subject, 'actor' and"):
        find_column(sheet(actor=["a"], subject=["b"]), "subject", Asked())
    assert find_column(sheet(actor=["a"], subject=["a"]), "subject", Asked()) == "actor"
    told = Asked({"target": "subject"})
    assert find_column(sheet(actor=["a"], subject=["b"]), "subject", told) == "actor"


@pytest.mark.parametrize(
    ("header", "row", "role"),
    [
        ("time,subject,behaviour,start", "1,a,x,2", "time"),
        ("time,onset,subject,behaviour", "1,2,a,x", "time"),
        ("time,subject,animal,behaviour", "1,a,b,x", "subject"),
        ("time,subject,behaviour,event", "1,a,x,y", "behaviour"),
        ("time,subject,behaviour,target,partner", "1,a,x,b,c", "target"),
        ("time,subject,behaviour,stop,end", "1,a,x,2,3", "stop"),
        ("time,subject,behaviour,session,video", "1,a,x,s,v", "observation"),
    ],
)
def test_in_every_role_two_candidates_are_refused_and_either_can_be_named(header, row, role):
    text = f"{header}\n{row}\n"
    with pytest.raises(InputError, match=f"two columns could be the {role}, .*--column {role}="):
        parse_log(text, "day.csv")
    for column in header.split(","):
        if column in parse_log_candidates(role):
            assert parse_log(text, "day.csv", columns={role: column}).columns[role] == column


def parse_log_candidates(role):
    return {
        "time": {"time", "start", "onset"},
        "subject": {"subject", "animal"},
        "behaviour": {"behaviour", "event"},
        "target": {"target", "partner"},
        "stop": {"stop", "end"},
        "observation": {"session", "video"},
    }[role]


def test_a_column_that_the_user_names_goes_before_and_must_exist():
    both = sheet(subject=["a"], mother=["b"])
    assert find_column(both, "subject", Asked({"subject": "mother"})) == "mother"
    with pytest.raises(InputError, match=r"no column 'mothr' for the subject. Did you mean mother"):
        find_column(both, "subject", Asked({"subject": "mothr"}))
    with pytest.raises(
        InputError, match=r"column for = 'tme': must be one of .* Did you mean time"
    ):
        checked_roles({"tme": "Start"})
    with pytest.raises(InputError, match=r"must map what a column holds"):
        checked_roles(["Start"])


def test_a_header_whose_names_nobody_knows_is_read_if_they_are_named():
    text = "sekunde,tier,was\n1,Ada,wave\n"
    with pytest.raises(InputError, match="no log that can be read"):
        parse_log(text, "day.csv")
    named = {"time": "sekunde", "subject": "tier", "behaviour": "was"}
    log = parse_log(text, "day.csv", columns=named)
    assert log.columns == named
    assert log.events["start"].tolist() == [1.0]


def test_the_observation_is_its_column_or_the_file_and_missing_names_are_nobody():
    text = "time,subject,behaviour,target\n1,Ada,wave,NA\n2,NA,wave,Ada\n"
    log = parse_log(text, "day.csv")
    assert log.events[["observation", "subject", "target"]].to_numpy().tolist() == [
        ["day", "Ada", ""]
    ]
    assert "acts of nobody in particular, left out: 1" in log.notes
