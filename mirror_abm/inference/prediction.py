"""What a study should find in each species, under each account.

Chances come from the shares that a run simulated (:mod:`.shares`), through the
distribution of a study's outcome in one draw (:mod:`.chances`), and are means over draws. Nothing
here knows what was found in any species.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ..base.means import kind_of_error
from ..base.progress import followed
from ..base.ranges import carried, ends_of_mixture
from ..simulation.statistics import predictive
from ..simulation.summary import HEADLINE, intact
from .chances import ROUNDING, finds, outcomes
from .information import standard_error
from .shares import PREDICTED, Shares, shares_by_cell
from .study import ANIMALS, LEVEL, UNITS, Lab, Study

if TYPE_CHECKING:
    from ..simulation.archive import Run


def foreseen(shares: Shares, study: Study) -> dict[str, Any]:
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
        the mean over draws; ``mc_error``: the standard error of this mean; ``mc_error_is``: *upper
        bound* or *by blocks* (:mod:`mirror_abm.base.means`); ``draws``: their number;
        ``counted``: how many of its units it will find to respond to their own act, the mean over
        draws; ``counted_low``, ``counted_high``: the range that holds the count of a new study with
        the chance ``counted_level``, 90 % from 19 draws on; ``counted_low_50``,
        ``counted_high_50``: that of 50 %, where the draws carry it (see
        :func:`mirror_abm.base.ranges.ends_of_mixture`); ``of``: units of the study, all animals
        together.
    """
    found, each = finds(shares, study), outcomes(shares, study, "own")
    counts = each.mean(axis=0)
    (low, high), (inner_low, inner_high) = ends_of_mixture(each), ends_of_mixture(each, 0.5)
    return {
        "found": float(found.mean()),
        "mc_error": standard_error(found),
        "mc_error_is": kind_of_error(len(found)),
        "draws": len(found),
        "counted": float(counts @ np.arange(len(counts))),
        "counted_low": low,
        "counted_high": high,
        "counted_level": carried(len(found)),
        "counted_low_50": inner_low,
        "counted_high_50": inner_high,
        "of": study.animals * study.units,
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
        ``account``, ``modality``, ``animals``, ``units``; ``found``, ``mc_error``, ``mc_error_is``,
        ``draws``, ``counted`` with its ranges, ``of`` (see :func:`foreseen`); ``mean``, ``low``,
        ``high``, ``level``: own minus other, and the range that holds that of a new draw with the
        chance ``level``; ``kind``, ``main_source`` and ``main_first``, as in the run's summary;
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
                **{name: share[name] for name in ("mean", "low", "high", "level")},
                **{name: fact[name] for name in ("kind", "main_source", "main_first")},
                "flips": _flips(finds(shares, study), numbers, removed.get(key), study),
            }
        )
    return pd.DataFrame(rows).assign(unit_of_replication="draw")


def predicted_counts(
    run: Run,
    *,
    animals: int = ANIMALS,
    units: int = UNITS,
    lab: Lab | None = None,
    progress: bool | None = None,
) -> pd.DataFrame:
    """Return the distribution of how many units a study will find to respond to their own act.

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
    progress : bool, optional
        Whether a progress bar is shown; if left out, in notebooks and at the Python prompt, not in
        scripts.

    Returns
    -------
    pandas.DataFrame
        One row per species, account, modality and count: ``count``, from 0 to ``of``, the units of
        the study; ``chance``, that it finds so many, the mean over draws; ``at_least``,
        that so many or more are; ``draws``; ``unit_of_replication``, the draw.

    Raises
    ------
    InputError
        If labels were permuted in this run, or if no study can have this size.

    Examples
    --------
    >>> import tempfile
    >>> import mirror_abm as ma
    >>> run = ma.run("octopus_vulgaris", days=0.01, replicates=4, out=tempfile.mkdtemp())
    >>> table = ma.predicted_counts(run, animals=2, units=10)
    >>> table.groupby("account")["count"].max().to_dict()
    {'associative': 20, 'none': 20}
    """
    study = Study(animals, units, lab or Lab())
    parts = []
    for key, (numbers, shares) in followed(shares_by_cell(run).items(), progress, "cells"):
        chance = outcomes(shares, study, "own").mean(axis=0)
        cell = pd.DataFrame({"count": np.arange(len(chance)), "of": len(chance) - 1})
        cell = cell.assign(chance=chance, at_least=np.cumsum(chance[::-1])[::-1])
        cell = cell.assign(draws=len(numbers), unit_of_replication="draw")
        parts.append(cell.assign(**dict(zip(PREDICTED, key, strict=True))))
    table = pd.concat(parts, ignore_index=True)
    return table[[*PREDICTED, *(name for name in table.columns if name not in PREDICTED)]]


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
