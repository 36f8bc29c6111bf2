"""From units to verdicts: shares per animal and group, the summary over groups, what carries it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .main_source import COLUMNS, KEYS, NAMED, SMALL, main_sources
from .statistics import UNITS, paired, per_unit, predictive

FACTORS = ["species", "account", "arm", "world", "modality"]  #: each combination is one cell
SHARES = ["share", "expected", "net", "strict", "broad", "non_congruent", "counter", "mirror_index"]
BASELINE = "intact"
HEADLINE = "net"  #: the column that species are compared by


def animals(units: pd.DataFrame) -> pd.DataFrame:
    """Return the shares of each animal's motor units, and what permuted labels would give.

    Parameters
    ----------
    units : pandas.DataFrame
        One row per unit and modality: congruent, counter, kind, expected, mirror_index.

    Returns
    -------
    pandas.DataFrame
        One row per animal and modality: the columns ``SHARES`` and the number of units. ``net`` is
        the headline: ``share - expected``.
    """
    kinds = units.assign(
        share=units["congruent"].astype(float),
        counter=units["counter"].astype(float),
        strict=(units["kind"] == "strict").astype(float),
        broad=(units["kind"] == "broad").astype(float),
        non_congruent=(units["kind"] == "non_congruent").astype(float),
    )
    kinds["net"] = kinds["share"] - kinds["expected"]
    grouped = kinds.groupby([*FACTORS, *UNITS["group"], "animal"], sort=True, observed=True)
    table = grouped[SHARES].mean()
    table["units"] = grouped.size()
    return table.reset_index().assign(unit_of_replication="group")


def groups(table: pd.DataFrame) -> pd.DataFrame:
    """Return the shares of each group: the means over its recorded animals.

    Parameters
    ----------
    table : pandas.DataFrame
        What :func:`animals` returns.

    Returns
    -------
    pandas.DataFrame
        One row per group and modality, with the numbers of animals and units behind it.
    """
    means = per_unit(table, FACTORS, SHARES, unit="group")
    counts = (
        table.groupby([*FACTORS, *UNITS["group"]], sort=True, observed=True)
        .agg(animals=("animal", "nunique"), units=("units", "sum"))
        .reset_index()
    )
    return means.merge(counts, on=[*FACTORS, *UNITS["group"]]).assign(unit_of_replication="group")


def knockouts(table: pd.DataFrame) -> pd.DataFrame:
    """Return what each source carries: the fall of ``net`` when it alone is removed.

    Parameters
    ----------
    table : pandas.DataFrame
        What :func:`groups` returns, with the arms in which a source was removed.

    Returns
    -------
    pandas.DataFrame
        One row per species, account, world, modality, source, replicate and group, each compared
        with itself: ``drop``, positive where the source raised the share, and ``expected``, which
        is 0, since removing a source without effect moves nothing.
    """
    each = paired(table, KEYS, HEADLINE, "arm", BASELINE, unit="group")
    single = each[
        each["arm"].str.startswith("without ") & ~each["arm"].str.contains("+", regex=False)
    ]
    return (
        single.assign(
            source=single["arm"].str.removeprefix("without "),
            drop=-single["difference"],
            expected=0.0,
            unit_of_replication="group",
        )
        .drop(columns=["arm", "difference"])
        .reset_index(drop=True)
    )


def summary(table: pd.DataFrame, drops: pd.DataFrame) -> pd.DataFrame:
    """Return the comparative table: what each species is expected to have under each account.

    Parameters
    ----------
    table : pandas.DataFrame
        What :func:`groups` returns.
    drops : pandas.DataFrame
        What :func:`knockouts` returns.

    Returns
    -------
    pandas.DataFrame
        One row per species, account, arm, world and modality: mean, low, high and level (the range
        that holds the headline of a new group with the chance ``level``), mc_error, n, the mean
        shares, kind, unit_of_replication; and, in the intact arm, the main source with its fall,
        its error and its runner-up, the columns of :func:`.main_source.main_sources`.
    """
    result = predictive(table, FACTORS, HEADLINE, unit="group")
    others = [name for name in SHARES if name != HEADLINE]
    means = table.groupby(FACTORS, sort=True, observed=True)[others].mean().reset_index()
    result = result.merge(means, on=FACTORS)
    result["kind"] = np.select(
        [result["mean"] < SMALL, result["broad"] > result["strict"]], ["none", "broad"], "strict"
    )
    found = main_sources(drops, table[table["arm"] == BASELINE], HEADLINE)
    result = result.merge(found.assign(arm=BASELINE), on=[*KEYS, "arm"], how="left")
    words = dict.fromkeys(NAMED, str)
    result[NAMED] = result[NAMED].fillna("")
    return result.astype(dict.fromkeys(COLUMNS, float) | words)


def renewed(recorded: pd.DataFrame, table: pd.DataFrame, drops: pd.DataFrame) -> pd.DataFrame:
    """Return the summary of a run that was made before ranges stated their level, as it is now.

    Parameters
    ----------
    recorded : pandas.DataFrame
        The summary as it was written.
    table : pandas.DataFrame
        The groups of the run.
    drops : pandas.DataFrame
        Its knock-outs.

    Returns
    -------
    pandas.DataFrame
        What :func:`summary` returns, with the columns that else were recorded.
    """
    made = summary(table, drops)
    added = [name for name in recorded.columns if name not in made]
    return made.merge(recorded[[*FACTORS, *added]], on=FACTORS, how="left")


def differences(table: pd.DataFrame, arm: str = "") -> pd.DataFrame:
    """Return how each arm differs from the intact one, in the same groups.

    Parameters
    ----------
    table : pandas.DataFrame
        What :func:`groups` returns.
    arm : str, optional
        Only this arm: a contrast with knock-outs holds others beside the one it is about.

    Returns
    -------
    pandas.DataFrame
        One row per species, account, world, modality and arm: mean, low and high of the difference
        in the headline (arm minus intact), level of this range, mc_error, n, unit_of_replication.
    """
    shown = table[table["arm"].isin([BASELINE, arm])] if arm else table
    each = paired(shown, KEYS, HEADLINE, "arm", BASELINE, unit="group")
    return predictive(each, [*KEYS, "arm"], "difference", unit="group")
