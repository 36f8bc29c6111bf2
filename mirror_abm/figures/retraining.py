"""Re-training: the units that respond to their own act, and to the act that their own answered.

A row for each species; in it, for each account, a hollow mark before counter-mirror training and a
full one after it, means over draws, and a thin line for the range of a new draw after it. It is not
a figure of a run's tables: ``mirror-abm retrain`` draws it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from .contract import (
    COLUMN,
    MANY,
    Tables,
    account_colours,
    account_marks,
    account_words,
    legend_below,
    level_in_words,
    name_clades,
    row_height,
    wrapped,
)

NEEDS = {
    "accounts": (
        *("label", "account", "before", "after", "after_low", "after_high", "answered_before"),
        *("answered_after", "answered_after_low", "answered_after_high", "draws"),
    )
}
#: what is drawn of, and what it is called
PANELS = {"": "own act", "answered_": "act that was answered"}
AXIS = "share of motor units responding to it, less to others"


def _accounts(table: pd.DataFrame) -> list[str]:
    """Return the accounts in their order."""
    return list(dict.fromkeys(table["account"]))


def size(tables: Tables) -> tuple[float, float]:
    """Return a page's width, and a height that grows with the species."""
    table = tables["accounts"]
    count, accounts = table["label"].nunique(), _accounts(table)
    return 2 * COLUMN, 1.7 + max(row_height(count, 0.34, len(accounts)), 0.5) * count


def draw(tables: Tables, figure: Figure) -> None:
    """Draw a panel for own acts, and one for those that were answered."""
    table = tables["accounts"]
    names, accounts = list(dict.fromkeys(table["label"])), _accounts(table)
    panels = figure.subplots(1, len(PANELS), sharey=True, sharex=True)
    for axes, (prefix, title) in zip(panels, PANELS.items(), strict=True):
        axes.axvline(0.0, color="0.6", linewidth=0.8, zorder=0)
        for row in range(len(names) - 1):
            axes.axhline(row + 0.5, color="0.93", linewidth=0.6, zorder=0)
        for number, account in enumerate(accounts):
            shift = 0.8 * ((number + 0.5) / len(accounts) - 0.5)
            one = table[table["account"] == account]
            _account(axes, one, one["label"].map(names.index).to_numpy(float) + shift, prefix)
        width = 72 * figure.bbox.width / figure.dpi
        axes.set(title=title, xlabel=wrapped(AXIS, 0.4 * width, 8))
        axes.tick_params(axis="y", length=0)
        axes.grid(visible=False, axis="y")
    panels[0].set_yticks(
        range(len(names)), names, style="italic", fontsize=6.5 if len(names) > MANY else 7
    )
    panels[0].set_ylim(len(names) - 0.5, -0.5)
    name_clades(panels, table, names)
    sns.despine(figure, left=True)
    _legend(figure, accounts)


def _account(axes: Axes, one: pd.DataFrame, at: np.ndarray, prefix: str) -> None:
    """Draw one account: before, after, the way between them, and the range after it."""
    account = one["account"].iloc[0]
    colour, mark = account_colours([account])[account], account_marks([account])[account]
    before, after, low, high = (
        one[f"{prefix}{name}"].to_numpy(float)
        for name in ("before", "after", "after_low", "after_high")
    )
    axes.hlines(at, low, high, color=colour, linewidth=0.6, alpha=0.6, zorder=2)
    axes.hlines(at, before, after, color=colour, linewidth=1.5, zorder=2.5)
    looks: dict[str, Any] = {"linestyle": "none", "color": colour, "markeredgewidth": 0.8}
    looks |= {"marker": mark, "markersize": 3.4}
    axes.plot(after, at, zorder=3, **looks)
    moved = np.abs(after - before) > 1e-9
    axes.plot(before[moved], at[moved], markerfacecolor="white", zorder=4, **looks)


def _legend(figure: Figure, accounts: list[str]) -> None:
    """Put one legend below: what the marks are, and the accounts."""
    colours, marks = account_colours(accounts), account_marks(accounts)
    plain: dict[str, Any] = {"linestyle": "none", "markersize": 3.5, "color": "0.2"}
    handles = [
        Line2D([], [], marker="o", markerfacecolor="white", **plain),
        Line2D([], [], marker="o", **plain),
        *(
            Line2D([], [], marker=marks[each], markersize=4, color=colours[each])
            for each in accounts
        ),
    ]
    words = ["before training", "after it", *map(account_words, accounts)]
    legend_below(figure, handles, words, 5)


def caption(tables: Tables) -> str:
    """Say what marks and lines are, and over how many draws."""
    draws = [int(each) for each in tables["accounts"]["draws"]]
    return (
        "Counter-mirror training: the sight of each act is answered with another. Marks: means "
        "over draws, hollow before and full after the training, full alone where it changes "
        f"nothing; thin line: {level_in_words(draws, 'draw')} after it. Unit of replication: the "
        f"draw (n = {min(draws)})."
    )


def example() -> Tables:
    """Return two species under two accounts, of which one changes."""
    rows = [
        (label, account, *shares, 20)
        for label in ("Macaca mulatta", "Columba livia")
        for account, shares in (
            ("associative", (0.2, 0.05, -0.1, 0.15, 0.0, 0.7, 0.4, 0.95)),
            ("genetic", (0.3, 0.3, 0.0, 0.8, -0.02, -0.02, -0.1, 0.05)),
        )
    ]
    return {"accounts": pd.DataFrame(rows, columns=list(NEEDS["accounts"]))}
