"""Which columns of an edge list hold what."""

import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.profile.network_columns import columns_of, is_animals, words_of
from mirror_abm.profile.network_weights import is_number


def columns(text):
    rows = [(at, line.split(",")) for at, line in enumerate(text.split(), start=1)]
    return columns_of(rows, "net")


def test_names_of_columns_are_taken_word_by_word():
    assert words_of("Node.A") == words_of("nodeA") == words_of(" node_a ") == ["node", "a"]
    for cell in ("ID1", "focalID", "Ind_2", "animal b", "Winner", "partner id", "x1"):
        assert is_animals(cell), cell
    for cell in ("Ada", "A1", "x", "weight", "12", "", "behaviour", "v"):
        assert not is_animals(cell), cell


def test_numbers_are_numbers_however_they_are_written():
    assert all(is_number(cell) for cell in ("1", "-2.5", "1e3", "0,5", "1.234,5", "1 000"))
    assert not any(is_number(cell) for cell in ("", "x", "inf", "nan", "F12", "1a"))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a,b b,c", (0, 1, None, False)),
        ("a,b,2 b,c,3", (0, 1, 2, False)),
        ("n,to,from 2,a,b", (2, 1, 0, True)),
        ("date,bout,ego,alter 2020,3,a,b", (2, 3, 1, True)),
        ("id,id1,id2,sri 1,a,b,.5", (1, 2, 3, True)),
        ("giver,receiver,observer,n a,b,x,3", (0, 1, 3, True)),
        ("site,A,n Oak,b,3 Elm,c,2", (0, 1, 2, True)),
    ],
)
def test_columns_by_name_and_by_what_stands_in_them(text, wanted):
    assert columns(text)[:4] == wanted


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b,c,d b,c,d,e", "net:1 has 4 columns and no names of columns"),
        ("male,female,infant,n a,b,c,3", "which two of its 4 columns are the animals"),
        ("from,to,n,min a,b,3,9", r"2 columns could be the weight \(n, min\)"),
        ("foo,bar a,b b,c", "net:1: are foo and bar, which stand nowhere else"),
        ("7,1,2 8,2,3", "are the columns time, animal, animal or"),
    ],
)
def test_what_the_file_leaves_open_is_asked(text, said):
    with pytest.raises(InputError, match=said):
        columns(text)
