"""The recording room: what an experimenter would measure, with trial noise; weights are never read as data."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..animal.repertoire import Repertoire
from ..base.seeds import stream
from ..engine.population import Animal, Population
from ..experience.events import derangement

MODALITIES = ("visual", "auditory")
UNIT_OF_REPLICATION = "group"
ADDRESS = ["replicate", "group", "animal"]


def panel(repertoire: Repertoire, size: int) -> tuple[int, ...]:
    """Return the standard panel: the ``size`` actions of largest share within their kind, in the order of the file.

    A fixed number of actions keeps the level expected by chance the same for every species.
    """
    largest = sorted(range(len(repertoire)), key=lambda a: (-repertoire.shares[a], a))[:size]
    return tuple(sorted(largest))


def _shown(animal: Animal, actions: tuple[int, ...], modality: str) -> np.ndarray:
    """Return (A, n) noiseless responses to the sight (viewpoint 0) or sound of each action."""
    network = animal.network
    kind = 0 if modality == "visual" else network.sight.shape[0] + 1
    return network.response(np.stack([network.pattern(kind, action) for action in actions]))


def recordings(population: Population) -> pd.DataFrame:
    """Return execution and passive observation of the standard panel, recorded from every motor unit of every learner.

    One row per unit, modality and action of the panel: ``executed`` and ``observed``, each the mean of ``trials`` trials
    with noise of standard deviation ``trial_noise`` (the mean is drawn as such: the same distribution). Units are those
    whose own action is in the panel, as they would be selected by their response in execution. ``counter`` is the action
    that a permuted world shows when ``action`` is done; ``own`` marks the action with the greatest true response.
    """
    constants, repertoire = population.constants, population.repertoire
    actions = panel(repertoire, int(constants.panel))
    counter = derangement(
        tuple(repertoire.effectors[a] for a in actions), tuple(repertoire.kinds[a] for a in actions)
    )
    if population.world == "permuted":
        counter = np.array(
            [
                actions.index(s) if s in actions else c
                for c, s in zip(counter, population.shown[list(actions)], strict=True)
            ]
        )
    spread = constants.trial_noise / np.sqrt(constants.trials)
    names = np.array([repertoire.names[a] for a in actions])
    parts = []
    for animal in population.learners:
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
        done = executed + spread * noise.standard_normal(executed.shape)
        for modality in MODALITIES:
            seen = _shown(animal, actions, modality)[:, chosen]
            seen = seen + spread * noise.standard_normal(seen.shape)
            parts.append(
                pd.DataFrame(
                    {
                        "replicate": population.replicate,
                        "group": animal.group,
                        "animal": animal.index,
                        "unit": np.tile(chosen, len(actions)),
                        "modality": modality,
                        "view": "other",
                        "action": np.repeat(names, len(chosen)),
                        "counter": np.repeat(names[counter], len(chosen)),
                        "executed": done.ravel(),
                        "observed": seen.ravel(),
                    }
                )
            )
    return pd.concat(parts, ignore_index=True)


def course(population: Population) -> pd.DataFrame:
    """Return the noiseless mean response of each learner's motor units now: to matched and to other actions.

    Columns: replicate, group, animal, hours, modality, matched, nonmatched, mirror_index (matched - nonmatched), expected
    (0: permuted labels make both the same).
    """
    actions = panel(population.repertoire, int(population.constants.panel))
    rows = []
    for animal in population.learners:
        own = animal.network.motor[list(actions)] == 1.0
        for modality in MODALITIES:
            seen = _shown(animal, actions, modality)
            matched = float(seen[own].mean())
            nonmatched = float(seen[:, own.any(axis=0)][~own[:, own.any(axis=0)]].mean())
            rows.append(
                (
                    population.replicate,
                    animal.group,
                    animal.index,
                    population.hours,
                    modality,
                    matched,
                    nonmatched,
                    matched - nonmatched,
                    0.0,
                )
            )
    return pd.DataFrame(
        rows,
        columns=[
            *ADDRESS,
            "hours",
            "modality",
            "matched",
            "nonmatched",
            "mirror_index",
            "expected",
        ],
    )
