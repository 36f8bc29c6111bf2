"""Numbers and tables in the short form: what is written is what is read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from mirror_abm.field.short_text import (
    WIDTH,
    aligned,
    filled,
    folded,
    in_quotes,
    number_items,
    number_text,
    table_rows,
    words_of,
)

FULL = {"value": 3, "low": 3, "high": 3, "unit": "share"}
FULL |= {"source": "a_2000", "how": "guess", "reason": "why"}
SAID = {"source": "a_2000", "how": "guess", "reason": "why"}


def read(text):
    return YAML(typ="safe", pure=True).load(text)


def test_a_number_says_what_is_not_said_around_it():
    assert number_items(FULL, SAID, "share") == ["value: 3"]
    assert number_text(number_items(FULL, SAID, "share"), 0, 0) == "3"
    ranged = FULL | {"low": 1, "unit": "per hour", "reason": "else"}
    assert number_items(ranged, SAID, "share", {"low": "1.0"}) == [
        *("value: 3", "low: 1.0", "high: 3", "unit: per hour", 'reason: "else"')
    ]


def test_whoever_says_how_or_source_anew_says_the_reason_too():
    assert words_of(FULL, SAID | {"how": "measured"}) == {"how": "guess", "reason": "why"}
    assert words_of(FULL, SAID | {"reason": "other"}) == {"reason": "why"}
    assert words_of(FULL, {}) == SAID


@given(st.text(st.characters(blacklist_categories=("Cs",)), min_size=1, max_size=400))
def test_a_reason_is_read_back_however_it_is_folded(reason):
    piece = f"reason: {in_quotes(reason)}"
    assert read(folded(piece, 0, "")) == {"reason": reason}
    number = filled(["value: 3", piece], 2, 20)
    assert read(f"  a: {number}") == {"a": {"value": 3, "reason": reason}}


def test_long_lines_go_on_in_the_next():
    text = filled(["value: 3", "source: someone_2024", f'reason: "{"word " * 60}end"'], 4, 20)
    assert max(map(len, text.splitlines())) <= WIDTH
    assert read(f"    a: {text}")["a"]["reason"] == "word " * 60 + "end"


def test_columns_are_as_wide_as_their_widest_cell():
    assert aligned([["a", "bcd", "e"], ["fgh", "i", "j"]]) == [
        ["a  ", "bcd", "e"],
        ["fgh", "i  ", "j"],
    ]
    assert aligned([]) == []
    assert aligned([["a", "b"], ["c", "d"], ["long"]])[2] == ["long"]


def test_rows_stand_under_each_other_unless_one_is_too_long():
    rows = [
        {"name": "a", "share": ["value: 0.5"], "duration": ["value: 1", "low: 0.5", "high: 2"]},
        {"name": "long", "share": ["value: 0.25"], "duration": ["value: 10", "low: 5", "high: 20"]},
    ]
    assert table_rows(rows, 2) == [
        "  - {name: a,    share: 0.5,  duration: {value: 1,  low: 0.5, high: 2}}",
        "  - {name: long, share: 0.25, duration: {value: 10, low: 5,   high: 20}}",
    ]
    rows[0]["share"] = ["value: 0.5", f'reason: "{"word " * 40}"']
    long, short = table_rows(rows, 2)
    assert "\n" in long
    assert "\n" not in short
    assert read(long)[0]["share"]["reason"] == "word " * 40


@pytest.mark.parametrize("text", ['a "b"', "back\\slash", "tab\t", "new\nline", "é ü"])
def test_every_text_is_quoted_so_that_it_is_read_back(text):
    assert read(in_quotes(text)) == text
