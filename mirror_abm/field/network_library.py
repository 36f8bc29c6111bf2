"""Observed networks of the library's species, and the layouts that were fitted to them.

``species/networks.csv`` is shipped: per species the median and range of statistics of its networks
in the Animal Social Network Repository (version 3), the fit to the medians, and what 50 groups made
by the fit give. The networks themselves are under GPL-3 and are not shipped; only statistics are.
Left out are networks of mating and of dominance, bipartite ones, and ones with weights that are
missing or 0. The ends of ranges in the file are quantiles of the networks at hand (type 7); made
again, they are those that hold a new one (:mod:`mirror_abm.base.ranges`), a little wider.

References
----------
Sah, P., Mendez, J. D. & Bansal, S. (2019). A multi-species repository of social networks.
Scientific Data, 6, 44. doi 10.1038/s41597-019-0056-z
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ..base.errors import InputError, unknown
from ..base.files import read_text, shown
from ..base.library import LIBRARY
from ..base.ranges import ends
from ..base.tables import parse_table
from .network_fit import STATISTICS, fit, resemblance, solve
from .text import quantity_text
from .upgrade import shortened

FILE = LIBRARY / "networks.csv"
CITED = "sah_2019"
LEFT_OUT = ("FE_mating", "dominance")
#: of which kind of tie a species' networks are taken, the first there is
BEST = (
    "grooming",
    "physical_contact",
    "non_physical_social_interaction",
    "group_membership",
    "spatial_proximity",
)
TEXT_COLUMNS = ("species", "interaction", "statistic", "layout", "source", "unit_of_replication")


def library_table(
    networks: pd.DataFrame, species: Mapping[str, str], groups: int = 50, seed: int = 0
) -> pd.DataFrame:
    """Return the table that is shipped, from the statistics of many networks.

    Parameters
    ----------
    networks : DataFrame
        One row per network: sp (scientific name), it (kind of tie), n, density, CVs, CVw, giniw,
        Qw, and the marks zero, nan and bip of networks to leave out.
    species : mapping of str to str
        Names in the library by scientific name.
    groups : int, default 50
        Groups that are made to compare.
    seed : int, default 0
        Seed of the groups.

    Returns
    -------
    DataFrame
        One row per species and statistic.
    """
    sound = networks[
        ~networks["bip"]
        & (networks["zero"] == 0)
        & (networks["nan"] == 0)
        & ~networks["it"].isin(LEFT_OUT)
    ]
    named = sound.rename(
        columns={
            "n": "animals",
            "Qw": "modularity",
            "CVs": "strength_cv",
            "CVw": "weight_cv",
            "giniw": "weight_gini",
        }
    )
    named = named.assign(dyad_gini=1 - named["density"] * (1 - named["weight_gini"]))
    parts = []
    for scientific, rows in named.groupby("sp", sort=True):
        if scientific in species and len(
            kinds := [kind for kind in BEST if kind in set(rows["it"])]
        ):
            chosen = rows[rows["it"] == kinds[0]]
            parts.append(_species_rows(chosen, species[str(scientific)], kinds[0], groups, seed))
    return pd.concat(parts, ignore_index=True)


def _species_rows(
    rows: pd.DataFrame, name: str, interaction: str, groups: int, seed: int
) -> pd.DataFrame:
    """Return the rows of one species."""
    columns = ["animals", *STATISTICS]
    middle, (low, high) = rows[columns].median(), ends(rows[columns])
    fitted = fit(middle.to_dict(), seed)
    bounds = [
        solve(fitted["layout"], fitted["size"], fitted["unit_size"], float(at["dyad_gini"]), seed)
        for at in (low, high)
    ]
    compared = resemblance(middle.to_dict(), fitted, groups, seed)
    return compared.assign(
        species=name,
        interaction=interaction,
        networks=len(rows),
        animals=middle["animals"],
        observed_low=[low[each] for each in compared["statistic"]],
        observed_high=[high[each] for each in compared["statistic"]],
        layout=fitted["layout"],
        unit_size=fitted["unit_size"],
        unit_low=fitted["unit_low"],
        unit_high=fitted["unit_high"],
        tie_inequality=fitted["tie_inequality"],
        tie_low=min(bounds[0], fitted["tie_inequality"]),
        tie_high=max(bounds[1], fitted["tie_inequality"]),
        source=CITED,
    ).round(4)


def observed_networks(species: str | None = None) -> pd.DataFrame:
    """Return the statistics of observed networks, and the fits to them.

    Parameters
    ----------
    species : str, optional
        A species of the library; all without it.

    Returns
    -------
    DataFrame
        One row per species and statistic.

    Raises
    ------
    InputError
        A species of which there are no networks.
    """
    table = parse_table(read_text(FILE), shown(FILE), ",")
    numbers = [column for column in table.columns if column not in (*TEXT_COLUMNS, "inside")]
    table = table.assign(
        **{column: pd.to_numeric(table[column]) for column in numbers},
        inside=table["inside"] == "True",
    )
    if species is None:
        return table
    if species not in set(table["species"]):
        raise unknown("species with observed networks", species, set(table["species"]))
    return table[table["species"] == species].reset_index(drop=True)


def block(fitted: Mapping[str, Any], key: str, what: str) -> str:
    """Return the lines of ``group`` that a fit gives.

    Parameters
    ----------
    fitted : mapping
        A fit (:func:`~mirror_abm.field.network_fit.fit`), or a row of the shipped table.
    key : str
        What the numbers cite.
    what : str
        What was fitted to what, for the reasons.

    Returns
    -------
    str
        YAML.
    """
    found = [
        "group:  # these lines in place of the same ones of the species file",
        f"  layout: {fitted['layout']}",
    ]
    if fitted["layout"] == "partition":
        unit = quantity_text(
            fitted["unit_size"],
            fitted["unit_low"],
            fitted["unit_high"],
            unit="animals",
            source=key,
            how="derived",
            reason=f"{what}: units that reproduce its modularity; the range fits about as well",
        )
        found.append(f"  unit_size: {unit}")
    if fitted["layout"] != "solitary":
        value = fitted["tie_inequality"]
        inequality = quantity_text(
            value,
            fitted.get("tie_low", value),
            fitted.get("tie_high", value),
            unit="log units",
            source=key,
            how="derived",
            reason=f"{what}: inequality over all pairs of animals, absent ties counted as 0",
        )
        found.append(f"  tie_inequality: {inequality}")
    return shortened("\n".join(found) + "\n", "blocks", LIBRARY / "blocks.yaml")


def lines(table: pd.DataFrame) -> list[str]:
    """Return the lines of a species file that were fitted to its networks.

    Parameters
    ----------
    table : DataFrame
        The rows of one species of :func:`observed_networks`.

    Returns
    -------
    list of str
        YAML.

    Raises
    ------
    InputError
        The table is empty.
    """
    if table.empty:
        raise InputError("networks: none.")
    row = table.iloc[0].to_dict()
    count, kind = int(row["networks"]), row["interaction"].replace("_", " ")
    what = (
        f"fitted to {'one network' if count == 1 else f'the medians of {count} networks'} ({kind})"
    )
    return block(row, row["source"], what).splitlines()
