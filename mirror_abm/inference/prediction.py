"""What a study should find in each species, under each account.

Chances come from the shares that a run simulated (:mod:`.shares`), through the
distribution of a study's outcome in one draw (:mod:`.chances`), and are means over draws. Nothing
here knows what was found in any species.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ..base.progress import followed
from ..simulation.statistics import predictive
from ..simulation.summary import HEADLINE
from .chances import ROUNDING, finds, outcomes
from .information import standard_error
from .shares import PREDICTED, Shares, intact, shares_by_cell
from .study import ANIMALS, LEVEL, UNITS, Lab, Study

if TYPE_CHECKING:
    from ..simulation.archive import Run


def foreseen(shares: Shares, study: Study) -> dict[str, float]:
    """Return what a study will find in one cell, over draws.

    Parameters
    ----------
    shares : Shares
        What the study's animals are taken from.
    study : Study
        Its size and its laboratory.

    Returns
    -------
    dict
        ``found``: the chance that it finds more units that respond to their own act than to others,
        the mean over draws; ``mc_error``: the standard error of this mean; ``draws``: their number;
        ``counted``, ``counted_low``, ``counted_high``: how many of its units it will find
        to respond to their own act, the mean and the 90 % predictive range.
    """
    found, counts = finds(shares, study), outcomes(shares, study, "own").mean(axis=0)
    low, high = (int(np.searchsorted(np.cumsum(counts), share)) for share in (0.05, 0.95))
    return {
        "found": float(found.mean()),
        "mc_error": standard_error(found),
        "draws": len(found),
        "counted": float(counts @ np.arange(len(counts))),
        "counted_low": low,
        "counted_high": high,
    }


def predictions(
    run: Run,
    *,
    animals: int = ANIMALS,
    units: int = UNITS,
    lab: Lab | None = None,
    level: float = LEVEL,
    progress: bool | None = None,
) -> pd.DataFrame:
    """Return how likely a study is to find mirror units, per species, account and modality.

    Parameters
    ----------
    run : Run
        A run of the normal world.
    animals : int
        Animals of the study.
    units : int
        Units recorded in each animal.
    lab : Lab, optional
        How well the laboratory calls units; the default ranges if None.
    level : float
        Significance level of the study's test against responses to other acts.
    progress : bool, optional
        Whether a progress bar is shown; if left out, in notebooks and at the Python prompt, not in
        scripts.

    Returns
    -------
    pandas.DataFrame
        One row per species, account and modality in which a study can be made: ``species``,
        ``account``, ``modality``, ``animals``, ``units``;
        ``found``, ``mc_error``, ``draws``, ``counted``, ``counted_low``, ``counted_high`` (see
        :func:`foreseen`);
        ``mean``, ``low``, ``high``: the own minus other, and its 90 %
        predictive range;
        ``kind`` and ``main_source``, as in the run's summary;
        ``flips``: sources whose removal alone takes ``found`` across one half, in the draws in
        which they were removed, empty if there is none or none was removed;
        ``unit_of_replication``: the draw.

    Raises
    ------
    InputError
        If labels were permuted in this run, or if no study can have this size.

    Examples
    --------
    >>> import tempfile
    >>> import mirror_abm as ma
    >>> run = ma.run("octopus_vulgaris", days=0.01, replicates=4, out=tempfile.mkdtemp())
    >>> table = ma.predictions(run, animals=2, units=30)
    >>> table["modality"].unique().tolist()  # no act of an octopus is heard
    ['visual']
    >>> bool(table["found"].between(0, 1).all())
    True
    """
    study = Study(animals, units, lab or Lab(), level)
    removed = _removed(run.table("units"))
    ranges = predictive(intact(run.table("groups")), PREDICTED, HEADLINE, unit="population")
    ranges = ranges.set_index(PREDICTED)
    facts = intact(run.table("summary")).drop_duplicates(PREDICTED).set_index(PREDICTED)
    rows: list[dict[str, Any]] = []
    for key, (numbers, shares) in followed(shares_by_cell(run).items(), progress, "cells"):
        share, fact = ranges.loc[key], facts.loc[key]
        rows.append(
            {
                **dict(zip(PREDICTED, key, strict=True)),
                "animals": animals,
                "units": units,
                **foreseen(shares, study),
                **{name: share[name] for name in ("mean", "low", "high")},
                **{name: fact[name] for name in ("kind", "main_source")},
                "flips": _flips(finds(shares, study), numbers, removed.get(key), study),
            }
        )
    return pd.DataFrame(rows).assign(unit_of_replication="draw")


def _removed(units: pd.DataFrame) -> dict[tuple[str, str, str], pd.DataFrame]:
    """Return the recorded units of animals without one source, by species, account and modality."""
    without = units["arm"].str.startswith("without ")
    own = units["arm"].isin(set(intact(units)["arm"]))
    return dict(list(units[without & ~own].groupby(PREDICTED, observed=True)))


def _flips(
    found: np.ndarray, numbers: list[int], removed: pd.DataFrame | None, study: Study
) -> str:
    """Return the sources whose removal takes the chance to find mirror units across one half."""
    flipping = []
    for arm, part in removed.groupby("arm", observed=True) if removed is not None else ():
        same = [number for number in numbers if number in set(part["replicate"])]
        before = found[[numbers.index(number) for number in same]].mean()
        after, half = finds(Shares.of(part, same), study).mean(), 0.5 - ROUNDING
        if (before >= half) != (after >= half):
            flipping.append(str(arm).removeprefix("without "))
    return ", ".join(flipping)
