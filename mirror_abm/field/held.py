"""Rates of a profile beside those of a log: as the profile has them, unless the log rules them out.

An animal cannot see more own acts than it does where it can see them, nor be copied more often than
it acts. So a rate that a log cannot tell is the profile's, but at most what was done.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from ..animal.constant_values import constants_with
from ..profile.quantity import Quantity
from ..profile.species import SpeciesProfile
from .text import kept

#: sources of experience that no log shows, and the numbers of each
UNLOGGED = {
    "mirrors": ("rate",),
    "self_observation": ("rate",),
    "watching_others": ("attention", "nonmatching_share"),
}
DIGITS = 4  #: significant digits of a rate that is reduced


class Done(NamedTuple):
    """How much is done in an hour, where a log tells it.

    Attributes
    ----------
    silent, audible : float or None
        Acts per active hour; None where none were coded.
    visible : float or None
        Share of the silent acts that the actor can see; None where the log does not tell it.
    """

    silent: float | None
    audible: float | None
    visible: float | None


def most(source: str, profile: SpeciesProfile, done: Done) -> float:
    """Return how often a source can give experience in an hour, at the medians.

    Parameters
    ----------
    source : str
        A source of experience.
    profile : SpeciesProfile
        What holds where the log tells nothing.
    done : Done
        What the log tells.

    Returns
    -------
    float
        Events per active hour; infinite for a source that needs no act of one's own.
    """
    acts = profile.acts
    rest = constants_with().acts_rate if acts.rate is None else acts.rate.value
    silent = rest if done.silent is None else done.silent
    audible = acts.audible_rate.value if done.audible is None else done.audible
    visible = acts.visible_share.value if done.visible is None else done.visible
    return {
        "self_observation": silent * visible,
        "sound": audible,
        "being_imitated": silent + audible,
    }.get(source, math.inf)


def held_rate(source: str, profile: SpeciesProfile, done: Done) -> tuple[Quantity | None, str]:
    """Return the rate of a source as a profile has it, at most what the log leaves room for.

    Parameters
    ----------
    source : str
        A source of experience.
    profile : SpeciesProfile
        The profile.
    done : Done
        What the log tells.

    Returns
    -------
    Quantity or None
        The rate; None where the profile has no such source.
    str
        Where it comes from, for a comment.
    """
    item = profile.quantities().get(f"experience.{source}.rate")
    limit = most(source, profile, done)
    if item is None or item.value <= limit:
        return item, f"as {profile.name} has it"
    step = 10.0 ** (math.floor(math.log10(limit)) + 1 - DIGITS) if limit > 0 else 1.0
    value = math.floor(limit / step) * step
    reduced = item.model_copy(update={"value": value, "low": min(item.low, value)})
    told = f"{profile.name} has {item.value:g}, but no more than {limit:.4g} such acts were coded"
    return reduced, told


def none_of(item: Quantity) -> Quantity:
    """Return a rate of what never happens; the top of its range stays."""
    return item.model_copy(update={"value": 0.0, "low": 0.0})


def unlogged(profile: SpeciesProfile, done: Done) -> list[str]:
    """Return the sources that no log shows, as lines of a species file.

    A source that is left out would not exist for the species.

    Parameters
    ----------
    profile : SpeciesProfile
        Whose they are.
    done : Done
        What the log tells of acts.

    Returns
    -------
    list of str
        YAML, in the block ``experience``.
    """
    lines, numbers = [], profile.quantities()
    for source, fields in UNLOGGED.items():
        rate, why = held_rate(source, profile, done)
        held = {field: numbers.get(f"experience.{source}.{field}") for field in fields}
        if rate is not None:
            held["rate"] = rate
        written = [f"    {key}: {kept(item)}" for key, item in held.items() if item is not None]
        if written:
            lines += [f"  {source}:  # not in a log; {why}", *written]
    return lines
