"""How cells are set."""

import pytest

from mirror_abm.report.layout import column_widths, in_records, wrapped


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("one two three", None, ["one two three"]),
        ("a-hyphen-is-no-blank b", 5, ["a-hyphen-is-no-blank", "b"]),
        ("", 5, [""]),
        ("鸟 鸟 鸟", 5, ["鸟 鸟", "鸟"]),
    ],
)
def test_lines_are_broken_at_blanks_alone(text, width, lines):
    assert wrapped(text, width) == lines


def test_columns_are_as_wide_as_their_longest_word_or_there_are_none():
    heads, rows = ["a", "b"], [["one two", "three four"]]
    assert column_widths(heads, rows, None, set()) == [7, 10]
    assert column_widths(heads, rows, 19, set()) == [7, 10]
    assert column_widths(heads, rows, 10, set()) == [3, 5]
    assert column_widths(heads, rows, 9, set()) is None
    assert column_widths(heads, rows, 14, {0}) == [7, 5]
    assert column_widths(heads, rows, 13, {0}) is None


def test_a_record_leaves_out_what_is_empty():
    assert in_records(["", "b", "c"], [["x", "", "1"]], 80) == [["x", "c: 1"]]
