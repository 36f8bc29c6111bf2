"""What motor units respond to sights and sounds of actions, given an animal's network."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..animal.network import Array, Network
from ..engine.population import Animal, Population
from ..sources.contract import AUDITORY, AUDITORY_SELF, VISUAL_OTHER, VISUAL_SELF

STIMULI = {
    ("visual", "other"): VISUAL_OTHER,
    ("visual", "self"): VISUAL_SELF,
    ("auditory", "other"): AUDITORY,
    ("auditory", "self"): AUDITORY_SELF,
}


def perceivable(population: Population, kind: int) -> Array:
    """Return whether each action has a stimulus in a population of sensory units.

    Parameters
    ----------
    population : Population
        The animals.
    kind : int
        Number of the population of sensory units.

    Returns
    -------
    ndarray of bool, shape (K,)
        One flag per action; none without the sense for it, and none for one's own sounds where one
        population serves all sounds.
    """
    repertoire, audible = population.repertoire, population.supply.audible
    apart = population.kinds.voices == 2
    flags = {
        VISUAL_OTHER: np.full(len(repertoire), repertoire.sees),
        VISUAL_SELF: population.supply.visible,
        AUDITORY: audible,
        AUDITORY_SELF: audible & apart,
    }[kind]
    return np.asarray(flags, dtype=bool)


def unit_responses(population: Population, animal: Animal, network: Network) -> pd.DataFrame:
    """Return what each motor unit of an animal responds with a given network.

    Parameters
    ----------
    population : Population
        The animals.
    animal : Animal
        The one that is meant.
    network : Network
        Its network, at whatever age.

    Returns
    -------
    DataFrame
        Rows as in :attr:`mirror_abm.Expected.units`.
    """
    names, parts = population.repertoire.names, []
    owner = (network.motor == 1.0).argmax(axis=0)
    units = np.arange(network.units)
    for (modality, view), kind in STIMULI.items():
        shown = perceivable(population, kind)
        if not shown.any():
            continue
        code = network.kinds.of(kind)
        seen = network.response(
            np.stack([network.pattern(code, action) for action in range(len(names))])
        )
        own, total = seen[owner, units], seen[shown].sum(axis=0)
        rest = shown.sum() - shown[owner]
        others = np.where(rest > 0, (total - own * shown[owner]) / np.maximum(rest, 1), np.nan)
        columns = {
            "group": animal.group,
            "animal": animal.index,
            "unit": units,
            "modality": modality,
            "view": view,
            "action": np.array(names)[owner],
            "matched": np.where(shown[owner], own, np.nan),
            "nonmatched": others,
        }
        parts.append(pd.DataFrame(columns))
    return pd.concat(parts, ignore_index=True)


def by_action(units: pd.DataFrame) -> pd.DataFrame:
    """Return the mean over motor units and animals per modality, view and action.

    Parameters
    ----------
    units : DataFrame
        A table like :attr:`mirror_abm.Expected.units`.

    Returns
    -------
    DataFrame
        Columns modality, view, action, matched, nonmatched.
    """
    return (
        units.groupby(["modality", "view", "action"], sort=False)[["matched", "nonmatched"]]
        .mean()
        .reset_index()
    )


def mean_matched(population: Population, network: Network, kind: int) -> float:
    """Return the mean response of motor units to the stimuli of their own actions.

    Parameters
    ----------
    population : Population
        The animals.
    network : Network
        The network of one of them.
    kind : int
        Number of the population of sensory units.

    Returns
    -------
    float
        The mean over units.
    """
    shown, code = np.flatnonzero(perceivable(population, kind)), network.kinds.of(kind)
    seen = network.response(np.stack([network.pattern(code, int(action)) for action in shown]))
    return float(seen[network.motor[shown] == 1.0].mean())
