"""How long the animals behind each row of a run lived, and in what time-lapse.

Both are of the draw: one age for each species, one time-lapse for each replicate, the same for all
species, accounts and arms.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from .statistics import UNITS

LIVED = ["age", "lapse"]
#: what a row over groups says of their time-lapses, which are those of their draws
OVER_GROUPS = [*LIVED, "lapse_low", "lapse_high"]
_CELL = ["species", "account", "arm", "world"]
_LAST = "unit_of_replication"


def lives_told(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return the tables of a run, each with the age and the time-lapse of its rows.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        Tables of a run by name; those that were recorded, such as ``units``, have both columns.

    Returns
    -------
    dict of str to pandas.DataFrame
        The same tables. Rows of one group have ``age`` and ``lapse``; rows over groups have the
        age, the median of the lapses in ``lapse``, and the least and greatest of them in
        ``lapse_low`` and ``lapse_high``.
    """
    return {name: life_told(table, tables["units"]) for name, table in tables.items()}


def life_told(table: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """Return a table of a run with the age and the time-lapse of its rows.

    Parameters
    ----------
    table : pandas.DataFrame
        Its rows are groups or over groups, of some of the species, accounts, arms and worlds.
    units : pandas.DataFrame
        The table ``units`` of the run.

    Returns
    -------
    pandas.DataFrame
        With the columns of :func:`lives_told` before the unit of replication; the table itself if
        it has them, or if the run was made before animals could live in time-lapse.
    """
    if "lapse" in table or "lapse" not in units:
        return table
    cell = [name for name in _CELL if name in table]
    each = units[[*cell, *UNITS["group"], *LIVED]].drop_duplicates()
    if "replicate" in table:
        keys, lives = [*cell, *UNITS["group"]], each
    else:
        keys, lives = cell, over_groups(each, cell)
    found = table[keys].merge(lives, on=keys, how="left", validate="many_to_one")
    result = table.copy()
    for name in lives.columns.difference(keys, sort=False):
        where = result.columns.get_loc(_LAST) if _LAST in result else len(result.columns)
        result.insert(where, name, found[name].to_numpy())
    return result


def over_groups(table: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Return the age and the time-lapses of groups.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per group, with ``age`` and ``lapse``.
    by : list of str
        Columns whose combinations are kept apart.

    Returns
    -------
    pandas.DataFrame
        One row per combination: age; lapse, the median; lapse_low and lapse_high, the extremes.
    """
    grouped = table.groupby(by, sort=True, observed=True)
    lapse = grouped["lapse"]
    return pd.DataFrame(
        {
            "age": grouped["age"].max(),
            "lapse": lapse.median(),
            "lapse_low": lapse.min(),
            "lapse_high": lapse.max(),
        }
    ).reset_index()
