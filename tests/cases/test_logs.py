"""Field logs that were read wrongly: each is read rightly, or refused with what to do.

The folders of ``data`` are the cases of issue 14, under their numbers; ``data/written`` holds
files that real programs wrote (BORIS 8.27, pympi-ling 1.71, openpyxl 3.1).
"""

import importlib.util
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import mirror_abm as ma
from mirror_abm.base.errors import InputError
from mirror_abm.field.rates import rates
from mirror_abm.field.reading import parse_log, read_log

DATA = Path(__file__).parent / "data"


def case(name):
    """Return the input of a case: ``01`` or ``14/input2.txt``."""
    number, _, file = name.partition("/")
    folder = next(DATA.glob(f"{number}-*"))
    return folder / file if file else next(folder.glob("input.*"))


def read(name, hours=None, **options):
    """Return the acts of a case with their lengths known."""
    return read_log(case(name), **options).observed(hours)


def found(log, measure="acts"):
    """Return count, rate and focal hours of all animals together."""
    row = rates(log, shifts=0).query(f"measure == '{measure}' and subject == 'all'").iloc[0]
    return int(row["count"]), float(row["rate"]), float(row["focal_hours"])


def acts(log):
    """Return who did what when."""
    table = log.events[["subject", "behaviour", "start"]]
    return [tuple(row) for row in table.itertuples(index=False)]


TWO = [("Ada", "wave", 10.0), ("Bo", "wave", 12.0)]


# ------------------------------------------------------------------ focal time: 1-5, 16
@pytest.mark.parametrize(
    ("name", "hours", "rate"),
    [
        ("01", 2 * 2 * 60 / 3600, 60),  # two clips of 60 s, two animals in each
        ("02", 3 * 60 / 3600, 60),  # c1: 2 animals, c2: 1
        ("03", 2 * 60 / 3600, 60),
        ("04", 2 * 600 / 3600, 6),  # two players side by side are 600 s, not 1,200
        ("16", 2 * 600.5 / 3600, 2 * 3600 / 1201),
    ],
)
def test_focal_time_is_the_whole_length(name, hours, rate):
    _, told, focal = found(read(name))
    assert focal == pytest.approx(hours)
    assert told == pytest.approx(rate)


def test_the_span_that_was_coded_is_said_in_hours_with_how_to_choose_it():
    note = next(note for note in read("01").notes if "Coding duration" in note)
    assert "0.03333 h of observation" in note
    assert '0.002222 h, 15 times less: if only that was watched, add --column length="' in note
    chosen = read("01", columns={"length": "Coding duration"})
    assert chosen.seconds == {"c1": 6.0, "c2": 2.0}


def test_follows_in_which_nothing_happened_count_from_a_table_of_presence():
    log = read_log(case("05"))
    with pytest.raises(InputError, match=r"'o2': there is none of this name.* \(--present FILE\)"):
        log.observed({"o1": 1, "o2": 1, "o3": 1})
    table = pd.DataFrame({"observation": ["o1", "o2", "o3"], "hours": 1.0})
    assert found(log.observed(present=table)) == (2, pytest.approx(2 / 6), pytest.approx(6.0))
    named = pd.DataFrame(
        [("o1", "Ada"), ("o1", "Bo"), ("o2", "Ada")], columns=["observation", "subject"]
    ).assign(hours=1.0)
    assert found(log.observed(present=named)) == (2, pytest.approx(2 / 3), pytest.approx(3.0))


HEAD = (
    "Observation id\tObservation date\tDescription\tObservation duration\tObservation type\tSource"
    "\tTime offset (s)\tMedia duration (s)\tFPS{own}\tSubject\tBehavior\tBehavioral category"
    "\tModifier #1\tBehavior type\tTime\tMedia file name\tImage index\tImage file path\tComment\n"
)
ROW = (
    "o1\t2024-01-01 10:00:00\t\t{duration}\tMedia file(s)\tx.mp4\t0.0\t{media}\t25.0{own}"
    "\t{subject}\twave\t\t\tPOINT\t{time}\tx.mp4\t1\tNA\t\n"
)


