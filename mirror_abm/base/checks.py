"""The checks of single values that users give: the value itself, or the sentence that says what is allowed."""

from __future__ import annotations

import math
import operator
from collections.abc import Mapping
from typing import Any

from .errors import InputError, unknown


def mapping(what: str, got: object) -> dict[str, Any]:
    """Return ``got`` if it maps names to values, or an empty mapping for None, else raise the sentence that says so."""
    if got is None:
        return {}
    if not isinstance(got, Mapping) or not all(isinstance(name, str) for name in got):
        raise InputError(
            f"{what} = {got!r}: must map names to numbers, for example {{'constants.tau': 2}}."
        )
    return dict(got)


def one_of(what: str, got: str, options: tuple[str, ...]) -> str:
    """Return ``got`` if it is one of ``options``, else raise the sentence that says so."""
    if got not in options:
        raise unknown(what, got, options)
    return got


def whole(what: str, got: Any, least: int = 1, most: int = 1_000_000) -> int:
    """Return ``got`` if it is a whole number within ``[least, most]``, else raise the sentence that says so."""
    number = (
        operator.index(got)
        if hasattr(got, "__index__") and not isinstance(got, bool)
        else least - 1
    )
    if not least <= number <= most:
        raise InputError(f"{what} = {got!r}: must be a whole number from {least} to {most}.")
    return number


def finite(what: str, got: object) -> float:
    """Return ``got`` as a float if it is a finite number, else raise the sentence that says so."""
    if isinstance(got, bool) or not isinstance(got, (int, float)) or not math.isfinite(got):
        raise InputError(f"{what} = {got!r}: must be a finite number.")
    return float(got)
