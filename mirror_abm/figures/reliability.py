"""Reliability: what posteriors say of simulated worlds against how often they are right.

Above, one panel per design - so many studies, or those on record. A point is the worlds in which
the largest posterior lies in one bin: its mean against the share in which that account is true,
with 90 % intervals by bootstrap over draws; on the line it is calibrated. Below, the mean posterior
of each account where another is true. ``mirror-abm recover`` draws it.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from .contract import PAGE, Tables, legend_below, readable

NEEDS = {
    "reliability": (*("design", "inference", "method", "worlds", "said", "right", "low", "high"),),
    "confusion": ("design", "truth", "account", "posterior"),
    "scores": ("design", "inference", "method", "worlds", "calibration_error", "log_score"),
}
FEW = 30  #: worlds below which a bin is not drawn
RECORD = "record"
#: inference and method of each series, and how it is drawn
SERIES = {
    ("other draws", "tempered"): ("tempered", "o", "0.0", "0.0"),
    ("other priors", "tempered"): (
        "tempered, truth of another prior on rates",
        "D",
        "C0",
        "none",
    ),
    ("other draws", "plug-in"): ("plug-in (no temperature)", "x", "C3", "C3"),
}


def _designs(tables: Tables) -> list[str]:
    """Return the designs, in their order."""
    return list(dict.fromkeys(tables["reliability"]["design"]))


def _shown(tables: Tables) -> list[str]:
    """Return the designs whose confusion is drawn: that with most studies, and the record."""
    designs = _designs(tables)
    studies = [each for each in designs if each != RECORD]
    return [*studies[-1:], *([RECORD] if RECORD in designs else [])]


def _title(design: str) -> str:
    """Return what a design is called."""
    if design == RECORD:
        return "the record"
    return f"{design} stud{'y' if design == '1' else 'ies'}"


def size(tables: Tables) -> tuple[float, float]:
    """Return a page's width, and a height that grows with the accounts."""
    accounts = tables["confusion"]["truth"].nunique()
    return PAGE, 2.9 + 0.26 * accounts + 0.9


def draw(tables: Tables, figure: Figure) -> None:
    """Draw the designs side by side, and below them who is taken for whom."""
    designs, shown = _designs(tables), _shown(tables)
    accounts = tables["confusion"]["truth"].nunique()
    rows = figure.add_gridspec(2, 1, height_ratios=[1.4, 0.5 + 0.26 * accounts])
    upper = rows[0].subgridspec(1, len(designs), wspace=0.12)
    first: Axes | None = None
    for at, design in enumerate(designs):
        axes = figure.add_subplot(upper[at], sharey=first)
        first = first or axes
        _reliability(axes, tables, design)
        axes.tick_params(labelleft=not at)
        if not at:
            axes.set_ylabel("share of worlds in\nwhich it is right")
    lower = rows[1].subgridspec(1, len(shown), wspace=0.08)
    for at, design in enumerate(shown):
        _confusion(figure.add_subplot(lower[at]), tables, design, not at)
    handles = [
        Line2D(
            [], [], linestyle="none", marker=mark, color=edge, markerfacecolor=face, markersize=4
        )
        for _, mark, edge, face in SERIES.values()
    ]
    legend_below(figure, handles, [name for name, *_ in SERIES.values()], 3)


def _reliability(axes: Axes, tables: Tables, design: str) -> None:
    """Draw what is said against what is right, for one design."""
    table = tables["reliability"]
    axes.plot([0, 1], [0, 1], color="0.6", linewidth=0.8, zorder=0)
    for (inference, method), (_, mark, edge, face) in SERIES.items():
        part = table[
            (table["design"] == design)
            & (table["inference"] == inference)
            & (table["method"] == method)
            & (table["worlds"] >= FEW)
        ]
        axes.errorbar(
            part["said"],
            part["right"],
            yerr=np.abs(part[["low", "high"]].to_numpy().T - part["right"].to_numpy()),
            linestyle="none",
            marker=mark,
            markersize=3.2,
            color=edge,
            markerfacecolor=face,
            elinewidth=0.8,
        )
    axes.set(xlim=(0, 1.03), ylim=(0, 1.03), xticks=[0, 0.5, 1], yticks=[0, 0.5, 1])
    axes.set_xticklabels(["0", ".5", "1"])
    axes.set_aspect("equal")
    axes.set_title(_title(design), fontsize=8)
    axes.set_xlabel("said")
    sns.despine(ax=axes)


def _confusion(axes: Axes, tables: Tables, design: str, named: bool) -> None:
    """Draw the mean posterior of each account where each is true."""
    part = tables["confusion"][tables["confusion"]["design"] == design]
    names = list(dict.fromkeys(part["truth"]))
    wide = part.pivot_table(index="truth", columns="account", values="posterior")
    wide = wide.loc[names, names]
    axes.imshow(wide, vmin=0, vmax=1, cmap="Greys", aspect="auto")
    for i, row in enumerate(wide.to_numpy()):
        for j, value in enumerate(row):
            text = f"{value:.2f}".lstrip("0") if value >= 0.005 else "0"
            shade = "white" if value > 0.5 else "black"
            axes.text(j, i, text, ha="center", va="center", fontsize=6, color=shade)
    words = [readable(name) for name in names]
    axes.set_xticks(range(len(names)), words, rotation=40, ha="right", fontsize=7)
    axes.set_yticks(range(len(names)), words if named else [], fontsize=7)
    axes.tick_params(length=0)
    axes.grid(visible=False)
    axes.set_title(f"mean posterior, {_title(design)}", fontsize=8)
    if named:
        axes.set_ylabel("true account")


def caption(tables: Tables) -> str:
    """Return what the panels are, and how good each design's posterior is."""
    table = tables["scores"]
    told = table[(table["inference"] == "other draws") & (table["method"] == "tempered")]
    errors = ", ".join(
        f"{_title(row.design)} {max(0.0, row.calibration_error):.3f}" for row in told.itertuples()
    )
    return (
        "Points: worlds by their largest posterior (bins of at least 30); lines: 90 % intervals, "
        f"bootstrap over draws. Expected calibration error, tempered: {errors}."
    )


def example() -> Tables:
    """Return two designs and two accounts."""
    rows, pairs, scores = [], [], []
    for design, low in (("4", 0.05), (RECORD, 0.1)):
        for (inference, method), off in zip(SERIES, (0.0, 0.02, 0.15), strict=True):
            rows += [
                (
                    design,
                    inference,
                    method,
                    200,
                    said,
                    said - off,
                    said - off - low,
                    said - off + 0.04,
                )
                for said in (0.4, 0.6, 0.8, 0.97)
            ]
            scores.append((design, inference, method, 800, 0.01 + off, -1.1 - off))
        pairs += [
            (design, truth, account, 0.7 if truth == account else 0.3)
            for truth in ("associative", "genetic")
            for account in ("associative", "genetic")
        ]
    made = {"reliability": rows, "confusion": pairs, "scores": scores}
    return {name: pd.DataFrame(each, columns=list(NEEDS[name])) for name, each in made.items()}
