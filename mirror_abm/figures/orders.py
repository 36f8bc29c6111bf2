"""Orders: in how many draws one species has the larger share than another, for every two of them.

Species stand in the order of their mean shares. A cell is the chance that the species of the row
lies above that of the column in another draw, from draws paired over all species; a dot marks an
order that is resolved. Names in bold stand in the longest order of which every two are resolved,
with their ranks in it at the right. One panel per modality. Of several accounts one is shown, and
named: ``associative`` if it is among them.
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
from matplotlib.lines import Line2D

from .contract import COLUMN, MANY, PAGE, Tables, account_words, legend_below, modalities

NEEDS = {
    "orders": (
        "label",
        "other_label",
        "account",
        "modality",
        "probability",
        "resolved",
        "mean",
        "rank",
        "draws",
    )
}
PALETTE = "vlag_r"
#: inches of a row, of few species and of many, and of what stands above and below the rows
ROW, CLOSE, ROUND = 0.26, 0.105, 0.42


def _shown(tables: Tables) -> pd.DataFrame:
    """Return the rows of the one account that is shown."""
    table = tables["orders"]
    accounts = list(dict.fromkeys(table["account"]))
    shown = "associative" if "associative" in accounts else accounts[0]
    return table[table["account"] == shown]


def size(tables: Tables) -> tuple[float, float]:
    """Return a width that fits the species, and a height of one panel below the other."""
    table = _shown(tables)
    counts = [part["label"].nunique() for _, part in table.groupby("modality")]
    many = max(counts) > MANY
    width = PAGE if many else max(COLUMN + 0.6, 2.6 + 0.42 * max(counts))
    rows = sum(ROUND + (CLOSE if many else ROW) * count for count in counts)
    return min(PAGE, width), min(10.0, 0.9 + rows)


def caption(tables: Tables) -> str:
    """Say how many orders are resolved, and of how many draws."""
    table, parts = _shown(tables), []
    for modality in modalities(table):
        part = table[table["modality"] == modality]
        pairs, held = len(part) // 2, int(part["resolved"].sum()) // 2
        longest = int((part.drop_duplicates("label")["rank"] > 0).sum())
        parts.append(f"{modality}: {held} of {pairs}" + f", longest order {longest}" * bool(held))
    draws = int(table["draws"].max())
    return (
        f"Chance that the row lies above the column in another draw, from {draws} paired "
        f"draw{'s' * (draws > 1)}. Resolved pairs (lower bound of the chance above 3/4): "
        f"{'; '.join(parts)}. Bold: species of the longest order of which every two are resolved."
    )


def draw(tables: Tables, figure: Figure) -> None:
    """Draw one matrix per modality."""
    table = _shown(tables)
    shown, several = modalities(table), len(set(tables["orders"]["account"])) > 1
    heights = [table.loc[table["modality"] == each, "label"].nunique() + 3 for each in shown]
    panels = figure.subplots(len(shown), 1, squeeze=False, height_ratios=heights)[:, 0]
    for axes, modality in zip(panels, shown, strict=True):
        _matrix(axes, table[table["modality"] == modality])
        words = f" (account {account_words(table['account'].iloc[0])})" if several else ""
        axes.set_title(f"{modality} mirror units{words}")
    panels[-1].set_xlabel("the same species, by number")
    sns.despine(figure, left=True, bottom=True)
    scale = ScalarMappable(Normalize(0, 1), sns.color_palette(PALETTE, as_cmap=True))
    bar = figure.colorbar(scale, ax=list(panels), fraction=0.03, pad=0.01, shrink=0.6, aspect=25)
    bar.set_ticks([0, 0.25, 0.5, 0.75, 1], labels=["0", "1/4", "1/2", "3/4", "1"])
    bar.outline.set_visible(False)  # type: ignore[operator]
    bar.set_label("P(row above column)")
    dot = Line2D([], [], linestyle="none", marker="o", markersize=2.5, color="black")
    legend_below(figure, [dot], ["order resolved"], 1)


def _matrix(axes: Axes, part: pd.DataFrame) -> None:
    """Draw the chances of every two species of one modality."""
    first = part.drop_duplicates("label").sort_values("mean", ascending=False, kind="stable")
    names, many = list(first["label"]), len(first) > MANY
    grids = {
        value: part.pivot(index="label", columns="other_label", values=value).reindex(
            index=names, columns=names
        )
        for value in ("probability", "resolved")
    }
    colours: Any = sns.color_palette(PALETTE, as_cmap=True)
    edges = np.arange(len(names) + 1) - 0.5
    chances = np.ma.masked_invalid(grids["probability"].to_numpy(float))
    axes.pcolormesh(
        edges, edges, chances, cmap=colours, vmin=0, vmax=1, edgecolors="white", linewidth=0.4
    )
    y, x = np.nonzero(grids["resolved"].fillna(False).to_numpy(bool))
    axes.plot(x, y, linestyle="none", marker="o", markersize=1.3 if many else 3, color="black")
    type_size = 5.5 if many else 7.0
    places, numbers = range(len(names)), [str(at + 1) for at in range(len(names))]
    axes.set_xticks(places, numbers, fontsize=5.0 if many else 7.0)
    axes.set_yticks(places, names, style="italic", fontsize=type_size)
    for at, (text, rank) in enumerate(zip(axes.get_yticklabels(), first["rank"], strict=True)):
        text.set_fontweight("bold" if rank > 0 else "normal")
        said = f"{numbers[at]}  (rank {rank:.0f})" if rank > 0 else numbers[at]
        axes.text(len(names) - 0.3, at, said, va="center", fontsize=type_size, color="0.3")
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.tick_params(length=0)
    axes.grid(visible=False)


def example() -> Tables:
    """Return three species, of which two are told apart from the third."""
    means = {"Macaca mulatta": 0.3, "Mus musculus": 0.25, "Octopus vulgaris": 0.05}
    chances = {
        ("Macaca mulatta", "Mus musculus"): 0.6,
        ("Macaca mulatta", "Octopus vulgaris"): 1.0,
        ("Mus musculus", "Octopus vulgaris"): 0.95,
    }
    both = chances | {(two, one): 1 - chance for (one, two), chance in chances.items()}
    rows = [
        (one, two, "associative", modality, chance, abs(chance - 0.5) > 0.4, means[one], 0, 20)
        for modality in ("visual", "auditory")
        for (one, two), chance in both.items()
    ]
    table = pd.DataFrame(rows, columns=list(NEEDS["orders"]))
    ranks = {"Macaca mulatta": 1, "Octopus vulgaris": 2}
    return {"orders": table.assign(rank=table["label"].map(ranks).fillna(0))}
