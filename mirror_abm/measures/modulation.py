"""Modulation: which motor units are excited, and which fall silent, when their own act is observed.

Let e be the action with the unit's best response in execution, E_e that response and O_e the
response to its observation, beyond the context's. With the criterion c of all measures the unit is

- excited if ``O_e > c E_e`` (facilitation-type);
- suppressed if ``O_e < -c E_e`` (suppression-type);
- neither otherwise.

The two expectations are those under permuted labels of the observed actions, which make each of the
P perceptible actions the own one equally often: ``expected_excited`` and ``expected_suppressed``
are the shares of the P that excite, or suppress, the unit. All are absent where e cannot be
perceived in the modality.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from .contract import NEEDS, Recorded, recorded_units

__all__ = ["NEEDS", "measure", "of_units"]


def measure(table: pd.DataFrame, criterion: float) -> pd.DataFrame:
    """Return whether each unit is excited or suppressed as its own act is observed.

    Parameters
    ----------
    table : DataFrame
        Recordings, with the columns of ``NEEDS``.
    criterion : float
        Share of the best response in execution above which an action excites, and below the
        negative of which it suppresses.

    Returns
    -------
    DataFrame
        One row per unit and modality: the columns that name the unit; best_executed; modulation
        (excited, suppressed, neither, or empty); excited, suppressed (1 or 0, or absent);
        expected_excited, expected_suppressed; unit_of_replication.
    """
    units, recorded = recorded_units(table)
    return units.assign(**of_units(recorded, criterion), unit_of_replication="group")


def of_units(recorded: Recorded, criterion: float) -> dict[str, np.ndarray]:
    """Return the columns of :func:`measure` for units whose recordings are arrays already.

    Parameters
    ----------
    recorded : Recorded
        The recordings.
    criterion : float
        As of :func:`measure`.

    Returns
    -------
    dict of str to ndarray, each of shape (U,)
        What is measured of each unit.
    """
    actions, executed, observed, _, perceptible = recorded
    rows, best = np.arange(len(executed)), executed.argmax(axis=1)
    level = criterion * executed[rows, best, None]
    up, down = (observed > level) & perceptible, (observed < -level) & perceptible
    counts, number = perceptible[rows, best], np.maximum(perceptible.sum(axis=1), 1)
    kind = np.select([up[rows, best], down[rows, best]], ["excited", "suppressed"], "neither")
    found = {
        "excited": up[rows, best].astype(float),
        "suppressed": down[rows, best].astype(float),
        "expected_excited": up.sum(axis=1) / number,
        "expected_suppressed": down.sum(axis=1) / number,
    }
    return {
        "best_executed": np.array(actions)[best],
        "modulation": np.where(counts, kind, ""),
        **{name: np.where(counts, values, np.nan) for name, values in found.items()},
    }
