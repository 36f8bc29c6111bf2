"""A table of presence: follows and animals without acts count, and contradictions are refused."""

import pandas as pd
import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.field.presence import read_presence
from mirror_abm.field.rates import rates
from mirror_abm.field.reading import parse_log
from mirror_abm.field.scene import Scene

HEAD = "observation,time,subject,behaviour,target\n"
LOG = parse_log(f"{HEAD}o1,10,Ada,wave,\no1,20,Bo,wave,\no2,30,Ada,wave,Bo\n", "day.csv")


def table(text):
    """Return a table of presence from rows of cells."""
    head, *rows = [line.split(",") for line in text.split()]
    return pd.DataFrame(rows, columns=head)


def hours(present, log=LOG):
    """Return focal hours by animal."""
    found = rates(log.observed(present=table(present)), shifts=0)
    rows = found.query("measure == 'acts' and behaviour == 'all'").set_index("subject")
    return rows["focal_hours"].round(9).to_dict()


def test_focal_hours_are_those_of_the_table():
    present = "observation,subject,hours o1,Ada,1 o1,Bo,0.5 o2,Ada,2 o3,Cy,4 o3,Bo,4"
    assert hours(present) == {"all": 11.5, "Ada": 3, "Bo": 4.5, "Cy": 4}


def test_stretches_are_added_and_what_overlaps_counts_once():
    present = (
        "observation,subject,start,stop o1,Ada,0,1800 o1,Ada,900,2700 o1,Bo,0:00:00,1:00:00 "
        "o2,Ada,30,3630"
    )
    assert hours(present) == {"all": 2.75, "Ada": 1.75, "Bo": 1}


@pytest.mark.parametrize(
    "head, rows",
    [
        ("hours,active", "2,0.5 4,4 1,0"),
        ("hours,active_hours", "2,0.5 4,4 1,0"),
        ("hours,active_(min)", "2,30 4,240 1,0"),
        ("duration_(min),active_time", "120,30 240,240 60,0"),
        ("duration_(s),active_(h)", "7200,0.5 14400,4 3600,0"),
        ("start,stop,active", "0,7200,1800 0,14400,14400 0,3600,0"),
    ],
)
def test_rates_are_per_active_hour_and_the_observation_keeps_its_length(head, rows):
    ada, bo, cy = rows.split()
    present = table(f"observation,subject,{head} o1,Ada,{ada} o2,Ada,{bo} o1,Bo,{bo} o1,Cy,{cy}")
    watched = LOG.observed(present=present)
    assert watched.watched == {("o1", "Ada"): 1800, ("o2", "Ada"): 14400, ("o1", "Bo"): 14400}
    assert watched.seconds == {"o1": 14400, "o2": 14400}
    assert any("per active hour: 8.5 of 11 hours" in note for note in watched.notes)
    assert any("1 times an animal was active at no time" in note for note in watched.notes)
    found = rates(watched, shifts=0).query("measure == 'acts' and behaviour == 'all'")
    assert found.set_index("subject")["rate"].to_dict() == pytest.approx(
        {"all": 3 / 8.5, "Ada": 2 / 4.5, "Bo": 1 / 4}
    )


def test_what_the_table_does_not_name_is_as_the_log_has_it():
    log = parse_log(
        "observation,time,subject,behaviour,observation_duration\no1,1,Ada,x,3600\n", "day.csv"
    )
    assert hours("observation,subject,hours o2,Ada,1", log) == {"all": 2, "Ada": 2}
    assert log.observed(2, table("observation,subject,hours o2,Ada,1")).seconds == {
        "o1": 7200.0, "o2": 3600.0
    }  # fmt: skip


def test_an_animal_that_was_present_sees_though_it_did_nothing():
    present = "observation,subject,hours o1,Ada,1 o1,Bo,1 o2,Ada,1 o2,Bo,1"
    log = parse_log(f"{HEAD}o1,1,Ada,x,\no1,2,Bo,x,\no2,3,Ada,x,\n", "day.csv")
    scene = Scene(log.observed(present=table(present)), ["x"], 10.0, 1)
    assert scene.present.tolist() == [[True, True], [True, True]]
    assert Scene(log.observed(1), ["x"], 10.0, 1).present.tolist() == [[True, True], [True, False]]


def test_what_changed_is_said():
    log = LOG.observed(
        present=table("observation,subject,hours o1,Ada,1 o1,Bo,1 o2,Ada,1 o3,Adaa,1")
    )
    assert "follows in which nothing happened: 1 (o3)" in log.notes
    assert any("never act: 1 (Adaa) Did you mean Ada?" in note for note in log.notes)


@pytest.mark.parametrize(
    ("present", "sentence"),
    [
        ("observation,subject,hours o1,Ada,1", r"'Bo' acts in observation 'o1', but the table"),
        ("observation,hours o1,1 o2,1", r"names no subjects, and the log has other animals"),
        ("observation,subject,hours o1,Ada,1 o1,Ada,1", r"row 2: names 'Ada' .* a second time"),
        ("observation,subject,hours o1,Ada,0", r"row 1: lasts no time"),
        ("observation,subject,hours o1,Ada,soon", r"row 1: hours = 'soon': must be seconds"),
        ("observation,subject,hours o1,,1", r"row 1: subject: is missing"),
        ("observation,subject o1,Ada", r"present: must name observation, and hours or start"),
        ("observation,subject,start,stop o1,Ada,9,2", r"row 1: lasts no time"),
        (
            "observation,subject,start,stop o1,Ada,100,200 o1,Bo,0,60 o2,Ada,0,60",
            r"'Ada' acts in observation 'o1' at 10 s, when the table does not say",
        ),
        ("observation,subject,hours,active o1,Ada,1,2", r"row 1: active: must not be longer"),
        ("observation,subject,hours,active o1,Ada,1,-1", r"row 1: active: must be a time"),
        ("observation,subject,hours,active o1,Ada,1,", r"row 1: active: must be a time"),
        (
            "observation,subject,hours,active o1,Ada,1,1 o1,Bo,1,0 o2,Ada,1,1",
            r"'Bo' acts in observation 'o1', where the table says that it was active for 0",
        ),
        ("observation,subject,hours o1,Ada,0.001 o1,Bo,0.001 o2,Ada,1", r"its acts span 10 s"),
    ],
)
def test_a_table_that_contradicts_itself_or_the_log_is_refused(present, sentence):
    with pytest.raises(InputError, match=sentence):
        LOG.observed(present=table(present))


def test_hours_of_what_the_table_says_are_refused():
    with pytest.raises(InputError, match="the table of presence says how long it was"):
        LOG.observed({"o1": 1}, table("observation,subject,hours o1,Ada,1 o1,Bo,1 o2,Ada,1"))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("p.csv", b"observation;subject;hours\no1;Ada;0,5\no1;Bo;0,5\no2;Ada;1\n"),
        (
            "p.tsv",
            "Session\tAnimal\tDuration (min)\no1\tAda\t30\no1\tBo\t30\no2\tAda\t60".encode(
                "utf-16"
            ),
        ),
    ],
)
def test_a_file_is_read_as_logs_are(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    assert read_presence(path).rows["seconds"].tolist() == [1800, 1800, 3600]


def test_a_file_that_is_no_table_of_presence_is_refused(tmp_path):
    path = tmp_path / "p.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(InputError, match=r"p.csv:1 is no table of presence: must name observation"):
        read_presence(path)
    with pytest.raises(InputError, match=r"present = 5: must be a table, or the path of one"):
        read_presence(5)
