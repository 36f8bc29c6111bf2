"""Opaque acts: how much more, or less, acts are mirrored that an animal cannot see itself do.

Own minus other of opaque acts minus that of visible ones, silent acts by sight, paired within
groups: mark and 95 % interval of the mean. Open marks: the same without self-observation, in the
groups in which it was removed. Only species in which the interval excludes 0 have a row.
"""

from __future__ import annotations

import pandas as pd
import seaborn as sns
from matplotlib.figure import Figure

from .contract import (
    COLUMN,
    Tables,
    account_colours,
    account_legend,
    account_marks,
    row_height,
    widen,
)

NEEDS = {
    "by_visibility": (
        *("label", "account", "arm", "difference", "difference_low", "difference_high"),
        *("n", "resolved"),
    )
}
EVERY_ARM = ONE_ARM_WILL_DO = True
WITHOUT = "without self_observation"


def _rows(table: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Return the intact rows that are resolved, and the labels of their species."""
    clear = table[(table["arm"] == "intact") & table["resolved"].isin(["more", "less"])]
    return clear, list(dict.fromkeys(clear["label"]))


def size(tables: Tables) -> tuple[float, float]:
    """Return a wide column, and a height that grows with the species that are resolved."""
    clear, names = _rows(tables["by_visibility"])
    accounts = max(1, clear["account"].nunique())
    return 1.5 * COLUMN, 1.3 + row_height(max(1, len(names)), 0.34, accounts) * max(1, len(names))


def caption(tables: Tables) -> str:
    """Say what marks and lines are, and how many species are left out."""
    table = tables["by_visibility"]
    total, names = table["label"].nunique(), _rows(table)[1]
    return (
        "Filled marks: mean difference over groups; lines: its 95 % interval; open marks: mean "
        f"without self-observation. Rows: {len(names)} of {total} species with silent acts of both "
        "kinds, those whose interval excludes 0."
    )


def draw(tables: Tables, figure: Figure) -> None:
    """Draw one row per resolved species, a mark for each account."""
    table = tables["by_visibility"]
    clear, names = _rows(table)
    axes = figure.subplots()
    accounts = list(dict.fromkeys(clear["account"]))
    colours, marks = account_colours(accounts), account_marks(accounts)
    without_sight = table[table["arm"] == WITHOUT].set_index(["label", "account"])["difference"]
    slot = 0.8 / max(1, len(accounts))
    for row in clear.itertuples(index=False):
        at = names.index(row.label) - 0.4 + slot * (accounts.index(row.account) + 0.5)
        look = {"color": colours[row.account], "marker": marks[row.account], "markersize": 4}
        axes.hlines(at, row.difference_low, row.difference_high, color=look["color"], linewidth=1)
        axes.plot(row.difference, at, linestyle="none", **look)
        without = without_sight.get((row.label, row.account))
        if without is not None:
            axes.plot(without, at, linestyle="none", markerfacecolor="white", **look)
    if names:
        axes.axvline(0, color="0.3", linewidth=0.8, zorder=0)
    else:
        axes.set_xlim(-1, 1)
        axes.annotate("no difference is resolved", (0, 0), ha="center", va="center", color="0.5")
    axes.set(xlabel="own minus other, opaque acts less visible ones", ylabel="")
    axes.set_yticks(range(len(names)), names, style="italic")
    axes.set_ylim(max(1, len(names)) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    axes.grid(visible=False, axis="y")
    widen(axes, "x")
    sns.despine(figure, left=True)
    if accounts:
        account_legend(figure, accounts)


def example() -> Tables:
    """Return two species that are resolved and one that is not."""
    rows = [
        ("Macaca mulatta", "associative", "intact", 0.2, 0.1, 0.3, 20, "more"),
        ("Macaca mulatta", "associative", WITHOUT, 0.05, -0.1, 0.2, 4, ""),
        ("Octopus vulgaris", "associative", "intact", -0.1, -0.15, -0.05, 20, "less"),
        ("Danio rerio", "associative", "intact", 0.02, -0.05, 0.09, 20, ""),
    ]
    return {"by_visibility": pd.DataFrame(rows, columns=list(NEEDS["by_visibility"]))}
