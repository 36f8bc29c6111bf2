"""Scoreboard: the share of draws of the constants that give each published pattern, by account.

Each cell is split: left from developed subjects, right from preset ones, where both were run. Grey:
the experiment cannot speak under this account. White corner: undecided, the pattern is neither
found in half of the draws nor contradicted in more. Bold: the experiment tells accounts apart.
Contrary results stand among the others.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

from .contract import PAGE, Tables, readable

NEEDS = {
    "scores": (
        "experiment",
        "who",
        "subjects",
        "rate",
        "verdict",
        "tells",
        "contrary",
        "confidence",
    )
}
PALETTE = "cividis"


def size(tables: Tables) -> tuple[float, float]:
    """Return a page's width, and a height that grows with the experiments."""
    return PAGE, min(9.8, 1.5 + 0.24 * tables["scores"]["experiment"].nunique())


def draw(tables: Tables, figure: Figure) -> None:
    """Draw the board as a grid of coloured, numbered cells."""
    table = tables["scores"]
    names, who = list(dict.fromkeys(table["experiment"])), list(dict.fromkeys(table["who"]))
    kinds = list(dict.fromkeys(table["subjects"]))
    axes, colours = figure.subplots(), sns.color_palette(PALETTE, as_cmap=True)
    for row in table.itertuples(index=False):
        width = 1 / len(kinds)
        x = who.index(row.who) + kinds.index(row.subjects) * width
        _score(axes, row, (x, names.index(row.experiment)), width, colours)
    for x in range(len(who) + 1):
        axes.axvline(x, color="white", linewidth=2)
    axes.set(xlim=(0, len(who)), ylim=(len(names), 0))
    axes.set_xticks(
        [i + 0.5 for i in range(len(who))],
        [readable(name).replace(" (", "\n(") for name in who],
        rotation=30,
        ha="left",
    )
    axes.xaxis.tick_top()
    _name_experiments(axes, table.drop_duplicates("experiment"))
    axes.tick_params(length=0)
    axes.grid(False)
    sns.despine(figure, left=True, bottom=True)
    axes.set_xlabel(
        f"{' | '.join(kinds)} subjects (white: not run); ?: cannot speak; white corner: undecided\n"
        "bold: tells accounts apart; how the pattern is known: [V] read, [A] abstract, "
        "[R] recalled, [P] the theory's prediction",
        fontsize=7,
    )
    scale = ScalarMappable(Normalize(0, 1), colours)
    bar = figure.colorbar(scale, ax=axes, fraction=0.03, pad=0.01)
    bar.set_label("published pattern:\nshare of draws")


def _score(axes: Axes, row: Any, place: tuple[float, float], width: float, colours: Any) -> None:
    """Draw one cell: its colour and number, and a white corner where it is undecided."""
    x, y = place
    silent = row.verdict == "cannot speak" or row.rate != row.rate
    face = "0.85" if silent else colours(float(row.rate))
    axes.add_patch(Rectangle(place, width, 1, facecolor=face, edgecolor="white", linewidth=0.5))
    if row.verdict == "undecided":
        corner = [(x + 0.55 * width, y), (x + width, y), (x + width, y + 0.45)]
        axes.add_patch(Polygon(corner, facecolor="white", linewidth=0))
    axes.text(
        x + width / 2,
        y + 0.5,
        "?" if silent else f"{row.rate:.2f}".removeprefix("0") if row.rate < 1 else "1",
        ha="center",
        va="center",
        fontsize=6,
        color="black" if silent or row.rate > 0.6 else "white",
    )


def _name_experiments(axes: Axes, facts: pd.DataFrame) -> None:
    """Name the rows, with how their pattern is known; in bold those that tell accounts apart."""
    marks = [
        f"{row.experiment}{' (contrary)' if row.contrary else ''}  [{row.confidence}]"
        for row in facts.itertuples(index=False)
    ]
    axes.set_yticks([i + 0.5 for i in range(len(marks))], marks)
    for label, tells in zip(axes.get_yticklabels(), facts["tells"], strict=True):
        label.set_fontweight("bold" if tells else "normal")


def example() -> Tables:
    """Return three experiments under two accounts."""
    rows = [
        (
            name,
            account,
            kind,
            rate if account == "associative" else 0.0,
            verdict,
            True,
            name == "barchiesi_2013",
            "A",
        )
        for name, rate, verdict in (
            ("cook_2010", 1.0, "reproduced"),
            ("barchiesi_2013", 0.1, "undecided"),
            ("heyes_2005", float("nan"), "cannot speak"),
        )
        for account in ("associative", "genetic")
        for kind in ("developed", "preset")
    ]
    return {"scores": pd.DataFrame(rows, columns=list(NEEDS["scores"]))}
