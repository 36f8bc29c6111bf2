"""Predictions: how likely a study is to find more congruent units than permuted labels would give.

A cell is a species under an account; colour and number are the chance, the mean over draws. One
panel per modality. It is not a figure of a run's tables: ``mirror-abm predict`` draws it.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.figure import Figure

from .contract import MANY, PAGE, Tables, modalities, readable, row_height

NEEDS = {"predictions": ("label", "account", "modality", "found", "animals", "units")}
PALETTE = "cividis"


def size(tables: Tables) -> tuple[float, float]:
    """Return a page's width, and a height that grows with the species."""
    count = tables["predictions"]["label"].nunique()
    return PAGE, min(9.8, 1.3 + row_height(count, 0.3) * count)


def draw(tables: Tables, figure: Figure) -> None:
    """Draw one grid of numbered cells per modality."""
    table = tables["predictions"]
    names, accounts = list(dict.fromkeys(table["label"])), list(dict.fromkeys(table["account"]))
    shown, many = modalities(table), len(names) > MANY
    panels = figure.subplots(1, len(shown), sharey=True, squeeze=False)[0]
    for axes, modality in zip(panels, shown, strict=True):
        grid = table[table["modality"] == modality].pivot_table(
            index="label", columns="account", values="found", observed=True
        )
        _grid(axes, grid.reindex(index=names, columns=accounts).to_numpy(), 5.5 if many else 6.5)
        axes.set_xticks(
            [x + 0.5 for x in range(len(accounts))],
            [readable(name) for name in accounts],
            rotation=30,
            ha="right",
        )
        axes.set_title(f"{modality} mirror units")
    places = [y + 0.5 for y in range(len(names))]
    panels[0].set_yticks(places, names, style="italic", fontsize=6.5 if many else 7)
    panels[0].set_ylim(len(names), 0)
    sns.despine(figure, left=True, bottom=True)
    scale = ScalarMappable(Normalize(0, 1), sns.color_palette(PALETTE, as_cmap=True))
    bar = figure.colorbar(scale, ax=list(panels), fraction=0.025, pad=0.01, aspect=30)
    study = f"{table['animals'].iloc[0]} animals x {table['units'].iloc[0]} units"
    bar.set_label(f"P(mirror units are found)\n{study}")


def _grid(axes: Axes, values: np.ndarray, size: float) -> None:
    """Draw chances as coloured cells, each with its number; a cell without a chance stays empty."""
    colours = sns.color_palette(PALETTE, as_cmap=True)
    axes.pcolormesh(values, cmap=colours, vmin=0, vmax=1, edgecolors="white", linewidth=0.8)
    for (y, x), value in np.ndenumerate(values):
        if not np.isnan(value):
            axes.text(
                x + 0.5,
                y + 0.5,
                f"{value:.2f}".removeprefix("0") if value < 0.995 else "1",
                ha="center",
                va="center",
                fontsize=size,
                color="black" if value > 0.6 else "white",
            )
    axes.tick_params(length=0)
    axes.grid(False)


def example() -> Tables:
    """Return two species under two accounts."""
    rows = [
        (label, account, modality, found, 3, 40)
        for label, at in (("Macaca mulatta", 0.9), ("Octopus vulgaris", 0.3))
        for account, found in (("associative", at), ("genetic", 0.5))
        for modality in ("visual", "auditory")
    ]
    return {"predictions": pd.DataFrame(rows, columns=list(NEEDS["predictions"]))}
