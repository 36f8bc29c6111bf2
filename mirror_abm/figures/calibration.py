"""Calibration: what the facts that calibrate leave of the ranges of the constants, by account.

One panel is one constant. The grey band is its range before, with the
median; a mark is the median after, under one account, with the 90 % range. It is not a figure of a
run's tables: ``mirror-abm calibrate`` draws it.
"""

from __future__ import annotations

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from .contract import ACCOUNT, MARK, PAGE, Tables, readable

NEEDS = {
    "constants": (
        "account",
        "constant",
        "unit",
        "drawn",
        "prior_low",
        "prior_median",
        "prior_high",
        "posterior_low",
        "posterior_median",
        "posterior_high",
        "shift",
        "draws",
    )
}
ACROSS = 3  #: panels in one row
ALL = "all"


def size(tables: Tables) -> tuple[float, float]:
    """Return a page's width, and a height that grows with accounts and constants."""
    table = tables["constants"]
    rows = -(-table["constant"].nunique() // ACROSS)
    return PAGE, 0.6 + rows * (0.55 + 0.11 * table["account"].nunique())


def most_moved(table: pd.DataFrame) -> list[str]:
    """Return the constants, first what moved most under any account."""
    moved = table.assign(moved=table["shift"].abs()).groupby("constant", sort=False)["moved"].max()
    return list(moved.sort_values(ascending=False, kind="stable").index)


def draw(tables: Tables, figure: Figure) -> None:
    """Draw one panel for each constant."""
    table = tables["constants"]
    shown = most_moved(table)
    across = min(ACROSS, len(shown))
    rows = -(-len(shown) // across)
    panels = figure.subplots(rows, across, sharey=True, squeeze=False)
    accounts = [name for name in dict.fromkeys(table["account"]) if name != ALL]
    for place, axes in enumerate(panels.flat):
        if place < len(shown):
            _panel(axes, table[table["constant"] == shown[place]], accounts)
        else:
            axes.set_visible(False)
    for row in panels:
        row[0].set_yticks(range(len(accounts)), [readable(name) for name in accounts], fontsize=7)
        row[0].set_ylim(len(accounts) - 0.4, -0.6)
    panels[-1][(len(shown) - 1) % across // 2].set_xlabel("value, in the unit of the title")
    sns.despine(figure, left=True)


def _panel(axes: Axes, part: pd.DataFrame, accounts: list[str]) -> None:
    """Draw one constant: its range before, and after under each account."""
    each = part.set_index("account").loc[accounts]
    first = each.iloc[0]
    if str(first["drawn"]).startswith("log"):
        axes.set_xscale("log")
        low, high = 0.9 * first["prior_low"], 1.1 * first["prior_high"]
        axes.set_xticks([first[f"prior_{end}"] for end in ("low", "median", "high")])
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:.2g}")
        axes.xaxis.set_minor_locator(NullLocator())
        axes.set_xlim(low, high)
    axes.axvspan(first["prior_low"], first["prior_high"], color="0.92", linewidth=0, zorder=0)
    axes.axvline(first["prior_median"], color="0.6", linewidth=0.8, zorder=1)
    for place, (account, row) in enumerate(each.iterrows()):
        colour = ACCOUNT.get(str(account), "0.3")
        axes.hlines(place, row["posterior_low"], row["posterior_high"], color=colour, linewidth=1.2)
        axes.plot(
            row["posterior_median"],
            place,
            MARK.get(str(account), "o"),
            color=colour,
            markersize=4,
            zorder=3,
        )
    axes.set_title(f"{readable(str(first['constant']))} ({first['unit']})", fontsize=7.5)
    axes.tick_params(axis="y", length=0)
    axes.tick_params(axis="x", labelsize=6.5)


def caption(tables: Tables) -> str:
    """Return what the marks are, and of how many draws."""
    table = tables["constants"]
    draws = int(table["draws"].iloc[0])
    return (
        "Constants before and after calibration, first what moved most. Grey: 90 % range and "
        "median of the draws before; marks and lines: median and 90 % range under each account, "
        f"by importance weights on the same {draws} draws."
    )


def example() -> Tables:
    """Return two constants under two accounts."""
    rows = [
        (account, name, unit, drawn, *before, *after, shift, 200)
        for account, by in (("associative", 1.0), ("hebbian", 0.6))
        for name, unit, drawn, before, after, shift in (
            ("alpha", "share", "log-uniform", (0.021, 0.03, 0.057), (0.02, 0.026, 0.04), -0.2 * by),
            ("criterion", "share", "uniform", (0.16, 0.25, 0.38), (0.16, 0.22, 0.3), -0.15 * by),
        )
    ]
    return {"constants": pd.DataFrame(rows, columns=list(NEEDS["constants"]))}
