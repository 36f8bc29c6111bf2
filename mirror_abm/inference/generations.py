"""Generations of one community: how it lives on, loses what it had, and gets it back."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from ..animal.readiness import matched_by_act
from ..base.errors import InputError
from ..engine.community import Community
from ..mean_field.loops import Loops, loops
from .lineage import DAYS, Lineage, pace

#: the closed form: how many animals of a group, how many rates, down to what part of all acts
ANIMALS, TABLED, REACH = 4, 8, 3000.0
#: the phases of a history, in order: what the community is when each begins
PHASES = (
    "other sources alone",
    "naive founders",
    "full readiness",
    "imitating founders",
    "adults removed",
    "trained adults put in",
)


def read_out(community: Community) -> dict[str, float]:
    """Return the mean readiness and matched response of a community now.

    Parameters
    ----------
    community : Community
        It is not changed.

    Returns
    -------
    dict of str to float
        ``ready`` and ``response``, means over animals, and over acts as often as they are done.
    """
    share = community.supply.action_rate / community.supply.own_rate
    found = [share @ matched_by_act(each.network, community.shown) for each in community.learners]
    return {"ready": community.ready, "response": float(np.mean(found))}


def live(community: Community, generations: int) -> Iterator[dict[str, float]]:
    """Let a community live, and yield day by day what is read out at the end of the day.

    Parameters
    ----------
    community : Community
        The community.
    generations : int
        How many.

    Yields
    ------
    dict of str to float
        As of :func:`read_out`.
    """
    for _ in range(generations * DAYS):
        community.step()
        yield read_out(community)


def steady(community: Community, generations: int) -> dict[str, float]:
    """Let a community live, and return the means over its last generation.

    Parameters
    ----------
    community : Community
        The community.
    generations : int
        How many.

    Returns
    -------
    dict of str to float
        As of :func:`read_out`.
    """
    days = list(live(community, generations))[-DAYS:]
    return {name: float(np.mean([day[name] for day in days])) for name in days[0]}


def remove_adults(community: Community) -> int:
    """Put naive animals of the same age into the places of all adults.

    Parameters
    ----------
    community : Community
        Adults have lived the share of its ``lifespan`` that maturity is of that of the profile, or
        half of it if that is less.

    Returns
    -------
    int
        How many were removed.
    """
    adult = adulthood(community)
    old = [each for each in community.learners if community.age_of(each) >= adult]
    for animal in old:
        community.replace(animal, age=community.age_of(animal))
    return len(old)


def put_in_models(community: Community, share: float) -> int:
    """Put animals who were trained in the laboratory into some places, of the age of who goes.

    Parameters
    ----------
    community : Community
        The community.
    share : float
        Share of the group that they are, at least one animal.

    Returns
    -------
    int
        How many were put in, into places evenly over the group.
    """
    members = list(community.learners)
    count = max(1, round(share * len(members)))
    for number in range(count):
        place = members[number * len(members) // count]
        community.train(community.replace(place, age=community.age_of(place)))
    return count


def adulthood(community: Community) -> float:
    """Return the age in days from which animals of a community are adult.

    Parameters
    ----------
    community : Community
        With a lifespan.

    Returns
    -------
    float
        The share of its lifespan that maturity is of that of the profile, at most half of it.
    """
    history = community.profile.life_history
    share = min(0.5, history.maturity.value / history.lifespan.value)
    return share * (community.lifespan or math.inf)


def history(lineage: Lineage, replicate: int) -> list[dict[str, Any]]:
    """Return the history of one draw, day by day, through all ``PHASES``.

    Parameters
    ----------
    lineage : Lineage
        The species, and the question.
    replicate : int
        Number of the draw.

    Returns
    -------
    list of dict
        ``phase``, ``generation`` since the beginning of the phase, ``ready``, ``response``.
    """
    alone, naive, full, kept, removed, restored = PHASES
    rows: list[dict[str, Any]] = []

    def through(phase: str, community: Community, generations: int) -> None:
        for day, found in enumerate(live(community, generations), start=1):
            rows.append({"phase": phase, "generation": day / DAYS, **found})

    many, rate = lineage.generations, lineage.rate
    through(alone, lineage.community(replicate, 0.0), many)
    through(naive, lineage.community(replicate, rate), many)
    community = lineage.community(replicate, rate, endogenous=0.0)
    through(full, community, many)
    community.endogenous = lineage.endogenous
    through(kept, community, many)
    remove_adults(community)
    through(removed, community, many)
    put_in_models(community, lineage.models)
    through(restored, community, many)
    return rows


def both_branches(lineage: Lineage, replicate: int, rate: float) -> list[dict[str, Any]]:
    """Return the steady states of naive and of imitating founders at one rate.

    Parameters
    ----------
    lineage : Lineage
        The species, and the question.
    replicate : int
        Number of the draw.
    rate : float
        Times per hour that an animal is copied at full readiness.

    Returns
    -------
    list of dict
        ``founders``, ``rate`` (what the draw makes possible of it), ``ready``, ``response``.
    """
    rows = []
    for founders in ("naive", "imitating"):
        imitating = founders == "imitating"
        community = lineage.community(replicate, rate, endogenous=0.0 if imitating else None)
        supply = community.supply
        if imitating:
            steady(community, 1)
            community.endogenous = lineage.endogenous
        found = steady(community, lineage.generations)
        lived = supply.copied * supply.own_rate
        rows.append({"founders": founders, "rate": rate, "lived": lived, **found})
    return rows


def closed_form(lineage: Lineage, replicate: int) -> tuple[Loops | None, float, str]:
    """Return the loops of a draw from the mean field.

    Parameters
    ----------
    lineage : Lineage
        The species, and the question.
    replicate : int
        Number of the draw.

    Returns
    -------
    found : Loops or None
        None where there are none.
    most : float
        Acts per hour, the most that can be copied.
    why : str
        Why there are none; else empty.
    """
    setup = lineage.setup(replicate)
    most = setup.supply.own_rate
    try:
        community = Community(
            setup,
            engine="agents",
            endogenous=lineage.endogenous,
            steepness=lineage.given_steepness,
            collect=False,
        )
        hours = pace(setup) * setup.profile.active_hours.value
        rates = np.geomspace(most / REACH, most, TABLED)
        ages = [day * hours for day in range(DAYS)]
        return loops(community, rates, ages, animals=ANIMALS), most, ""
    except InputError as error:
        return None, most, str(error)
