"""Pure functions from tidy tables to tidy tables; the unit of replication must always be named.

Animals of a group share their experience: to count them as independent is to find differences
where there are none. So the caller says what was replicated, and everything below that unit is
averaged first.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ..base.errors import InputError, unknown
from ..base.means import error_of_mean
from ..base.ranges import LEVEL, carried, ends

UNITS = {"group": ["replicate", "group"], "population": ["replicate"]}


def per_unit(
    table: pd.DataFrame, by: Sequence[str], values: Sequence[str], *, unit: str
) -> pd.DataFrame:
    """Return the mean of some columns in each unit of replication.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per observation.
    by : sequence of str
        Columns whose combinations are kept apart.
    values : sequence of str
        Columns to average.
    unit : {"group", "population"}
        The unit of replication; ``"animal"`` is refused.

    Returns
    -------
    pandas.DataFrame
        One row per combination of ``by`` and unit.

    Raises
    ------
    InputError
        If ``unit`` is no unit of replication.
    """
    if unit == "animal":
        raise InputError(
            "unit = 'animal': animals of a group share their experience: must be 'group' or "
            "'population'."
        )
    if unit not in UNITS:
        raise unknown("unit", unit, UNITS)
    keys = [*by, *(name for name in UNITS[unit] if name not in by)]
    return table.groupby(keys, sort=True, observed=True)[list(values)].mean().reset_index()


def predictive(
    table: pd.DataFrame, by: Sequence[str], value: str, *, unit: str, level: float = LEVEL
) -> pd.DataFrame:
    """Return mean, predictive range and Monte-Carlo error of a column over units of replication.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per observation.
    by : sequence of str
        Columns whose combinations are kept apart.
    value : str
        The column.
    unit : {"group", "population"}
        The unit of replication; ``"animal"`` is refused.
    level : float, default 0.9
        The chance with which the range holds a new unit, where there are units enough.

    Returns
    -------
    pandas.DataFrame
        One row per combination of ``by``: mean; low and high, the range over draws and groups,
        which does not shrink with more replicates; level, the chance with which it holds a new
        unit: ``level``, or what so few units carry (:mod:`mirror_abm.base.ranges`); mc_error, the
        standard error of the mean, which does shrink; mc_error_is, whether it is taken over blocks
        of replicates or an upper bound (:mod:`mirror_abm.base.means`); n, the units in which the
        column is not absent; unit_of_replication.

    Raises
    ------
    InputError
        If ``unit`` is no unit of replication.
    """
    units = per_unit(table, by, [value], unit=unit)
    grouped = units.groupby(list(by), sort=True, observed=True)[value]
    low, high = ends(grouped, level)
    errors = [error_of_mean(each, units["replicate"][each.index]) for _, each in grouped]
    result = pd.DataFrame(
        {
            "mean": grouped.mean(),
            "low": low,
            "high": high,
            "level": [carried(n, level) for n in grouped.count()],
            "mc_error": [each.error for each in errors],
            "mc_error_is": [each.kind for each in errors],
            "n": grouped.count(),
        }
    )
    return result.reset_index().assign(unit_of_replication=unit)


def paired(
    table: pd.DataFrame, by: Sequence[str], value: str, arm: str, baseline: str, *, unit: str
) -> pd.DataFrame:
    """Return how each unit of replication differs between its arms and a baseline.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per observation.
    by : sequence of str
        Columns whose combinations are kept apart.
    value : str
        The column that is compared.
    arm : str
        The column that names the arms.
    baseline : str
        The arm with which the others are compared.
    unit : {"group", "population"}
        The unit of replication; ``"animal"`` is refused.

    Returns
    -------
    pandas.DataFrame
        One row per combination of ``by``, unit and other arm: ``difference``, the value in that
        arm minus the value in the baseline. Units without a baseline are left out.

    Raises
    ------
    InputError
        If ``unit`` is no unit of replication.
    """
    units = per_unit(table, [*by, arm], [value], unit=unit)
    keys = [*by, *UNITS[unit]]
    base = units[units[arm] == baseline].drop(columns=arm).rename(columns={value: "_baseline"})
    both = units[units[arm] != baseline].merge(base, on=keys)
    return both.assign(difference=both[value] - both["_baseline"])[[*keys, arm, "difference"]]
