"""Detection power: how likely n animals and m units each are to show mirror units, in the world that a run simulated."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from .errors import InputError
from .seeds import stream

NEEDS = ("species", "account", "modality", "replicate", "group", "animal", "unit", "congruent", "expected")
SIZES = (1, 2, 3, 5, 10)
LEVEL, STUDIES = 0.05, 1000
ROUNDING = 1e-12  #: a chance equal to the level is not below it, however a processor rounds it (docs/exactness.md)
ARM = "intact"


def detection_power(units: pd.DataFrame, animals: int, per_animal: int, level: float = LEVEL, studies: int = STUDIES,
                    seed: int = 0) -> pd.DataFrame:
    """Return the chance that a study finds more congruent units than permuted labels would give.

    A study takes ``animals`` groups of the run, one animal of each, and ``per_animal`` of its recorded units (all, if it has
    fewer). It finds mirror units if the count k of congruent ones has ``P(Binomial(N, p) >= k) < level``, p the mean expectation
    of those units under permuted labels. ``studies`` are drawn.

    Parameters
    ----------
    units : the table ``units`` of a run.

    Returns
    -------
    Table: species, account, modality, animals, units, power, mc_error, unit_of_replication (group).

    Raises
    ------
    InputError : fewer groups in the run than animals in the study.
    """
    table = units[units["arm"] == ARM] if "arm" in units and ARM in set(units["arm"]) else units
    rows = []
    for key, part in table.groupby(["species", "account", "modality"], sort=False, observed=True):
        groups = [[each[["congruent", "expected"]].to_numpy(float) for _, each in of.groupby("animal")]
                  for _, of in part.groupby(["replicate", "group"])]
        if len(groups) < animals:
            raise InputError(f"animals = {animals}: must be at most {len(groups)}, the groups of the run: animals of one group "
                             "share their experience. Run more --replicates.")
        rng = stream(seed, "detection power", *(str(word) for word in key), animals, per_animal)
        found = [_finds(groups, animals, per_animal, level, rng) for _ in range(studies)]
        power = float(np.mean(found))
        rows.append((*key, animals, per_animal, power, math.sqrt(power * (1 - power) / studies), "group"))
    return pd.DataFrame(rows, columns=["species", "account", "modality", "animals", "units", "power", "mc_error",
                                       "unit_of_replication"])


def _finds(groups: list[list[np.ndarray]], animals: int, per_animal: int, level: float, rng: np.random.Generator) -> bool:
    """Return whether one study, drawn by ``rng``, finds mirror units."""
    chosen = []
    for group in rng.choice(len(groups), animals, replace=False):
        recorded = groups[group][rng.integers(len(groups[group]))]
        chosen.append(recorded[rng.permutation(len(recorded))[:per_animal]])
    sample = np.concatenate(chosen)
    return at_least(int(sample[:, 0].sum()), len(sample), float(sample[:, 1].mean())) < level * (1 - ROUNDING)


def at_least(k: int, n: int, p: float) -> float:
    """Return ``P(X >= k)`` for X binomial (n, p)."""
    if k <= 0:
        return 1.0
    if p <= 0:
        return 0.0
    if p >= 1:
        return 1.0
    i = np.arange(k, n + 1)
    choose = [math.lgamma(n + 1) - math.lgamma(j + 1) - math.lgamma(n - j + 1) for j in i]
    return float(np.exp(np.array(choose) + i * math.log(p) + (n - i) * math.log1p(-p)).sum())
