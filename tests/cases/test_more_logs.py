"""Logs of the kinds of issue 14 that nobody had tried: spreadsheets' days, workbooks, several days.

Beside each input stands what is right, counted by hand.
"""

import datetime as dt

import pandas as pd
import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.field.rates import rates
from mirror_abm.field.reading import parse_log, read_log

HEAD = "time,subject,behaviour"


def of(*times, separator=";", head="time"):
    """Return the text of a log in which A and B act by turns."""
    rows = [separator.join((time, "AB"[at % 2], "w")) for at, time in enumerate(times)]
    return "\n".join([separator.join((head, "subject", "behaviour")), *rows])


def starts(text, name="day.csv"):
    return parse_log(text, name).events["start"].tolist()


# ------------------------------------------------------------------ times that are days
@pytest.mark.parametrize(
    "times",
    [
        ("0", "0.000115741", "0.000138889"),  # 0, 10 and 12 s: the first is plain
        ("1.15741E-05", "3.47222E-05"),  # 1 and 3 s, as Excel shows numbers below 0.0001
        ("0,000115741", "0,000138889"),
        ("45292.375012", "45292.37512", "45295.375012", "45295.37512"),  # two days, three apart
        ("45292.375012", "45292.37512"),
    ],
)
def test_days_of_a_spreadsheet_are_refused_with_what_to_do(times):
    """10 s apart would be 0.0001 s apart: all acts of a log in synchrony."""
    with pytest.raises(InputError, match=r"look like days, as a spreadsheet counts them: format"):
        parse_log(of(*times), "day.csv")
    unit = "time (s)"
    assert len(parse_log(of(*times, head=unit), "day.csv").events) == len(times)


@pytest.mark.parametrize(
    "times",
    [
        ("0", "0.5", "0.25"),
        ("43200.123456", "43201.123456", "43250.654321"),  # seconds of a day, with microseconds
        ("0.000115741", "12.000138889"),
        ("0", "0"),
    ],
)
def test_seconds_are_no_days(times):
    assert starts(of(*times)) == sorted(map(float, times))


@pytest.mark.parametrize("cell", ["0.03958333", "0.0625", "0.25", "0,0395833"])
def test_a_length_in_days_is_asked_about_even_where_only_one_act_was_seen(cell):
    """57 minutes came out as 0.04 s; with two acts it was refused, with one it was believed."""
    text = f"time;subject;behaviour;observation_duration\n10;Ada;w;{cell}\n"
    with pytest.raises(InputError, match=r"less than a second; a spreadsheet counts in days"):
        parse_log(text, "day.csv").observed()
    hours = text.replace("observation_duration", "observation_duration (h)")
    wanted = float(cell.replace(",", ".")) * 3600
    assert parse_log(hours, "day.csv").seconds == {"day": pytest.approx(wanted)}


@pytest.mark.parametrize(
    ("cell", "seconds"), [("0:57:00", 3420), ("57:00.0", 3420), ("24:30:00", 88_200)]
)
def test_lengths_as_spreadsheets_write_them(cell, seconds):
    text = f"{HEAD},observation_duration\n10,Ada,w,{cell}\n12,Bo,w,{cell}\n"
    assert parse_log(text, "day.csv").seconds == {"day": seconds}


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("57:00", "'57:00', which is no number of seconds; this can be hours and minutes"),
        ("an hour", "'an hour', which is no number of seconds: give the hours"),
    ],
)
def test_a_length_that_is_none_is_told_with_what_may_be_meant(cell, sentence):
    text = f"{HEAD},observation_duration\n10,Ada,w,{cell}\n12,Bo,w,{cell}\n"
    with pytest.raises(InputError, match=sentence):
        parse_log(text, "day.csv").observed()


def test_files_of_one_player_are_added_in_the_exports_of_boris_7_as_well():
    head = "Observation id\tfollow 1\n\nTime\tTotal length\tFPS\tSubject\tBehavior\tStatus\n"
    rows = "10\t300.0;240.5\t25\tAda\tw\tPOINT\n400\t300.0;240.5\t25\tBo\tw\tPOINT\n"
    assert parse_log(head + rows, "day.tsv").seconds == {"follow 1": 540.5}


