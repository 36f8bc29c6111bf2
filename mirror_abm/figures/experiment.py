"""Experiment: what one published experiment gives, by condition, to hold beside the paper's figure.

One block of panels for each kind of subject, one panel per account. Points are animals, the bar is
their mean, the line its 95 % interval: over the means of draws of the uncertain numbers, or over
animals where there is one draw. Panels share a scale, but for accounts that need one several times
as wide as that of the associative account: they say so. The title of each panel says whether the
published pattern is found; the pattern itself stands in the footer.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .contract import PAGE, Tables, account_colours, readable, text_width, wrapped

NEEDS = {
    "values": (
        "experiment",
        "study",
        "who",
        "account",
        "subjects",
        "draw",
        "condition",
        "replicate",
        "value",
        "unit",
        "pattern",
        "said",
    ),
    "means": ("who", "subjects", "condition", "mean", "low", "high"),
}
#: animals shown one by one, at the most
POINTS = 60
#: points: of the type of titles, and of a name of a condition that is long
TITLE, LONG = 7.0, 90.0
#: the account whose scale others share, unless they need one so many times as wide
REFERENCE, WIDER = "associative", 2.5
COMMON, NEW_LINE = "", "\n("


def size(tables: Tables) -> tuple[float, float]:
    """Return a page's width, and a height that grows with the rows of panels."""
    table = tables["values"]
    who, kinds = table["who"].nunique(), table["subjects"].nunique()
    rows = kinds * -(-who // _columns(table))
    return PAGE, 0.6 + rows * (0.65 + 0.14 * table["condition"].nunique())


def _columns(table: pd.DataFrame) -> int:
    """Return how many panels stand side by side: three where the conditions have long names."""
    long = max(text_width(readable(name), TITLE) for name in set(table["condition"])) > LONG
    return max(1, min(3 if long else 4, int(table["who"].nunique())))


def draw(tables: Tables, figure: Figure) -> None:
    """Draw one block of panels for each kind of subject, one panel per account."""
    table, means = tables["values"], tables["means"]
    who, kinds = (list(dict.fromkeys(table[name])) for name in ("who", "subjects"))
    order, columns = list(dict.fromkeys(table["condition"])), _columns(table)
    colours = account_colours(list(dict.fromkeys(table["account"])))
    inner = figure.add_subfigure(figure.add_gridspec()[0])
    rows, scales = -(-len(who) // columns), _scales(table, means)
    panels = inner.subplots(rows * len(kinds), columns, sharey=True, squeeze=False)
    for at, kind in enumerate(kinds):
        block = panels[at * rows : (at + 1) * rows]
        for axes, name in zip(block.ravel(), who, strict=False):
            part, mean = (_of(every, name, kind) for every in (table, means))
            _animals(axes, part, mean, order, colours[part["account"].iloc[0]])
            said = f"{readable(name).replace(' (', NEW_LINE)}\n{part['said'].iloc[0]}"
            axes.set_title(said, fontsize=TITLE)
            wide = scales[(name, kind)] != scales[COMMON]
            axes.set(xlim=scales[(name, kind)], ylabel="")
            axes.set_xlabel("wider scale" if wide else "", fontsize=6, style="italic", labelpad=1)
        for axes in block[:, 0]:
            axes.set_ylabel(f"{kind}\nsubjects")
        for axes in block.ravel()[len(who) :]:
            axes.set_axis_off()
    panels[0, 0].set_yticks(range(len(order)), [readable(name) for name in order])
    panels[0, 0].set_ylim(len(order) - 0.5, -0.5)
    inner.supxlabel(wrapped(str(table["unit"].iloc[0]), 72 * PAGE - 120, 8), fontsize=8)
    inner.suptitle(str(table["study"].iloc[0]), fontsize=8, fontweight="bold")
    sns.despine(figure)


def _of(table: pd.DataFrame, name: str, kind: str) -> pd.DataFrame:
    """Return the rows of one panel."""
    return table[(table["who"] == name) & (table["subjects"] == kind)]


def _scales(table: pd.DataFrame, means: pd.DataFrame) -> dict[Any, tuple[float, float]]:
    """Return the limits of each panel, by account and kind of subject, and the common ones.

    They are those of the associative account, or of the median one, and hold all that is not
    ``WIDER``, intervals whole; noise is not drawn as large as what another account does.
    """
    drawn = [table["value"], means["low"], means["high"]]
    keys = [table[["who", "subjects"]], *[means[["who", "subjects"]]] * 2]
    marks = pd.concat(keys, ignore_index=True).assign(value=np.concatenate(drawn))
    ends = marks.groupby(["who", "subjects"], sort=False)["value"].agg(["min", "max"])
    ends = pd.DataFrame({"min": ends["min"].clip(upper=0), "max": ends["max"].clip(lower=0)})
    span = ends["max"] - ends["min"]
    usual = span[span.index.get_level_values("who") == REFERENCE]
    limit = WIDER * max(float(usual.max() if len(usual) else span.median()), span.max() / 10)
    common = ends[span <= limit]
    found: dict[Any, tuple[float, float]] = {
        COMMON: _padded(common["min"].min(), common["max"].max())
    }
    for key, (low, high) in zip(ends.index, ends.to_numpy(), strict=True):
        found[key] = found[COMMON] if span[key] <= limit else _padded(low, high)
    return found


def _padded(low: float, high: float) -> tuple[float, float]:
    """Return limits with room at both ends, also where nothing differs from 0."""
    room = 0.06 * (high - low) or 1.0
    return low - room, high + room


def _animals(
    axes: Axes, part: pd.DataFrame, means: pd.DataFrame, order: list[str], colour: Any
) -> None:
    """Draw animals as points, and the mean of each condition with its interval."""
    few = part.groupby("condition", sort=False).head(POINTS)
    sns.stripplot(
        few,
        x="value",
        y="condition",
        order=order,
        ax=axes,
        color=colour,
        size=2.2,
        alpha=0.6,
        jitter=0.25,
        legend=False,
    )
    places = [order.index(name) for name in means["condition"]]
    sure = means["low"].notna().to_numpy()
    axes.hlines(
        np.array(places)[sure], means["low"][sure], means["high"][sure], color="black", linewidth=1
    )
    axes.plot(
        means["mean"], places, linestyle="none", marker="|", markersize=7, color="black", zorder=5
    )
    axes.axvline(0, color="0.3", linewidth=0.6, zorder=0)
    axes.locator_params(axis="x", nbins=4)


def caption(tables: Tables) -> str:
    """Return what the marks are, how many animals there are, and what was published."""
    table = tables["values"]
    draws = int(table["draw"].nunique())
    each = int(table.groupby(["who", "subjects", "condition"]).size().max())
    shown = f" (the first {POINTS} are shown)" if each > POINTS else ""
    of = f", {each // draws} in each of {draws} draws of the uncertain numbers" if draws > 1 else ""
    line = (
        f"line: its 95 % interval, over {'the means of draws' if draws > 1 else 'animals'}"
        if tables["means"]["low"].notna().any()
        else f"no interval: {'draws' if draws > 1 else 'animals'} are too few"
    )
    return (
        f"Points: animals, n = {each} in each condition{of}{shown}; bar: mean; {line}. "
        f"Published: {readable(str(table['pattern'].iloc[0]))}."
    )


def example() -> Tables:
    """Return one experiment under two accounts."""
    rows = [
        (
            "cook_2010",
            "Cook et al. 2010",
            account,
            account,
            "developed",
            -1,
            condition,
            animal,
            value * (account == "associative") + animal,
            "automatic imitation left (ms)",
            "noncontingent > contingent; noncontingent > signalled",
            "reproduced" if account == "associative" else "contradicted",
        )
        for account in ("associative", "genetic")
        for condition, value in (("contingent", -50), ("noncontingent", -40))
        for animal in range(6)
    ]
    values = pd.DataFrame(rows, columns=list(NEEDS["values"]))
    means = values.groupby(["who", "subjects", "condition"])["value"].agg(["mean", "min", "max"])
    return {
        "values": values,
        "means": means.rename(columns={"min": "low", "max": "high"}).reset_index(),
    }
