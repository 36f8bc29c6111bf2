"""Rearing contrast: the same groups raised with and without a source of experience, by account.

Each line is one group; the mark is the mean over groups, its bar holds 90 % of them.
"""

from __future__ import annotations

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .contract import (
    COLUMN,
    SHARE,
    Tables,
    account_colours,
    account_legend,
    account_marks,
    groups_of,
    modalities,
    readable,
    widen,
)

NEEDS = {"groups": ("label", "account", "arm", "modality", "replicate", "group", "net")}
EVERY_ARM = True


def size(tables: Tables) -> tuple[float, float]:
    """Return the width of the panels, and a height that grows with species, arms and accounts."""
    table = tables["groups"]
    each = 0.55 + table["arm"].nunique() * max(0.4, 0.13 * table["account"].nunique())
    return COLUMN * (0.6 + 0.7 * len(modalities(table))), 0.8 + 0.15 * (
        table["account"].nunique() > 4
    ) + (each * table["label"].nunique())


def caption(tables: Tables) -> str:
    """Say what lines, marks and bars are."""
    return (
        "Thin lines: groups, raised with and without; marks: their means; bars: range of 90 % of "
        f"them; {groups_of(tables['groups'])}."
    )


def draw(tables: Tables, figure: Figure) -> None:
    """Draw one panel per species (rows) and modality (columns), one line of marks per arm."""
    table = tables["groups"]
    names, accounts = list(dict.fromkeys(table["label"])), list(dict.fromkeys(table["account"]))
    arms = sorted(set(table["arm"]), key=lambda arm: (arm != "intact", arm))
    shown = modalities(table)
    panels = figure.subplots(len(names), len(shown), sharey=True, sharex=True, squeeze=False)
    for row, name in enumerate(names):
        for column, modality in enumerate(shown):
            axes = panels[row, column]
            _arms(
                axes,
                table[(table["label"] == name) & (table["modality"] == modality)],
                arms,
                accounts,
            )
            axes.axvline(0, color="0.3", linewidth=0.6, zorder=0)
            axes.set(xlabel=SHARE if row == len(names) - 1 else "", ylabel="")
            axes.set_title(f"{modality} mirror units" if row == 0 else "", loc="right")
        panels[row, 0].set_title(name, style="italic", loc="left", fontsize=8)
        panels[row, 0].set_yticks(range(len(arms)), [readable(arm) for arm in arms])
    widen(panels[0, 0], "x")
    sns.despine(figure)
    account_legend(figure, accounts)


def _arms(axes: Axes, part: pd.DataFrame, arms: list[str], accounts: list[str]) -> None:
    """Draw groups as lines from arm to arm, and the mean and 90 % of them as marks and bars."""
    colours, marks = account_colours(accounts), account_marks(accounts)
    apart = 0.6 * (len(accounts) - 1) / len(accounts)
    wide = part.pivot_table(
        index=["account", "replicate", "group"], columns="arm", values="net", observed=True
    )
    for (account, *_), line in wide.reindex(columns=arms).iterrows():
        shift = accounts.index(account) * (apart / max(1, len(accounts) - 1)) - apart / 2
        axes.plot(
            line,
            [at + shift for at in range(len(arms))],
            color=colours[account],
            alpha=0.3,
            linewidth=0.7,
        )
    sns.pointplot(
        part,
        x="net",
        y="arm",
        hue="account",
        order=arms,
        hue_order=accounts,
        palette=colours,
        ax=axes,
        errorbar=("pi", 90),
        linestyle="none",
        markers=[marks[name] for name in accounts],
        markersize=4,
        dodge=apart or False,
        legend=False,
        err_kws={"linewidth": 1.4},
    )


def example() -> Tables:
    """Return one species, with and without being imitated."""
    rows = [
        (
            "Macaca mulatta",
            account,
            arm,
            modality,
            replicate,
            0,
            (account == "associative") * (0.2 - 0.1 * (arm != "intact")) + 0.01 * replicate,
        )
        for account in ("associative", "none")
        for arm in ("intact", "without being_imitated")
        for modality in ("visual", "auditory")
        for replicate in range(5)
    ]
    return {"groups": pd.DataFrame(rows, columns=list(NEEDS["groups"]))}
