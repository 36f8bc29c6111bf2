"""Rearing contrast: the same groups raised with and without a source of experience, under every account.

Each line is one group; the mark is the mean over groups, its bar holds 90 % of them.
"""

from __future__ import annotations

import pandas as pd
import seaborn as sns
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from .contract import COLUMN, SHARE, Tables, account_colours, legend_below, modalities, readable

NEEDS = {"groups": ("label", "account", "arm", "modality", "replicate", "group", "net")}
EVERY_ARM = True


def size(tables: Tables) -> tuple[float, float]:
    """Return room for one panel per species and modality."""
    table = tables["groups"]
    return max(COLUMN, 1.0 + 1.6 * len(modalities(table))), 0.9 + 2.0 * table["label"].nunique()


def draw(tables: Tables, figure: Figure) -> None:
    """Draw one panel per species (rows) and modality (columns)."""
    table = tables["groups"]
    names, accounts = list(dict.fromkeys(table["label"])), list(dict.fromkeys(table["account"]))
    arms = sorted(set(table["arm"]), key=lambda arm: (arm != "intact", arm))
    shown, colours = modalities(table), account_colours(accounts)
    panels = figure.subplots(len(names), len(shown), sharey=True, sharex=True, squeeze=False)
    for row, name in enumerate(names):
        for column, modality in enumerate(shown):
            axes = panels[row, column]
            part = table[(table["label"] == name) & (table["modality"] == modality)]
            wide = part.pivot_table(index=["account", "replicate", "group"], columns="arm", values="net", observed=True)
            for (account, *_), line in wide[arms].iterrows():
                axes.plot(range(len(arms)), line, color=colours[account], alpha=0.3, linewidth=0.7)
            sns.pointplot(part, x="arm", y="net", hue="account", order=arms, hue_order=accounts, palette=colours, ax=axes,
                          errorbar=("pi", 90), linestyle="none", markersize=4, dodge=0.15, legend=False,
                          err_kws={"linewidth": 1.4})
            axes.axhline(0, color="0.3", linewidth=0.6, zorder=0)
            axes.set(xlabel="", ylabel=SHARE)
            axes.set_xticks(range(len(arms)), [readable(arm).replace("without ", "without\n") for arm in arms])
            axes.set_title(f"{name}\n{modality} mirror units")
            axes.label_outer()
    sns.despine(figure)
    handles = [Line2D([], [], marker="o", markersize=4, color=colours[name]) for name in accounts]
    legend_below(figure, handles, [readable(name) for name in accounts], len(accounts))


def example() -> Tables:
    """Return one species, with and without being imitated."""
    rows = [("Macaca mulatta", account, arm, modality, replicate, 0,
             (account == "associative") * (0.2 - 0.1 * (arm != "intact")) + 0.01 * replicate)
            for account in ("associative", "none") for arm in ("intact", "without being_imitated")
            for modality in ("visual", "auditory") for replicate in range(5)]
    return {"groups": pd.DataFrame(rows, columns=list(NEEDS["groups"]))}
