"""A sweep, ready to be drawn: names of species, axes with their units, and what profiles say."""

from __future__ import annotations

import pandas as pd

from ..simulation.naming import in_tree_order
from ..simulation.over import OPTIONS
from ..simulation.sweep import Sweep

MOST_AXES = 2  #: that one figure can show
MANY_SPECIES = 6  #: above, species are the rows of a grid
WORDS = {
    "days": "active days lived",
    "age": "age lived to",
    "cap": "largest group simulated",
    "learners": "animals that learn in each group",
    "rule": "learning rule",
    "world": "world",
    "weights": "weights",
    "prior": "prior of the rates",
}


def sweep_tables(sweep: Sweep) -> dict[str, pd.DataFrame]:
    """Return what the figure of a sweep needs.

    Parameters
    ----------
    sweep : Sweep
        A finished sweep.

    Returns
    -------
    dict of str to pandas.DataFrame
        ``summary`` and ``groups`` with the names of species in the order of readers, ``axes`` with
        the label of each, ``authored`` with the number of each species where nothing sets it.
    """
    names, authored = [axis.name for axis in sweep.axes], sweep.table("authored")
    units = {name: unit for name, (_, unit) in OPTIONS.items() if unit}
    units |= dict(zip(authored["name"], authored["unit"], strict=True))
    labels = [_words(name) + (f" ({units[name]})" if name in units else "") for name in names]
    authored = authored[authored["name"] == names[0]]
    return {
        "axes": pd.DataFrame({"name": names, "label": labels}),
        "authored": authored.assign(species=authored["species"].map(sweep.plan.labels)),
        "summary": labelled(sweep, sweep.table("summary")),
        "groups": labelled(sweep, sweep.table("groups")),
    }


def fitting(sweep: Sweep) -> str:
    """Return the name of the figure that shows a sweep.

    Parameters
    ----------
    sweep : Sweep
        A finished sweep.

    Returns
    -------
    str
        A name on the shelf ``figures``; empty where no figure can show so many settings.
    """
    if len(sweep.axes) > MOST_AXES:
        return ""
    many = len(sweep.axes) > 1 or len(sweep.plan.species) > MANY_SPECIES
    return "sweep_grid" if many else "sweep"


def labelled(sweep: Sweep, table: pd.DataFrame) -> pd.DataFrame:
    """Return a table of a sweep with the names of species, in the order that readers expect.

    Parameters
    ----------
    sweep : Sweep
        A finished sweep.
    table : pandas.DataFrame
        One of its tables.

    Returns
    -------
    pandas.DataFrame
        With the column ``label``; points stay in their order within a species.
    """
    plan = sweep.plan
    rank = {name: at for at, name in enumerate(in_tree_order(plan))}
    made = table.assign(label=table["species"].map(plan.labels))
    return made.sort_values(
        "species", key=lambda names: names.map(rank), kind="stable"
    ).reset_index(drop=True)


def _words(name: str) -> str:
    """Return what is varied in words: ``experience.synchrony.rate`` is ``synchrony rate``."""
    short = name.removeprefix("experience.").removeprefix("constants.")
    return WORDS.get(name) or short.replace("_", " ").replace(".", " ")
