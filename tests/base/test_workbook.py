"""Workbooks: cells as text, and what is said where they cannot be read."""

import io
import sys
from datetime import date, datetime, time, timedelta

import pandas as pd
import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.base.workbook import as_text, sheets_of


def test_cells_are_text_as_a_reader_of_tables_takes_it():
    told = {
        12.0: "12",
        0.25: "0.25",
        None: "",
        "A b": "A b",
        True: "True",
        time(0, 1, 3, 500000): "00:01:03.500000",
        timedelta(minutes=2): "120.0",
        datetime(2020, 1, 2, 3, 4): "2020-01-02 03:04:00",
        date(2020, 1, 2): "2020-01-02",
    }
    assert {cell: as_text(cell) for cell in told} == told
    assert as_text(float("nan")) == ""


def test_every_sheet_is_read():
    pytest.importorskip("openpyxl")
    into = io.BytesIO()
    with pd.ExcelWriter(into) as book:
        pd.DataFrame({"a": [1, 2.5], "b": ["x", None]}).to_excel(
            book, sheet_name="one", index=False
        )
        pd.DataFrame().to_excel(book, sheet_name="two", index=False)
    found = sheets_of(into.getvalue(), "b.xlsx")
    assert found == {"one": [["a", "b"], ["1", "x"], ["2.5", ""]], "two": []}


def test_what_is_no_workbook_is_refused():
    pytest.importorskip("openpyxl")
    with pytest.raises(InputError, match=r"b\.xlsx: cannot be read as an Excel workbook"):
        sheets_of(b"PK\x03\x04 nothing", "b.xlsx")


def test_without_the_library_the_sentence_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(InputError, match=r"needs the library openpyxl: pip install 'mirror"):
        sheets_of(b"PK", "b.xlsx")
