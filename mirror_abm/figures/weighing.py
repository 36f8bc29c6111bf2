"""Weighing: what is on record beside what accounts predict, as log10 Bayes factors against associative. Not a test.

Left, all records together; right, what each species adds. Lines are two Monte-Carlo standard errors over draws. Profiles and
accounts were written by people who knew the verdicts. ``mirror-abm weigh`` draws it.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from .contract import PAGE, Tables, account_colours, legend_below, readable

NEEDS = {
    "accounts": ("account", "log10_bayes_factor", "mc_error"),
    "species": ("label", "account", "contribution", "mc_error", "verdicts"),
}
REFERENCE = "associative"


def size(tables: Tables) -> tuple[float, float]:
    """Return a page's width, and a height that grows with the species on record."""
    return PAGE, min(9.8, 1.7 + 0.38 * (_on_record(tables["species"])["label"].nunique() + 1))


def _on_record(table: pd.DataFrame) -> pd.DataFrame:
    """Return the species of which there is a record; the others contribute 0."""
    return table[(table["verdicts"] != "not tested") & (table["account"] != REFERENCE)]


def draw(tables: Tables, figure: Figure) -> None:
    """Draw accounts on the top row, species below."""
    accounts = tables["accounts"][tables["accounts"]["account"] != REFERENCE]
    species = _on_record(tables["species"])
    names, labels = list(accounts["account"]), list(dict.fromkeys(species["label"]))
    colours = account_colours([REFERENCE, *names])
    axes = figure.subplots()
    step = 0.7 / len(names)
    for i, account in enumerate(names):
        whole = accounts[accounts["account"] == account].iloc[0]
        part = species[species["account"] == account].set_index("label").reindex(labels)
        y = np.arange(len(labels) + 1) + step * (i - (len(names) - 1) / 2)
        x = np.append(whole["log10_bayes_factor"], part["contribution"])
        error = np.append(whole["mc_error"], part["mc_error"])
        axes.errorbar(
            x,
            y,
            xerr=2 * error,
            linestyle="none",
            marker="osD^vP"[i % 6],
            markersize=3.6,
            color=colours[account],
            linewidth=0,
            elinewidth=0.9,
        )
    axes.axvline(0, color="0.3", linewidth=0.8, zorder=0)
    axes.axhline(0.5, color="0.6", linewidth=0.7)
    axes.set_yticks(range(len(labels) + 1), ["all records", *labels])
    for text in axes.get_yticklabels()[1:]:
        text.set_fontstyle("italic")
    for row, label in enumerate(labels, start=1):
        said = species[species["label"] == label]["verdicts"].iloc[0]
        axes.annotate(
            readable(said).replace(", ", "\n"),
            (1, row),
            (4, 0),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            va="center",
            fontsize=6,
            color="0.35",
        )
    axes.set_ylim(len(labels) + 0.6, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel(
        "log10 Bayes factor: left for associative, right for the rival\n"
        "(a description, not a test: profiles and accounts were written by people who knew the verdicts)"
    )
    sns.despine(figure, left=True)
    handles = [
        Line2D([], [], linestyle="none", marker="osD^vP"[i % 6], markersize=4, color=colours[name])
        for i, name in enumerate(names)
    ]
    legend_below(figure, handles, [readable(name) for name in names], len(names))


def example() -> Tables:
    """Return two species on record, and one not tested."""
    accounts = pd.DataFrame(
        [("associative", 0.0, 0.0), ("hebbian", 0.1, 0.2), ("genetic", -0.6, 0.3)],
        columns=list(NEEDS["accounts"]),
    )
    rows = [
        (label, account, value * scale, 0.1, said)
        for label, scale, said in (
            ("Macaca mulatta", 1.0, "visual positive"),
            ("Mus musculus", -0.8, "visual negative"),
            ("Octopus vulgaris", 0.0, "not tested"),
        )
        for account, value in (("associative", 0.0), ("hebbian", 0.1), ("genetic", -0.4))
    ]
    return {"accounts": accounts, "species": pd.DataFrame(rows, columns=list(NEEDS["species"]))}
