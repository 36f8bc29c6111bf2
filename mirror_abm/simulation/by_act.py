"""Shares by act and by effector, and of opaque against visible acts.

A unit counts for the act that it does best. Within a group, units are averaged within animals
first; the unit of replication is the group.

*Opaque* acts are silent ones that the animal cannot see itself do (of the face, the back);
*visible* acts are silent ones that it can. Audible acts are neither: they are learned by ear as
well. The comparison is paired within groups::

    difference = own minus other of opaque acts - own minus other of visible acts

The associative account has a mechanism for opaque acts being mirrored more: the sight of oneself,
always there when a visible act is done, takes up what the sight of others could have been
associated with (it blocks). Without self-observation, on the same draws, the difference must then
fall: ``change`` is the difference in that arm minus that of the same groups when intact. It may
also go the other way: where self-observation carries over to the sight of others, visible acts are
mirrored more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from ..base.means import error_of_mean
from .confidence import confidence_interval
from .statistics import UNITS, means_of, per_unit, predictive
from .summary import BASELINE, FACTORS, HEADLINE

ACT = ["act", "effector", "visible_to_self", "audible"]
EFFECTOR = ["effector"]
VALUES = ["own", "other", HEADLINE]
FEWEST = 5  #: groups; in fewer, shares of a few units may agree by chance


def acts(units: pd.DataFrame, profiles: Mapping[str, Any]) -> pd.DataFrame:
    """Return the shares of each act in each group: of the units that do it best.

    Parameters
    ----------
    units : pandas.DataFrame
        One row per unit and modality: best_executed, perceptible, own, other.
    profiles : mapping of str to dict
        The profiles of the species as the plan holds them, for effector, visible_to_self and
        audible of their actions.

    Returns
    -------
    pandas.DataFrame
        One row per group, modality and perceptible act: act, effector, visible_to_self, audible;
        own, other and own_minus_other, means over animals; the number of units.
    """
    told = pd.DataFrame(
        [
            (species, a["name"], a["effector"], a["visible_to_self"], a["audible"])
            for species in dict.fromkeys(units["species"])
            for a in profiles[species]["actions"]
        ],
        columns=["species", *ACT],
    ).astype({"visible_to_self": bool, "audible": bool})
    counted = units[units["perceptible"]].rename(columns={"best_executed": "act"})
    by = [*FACTORS, *UNITS["group"], "act"]
    each = [*by, "animal"]
    sizes = counted.groupby(each, sort=True, observed=True).size()
    animals = means_of(counted, each, ["own", "other"]).assign(units=sizes).reset_index()
    counts = animals.groupby(by, sort=True, observed=True)["units"].sum()
    table = means_of(animals, by, ["own", "other"]).assign(units=counts).reset_index()
    table[HEADLINE] = table["own"] - table["other"]
    told = told.astype({name: table[name].dtype for name in ("species", "act")})
    return table.merge(told, on=["species", "act"])[
        [*FACTORS, *UNITS["group"], *ACT, *VALUES, "units"]
    ].assign(unit_of_replication="group")


def over_groups(table: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Return the shares by act or by effector, over groups.

    Parameters
    ----------
    table : pandas.DataFrame
        What :func:`acts` returns.
    by : list of str
        ``ACT`` or ``EFFECTOR``; acts of one effector are averaged within groups.

    Returns
    -------
    pandas.DataFrame
        One row per species, account, arm, world, modality and act or effector: mean, low and high
        of own minus other (90 % predictive range), mc_error, mc_error_is, n; own and other; the
        number of units.
    """
    keys = [*FACTORS, *by]
    result = predictive(table, keys, HEADLINE, unit="group")
    means = per_unit(table, keys, ["own", "other"], unit="group")
    means = means_of(means, keys, ["own", "other"])
    counts = table.groupby(keys, sort=True, observed=True)["units"].sum()
    return result.merge(means.assign(units=counts).reset_index(), on=keys)


