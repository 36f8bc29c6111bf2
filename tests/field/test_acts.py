"""What is wrong in a row is refused with its line, and what is left out is said."""

import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.field.reading import parse_log

from .logs import V8, WIDE


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", r"day.csv:1 is no log that can be read"),
        ("a,b\n1,2\n", r"day.csv:1 is no log that can be read"),
        ("time,subject,behaviour\n", r"day.csv: has no rows below its header"),
        (
            "time,subject,behaviour\n1,a,x\nsoon,a,x\n",
            r"day.csv:3 time = 'soon': must be seconds or hh:mm:ss.mmm",
        ),
        ("time,subject,behaviour\n1,a,x\n\n-2,a,x\nnan,a,x\n", r"day.csv:5 time = 'nan'"),
        ("time,subject,behaviour\n1,a,\n", r"day.csv:2 behaviour: is missing"),
        ("time,subject,behaviour,stop\n5,a,x,2\n", r"day.csv:2 ends at 2 s, before 5 s"),
        ("time,subject,behaviour,stop\n5,a,x,later\n", r"day.csv:2 stop = 'later'"),
        (
            "time,subject,behaviour\n1,a,x\n1,a,x,y,z\n",
            r"day.csv:3 has 5 cells: must have at most 3",
        ),
        ("time,subject,behaviour\n1,a,x,y\n", r"day.csv:2 has 4 cells: must have at most 3"),
        (WIDE.replace("wave", ""), r"day.csv: has no acts"),
        ("time,subject,behaviour\n1,,x\n", r"day.csv: no row says who acted"),
        (
            V8.replace("POINT", "PAUSE"),
            r"day.csv:4 status = 'PAUSE': must be START, STOP, POINT or STATE",
        ),
        (V8.replace("\t4.0\t", "\tNA\t"), r"day.csv:4 time = 'NA'"),
        ("\0\0\1", r"is not text"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(text, sentence):
    with pytest.raises(InputError, match=sentence):
        parse_log(text, "day.csv")


def test_what_is_left_out_is_said():
    rows = ["1,Ada,groom,START", "1,Ada,groom,START", "2,Ada,groom,STOP", "3,Ada,groom,STOP"]
    text = "\n".join(["time,subject,behavior,status", *rows, "4,,groom,POINT"])
    log = parse_log(text, "day.csv")
    assert log.notes == (
        "ends (STOP) without a beginning, left out: 1",
        "beginnings (START) without an end, which have no duration: 1",
        "acts of nobody in particular, left out: 1",
        "rows that say the same act again, left out: 1",
    )
    assert len(log.events) == 1


def test_an_end_belongs_to_the_last_beginning_of_the_same_act_of_the_same_animal():
    rows = ["1,Ada,groom,START", "2,Bo,groom,START", "3,Ada,groom,STOP", "9,Bo,groom,STOP"]
    log = parse_log("\n".join(["time,subject,behavior,status", *rows]), "day.csv")
    assert log.events["stop"].tolist() == [3.0, 9.0]
