"""From units to verdicts: shares per animal and group, the summary over groups, what carries it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .statistics import UNITS, paired, per_unit, predictive

FACTORS = ["species", "account", "arm", "world", "modality"]  #: each combination is one cell
SHARES = ["share", "expected", "net", "strict", "broad", "non_congruent", "counter", "mirror_index"]
BASELINE = "intact"
SMALL = 0.01  #: a change of the share below this decides nothing


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
    by = ["species", "account", "world", "modality"]
    each = paired(table, by, "net", "arm", BASELINE, unit="group")
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
        One row per species, account, arm, world and modality: mean, low and high (90 % predictive
        range of the congruent share above its permuted expectation, over draws and groups),
        mc_error, n, the mean shares, kind, main_source, main_drop, unit_of_replication.
        ``main_source`` is the source whose removal lowers the share most; it is empty where no
        removal lowers it by 0.01.
    """
    result = predictive(table, FACTORS, "net", unit="group")
    means = (
        table.groupby(FACTORS, sort=True, observed=True)[[name for name in SHARES if name != "net"]]
        .mean()
        .reset_index()
    )
    result = result.merge(means, on=FACTORS)
    result["kind"] = np.select(
        [result["mean"] < SMALL, result["broad"] > result["strict"]], ["none", "broad"], "strict"
    )
    keys = ["species", "account", "world", "modality"]
    if len(drops):
        mean_drops = (
            drops.groupby([*keys, "source"], sort=True, observed=True)["drop"].mean().reset_index()
        )
        largest = mean_drops.loc[mean_drops.groupby(keys, observed=True)["drop"].idxmax()]
        largest = largest[largest["drop"] >= SMALL].rename(
            columns={"source": "main_source", "drop": "main_drop"}
        )
        result = result.merge(largest, on=keys, how="left")
    else:
        result = result.assign(main_source=None, main_drop=np.nan)
    result["main_source"] = (
        result["main_source"]
        .where(result["main_source"].notna() & (result["arm"] == BASELINE), "")
        .astype(str)
    )
    return result


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
        in ``net`` (arm minus intact), mc_error, n, unit_of_replication.
    """
    by = ["species", "account", "world", "modality"]
    shown = table[table["arm"].isin([BASELINE, arm])] if arm else table
    each = paired(shown, by, "net", "arm", BASELINE, unit="group")
    return predictive(each, [*by, "arm"], "difference", unit="group")
