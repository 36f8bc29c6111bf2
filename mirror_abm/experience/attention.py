"""Attention: how much of what others do is seen, and what share of all sights matches nothing.

A neighbour's act is seen with chance ``attention x relative tie``. With A acts per hour of an
average animal, M sights per hour that match (copies seen, acts seen and then copied, partners in
synchrony) and C complementary exchanges that an animal opens per hour, the share of sights that
match nothing is::

    s = N / (N + M)        N = attention A + 2 C

Attention is what a profile states, once and for the intact species; the share follows, and is a
check where a file states both. Files of the first edition state the share alone. They are read as
they were then: attention is *solved*, by the same equation, whenever a rate is drawn or set, so
that with fewer matching sights they also have fewer others; and accounts are given the supply of
the intact species, whatever is switched off::

    attention = (M s / (1 - s) - 2 C) / A

There a share may ask for more sights than there are acts: an error where it is written, or a draw
that is reduced and named. Where exchanges alone bring more non-matching sights than the share
allows, nothing is left to watch: attention is 0, and the draw is named too.
"""

from __future__ import annotations

import math

from ..base.errors import InputError
from ..profile.species import SpeciesProfile
from ..sources.contract import Supply

ENTERED = "experience.watching_others.attention"
WATCHED = "experience.watching_others.nonmatching_share"


def is_solved(profile: SpeciesProfile) -> bool:
    """Return whether attention is solved, as in the first edition, because the file states none.

    Parameters
    ----------
    profile : SpeciesProfile
        The species.

    Returns
    -------
    bool
        False where attention is stated, and where nobody watches others.
    """
    watching = profile.experience.watching_others
    return watching is not None and watching.attention is None


def matched_sights(supply: Supply) -> float:
    """Return how many sights of others per hour match what the animal itself does.

    Parameters
    ----------
    supply : Supply
        Supply of experience.

    Returns
    -------
    float
        Copies seen, acts seen and then copied, and partners in synchrony, per active hour.
    """
    return (
        supply.copied * supply.own_rate * (1 + supply.fidelity)
        + supply.bout_rate * supply.beats * supply.coherence
    )


def nonmatching_share(supply: Supply) -> float:
    """Return the share of the acts seen in others that match nothing the watcher does.

    Parameters
    ----------
    supply : Supply
        Supply of experience.

    Returns
    -------
    float
        ``N / (N + M)`` as above, from 0 to 1; nan for an animal that sees no other.
    """
    if supply.solitary:
        return math.nan
    others = supply.attention * supply.rate + 2 * supply.complemented * supply.opening_rate
    sights = others + matched_sights(supply)
    return others / sights if sights > 0 else math.nan


def solved(name: str, supply: Supply, share: float, strict: bool) -> tuple[float, bool]:
    """Return the attention that gives a share of non-matching sights.

    Parameters
    ----------
    name : str
        Name of the profile, for errors.
    supply : Supply
        Supply of experience but for attention.
    share : float
        Share of non-matching sights.
    strict : bool
        Whether an impossible share is an error; otherwise attention is reduced to what is possible.

    Returns
    -------
    attention : float
        From 0 to 1.
    kept : bool
        Whether it does give the share.

    Raises
    ------
    InputError
        If ``strict``, for a share that asks for more sights than there are acts; always for a share
        of 1, which no attention gives.
    """
    if share >= 1:
        raise InputError(f"{name} {WATCHED} = {share:g}: must be below 1.")
    matched = matched_sights(supply)
    wanted = matched * share / (1 - share) - 2 * supply.complemented * supply.opening_rate
    if wanted < 0:
        return supply.attention, False
    possible = wanted <= supply.rate * (1 + 1e-9)
    if strict and not possible:
        raise InputError(
            f"{name} {WATCHED} = {share:g}: must be at most "
            f"{supply.rate / (supply.rate + matched):.4g}, for {matched:.4g} sights per hour match "
            f"and others do only {supply.rate:.4g} acts per hour."
        )
    return min(1.0, wanted / supply.rate) if supply.rate > 0 else 0.0, possible
