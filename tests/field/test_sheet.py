"""Cells and names of columns as a reader of a format sees them."""

import pytest

from mirror_abm.field.sheet import plain_name, split_cells


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Start (s)", "start"),
        (' "Behavior type" ', "behavior type"),
        ("observation_duration", "observation duration"),
        ("Time [h:m:s]", "time"),
    ],
)
def test_a_column_is_known_without_its_unit_its_quotes_and_its_underscores(cell, name):
    assert plain_name(cell) == name


def test_a_cell_may_hold_the_separator_in_quotes():
    assert split_cells('a,"b,c",d', ",") == ["a", "b,c", "d"]
    assert split_cells("", ",") == []
