"""What an experimenter would measure at one age after another, act by act.

At each knot of age units are recorded as at the end of a life (:mod:`.recordings`), with noise of
the same size and from streams of their own: ``own`` and ``other`` of the units that do an act best,
as :mod:`mirror_abm.measures.congruence` defines them. Of these counts follows the age at which a
study begins to find mirror units (:mod:`mirror_abm.inference.ontogeny`).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..engine.population import Animal, Population
from ..measures.contract import effective, own_and_other
from .recordings import ADDRESS, noise_of_a_mean, panel, responses

COLUMNS = [*ADDRESS, "modality", "act", "age", "units", "own", "other", "compared"]


def knot(population: Population, hours: float) -> list[tuple[Any, ...]]:
    """Return what is recorded from all learners of a population now.

    Parameters
    ----------
    population : Population
        The population at this moment of its life.
    hours : float
        The age in active hours that the knot stands for; noise is drawn by it.

    Returns
    -------
    list of tuple
        In the order of ``COLUMNS``, one row per learner, modality and perceptible act of the panel:
        replicate, group, animal, modality, act; age, in days; units, the number of those whose best
        executed act it is; own, their share that responds to it; other, their mean share of
        responses to acts that they do not do; compared, of how many units this is the mean.
    """
    actions = panel(population.repertoire, int(population.constants.panel))
    age = float(hours) / population.profile.active_hours.value
    return [
        (population.replicate, animal.group, animal.index, modality, act, age, *counts)
        for animal in population.learners
        for modality, act, *counts in _by_act(population, animal, actions, hours)
    ]


def _by_act(
    population: Population, animal: Animal, actions: tuple[int, ...], hours: float
) -> list[tuple[Any, ...]]:
    """Return modality, act, units, own, other and compared of each act that some units do best."""
    repertoire, size = population.repertoire, len(actions)
    spread, knot = noise_of_a_mean(population), f"{hours:.9g} hours"
    _, executed, observed = responses(population, animal, actions, spread, "recording at", knot)
    rows: list[tuple[Any, ...]] = []
    for modality, seen in observed.items():
        there = np.array(repertoire.perceptible(modality))[list(actions)]
        does, sees, best = effective(executed.T, seen.T, population.constants.criterion)
        own, other = own_and_other(does, sees, np.broadcast_to(there, does.shape), best)
        units = np.bincount(best, minlength=size)
        hits = np.bincount(best, own, minlength=size)
        known = ~np.isnan(other)
        compared = np.bincount(best[known], minlength=size)
        others = np.bincount(best[known], other[known], minlength=size)
        for at in np.flatnonzero(there & (units > 0)):
            share = others[at] / compared[at] if compared[at] else np.nan
            name, count = repertoire.names[actions[at]], int(units[at])
            rows.append((modality, name, count, hits[at] / count, share, int(compared[at])))
    return rows
