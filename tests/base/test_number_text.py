"""Numbers as people write them: what can only be one number is read, what can be two is asked."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirror_abm.base.number_text import read_numbers


@pytest.mark.parametrize(
    ("cells", "separator", "values"),
    [
        (["998", "1,040", "2,500"], ",", [998, 1040, 2500]),
        (["1,234,567.5", "12"], ",", [1234567.5, 12]),
        (["10,250", "12,500"], ";", [10.25, 12.5]),
        (["63,5", "1,040"], ";", [63.5, 1.04]),
        (["63,5", "1,040"], "\t", [63.5, 1.04]),
        (["0,250", "1,040"], "\t", [0.25, 1.04]),
        (["2.5", "1,040"], "\t", [2.5, 1040]),
        (["1.234,5", "1.040", "998"], ";", [1234.5, 1040, 998]),
        (["1.040", "2.500"], ";", [1.04, 2.5]),
        (["1.040", "2.500"], ",", [1.04, 2.5]),
        (["1 040", "1 040,5", "1\xa0000\xa0000"], ";", [1040, 1040.5, 1e6]),
        (["1'040.25", "12’000"], ",", [1040.25, 12000]),
        (["-5.5", "−3", "+2"], ",", [-5.5, -3, 2]),
        (["1e3", ".5", " 7 "], ",", [1000, 0.5, 7]),
        (["1.5", "63,5"], ";", [1.5, 63.5]),
    ],
)
def test_a_number_that_can_only_be_one_is_read(cells, separator, values):
    found = read_numbers(cells, separator)
    assert found.doubt is None
    assert found.values == values


@pytest.mark.parametrize(
    ("cells", "separator", "where", "why"),
    [
        (["998", "1,040"], ";", 1, "separate thousands"),
        (["10,250", "12,500"], "\t", 0, "separate thousands"),
        (["63,5", "2.5", "1,040"], ";", 2, "separate thousands"),
        (["63,5", "1.040"], ";", 1, "one kind of decimals"),
        (["1", "63,5"], ",", 1, "no decimal comma"),
        (["0,250"], ",", 0, "no decimal comma"),
    ],
)
def test_a_number_that_can_be_two_is_asked(cells, separator, where, why):
    found = read_numbers(cells, separator)
    assert found.doubt[0] == where
    assert why in found.doubt[1]
    assert math.isnan(found.values[where])


def test_other_columns_tell_what_a_comma_means():
    assert read_numbers(["998", "1,040"], ";", ["600,5"]).values == [998, 1.04]
    assert read_numbers(["998", "1,040"], "\t", ["600.5"]).values == [998, 1040]
    assert read_numbers(["998", "1,040"], ";", ["600.5", "3,5"]).doubt is not None
    assert read_numbers(["1.040"], ";", ["600,5"]).doubt is not None


@pytest.mark.parametrize(
    "cell", ["", "NA", "nan", "inf", "1,2,3", "1.2.3", "12 5", "0x10", "1_000", "True", "1:30", "٣"]
)
def test_what_is_no_number_is_none(cell):
    assert math.isnan(read_numbers([cell]).values[0])


def test_thousands_are_said():
    assert read_numbers(["1,040"], ",").notes == [
        "commas within numbers separate thousands (1,040 is 1040)"
    ]
    assert read_numbers(["63,5"], ";").notes == []


@given(st.lists(st.floats(-1e6, 1e6), min_size=1), st.sampled_from("\t,;"))
def test_what_python_writes_is_read_back(values, separator):
    assert read_numbers([repr(value) for value in values], separator).values == values


@given(st.lists(st.integers(1000, 10**7), min_size=1))
def test_what_is_written_with_thousands_in_a_file_of_commas_is_read_back(values):
    assert read_numbers([f"{value:,}" for value in values], ",").values == values


@given(st.lists(st.floats(0, 1e6).map(lambda value: round(value, 2)), min_size=1))
def test_what_is_written_with_decimal_commas_is_read_back(values):
    cells = [f"{value:.2f}".replace(".", ",") for value in values]
    assert read_numbers(cells, ";").values == values
