"""Pages in a terminal, and tables of any width."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirror_abm.report.cells import Number, Ranged
from mirror_abm.report.page import Section
from mirror_abm.report.terminal import Column, plain_table, printable

WORDS = st.text(st.sampled_from("abcdefgh.-_"), min_size=1, max_size=25)
CELLS = st.lists(WORDS, min_size=0, max_size=12).map(" ".join)


def texts(table, width=None):
    return [line.text for line in table.lines(width)]


def words(lines):
    return sorted(word for line in lines for word in line.split())


def test_text_comes_before_the_table_and_empty_parts_are_left_out():
    page = [
        Section("", "who"),
        Section("nothing", columns=("a",)),
        Section("both", "words", ("a", "b"), [("1", "2"), ("3", "4")]),
    ]
    first, empty, between, second, table = printable(page)
    assert (first, between, second) == ("who", "", "words")
    assert texts(empty) == []
    assert texts(table) == ["both", "a  b", "1  2", "3  4"]


@given(
    st.integers(1, 5).flatmap(
        lambda n: st.lists(st.lists(CELLS, min_size=n, max_size=n), min_size=1, max_size=5)
    ),
    st.integers(1, 120),
    st.booleans(),
)
def test_no_word_is_lost_or_broken_and_no_line_is_too_long_at_any_width(rows, width, whole):
    heads = [f"head{at} of" for at in range(len(rows[0]))]
    table = plain_table("a title of five words", *heads, unbroken=heads if whole else ())
    for row in rows:
        table.add_row(*row)
    wide, lines = words(texts(table)), texts(table, width)
    for line in lines:
        assert len(line) <= width or len(line.split()) == 1
        assert line == line.rstrip()
    found = [word.rstrip(":") for word in words(lines)]
    if "" not in lines:
        assert found == [word.rstrip(":") for word in wide]
    shown = [head for at, head in enumerate(heads) if any(row[at] for row in rows)]
    told = set(" ".join((table.title, *shown)).split())
    assert told | {word for row in rows for cell in row for word in cell.split()} <= set(found)


def test_without_a_width_a_row_is_a_line_and_numbers_stand_at_the_right():
    table = plain_table("", "what", "share", "n")
    table.add_row("a long text " * 20, Ranged(0.25, 0.1, 0.4), Number(7))
    table.add_row("b", None, Number(1200))
    first, second, third = texts(table)
    assert first.endswith("n")
    assert second.endswith("0.25 [0.10, 0.40]     7")
    assert third.endswith("-                  1200")


def test_a_table_too_wide_for_the_terminal_is_told_row_by_row():
    table = plain_table("t", "name", "why", unbroken=["name"])
    table.add_row("experience.rate", "because of what is known")
    table.add_row("group.size", "")
    assert texts(table, 20) == [
        "t",
        "name:",
        "  experience.rate",
        "why: because of what",
        "  is known",
        "",
        "name: group.size",
        "",
    ]
    assert [line.bold for line in table.lines(20)][:4] == [True, True, False, False]


def test_the_widest_columns_give_way_first():
    table = plain_table("", "id", "text", "other")
    table.add_row("a1 b2", "one two three four five", "six seven eight")
    lines = texts(table, 24)
    assert lines[1].startswith("a1 b2  ")
    assert max(map(len, lines)) <= 24


def test_values_are_kept_in_full_and_ranges_become_three_columns():
    table = plain_table("t", "species", "visual", Column("", "mark"), "days")
    table.add_row("macaque", Ranged(1 / 3, 0.1, 0.7), "=", Number(-0.0, 2))
    table.add_row("mouse", None, "", Number(float("nan")))
    assert table.records() == [
        {
            "species": "macaque",
            "visual": 1 / 3,
            "visual_low": 0.1,
            "visual_high": 0.7,
            "mark": "=",
            "days": 0.0,
        },
        dict.fromkeys(("visual", "visual_low", "visual_high", "days"))
        | {"species": "mouse", "mark": ""},
    ]
    assert plain_table("t", "a b", "c").values() == {"a_b": [], "c": []}


def test_columns_of_one_name_are_both_kept():
    table = plain_table("t", "a", "a", "")
    table.add_row(1, 2, 3)
    assert list(table.records()[0].values()) == [1, 2, 3]


def test_a_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match="zip"):
        plain_table("", "one", "two").add_row("a")
