"""From units to verdicts: shares per animal and group, the summary over groups, what carries it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .main_source import COLUMNS, KEYS, NAMED, SMALL, main_sources
from .statistics import UNITS, means_of, paired, per_unit, predictive

FACTORS = ["species", "account", "arm", "world", "modality"]  #: each combination is one cell
HEADLINE = "own_minus_other"  #: what species, accounts and arms are compared by
#: what it is, for readers
HEADLINE_WORDS = (
    "Own minus other: share of motor units that respond to the sight (sound) of their own act, "
    "minus their share of responses to acts that they do not do"
)
KINDS = ["strict", "broad", "non_congruent", "counter", "mirror_index"]
#: over units whose act can be perceived, and perceptible acts; then over all units and the panel
CONDITIONAL = ["own", "other", HEADLINE, "congruent", "expected", *KINDS]
SHARES = [*CONDITIONAL, *(f"unconditional_{name}" for name in ("share", "expected", "net", *KINDS))]
BASELINE = "intact"


def animals(units: pd.DataFrame) -> pd.DataFrame:
    """Return the shares of each animal's motor units, and what permuted labels would give.

    Parameters
    ----------
    units : pandas.DataFrame
        One row per unit and modality: perceptible, own, other, congruent, counter, kind, expected,
        mirror_index, and their ``unconditional_`` counterparts.

    Returns
    -------
    pandas.DataFrame
        One row per animal and modality: the columns ``SHARES`` and the number of units, of those
        whose act can be perceived (``units``) and of all (``unconditional_units``).
        ``own_minus_other`` is the headline; ``unconditional_net`` is that of the first edition,
        ``unconditional_share - unconditional_expected``.
    """
    whole = "unconditional_"
    kinds = units.assign(
        **{
            f"{before}{kind}": (units[f"{before}kind"] == kind)
            .astype(float)
            .where(units["perceptible"] | bool(before))
            for before in ("", whole)
            for kind in ("strict", "broad", "non_congruent")
        },
        unconditional_share=units[f"{whole}congruent"].astype(float),
        unconditional_counter=units[f"{whole}counter"].astype(float),
    )
    kinds[f"{whole}net"] = kinds[f"{whole}share"] - kinds[f"{whole}expected"]
    by = [*FACTORS, *UNITS["group"], "animal"]
    grouped = kinds.groupby(by, sort=True, observed=True)
    table = means_of(kinds, by, [name for name in SHARES if name != HEADLINE])
    table = table.assign(**{HEADLINE: table["own"] - table["other"]})[SHARES]
    table["units"] = grouped["perceptible"].sum().astype("int64")
    table[f"{whole}units"] = grouped.size()
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
    means[HEADLINE] = means["own"] - means["other"]
    counts = (
        table.groupby([*FACTORS, *UNITS["group"]], sort=True, observed=True)
        .agg(
            animals=("animal", "nunique"),
            units=("units", "sum"),
            unconditional_units=("unconditional_units", "sum"),
        )
        .reset_index()
    )
    return means.merge(counts, on=[*FACTORS, *UNITS["group"]]).assign(unit_of_replication="group")


def intact(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the arm that a run is about: the one with all sources, if there is one.

    Parameters
    ----------
    table : pandas.DataFrame
        Any table of a run with a column ``arm``.

    Returns
    -------
    pandas.DataFrame
        Its rows of the intact arm, or all rows.
    """
    return table[table["arm"] == BASELINE] if BASELINE in set(table["arm"]) else table


def knockouts(table: pd.DataFrame) -> pd.DataFrame:
    """Return what each source carries: the fall of own minus other when it is removed.

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
        that holds own minus other of a new group with the chance ``level``), mc_error, n, the mean
        shares, kind, unit_of_replication; and, in the intact arm, the main source with its fall,
        its error and its runner-up, the columns of :func:`.main_source.main_sources`. Where a
        single act can be perceived, so that there is no other to compare with, all but ``own`` are
        absent.
    """
    result = predictive(table, FACTORS, HEADLINE, unit="group")
    others = [name for name in SHARES if name != HEADLINE]
    means = means_of(table, FACTORS, others).reset_index()
    result = result.merge(means, on=FACTORS)
    few = result["mean"].fillna(result["own"]) < SMALL
    result["kind"] = np.select(
        [few, result["broad"] > result["strict"]], ["none", "broad"], "strict"
    )
    drops = drops[drops["drop"].notna()] if len(drops) else drops
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
        in own minus other (arm minus intact), level of this range, mc_error, n,
        unit_of_replication.
    """
    shown = table[table["arm"].isin([BASELINE, arm])] if arm else table
    each = paired(shown, KEYS, HEADLINE, "arm", BASELINE, unit="group")
    return predictive(each, [*KEYS, "arm"], "difference", unit="group")