# ------------------------------------------------------------------ one clock, several days
def test_acts_of_several_days_are_not_laid_on_one_day():
    """Ada acts on Monday at 9:00:10, Bo on Tuesday at 9:00:12: nobody copies anybody."""
    text = "Date,Time,Subject,Behavior\n"
    text += "2024-05-01,09:00:10,Ada,w\n2024-05-02,09:00:12,Bo,w\n"
    with pytest.raises(InputError, match=r"acts of several days \(column 'Date': 2024-05-01, 2024"):
        parse_log(text, "day.csv")
    log = parse_log(text, "day.csv", columns={"observation": "Date"}).observed(1)
    table = rates(log, shifts=0).query("measure == 'being_imitated' and subject == 'all'")
    assert table["count"].iloc[0] == 0
    whole = "time,subject,behaviour,date\n2024-05-01 09:00:10,Ada,w,1\n2024-05-02 09:00:12,Bo,w,2\n"
    assert parse_log(whole, "day.csv").events["start"].diff().iloc[1] == 86_402
    born = text.replace("Date", "born")  # each animal's own
    assert starts(born) == [32_410, 32_412]
    seen = text.replace("Date", "seen on") + "2024-05-02,09:00:14,Ada,w\n"
    with pytest.raises(InputError, match="acts of several days"):
        parse_log(seen, "day.csv")
    clock = text.replace("09:00:10", "10").replace("09:00:12", "90000")  # which runs on
    assert starts(clock) == [10, 90_000]
    one = text.replace("2024-05-02", "2024-05-01")
    assert starts(one) == [32_410, 32_412]


def test_times_that_begin_anew_with_every_trial_are_asked_about():
    """Bo waves at 2 s of the second trial: nobody has waved before."""
    text = f"{HEAD},trial\n1,Ada,w,1\n3,Cy,k,1\n2,Bo,w,2\n5,Ada,k,2\n9,Bo,w,2\n"
    with pytest.raises(InputError, match=r"day.csv:4 times begin anew where the column 'trial'"):
        parse_log(text, "day.csv")
    log = parse_log(text, "day.csv", columns={"observation": "trial"}).observed(1)
    copied = rates(log, shifts=0).query("measure == 'being_imitated' and subject == 'all'")
    assert copied["count"].iloc[0] == 0
    lines = text.split()
    ordered = "\n".join([lines[0], *sorted(lines[1:])])
    assert starts(ordered) == [1, 2, 3, 5, 9]


@pytest.mark.parametrize("column", ["sex,f,f,m,m", "group,x,x,x,x", "kind,1,2,3,4", "no,1,2,1,2"])
def test_rows_that_are_sorted_by_animal_are_one_observation(column):
    name, *cells = column.split(",")
    rows = ["1,Ada,w", "3,Ada,k", "2,Bo,w", "5,Bo,k"]
    text = "\n".join(
        [f"{HEAD},{name}", *(f"{row},{cell}" for row, cell in zip(rows, cells, strict=True))]
    )
    assert starts(text) == [1, 2, 3, 5]


@pytest.mark.parametrize(
    ("column", "seconds"), [("minutes", 90), ("ms", 0.0015), ("Hours", 5400), ("elapsed", 1.5)]
)
def test_a_column_may_be_called_by_its_unit_alone(column, seconds):
    log = parse_log(f"{column},subject,behaviour\n1.5,Ada,w\n", "d.csv", columns={"time": column})
    assert log.events["start"].tolist() == [seconds]


@pytest.mark.parametrize("column", ["frame", "Frame number", "start_frames", "frame index"])
def test_frames_are_no_seconds_whatever_they_are_called(column):
    with pytest.raises(InputError, match="counts frames: divide by the frames per second"):
        parse_log(f"{column},subject,behaviour\n25,Ada,w\n", "d.csv", columns={"time": column})


def test_names_that_differ_in_capitals_or_accents_of_two_marks():
    text = f"{HEAD}\n1,Ada,wave\n2,ada,Wave\n3,Zoe\u0308,wave\n4,Zo\u00eb,wave\n"
    log = parse_log(text, "day.csv")
    assert set(log.events["subject"]) == {"Ada", "ada", "Zo\u00eb"}  # one way of writing ë
    assert any("'Ada' and 'ada' are taken for two subjects" in note for note in log.notes)
    assert any("'wave' and 'Wave' are taken for two behaviours" in note for note in log.notes)
    assert not parse_log(f"{HEAD}\n1,Ada,wave\n2,Bo,wave\n", "day.csv").notes


