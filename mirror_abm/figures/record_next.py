"""Record next: the bits that a study of each species is expected to give about the accounts.

The first panel is about all accounts, the others about one rival each. Discs are studies of seen
acts, triangles of heard ones; hollow marks stand for what was tested before; lines are 90 %
intervals over draws. The grey step is the noise floor: the bits that an account seems to have about
itself, or, where what is on record is taken as known, 1.645 standard errors. It is not a figure of
a run's tables: ``mirror-abm next`` draws it.
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

from .contract import MANY, MODALITY, PAGE, Tables, legend_below, readable, row_height, wrapped

NEEDS = {
    "designs": (
        "label",
        "modality",
        "design",
        "comparison",
        "bits",
        "low",
        "high",
        "floor",
        "tested",
        "animals",
        "units",
        "draws",
    )
}
ALL = "all accounts"
MARK = {"visual": "o", "auditory": "^"}
#: inches, for the names of species
NAMES = 1.4


def size(tables: Tables) -> tuple[float, float]:
    """Return a page's width, and a height that grows with the species."""
    rows = _rows(tables["designs"])
    return PAGE, min(
        9.8, 1.25 + (0.34 if "\n" in rows[0] else row_height(len(rows), 0.34)) * len(rows)
    )


def _rows(table: pd.DataFrame) -> list[str]:
    """Return the rows, most informative first: species, with the rearing if there are several."""
    named = _named(table)
    return list(
        named.groupby("row", sort=True)["bits"]
        .max()
        .sort_values(ascending=False, kind="stable")
        .index
    )


def _named(table: pd.DataFrame) -> pd.DataFrame:
    """Return the designs compared over all accounts, each with the name of its row."""
    part = table[table["comparison"] == ALL]
    several = len(set(part["design"])) > 1
    return part.assign(row=part["label"] + ("\n" + part["design"].map(readable) if several else ""))


def draw(tables: Tables, figure: Figure) -> None:
    """Draw one panel for all accounts, and one for each rival."""
    table = tables["designs"]
    rows, named = _rows(table), _named(table)
    place = dict(zip(named["label"] + named["design"], named["row"], strict=True))
    table = table.assign(y=[rows.index(place[name]) for name in table["label"] + table["design"]])
    compared = [ALL, *(name for name in dict.fromkeys(table["comparison"]) if name != ALL)]
    panels = figure.subplots(
        1, len(compared), sharey=True, squeeze=False, gridspec_kw={"wspace": 0.06}
    )[0]
    room = 72 * (PAGE - NAMES) / len(compared) - 4
    for axes, comparison in zip(panels, compared, strict=True):
        _panel(axes, table[table["comparison"] == comparison], len(rows))
        axes.set_xlim(0, max(0.1, 1.02 * float(table[["high", "floor"]].max().max())))
        axes.set_xlabel("expected bits")
        axes.set_title(
            wrapped(
                ALL if comparison == ALL else f"associative vs {readable(comparison)}", room, 7
            ),
            fontsize=7,
        )
    panels[0].set_yticks(
        range(len(rows)), rows, style="italic", fontsize=6.5 if len(rows) > MANY else 7
    )
    panels[0].set_ylim(len(rows) - 0.4, -0.6)
    sns.despine(figure, left=True)
    shown = [name for name in MARK if name in set(table["modality"])]
    dot: dict[str, Any] = {"linestyle": "none", "markersize": 4}
    handles: list[Any] = [
        Line2D([], [], **dot, marker=MARK[name], color=MODALITY[name]) for name in shown
    ]
    handles += [
        Line2D([], [], **dot, marker="o", color="0.3", markerfacecolor="white"),
        Patch(color="0.88"),
    ]
    legend_below(
        figure, handles, [*(f"{name} units" for name in shown), "tested before", "noise floor"], 4
    )


def _panel(axes: Axes, part: pd.DataFrame, rows: int) -> None:
    """Draw the designs of one comparison, over the noise floor of each row."""
    floor = part.groupby("y")["floor"].max().reindex(range(rows), fill_value=0.0).to_numpy()
    edges = np.arange(rows + 1) - 0.5
    axes.fill_betweenx(
        edges, 0, np.append(floor, floor[-1]), step="post", color="0.88", linewidth=0, zorder=0
    )
    for modality, mark in MARK.items():
        each = part[part["modality"] == modality]
        y = each["y"] + (-0.16 if modality == "visual" else 0.16)
        axes.hlines(
            y,
            each["low"].clip(lower=0),
            each["high"].clip(lower=0),
            color=MODALITY[modality],
            linewidth=0.7,
            alpha=0.7,
        )
        for tested, marks in each.assign(at=y).groupby(each["tested"] != ""):
            axes.plot(
                marks["bits"].clip(lower=0),
                marks["at"],
                linestyle="none",
                marker=mark,
                markersize=3.2,
                markeredgewidth=0.7,
                color=MODALITY[modality],
                zorder=3,
                markerfacecolor="white" if tested else MODALITY[modality],
            )
    axes.locator_params(axis="x", nbins=3)
    axes.tick_params(axis="y", length=0)
    axes.grid(visible=True, axis="y", color="0.95", linewidth=0.4)


def caption(tables: Tables) -> str:
    """Return what the marks are, and of how many animals, units and draws."""
    table = tables["designs"]
    animals, units, draws = (int(table[name].iloc[0]) for name in ("animals", "units", "draws"))
    floor = (
        "1.645 standard errors over draws"
        if "ideal" in table
        else "bits that an account seems to have about itself"
    )
    return (
        f"Marks: bits that a study of {animals} animal{'s' * (animals > 1)} with {units} "
        f"unit{'s' * (units > 1)} each is expected to give about which account is right; lines: "
        f"90 % interval over {draws} draws; noise floor: {floor}. Most informative species first."
    )


def example() -> Tables:
    """Return two species, one of them tested, with two rivals."""
    rows = [
        (
            label,
            modality,
            "intact",
            comparison,
            bits * scale,
            bits * scale - 0.05,
            bits * scale + 0.05,
            0.06,
            tested,
            3,
            40,
            20,
        )
        for label, scale, tested in (
            ("Macaca mulatta", 1.0, "positive"),
            ("Octopus vulgaris", 0.4, ""),
        )
        for comparison, bits in ((ALL, 0.7), ("hebbian", 0.2), ("genetic", 0.4))
        for modality in MARK
    ]
    return {"designs": pd.DataFrame(rows, columns=list(NEEDS["designs"]))}
