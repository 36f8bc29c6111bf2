"""Detection power: how likely studies of several sizes are to find mirror units, and how many they will count.

What a study is, what its laboratory does and when it finds mirror units is said, and computed, in one place,
:mod:`mirror_abm.inference.prediction`; here it is asked for one size after another.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from .prediction import CELL, LEVEL, UNITS, Lab, Study, cells, foreseen

if TYPE_CHECKING:
    from ..simulation.archive import Run

SIZES = (1, 2, 3, 5, 10)  #: animals of a study


def detection_power(
    run: Run,
    animals: Sequence[int] = SIZES,
    *,
    units: int = UNITS,
    lab: Lab | None = None,
    level: float = LEVEL,
) -> pd.DataFrame:
    """Return how likely studies of n animals and m units are to find mirror units, per species, account and modality.

    Parameters
    ----------
    animals : sizes of study. units : in each animal. lab : see
    :class:`~mirror_abm.inference.prediction.Lab`. level : of the study's test.

    Returns
    -------
    Table: species, account, modality, animals, units, found, mc_error, draws, counted, counted_low, counted_high (as
    :func:`~mirror_abm.inference.prediction.foreseen` has them), unit_of_replication (draw).

    Raises
    ------
    InputError : a run of the permuted world, a size that is no study.
    """
    studies = [Study(number, units, lab or Lab(), level) for number in animals]
    rows = [
        {
            **dict(zip(CELL, key, strict=True)),
            "animals": study.animals,
            "units": study.units,
            **foreseen(draws, study),
        }
        for key, (_, draws) in cells(run).items()
        for study in studies
    ]
    return pd.DataFrame(rows).assign(unit_of_replication="draw")