# ------------------------------------------------------------------ numbers and times
@pytest.mark.parametrize(
    ("times", "wanted"),
    [
        (("1.234,5", "1.236,0"), [1234.5, 1236]),
        (("998,5", "1.234,5"), [998.5, 1234.5]),
        (("1'234", "1'236.5"), [1234, 1236.5]),
        (("1\u00a0234", "1\u00a0236,5"), [1234, 1236.5]),
        (("-0:00:05.2", "0:00:01"), [-5.2, 1]),
        (("24:00:10", "24:00:12"), [86_410, 86_412]),
        (("12:59:00 PM", "1:00:00 PM"), [46_740, 46_800]),
        (("1e3", "1.002e3"), [1000, 1002]),
        (("\uff11\uff12", "\uff11\uff13\uff0e\uff15"), [12, 13.5]),
        (("\uff10\uff1a00\uff1a10", "0:00:12"), [10, 12]),
        (("2024-05-01T10:00:00Z", "2024-05-01T12:00:02+02:00"), [1714557600, 1714557602]),
    ],
)
def test_more_ways_of_writing_times(times, wanted):
    assert starts(of(*times)) == wanted


@pytest.mark.parametrize(
    ("times", "sentence"),
    [
        (("12:59 PM", "1:00 PM"), "this has no seconds: write them as well"),
        (("2024-05-01 10:00", "2024-05-01 10:01"), "this has no seconds: write them as well"),
        (("NaN", "2"), "time = 'NaN': must be seconds"),
        (("00:00:60", "00:00:61"), "time = '00:00:60': must be seconds"),
    ],
)
def test_more_times_that_are_refused(times, sentence):
    with pytest.raises(InputError, match=sentence):
        parse_log(of(*times), "day.csv")


# ------------------------------------------------------------------ columns
@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD},,,\n1,Ada,w,,,\n2,Bo,w,,,\n",
        f"{HEAD}\n1,Ada,w,,\n2,Bo,w,,\n",
        f"{HEAD},\n1,Ada,w,\n2,Bo,w,\n",
        f",{HEAD}\n0,1,Ada,w\n1,2,Bo,w\n",
        f'{HEAD},comment\n1,Ada,w,"a, ""b"""\n2,Bo,w,x,\n',
        f'{HEAD}\n1,Ada,"w"\n2,"Bo",w,,\n',
    ],
)
def test_columns_without_names_and_empty_cells_behind_the_last_are_no_fault(text):
    log = parse_log(text, "day.csv")
    rows = log.events[["subject", "behaviour", "start"]].to_numpy().tolist()
    assert rows == [["Ada", "w", 1.0], ["Bo", "w", 2.0]]


def test_a_row_that_holds_more_than_the_header_is_told_with_its_line():
    text = f'{HEAD}\n1,Ada,"w\nx"\n2,Bo,w\n3,Bo,w,near the tree\n'
    with pytest.raises(InputError, match=r"day.csv:5 has 4 cells: must have at most 3"):
        parse_log(text, "day.csv")


def test_annotations_without_a_word_are_left_out_and_said():
    text = "Tier\tBegin Time - ss.msec\tEnd Time - ss.msec\tAnnotation\n"
    log = parse_log(f"{text}Ada\t1\t2\t\nBo\t2.5\t3\twave\n", "day.txt")
    assert log.events["subject"].tolist() == ["Bo"]
    assert log.notes[-1] == "annotations without a word, left out: 1"
    with pytest.raises(InputError, match=r"day.txt:2 no annotation says what was done"):
        parse_log(f"{text}Ada\t1\t2\t\n", "day.txt")


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("observation,start,stop\nday,9:00,9:30\n", r"p.csv:2 start = '9:00': .*hours and minutes"),
        ("observation,hours\nday,long\n", r"p.csv:2 hours = 'long': must be seconds"),
        ("observation,start,stop\nday,23:30:00,00:30:00\n", r"stop after start; behind midnight"),
    ],
)
def test_a_table_of_presence_tells_which_cell_is_no_time(tmp_path, table, sentence):
    file = tmp_path / "p.csv"
    file.write_text(table)
    with pytest.raises(InputError, match=sentence):
        parse_log(of("1", "2"), "day.csv").observed(present=file)