def boris(own=None, duration="NA", media="600.0", times=(("Ada", "10.0"), ("Bo", "12.0"))):
    """Return a tabular export of BORIS with independent variables and lengths."""
    own = own or {}
    head = HEAD.format(own="".join(f"\t{name}" for name in own))
    values = "".join(f"\t{value}" for value in own.values())
    return head + "".join(
        ROW.format(own=values, duration=duration, media=media, subject=who, time=time)
        for who, time in times
    )


@pytest.mark.parametrize(
    ("media", "seconds"),
    [
        ("600.000", 600.0),
        ("300.000;240.500", 540.5),  # files of one player follow each other
        ("300.000;240.500|500.000", 540.5),  # a second player runs beside
        ("500.000|300.000;240.500|20.000", 540.5),
        ("600.000|NA", 600.0),
        ("0:10:00.000", 600.0),
    ],
)
def test_media_of_one_player_are_summed_and_players_side_by_side_are_not(media, seconds):
    assert parse_log(boris(media=media), "day.tsv").seconds == {"o1": seconds}


@pytest.mark.parametrize("media", ["NA", "", "nan", "0.000", "300.000;NA"])
def test_without_media_the_span_is_taken_with_its_caveat_and_without_it_asked(media):
    log = parse_log(boris(media=media, duration="90.0"), "day.tsv")
    assert log.seconds == {"o1": 90.0}
    assert any("from the first to the last act" in note for note in log.notes)
    with pytest.raises(InputError, match=r"'o1': .*: give the hours \(--hours"):
        parse_log(boris(media=media), "day.tsv").observed()


def test_lengths_of_a_plain_table_that_contradict_each_other_are_asked_about():
    text = (
        "observation,time,subject,behaviour,observation_duration,media_duration\n"
        "o1,1,Ada,wave,300,600\no2,1,Ada,wave,600,600\n"
    )
    log = parse_log(text, "day.csv")
    assert log.seconds == {"o2": 600.0}
    with pytest.raises(InputError, match=r"'observation_duration' says 300 s .*--column length="):
        log.observed()
    told = parse_log(text, "day.csv", columns={"length": "media_duration"})
    assert told.observed().seconds == {"o1": 600.0, "o2": 600.0}


def test_an_observation_of_two_lengths_has_none():
    text = "time,subject,behaviour,observation_duration\n1,Ada,wave,60\n2,Bo,wave,90\n"
    with pytest.raises(InputError, match=r"says 60 s and 90 s: give the hours"):
        parse_log(text, "day.csv").observed()
    assert parse_log(text, "day.csv").observed(1).seconds == {"day": 3600.0}


@pytest.mark.parametrize(
    ("column", "cell", "seconds"),
    [
        ("observation_duration_min", "30", 1800),
        ("Observation duration (h)", "0.5", 1800),
        ("Observation duration [ms]", "1800000", 1800),
        ("observation_duration", "0:30:00", 1800),
        ("Total length (s)", "1800", 1800),
    ],
)
def test_a_length_has_the_unit_that_its_column_says(column, cell, seconds):
    log = parse_log(f"time,subject,behaviour,{column}\n1,Ada,wave,{cell}\n", "day.csv")
    assert log.seconds == {"day": seconds}


# ------------------------------------------------------------------ columns: 6-9
@pytest.mark.parametrize("name", ["06", "07", "08"])
def test_independent_variables_are_the_users_own(name):
    log = read(name)
    assert acts(log)[:2] == TWO
    assert found(log, "being_imitated")[0] == 1
    assert log.columns["time"] == "Time"
    assert "target" not in log.columns


