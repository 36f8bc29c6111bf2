"""Pure functions from tidy tables to tidy tables; the unit of replication must always be named.

Animals of a group share their experience: counting them as independent finds differences where none are. So the caller
says what was replicated, and everything below that unit is averaged first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from ..base.errors import InputError, unknown

UNITS = {"group": ["replicate", "group"], "population": ["replicate"]}


def per_unit(
    table: pd.DataFrame, by: Sequence[str], values: Sequence[str], *, unit: str
) -> pd.DataFrame:
    """Return the mean of ``values`` in each unit of replication, for each combination of ``by``.

    ``unit`` is ``"group"`` or ``"population"``; ``"animal"`` is refused.
    """
    if unit == "animal":
        raise InputError(
            "unit = 'animal': animals of a group share their experience: must be 'group' or 'population'."
        )
    if unit not in UNITS:
        raise unknown("unit", unit, UNITS)
    keys = [*by, *(name for name in UNITS[unit] if name not in by)]
    return table.groupby(keys, sort=True, observed=True)[list(values)].mean().reset_index()


def ends(values: Any, level: float = 0.9) -> tuple[Any, Any]:
    """Return the ends of the central range that holds ``level`` of some values (pandas: a column, a table, or groups of one)."""
    tail = (1 - level) / 2
    return values.quantile(tail), values.quantile(1 - tail)


def predictive(
    table: pd.DataFrame, by: Sequence[str], value: str, *, unit: str, level: float = 0.9
) -> pd.DataFrame:
    """Return mean, predictive range and Monte-Carlo error of ``value`` over units of replication.

    Columns: ``by``, mean, low, high (the ``level`` range over draws and groups, which does not shrink with more
    replicates), mc_error (standard error of the mean, which does), n, unit_of_replication.
    """
    units = per_unit(table, by, [value], unit=unit)
    grouped = units.groupby(list(by), sort=True, observed=True)[value]
    low, high = ends(grouped, level)
    result = pd.DataFrame(
        {
            "mean": grouped.mean(),
            "low": low,
            "high": high,
            "mc_error": grouped.std(ddof=1) / grouped.size() ** 0.5,
            "n": grouped.size(),
        }
    )
    return result.reset_index().assign(unit_of_replication=unit)


def paired(
    table: pd.DataFrame, by: Sequence[str], value: str, arm: str, baseline: str, *, unit: str
) -> pd.DataFrame:
    """Return, for each unit of replication, ``value`` in every other arm minus ``value`` in the arm ``baseline``.

    Columns: ``by``, the unit's names, ``arm``, ``difference``. Units without a baseline are left out.
    """
    units = per_unit(table, [*by, arm], [value], unit=unit)
    keys = [*by, *UNITS[unit]]
    base = units[units[arm] == baseline].drop(columns=arm).rename(columns={value: "_baseline"})
    both = units[units[arm] != baseline].merge(base, on=keys)
    return both.assign(difference=both[value] - both["_baseline"])[[*keys, arm, "difference"]]
