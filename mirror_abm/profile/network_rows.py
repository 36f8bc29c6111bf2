"""Rows of a table of ties: titles above it, and names that stand in one row alone or nowhere."""

from __future__ import annotations

from ..base.errors import InputError
from ..base.number_text import NOT_THERE
from .network_source import Row
from .network_weights import is_number


def without_titles(rows: list[Row]) -> tuple[list[Row], list[str]]:
    """Return the rows below a title, without the columns that are empty at the end of all rows.

    Parameters
    ----------
    rows : list of (int, list of str)
        Numbered rows of cells.

    Returns
    -------
    list of (int, list of str)
        The same, or fewer.
    list of str
        What was skipped, as a sentence.
    """
    widths = [max((at for at, cell in enumerate(row, 1) if cell), default=0) for _, row in rows]
    if min(len(row) for _, row in rows) > max(widths):
        rows = [(line, row[: max(widths)]) for line, row in rows]
    filled = [sum(cell != "" for cell in row) for _, row in rows]
    first = next((at for at, many in enumerate(filled) if many > 1), 0)
    if not first or any(len(row) < 2 for _, row in rows[first:]):
        return rows, []
    told = f"lines above the table were skipped: {first} ({' '.join(rows[0][1]).strip()[:40]})"
    return rows[first:], [told]


def under_r(rows: list[Row]) -> list[Row]:
    """Return the rows with a first cell without name, which R leaves out above names of rows.

    Parameters
    ----------
    rows : list of (int, list of str)
        Numbered rows of cells.

    Returns
    -------
    list of (int, list of str)
        With one cell more in the first row, where it has too few.
    """
    (line, head), body = rows[0], rows[1:]
    if body and all(len(row) == len(head) + 1 for _, row in body):
        firsts = [row[0] for _, row in body]
        if firsts == [str(each + 1) for each in range(len(body))] or {*firsts} == {*head}:
            return [(line, ["", *head]), *body]
    return rows


def with_names(rows: list[Row], name: str) -> tuple[list[Row], list[str]]:
    """Return the rows of a matrix with its names in the first row and column.

    Parameters
    ----------
    rows : list of (int, list of str)
        Numbered rows of cells.
    name : str
        What the file is called in sentences.

    Returns
    -------
    list of (int, list of str)
        With names in every row, where they stood in the first alone.
    list of str
        What was taken for granted, as a sentence.

    Raises
    ------
    InputError
        It is a matrix without names.
    """
    (line, head), body = rows[0], rows[1:]
    bare = len(body) > 1 and _is_zero_diagonal([row for _, row in body])
    if bare and len(body) == len(head) and not all(map(is_number, head)):
        named = [(at, [own, *row]) for own, (at, row) in zip(head, body, strict=True)]
        told = "rows have no names: they were taken in the order of the columns"
        return [(line, ["", *head]), *named], [told]
    numbered = head[0] in NOT_THERE and sorted(head[1:]) == sorted(row[0] for _, row in body)
    if len(rows) > 2 and not numbered and _is_zero_diagonal([row for _, row in rows]):
        raise InputError(
            f"{name}:{line} is a matrix without names: the animals' names must stand in its first "
            "row and column."
        )
    return rows, []


def _is_zero_diagonal(cells: list[list[str]]) -> bool:
    """Return whether cells are a square of numbers without ties of an animal to itself."""
    if any(len(row) != len(cells) for row in cells):
        return False
    nothing = {"0", "0.0", "0,0", *NOT_THERE}
    if not all(row[at] in nothing for at, row in enumerate(cells)):
        return False
    return all(cell in NOT_THERE or is_number(cell) for row in cells for cell in row)
