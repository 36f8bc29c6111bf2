"""Evidence: the dated tree of the species, and beside each what was sought in it and found.

One column per kind of observation; a mark per record, its shape and colour the verdict. An empty
cell means that no record is known: that is not a zero. It is not a figure of a run:
``mirror-abm evidence --figure FILE`` draws it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from .contract import PAGE, Tables, legend_below, readable

NEEDS = {
    "tree": ("node", "parent", "age", "label", "tip"),
    "evidence": ("label", "column", "verdict"),
}

COLUMNS = (
    "cells,\nseen",
    "cells,\nheard",
    "imaging,\nEEG, PET",
    "automatic\nimitation",
    "out of\nscope",
)
#: records of one cell beyond which they are counted, not drawn
MANY = 6
#: marks tell the verdicts apart without colour
VERDICT: dict[str, dict[str, Any]] = {
    "positive": {"marker": "o", "color": "#0173b2", "mfc": "#0173b2"},
    "positive_single_lab": {"marker": "o", "color": "#0173b2", "mfc": "white"},
    "indirect": {"marker": "^", "color": "#029e73", "mfc": "#029e73"},
    "contested": {"marker": "D", "color": "#de8f05", "mfc": "white"},
    "negative": {"marker": "X", "color": "#b22222", "mfc": "#b22222"},
    "related_not_mirror": {"marker": "s", "color": "0.45", "mfc": "0.8"},
    "not_tested": {"marker": "_", "color": "0.45", "mfc": "0.45"},
}


def size(tables: Tables) -> tuple[float, float]:
    """Return a page's width, and a height that grows with the species."""
    return PAGE, min(9.8, 1.6 + 0.205 * int(tables["tree"]["tip"].sum()))


def caption(tables: Tables) -> str:
    """Say how many entries of records there are."""
    count = len(tables["evidence"])
    return (
        f"n = {count} {'entry' if count == 1 else 'entries'}: a record of several kinds, or "
        "verdicts, has one of each; an empty cell is not a zero."
    )


def draw(tables: Tables, figure: Figure) -> None:
    """Draw the tree on the left, the verdicts on the right."""
    tree = tables["tree"].reset_index(drop=True)
    left, right = figure.subplots(
        1, 2, sharey=True, gridspec_kw={"width_ratios": (1.0, 1.35), "wspace": 0.02}
    )
    rows = _branches(left, tree)
    _verdicts(right, tables["evidence"], rows)
    right.set_yticks(list(rows.values()), list(rows), style="italic")
    right.tick_params(axis="y", length=0, pad=2, labelleft=True)
    left.set_ylim(-0.7, len(rows) - 0.3)
    for axes in (left, right):
        axes.spines[["top", "right", "left"]].set_visible(False)
    shown = [name for name in VERDICT if name in set(tables["evidence"]["verdict"])]
    handles = [
        Line2D(
            [],
            [],
            linestyle="none",
            markersize=4.5,
            marker=VERDICT[name]["marker"],
            color=VERDICT[name]["color"],
            markerfacecolor=VERDICT[name]["mfc"],
        )
        for name in shown
    ]
    legend_below(figure, handles, [readable(name) for name in shown], 4)


def _branches(axes: Axes, tree: pd.DataFrame) -> dict[str, int]:
    """Draw the tree over the square root of age, so that recent splits can be seen.

    Returns the row of each tip.
    """
    tips = tree[tree["tip"]]
    rows = {label: row for row, label in enumerate(tips["label"])}
    height = {
        node: float(rows[label]) for node, label in zip(tips["node"], tips["label"], strict=True)
    }
    age = dict(zip(tree["node"], np.sqrt(tree["age"]), strict=True))
    children = tree[tree["parent"] >= 0].groupby("parent")["node"].apply(list)
    for node in sorted(children.index, reverse=True):
        under = [height[child] for child in children[node]]
        height[node] = (min(under) + max(under)) / 2
        axes.plot([age[node]] * 2, [min(under), max(under)], color="0.25", linewidth=0.8)
        for child in children[node]:
            axes.plot([age[node], age[child]], [height[child]] * 2, color="0.25", linewidth=0.8)
    ticks = [value for value in (0, 10, 50, 100, 200, 400, 600) if value <= tree["age"].max()]
    axes.set_xticks(np.sqrt(ticks), [str(value) for value in ticks])
    axes.set_xlim(float(np.sqrt(tree["age"].max())) * 1.02, 0)
    axes.set_xlabel("million years ago (square-root scale)")
    axes.tick_params(axis="y", left=False, labelleft=False)
    axes.grid(visible=False, axis="y")
    return rows


def _verdicts(axes: Axes, table: pd.DataFrame, rows: dict[str, int]) -> None:
    """Draw a mark per record, side by side; where they are many, one a verdict and a number."""
    for (label, column), part in table.groupby(["label", "column"], sort=False):
        order = sorted(part["verdict"], key=list(VERDICT).index)
        many = len(order) > MANY
        marks = list(dict.fromkeys(order)) if many else order
        step = min(0.2 if many else 0.15, 0.8 / max(1, len(marks)))
        for number, verdict in enumerate(marks):
            look = VERDICT[verdict]
            at = COLUMNS.index(column) + step * (number - (len(marks) - 1) / 2)
            if many and order.count(verdict) > 1:
                axes.annotate(
                    str(order.count(verdict)),
                    (at, rows[label]),
                    xytext=(0, 2.5),
                    textcoords="offset points",
                    ha="center",
                    fontsize=6,
                )
            axes.plot(
                at,
                rows[label],
                linestyle="none",
                markersize=4.5,
                marker=look["marker"],
                color=look["color"],
                markerfacecolor=look["mfc"],
                alpha=0.55 if column == COLUMNS[-1] else 1.0,
            )
    axes.set_xticks(range(len(COLUMNS)), COLUMNS)
    axes.set_xlim(-0.5, len(COLUMNS) - 0.5)
    axes.xaxis.tick_top()
    axes.tick_params(axis="x", length=0)
    axes.spines["bottom"].set_visible(False)
    axes.set_xlabel("a mark is an entry, or as many as stand above it;\nno mark: none is known")
    axes.xaxis.set_label_position("bottom")
    axes.axvline(len(COLUMNS) - 1.5, color="0.6", linewidth=0.7)
    axes.grid(visible=True, axis="y", color="0.93")
    axes.grid(visible=False, axis="x")


def example() -> Tables:
    """Return three species with one record each."""
    tree = pd.DataFrame(
        [
            (0, -1, 90.0, "Euarchontoglires", False),
            (1, 0, 29.0, "Catarrhini", False),
            (2, 1, 0.0, "Macaca mulatta", True),
            (3, 1, 0.0, "Homo sapiens", True),
            (4, 0, 0.0, "Mus musculus", True),
        ],
        columns=["node", "parent", "age", "label", "tip"],
    )
    found = pd.DataFrame(
        [
            ("Macaca mulatta", COLUMNS[0], "positive"),
            ("Homo sapiens", COLUMNS[3], "contested"),
            ("Mus musculus", COLUMNS[0], "negative"),
            ("Mus musculus", COLUMNS[4], "positive"),
        ],
        columns=["label", "column", "verdict"],
    )
    return {"tree": tree, "evidence": found}
