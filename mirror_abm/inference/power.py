"""Detection power: how likely studies of several sizes are to find mirror units.

A study's chance is computed in one place, :mod:`mirror_abm.inference.prediction`; here it is asked
for one size after another.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from .prediction import foreseen
from .shares import PREDICTED, shares_by_cell
from .study import LEVEL, UNITS, Lab, Study

if TYPE_CHECKING:
    from ..simulation.archive import Run

#: animals of the studies that are compared
STUDY_SIZES = (1, 2, 3, 5, 10)


def detection_power(
    run: Run,
    animals: Sequence[int] = STUDY_SIZES,
    *,
    units: int = UNITS,
    lab: Lab | None = None,
    level: float = LEVEL,
) -> pd.DataFrame:
    """Return how likely studies are to find mirror units, by their number of animals.

    Parameters
    ----------
    run : Run
        A run of the normal world.
    animals : sequence of int
        Animals of each study.
    units : int
        Units recorded in each animal.
    lab : Lab, optional
        How well the laboratory calls units; the default ranges if None.
    level : float
        Significance level of the study's test against responses to other acts.

    Returns
    -------
    pandas.DataFrame
        One row per species, account, modality and size: ``species``, ``account``, ``modality``,
        ``animals``, ``units``, ``found``, ``mc_error``, ``mc_error_is``, ``draws``, ``counted``
        with its ranges, ``of`` (see :func:`mirror_abm.inference.prediction.foreseen`), and
        ``unit_of_replication``, the draw.

    Raises
    ------
    InputError
        If labels were permuted in this run, or if no study can have such a size.
    """
    studies = [Study(number, units, lab or Lab(), level) for number in animals]
    rows = [
        {
            **dict(zip(PREDICTED, key, strict=True)),
            "animals": study.animals,
            "units": study.units,
            **foreseen(shares, study),
        }
        for key, (_, shares) in shares_by_cell(run).items()
        for study in studies
    ]
    return pd.DataFrame(rows).assign(unit_of_replication="draw")
