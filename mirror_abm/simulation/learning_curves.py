"""Learning curves: the noiseless responses of units at one age after another."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ..animal.network import Network
from ..engine.population import Population
from .readout import read_out
from .recordings import ADDRESS, panel, patterns_of, perceived

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
    return pd.DataFrame(Curves(population).points(population.hours), columns=COLUMNS)


class _Panel(NamedTuple):
    """What is shown to one learner in one modality, and which of its responses are compared.

    ``compared`` are places in the (A, n) responses: to own and to other acts, of those that can be
    perceived and of the whole panel.
    """

    address: tuple[int, int, int]
    modality: str
    network: Network
    patterns: np.ndarray
    compared: tuple[np.ndarray, ...]


class Curves:
    """The learning curves of the learners of one population, point by point.

    Parameters
    ----------
    population : Population
        The population, at any moment of its life.
    """

    def __init__(self, population: Population):
        repertoire = population.repertoire
        actions = panel(repertoire, int(population.constants.panel))
        self._panels: list[_Panel] = []
        for animal in population.learners:
            own = animal.network.motor[list(actions)] == 1.0
            address = (population.replicate, animal.group, animal.index)
            for modality in perceived(repertoire, actions):
                there = np.array(repertoire.perceptible(modality))[list(actions)]
                compared = (*_compared(own, there), *_compared(own, np.ones_like(there)))
                patterns = patterns_of(animal, actions, modality)
                self._panels.append(_Panel(address, modality, animal.network, patterns, compared))

    def __repr__(self) -> str:
        return f"<Curves: {len(self._panels)} of learners and modalities>"

    def points(self, hours: float) -> list[tuple[Any, ...]]:
        """Return one point of each curve, as the learners are now.

        Parameters
        ----------
        hours : float
            The age in active hours that the points stand for.

        Returns
        -------
        list of tuple
            The rows of :func:`learning_curve`, in the order of ``COLUMNS``.
        """
        rows: list[tuple[Any, ...]] = []
        for address, modality, network, patterns, compared in self._panels:
            responses = read_out(network, patterns).ravel()
            # the sum and the division that the method `mean` makes, without what it checks before
            sums = [float(np.add.reduce(responses[at])) for at in compared]
            means = [
                total / at.size if at.size else np.nan
                for total, at in zip(sums, compared, strict=True)
            ]
            course = (*means[:2], means[0] - means[1], *means[2:], means[2] - means[3])
            rows.append((*address, float(hours), modality, *course, 0.0))
        return rows


def _compared(own: np.ndarray, there: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the places of responses to own and to other acts, among the actions that are there.

    Units that do none of these actions are left out.
    """
    own, counted = own & there[:, None], np.broadcast_to(there[:, None], own.shape)
    others = counted & own.any(axis=0) & ~own
    return np.flatnonzero(own), np.flatnonzero(others)
