"""Contact lists without a header: time, i, j, as SocioPatterns publishes them, or i, j, time."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NoReturn

from ..base.errors import InputError
from .network_source import Row
from .network_weights import is_number

WIDEST = 5  #: columns at most of a contact list: time, i, j, and the classes of both
#: a date, a time of day, or seconds since 1970
_STAMP = re.compile(
    r"\d{4}-\d\d-\d\d([T ]\d{1,2}:\d\d(:\d\d([.,]\d+)?)?)?|\d{1,2}[./]\d{1,2}[./]\d{4}.*"
    r"|\d{1,2}:\d\d(:\d\d([.,]\d+)?)?|\d{9,13}(\.\d*)?"
)
_OR_ANIMALS = "time, animal, animal or animal, animal, weight"


def contacts_of(rows: Sequence[Row], name: str) -> tuple[int, str] | None:
    """Return where the animals of a contact list are, which has no names of columns.

    Parameters
    ----------
    rows : sequence of (int, list of str)
        Numbered rows of cells.
    name : str
        What the file is called in sentences.

    Returns
    -------
    tuple of (int, str), or None
        The place of the first of two columns of animals, and what is to be said of it; None if it
        is no contact list.

    Raises
    ------
    InputError
        It can be a contact list or a list of weights.

    Notes
    -----
    Times never fall, and are hardly ever names of animals, which stand in both other columns; or
    they are dates, times of day or seconds since 1970, in the first column or in the last.
    """
    cells = [row for _, row in rows]
    line, width = rows[0][0], len(cells[0])
    if width not in (3, 4, WIDEST) or len(cells) < 2 or any(len(row) != width for row in cells):
        return None
    if all(_STAMP.fullmatch(row[0]) for row in cells):
        return _taken(cells, line, name, 1)
    if width == 3 and all(_STAMP.fullmatch(row[2]) for row in cells):
        return _taken(cells, line, name, 0)
    if width == 3 and _may_be_times(cells):
        _ask(line, name, "animal, animal, time or animal, animal, weight", "i,j,time")
    return _by_numbers(cells, line, name)


def _by_numbers(cells: Sequence[list[str]], line: int, name: str) -> tuple[int, str] | None:
    """Return what :func:`contacts_of` does for whole numbers in the first column."""
    if not all(re.fullmatch(r"\d+(\.0*)?", row[0]) for row in cells):
        return None
    times = [float(row[0]) for row in cells]
    if any(later < before for before, later in pairwise(times)):
        return None
    one, two = {row[1] for row in cells}, {row[2] for row in cells}
    stamps = {row[0] for row in cells}
    steps = {later - before for before, later in pairwise(times)} - {0.0}
    own = any(row[1] == row[2] for row in cells)
    counted = len(cells[0]) == 3 and steps == {1.0} and len(stamps) == len(cells)
    if counted and not own and any(row[0] == row[1] for row in cells):
        _ask(line, name, _OR_ANIMALS, "time,i,j")  # numbers of rows, or an animal with itself
    grid = math.gcd(*(int(step) for step in steps)) if steps else 0
    met_again = len({(row[1], row[2]) for row in cells}) < len(cells)
    if met_again and grid > 1 and not (own or one & two or stamps & (one | two)):
        _ask(line, name, _OR_ANIMALS, "time,i,j")  # few animals, or two kinds of them
    if not one & two or len(stamps & (one | two)) > 0.1 * len(stamps) or own:
        return None
    again = len({(row[0], row[1]) for row in cells}) < len(cells)
    if grid > 1 or again or len(cells[0]) > 3:
        return _taken(cells, line, name, 1)
    return _ask(line, name, _OR_ANIMALS, "time,i,j")


def _taken(cells: Sequence[list[str]], line: int, name: str, first: int) -> tuple[int, str]:
    """Return the place of the animals, and the note; of four columns the last is no number."""
    if len(cells[0]) == 4 and all(is_number(row[3]) for row in cells):
        raise InputError(
            f"{name}:{line}: has 4 columns without names, of which the last holds numbers: write a "
            "first row such as time,source,target,weight."
        )
    order = "time, animal, animal" if first else "animal, animal, time"
    return first, f"the columns have no names and were taken for {order} (contacts)"


def _may_be_times(cells: Sequence[list[str]]) -> bool:
    """Return whether whole numbers behind two animals never fall, though pairs come again."""
    if not all(re.fullmatch(r"\d+(\.0*)?", row[2]) for row in cells):
        return False
    last = [float(row[2]) for row in cells]
    again = len({frozenset(row[:2]) for row in cells}) < len(cells)
    rising = all(before <= later for before, later in pairwise(last))
    return again and rising and len(set(last)) > len(last) / 2


def _ask(line: int, name: str, which: str, row: str) -> NoReturn:
    raise InputError(
        f"{name}:{line}: are the columns {which}? Write a first row: {row} or source,target,weight."
    )
