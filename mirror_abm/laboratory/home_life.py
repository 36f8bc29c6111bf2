"""Ordinary life between training and test: an animal goes home, and lives on as its profile says.

A day at home is a day of the group in which the animal grew up, with its sources of experience,
rates and ties, at the stage of life that its age is. It is lived as it comes, also by animals that
grew up in time-lapse. It has random streams of its own, the same in all conditions of an
experiment, so that conditions differ only in what was trained.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from ..animal.network import Array, Network
from ..base.shelf import sources
from ..engine import arrays, compiled
from ..engine.population import Population
from ..experience.events import Events, EventStream
from ..experience.ties import relative_ties


@lru_cache(maxsize=64)
def day_of(population: Population, group: int, number: int, ticks: int) -> Events:
    """Return what a learner does and perceives at the beginning of a day after the laboratory.

    Parameters
    ----------
    population : Population
        Where it grew up.
    group : int
        Number of its group.
    number : int
        Number of the day, from 0.
    ticks : int
        Ticks of the day that are wanted.

    Returns
    -------
    Events
        Kept and shared: do not change them.
    """
    lapse, day = population.lapse, population.profile.active_hours.value
    before = population.hours + number * day
    supply = replace(
        population.supply,  # its stages are counted from birth, in hours that are simulated
        copied_from=population.supply.copied_from * lapse - before,
        copied_until=population.supply.copied_until * lapse - before,
        infant_until=population.supply.infant_until * lapse - before,
    )
    stage = EventStream(
        supply,
        relative_ties(population.networks[group]),
        1,
        population.shown,
        population.views,
        population.without,
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
    network: Network, population: Population, group: int, days: float, home: Sequence[Array]
) -> list[Array]:
    """Let an animal live at home for some days; each whole day ends with a night.

    What is perceived in ordinary life is less salient than in the laboratory, by
    ``incidental_salience``.

    Parameters
    ----------
    network : Network
        The animal's; changed in place.
    population : Population
        Where it grew up.
    group : int
        Number of its group.
    days : float
        Active days.
    home : sequence of Array
        What the animal knows of the context in which it grew up: its weights, slow weights and
        associability, each of shape (n,).

    Returns
    -------
    list of Array
        The same three when it leaves home. What it knows of the laboratory's context is again as
        it was before.
    """
    slow = population.constants.incidental_salience
    learning = population.learning.at(slow)
    if not learning.rule.PLASTIC or days <= 0:
        return list(home)
    name = learning.rule.__name__.rpartition(".")[2]
    compiled.prepare(name, scaled=population.birth.scaled)
    loop, left = compiled.engine(name), round(days * population.day_ticks)
    laboratory, attended = exchange(network, home), network.salience.copy()
    network.scale(slow, attended)
    number = 0
    while left > 0:
        ticks = min(left, population.day_ticks)
        group_arrays = arrays.stack([network], len(sources.names), learning)
        group_arrays = arrays.supply(group_arrays, day_of(population, group, number, ticks))
        compiled.advance(loop, [group_arrays], ticks, True)
        if ticks == population.day_ticks:
            learning.night(network)
        left, number = left - ticks, number + 1
    network.scale(1.0, attended)
    return exchange(network, laboratory)


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