@pytest.mark.parametrize(
    "own",
    [
        {"Start (s)": "3", "Stop (s)": "4"},
        {"Time": "99", "Status": "ALPHA"},
        {"Subject": "Zed", "Behavior": "sleep", "Behavior type": "START"},
        {"Observation duration": "5", "Total length": "7", "Coding duration": "1"},
        {"target": "Cy", "animal": "Zed", "stop": "x", "session": "s1", "Modifier": "m"},
        {"Tier - msec": "1"},
    ],
)
def test_no_name_of_an_independent_variable_changes_what_is_read(own):
    log = parse_log(boris(own), "day.tsv").observed()
    assert acts(log) == TWO
    assert log.seconds == {"o1": 600.0}
    assert set(log.events["target"]) == {""}


def test_a_variable_may_be_named_as_the_target():
    log = parse_log(boris({"Partner": "Ada"}), "day.tsv", target="Partner")
    assert log.events["target"].tolist() == ["Ada", "Ada"]
    assert log.columns["target"] == "Partner"


def test_two_columns_that_could_be_the_time_are_asked_about():
    with pytest.raises(InputError, match=r"two columns could be the time, 'Time' and 'Start'"):
        read("09", 1)
    log = read("09", 1, columns={"time": "Start"})
    assert [start for *_, start in acts(log)] == [1, 3, 50]
    assert found(log, "being_imitated")[0] == 1


# ------------------------------------------------------------------ ELAN: 10-14
@pytest.mark.parametrize(
    ("name", "starts", "stops"),
    [
        ("10", [1, 2.5], [2, 3]),
        ("11", [1, 2.5], [2, 3]),
        ("13", [1, 2.5], [2, 3]),
        ("14", [1, 2.5], [3, 5.5]),
        ("14/input2.txt", [100, 102.5], [102, 105.5]),
    ],
)
def test_elan_in_any_language_and_any_subset_of_boxes(name, starts, stops):
    log = read(name, 0.1)
    assert acts(log) == [("Ada", "wave", starts[0]), ("Bo", "wave", starts[1])]
    assert log.events["stop"].tolist() == stops
    assert found(log, "being_imitated")[0] == 1


def test_elan_of_several_files_is_several_observations():
    log = read("12", 0.1)
    assert set(log.seconds) == {"s1.eaf", "s2.eaf"}
    assert found(log, "being_imitated")[0] == 1


WORDS = {
    "English": ("Tier", "Participant", "Begin Time", "End Time", "Duration", "Annotation"),
    "French": ("Acteur", "Participant", "Temps de départ", "Temps de fin", "Durée", "Annotation"),
    "Spanish": ("Línea", "Participante", "Tiempo inicial", "Tiempo final", "Duración", "Anotación"),
    "Dutch": ("Regel", "Deelnemer", "Begintijd", "Eindtijd", "Duur", "Annotatie"),
    "Swedish": ("Rad", "Deltagare", "Starttid", "Sluttid", "Varaktighet", "Annotation"),
    "Chinese": ("层", "参与者", "开始时间", "结束时间", "持续时间", "注释"),
    "unknown": ("Qa", "Wu", "Ru", "Tu", "Pu", "Su"),
}
CODES = {
    "ss.msec": lambda s: f"{s:.3f}",
    "msec": lambda s: f"{round(s * 1000)}",
    "hh:mm:ss.ms": lambda s: f"00:00:{s:06.3f}",
    "PAL": lambda s: f"00:00:{int(s):02d}:{round(s % 1 * 25):02d}",
    "PAL-50fps": lambda s: f"00:00:{int(s):02d}:{round(s % 1 * 50):02d}",
}


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("boxes", ["begin end", "begin end duration", "begin duration"])
@pytest.mark.parametrize("who", ["tier participant", "tier", "participant"])
def test_every_language_time_code_and_subset_gives_the_same_acts(language, code, boxes, who):
    roles = ("tier", "participant", "begin", "end", "duration", "text")
    names = dict(zip(roles, WORDS[language], strict=True))
    write = CODES[code]
    rows = [("Ada", 1.2, 2.0, "wave"), ("Bo", 2.6, 3.4, "wave"), ("Ada", 40.0, 41.0, "7")]
    head = [names[each] for each in who.split()]
    head += [f"{names[box]} - {code}" for box in boxes.split()] + [names["text"]]
    lines = ["\t".join(head)]
    for animal, begin, end, what in rows:
        times = {"begin": begin, "end": end, "duration": end - begin}
        cells = {"tier": animal, "participant": animal}
        cells = [cells[each] for each in who.split()]
        cells += [write(times[box]) for box in boxes.split()] + [what]
        lines.append("\t".join(cells))
    log = parse_log("\n".join(lines) + "\n", "day.txt")
    assert [(who, what) for who, what, _ in acts(log)] == [
        (animal, what) for animal, _, _, what in rows
    ]
    np.testing.assert_allclose(log.events["start"], [1.2, 2.6, 40.0], atol=1e-9)
    np.testing.assert_allclose(log.events["stop"], [2.0, 3.4, 41.0], atol=1e-9)


