"""The weights of ties, as people write numbers; what is missing, and what is no number."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence

import numpy as np

from ..base.errors import InputError
from ..base.number_text import NOT_THERE, read_numbers

_PLAIN = re.compile(r"[+-]?[0-9]+(\.[0-9]*)?([eE][+-]?[0-9]+)?")
_MARKED = re.compile(r"[+-]?[0-9][0-9.,' ]*")
ROUNDING = 1e-6  #: by which share the same weight may differ where it is written twice


def weights_in(
    cells: Sequence[str], where: Callable[[int], tuple[int, str]], separator: str, name: str
) -> tuple[Sequence[float], list[str]]:
    """Return the weights in the cells of a file.

    Parameters
    ----------
    cells : sequence of str
        All of them, of a column or a matrix.
    where : callable
        From the number of a cell to its line and its tie.
    separator : str
        What separates cells.
    name : str
        What the file is called in sentences.

    Returns
    -------
    sequence of float
        nan for weights that are missing.
    list of str
        What commas and points were taken for, where that is not plain.

    Raises
    ------
    InputError
        A cell is no number, or could be two.
    """
    plain = _plain(cells)
    if plain is not None:
        return plain, []
    read = read_numbers(cells, separator)
    missing = {"", *(each.lower() for each in NOT_THERE)}
    at = next(
        (
            place
            for place, value in enumerate(read.values)
            if math.isnan(value) and cells[place].lower() not in missing
        ),
        None,
    )
    if read.doubt is not None:
        place, why = read.doubt
        line, tie = where(place)
        raise InputError(f"{name}:{line}: {tie} has weight {cells[place]!r}: {why}.")
    if at is not None:
        line, tie = where(at)
        if re.fullmatch(r"[+-]?inf(inity)?", cells[at], re.IGNORECASE):
            raise InputError(f"{name}: {tie} has weight inf: must be a positive number.")
        raise InputError(f"{name}:{line}: {tie} has weight {cells[at][:40]!r}: must be a number.")
    return read.values, list(read.notes)


def _plain(cells: Sequence[str]) -> list[float] | None:
    """Return the numbers of cells that are all plain numbers, which is fast; None for others."""
    if any("," in cell or "_" in cell for cell in cells):
        return None
    try:
        return [float(value) for value in np.array(cells, dtype=float)]
    except ValueError:  # a word for what is missing, thousands, or a fault
        return None


def is_number(cell: str) -> bool:
    """Return whether a cell is a number, written in any way.

    Parameters
    ----------
    cell : str
        Without blanks around it.

    Returns
    -------
    bool
        Also where its comma or point could be two things.
    """
    if _PLAIN.fullmatch(cell):
        return True
    return bool(_MARKED.fullmatch(cell)) or not math.isnan(read_numbers([cell], ";").values[0])
