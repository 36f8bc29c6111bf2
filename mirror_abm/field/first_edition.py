"""What a file of the first edition says in other terms, and what it comes to in those of today."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

from ..animal.constant_values import constants_with
from ..animal.constants import Constants
from ..base.brief import brief
from ..base.errors import InputError
from ..experience.attention import ENTERED, WATCHED, solved
from ..experience.coincidences import per_bout
from ..experience.supply import resolve, values
from ..profile.quantity import COINCIDENCES, Quantity
from ..profile.species import SpeciesProfile
from ..sources.contract import Supply

FACTOR = 3.0  #: range of a converted attention, either way
DIGITS = 3  #: significant digits of a converted number
SYNCHRONY = "experience.synchrony.rate"


class Conversion(NamedTuple):
    """A number in the terms of today.

    Attributes
    ----------
    old, new : str
        Dotted name of the number in the file, and of the one that takes its place.
    number : dict
        The new number, full.
    told : str
        What was converted, as a sentence says it.
    """

    old: str
    new: str
    number: dict[str, Any]
    told: str

    def __repr__(self) -> str:
        return brief(self)


def conversions(profile: SpeciesProfile) -> list[Conversion]:
    """Return what of a profile is said in terms of the first edition, converted.

    Parameters
    ----------
    profile : SpeciesProfile
        A valid profile.

    Returns
    -------
    list of Conversion
        None for a profile of today.
    """
    made = []
    share = profile.quantities().get(WATCHED)
    if share is not None and ENTERED not in profile.quantities():
        attention = attention_for(profile, share)
        if attention is not None:
            told = f"{WATCHED} = {share} becomes {ENTERED} = {attention['value']:g}"
            made.append(Conversion(WATCHED, ENTERED, attention, told))
    block = profile.experience.synchrony
    if block is not None and block.rate.unit != COINCIDENCES:
        held, size = per_bout_in(profile)
        if held:
            number = _coincidences(block.rate, held, size)
            told = f"{SYNCHRONY} = {block.rate} (bouts) becomes {number['value']:g} {COINCIDENCES}"
            made.append(Conversion(SYNCHRONY, SYNCHRONY, number, told))
    return made


def in_company(profile: SpeciesProfile) -> Supply:
    """Return the supply at the medians but for attention, of an animal that is not alone.

    Parameters
    ----------
    profile : SpeciesProfile
        A valid profile.

    Returns
    -------
    Supply
        What the engine makes of it; an InputError for an impossible rate.
    """
    drawn = values(profile) | {WATCHED: 0.0}
    size = max(2, round(drawn["group.size"]))
    supply, _ = resolve(profile, drawn, Constants(), size, strict=True)
    return replace(supply, solitary=False, attention=0.0)


def attention_for(profile: SpeciesProfile, share: Quantity) -> dict[str, Any] | None:
    """Return the attention that a share of non-matching sights comes to.

    Parameters
    ----------
    profile : SpeciesProfile
        A valid profile.
    share : Quantity
        Of the acts seen in others, what matches nothing the watcher does.

    Returns
    -------
    dict or None
        A full number; None where a rate of the profile is impossible, which is told as such.
    """
    try:
        wanted, _ = solved(profile.name, in_company(profile), share.value, strict=True)
    except InputError:
        return None
    reason = (
        f"converted from {share.value:g} [{share.low:g}, {share.high:g}] of the acts seen in "
        f"others that match nothing the watcher does, at the medians of all rates; range: a factor "
        f"{FACTOR:g} either way, at most 1"
    )
    numbers = (wanted, wanted / FACTOR, min(1.0, wanted * FACTOR))
    return _number(share, numbers, "share", reason)


def per_bout_in(profile: SpeciesProfile) -> tuple[float, int]:
    """Return how many coincidences a bout of synchrony holds in a group, and its size.

    Parameters
    ----------
    profile : SpeciesProfile
        A valid profile.

    Returns
    -------
    held : float
        Coincidences per bout; 0 for an animal that is alone.
    size : int
        Animals in the median group.
    """
    drawn = values(profile)
    size = max(1, round(drawn["group.size"]))
    alone = profile.experience.model_copy(update={"watching_others": None})  # its share may be 1
    unwatched = profile.model_copy(update={"experience": alone})
    supply, _ = resolve(unwatched, drawn, constants_with(), size, strict=False)
    return per_bout(supply, size), size


def _coincidences(rate: Quantity, held: float, size: int) -> dict[str, Any]:
    """Return a rate of bouts as one of coincidences."""
    reason = (
        f"{rate.reason.rstrip('.')}; converted from {rate.value:g} [{rate.low:g}, {rate.high:g}] "
        f"bouts, each of {held:.3g} coincidences in a group of {size}"
    )
    numbers = (rate.value * held, rate.low * held, rate.high * held)
    return _number(rate, numbers, COINCIDENCES, reason)


def _number(
    item: Quantity, numbers: tuple[float, float, float], unit: str, reason: str
) -> dict[str, Any]:
    """Return a converted number: no longer measured, if it was."""
    value, low, high = (float(f"{number:.{DIGITS}g}") for number in numbers)
    how = "derived" if item.how == "measured" else item.how
    return {"value": value, "low": min(low, value), "high": max(high, value), "unit": unit} | {
        "source": item.source,
        "how": how,
        "reason": reason[:600],
    }
