"""What a trial is in the mean field: what is perceived, how often, and the own acts around it.

A trial is a compound of percepts, at a rate per active hour, with the own acts that belong to the
same episode: the acts *near* it. Own acts of other episodes fall into its window by chance, and are
added by :mod:`mirror_abm.mean_field.outcomes`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from ..animal.network import Array
from ..base.brief import brief
from ..base.shelf import sources

BEFORE, AFTER = "before", "after"  #: an own act that precedes or follows by the latency of a copy

#: (population of units, action, source) of each percept; a population and action occur once
Perceived = tuple[tuple[int, int, int], ...]
#: chance, action, and ticks after the trial opened (or BEFORE, AFTER)
Choice = tuple[float, int, "int | str"]
#: independent own acts, each of them one of several choices that exclude each other
Near = tuple[tuple[Choice, ...], ...]
Chances = list[tuple[float, Perceived]]


class Trials(NamedTuple):
    """Trials of one kind.

    Attributes
    ----------
    rate : float
        How often they come: per active hour, or, within a bout of synchrony, the chance per beat.
    percepts : Perceived
        What is perceived.
    near : Near
        The own acts of the same episode.
    """

    rate: float
    percepts: Perceived
    near: Near

    def __repr__(self) -> str:
        return brief(self)


class Bout(NamedTuple):
    """Bouts of synchrony of one kind.

    Attributes
    ----------
    rate : float
        Bouts per active hour.
    beats : int
        Beats of a bout.
    trials : list of Trials
        The trials that a beat may bring, with their chances.
    percepts : list of Trials
        How many percepts a beat brings from each animal and source; several at once are one trial.
    """

    rate: float
    beats: int
    trials: list[Trials]
    percepts: list[Trials]

    def __repr__(self) -> str:
        return brief(self)

    def flows(self, parts: list[Trials]) -> list[Trials]:
        """Return trials or percepts of a beat at their rates per active hour."""
        return [part._replace(rate=self.rate * self.beats * part.rate) for part in parts]


@dataclass
class ExpectedTrials:
    """All that one animal meets, at rates per active hour.

    Attributes
    ----------
    trials : list of Trials
        Trials that come one by one.
    bouts : list of Bout
        Trials that come beat by beat.
    alone : ndarray, shape (K,)
        Own acts near no percept: trials of the context alone.
    intertrial : float
        Windows of intertrial interval, without act or percept.
    acts : ndarray, shape (K,)
        Own acts that come one by one.
    moving : ndarray, shape (K,)
        Bouts of synchrony in which the animal performs each action.
    """

    trials: list[Trials]
    bouts: list[Bout]
    alone: Array
    intertrial: float
    acts: Array
    moving: Array

    __repr__ = brief

    def all_trials(self) -> list[Trials]:
        """Return the trials outside and inside of bouts, at their rates per active hour."""
        return self.trials + [item for bout in self.bouts for item in bout.flows(bout.trials)]

    def all_percepts(self) -> list[Trials]:
        """Return the percepts outside and inside of bouts, at their rates per active hour."""
        return self.trials + [item for bout in self.bouts for item in bout.flows(bout.percepts)]


def union(*parts: Perceived) -> Perceived:
    """Return the percepts of all parts, each population and action once.

    Where several sources bring the same percept, it is counted for the first of them in the order
    of the shelf.
    """
    parts = tuple(part for part in parts if part)
    if len(parts) == 1:
        return parts[0]
    found: dict[tuple[int, int], int] = {}
    for population, action, source in (percept for part in parts for percept in part):
        found[population, action] = min(source, found.get((population, action), source))
    return tuple((*key, source) for key, source in sorted(found.items()))


def combine(*chances: Chances) -> Chances:
    """Return all joint outcomes of independent sets of percepts, with their chances.

    Outcomes that cannot happen are left out.
    """
    found: dict[Perceived, float] = {}
    for outcome in product(*chances):
        chance = math.prod(p for p, _ in outcome)
        if chance > 0:
            key = union(*(percepts for _, percepts in outcome))
            found[key] = found.get(key, 0.0) + chance
    return [(chance, percepts) for percepts, chance in found.items()]


def percept(population: int, action: int, source: str) -> Perceived:
    """Return one percept."""
    return ((population, action, sources.names.index(source)),)


def maybe(chance: float, population: int, action: int, source: str) -> Chances:
    """Return the two outcomes of a percept that comes with ``chance``."""
    return [(chance, percept(population, action, source)), (1 - chance, ())]


def without_doubles(trials: list[Trials]) -> list[Trials]:
    """Return the trials with equal ones put together, without those that never come."""
    found: dict[tuple[Perceived, Near], float] = {}
    for rate, percepts, near in trials:
        if percepts and rate > 0:
            found[percepts, near] = found.get((percepts, near), 0.0) + rate
    return [Trials(rate, percepts, near) for (percepts, near), rate in found.items()]


def moved(near: Near, ticks: int) -> Near:
    """Return the own acts around a trial as they stand if it opens ``ticks`` earlier."""
    return tuple(
        tuple(
            (chance, action, lag + ticks if isinstance(lag, int) else lag)
            for chance, action, lag in choices
        )
        for choices in near
    )