def test_elan_that_says_of_nobody_who_acts_is_refused():
    text = "Begin Time - msec\tEnd Time - msec\tAnnotation\n1\t2\twave\n"
    with pytest.raises(InputError, match="neither tier nor participant, so nobody acts"):
        parse_log(text, "day.txt")


# ------------------------------------------------------------------ numbers and times: 15-18
def test_thousands_are_thousands():
    log = read("15")
    assert [start for *_, start in acts(log)] == [998, 1040, 2500]
    assert found(log, "being_imitated")[0] == 0
    assert any("thousands (1,040 is 1040)" in note for note in log.notes)


def test_epoch_times_are_counted_from_the_first_act():
    log = read("17")
    assert acts(log) == [("Ada", "look", 0.0), ("Bo", "look", 2.0)]
    assert found(log, "being_imitated")[0] == 1
    assert any("counted from its first act" in note for note in log.notes)


def test_epoch_times_of_several_observations_do_not_run_into_each_other():
    head = "observation,time,subject,behaviour,observation_duration\n"
    rows = [f"o{n},{1.6e9 + 100 * n + t:.1f},{who},x,60\n"
            for n in range(3) for who, t in (("A", 0), ("B", 2))]  # fmt: skip
    log = parse_log(head + "".join(rows), "day.csv")
    assert found(log, "being_imitated")[0] == 3


def test_negative_times_are_counted_from_the_first_act():
    log = read("18")
    assert [start for *_, start in acts(log)] == [0, 2, 305]


@pytest.mark.parametrize(
    ("cells", "starts"),
    [
        (("0:00:10", "0:00:12"), [10, 12]),
        (("-0:00:05.5", "0:00:01"), [-5.5, 1]),
        (("2024-05-01 10:00:00", "2024-05-01T10:00:02.5"), [1714557600, 1714557602.5]),
        (("11:59:59 AM", "12:00:01 PM"), [43199, 43201]),
        (("1:30.5", "1:31.0"), [90.5, 91]),
        (("1 day, 0:00:05", "1 days 00:00:06"), [86405, 86406]),
        (("1 040", "1 041"), [1040, 1041]),
    ],
)
def test_times_are_read_in_every_way_of_writing_them(cells, starts):
    lines = [f"{cell};{who};x" for cell, who in zip(cells, "AB", strict=True)]
    log = parse_log("time;subject;behaviour\n" + "\n".join(lines), "day.csv")
    assert log.events["start"].tolist() == starts


