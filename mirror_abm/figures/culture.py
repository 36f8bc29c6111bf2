"""Culture: what is left of imitation after generations, by how often animals would be copied.

Left, the matched response of communities after some generations, with naive founders and with
imitating ones, over the rate of being copied at full readiness: means, and a dot for each
population; dashed, the closed form. Where the two kinds of founders part, history makes a
difference; shaded, the rates of the profile. Right, one history: founders that all are ready to
copy, then left to themselves; their adults removed; trained adults put in. It is not a figure of a
run's tables: ``mirror-abm culture`` draws it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullFormatter

from .contract import PAGE, Tables, ends, legend_below, level_in_words, widen

NEEDS = {
    "branches": ("label", "draw", "rate", "founders", "response", "expected_response"),
    "courses": ("draw", "phase", "generation", "response"),
    "thresholds": ("draw", "rate", "most"),
}
_PALETTE = sns.color_palette("colorblind")
COLOUR = {"naive": _PALETTE[0], "imitating": _PALETTE[1], "alone": (0.55, 0.55, 0.55)}
MARK = {"naive": "o", "imitating": "s"}
#: the phases of the one history, and what stands above each
HISTORY = {
    "full readiness": "all copy\nas if ready",
    "imitating founders": "left to\nthemselves",
    "adults removed": "adults\nremoved",
    "trained adults put in": "trained\nadults put in",
}
ALONE, NAIVE = "other sources alone", "naive founders"
FAR = 30  #: the profile's rate is not shown if it is as many times below all others
RESPONSE = "matched response to the sight of an act\n(1: as strong as execution)"


def size(tables: Tables) -> tuple[float, float]:
    """Return the width of a page, and a height for panels and legend."""
    return PAGE, 3.3


def draw(tables: Tables, figure: Figure) -> None:
    """Draw the branches and the history."""
    left, right = figure.subplots(1, 2, sharey=True, width_ratios=(1.0, 1.15))
    _branches(left, tables)
    _history(right, tables["courses"])
    left.set(ylabel=RESPONSE, xlabel="times copied per active hour at full readiness")
    length = float(tables["courses"]["generation"].max())
    left.set_title(f"after {length:g} generation{'s' * (length != 1)}", loc="left")
    right.set(xlabel="generation")
    widen(left, "y")
    sns.despine(figure)
    _legend(figure, tables)


def _branches(axes: Axes, tables: Tables) -> None:
    """Draw the states of both kinds of founders over the rate."""
    table, rates = tables["branches"], tables["thresholds"]["rate"]
    low, high = ends(rates)
    own = float(np.median(rates))
    axes.axhline(0, color="0.3", linewidth=0.6, zorder=0)
    if low < high:
        axes.axvspan(low, high, color="0.93", zorder=-1, linewidth=0)
    axes.axvline(own, color="0.55", linewidth=0.8, linestyle=":", zorder=1)
    for founders in ("imitating", "naive"):
        part = table[table["founders"] == founders]
        looks: dict[str, Any] = {"color": COLOUR[founders], "marker": MARK[founders]}
        mean = part.groupby("rate")[["response", "expected_response"]].mean()
        plain = looks | {"linestyle": "none", "markersize": 2.2, "alpha": 0.35, "zorder": 2}
        axes.plot(part["rate"], part["response"], markeredgewidth=0, **plain)
        axes.plot(mean.index, mean["response"], linewidth=1.3, markersize=4, zorder=3, **looks)
        formula = mean["expected_response"].dropna()
        axes.plot(
            formula.index, formula, color=COLOUR[founders], linestyle="--", linewidth=1, zorder=2.5
        )
    if table["rate"].min() <= 0:
        return
    axes.set_xscale("log")
    _limits(axes, table["rate"], own)
    axes.xaxis.set_major_locator(LogLocator(subs=(1.0,)))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda rate, _: f"{rate:g}"))
    axes.xaxis.set_minor_formatter(NullFormatter())


def _limits(axes: Axes, looked_at: pd.Series, own: float) -> None:
    """Hold the rates that were looked at and the profile's, or say that it is far below them."""
    first, last = float(looked_at.min()), float(looked_at.max())
    far = own < first / FAR
    axes.set_xlim(first / 1.6 if far else min(first, own) / 1.6, max(last, own) * 1.3)
    if far:
        axes.annotate(
            f"\u2190 the profile's own rate: {own:.2g}",
            (0, 0.97),
            (3, 0),
            xycoords="axes fraction",
            textcoords="offset points",
            va="top",
            fontsize=6.5,
            color="0.35",
        )


