"""The shares that a run recorded, draw by draw: what a study takes its animals from.

Units are those whose best executed act can be perceived in the modality. A unit that responds to
the sight (sound) of that act is a hit; how often units respond to acts that they do not do is what
a study expects of units that know nothing of what they do. Where a single act can be perceived
there is no other to compare with, and a study compares with silence: it expects none.

The unit is the **draw** (one replicate: one draw of all uncertain numbers, the constants the same
for all species and accounts). A cell of the comparison is a species under an account, in one
modality. Nothing here knows what was found in any species.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..base.brief import brief
from ..base.errors import InputError
from ..simulation.summary import intact

if TYPE_CHECKING:
    from ..simulation.archive import Run

#: what a chance is predicted for
PREDICTED = ["species", "account", "modality"]


@dataclass(frozen=True)
class Shares:
    """Shares of recorded animals of one species under one account, in one modality.

    Attributes
    ----------
    share : numpy.ndarray
        Share of an animal's units that respond to their own act (``own``), shape (draw, animal).
    expected : numpy.ndarray
        Their mean share of responses to acts that they do not do (``other``), same shape.
    weight : numpy.ndarray
        Weight of an animal within its draw, same shape; each draw sums to 1, and is 0 where it
        has fewer animals than others.
    """

    share: np.ndarray
    expected: np.ndarray
    weight: np.ndarray

    __repr__ = brief

    @classmethod
    def of(cls, units: pd.DataFrame, replicates: list[int]) -> Shares:
        """Return the shares of one cell.

        Parameters
        ----------
        units : pandas.DataFrame
            The cell's rows of a run's table ``units``.
        replicates : list of int
            The draws wanted, in this order.

        Returns
        -------
        Shares
            One row for each of ``replicates``.

        Raises
        ------
        InputError
            If a draw has no recorded unit.
        """
        units = units[units["own"].notna()]
        means = units.groupby(["replicate", "group", "animal"], sort=True, observed=True)[
            ["own", "other"]
        ].mean()
        means["other"] = means["other"].fillna(0.0)
        each = {number: part.to_numpy(float) for number, part in means.groupby(level="replicate")}
        absent = [number for number in replicates if number not in each]
        if absent:
            raise InputError(
                f"units: replicate {absent[0]} has no recorded unit in {_whose(units)}."
            )
        most = max(len(each[number]) for number in replicates)
        share, expected, weight = (np.zeros((len(replicates), most)) for _ in range(3))
        for row, number in enumerate(replicates):
            animals = each[number]
            share[row, : len(animals)], expected[row, : len(animals)] = animals.T
            weight[row, : len(animals)] = 1 / len(animals)
        return cls(share, expected, weight)


def _whose(units: pd.DataFrame) -> str:
    """Return the species, account and modality of some rows, for an error sentence."""
    return (
        ", ".join(str(units[name].iloc[0]) for name in PREDICTED if name in units and len(units))
        or "an empty table"
    )


def require_normal_world(run: Run) -> None:
    """Refuse a run of the permuted world: no study is made there.

    Parameters
    ----------
    run : Run
        The run to check.

    Raises
    ------
    InputError
        If labels were permuted in this run.
    """
    if run.plan.world != "normal":
        raise InputError(
            f"run {run.id}: world = {run.plan.world!r}: must be 'normal', the world in which "
            "studies are made."
        )


def shares_by_cell(run: Run) -> dict[tuple[str, str, str], tuple[list[int], Shares]]:
    """Return the shares of every cell in which a study can be made.

    Parameters
    ----------
    run : Run
        A run of the normal world.

    Returns
    -------
    dict
        (species, account, modality) -> the numbers of the draws, and the shares in that order.

    Raises
    ------
    InputError
        If labels were permuted in this run.
    """
    require_normal_world(run)
    found = {}
    for key, part in intact(run.table("units")).groupby(PREDICTED, sort=True, observed=True):
        numbers = sorted(set(part["replicate"]))
        found[key] = numbers, Shares.of(part, numbers)
    return found
