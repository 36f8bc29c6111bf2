"""Learning curves: the mirror index against active hours lived, sampled evenly on the logarithm, for learning is fast.

Lines are means over groups, bands hold 90 % of them; dashed, the same animals at chance (account ``none``).
"""

from __future__ import annotations

import math

import pandas as pd
import seaborn as sns
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import LogFormatter

from .contract import MANY, MODALITY, PAGE, Tables, legend_below, modalities, readable

NEEDS = {"curves": ("label", "account", "arm", "modality", "replicate", "group", "hours", "mirror_index")}
COLUMNS, CLOSER = 4, 6  #: panels across a page, for few species and for many


class Hours(LogFormatter):
    """Labels where matplotlib puts them on a logarithmic axis, but plain: 0.1 and 100, no powers of ten."""

    def __call__(self, x: float, pos: int | None = None) -> str:
        return f"{x:g}" if super().__call__(x, pos) else ""


def _shape(tables: Tables) -> tuple[int, int]:
    count = tables["curves"]["label"].nunique()
    columns = min(COLUMNS if count <= MANY else CLOSER, count)
    return math.ceil(count / columns), columns


def size(tables: Tables) -> tuple[float, float]:
    """Return the width of a page, less for fewer than four species, and a height that grows with the rows."""
    rows, columns = _shape(tables)
    return (PAGE, 0.7 + 1.15 * rows) if columns > COLUMNS else (max(3.5, PAGE * columns / COLUMNS), 0.7 + 1.6 * rows)


def draw(tables: Tables, figure: Figure) -> None:
    """Draw one panel per species."""
    table = tables["curves"]
    keys = ["label", "account", "modality", "replicate", "group", "hours"]
    groups = table[table["hours"] > 0].groupby(keys, sort=False, observed=True)["mirror_index"].mean().reset_index()
    names, accounts = list(dict.fromkeys(table["label"])), list(dict.fromkeys(table["account"]))
    rows, columns = _shape(tables)
    many = columns > COLUMNS
    panels = figure.subplots(rows, columns, sharey=True, sharex=True, squeeze=False)
    for axes in panels.flat[len(names):]:
        axes.set_visible(False)
    for number, (axes, name) in enumerate(zip(panels.flat, names, strict=False)):
        for account in accounts:
            part = groups[(groups["label"] == name) & (groups["account"] == account)]
            sns.lineplot(part, x="hours", y="mirror_index", hue="modality", hue_order=list(MODALITY), palette=MODALITY,
                         errorbar=("pi", 90) if account != "none" else None, linestyle="--" if account == "none" else "-",
                         linewidth=1 if account == "none" else 1.4, ax=axes, legend=False)
        axes.set(xscale="log", xlabel="active hours lived", ylabel="" if many else "mirror index\n(response, execution = 1)")
        axes.xaxis.set_major_formatter(Hours())
        axes.xaxis.set_minor_formatter(Hours())
        axes.set_title(name, style="italic", fontsize=6 if many else None)
        axes.axhline(0, color="0.3", linewidth=0.6, zorder=0)
        axes.label_outer()
        if number + columns >= len(names):  # the lowest of its column, though not of the figure
            axes.tick_params(labelbottom=True)
            axes.xaxis.label.set_visible(True)
    if many:
        figure.supylabel("mirror index (response, execution = 1)", fontsize=8)
    sns.despine(figure)
    shown = modalities(table)
    handles = [Line2D([], [], color=MODALITY[m]) for m in shown]
    labels = [readable(m) for m in shown]
    if "none" in accounts:
        handles.append(Line2D([], [], color="0.4", linestyle="--", linewidth=1))
        labels.append("no learning")
    legend_below(figure, handles, labels, len(handles))


def example() -> Tables:
    """Return two species under two accounts."""
    rows = [(label, account, "intact", modality, replicate, 0, hours,
             (account == "associative") * scale * (1 - math.exp(-hours)) + 0.01 * replicate)
            for label, scale in (("Macaca mulatta", 0.3), ("Octopus vulgaris", 0.1)) for account in ("associative", "none")
            for modality in ("visual", "auditory") for replicate in range(4) for hours in (0.1, 0.5, 1, 2, 5, 10)]
    return {"curves": pd.DataFrame(rows, columns=list(NEEDS["curves"]))}
