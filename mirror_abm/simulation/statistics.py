"""Pure functions from tidy tables to tidy tables; the unit of replication must always be named.

Animals of a group share their experience: to count them as independent is to find differences
where there are none. So the caller says what was replicated, and everything below that unit is
averaged first.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..base.errors import InputError, unknown
from ..base.means import error_of_mean
from ..base.ranges import LEVEL, carried, ends

UNITS = {"group": ["replicate", "group"], "population": ["replicate"]}


def means_of(table: pd.DataFrame, by: Sequence[str], values: Sequence[str]) -> pd.DataFrame:
    """Return the means of some columns, each over its own rows in their order, whatever the others.

    Each sum is compensated as Kahan's is: with a value x, the sum s and what s has lost so far::

        y = x - lost;  t = s + y;  lost = (t - s) - y;  s = t

    That of pandas adds the same rows in one way or in another, as the *other* rows of the table
    are in order and complete or not (from pandas 3.1 on), so that last digits would depend on what
    else is in it: on how a run is cut into pieces.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per observation.
    by : sequence of str
        Columns whose combinations are kept apart.
    values : sequence of str
        Columns to average; what is absent (nan) does not count.

    Returns
    -------
    pandas.DataFrame
        One row per combination, which is its index, in order.

    Examples
    --------
    >>> table = pd.DataFrame({"cell": ["b", "a", "b"], "share": [0.5, 0.25, 0.75]})
    >>> means_of(table, ["cell"], ["share"])["share"].to_dict()
    {'a': 0.25, 'b': 0.625}
    """
    grouped = table.groupby(list(by), sort=True, observed=True)
    index, numbers = grouped.size().index, grouped.ngroup().to_numpy()
    data = table[list(values)].to_numpy(np.float64)
    found, absent = np.full((len(index), data.shape[1]), np.nan), np.isnan(data)
    alike: dict[bytes, list[int]] = {}
    for column in range(data.shape[1]):
        alike.setdefault(absent[:, column].tobytes(), []).append(column)
    for columns in alike.values():
        there = ~absent[:, columns[0]] & (numbers >= 0)
        found[:, columns] = _means(data[there][:, columns], numbers[there], len(index))
    return pd.DataFrame(found, index=index, columns=list(values))


def _means(data: np.ndarray, numbers: np.ndarray, groups: int) -> np.ndarray:
    """Return the means of the rows of each group, its n-th row in the n-th step.

    The largest groups stand first, so that those that have an n-th row are the first ones.
    """
    counts = np.bincount(numbers, minlength=groups)
    order = np.argsort(-counts, kind="stable")
    sizes, starts = counts[order], (np.cumsum(counts) - counts)[order]
    data = data[np.argsort(numbers, kind="stable")]
    sums, lost = np.zeros((2, groups, data.shape[1]))
    steps = np.arange(sizes.max(initial=0))
    for step, last in enumerate(np.searchsorted(-sizes, -steps)):
        added = data[starts[:last] + step] - lost[:last]
        total = sums[:last] + added
        lost[:last] = total - sums[:last] - added
        sums[:last] = total
    means = np.full(sums.shape, np.nan)
    np.divide(sums, sizes[:, None], out=means, where=sizes[:, None] > 0)
    return means[np.argsort(order)]


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
    return means_of(table, keys, values).reset_index()


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
            "mean": means_of(units, by, [value])[value],
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
