"""Workbooks: cells as text, the one sheet that holds a log, and what is refused."""

import builtins
import datetime as dt
import io

import pandas as pd
import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.base.workbook import as_text, sheets_of
from mirror_abm.field.formats import read_cells
from mirror_abm.field.reading import log_in
from mirror_abm.field.sheet import Asked
from mirror_abm.field.times import to_seconds

LOG = [["time", "subject", "behaviour"], ["1", "Ada", "wave"], ["", "", ""], ["x", "Bo", "wave"]]


@pytest.mark.parametrize(
    ("cell", "seconds"),
    [
        (12, 12),
        (0.1 + 0.2, 0.1 + 0.2),
        (dt.time(0, 1, 3, 500000), 63.5),
        (dt.timedelta(days=1, seconds=0.25), 86400.25),
        (dt.datetime(1970, 1, 2, 0, 0, 1), 86401),
        (pd.Timestamp("1970-01-02 00:00:01.5"), 86401.5),
        (pd.Timedelta(2.5, "s"), 2.5),
        (-3, -3),
    ],
)
def test_a_cell_of_any_kind_is_a_time(cell, seconds):
    assert to_seconds(pd.Series([as_text(cell)]))[0] == pytest.approx(seconds, abs=1e-9)


def test_empty_cells_and_words_are_what_they_are():
    assert [as_text(cell) for cell in (None, pd.NaT, pd.NA, float("nan"), "NA", True)] == [
        "", "", "", "", "NA", "True"
    ]  # fmt: skip


def test_the_one_sheet_that_holds_a_log_is_read_and_its_rows_are_lines():
    sheet, format = read_cells({"notes": [["a"]], "day": [["title"], *LOG]}, "b.xlsx", Asked())
    assert (format.name, sheet.lines.tolist()) == ("plain", [3, 5])
    with pytest.raises(InputError, match=r"has 2 sheets \('a', 'b'\) that hold .*: must have one"):
        read_cells({"a": LOG, "b": LOG}, "b.xlsx", Asked())
    with pytest.raises(InputError, match=r"has no sheet that holds"):
        read_cells({"a": [["x"]]}, "b.xlsx", Asked())
    with pytest.raises(InputError, match=r"b.xlsx:1 names two columns 'time'"):
        read_cells({"a": [["time", "time", "subject", "behaviour"], ["1"] * 4]}, "b.xlsx", Asked())


def test_without_the_library_a_workbook_is_named_with_how_to_install_it(monkeypatch):
    real = builtins.__import__

    def without(name, *rest):
        if name == "openpyxl":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(
        InputError, match=r"b.xlsx: is an Excel .* pip install 'mirror-abm\[sheets\]'"
    ):
        log_in(b"PK\x03\x04 xl/workbook.xml", "b.xlsx", Asked())


def test_a_workbook_that_a_program_wrote_and_a_damaged_one():
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in LOG[:2]:
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    assert len(log_in(data.getvalue(), "b.xlsx", Asked()).events) == 1
    with pytest.raises(InputError, match="cannot be read as an Excel workbook"):
        sheets_of(data.getvalue()[: len(data.getvalue()) // 2], "b.xlsx")
