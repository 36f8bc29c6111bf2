"""Next experiment: what parts each pair of accounts best, and how many bits a study of it gives.

A cell is a pair of accounts. Its shade is the bits that the best study is expected to give, from 0
to 1, which settles it; in it stand the study and the bits. A hatched cell is within noise: nothing
that was tried parts the pair. ``mirror-abm next --experiments --figure FILE`` draws it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from .contract import PAGE, Tables, in_figures, readable, wrapped

NEEDS = {
    "pairs": (
        *("first", "second", "experiment", "change", "outcome", "bits", "low", "high"),
        *("above_floor", "higher_under", "animals", "groups", "draws"),
    )
}
#: points of the smallest text
SMALL = 6.0
#: bits from which text is white
DARK = 0.55


def _accounts(table: pd.DataFrame) -> list[str]:
    """Return the accounts in the order of the table."""
    return list(dict.fromkeys([*table["first"], *table["second"]]))


def size(tables: Tables) -> tuple[float, float]:
    """Return a page's width, and a height that grows with the accounts."""
    return PAGE, min(9.5, 1.3 + 0.85 * (len(_accounts(tables["pairs"])) - 1))


def draw(tables: Tables, figure: Figure) -> None:
    """Draw one cell for each pair, the first account in rows."""
    table = tables["pairs"]
    names = _accounts(table)
    across, down = names[1:], names[:-1]
    axes = figure.subplots()
    shades = sns.light_palette("#08519c", as_cmap=True)
    width = (72 * PAGE - 110) / len(across)
    for row in table.itertuples(index=False):
        x, y = across.index(row.second), down.index(row.first)
        look: dict[str, Any] = {"facecolor": shades(row.bits), "edgecolor": "white"}
        if not row.above_floor:
            look |= {"facecolor": "0.94", "edgecolor": "0.86", "hatch": "///"}
        axes.add_patch(Rectangle((x - 0.48, y - 0.46), 0.96, 0.92, linewidth=0.8, **look))
        _label(axes, row, (x, y), 0.9 * width)
    axes.set(xlim=(-0.5, len(across) - 0.5), ylim=(len(down) - 0.5, -0.5))
    words = [wrapped(readable(name), 0.9 * width, 8) for name in across]
    axes.set_xticks(np.arange(len(across)), words)
    axes.set_yticks(np.arange(len(down)), [readable(name) for name in down])
    axes.xaxis.tick_top()
    axes.xaxis.set_label_position("top")
    axes.set_xlabel("the study that parts each pair of accounts best (expected bits)")
    axes.tick_params(length=0)
    axes.grid(visible=False)
    sns.despine(figure, left=True, bottom=True)


def _label(axes: Axes, row: Any, at: tuple[int, int], width: float) -> None:
    """Write into a cell its study and bits, or that nothing parts the pair."""
    if row.above_floor:
        change = "" if row.change == "as published" else f", {row.change}"
        study = wrapped(f"{readable(row.experiment)}{change}", width, SMALL)
        text = f"{in_figures(row.bits)} bit\n{study}"
    else:
        text = "within\nnoise"
    dark = row.above_floor and row.bits > DARK
    axes.annotate(
        text,
        at,
        ha="center",
        va="center",
        fontsize=SMALL,
        color="white" if dark else "0.15",
        linespacing=1.1,
    )


def caption(tables: Tables) -> str:
    """Return what a cell is, and of how large a study."""
    table = tables["pairs"]
    each = int((table["animals"] / table["groups"]).max())
    return (
        f"Cells: expected bits about which of two accounts is right, of a study with {each} "
        f"animals in each group, over {int(table['draws'].max())} draws; 1 bit settles it. Each "
        "names the study that parts the pair best per animal, of those tried. Hatched: an account "
        "seems to tell as much about itself."
    )


def example() -> Tables:
    """Return the pairs of three accounts, one of which nothing parts."""
    rows = [
        ("associative", "genetic", "repair", "as published", "deprived_0", 0.98, True, "genetic"),
        (
            "associative",
            "hebbian",
            "cook_2010",
            "acts 2 s later",
            "signalled",
            0.41,
            True,
            "hebbian",
        ),
        ("genetic", "hebbian", "repair", "as published", "deprived_0", 0.03, False, "genetic"),
    ]
    columns = ["first", "second", "experiment", "change", "outcome", "bits", "above_floor"]
    table = pd.DataFrame(rows, columns=[*columns, "higher_under"])
    table = table.assign(low=table["bits"] - 0.02, high=table["bits"] + 0.02)
    return {"pairs": table.assign(animals=10, groups=1, draws=6)}