def _history(axes: Axes, courses: pd.DataFrame) -> None:
    """Draw the history of imitating founders, with the other two beside its beginning."""
    axes.axhline(0, color="0.3", linewidth=0.6, zorder=0)
    length = float(courses["generation"].max())
    for phase, key in ((ALONE, "alone"), (NAIVE, "naive")):
        _line(axes, courses[courses["phase"] == phase], 0.0, COLOUR[key])
    for number, (phase, words) in enumerate(HISTORY.items()):
        begins = number * length
        _line(axes, courses[courses["phase"] == phase], begins, COLOUR["imitating"])
        if number:
            axes.axvline(begins, color="0.75", linewidth=0.7, zorder=0)
        axes.annotate(
            words,
            (begins + length / 2, 1.0),
            (0, 2),
            xycoords=("data", "axes fraction"),
            textcoords="offset points",
            ha="center",
            va="bottom",
            fontsize=6.5,
            color="0.3",
        )
    axes.set_xlim(0, len(HISTORY) * length)
    axes.xaxis.set_major_locator(MaxNLocator(8, integer=True))


def _line(axes: Axes, part: pd.DataFrame, begins: float, colour: Any) -> None:
    """Draw the mean over populations of a phase, and each of them thinly."""
    for _, one in part.groupby("draw"):
        axes.plot(
            begins + one["generation"], one["response"], color=colour, alpha=0.3, linewidth=0.5
        )
    mean = part.groupby("generation")["response"].mean()
    axes.plot(begins + mean.index, mean, color=colour, linewidth=1.4, zorder=3)


def _legend(figure: Figure, tables: Tables) -> None:
    """Put one legend below both panels."""
    lines: dict[str, Any] = {"markersize": 4, "linewidth": 1.3}
    handles: list[Any] = [
        Line2D([], [], color=COLOUR["naive"], marker=MARK["naive"], **lines),
        Line2D([], [], color=COLOUR["imitating"], marker=MARK["imitating"], **lines),
        Line2D([], [], color=COLOUR["alone"], linewidth=1.4),
    ]
    labels = ["naive founders", "imitating founders", "without being imitated"]
    if tables["branches"]["expected_response"].notna().any():
        handles.append(Line2D([], [], color="0.3", linestyle="--", linewidth=1))
        labels.append("closed form")
    rates = tables["thresholds"]["rate"]
    if float(np.median(rates)) >= float(tables["branches"]["rate"].min()) / FAR:
        wide = bool(rates.min() < rates.max())
        handles.append(Patch(color="0.9") if wide else Line2D([], [], color="0.55", linestyle=":"))
        labels.append("the profile's own rate" + ", dotted: median" * wide)
    legend_below(figure, handles, labels, 5)


def caption(tables: Tables) -> str:
    """Return what marks and lines are."""
    table = tables["branches"]
    many = int(table["draw"].nunique())
    rates = tables["thresholds"]["rate"]
    near = float(np.median(rates)) >= float(table["rate"].min()) / FAR
    shaded = near and bool(rates.min() < rates.max())
    return (
        f"{table['label'].iloc[0]}. Means over {many} population{'s' * (many > 1)}, one social "
        "group each; faint: single populations"
        + f"; shaded: {level_in_words([many])} of the profile's rate" * shaded
        + ". Populations are the unit of replication."
    )


def example() -> Tables:
    """Return two populations with a threshold between the second rate and the third."""
    rows = [
        ("Tiliqua rugosa", draw, rate, founders, value + 0.01 * draw, value)
        for draw in (0, 1)
        for rate, low, high in ((5.0, 0.0, 0.0), (20.0, 0.0, 0.2), (80.0, 0.3, 0.32))
        for founders, value in (("naive", low), ("imitating", high))
    ]
    phases = ((ALONE, 0.0), (NAIVE, 0.02), *zip(HISTORY, (0.3, 0.22, 0.0, 0.2), strict=True))
    days = [
        (draw, phase, generation, level + 0.01 * draw)
        for draw in (0, 1)
        for phase, level in phases
        for generation in (0.5, 1.0, 1.5, 2.0)
    ]
    rates = [(0, 0.5, 200.0), (1, 2.0, 180.0)]
    return {
        "branches": pd.DataFrame(rows, columns=list(NEEDS["branches"])),
        "courses": pd.DataFrame(days, columns=list(NEEDS["courses"])),
        "thresholds": pd.DataFrame(rates, columns=list(NEEDS["thresholds"])),
    }
