"""What accounts leave open: their own numbers in one replicate - at their defaults, set, or drawn.

A number is called ``ACCOUNT.NUMBER`` among the constants, ``constants.ACCOUNT.NUMBER`` where it is
set by hand. Draws are those of the replicate, the same for all species.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from ..accounts.contract import Open, region
from ..base.errors import InputError, unknown
from ..base.items import Account
from ..base.seeds import quantile
from ..profile.quantity import draw_between
from .calibration import address, check_numbers
from .declared import declared, range_of


def check_number(name: str, value: object, prefix: str = "") -> float:
    """Return a value that an account's number may have: any within its range, or at its ends.

    Parameters
    ----------
    name : str
        ``ACCOUNT.NUMBER``.
    value : object
        What was given for it.
    prefix : str
        The beginning of an error sentence.

    Returns
    -------
    float
        The value.

    Raises
    ------
    InputError
        For an unknown name, or a value that the number cannot have: shares lie in [0, 1], all
        others at or above 0.
    """
    known = declared()
    if name not in known:
        raise unknown(f"{prefix}constants", name, known)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise InputError(f"{prefix}constants.{name} = {value!r}: must be a finite number.")
    most = 1.0 if known[name].unit == "share" else math.inf
    if not 0 <= value <= most:
        bounds = "lie in [0, 1]" if most == 1.0 else "be 0 or more"
        raise InputError(f"{prefix}constants.{name} = {value:g}: must {bounds}.")
    return float(value)


def drawn_from(item: Open, u: float) -> float:
    """Return the value of an open number at quantile ``u``."""
    return draw_between(u, item.default, item.low, item.high, item.unit)


def numbers_of(
    name: str,
    account: Account,
    seed: int,
    replicate: int,
    fixed: Mapping[str, float],
    point: bool,
    covering: bool,
    region: str = "",
) -> dict[str, float]:
    """Return what an account leaves open, in one replicate.

    Parameters
    ----------
    name, account : str, module
        The account.
    seed, replicate : int
        They name the draws.
    fixed : mapping of str to float
        Constants that keep a value, those of accounts as ``ACCOUNT.NUMBER``.
    point : bool
        Use the defaults of all others.
    covering : bool
        Whether replicates cover the ranges evenly (:func:`.base.seeds.quantile`).
    region : str
        The region of the body, for numbers that have a draw in each; empty where none is meant:
        such a number is then at its default.

    Returns
    -------
    dict of str to float
        By name, without the account's.
    """
    found, draw = {}, address(seed, replicate, covering, fixed)
    if fixed.get("calibrated"):
        check_numbers(name, {number: range_of(item) for number, item in account.NUMBERS.items()})
    for number, item in account.NUMBERS.items():
        if f"{name}.{number}" in fixed:
            found[number] = float(fixed[f"{name}.{number}"])
        elif point or (item.by_region and not region):
            found[number] = item.default
        else:
            words = (name, number, region) if item.by_region else (name, number)
            u = quantile(*draw[:2], "accounts", *words, covering=draw.covering)
            found[number] = drawn_from(item, u)
    return found


def numbers_by_region(effectors: Iterable[str], *draw: Any) -> dict[str, dict[str, float]]:
    """Return what an account leaves open, by region of the body, and under "" for none.

    Parameters
    ----------
    effectors : iterable of str
        Those of the animal's actions.
    *draw
        As :func:`numbers_of` takes them.

    Returns
    -------
    dict of str to dict
        Numbers by name, by region.
    """
    parts = ("", *dict.fromkeys(map(region, effectors)))
    drawn: Callable[..., dict[str, float]] = partial(numbers_of, *draw)
    return {part: drawn(region=part) for part in parts}


def own_constants(
    account: Account,
    seed: int,
    replicate: int,
    fixed: Mapping[str, float],
    point: bool,
    covering: bool,
) -> dict[str, float]:
    """Return the global constants that an account draws in a range of its own.

    Parameters
    ----------
    account : module
        The account.
    seed, replicate : int
        They name the draws.
    fixed : mapping of str to float
        Constants that were set by hand: they stand, and are left out.
    point : bool
        Use the account's defaults.
    covering : bool
        Whether replicates cover the ranges evenly.

    Returns
    -------
    dict of str to float
        Each at the quantile of the common draw of that constant.
    """
    draw = address(seed, replicate, covering, fixed)
    return {
        name: item.default
        if point
        else drawn_from(item, quantile(*draw[:2], "constants", name, covering=draw.covering))
        for name, item in account.CONSTANTS.items()
        if name not in fixed
    }
