"""How far each record, species and clade moves a posterior: it is left out, at one temperature."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..profile.tree import tree
from .tempered import Tempered

#: clades that are left out as a whole, by their nodes in the tree (species/tree_nodes.csv)
CLADES = {
    "primates": "Simiiformes",
    "rodents": "Rodentia",
    "carnivores": "Carnivora",
    "birds": "Neognathae",
    "fishes": "Clupeocephala",
    "cephalopods": "Coleoidea",
    "insects": "Aculeata",
}


def clade_of(species: str) -> str:
    """Return the clade of a species that is left out as a whole.

    Parameters
    ----------
    species : str
        A profile, or its scientific name.

    Returns
    -------
    str
        A key of ``CLADES``; empty if it is in none, or not in the tree.

    Examples
    --------
    >>> clade_of("macaca_mulatta"), clade_of("taeniopygia_guttata"), clade_of("canis_lupus_zoo")
    ('primates', 'birds', 'carnivores')
    """
    whole = tree()
    if len(whole.candidates(species)) != 1:
        return ""
    nodes = {whole.names[node] for node in whole.line(whole.place(species))}
    return next((clade for clade, node in CLADES.items() if node in nodes), "")


def moves_of(whole: Tempered) -> pd.DataFrame:
    """Return the posterior without each record, species and clade.

    Parameters
    ----------
    whole : Tempered
        The posterior of all.

    Returns
    -------
    pandas.DataFrame
        One row per ``kind``, ``left_out`` and ``account``: ``without``, the posterior; ``moved``,
        half the sum of changes over all accounts, by which each kind is sorted; ``records``, how
        many observations were left out; and ``unit_of_replication``.
    """
    groups: dict[tuple[str, str], set[str]] = {}
    for each in whole.records:
        groups.setdefault(("record", each.name), set()).add(each.name)
        groups.setdefault(("species", each.species), set()).add(each.name)
        clade = clade_of(each.species)
        if clade:
            groups.setdefault(("clade", clade), set()).add(each.name)
    rows = []
    for (kind, name), left in groups.items():
        less = whole.without(left)
        moved = float(np.abs(less - whole.here).sum() / 2)
        count = sum(each.name in left for each in whole.records)
        rows += [
            (kind, name, account, float(value), moved, count)
            for account, value in zip(whole.drawn.accounts, less, strict=True)
        ]
    columns = ["kind", "left_out", "account", "without", "moved", "records"]
    table = pd.DataFrame(rows, columns=columns)
    order = ["clade", "species", "record"]
    table["at"] = table["kind"].map({kind: at for at, kind in enumerate(order)})
    table = table.sort_values(["at", "moved"], ascending=[True, False], kind="stable")
    return table.drop(columns="at").reset_index(drop=True).assign(unit_of_replication="draw")
