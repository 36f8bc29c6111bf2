"""Mirror index: the response to the observation of a unit's best executed action, minus the mean of the others::

    index = O_e - mean over a != e of O_a

Permuting the labels makes every action the best executed one equally often, so its expectation is 0.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from .contract import NEEDS, by_unit

__all__ = ["NEEDS", "measure"]


def measure(table: pd.DataFrame, criterion: float) -> pd.DataFrame:
    """Return one row per unit and modality: mirror_index, expected_index (0), unit_of_replication; no criterion is used."""
    units, _, executed, observed, _ = by_unit(table)
    best = observed[np.arange(len(units)), executed.argmax(axis=1)]
    others = (observed.sum(axis=1) - best) / (observed.shape[1] - 1)
    return units.assign(mirror_index=best - others, expected_index=0.0, unit_of_replication="group")