def over_all_groups(tables: Iterable[pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return the shares by act and by effector, of acts that come cell by cell.

    Parameters
    ----------
    tables : iterable of pandas.DataFrame
        Tables as :func:`acts` returns them, each of other species, accounts, arms, worlds or
        modalities, in their order.

    Returns
    -------
    dict of str to pandas.DataFrame
        ``by_act`` and ``by_effector``, as :func:`over_groups` returns them.
    """
    found: dict[str, list[pd.DataFrame]] = {"by_act": [], "by_effector": []}
    for table in tables:
        found["by_act"].append(over_groups(table, ACT))
        found["by_effector"].append(over_groups(table, EFFECTOR))
    return {
        name: pd.concat([each for each in parts if len(each)] or parts[:1], ignore_index=True)
        for name, parts in found.items()
    }


def of_groups(table: pd.DataFrame) -> pd.DataFrame:
    """Return own minus other of the opaque and of the visible acts of each group, by sight.

    Parameters
    ----------
    table : pandas.DataFrame
        What :func:`acts` returns.

    Returns
    -------
    pandas.DataFrame
        One row per group whose panel has silent acts of both kinds: visible, opaque and
        difference.
    """
    silent = table[(table["modality"] == "visual") & ~table["audible"]]
    silent = silent.assign(kind=np.where(silent["visible_to_self"], "visible", "opaque"))
    each = per_unit(silent, [*FACTORS, "kind"], [HEADLINE], unit="group")
    wide = each.pivot_table(
        index=[*FACTORS, *UNITS["group"]], columns="kind", values=HEADLINE, observed=True
    )
    wide = wide.reindex(columns=["visible", "opaque"]).dropna().reset_index()
    wide["difference"] = wide["opaque"] - wide["visible"]
    return wide


def by_visibility(wide: pd.DataFrame) -> pd.DataFrame:
    """Return how opaque acts differ from those that an animal sees itself do, by sight.

    Parameters
    ----------
    wide : pandas.DataFrame
        What :func:`of_groups` returns.

    Returns
    -------
    pandas.DataFrame
        One row per species, account, arm and world whose panel has silent acts of both kinds:
        visible and opaque (means of own minus other), difference with its 95 % interval over groups
        (difference_low, difference_high), mc_error, mc_error_is, n; resolved: *more* or *less*
        where the interval over 5 groups or more excludes 0, else empty; in arms without a source,
        change, the difference there minus that of the same groups when intact, with its 95 %
        interval.
    """
    keys = [name for name in (*FACTORS, *UNITS["group"]) if name != "arm"]
    base = wide[wide["arm"] == BASELINE][[*keys, "difference"]]
    wide = wide.merge(base.rename(columns={"difference": "_intact"}), on=keys, how="left")
    wide["change"] = (wide["difference"] - wide["_intact"]).where(wide["arm"] != BASELINE)
    rows = [
        {**dict(zip(FACTORS, key, strict=True)), **_compared(part)}
        for key, part in wide.groupby(FACTORS, sort=True, observed=True)
    ]
    columns = [*FACTORS, *_compared(wide)]
    return pd.DataFrame(rows, columns=columns).assign(unit_of_replication="group")


def _compared(part: pd.DataFrame) -> dict[str, Any]:
    """Return the comparison of one cell: its means, the difference and the change."""
    difference, low, high = confidence_interval(part["difference"], part["replicate"])
    error = error_of_mean(part["difference"], part["replicate"])
    changes = part["change"].dropna()
    change = (
        confidence_interval(changes, part["replicate"][changes.index])
        if len(changes) > 1
        else (np.nan,) * 3
    )
    return {
        "visible": part["visible"].mean(),
        "opaque": part["opaque"].mean(),
        "difference": difference,
        "difference_low": low,
        "difference_high": high,
        "mc_error": error.error,
        "mc_error_is": error.kind,
        "n": len(part),
        "resolved": "" if len(part) < FEWEST else "more" if low > 0 else "less" * (high < 0),
        **dict(zip(("change", "change_low", "change_high"), change, strict=True)),
    }
