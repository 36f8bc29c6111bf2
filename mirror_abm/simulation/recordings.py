"""What an experimenter would measure, with trial noise; weights are never read as data."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from ..animal.repertoire import Repertoire
from ..base.seeds import stream
from ..engine.population import Animal, Population
from ..experience.events import derangement

UNIT_OF_REPLICATION = "group"
ADDRESS = ["replicate", "group", "animal"]


def panel(repertoire: Repertoire, size: int) -> tuple[int, ...]:
    """Return the standard panel of actions with which units are tested.

    Parameters
    ----------
    repertoire : Repertoire
        The actions of the species.
    size : int
        Number of actions wanted. A fixed number keeps the level expected by chance the same for
        every species.

    Returns
    -------
    tuple of int
        The ``size`` actions of largest share within their kind, in the order of the species file.
    """
    largest = sorted(range(len(repertoire)), key=lambda a: (-repertoire.shares[a], a))[:size]
    return tuple(sorted(largest))


def recordings(population: Population) -> pd.DataFrame:
    """Return what is recorded from every motor unit of every learner.

    Each action of the standard panel is executed, and passively observed as another does it: sounds
    are those of others, not a playback of the animal's own. The units are those whose
    own action is in the panel, as they would be selected by their response in execution.

    Parameters
    ----------
    population : Population
        The population, after the life that its animals have lived.

    Returns
    -------
    pandas.DataFrame
        One row per unit, modality in which acts can be perceived, and action of the panel:
        replicate, group, animal, unit, modality, view, action; ``counter``, the action that a
        permuted world shows when ``action`` is done; ``executed`` and ``observed``, the mean
        responses.

    Notes
    -----
    A mean over n trials with noise of standard deviation s is drawn as such, with standard
    deviation s / sqrt(n), which is the same distribution; n is the constant ``trials`` and s the
    constant ``trial_noise``.
    """
    constants = population.constants
    actions = panel(population.repertoire, int(constants.panel))
    counter = _counter_actions(population, actions)
    spread = constants.trial_noise / np.sqrt(constants.trials)
    parts = [
        table
        for animal in population.learners
        for table in _of_one_animal(population, animal, actions, counter, spread)
    ]
    return pd.concat(parts, ignore_index=True)


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
        hours, modality, matched and nonmatched (mean responses to the unit's own and to other
        actions), mirror_index (matched minus nonmatched), expected (0, since permuted labels make
        both the same).
    """
    actions = panel(population.repertoire, int(population.constants.panel))
    rows = []
    for animal in population.learners:
        own = animal.network.motor[list(actions)] == 1.0
        for modality in population.repertoire.modalities:
            responses = _noiseless(animal, actions, modality)
            matched = float(responses[own].mean())
            nonmatched = float(responses[:, own.any(axis=0)][~own[:, own.any(axis=0)]].mean())
            address = (population.replicate, animal.group, animal.index)
            index = matched - nonmatched
            rows.append((*address, population.hours, modality, matched, nonmatched, index, 0.0))
    names = ["hours", "modality", "matched", "nonmatched", "mirror_index", "expected"]
    return pd.DataFrame(rows, columns=[*ADDRESS, *names])


def _counter_actions(population: Population, actions: tuple[int, ...]) -> Any:
    """Return, for each action of the panel, the place of that which a permuted world shows."""
    repertoire = population.repertoire
    effectors = tuple(repertoire.effectors[a] for a in actions)
    counter = derangement(effectors, tuple(repertoire.kinds[a] for a in actions))
    if population.world == "permuted":
        shown = population.shown[list(actions)]
        return np.array(
            [actions.index(s) if s in actions else c for c, s in zip(counter, shown, strict=True)]
        )
    return counter


def _of_one_animal(
    population: Population, animal: Animal, actions: tuple[int, ...], counter: Any, spread: float
) -> list[pd.DataFrame]:
    """Return the recordings of one animal, a table for each modality."""
    names = np.array([population.repertoire.names[a] for a in actions])
    network = animal.network
    chosen = np.flatnonzero((network.motor[list(actions)] == 1.0).any(axis=0))
    executed = network.motor[np.ix_(np.array(actions), chosen)]
    noise = stream(
        population.seed_value,
        population.replicate,
        population.profile.name,
        animal.group,
        animal.index,
        "recording",
    )
    executed = executed + spread * noise.standard_normal(executed.shape)
    tables = []
    for modality in population.repertoire.modalities:
        observed = _noiseless(animal, actions, modality)[:, chosen]
        observed = observed + spread * noise.standard_normal(observed.shape)
        table = {
            "replicate": population.replicate,
            "group": animal.group,
            "animal": animal.index,
            "unit": np.tile(chosen, len(actions)),
            "modality": modality,
            "view": "other",
            "action": np.repeat(names, len(chosen)),
            "counter": np.repeat(names[counter], len(chosen)),
            "executed": executed.ravel(),
            "observed": observed.ravel(),
        }
        tables.append(pd.DataFrame(table))
    return tables


def _noiseless(animal: Animal, actions: tuple[int, ...], modality: str) -> np.ndarray:
    """Return (A, n) noiseless responses to each action of another, seen (viewpoint 0) or heard."""
    network = animal.network
    kind = network.kinds.named("other", modality)
    return network.response(np.stack([network.pattern(kind, action) for action in actions]))
