"""Numbers as people and their spreadsheets write them: decimal commas, thousands, minus signs.

What a comma or a point means is decided for a whole column, on evidence: ``63,5`` can only be a
decimal comma and ``1.234,5`` only points of thousands, ``1,040`` can be either. Where cells are
separated by commas, a comma within one is no decimal comma; where another column has one all the
same, it is asked. What stays open is not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .brief import brief

NOT_THERE = ("", "NA", "N/A", "NaN", "nan", "None", "NULL", "null")  #: how tables say: no value
_PLAIN = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_SPACED = re.compile(r"[+-]?[0-9]{1,3}(?:[ '][0-9]{3})+(?:[.,][0-9]+)?")
#: what a cell can only be, or can be, by the first pattern that fits
_KINDS = (
    ("points_group", re.compile(r"[+-]?[1-9][0-9]{0,2}(?:\.[0-9]{3})+,[0-9]+")),
    ("points_group", re.compile(r"[+-]?[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}")),
    ("commas_group", re.compile(r"[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+\.[0-9]+")),
    ("commas_group", re.compile(r"[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}")),
    ("comma_open", re.compile(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}")),
    ("comma_decimal", re.compile(r"[+-]?[0-9]*,[0-9]+(?:[eE][+-]?[0-9]+)?")),
    ("point_open", re.compile(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}")),
    ("whole", re.compile(r"[+-]?[0-9]+")),
    ("point_decimal", _PLAIN),
)
_TYPED = str.maketrans({"−": "-", "\xa0": " ", "\u202f": " ", "\u2009": " ", "’": "'"})
_TYPED |= {0xFEE0 + ord(each): each for each in "0123456789+-.,:"}  # full width, as in Japanese


class Numbers(NamedTuple):
    """The numbers in the cells of a column.

    Attributes
    ----------
    values : list of float
        One per cell; nan for what is no number.
    notes : list of str
        What commas and points were taken for, where that is not plain.
    doubt : tuple of int and str, or None
        The first cell that could be two numbers, and what to do; such columns must be refused.
    """

    values: list[float]
    notes: list[str]
    doubt: tuple[int, str] | None

    def __repr__(self) -> str:
        return brief(self)


def read_numbers(cells: Sequence[str], separator: str = ",", beside: Iterable[str] = ()) -> Numbers:
    """Return the numbers in the cells of one column.

    Parameters
    ----------
    cells : sequence of str
        The cells.
    separator : str, default ","
        What separates the cells of the file.
    beside : iterable of str, optional
        Cells of other columns of the same file, as evidence for what a comma means.

    Returns
    -------
    Numbers
        Values, notes, and what is in doubt.

    Examples
    --------
    >>> read_numbers(["63,5", "1,040"], ";").values
    [63.5, 1.04]
    >>> read_numbers(["998", "1,040"], ",").values
    [998.0, 1040.0]
    >>> read_numbers(["998", "1,040"], ";").doubt[0]
    1
    """
    bare = [_bare(cell) for cell in cells]
    kinds = [_kind(cell) for cell in bare]
    there = set(kinds)
    comma, point, doubt = _meaning(there, separator, beside)
    if separator == "," and "comma_decimal" in there:
        comma, doubt = "none", {"comma_decimal": _COMMA_IN_COMMAS}
    values = [_value(cell, kind, comma, point) for cell, kind in zip(bare, kinds, strict=True)]
    first = next((number for number, kind in enumerate(kinds) if kind in doubt), None)
    notes = [
        f"{mark} within numbers separate thousands ({cells[kinds.index(kind)].strip()} is "
        f"{values[kinds.index(kind)]:.10g})"
        for mark, kind, meant in (("commas", "comma_open", comma), ("points", "point_open", point))
        if kind in there and meant == "group"
    ]
    if (
        "comma_open" in there
        and comma == "decimal"
        and not {"comma_decimal", "point_decimal"} & there
    ):
        cell = cells[kinds.index("comma_open")].strip()
        notes.append(f"commas within numbers are decimal ({cell} is {cell.replace(',', '.')})")
    told = None if first is None else (first, doubt[kinds[first]])
    return Numbers(values, notes, told)


_COMMA_IN_COMMAS = (
    "in a file separated by commas a comma within a number is no decimal comma: save the file with "
    "semicolons between its cells, or with decimal points"
)
_OPEN = {
    "comma_open": "its comma can be a decimal comma or separate thousands, and nothing in the file "
    "tells which: write the column without thousands, or with decimal points",
    "point_open": "its point can be a decimal point or, beside decimal commas, separate thousands: "
    "write the column without thousands, or all of the file with one kind of decimals",
}


def _meaning(
    there: set[str], separator: str, beside: Iterable[str]
) -> tuple[str, str, dict[str, str]]:
    """Return what an open comma and an open point mean, and the kinds that stay in doubt."""
    if separator == ",":
        if "comma_open" in there and "comma_decimal" in {_kind(_bare(cell)) for cell in beside}:
            return "", "decimal", {"comma_open": _OPEN["comma_open"]}
        return "group", "decimal", {}
    commas = {"comma_decimal", "points_group"} & there
    points = {"point_decimal", "commas_group"} & there
    around = {_kind(_bare(cell)) for cell in beside}
    point = "decimal"
    doubt = {}
    if "point_open" in there and not points and (commas or _told(around) == "comma"):
        point = "group" if "points_group" in there else ""
        doubt = {} if point else {"point_open": _OPEN["point_open"]}
    if "comma_open" not in there:
        return "decimal", point, doubt
    told = "" if commas and points else "comma" if commas else "point" if points else _told(around)
    if not told and separator == ";" and not commas and "whole" not in there:
        told = "comma"  # programs write semicolons where the comma is taken for decimals
    if told:
        return ("decimal" if told == "comma" else "group"), point, doubt
    return "", point, doubt | {"comma_open": _OPEN["comma_open"]}


def _told(around: set[str]) -> str:
    """Return which mark other columns use for decimals, or an empty text where they do not tell."""
    commas, points = {"comma_decimal", "points_group"} & around, {"point_decimal"} & around
    return "comma" if commas and not points else "point" if points and not commas else ""


def typed(cell: str) -> str:
    """Return a cell with signs, spaces and digits as a keyboard types them.

    Parameters
    ----------
    cell : str
        As it stands in the file.

    Returns
    -------
    str
        Without blanks around it.

    Examples
    --------
    >>> typed("\uff11\uff12\uff1a30"), typed("\u22125")
    ('12:30', '-5')
    """
    return cell.translate(_TYPED).strip()


def _bare(cell: str) -> str:
    """Return a cell with plain minus signs, and without spaces or apostrophes in thousands."""
    text = typed(cell)
    return text.replace(" ", "").replace("'", "") if _SPACED.fullmatch(text) else text


def _kind(cell: str) -> str:
    """Return what a cell can be, or an empty text where it is no number."""
    return next((kind for kind, pattern in _KINDS if pattern.fullmatch(cell)), "")


def _value(cell: str, kind: str, comma: str, point: str) -> float:
    """Return the number in a cell; nan where it is none, or in doubt."""
    if kind in ("whole", "point_decimal") or (kind == "point_open" and point == "decimal"):
        return float(cell)
    if kind == "commas_group" or (kind == "comma_open" and comma == "group"):
        return float(cell.replace(",", ""))
    if kind == "points_group" or (kind == "point_open" and point == "group"):
        return float(cell.replace(".", "").replace(",", "."))
    decimal = kind == "comma_open" and comma == "decimal"
    if decimal or (kind == "comma_decimal" and comma != "none"):
        return float(cell.replace(",", "."))
    return float("nan")
