"""What an experimenter would measure, with trial noise; weights are never read as data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol, cast

import numpy as np
import pandas as pd

from ..animal.repertoire import Repertoire
from ..base.seeds import stream
from ..base.shelf import measures
from ..engine.population import Animal, Population
from ..experience.permuted import derangement
from ..measures.contract import Recorded
from .readout import read_out

UNIT_OF_REPLICATION = "group"
ADDRESS = ["replicate", "group", "animal"]


class _OfUnits(Protocol):
    """A measure that also takes recordings as arrays: those that every run takes."""

    def of_units(self, recorded: Recorded, criterion: float) -> dict[str, np.ndarray]:
        """Return its columns."""


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


def perceived(repertoire: Repertoire, actions: Iterable[int]) -> tuple[str, ...]:
    """Return the modalities in which an action of a panel can be perceived.

    Parameters
    ----------
    repertoire : Repertoire
        The actions of the species.
    actions : iterable of int
        The panel.

    Returns
    -------
    tuple of str
        Of the modalities of the repertoire, in their order.
    """
    chosen = list(actions)
    return tuple(
        modality
        for modality in repertoire.modalities
        if any(repertoire.perceptible(modality)[action] for action in chosen)
    )


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
        permuted world shows when ``action`` is done; ``perceptible``, whether ``action`` can be
        perceived in the modality; ``executed`` and ``observed``, the mean responses. A modality
        in which no action of the panel can be perceived has no rows.

    """
    actions = panel(population.repertoire, int(population.constants.panel))
    counter, spread = _counter_actions(population, actions), noise_of_a_mean(population)
    parts = [
        table
        for animal in population.learners
        for table in _of_one_animal(population, animal, actions, counter, spread)
    ]
    return pd.concat(parts, ignore_index=True)


def noise_of_a_mean(population: Population) -> float:
    """Return the standard deviation of the noise in a mean response.

    Parameters
    ----------
    population : Population
        For its constants ``trials`` and ``trial_noise``.

    Returns
    -------
    float
        A mean over n trials with noise of standard deviation s is drawn as such, with standard
        deviation s / sqrt(n), which is the same distribution.
    """
    return float(population.constants.trial_noise / np.sqrt(population.constants.trials))


def measured(population: Population) -> pd.DataFrame:
    """Record from every motor unit of the learners, and return what was measured of each.

    Parameters
    ----------
    population : Population
        The population, after the life that its animals have lived.

    Returns
    -------
    pandas.DataFrame
        One row per unit and modality: its address, what the measure ``congruence`` says of it, and
        ``mirror_index``, ``unconditional_mirror_index`` and ``expected_index``.
    """
    units = pd.DataFrame(measured_columns(population))
    return units.assign(unit_of_replication=UNIT_OF_REPLICATION)


def measured_columns(population: Population) -> dict[str, np.ndarray]:
    """Return the columns of :func:`measured`, but for the unit of replication.

    Parameters
    ----------
    population : Population
        The population, after the life that its animals have lived.

    Returns
    -------
    dict of str to numpy.ndarray, each of shape (U,)
        In the order of animal, modality and unit.
    """
    units, recorded = recorded_units(population)
    for measure in (measures.load("congruence"), measures.load("mirror_index")):
        found = cast(_OfUnits, measure).of_units(recorded, population.constants.criterion)
        units |= found
    return units


def recorded_units(population: Population) -> tuple[dict[str, np.ndarray], Recorded]:
    """Return the recordings of :func:`recordings` as arrays over units and actions.

    Parameters
    ----------
    population : Population
        The population, after the life that its animals have lived.

    Returns
    -------
    units : dict of str to numpy.ndarray, each of shape (U,)
        What names each unit: replicate, group, animal, modality, view, unit.
    recorded : Recorded
        Its responses.
    """
    repertoire = population.repertoire
    actions = panel(repertoire, int(population.constants.panel))
    counter, spread = _counter_actions(population, actions), noise_of_a_mean(population)
    names, rows = [], []
    for animal in population.learners:
        chosen, executed, seen = responses(population, animal, actions, spread, "recording")
        for modality in sorted(seen):
            there = np.array(repertoire.perceptible(modality))[list(actions)]
            address = (population.replicate, animal.group, animal.index, modality, "other")
            names.append((len(chosen), address, chosen))
            rows.append((executed.T, seen[modality].T, np.tile(there, (len(chosen), 1))))
    counts = [count for count, _, _ in names]
    units = {
        name: np.repeat(np.array([address[at] for _, address, _ in names]), counts)
        for at, name in enumerate([*ADDRESS, "modality", "view"])
    }
    units["unit"] = np.concatenate([chosen for _, _, chosen in names])
    executed, observed, perceptible = (np.concatenate(parts) for parts in zip(*rows, strict=True))
    acts = [repertoire.names[a] for a in actions]
    return units, Recorded(acts, executed, observed, np.asarray(counter), perceptible)


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
    chosen, executed, observed = responses(population, animal, actions, spread, "recording")
    tables = []
    for modality, seen in observed.items():
        heard = np.array(population.repertoire.perceptible(modality))[list(actions)]
        table = {
            "replicate": population.replicate,
            "group": animal.group,
            "animal": animal.index,
            "unit": np.tile(chosen, len(actions)),
            "modality": modality,
            "view": "other",
            "action": np.repeat(names, len(chosen)),
            "counter": np.repeat(names[counter], len(chosen)),
            "perceptible": np.repeat(heard, len(chosen)),
            "executed": executed.ravel(),
            "observed": seen.ravel(),
        }
        tables.append(pd.DataFrame(table))
    return tables


def responses(
    population: Population,
    animal: Animal,
    actions: tuple[int, ...],
    spread: float,
    *purpose: str,
) -> tuple[np.ndarray, np.ndarray, dict[str, np.ndarray]]:
    """Return what an experimenter records from one animal, with trial noise.

    Parameters
    ----------
    population : Population
        The population, at this moment of its life.
    animal : Animal
        One of its learners.
    actions : tuple of int
        The panel.
    spread : float
        Standard deviation of the noise in a mean over trials.
    *purpose : str
        What is recorded for: the last words of the address of the noise.

    Returns
    -------
    chosen : numpy.ndarray of int, shape (U,)
        The units whose own action is in the panel.
    executed : numpy.ndarray, shape (A, U)
        Their responses while an action is performed.
    observed : dict of str to numpy.ndarray
        The same while it is perceived, by modality in which acts of the panel can be.
    """
    network = animal.network
    chosen = np.flatnonzero((network.motor[list(actions)] == 1.0).any(axis=0))
    executed = network.motor[np.ix_(np.array(actions), chosen)]
    name, address = population.profile.name, (animal.group, animal.index)
    noise = stream(population.seed_value, population.replicate, name, *address, *purpose)
    executed = executed + spread * noise.standard_normal(executed.shape)
    observed = {}
    for modality in perceived(population.repertoire, actions):
        seen = read_out(network, patterns_of(animal, actions, modality))[:, chosen]
        observed[modality] = seen + spread * noise.standard_normal(seen.shape)
    return chosen, executed, observed


def patterns_of(animal: Animal, actions: tuple[int, ...], modality: str) -> np.ndarray:
    """Return (A, C) what the acts of another excite, seen (viewpoint 0) or heard."""
    network = animal.network
    kind = network.kinds.named("other", modality)
    return np.stack([network.pattern(kind, action) for action in actions])
