"""The tables within a sheet: every number of them stands in a table that is kept."""

import re

import pytest

from mirror_abm.inference.sheet_in_words import text_of
from mirror_abm.inference.sheet_passages import condition_in_words, days, table_of

from .sheets import sheet


@pytest.fixture(scope="module")
def text():
    return text_of(sheet(), "Nothing on record.")


def test_every_number_of_its_tables_is_in_a_table_of_the_sheet(text):
    known = set()
    for name in ("predictions", "refutes", "power", "ontogeny", "assumptions"):
        for column in getattr(sheet(), name).select_dtypes("number"):
            values = getattr(sheet(), name)[column].dropna()
            for value in values.unique():
                known |= {f"{value:.0f}", f"{value:.2f}", f"{value:.3g}"}
    rows = [line for line in text.splitlines() if line.startswith("| ") and "---" not in line]
    assert len(rows) > 40
    for row in rows:
        if "account" in row or "rejected" in row:  # the heads, some with numbers of conditions
            continue
        cells = row.replace("1/2", "").strip("| ").split(" | ")
        for number in re.findall(r"(?<![\w.])-?\d+(?:\.\d+)?(?:e-?\d+)?(?![\w.])", " ".join(cells)):
            assert number in known, (number, row)


def test_a_table_in_markdown_has_numbers_to_the_right():
    lines = table_of(["account", "units"], [["a", "3"], ["b", "none"]]).splitlines()
    assert lines == ["| account | units |", "| --- | ---: |", "| a | 3 |", "| b | none |"]


def test_an_age_that_is_never_reached_is_told():
    assert (days(float("inf")), days(91.3125), days(0.0)) == ("never", "91.3", "0")


def test_a_condition_is_told_in_words():
    condition = sheet().facts["conditions"][1]
    assert condition_in_words(condition, sheet().facts["names"]) == (
        "Octopus vulgaris, by sight, without self observation, at 0.01 days of age"
    )
