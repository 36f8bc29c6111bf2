"""What a species file says of watching others, against what follows from its other numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from ..animal.constants import Constants
from ..base.errors import InputError
from ..experience.attention import ENTERED, WATCHED, nonmatching_share, solved
from ..experience.supply import resolve, values
from ..profile.faults import Fault
from ..profile.quantity import Quantity
from ..profile.species import SpeciesProfile
from ..sources.contract import Supply
from .text import quantity_text

FACTOR = 3.0  #: range of a converted attention, either way


def watched(profile: SpeciesProfile) -> Iterator[Fault]:
    """Yield what deserves a second look in how much an animal watches others.

    A file of the first edition states the share of non-matching sights and no attention: it can be
    run as it was then, and is told what to write instead. A file that states both is told if what
    follows from its attention lies outside the range of its share. Both are computed at the medians
    of all numbers.

    Parameters
    ----------
    profile : SpeciesProfile
        A valid profile.

    Yields
    ------
    Fault
        A warning with its place in the file.
    """
    numbers = profile.quantities()
    share, attention = numbers.get(WATCHED), numbers.get(ENTERED)
    if share is None:
        return
    try:
        supply = _in_company(profile)
        if attention is None:
            wanted, _ = solved(profile.name, supply, share.value, strict=True)
    except InputError:
        return  # an impossible rate, which is told as such
    place = (*WATCHED.split("."), "value")
    if attention is None:
        yield Fault(
            place,
            f" = {share.value:g}: attention is solved from it, as in the first edition, so that "
            "less imitation would also mean less watching. To state attention itself, replace "
            f"nonmatching_share by attention: {_converted(share, wanted)}",
        )
        return
    follows = nonmatching_share(replace(supply, attention=attention.value))
    if not math.isnan(follows) and not share.low <= follows <= share.high:
        yield Fault(
            place,
            f" = {share.value:g}: but {follows:.3g} of the sights match nothing with the attention "
            f"of {attention.value:g} and the rates of this file, outside {share.low:g} to "
            f"{share.high:g}. The share is only a check: the engine reads attention.",
        )


def _in_company(profile: SpeciesProfile) -> Supply:
    """Return the supply at the medians but for attention, of an animal that is not alone."""
    drawn = values(profile) | {WATCHED: 0.0}
    size = max(2, round(drawn["group.size"]))
    supply, _ = resolve(profile, drawn, Constants(), size, strict=True)
    return replace(supply, solitary=False, attention=0.0)


def _converted(share: Quantity, attention: float) -> str:
    """Return the attention that a share of non-matching sights comes to, as a file has it."""
    reason = (
        f"converted from {share.value:g} [{share.low:g}, {share.high:g}] of the acts seen in "
        f"others that match nothing the watcher does, at the medians of all rates; range: a factor "
        f"{FACTOR:g} either way, at most 1"
    )
    numbers = (attention, attention / FACTOR, min(1.0, attention * FACTOR))
    written = quantity_text(
        *numbers, unit="share", source=share.source, how=share.how, reason=reason, digits=3
    )
    return " ".join(written.split())
