"""What a species file says of watching others, against what follows from its other numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ..base.errors import InputError
from ..experience.attention import ENTERED, WATCHED, nonmatching_share
from ..profile.faults import Fault
from ..profile.species import SpeciesProfile
from .first_edition import attention_for, in_company
from .short_text import number_items


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
    place = (*WATCHED.split("."), "value")
    if attention is None:
        number = attention_for(profile, share)
        if number is None:
            return  # an impossible rate, which is told as such
        yield Fault(
            place,
            f" = {share.value:g}: attention is solved from it, as in the first edition, so that "
            "less imitation would also mean less watching. To state attention itself, replace "
            f"nonmatching_share by attention: {_written(number)} (`mirror-abm species upgrade "
            "--convert` does so).",
        )
        return
    try:
        supply = in_company(profile)
    except InputError:
        return
    follows = nonmatching_share(replace(supply, attention=attention.value))
    if not math.isnan(follows) and not share.low <= follows <= share.high:
        yield Fault(
            place,
            f" = {share.value:g}: but {follows:.3g} of the sights match nothing with the attention "
            f"of {attention.value:g} and the rates of this file, outside {share.low:g} to "
            f"{share.high:g}. The share is only a check: the engine reads attention.",
        )


def _written(number: Mapping[str, Any]) -> str:
    """Return a number as a file has it, on one line."""
    return "{" + ", ".join(number_items(number, {}, "share")) + "}"
