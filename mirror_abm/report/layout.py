"""Cells set in columns; or row by row where a terminal is too narrow for columns."""

from __future__ import annotations

from collections.abc import Sequence

GAP = 2  #: blanks between columns
INDENT = "  "  #: of what goes on in the next line

Rows = Sequence[Sequence[str]]


def _cells(text: str) -> int:
    """Return how many cells of a terminal a text takes: most letters take one."""
    if text.isascii() and text.isprintable():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def wrapped(text: str, width: int | None, first: str = "", rest: str = "") -> list[str]:
    """Return a text in lines, broken at blanks alone: a longer word stands in a line of its own.

    Parameters
    ----------
    text : str
        One paragraph.
    width : int or None
        Most characters of a line; None for no limit.
    first, rest : str, optional
        What the first line, and each other, begins with.

    Returns
    -------
    list of str
        At least one line.
    """
    words = text.split()
    whole = (first + " ".join(words)).rstrip()
    if width is None or _cells(whole) <= width:
        return [whole]
    lines, line, empty = [], first, True
    for word in words:
        longer = line + word if empty else f"{line} {word}"
        if empty or _cells(longer) <= width:
            line, empty = longer, False
        else:
            lines.append(line)
            line = rest + word
    return [*lines, line.rstrip()]


def in_columns(heads: Sequence[str], rows: Rows, widths: Sequence[int], right: set[int]) -> Rows:
    """Return a table set in columns.

    Parameters
    ----------
    heads : sequence of str
        Heads of the columns.
    rows : sequence of sequence of str
        The cells.
    widths : sequence of int
        Of the columns, each at least as wide as its longest word.
    right : set of int
        Columns whose cells stand at the right.

    Returns
    -------
    list of list of str
        The lines of the heads, then of each row, without blanks at their ends.
    """
    blocks = []
    for cells in (heads, *rows):
        broken = [wrapped(cell, width) for cell, width in zip(cells, widths, strict=True)]
        block = []
        for at in range(max(map(len, broken), default=0)):
            parts = [column[at] if at < len(column) else "" for column in broken]
            line = [
                _padded(part, widths[number], number in right) for number, part in enumerate(parts)
            ]
            block.append((" " * GAP).join(line).rstrip())
        blocks.append(block)
    return blocks


def in_records(heads: Sequence[str], rows: Rows, width: int) -> Rows:
    """Return a table row by row, each cell with the head of its column.

    Parameters
    ----------
    heads : sequence of str
        Heads of the columns.
    rows : sequence of sequence of str
        The cells; an empty one is left out.
    width : int
        Most characters of a line.

    Returns
    -------
    list of list of str
        The lines of each row.
    """
    return [
        [
            line
            for head, cell in zip(heads, row, strict=True)
            if cell
            for line in wrapped(f"{head}: {cell}" if head else cell, width, rest=INDENT)
        ]
        for row in rows
    ]


def column_widths(
    heads: Sequence[str], rows: Rows, width: int | None, unbroken: set[int]
) -> list[int] | None:
    """Return how wide the columns of a table are, with every word whole.

    Parameters
    ----------
    heads : sequence of str
        Heads of the columns.
    rows : sequence of sequence of str
        The cells.
    width : int or None
        Most characters of a line; None for no limit.
    unbroken : set of int
        Columns whose cells are not broken at blanks either.

    Returns
    -------
    list of int or None
        None if the words do not fit side by side.
    """
    columns = [list(column) for column in zip(heads, *rows, strict=True)]
    natural = [max(map(_cells, column)) for column in columns]
    if width is None:
        return natural
    least = [
        natural[number]
        if number in unbroken
        else max((_cells(word) for cell in column for word in cell.split()), default=0)
        for number, column in enumerate(columns)
    ]
    room = width - GAP * (len(columns) - 1)
    if sum(least) > room:
        return None
    level = max(natural, default=0)
    while True:  # the widest columns give way first, all down to one width
        found = [min(most, max(few, level)) for most, few in zip(natural, least, strict=True)]
        if sum(found) <= room:
            return found
        level -= 1


def _padded(text: str, width: int, right: bool) -> str:
    """Return a text filled with blanks."""
    blanks = " " * (width - _cells(text))
    return blanks + text if right else text + blanks
