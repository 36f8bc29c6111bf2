"""Learning curves: the noiseless responses of units at one age after another."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from ..engine.population import Population
from .recordings import ADDRESS, noiseless, panel, perceived

_COURSE = ["matched", "nonmatched", "mirror_index"]
COLUMNS = [
    *(*ADDRESS, "hours", "modality", *_COURSE),
    *(f"unconditional_{name}" for name in _COURSE),
    "expected",
]


def learning_curve(population: Population) -> pd.DataFrame:
    """Return one point of each learner's learning curve: the noiseless responses of its units now.

    Parameters
    ----------
    population : Population
        The population at this moment of its life.

    Returns
    -------
    pandas.DataFrame
        One row per learner and modality in which acts can be perceived: replicate, group, animal,
        hours, modality, matched and nonmatched (mean responses of units whose action can be
        perceived to their own and to other perceptible actions), mirror_index (matched minus
        nonmatched), the same over all units and the whole panel (``unconditional_...``), expected
        (0, since permuted labels make both the same). What has no other action is absent.
    """
    return pd.DataFrame(curve_points(population, population.hours), columns=COLUMNS)


def curve_points(population: Population, hours: float) -> list[tuple[Any, ...]]:
    """Return the rows of :func:`learning_curve`.

    Parameters
    ----------
    population : Population
        The population at this moment of its life.
    hours : float
        The age in active hours that the points stand for.

    Returns
    -------
    list of tuple
        In the order of ``COLUMNS``.
    """
    actions = panel(population.repertoire, int(population.constants.panel))
    rows: list[tuple[Any, ...]] = []
    for animal in population.learners:
        own = animal.network.motor[list(actions)] == 1.0
        address = (population.replicate, animal.group, animal.index)
        for modality in perceived(population.repertoire, actions):
            there = np.array(population.repertoire.perceptible(modality))[list(actions)]
            responses = noiseless(animal, actions, modality)
            conditional = _matching(responses[there], own[there])
            means = (*conditional, *_matching(responses, own), 0.0)
            rows.append((*address, float(hours), modality, *means))
    return rows


def _matching(responses: np.ndarray, own: np.ndarray) -> tuple[float, float, float]:
    """Return the mean response to one's own and to other actions, and their difference.

    Both arguments are over actions and units; units that do none of the actions are left out.
    """
    units = own.any(axis=0)
    matched = float(responses[own].mean())
    others = responses[:, units][~own[:, units]]
    nonmatched = float(others.mean()) if others.size else np.nan
    return matched, nonmatched, matched - nonmatched
