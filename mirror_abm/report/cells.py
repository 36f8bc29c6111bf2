"""Cells of tables: what is shown, and the values behind it for files and other programs."""

from __future__ import annotations

import math
import re
from typing import Any

from ..base.numerals import in_figures

ABSENT = "-"  #: shown where there is nothing to tell


class Told(str):
    """A text that remembers the values it tells.

    Parameters
    ----------
    text : str
        What readers see.
    value : object, optional
        What stands in the column of a CSV or JSON table in its place; without it the column has
        nothing but its parts.
    **parts : object
        Further values; each becomes a column of its own, ``visual_low`` for ``low=`` in ``visual``.

    Examples
    --------
    >>> cell = Told("+0.12 +- 0.03", 0.1234, mc_error=0.0312)
    >>> print(cell, cell.values)
    +0.12 +- 0.03 {'': 0.1234, 'mc_error': 0.0312}
    """

    values: dict[str, Any]

    def __new__(cls, text: str, value: object = ..., **parts: object) -> Told:
        """Return the text, with its values."""
        made = super().__new__(cls, text)
        made.values = parts if value is ... else {"": value, **parts}
        return made


class Number(Told):
    """A number as text, never as -0.00; none, and what is not a number, is a dash.

    Parameters
    ----------
    value : float, int or None
        The number.
    form : int or str, optional
        Digits after the point, or a format such as ``.3g``; an integer needs none.
    mark : str, optional
        Follows the number, ``" (n)"``; it is shown, and is no part of the value.
    **parts : object
        Further values, as of :class:`Told`.

    Examples
    --------
    >>> print(Number(-0.001, 2), Number(12), Number(None), Number(0.5, "+.2f", " *"))
    0.00 12 - +0.50 *
    """

    def __new__(
        cls, value: float | None, form: int | str = "", mark: str = "", **parts: object
    ) -> Number:
        """Return the number as text."""
        made = super().__new__(cls, _figures(value, form) + mark, value, **parts)
        assert isinstance(made, Number)
        return made


class Ranged(Told):
    """A mean and its range: ``0.25 [0.10, 0.40]``; its columns are the mean, low and high.

    Parameters
    ----------
    mean, low, high : float or None
        The three numbers.
    form : int or str, default 2
        Digits after the point, or a format.
    mark : str, optional
        Follows the mean; it is shown, and is no part of the value.
    **parts : object
        Further values, as of :class:`Told`.

    Examples
    --------
    >>> print(Ranged(0.25, 0.1, 0.4), Ranged(-0.001, -0.2, 0.1), Ranged(None, None, None))
    0.25 [0.10, 0.40] 0.00 [-0.20, 0.10] -
    """

    def __new__(
        cls,
        mean: float | None,
        low: float | None,
        high: float | None,
        form: int | str = 2,
        mark: str = "",
        **parts: object,
    ) -> Ranged:
        """Return the mean and its range as text."""
        first, *ends = (_figures(value, form) for value in (mean, low, high))
        text = ABSENT if first == ABSENT else f"{first}{mark} [{', '.join(ends)}]"
        made = super().__new__(cls, text, mean, low=low, high=high, **parts)
        assert isinstance(made, Ranged)
        return made


def span(low: float, high: float) -> Told:
    """Return a range without its middle: two columns, low and high.

    Parameters
    ----------
    low, high : float
        Its ends.

    Returns
    -------
    Told
        ``0.1-3``.
    """
    return Told(f"{Number(low)}-{Number(high)}", low=low, high=high)


def _figures(value: float | None, form: int | str) -> str:
    """Return a number in figures; without a sign if nothing but zeros is shown."""
    if value is None or math.isnan(value):
        return ABSENT
    if form == "":
        form = "d" if float(value).is_integer() and abs(value) < 1e15 else "g"
        value = int(value) if form == "d" else value
    return in_figures(value, form)


def shown_cell(cell: object) -> str:
    """Return a cell as readers see it.

    Parameters
    ----------
    cell : object
        Text, a number, True or False, or None.

    Returns
    -------
    str
        One line without blanks at its ends.
    """
    if cell is None:
        return ABSENT
    if hasattr(cell, "item"):  # of numpy
        cell = cell.item()
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, (int, float)):
        return Number(cell)
    return " ".join(str(cell).split())


def values_in(cell: object) -> dict[str, Any]:
    """Return the values behind a cell, in the types of JSON.

    Parameters
    ----------
    cell : object
        As of :func:`shown_cell`.

    Returns
    -------
    dict of str to object
        By what follows the name of the column: nothing for the value itself, then ``low`` and
        such. None for a dash and for what is not a number.
    """
    parts = cell.values if isinstance(cell, Told) else {"": cell}
    return {name: _plain(value) for name, value in parts.items()}


def _plain(value: Any) -> Any:
    """Return a value as Python's own type."""
    if hasattr(value, "item"):  # of numpy
        value = value.item()
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        return None if math.isnan(value) else value + 0.0
    text = " ".join(str(value).split())
    return None if text == ABSENT else text


def column_name(head: str) -> str:
    """Return the head of a column as a name that programs can use.

    Parameters
    ----------
    head : str
        As readers see it.

    Returns
    -------
    str
        In lower case, with underscores.

    Examples
    --------
    >>> column_name("main source (fall if removed)"), column_name("95 % of animals")
    ('main_source_fall_if_removed', '95_percent_of_animals')
    """
    return re.sub(r"[^0-9a-z]+", "_", head.lower().replace("%", " percent ")).strip("_")
