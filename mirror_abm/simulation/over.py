"""What a sweep goes through: values written as ``0.5,1,2`` or ``1:30:5``, and all their pairs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, product
from typing import Any

import numpy as np

from ..animal.constants import describe
from ..animal.declared import declared
from ..base.checks import finite
from ..base.errors import InputError, did_you_mean
from ..engine.options import CAP
from ..profile.species import SpeciesProfile
from .plan import LEARNERS

Value = float | int | str
#: options of a run that may be swept like a number of a profile: default, unit; None: a run has no
#: such number by itself, for it lives to an age, and that is each species' own
OPTIONS: Mapping[str, tuple[Value | None, str]] = {
    "days": (None, "days"),
    "age": (None, "days"),
    "cap": (CAP, "animals"),
    "learners": (LEARNERS, "animals"),
    "rule": ("", ""),
    "world": ("normal", ""),
    "weights": ("signed", ""),
    "prior": ("authored", ""),
}
WHOLE = ("cap", "learners")
FORMS = "0.5,1,2 or 1:30:5 (low:high:number of values) or 1:100:5:log"
MOST_VALUES = 400
DIGITS = 6  #: significant digits of a value between low and high: what is printed can be typed


@dataclass(frozen=True)
class Axis:
    """One thing that is varied.

    Attributes
    ----------
    name : str
        A dotted name of a profile, ``constants.NAME``, or an option of a run.
    values : tuple of float, int or str
        Its values, in the order given.
    """

    name: str
    values: tuple[Value, ...]


Point = dict[str, Value]  #: one value for each axis, by name


def parse_over(texts: Iterable[str]) -> dict[str, str]:
    """Return ``["constants.tau=0.5,1,2", ...]`` as a mapping from name to the text of its values.

    Parameters
    ----------
    texts : iterable of str
        As they are typed after ``--over``.

    Returns
    -------
    dict of str to str
        In the order given.

    Raises
    ------
    InputError
        If there is none, if one is not ``NAME=VALUES``, or if a name is given twice.
    """
    found: dict[str, str] = {}
    for text in texts:
        name, sign, values = (part.strip() for part in text.partition("="))
        if not sign or not name:
            raise InputError(f"--over {text}: must be NAME=VALUES, with VALUES as in {FORMS}.")
        if name in found:
            raise InputError(f"--over {name}: is given twice: give all its values at once.")
        found[name] = values
    if not found:
        raise InputError("sweep: say what to vary, for example --over constants.tau=0.5,1,2.")
    return found


def axes_of(over: Mapping[str, Any], profiles: Sequence[SpeciesProfile]) -> tuple[Axis, ...]:
    """Return what is varied, with names and values checked.

    Parameters
    ----------
    over : mapping from str to str or sequence
        Values by name: as they are typed, or a sequence of numbers or words.
    profiles : sequence of SpeciesProfile
        The species: each must have the numbers that are varied.

    Returns
    -------
    tuple of Axis
        In the order given.

    Raises
    ------
    InputError
        For an unknown name, or values that cannot be varied.
    """
    if not isinstance(over, Mapping) or not over or not all(isinstance(key, str) for key in over):
        raise InputError(
            f"over = {over!r}: must map names to values, for example "
            "{'constants.tau': [0.5, 1, 2]}."
        )
    for name in over:
        _check_name(name, profiles)
    return tuple(Axis(name, _values(name, given)) for name, given in over.items())


def points(axes: Sequence[Axis]) -> list[Point]:
    """Return all combinations of the values; the last axis varies fastest.

    Parameters
    ----------
    axes : sequence of Axis
        What is varied.

    Returns
    -------
    list of dict
        Value by name.

    Examples
    --------
    >>> points([Axis("days", (1, 2)), Axis("rule", ("oja", "hebbian"))])[:3]
    [{'days': 1, 'rule': 'oja'}, {'days': 1, 'rule': 'hebbian'}, {'days': 2, 'rule': 'oja'}]
    """
    names = [axis.name for axis in axes]
    return [
        dict(zip(names, values, strict=True)) for values in product(*(axis.values for axis in axes))
    ]


def told(point: Point) -> str:
    """Return a point in words.

    Parameters
    ----------
    point : dict
        Value by name.

    Returns
    -------
    str
        For example ``constants.tau = 0.5, rule = oja``.
    """
    return ", ".join(f"{name} = {as_typed(value)}" for name, value in point.items())


def as_typed(value: Value) -> str:
    """Return a value as it can be typed.

    Parameters
    ----------
    value : float, int or str
        A value.

    Returns
    -------
    str
        Without trailing zeros.
    """
    return value if isinstance(value, str) else f"{value:.12g}"


def _check_name(name: str, profiles: Sequence[SpeciesProfile]) -> None:
    """Refuse what is no number of every species, no constant, and no option that can be varied."""
    constants = [f"constants.{each}" for each in (*describe(), *declared())]
    if name in constants or name in OPTIONS:
        return
    numbers = [(profile.name, profile.quantities()) for profile in profiles]
    known = [*constants, *OPTIONS, *dict.fromkeys(chain.from_iterable(each for _, each in numbers))]
    without = [species for species, each in numbers if name not in each]
    if numbers and not without:
        return
    if name in known:
        raise InputError(
            f"over {name}: {without[0]} has no such number"
            + (f", nor have {len(without) - 1} others" if len(without) > 1 else "")
            + f": sweep the species that have it; `mirror-abm species show {without[0]}` lists "
            "what it has."
        )
    ends = [each for each in known if each.split(".")[-1] == name]
    hint = f" Did you mean {ends[0]}?" if ends else did_you_mean(name, known)
    if name == "account":
        hint = " Accounts are compared at every point: name them with account."
    raise InputError(
        f"over {name}: must be a number of a profile, constants.NAME, or one of "
        f"{', '.join(OPTIONS)}.{hint}"
    )


def _values(name: str, given: Any) -> tuple[Value, ...]:
    """Return the values of an axis, each once."""
    if isinstance(given, str):
        parts = [each.strip() for each in given.split(",")] if given.strip() else []
        items = list(chain.from_iterable(_piece(name, part) for part in parts))
    elif isinstance(given, Iterable) and not isinstance(given, (Mapping, bytes)):
        items = [_one(name, each) for each in given]
    else:
        raise InputError(f"over {name} = {given!r}: must be values, for example {FORMS}.")
    if not items:
        raise InputError(f"over {name}: has no values: must have two or more, for example {FORMS}.")
    if len(items) == 1:
        raise InputError(
            f"over {name} = {as_typed(items[0])}: is one value: must be two or more; one is fixed "
            "with --set or settings."
        )
    twice = next((each for at, each in enumerate(items) if each in items[:at]), None)
    if twice is not None:
        raise InputError(f"over {name}: the value {as_typed(twice)} is given twice.")
    return tuple(items)


def _piece(name: str, text: str) -> list[Value]:
    """Return what one piece between commas stands for: a value, or a range of them."""
    if ":" not in text or isinstance(OPTIONS.get(name, (0.0,))[0], str):
        return [_one(name, text)]
    parts, what = text.split(":"), f"over {name} = {text}"
    if len(parts) not in (3, 4) or parts[3:] not in ([], ["log"]):
        raise InputError(f"{what}: must be low:high:number of values, or low:high:number:log.")
    low, high = (_number(what, part) for part in parts[:2])
    if not parts[2].isdecimal() or not 2 <= int(parts[2]) <= MOST_VALUES:
        raise InputError(
            f"{what}: the number of values, {parts[2]!r}, must be a whole number from 2 to "
            f"{MOST_VALUES}."
        )
    if low >= high:
        turned = ":".join([parts[1], parts[0], *parts[2:]])
        raise InputError(
            f"{what}: low must lie below high." + (f" Did you mean {turned}?" if low > high else "")
        )
    if parts[3:] and low <= 0:
        raise InputError(f"{what}: low must lie above 0 where values are spaced by logarithms.")
    spaced = (np.geomspace if parts[3:] else np.linspace)(low, high, int(parts[2]))
    return [_one(name, float(f"{value:.{DIGITS}g}")) for value in spaced]


def _one(name: str, given: Any) -> Value:
    """Return one value of an axis, as a run takes it."""
    plain = given.item() if hasattr(given, "item") else given
    if isinstance(OPTIONS.get(name, (0.0,))[0], str):
        if not isinstance(plain, str) or not plain:
            raise InputError(f"over {name} = {plain!r}: must be a word.")
        return plain
    number = _number(f"over {name}", plain)
    return int(number) if name in WHOLE and number == int(number) else number


def _number(what: str, given: Any) -> float:
    """Return a finite number that was typed or given."""
    if isinstance(given, str):
        try:
            number = float(given)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            raise InputError(f"{what}: {given!r} is no finite number.")
        return number
    return finite(what, given)
