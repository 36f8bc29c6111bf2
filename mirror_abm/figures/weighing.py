"""Weighing: what is on record against what accounts predict, as log10 Bayes factors. Not a test.

Top row, all records together; below, what each species adds. Lines are two Monte-Carlo standard
errors over draws. Profiles and accounts were written by people who knew the verdicts.
``mirror-abm weigh`` draws it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from .contract import PAGE, Tables, account_colours, account_marks, legend_below, readable

NEEDS = {
    "accounts": ("account", "log10_bayes_factor", "mc_error", "effective_draws", "draws"),
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
    colours, marks = account_colours([REFERENCE, *names]), account_marks([REFERENCE, *names])
    looks = {name: {"marker": marks[name], "color": colours[name]} for name in names}
    axes = figure.subplots()
    for i, account in enumerate(names):
        whole = accounts[accounts["account"] == account].iloc[0]
        part = species[species["account"] == account].set_index("label").reindex(labels)
        y = np.arange(len(labels) + 1) + 0.7 / len(names) * (i - (len(names) - 1) / 2)
        _factors(axes, whole, part, y, looks[account])
    axes.axvline(0, color="0.3", linewidth=0.8, zorder=0)
    axes.axhline(0.5, color="0.6", linewidth=0.7)
    axes.set_yticks(range(len(labels) + 1), ["all records", *labels])
    for text in axes.get_yticklabels()[1:]:
        text.set_fontstyle("italic")
    _name_verdicts(axes, species.drop_duplicates("label"))
    axes.set_ylim(len(labels) + 0.6, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel("log10 Bayes factor: left favours associative, right the rival")
    sns.despine(figure, left=True)
    handles = [Line2D([], [], linestyle="none", markersize=4, **looks[name]) for name in names]
    legend_below(figure, handles, [readable(name) for name in names], 5)


def _factors(
    axes: Axes, whole: pd.Series, part: pd.DataFrame, y: np.ndarray, look: dict[str, Any]
) -> None:
    """Draw the factor of one account by all records, and what each species adds, with errors."""
    axes.errorbar(
        np.append(whole["log10_bayes_factor"], part["contribution"]),
        y,
        xerr=2 * np.append(whole["mc_error"], part["mc_error"]),
        linestyle="none",
        markersize=3.6,
        linewidth=0,
        elinewidth=0.9,
        **look,
    )


def _name_verdicts(axes: Axes, facts: pd.DataFrame) -> None:
    """Write at the right what is on record of each species."""
    for row, said in enumerate(facts["verdicts"], start=1):
        axes.annotate(
            readable(said.replace("_single_lab", " (one lab)")).replace(", ", "\n"),
            (1, row),
            (4, 0),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            va="center",
            fontsize=6,
            color="0.35",
        )


def caption(tables: Tables) -> str:
    """Return what the marks are, how many draws there are, and why it is no test."""
    table = tables["accounts"]
    draws, least = int(table["draws"].max()), float(table["effective_draws"].min())
    return (
        f"Marks: over {draws} draws (at least {least:.1f} effective); lines: two Monte-Carlo "
        "standard errors; rows of species: what its records add. A description, not a test: "
        "profiles and accounts were written by people who knew the verdicts. Species of which "
        "nothing is on record add 0 and are left out."
    )


def example() -> Tables:
    """Return two species on record, and one not tested."""
    accounts = pd.DataFrame(
        [
            ("associative", 0.0, 0.0, 14.0, 20),
            ("hebbian", 0.1, 0.2, 9.0, 20),
            ("genetic", -0.6, 0.3, 4.2, 20),
        ],
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
