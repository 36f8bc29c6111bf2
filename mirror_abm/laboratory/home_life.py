"""Ordinary life between training and test: an animal of the laboratory goes home, and lives on as its profile says.

A day of it is a day of the group in which the animal grew up: its sources, its rates, its ties; the draws are of their own, alike
in all conditions of an experiment, so that conditions differ in what was trained alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from ..animal.network import Array, Network
from ..base.shelf import sources
from ..engine import arrays, compiled
from ..engine.population import Population
from ..experience.events import Events, Stage
from ..experience.ties import relative_ties


@lru_cache(maxsize=64)
def day_of(population: Population, group: int, number: int, ticks: int) -> Events:
    """Return what the learner of ``group`` does and perceives in the first ``ticks`` of day ``number`` after the laboratory."""
    stage = Stage(
        population.supply,
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


def live(
    network: Network, population: Population, group: int, days: float, home: Sequence[Array]
) -> list[Array]:
    """Let the animal with ``network`` live for ``days`` active days among the group ``group`` of ``population``.

    It comes back to the context in which it grew up: ``home`` holds the last rows of ``weights``, ``slow`` and
    ``associability`` as they were there; what they are when it leaves is returned. What it knows of the laboratory's context is
    as it was when it returns to it. Each whole day ends with a night.
    """
    learning = population.learning
    if not learning.rule.PLASTIC or days <= 0:
        return list(home)
    name = learning.rule.__name__.rpartition(".")[2]
    compiled.prepare(name, scaled=population.birth.scaled)
    loop, left = compiled.engine(name), round(days * population.day_ticks)
    laboratory = exchange(network, home)
    number = 0
    while left > 0:
        ticks = min(left, population.day_ticks)
        group_arrays = arrays.stack([network], len(sources.names), learning)
        group_arrays = arrays.supply(group_arrays, day_of(population, group, number, ticks))
        compiled.advance(loop, [group_arrays], ticks, True)
        if ticks == population.day_ticks:
            learning.night(network)
        left, number = left - ticks, number + 1
    return exchange(network, laboratory)


def exchange(network: Network, rows: Sequence[Array]) -> list[Array]:
    """Put ``rows`` in the place of the context's weights, slow weights and associability; return what was there."""
    pathway = network.to_motor
    places = [pathway.weights, pathway.slow, pathway.associability]
    before = [array[-1].copy() for array in places]
    for array, row in zip(places, rows, strict=True):
        array[-1] = row
    return before