# ------------------------------------------------------------------ workbooks
@pytest.fixture
def workbook(tmp_path):
    """Return what makes a workbook of rows, in which cells may be merged, and reads it."""
    openpyxl = pytest.importorskip("openpyxl")

    def made(rows, *merged, head=("time", "subject", "behaviour")):
        book = openpyxl.Workbook()
        for row in [head, *rows] if head else rows:
            book.active.append(row)
        for cells in merged:
            book.active.merge_cells(cells)
        book.save(tmp_path / "day.xlsx")
        log = read_log(tmp_path / "day.xlsx")
        return log.events[["subject", "start"]].to_numpy().tolist()

    return made


def test_a_title_over_merged_cells_above_the_header(workbook):
    rows = [["Troop log"], [], ["time", "subject", "behaviour", None], [1.5, "Ada", "w"]]
    assert workbook(rows, "A1:C1", head=None) == [["Ada", 1.5]]


def test_what_is_merged_over_several_rows_stands_in_each(workbook):
    """Ada does both: the second act was left out, as one of nobody."""
    rows = [[1, "Ada", "w"], [2, None, "w"], [3, "Bo", "w"]]
    assert workbook(rows, "B2:B3") == [["Ada", 1], ["Ada", 2], ["Bo", 3]]
    moved = [[], [None, "time", "subject", "behaviour"], *([None, *row] for row in rows)]
    assert workbook(moved, "C3:C4", head=None) == [["Ada", 1], ["Ada", 2], ["Bo", 3]]


def test_formulas_without_values_are_refused_by_their_cell(workbook):
    with pytest.raises(InputError, match=r"cell A3 of the sheet 'Sheet' is a formula whose value"):
        workbook([[1, "Ada", "w"], ["=A2+1", "Bo", "w"]])


def test_dates_times_and_spans_of_a_workbook(workbook):
    clock = [[dt.time(9, 0, 1), "Ada", "w"], [dt.time(9, 0, 3, 500_000), "Bo", "w"]]
    assert workbook(clock) == [["Ada", 32_401], ["Bo", 32_403.5]]
    midnight = [[dt.time(23, 59, 58), "Ada", "w"], [dt.datetime(1900, 1, 1, 0, 0, 1), "Bo", "w"]]
    assert workbook(midnight) == [["Ada", 86_398], ["Bo", 86_401]]
    spans = [[dt.timedelta(seconds=1), "Ada", "w"], [dt.timedelta(days=1, seconds=3), "Bo", "w"]]
    assert workbook(spans) == [["Ada", 1], ["Bo", 86_403]]
    days = [[dt.datetime(2024, 5, 1, 9), "Ada", "w"], [dt.datetime(2024, 5, 1, 9, 0, 2), "Bo", "w"]]
    (_, one), (_, other) = workbook(days)
    assert other - one == 2
    with pytest.raises(InputError, match="look like days"):
        workbook([[0, "Ada", "w"], [0.000115741, "Bo", "w"], [0.000138889, "Ada", "w"]])


def test_the_length_may_be_said_in_any_unit_or_way():
    """Two animals in two observations of half an hour, said in five ways."""
    table = pd.DataFrame(
        [(o, t, who, "w") for o in ("o1", "o2") for t, who in ((1, "Ada"), (2, "Bo"), (9, "Bo"))],
        columns=["observation", "time", "subject", "behaviour"],
    )
    text = table.to_csv(index=False)
    minutes = table.assign(**{"observation_duration (min)": 30}).to_csv(index=False)
    who = pd.DataFrame([(o, a) for o in ("o1", "o2") for a in ("Ada", "Bo")])
    who.columns = ["observation", "subject"]
    found = [
        parse_log(text, "day.csv").observed(0.5),
        parse_log(minutes, "day.csv").observed(),
        parse_log(text, "day.csv").observed(present=who.assign(hours=0.5)),
        parse_log(text, "day.csv").observed(present=who.assign(**{"duration (min)": 30})),
        parse_log(text, "day.csv").observed(present=who.assign(start=0, stop="0:30:00")),
    ]
    tables = [rates(log, shifts=0) for log in found]
    for other in tables[1:]:
        pd.testing.assert_frame_equal(other, tables[0])
    row = tables[0].query("measure == 'acts' and subject == 'all'").iloc[0]
    assert (row["count"], row["focal_hours"], row["rate"]) == (6, 2.0, 3.0)
