"""Checks of single values that users give: the value itself, or a sentence that says why not."""

from __future__ import annotations

import math
import operator
from collections.abc import Mapping
from typing import Any

from .errors import InputError, unknown


def mapping(what: str, got: object) -> dict[str, Any]:
    """Return ``got`` as a dict if it maps names to values.

    Parameters
    ----------
    what : str
        What the value is called in the sentence.
    got : object
        The value; None stands for an empty mapping.

    Returns
    -------
    dict
        A copy.

    Raises
    ------
    InputError
        It is no mapping, or has keys that are not text.
    """
    if got is None:
        return {}
    if not isinstance(got, Mapping) or not all(isinstance(name, str) for name in got):
        raise InputError(
            f"{what} = {got!r}: must map names to numbers, for example {{'constants.tau': 2}}."
        )
    return dict(got)


def one_of(what: str, got: str, options: tuple[str, ...]) -> str:
    """Return ``got`` if it is one of ``options``.

    Parameters
    ----------
    what : str
        What the value is called in the sentence.
    got : str
        The value.
    options : tuple of str
        The values that are allowed.

    Returns
    -------
    str
        ``got``.

    Raises
    ------
    InputError
        It is none of them.
    """
    if got not in options:
        raise unknown(what, got, options)
    return got


def whole(what: str, got: Any, least: int = 1, most: int = 1_000_000) -> int:
    """Return ``got`` as an int if it is a whole number from ``least`` to ``most``.

    Parameters
    ----------
    what : str
        What the value is called in the sentence.
    got : Any
        The value; integers of numpy count, booleans and floats do not.
    least, most : int, optional
        The range, both ends included.

    Returns
    -------
    int
        ``got``.

    Raises
    ------
    InputError
        It is not whole, or out of range.
    """
    number = (
        operator.index(got)
        if hasattr(got, "__index__") and not isinstance(got, bool)
        else least - 1
    )
    if not least <= number <= most:
        raise InputError(f"{what} = {got!r}: must be a whole number from {least} to {most}.")
    return number


def finite(what: str, got: object) -> float:
    """Return ``got`` as a float if it is a finite number.

    Parameters
    ----------
    what : str
        What the value is called in the sentence.
    got : object
        The value; booleans do not count as numbers.

    Returns
    -------
    float
        ``got``.

    Raises
    ------
    InputError
        It is not a number, or not finite.
    """
    if isinstance(got, bool) or not isinstance(got, (int, float)) or not math.isfinite(got):
        raise InputError(f"{what} = {got!r}: must be a finite number.")
    return float(got)
