"""Pages in a terminal."""

from mirror_abm.report.page import Section
from mirror_abm.report.terminal import plain_table, printable


def test_text_comes_before_the_table_and_empty_parts_are_left_out():
    page = [
        Section("", "who"),
        Section("nothing", columns=("a",)),
        Section("both", "words", ("a", "b"), [("1", "2"), ("3", "4")]),
    ]
    first, second, table = printable(page)
    assert (first, second) == ("who", "words")
    assert table.title == "both"
    assert [list(column.cells) for column in table.columns] == [["1", "3"], ["2", "4"]]


def test_a_plain_table_has_its_heads_and_no_lines():
    table = plain_table("t", "one", "two", unbroken=["two"])
    assert [column.header for column in table.columns] == ["one", "two"]
    assert [column.no_wrap for column in table.columns] == [False, True]
    assert table.box is None
    assert table.row_count == 0