@pytest.mark.parametrize(
    ("separator", "cells", "sentence"),
    [
        (",", ('"1,5"', "2"), "2 time = '1,5': in a file separated by commas"),
        (";", ("998", "1,040"), "time = '1,040': its comma can be a decimal comma or"),
        ("\t", ("10,250", "12,500"), "time = '10,250': its comma can be"),
        (";", ("3,5", "1.040"), "time = '1.040': its point can be"),
        (",", ("00:00:01:12", "00:00:02:00"), "must be seconds or hh:mm:ss.mmm; this has frames"),
        (",", ("1:30", "1:31"), "hours and minutes, or minutes and seconds"),
        (",", ("1.67E+09", "1.67E+09"), "a spreadsheet has rounded this"),
        (",", ("1665483600000", "1665483602000"), "milliseconds since 1970: divide by 1000"),
        (",", ("99:99:99", "1"), "must be seconds or hh:mm:ss"),
        (",", ("01/05/2024 10:00:00", "1"), "write dates with their time as yyyy-mm-dd"),
    ],
)
def test_a_time_that_could_be_two_or_none_is_refused_with_what_to_do(separator, cells, sentence):
    rows = [separator.join((cell, who, "x")) for cell, who in zip(cells, "AB", strict=True)]
    head = separator.join(("time", "subject", "behaviour"))
    with pytest.raises(InputError) as caught:
        parse_log("\n".join([head, *rows]), "day.csv")
    assert sentence in str(caught.value)
    assert str(caught.value).startswith("day.csv:")


@pytest.mark.parametrize(
    ("column", "cell", "start"),
    [
        ("time (ms)", "1500", 1.5),
        ("time_min", "2", 120),
        ("Start..s.", "3", 3),
        ("Time (h)", "1", 3600),
    ],
)
def test_a_time_has_the_unit_that_its_column_says(column, cell, start):
    log = parse_log(f"{column},subject,behaviour\n{cell},Ada,x\n", "day.csv")
    assert log.events["start"].tolist() == [start]
    with pytest.raises(InputError, match="counts frames"):
        parse_log("Time (frames),subject,behaviour\n1,Ada,x\n", "day.csv")


# ------------------------------------------------------------------ ends: 19
def test_ends_are_paired_on_modifiers_too():
    log = read("19", target="Modifier #1")
    ends = log.events[["target", "start", "stop"]].to_numpy().tolist()[:2]
    assert ends == [["Bo", 10.0, 20.0], ["Cy", 12.0, 40.0]]
    assert not any("without" in note for note in log.notes)
    assert read("19").events["stop"].tolist()[:2] == [20.0, 40.0]


@pytest.mark.parametrize(
    ("rows", "stops"),
    [
        ([("1", "START", "Bo"), ("2", "START", "Cy"), ("3", "STOP", "Cy"), ("9", "STOP", "Bo")],
         [9, 3]),
        ([("1", "START", "Bo"), ("4", "STOP", "")], [4]),  # an end may leave out whom
        ([("1", "START", "Bo"), ("2", "START", "Cy"), ("3", "STOP", "Bo"), ("4", "STOP", "")],
         [3, 4]),
        ([("1", "START", "Bo"), ("4", "STOP", "Cy")], [np.nan]),
    ],
)  # fmt: skip
def test_in_a_plain_table_ends_are_paired_on_targets(rows, stops):
    head = "time,subject,behaviour,status,target\n"
    text = head + "".join(f"{time},Ada,groom,{status},{whom}\n" for time, status, whom in rows)
    np.testing.assert_equal(parse_log(text, "day.csv").events["stop"].tolist(), stops)


def test_acts_at_one_moment_with_other_modifiers_are_two():
    head = "time,subject,behaviour,modifier\n"
    assert len(parse_log(f"{head}1,Ada,groom,Bo\n1,Ada,groom,Cy\n", "day.csv").events) == 2
    again = parse_log(f"{head}1,Ada,groom,Bo\n1,Ada,groom,Bo\n", "day.csv")
    assert "rows that say the same act again, left out: 1" in again.notes


# ------------------------------------------------------------------ names: 33, 34
CELLS = pd.DataFrame(
    [("A", "wave", 1.0, "B, C"), ("B", "wave", 2.0, "A, C"), ("C", "wave", 50.0, "A")],
    columns=["subject", "behaviour", "start", "seen_by"],
)
LIVED = {"hours": 1, "replicates": 1, "point": True}


@pytest.mark.parametrize("mark", [", ", ";", ",", " ; "])
def test_witnesses_may_be_separated_by_commas_or_semicolons(mark):
    cells = CELLS.assign(seen_by=CELLS["seen_by"].str.replace(", ", mark))
    lived = ma.replay(cells, ["reach", "wave"], "none", seen_by="column", **LIVED)
    percepts = lived.ledger.groupby("animal")["percepts"].sum().to_dict()
    assert percepts == {"A": 2, "B": 1, "C": 2}


