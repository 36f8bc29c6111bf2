"""Where two tables differ first, bit for bit."""

import numpy as np
import pandas as pd
import pytest

from mirror_abm.simulation.equality import address, first_difference, unequal

TABLE = pd.DataFrame(
    {
        "species": ["a", "a", "b"],
        "replicate": [0, 1, 0],
        "own": [0.5, np.nan, 0.0],
        "kind": ["strict", None, "broad"],
        "limited": [True, False, True],
    }
)


def test_a_table_equals_its_copy_whatever_its_index():
    assert first_difference(TABLE, TABLE.copy().set_index(np.array([7, 8, 9]))) is None
    assert first_difference(TABLE.iloc[:0], TABLE.iloc[:0]) is None


CHANGES = {
    "a number in its last bit": ("own", 0, np.nextafter(0.5, 1)),
    "the sign of a zero": ("own", 2, -0.0),
    "a number that was absent": ("own", 1, 0.0),
    "a word": ("kind", 2, "strict"),
    "a word that was absent": ("kind", 1, "strict"),
    "a truth value": ("limited", 1, True),
    "a whole number": ("replicate", 2, 1),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_of_a_cell_is_found_where_it_is(change):
    column, row, value = CHANGES[change]
    other = TABLE.copy()
    other.loc[row, column] = value
    found = first_difference(TABLE, other)
    assert (found.row, found.column) == (row, column)
    assert found.where["species"] == TABLE["species"][row]
    assert unequal(TABLE[column], other[column]).tolist() == [each == row for each in range(3)]
    assert first_difference(other, TABLE).row == row


def test_the_first_row_counts_before_the_first_column():
    other = TABLE.assign(own=[0.5, np.nan, 9.0], limited=[True, True, True])
    assert first_difference(TABLE, other)[:2] == (1, "limited")


def test_rows_that_one_table_lacks_are_told():
    found = first_difference(TABLE, TABLE.iloc[:2])
    assert found[:4] == (2, "rows", 3, 2)
    assert found.where == {"species": "b", "replicate": 0} == address(TABLE, 2)
    assert first_difference(TABLE.iloc[:2], TABLE)[:4] == (2, "rows", 2, 3)


def test_other_columns_are_told():
    assert first_difference(TABLE, TABLE.drop(columns="own")).column == "columns"


def test_absent_numbers_of_any_bits_are_equal():
    one = pd.Series(np.array([0x7FF8000000000000], dtype=np.uint64).view(float))
    other = pd.Series(np.array([0xFFF8000000000001], dtype=np.uint64).view(float))
    assert not unequal(one, other).any()


def test_whole_numbers_equal_the_same_numbers_with_a_point():
    """A column of a part may be whole where that of the whole table is not."""
    assert not unequal(pd.Series([1, 2]), pd.Series([1.0, 2.0])).any()
