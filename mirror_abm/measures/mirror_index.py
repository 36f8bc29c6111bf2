"""Mirror index: how much more a unit responds to the sight or sound of its own best action.

From the response to the observation of the best executed action the mean of the others is taken::

    index = O_e - mean over a != e of O_a

over the actions of the panel that can be perceived in the modality. It is absent where e cannot be
perceived, or nothing else can. ``unconditional_mirror_index`` is over all units and the whole
panel, as in the first edition. Permuted labels make every action the best executed one equally
often, so the expectation of both is 0.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from .contract import NEEDS, Array, Flags, Recorded, recorded_units

__all__ = ["NEEDS", "measure", "of_units"]


def measure(table: pd.DataFrame, criterion: float) -> pd.DataFrame:
    """Return the mirror index of each unit.

    Parameters
    ----------
    table : DataFrame
        Recordings, with the columns of ``NEEDS``.
    criterion : float
        Not used: the index has no threshold.

    Returns
    -------
    DataFrame
        One row per unit and modality: mirror_index, unconditional_mirror_index,
        expected_index (0), unit_of_replication.
    """
    units, recorded = recorded_units(table)
    return units.assign(**of_units(recorded, criterion), unit_of_replication="group")


def of_units(recorded: Recorded, criterion: float) -> dict[str, Array]:
    """Return the columns of :func:`measure` for units whose recordings are arrays already.

    Parameters
    ----------
    recorded : Recorded
        The recordings.
    criterion : float
        Not used.

    Returns
    -------
    dict of str to ndarray, each of shape (U,)
        mirror_index, unconditional_mirror_index, expected_index.
    """
    _, executed, observed, _, perceptible = recorded
    rows, e = np.arange(len(executed)), executed.argmax(axis=1)
    best = observed[rows, e]

    def index(counted: Flags) -> Array:
        number = counted.sum(axis=1) - 1
        total = np.where(counted, observed, 0.0).sum(axis=1) - best
        others = total / np.where(number > 0, number, 1)
        found: Array = np.where(counted[rows, e] & (number > 0), best - others, np.nan)
        return found

    return {
        "mirror_index": index(perceptible),
        "unconditional_mirror_index": index(np.ones_like(perceptible)),
        "expected_index": np.zeros(len(rows)),
    }
