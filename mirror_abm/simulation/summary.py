"""From units to verdicts: shares per animal and group, the summary over groups, and the source that carries the result."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .statistics import UNITS, paired, per_unit, predictive

CELL = ["species", "account", "arm", "world", "modality"]
SHARES = ["share", "expected", "net", "strict", "broad", "non_congruent", "counter", "mirror_index"]
BASELINE = "intact"
SMALL = 0.01  #: a change of the share below this decides nothing


def animals(units: pd.DataFrame) -> pd.DataFrame:
    """Return one row per animal and modality: the shares of its motor units, and what permuted labels would give.

    ``net`` is the headline: ``share - expected``.
    """
    kinds = units.assign(
        share=units["congruent"].astype(float),
        counter=units["counter"].astype(float),
        strict=(units["kind"] == "strict").astype(float),
        broad=(units["kind"] == "broad").astype(float),
        non_congruent=(units["kind"] == "non_congruent").astype(float),
    )
    kinds["net"] = kinds["share"] - kinds["expected"]
    grouped = kinds.groupby([*CELL, *UNITS["group"], "animal"], sort=True, observed=True)
    table = grouped[SHARES].mean()
    table["units"] = grouped.size()
    return table.reset_index().assign(unit_of_replication="group")


def groups(table: pd.DataFrame) -> pd.DataFrame:
    """Return one row per group and modality: the means over its recorded animals."""
    means = per_unit(table, CELL, SHARES, unit="group")
    counts = (
        table.groupby([*CELL, *UNITS["group"]], sort=True, observed=True)
        .agg(animals=("animal", "nunique"), units=("units", "sum"))
        .reset_index()
    )
    return means.merge(counts, on=[*CELL, *UNITS["group"]]).assign(unit_of_replication="group")


def knockouts(table: pd.DataFrame) -> pd.DataFrame:
    """Return what each source carries: the fall of ``net`` when it alone is removed, in the same groups.

    Columns: species, account, world, modality, source, replicate, group, drop (positive: the source raised the share),
    expected (0: without effect, removing a source moves nothing), unit_of_replication.
    """
    by = ["species", "account", "world", "modality"]
    differences = paired(table, by, "net", "arm", BASELINE, unit="group")
    single = differences[
        differences["arm"].str.startswith("without ")
        & ~differences["arm"].str.contains("+", regex=False)
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
    """Return one row per species, account, arm, world and modality.

    Columns: mean, low, high (90 % predictive range of the congruent share above its permuted expectation, over draws and
    groups), mc_error, n, share, expected, strict, broad, non_congruent, counter, mirror_index, kind, main_source,
    main_drop, unit_of_replication. ``main_source`` is the source whose removal lowers the share most; it is empty where
    no removal lowers it by 0.01.
    """
    result = predictive(table, CELL, "net", unit="group")
    means = (
        table.groupby(CELL, sort=True, observed=True)[[name for name in SHARES if name != "net"]]
        .mean()
        .reset_index()
    )
    result = result.merge(means, on=CELL)
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


def contrast(table: pd.DataFrame) -> pd.DataFrame:
    """Return arm minus intact, per species, account and modality, over groups: mean, low, high, mc_error, n."""
    by = ["species", "account", "world", "modality"]
    differences = paired(table, by, "net", "arm", BASELINE, unit="group")
    return predictive(differences, [*by, "arm"], "difference", unit="group")
