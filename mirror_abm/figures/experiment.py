"""Experiment: what one published experiment gives, by condition, to hold beside the paper's figure.

Points are animals, the mark is the mean with its 95 % interval (bootstrap): over animals of one
draw of the constants, or over draws and then animals where there are several draws, because animals
of one draw share its constants. The title of each panel says whether the published pattern is
found; the pattern itself stands below.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .contract import PAGE, Tables, account_colours, readable

NEEDS = {
    "values": (
        "experiment",
        "who",
        "account",
        "subjects",
        "condition",
        "replicate",
        "value",
        "unit",
        "pattern",
        "found",
    )
}
#: animals shown one by one, at the most
POINTS = 60


def size(tables: Tables) -> tuple[float, float]:
    """Return a page's width, and room for a row of panels per four accounts."""
    table = tables["values"]
    rows = -(-table.groupby(["who", "subjects"]).ngroups // _columns(table))
    return PAGE, min(9.8, 1.1 + rows * (1.0 + 0.2 * table["condition"].nunique()))


def _columns(table: pd.DataFrame) -> int:
    """Return how many panels stand side by side."""
    return max(1, min(4, int(table["who"].nunique())))


def draw(tables: Tables, figure: Figure) -> None:
    """Draw one panel per account and kind of subject."""
    table = tables["values"]
    who, order = list(dict.fromkeys(table["who"])), list(dict.fromkeys(table["condition"]))
    cells = [(kind, name) for kind in dict.fromkeys(table["subjects"]) for name in who]
    columns = _columns(table)
    panels = figure.subplots(-(-len(cells) // columns), columns, sharey=True, squeeze=False).ravel()
    colours = account_colours(list(dict.fromkeys(table["account"])))
    for axes, (kind, name) in zip(panels, cells, strict=False):
        part = table[(table["who"] == name) & (table["subjects"] == kind)]
        if part.empty:
            axes.set_axis_off()
            continue
        _animals(axes, part, order, colours[part["account"].iloc[0]])
        axes.set_title(f"{readable(name)}\n{kind}: pattern {_verdict(part)}")
        axes.set(xlabel="", ylabel="condition" if axes in panels[::columns] else "")
        axes.set_yticks(range(len(order)), [readable(condition) for condition in order])
    for axes in panels[len(cells) :]:
        axes.set_axis_off()
    first = table.iloc[0]
    published = f"published ({first['experiment']}): {readable(_wrapped(first['pattern']))}"
    figure.supxlabel(f"{first['unit']}\n{published}", fontsize=8)
    sns.despine(figure)


def _animals(axes: Axes, part: pd.DataFrame, order: list[str], colour: Any) -> None:
    """Draw animals as points, and the mean of each condition with its interval."""
    common = {"x": "value", "y": "condition", "order": order, "ax": axes}
    few = part.groupby("condition", sort=False).head(POINTS)
    sns.stripplot(few, **common, color=colour, size=2, alpha=0.35, jitter=0.2, legend=False)
    sns.pointplot(
        part,
        **common,
        color="black",
        linestyle="none",
        markersize=3.5,
        errorbar=("ci", 95),
        seed=0,
        n_boot=400,
        err_kws={"linewidth": 1.3},
        units="draw" if "draw" in part else None,
    )
    axes.axvline(0, color="0.3", linewidth=0.6, zorder=0)


def _verdict(part: pd.DataFrame) -> str:
    """Return whether the published pattern is found in one panel, in words."""
    share = float(part["found"].mean())
    if share != share:
        return "cannot speak"
    if share in (0, 1):
        return "found" if share else "not found"
    return f"found in {share:.0%} of draws"


def _wrapped(text: str) -> str:
    """Return the claims over lines of a page's width."""
    lines = [""]
    for claim in text.split("; "):
        if len(lines[-1]) + len(claim) > 95:
            lines.append("")
        lines[-1] += ("; " if lines[-1] else "") + claim
    return "\n".join(lines)


def example() -> Tables:
    """Return one experiment under two accounts."""
    rows = [
        (
            "cook_2010",
            account,
            account,
            "developed",
            condition,
            animal,
            value * (account == "associative") + animal,
            "automatic imitation left (ms)",
            "noncontingent > contingent; noncontingent > signalled",
            float(account == "associative"),
        )
        for account in ("associative", "genetic")
        for condition, value in (("contingent", -50), ("noncontingent", -40))
        for animal in range(6)
    ]
    return {"values": pd.DataFrame(rows, columns=list(NEEDS["values"]))}
