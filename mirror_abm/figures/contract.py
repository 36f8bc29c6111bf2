"""What the figures share: colours that colour-blind readers can tell apart, names for readers, quiet axes."""

from __future__ import annotations

from typing import Any

import seaborn as sns
from matplotlib.figure import Figure

Tables = dict[str, Any]
COLUMN, PAGE = 3.5, 7.2  #: inches: one column, the width of a page
_PALETTE = sns.color_palette("colorblind")
ACCOUNT = {"associative": _PALETTE[0], "none": (0.55, 0.55, 0.55)}
MODALITY = {"visual": _PALETTE[0], "auditory": _PALETTE[1]}
SOURCE = {"being_imitated": _PALETTE[0], "synchrony": _PALETTE[2], "mirrors": _PALETTE[4], "self_observation": _PALETTE[1],
          "sound": _PALETTE[8], "complementary": _PALETTE[3], "watching_others": (0.6, 0.6, 0.6)}
MANY = 12  #: species from which on a figure sets them closer
SHARE = "congruent share of motor units\nabove permuted expectation"


def readable(name: str) -> str:
    """Return a name of the tables as words."""
    return name.replace("_", " ")


def account_colours(names: list[str]) -> dict[str, Any]:
    """Return a colour for each account, the same in every figure."""
    spare = [_PALETTE[i] for i in (3, 4, 2, 1, 5, 9)]
    return {name: ACCOUNT.get(name) or spare[i % len(spare)] for i, name in enumerate(names)}


def modalities(table: Any) -> list[str]:
    """Return the modalities in the table, vision first."""
    return [name for name in MODALITY if name in set(table["modality"])]


def row_height(species: int, few: float) -> float:
    """Return inches for one species: ``few``, or less where there are many, so that they fill one page."""
    return few if species <= MANY else 0.2


def name_clades(panels: Any, table: Any, names: list[str]) -> None:
    """Part the rows of ``names`` by class of animals, and name each class at the right; nothing is done for few species."""
    if "clade" not in table or len(names) <= MANY:
        return
    clade = table.drop_duplicates("label").set_index("label")["clade"]
    starts = [row for row, name in enumerate(names) if row == 0 or clade[name] != clade[names[row - 1]]]
    for start, end in zip(starts, [*starts[1:], len(names)], strict=True):
        for axes in panels:
            if start:
                axes.axhline(start - 0.5, color="0.75", linewidth=0.6, zorder=0)
        panels[-1].annotate(clade[names[start]], (1, (start + end - 1) / 2), (4, 0), xycoords=("axes fraction", "data"),
                            textcoords="offset points", rotation=270 if end - start > 3 else 0, va="center", fontsize=6.5,
                            color="0.3")


def style() -> dict[str, Any]:
    """Return the matplotlib settings of all figures."""
    sizes = {"font.size": 8, "axes.labelsize": 8, "axes.titlesize": 8, "xtick.labelsize": 7, "ytick.labelsize": 7,
             "legend.fontsize": 7, "axes.linewidth": 0.7, "xtick.major.width": 0.7, "ytick.major.width": 0.7,
             "xtick.minor.width": 0.5, "xtick.major.size": 3, "ytick.major.size": 3, "xtick.minor.size": 1.5}
    return dict(sns.axes_style("ticks", {"axes.grid": True, "grid.color": "0.92", "axes.axisbelow": True})) | sizes | {
        "font.family": "DejaVu Sans", "pdf.fonttype": 42, "grid.linewidth": 0.6}


def legend_below(figure: Figure, handles: list[Any], labels: list[str], columns: int) -> None:
    """Put one legend below the axes."""
    figure.legend(handles, labels, loc="outside lower center", ncols=columns, frameon=False, handlelength=1.4,
                  columnspacing=1.2)
