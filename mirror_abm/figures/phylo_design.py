"""Phylo design: what PGLS can tell as species are added, in the order in which to record them.

Left, the power to find a slope, with lambda known, its range over draws, the same for species in a
random order, and that of simulated studies in which lambda is estimated. Right, how often a slope
is found that is not there. It is not a figure of a run's tables: ``mirror-abm phylo --design
--figure FILE`` draws it.
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
    MANY,
    MODALITY,
    PAGE,
    Tables,
    legend_below,
    level_in_words,
    readable,
    row_height,
)

NEEDS = {
    "design": (
        "step",
        "species",
        "added",
        "power",
        "power_low",
        "power_high",
        "power_random",
        "power_pgls",
        "false_pgls",
        "false_pgls_error",
        "false_ordinary",
        "false_ordinary_error",
        "slope",
        "alpha",
        "draws",
        "simulations",
    )
}
COLOUR = MODALITY["visual"]
RANDOM: dict[str, Any] = {"color": "0.45", "linestyle": "--", "linewidth": 1.0}
SIMULATED: dict[str, Any] = {"marker": "x", "color": "0.1", "linestyle": "none", "markersize": 3.5}
PGLS: dict[str, Any] = {"marker": "o", "color": COLOUR, "markersize": 3.2}
ORDINARY: dict[str, Any] = {
    "marker": "s",
    "color": "0.35",
    "markerfacecolor": "white",
    "markersize": 3.2,
}


def size(tables: Tables) -> tuple[float, float]:
    """Return a page's width, and a height that grows with the species."""
    rows = len(tables["design"])
    return PAGE, min(9.8, 1.35 + row_height(rows, 0.24) * rows)


def draw(tables: Tables, figure: Figure) -> None:
    """Draw power on the left, false positives on the right, a row a species."""
    table = tables["design"].sort_values("step").reset_index(drop=True)
    left, right = figure.subplots(1, 2, sharey=True, gridspec_kw={"wspace": 0.06})
    _power(left, table)
    _false(right, table)
    names = [readable(name).capitalize() for name in table["species"]]
    left.set_yticks(range(len(names)), [f"{at}. {name}" for at, name in enumerate(names, 1)])
    for label, added in zip(left.get_yticklabels(), table["added"], strict=True):
        label.set(style="italic", fontsize=6.5 if len(names) > MANY else 7)
        label.set_color("black" if added else "0.45")
    left.set_ylim(len(names) - 0.4, -0.6)
    sns.despine(figure, left=True)
    for axes in (left, right):
        axes.tick_params(axis="y", length=0)
        axes.grid(visible=False, axis="y")
    _legend(figure, table)


def _power(axes: Axes, table: pd.DataFrame) -> None:
    """Draw power, its range, and what it is beside."""
    rows = np.arange(len(table))
    axes.hlines(
        rows, table["power_low"], table["power_high"], color=COLOUR, linewidth=0.8, alpha=0.5
    )
    axes.plot(table["power_random"], rows, zorder=2, **RANDOM)
    axes.plot(table["power"], rows, zorder=3, **PGLS, linewidth=1.0)
    known = table["power_pgls"].notna().to_numpy()
    axes.plot(table["power_pgls"][known], rows[known], zorder=4, **SIMULATED)
    axes.axvline(0.8, color="0.8", linewidth=0.8, zorder=0)
    axes.set(xlim=(-0.02, 1.02), xlabel="chance")
    axes.set_title(f"power to find a slope of {table['slope'].iloc[0]:g}")


def _false(axes: Axes, table: pd.DataFrame) -> None:
    """Draw false positives of both regressions, with their Monte-Carlo errors."""
    rows, alpha, top = np.arange(len(table)), float(table["alpha"].iloc[0]), 0.1
    for name, looks, shift in (("false_ordinary", ORDINARY, -0.1), ("false_pgls", PGLS, 0.1)):
        known = table[name].notna().to_numpy()
        share, error = (
            table[name].to_numpy(float)[known],
            table[f"{name}_error"].to_numpy(float)[known],
        )
        at = rows[known] + shift
        axes.hlines(at, share - 2 * error, share + 2 * error, color=looks["color"], linewidth=0.8)
        axes.plot(share, at, linestyle="none", zorder=3, **looks)
        top = max(top, float((share + 2 * error).max(initial=0)))
    axes.axvline(alpha, color="0.5", linewidth=0.8, linestyle=":", zorder=0)
    axes.set(
        xlim=(0, 1.05 * max(top, 2 * alpha)), xlabel="share that finds a slope that is not there"
    )
    axes.set_title("false positives")


def _legend(figure: Figure, table: pd.DataFrame) -> None:
    """Put one legend below."""
    handles = [
        Line2D([], [], linewidth=1.0, **PGLS),
        Line2D([], [], **RANDOM),
        Line2D([], [], **SIMULATED),
        Line2D([], [], linestyle="none", **ORDINARY),
    ]
    labels = ["PGLS", "species at random", "PGLS, simulated", "ordinary regression"]
    legend_below(figure, handles, labels, 4)


def caption(tables: Tables) -> str:
    """Say what is known, what is drawn, and what is simulated."""
    table = tables["design"]
    draws, simulations = (int(table[name].iloc[0]) for name in ("draws", "simulations"))
    return (
        "Lines with dots: power with lambda known, mean over "
        f"{draws} draws of lambda; horizontal lines: {level_in_words([draws], '')} over them. "
        + (
            f"Crosses and right panel: n = {simulations} simulated studies with each set, lambda "
            "estimated; lines: 2 Monte-Carlo standard errors; dotted: the level of the test."
            * bool(simulations)
        )
        + " Grey names: recorded already." * bool((~table["added"].astype(bool)).any())
    )


def example() -> Tables:
    """Return six species, two of which are recorded already."""
    names = [
        "homo_sapiens",
        "macaca_mulatta",
        "gallus_gallus",
        "danio_rerio",
        "mus_musculus",
        "octopus_vulgaris",
    ]
    power = np.array([0.0, 0.0, 0.12, 0.27, 0.45, 0.6])
    known = np.array([np.nan] * 4 + [1.0, 1.0])
    table = pd.DataFrame(
        {
            "step": range(1, 7),
            "species": names,
            "added": [False, False, True, True, True, True],
            "power": power,
            "power_low": power / 2,
            "power_high": np.minimum(1, 1.5 * power),
            "power_random": power * 0.9,
            "power_pgls": (power + 0.05) * known,
            "false_pgls": 0.09 * known,
            "false_pgls_error": 0.009 * known,
            "false_ordinary": 0.16 * known,
            "false_ordinary_error": 0.012 * known,
            "slope": 0.5,
            "alpha": 0.05,
            "draws": 200,
            "simulations": 1000,
        }
    )
    return {"design": table}
