"""Times in every form that a cell may have, and what is refused."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirror_abm.base.errors import InputError
from mirror_abm.field.sheet import Sheet
from mirror_abm.field.times import hint, is_missing, lost_digits, of_clock, times_in, to_seconds


def sheet(separator=",", **columns):
    table = pd.DataFrame(columns)
    return Sheet(table, "day.csv", np.arange(2, 2 + len(table)), separator=separator)


def test_times_are_numbers_with_a_point_or_a_comma_or_times_of_a_clock():
    cells = pd.Series(["1.5", "63,5", "0:01:03.5", "01:00:00,25", "soon", "1:2", ""])
    np.testing.assert_array_equal(to_seconds(cells), [1.5, 63.5, 63.5, 3600.25, *[np.nan] * 3])


@given(st.integers(0, 10**8), st.booleans())
def test_a_clock_says_what_its_seconds_say(milliseconds, minus):
    seconds, thousandths = divmod(milliseconds, 1000)
    text = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{thousandths:03d}"
    assert of_clock("-" * minus + text) == pytest.approx((-1) ** minus * milliseconds / 1000)


@pytest.mark.parametrize(
    "text", ["", "12", "1:2", "1:60:00", "1:00:60", "25:00 PM", "13:00:00 PM",
             "2024-13-01 10:00:00", "1:2:3:4", "a:b:c", "::", "1::2"]
)  # fmt: skip
def test_what_is_no_time_of_a_clock_is_none(text):
    assert np.isnan(of_clock(text))


def test_a_date_counts_from_1970_in_its_zone():
    assert of_clock("1970-01-02 00:00:01.5") == 86401.5
    assert of_clock("1970-01-01T01:00:00+01:00") == 0
    assert of_clock("1970-01-01 9:00:00") == 9 * 3600


def test_the_unit_is_that_of_the_column_and_not_of_a_clock():
    table = sheet(**{"time (ms)": ["1500", "0:00:02"]})
    assert times_in(table, "time (ms)", "time").seconds.tolist() == [1.5, 2]
    assert times_in(table, "time (ms)", "time", "h").seconds.tolist() == [1500 * 3600, 2]


def test_what_a_comma_means_is_told_by_the_other_columns_of_numbers():
    table = sheet(";", time=["998", "1,040"], length=["600,5", "600,5"], comment=["a", "b"])
    assert times_in(table, "time", "time").seconds.tolist() == [998, 1.04]
    with pytest.raises(InputError, match=r"day.csv:3 time = '1,040': its comma can be"):
        times_in(sheet(";", time=["998", "1,040"], Modifier=["1,2", "3"]), "time", "time")


def test_a_number_that_a_spreadsheet_rounded_is_told_from_one_that_is_exact():
    assert [lost_digits(text) for text in ("1.67E+09", "1,7e9", "1e3", "1.6654836E+05", "12")] == [
        True, True, False, False, False
    ]  # fmt: skip
    assert np.isnan(to_seconds(pd.Series(["1.67E+09"]))[0])
    assert hint("1.67E+09").startswith("; a spreadsheet")


def test_missing_is_what_tables_write_for_it():
    assert is_missing(pd.Series(["", " NA ", "nan", "None", "0", "na"])).tolist() == [
        True, True, True, True, False, False
    ]  # fmt: skip


@pytest.mark.parametrize(
    "cells", [["45292.37510", "45292.37512"], ["0.37510417", "0.37512731", "0.5"]]
)
def test_days_of_a_spreadsheet_are_no_seconds(cells):
    table = sheet(time=cells, subject=["a"] * len(cells))
    with pytest.raises(InputError, match=r"day.csv:2 time = .*look like days, as a spreadsheet"):
        times_in(table, "time", "time")
    named = sheet(**{"time (s)": cells})
    assert times_in(named, "time (s)", "time").seconds.tolist() == [float(cell) for cell in cells]
    assert times_in(sheet(time=["0.25", "0.75"]), "time", "time").seconds.tolist() == [0.25, 0.75]
