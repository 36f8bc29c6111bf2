"""The values of the constants in one replicate: defaults, values set by hand, or a draw."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from ..base.errors import InputError, unknown
from ..base.seeds import quantile
from .account_numbers import check_number
from .calibration import Address, address
from .constants import WHOLE, Constants, describe
from .declaration import CALIBRATED
from .declared import value_at


def check_constant(name: str, value: object, where: str = "") -> float:
    """Return a value that a constant may have.

    Parameters
    ----------
    name : str
        Name of the constant.
    value : object
        What was given for it.
    where : str
        Where it was given, as the beginning of an error sentence.

    Returns
    -------
    float
        The value.

    Raises
    ------
    InputError
        For an unknown name, or a value that the constant cannot have.
    """
    declared = describe()
    prefix = f"{where} " if where else ""
    if "." in name:
        return check_number(name, value, prefix)
    if name not in declared:
        raise unknown(f"{prefix}constants", name, declared)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise InputError(f"{prefix}constants.{name} = {value!r}: must be a finite number.")
    low, high = declared[name].metadata["bounds"]
    if not low <= value <= high:
        raise InputError(f"{prefix}constants.{name} = {value:g}: must lie in [{low:g}, {high:g}].")
    if name in WHOLE and value != int(value):
        raise InputError(f"{prefix}constants.{name} = {value:g}: must be a whole number.")
    if name == "calibrated":
        address(0, 0, False, {name: value})  # refuses the number of a draw that is not there
    return float(value)


def constants_with(**values: float) -> Constants:
    """Return the constants with some values changed.

    Parameters
    ----------
    **values : float
        Values by name; those of accounts, ``ACCOUNT.NUMBER``, are checked and left to them.

    Returns
    -------
    Constants
        All others have their defaults.

    Raises
    ------
    InputError
        For an unknown name, a value out of bounds, or a trial longer than its window.
    """
    checked = {name: check_constant(name, value) for name, value in values.items()}
    made = replace(Constants(), **{name: checked[name] for name in checked if "." not in name})
    if made.simultaneity > made.window:
        raise InputError(
            f"constants.simultaneity = {made.simultaneity:g}: must be at most "
            f"constants.window, {made.window:g}."
        )
    return made


def constants_of(
    seed: int, replicate: int, fixed: Mapping[str, float] | None = None, point: bool = False
) -> Constants:
    """Return the constants of one replicate, drawn or at their defaults.

    Parameters
    ----------
    seed, replicate : int
        They name the draws.
    fixed : mapping of str to float, optional
        Constants that keep a value.
    point : bool
        Use the defaults of all others, instead of drawing them.

    Returns
    -------
    Constants
        The same for all species and accounts.
    """
    given = dict(fixed or {})
    return constants_with(**given) if point else draw_constants(seed, replicate, given)


def covers(fixed: Mapping[str, float]) -> bool:
    """Return whether replicates cover the ranges of uncertain numbers, see :mod:`.base.seeds`.

    Parameters
    ----------
    fixed : mapping of str to float
        Constants that keep a value: ``latin_hypercube`` = 0 draws replicates independently.

    Returns
    -------
    bool
        True by default.
    """
    return bool(fixed.get("latin_hypercube", Constants.latin_hypercube))


def draw_constants(seed: int, replicate: int, fixed: dict[str, float] | None = None) -> Constants:
    """Draw the constants of one replicate, the same for all species and accounts.

    Parameters
    ----------
    seed, replicate : int
        They name the draws.
    fixed : dict of str to float, optional
        Constants that keep a value; the draws of the others do not move.

    Returns
    -------
    Constants
        Each drawn within its range, from the distribution that it was declared with.
    """
    return _drawn(seed, replicate, tuple((fixed or {}).items()))


@lru_cache(maxsize=256)
def _drawn(seed: int, replicate: int, fixed: tuple[tuple[str, float], ...]) -> Constants:
    """Return the constants of one draw: each account of a replicate asks for them, and its life."""
    values, given = {}, dict(fixed)
    own = Address(seed, replicate, covers(given))
    shared = address(*own, given)
    for name, item in describe().items():
        if item.metadata["low"] < item.metadata["high"]:
            draw = shared if item.metadata["basis"] == CALIBRATED else own
            u = quantile(*draw[:2], "constants", name, covering=draw.covering)
            values[name] = value_at(name, u)
    return constants_with(**(values | given))