def test_a_witness_that_is_nobody_is_refused():
    cells = CELLS.replace({"seen_by": {"A": "Aa"}})
    with pytest.raises(InputError, match=r"seen_by = 'Aa', .* is no subject of the log"):
        ma.replay(cells, ["reach", "wave"], "none", seen_by="column", **LIVED)


@pytest.mark.usefixtures("nobody_listens")
def test_a_target_that_is_nobody_is_said():
    text = "time,subject,behaviour,target\n1,Ada,wave,Boo\n2,Bob,wave,Ada\n"
    note = next(note for note in parse_log(text, "day.csv").notes if "addressed" in note)
    assert "1 ('Boo'). Did you mean Bob?" in note
    table = pd.DataFrame(
        [("A", "wave", 1.0, "Z"), ("B", "wave", 2.0, "A")],
        columns=["subject", "behaviour", "start", "target"],
    )
    with pytest.warns(UserWarning, match=r"no subject of the log.*\('Z'\)"):
        ma.replay(table, ["reach", "wave"], "none", seen_by="target", **LIVED)


def test_a_table_is_read_as_a_file_with_the_same_columns_is(tmp_path):
    table = pd.DataFrame(
        [
            ("A", "wave", "00:00:01"),
            ("B ", "wave", "00:00:02"),
            ("A", "reach", "00:00:20"),
            ("B", "reach", "00:00:21.5"),
        ],
        columns=["subject", "behavior", "time"],
    )
    spans = table.assign(time=pd.to_timedelta(table["time"]))
    dates = table.assign(time=pd.Timestamp("2024-05-01") + spans["time"])
    table.to_csv(tmp_path / "a.csv", index=False)
    lived = [
        ma.replay(each, ["reach", "wave"], "none", **LIVED).ledger
        for each in (tmp_path / "a.csv", table, spans, dates)
    ]
    assert lived[0]["percepts"].sum() == 4
    for other in lived[1:]:
        pd.testing.assert_frame_equal(other, lived[0])


# ------------------------------------------------------------------ files: 35, 36, and written ones
def test_text_in_utf16_is_read_and_in_latin1_refused_with_what_to_do():
    log = read("35/input.csv")
    assert acts(log) == [("Zoë", "wave", 1.0), ("Bo", "wave", 3.0)]
    with pytest.raises(InputError, match=r"latin1.csv:2 is not UTF-8 .* save it as CSV UTF-8"):
        read("35/input-latin1.csv")


def test_a_document_of_elan_is_read():
    assert acts(read("35/input.eaf", 1)) == [("Ada", "wave", 1.0)]


def test_a_fault_is_told_with_its_line_though_cells_hold_line_breaks():
    with pytest.raises(InputError, match=r"input\.csv:5 time = 'x'"):
        read("36", 1)
    text = 'time,subject,behaviour,comment\n1,A,x,"a\n\nb"\n2,A,x,"c\nd"\n3,A,x,e\n4,A,x,f,g\n'
    with pytest.raises(InputError, match=r"day\.csv:8 has 5 cells"):
        parse_log(text, "day.csv")


def test_what_boris_wrote_is_read_as_pandas_counts_it():
    """Files of one player, two players, variables called time and Partner, overlapping states."""
    path = DATA / "written" / "boris_8_27.tsv"
    log = read_log(path, target="Modifier #1").observed()
    table = pd.read_csv(path, sep="\t")
    begun = table[table["Behavior type"] != "STOP"]
    assert len(log.events) == len(begun)
    assert log.events["start"].tolist() == sorted(begun["Time"])
    assert log.seconds == {"follow 1": 300 + 240.5}
    groomed = log.events.query("behaviour == 'groom'")[["target", "start", "stop"]]
    assert groomed.to_numpy().tolist() == [["Bo", 10.0, 20.0], ["Cy", 12.0, 40.0]]
    span = read_log(path.with_name("boris_8_27_span.csv"))
    assert span.seconds == {"follow 1": 540.5}
    assert any("another length, 0.08333 h, 1.8 times less" in note for note in span.notes)


