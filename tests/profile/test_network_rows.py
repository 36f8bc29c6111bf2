"""Rows of a table of ties."""

import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.profile.network_rows import under_r, with_names, without_titles


def rows(text):
    return [(at, line.split(",")) for at, line in enumerate(text.split("/"), start=1)]


def test_titles_and_empty_columns_are_left_out():
    found, told = without_titles(rows("Troop,,/of 2024,,/A,B,/B,C,"))
    assert found == [(3, ["A", "B"]), (4, ["B", "C"])]
    assert told == ["lines above the table were skipped: 2 (Troop)"]
    for text in ("A,B/C,", "A", "A/B", "A,B/B,C"):
        assert without_titles(rows(text)) == (rows(text), [])


def test_r_leaves_out_the_first_cell():
    assert under_r(rows("a,b/1,A,B/2,B,C"))[0] == (1, ["", "a", "b"])
    assert under_r(rows("a,b/A,B")) == rows("a,b/A,B")


def test_names_of_a_matrix():
    assert with_names(rows("A,B/0,1/1,0"), "net")[0][1] == (2, ["A", "0", "1"])
    assert with_names(rows(",1,2/1,0,3/2,3,0"), "net") == (rows(",1,2/1,0,3/2,3,0"), [])
    with pytest.raises(InputError, match="net:1 is a matrix without names"):
        with_names(rows("0,1,2/1,0,3/2,3,0"), "net")
