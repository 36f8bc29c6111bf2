"""Ordinary life between training and test: an animal goes home, and lives on as its profile says.

A day at home is a day of the group in which the animal grew up, with its ties, and the sources of
experience and rates of its rearing or of another (:class:`Stay`), at the stage of life that its age
is. It is lived as it comes, also by animals that grew up in time-lapse, unless an age is to be
reached. It has random streams of its own, the same in all conditions of an experiment, so that
conditions differ only in what was trained, and in what is switched off.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ..animal.learning import Learning, maturity
from ..animal.network import Array, Network
from ..base.shelf import sources
from ..engine import arrays, compiled
from ..engine.population import Population
from ..experience.events import Events, EventStream
from ..experience.ties import relative_ties
from ..simulation.horizon import Life
from .cohort import Cohort, settled_in


@dataclass(frozen=True)
class Stay:
    """How a part of an animal's life at home is lived.

    Attributes
    ----------
    life : Life
        How long: its ages are days since the beginning.
    cohort : Cohort or None
        One that is raised as it lives now; None: as it was raised.
    first : int
        Number of its first simulated day since the animal first entered the laboratory.
    older : float
        Days of age since then, at its beginning.
    """

    life: Life
    cohort: Cohort | None = None
    first: int = 0
    older: float = 0.0

    @property
    def lapse(self) -> float:
        """Days of age that each simulated day stands for."""
        return self.life.lapse


@lru_cache(maxsize=256)
def day_of(
    population: Population, group: int, number: int, ticks: int, stay: Stay | None = None
) -> Events:
    """Return what a learner does and perceives at the beginning of a day after the laboratory.

    Parameters
    ----------
    population : Population
        Where it grew up.
    group : int
        Number of its group.
    number : int
        Number of the day, from 0, since the animal first entered the laboratory.
    ticks : int
        Ticks of the day that are wanted.
    stay : Stay, optional
        How it is lived; as the animal was raised, one day after the other, if left out.

    Returns
    -------
    Events
        Kept and shared: do not change them.
    """
    stay = stay or Stay(Life(1.0), first=number, older=number)
    setup = population.setup if stay.cohort is None else settled_in(stay.cohort)
    day = population.profile.active_hours.value
    before = population.hours + (stay.older + (number - stay.first) * stay.lapse) * day
    supply = replace(
        setup.supply,  # its stages are counted from birth, in hours that are simulated
        copied_from=(setup.supply.copied_from * setup.lapse - before) / stay.lapse,
        copied_until=(setup.supply.copied_until * setup.lapse - before) / stay.lapse,
        infant_until=(setup.supply.infant_until * setup.lapse - before) / stay.lapse,
    )
    stage = EventStream(
        supply,
        relative_ties(population.networks[group]),
        1,
        population.shown,
        population.views,
        setup.without,
        population.timing.per_second,
        population.seed_value,
        population.replicate,
        population.profile.name,
        group,
        "after the laboratory",
        number,
    )
    return stage.events(0, ticks)


def live_at_home(
    network: Network,
    learning: Learning,
    population: Population,
    group: int,
    home: Sequence[Array],
    stay: Stay,
) -> tuple[list[Array], Learning]:
    """Let an animal live at home; each whole day ends with a night.

    What is perceived in ordinary life is less salient than in the laboratory, by
    ``incidental_salience``, times the time-lapse. In a sensitive period the animal becomes less
    plastic day by day.

    Parameters
    ----------
    network : Network
        The animal's; changed in place.
    learning : Learning
        How it learns in the laboratory.
    population : Population
        Where it grew up.
    group : int
        Number of its group.
    home : sequence of Array
        What the animal knows of the context in which it grew up: its weights, slow weights and
        associability, each of shape (n,).
    stay : Stay
        How, and how long, it lives.

    Returns
    -------
    home : list of Array
        The same three when it leaves home. What it knows of the laboratory's context is again as
        it was before.
    learning : Learning
        How it learns in the laboratory now.
    """
    if not learning.rule.PLASTIC or stay.life.days <= 0:
        return list(home), learning
    name = learning.rule.__name__.rpartition(".")[2]
    compiled.prepare(name, scaled=population.birth.scaled)
    loop, remaining = compiled.engine(name), round(stay.life.days * population.day_ticks)
    laboratory, attended = exchange(network, home), network.salience.copy()
    slow, number = population.constants.incidental_salience * stay.lapse, stay.first
    while remaining > 0:
        grown = _grown(population, stay, (number - stay.first) * stay.lapse)
        living = learning.at(slow, learning.plasticity * grown)
        network.scale(slow * grown, attended)
        ticks = min(remaining, population.day_ticks)
        group_arrays = arrays.stack([network], len(sources.names), living)
        group_arrays = arrays.supply(group_arrays, day_of(population, group, number, ticks, stay))
        compiled.advance(loop, [group_arrays], ticks, True)
        if ticks == population.day_ticks:
            living.night(network, stay.lapse)
        remaining, number = remaining - ticks, number + 1
    if stay.lapse > 1:  # the nights since the last simulated day ended
        slept = round(stay.life.days * population.day_ticks) // population.day_ticks
        learning.night(network, max(0.0, math.floor(stay.life.age) - slept * stay.lapse))
    grown = _grown(population, stay, stay.life.age)
    network.scale(grown, attended)
    if grown != 1:
        learning = learning.at(1.0, learning.plasticity * grown)
    return exchange(network, laboratory), learning


def _grown(population: Population, stay: Stay, days: float) -> float:
    """Return the plasticity some days after the beginning of a stay, relative to it."""
    constants, age = population.constants, int(population.age)
    begun = maturity(constants, age + int(stay.older))
    return maturity(constants, age + int(stay.older + days)) / begun


def exchange(network: Network, rows: Sequence[Array]) -> list[Array]:
    """Exchange what a network knows of one context for what it knows of another.

    Parameters
    ----------
    network : Network
        Changed in place.
    rows : sequence of Array
        Weights, slow weights and associability of the new context, each of shape (n,).

    Returns
    -------
    list of Array
        The same three of the context before.
    """
    pathway = network.to_motor
    places = [pathway.weights, pathway.slow, pathway.associability]
    before = [array[-1].copy() for array in places]
    for array, row in zip(places, rows, strict=True):
        array[-1] = row
    return before
