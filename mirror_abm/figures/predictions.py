"""Predictions: how likely a study is to find units that respond to their own act.

A cell is a species under an account; colour and number are the chance, the mean over draws. One
panel per modality. A dash: no act of the species is seen, or heard. It is not a figure of a run's
tables: ``mirror-abm predict`` draws it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.figure import Figure

from .contract import (
    MANY,
    PAGE,
    Tables,
    in_figures,
    lacking,
    modalities,
    name_clades,
    readable,
    row_height,
    text_width,
    wrapped,
)

NEEDS = {"predictions": ("label", "account", "modality", "found", "animals", "units", "draws")}
PALETTE = "cividis"
#: inches: of a column at the widest, of the names of species, and the height of the colour bar
CELL, NAMES, BAR = 0.75, 1.5, 0.09


def size(tables: Tables) -> tuple[float, float]:
    """Return a width that grows with the accounts, and a height that grows with the species."""
    table = tables["predictions"]
    rows = table["label"].nunique()
    columns = table["account"].nunique() * len(modalities(table))
    height = 1.5 + row_height(rows, 0.28) * rows
    return min(PAGE, max(4.6, NAMES + 0.3 + CELL * columns)), height


def draw(tables: Tables, figure: Figure) -> None:
    """Draw one grid of numbered cells per modality."""
    table = tables["predictions"]
    names, accounts = list(dict.fromkeys(table["label"])), list(dict.fromkeys(table["account"]))
    shown, many = modalities(table), len(names) > MANY
    width, height = size(tables)
    cell = 72 * (width - NAMES - 0.3) / (len(shown) * len(accounts)) - 3
    panels = figure.subplots(1, len(shown), sharey=True, squeeze=False)[0]
    for axes, modality in zip(panels, shown, strict=True):
        grid = table[table["modality"] == modality].pivot_table(
            index="label", columns="account", values="found", observed=True
        )
        _grid(axes, grid.reindex(index=names, columns=accounts).to_numpy(), 5.5 if many else 6.5)
        _name_accounts(axes, accounts, cell)
        axes.set_title(f"{modality} mirror units")
    panels[0].set_yticks(range(len(names)), names, style="italic", fontsize=6.5 if many else 7)
    panels[0].set_ylim(len(names) - 0.5, -0.5)
    name_clades(panels, table, names)
    sns.despine(figure, left=True, bottom=True)
    scale = ScalarMappable(Normalize(0, 1), sns.color_palette(PALETTE, as_cmap=True))
    bar = figure.colorbar(
        scale,
        ax=list(panels),
        location="bottom",
        fraction=BAR / height,
        aspect=0.4 * width / BAR,
        shrink=0.5,
        ticks=[0, 0.5, 1],
    )
    bar.ax.set_xticks([0, 0.5, 1], ["0", "0.5", "1"])
    bar.outline.set_visible(False)  # type: ignore[operator]
    bar.set_label("P(mirror units are found)")


def _name_accounts(axes: Axes, accounts: list[str], room: float) -> None:
    """Name the columns: over several lines where that fits into so many points, else upright."""
    lines = [wrapped(readable(name), room, 7) for name in accounts]
    upright = max(text_width(line, 7) for name in lines for line in name.split("\n")) > room
    axes.set_xticks(
        range(len(accounts)),
        [readable(name) for name in accounts] if upright else lines,
        rotation=90 if upright else 0,
    )


def _grid(axes: Axes, values: np.ndarray, size: float) -> None:
    """Draw chances as coloured cells, each with its number; a dash where there is no chance."""
    colours: Any = sns.color_palette(PALETTE, as_cmap=True)
    rows, columns = values.shape
    axes.pcolormesh(
        np.arange(columns + 1) - 0.5,
        np.arange(rows + 1) - 0.5,
        np.ma.masked_invalid(values),
        cmap=colours,
        vmin=0,
        vmax=1,
        edgecolors="white",
        linewidth=0.8,
    )
    for (y, x), value in np.ndenumerate(values):
        known = not np.isnan(value)
        axes.text(
            x,
            y,
            "-" if not known else in_figures(value).removeprefix("0") if value < 0.995 else "1",
            ha="center",
            va="center",
            fontsize=size,
            color="0.5" if not known else "black" if value > 0.6 else "white",
        )
    axes.tick_params(length=0)
    axes.grid(False)


def caption(tables: Tables) -> str:
    """Return what the numbers are, and of how many animals, units and draws."""
    table = tables["predictions"]
    animals, units, draws = (int(table[name].iloc[0]) for name in ("animals", "units", "draws"))
    perceived = {"visual": "seen", "auditory": "heard"}
    lack = [perceived[name] for name in lacking(table, "modality", "label")]
    dashes = f" -: no act of the species is {' or '.join(lack)}." if lack else ""
    return (
        f"Number and colour: chance that a study of {animals} animal{'s' * (animals > 1)} "
        f"with {units} unit{'s' * (units > 1)} each finds more units that "
        f"respond to their own act than would to any other, mean over {draws} draws.{dashes}"
    )


def example() -> Tables:
    """Return two species under two accounts."""
    rows = [
        (label, account, modality, found, 3, 40, 20)
        for label, at in (("Macaca mulatta", 0.9), ("Octopus vulgaris", 0.3))
        for account, found in (("associative", at), ("genetic", 0.5))
        for modality in ("visual", "auditory")
    ]
    return {"predictions": pd.DataFrame(rows, columns=list(NEEDS["predictions"]))}
