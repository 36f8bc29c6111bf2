"""Mirror index: how much more a unit responds to the sight or sound of its own best action.

From the response to the observation of the best executed action the mean of the others is taken::

    index = O_e - mean over a != e of O_a

Permuted labels make every action the best executed one equally often, so its expectation is 0.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from .contract import NEEDS, by_unit

__all__ = ["NEEDS", "measure"]


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
        One row per unit and modality: mirror_index, expected_index (0), unit_of_replication.
    """
    units, _, executed, observed, _ = by_unit(table)
    best = observed[np.arange(len(units)), executed.argmax(axis=1)]
    others = (observed.sum(axis=1) - best) / (observed.shape[1] - 1)
    return units.assign(mirror_index=best - others, expected_index=0.0, unit_of_replication="group")