def test_what_pympi_wrote_is_read_as_its_xml_says():
    path = DATA / "written" / "pympi.eaf"
    log = read_log(path)
    root = ET.parse(path).getroot()
    slot = {
        each.get("TIME_SLOT_ID"): int(each.get("TIME_VALUE")) for each in root.iter("TIME_SLOT")
    }
    aligned = [
        (tier.get("PARTICIPANT"), each.find("ANNOTATION_VALUE").text,
         slot[each.get("TIME_SLOT_REF1")] / 1000)
        for tier in root.iter("TIER") for each in tier.iter("ALIGNABLE_ANNOTATION")
    ]  # fmt: skip
    assert [act for act in acts(log) if "&" not in act[1]] == sorted(
        aligned, key=lambda act: act[2]
    )
    assert ("Ada", "left & <fast>", 9.0) in acts(log)  # belongs to the kick at 9 s
    assert any("note A" in note for note in log.notes)


def test_what_openpyxl_wrote_is_read_or_the_library_named():
    path = DATA / "written" / "openpyxl.xlsx"
    if importlib.util.find_spec("openpyxl") is None:
        with pytest.raises(
            InputError, match=r"Excel workbook, .* pip install 'mirror-abm\[sheets\]'"
        ):
            read_log(path)
        return
    assert acts(read_log(path).observed()) == [
        ("Ada", "wave", 998.0),
        ("Zoë", "wave", 1040.0),
        ("Ada", "kick", 17 * 60 + 22.5),
        ("Zoë", "kick", 2500.0),
    ]


def test_decimal_commas_in_quotes_of_a_file_of_commas_are_asked_about():
    """LibreOffice in German: a BORIS export saved as CSV, commas between cells and in numbers."""
    text = boris(times=(("Ada", "10.250"), ("Bo", "12.500")))
    lines = [line.split("\t") for line in text.strip().split("\n")]
    cells = [[cell.replace(".", ",") for cell in line] for line in lines]
    quoted = "\n".join(
        ",".join(f'"{cell}"' if "," in cell else cell for cell in line) for line in cells
    )
    with pytest.raises(InputError, match=r"day.csv:2 time = '10,250': its comma can be"):
        parse_log(quoted, "day.csv")
    by_semicolons = "\n".join(";".join(line) for line in cells)
    assert parse_log(by_semicolons, "day.csv").events["start"].tolist() == [10.25, 12.5]


@pytest.mark.parametrize("separator", ["\t", ";", ","])
def test_elan_seconds_have_three_decimals_whichever_mark_a_spreadsheet_gave_them(separator):
    rows = [("Tier", "Begin Time - ss.msec", "Text"), ("Ada", "1,000", "x"), ("Bo", "2,500", "x")]
    text = "\n".join(separator.join(f'"{cell}"' for cell in row) for row in rows)
    assert parse_log(text, "day.txt").events["start"].tolist() == [1.0, 2.5]


def test_a_follow_that_passes_midnight_is_told():
    text = "time,subject,behaviour\n23:59:58,Ada,x\n00:00:01,Bo,x\n"
    with pytest.raises(InputError, match=r"If it passed midnight, add 24 to the hours"):
        parse_log(text, "day.csv").observed(1)
    later = parse_log(text.replace("00:00:01", "24:00:01"), "day.csv").observed(1)
    assert later.events["start"].tolist() == [0, 3]


def test_lengths_are_read_as_a_column():
    text = 'observation,time,subject,behaviour,observation_duration\no1,998,A,x,"3,600"\n'
    log = parse_log(text + 'o2,"1,040",B,x,900\n', "day.csv")
    assert log.seconds == {"o1": 3600.0, "o2": 900.0}
    assert sum("thousands" in note for note in log.notes) == 2
