"""ELAN: tiers, participants and times in every form it exports."""

import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.field.reading import parse_log

from .logs import BARE, ELAN, WIDE, acts


def test_the_participant_acts_and_the_tier_where_nobody_is_named():
    named = parse_log(ELAN, "day.txt")
    assert named.events["subject"].tolist() == ["Ada", "Bo"]
    assert named.notes[0].startswith("the participant is taken for who acts")
    nobody = parse_log(ELAN.replace("\tAda\t", "\t\t").replace("\tBo\t", "\t\t"), "day.txt")
    assert nobody.events["subject"].tolist() == ["hand", "hand"]
    assert nobody.notes[0].startswith("the tier is taken for who acts")
    asked = parse_log(ELAN, "day.txt", subject="Tier")
    assert set(asked.events["subject"]) == {"hand"}


def test_a_column_of_files_names_the_observations():
    text = ELAN.replace("Participant", "Participant\tFile").replace("\tAda\t", "\tAda\tone\t")
    found = parse_log(text.replace("\tBo\t", "\tBo\ttwo\t"), "day.txt")
    assert found.events["observation"].tolist() == ["one", "two"]


@pytest.mark.parametrize("text", [BARE, WIDE])
def test_without_a_header_and_with_a_column_for_each_tier_the_acts_are_the_same(text):
    assert acts(parse_log(text, "day.txt")) == acts(parse_log(ELAN, "day.txt"))
    assert parse_log(text, "day.txt").events["stop"].tolist() == [2.0, 64.0]


def test_annotations_that_are_numbers_are_no_times():
    log = parse_log("Ada\t1.0\t2.0\t7\nBo\t3.5\t4.5\t8\n", "day.txt")
    assert log.events["behaviour"].tolist() == ["7", "8"]
    assert log.events["start"].tolist() == [1.0, 3.5]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Begin Time - msec\tEnd Time - msec\n1\t2\n", "day.txt:1 has no column of annotations"),
        (
            "Tier\tEnd Time - ss.msec\tText\nAda\t2\tx\n",
            "day.txt:1 has no column of begin times",
        ),
    ],
)
def test_what_has_no_annotations_or_not_two_times_is_refused(text, sentence):
    with pytest.raises(InputError, match=sentence):
        parse_log(text, "day.txt")


def test_a_column_of_subjects_that_does_not_exist_is_refused():
    with pytest.raises(InputError, match=r"no column 'Participnt' for the subject. Did you mean"):
        parse_log(ELAN, "day.txt", subject="Participnt")


def test_a_row_may_have_an_annotation_in_several_tiers_whatever_they_are_called():
    text = "Begin Time - msec\tEnd Time - msec\tvalue\tsubject\n1000\t2000\twave\tkick\n"
    assert acts(parse_log(text, "day.txt")) == [
        ("day", "value", "wave", 1.0),
        ("day", "subject", "kick", 1.0),
    ]
