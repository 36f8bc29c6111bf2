"""Learning curves: the mirror index over active hours lived, sampled evenly on a logarithmic scale.

Lines are means over groups, solid with dots for sights and dotted with triangles for sounds; bands
hold 90 % of the groups. Dashed and without marks: the same animals at chance (account ``none``).
With several accounts, colours are accounts, and bands are left out: they would hide each other.
Lines that leave the panel belong to rules whose weights have no bound.
"""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from .contract import (
    MANY,
    MODALITY,
    PAGE,
    Tables,
    account_colours,
    groups_of,
    legend_below,
    modalities,
    readable,
    widen,
)

NEEDS = {
    "curves": ("label", "account", "arm", "modality", "replicate", "group", "hours", "mirror_index")
}
#: of the axis; execution drives by 1
LIMIT = 1.5
HOURS = "active hours lived"
STYLE: dict[str, dict[str, Any]] = {
    "visual": {"linestyle": "-", "marker": "o", "linewidth": 1.3},
    "auditory": {"linestyle": ":", "marker": "^", "linewidth": 1.3},
}
CHANCE: dict[str, Any] = {"linestyle": "--", "linewidth": 1}
#: panels across a page, for few species and for many
COLUMNS, CLOSER = 4, 6


def _shape(tables: Tables) -> tuple[int, int]:
    """Return rows and columns of panels."""
    count = tables["curves"]["label"].nunique()
    columns = min(COLUMNS if count <= MANY else CLOSER, count)
    return math.ceil(count / columns), columns


def size(tables: Tables) -> tuple[float, float]:
    """Return a page's width, less for few species, and a height that grows with the rows."""
    rows, columns = _shape(tables)
    least = 3.5 if tables["curves"]["account"].nunique() <= 2 else 5.4
    return (
        (PAGE, 0.7 + 1.15 * rows)
        if columns > COLUMNS
        else (max(least, PAGE * columns / COLUMNS), 0.7 + 1.6 * rows)
    )


def caption(tables: Tables) -> str:
    """Say what lines and bands are."""
    table = tables["curves"]
    band = len(set(table["account"]) - {"none"}) == 1
    bands = "; bands: range of 90 % of them" if band else ""
    return f"Lines: means of groups{bands}; {groups_of(table)}."


def draw(tables: Tables, figure: Figure) -> None:
    """Draw one panel per species."""
    table = tables["curves"]
    keys = ["label", "account", "modality", "replicate", "group", "hours"]
    groups = (
        table[table["hours"] > 0]
        .groupby(keys, sort=False, observed=True)["mirror_index"]
        .mean()
        .reset_index()
    )
    names, accounts = list(dict.fromkeys(table["label"])), list(dict.fromkeys(table["account"]))
    rows, columns = _shape(tables)
    many = columns > COLUMNS
    several = len([name for name in accounts if name != "none"]) > 1
    colours = account_colours(accounts)
    panels = figure.subplots(rows, columns, sharey=True, sharex=True, squeeze=False)
    for axes in panels.flat[len(names) :]:
        axes.set_visible(False)
    for number, (axes, name) in enumerate(zip(panels.flat, names, strict=False)):
        for account in accounts:
            part = groups[(groups["label"] == name) & (groups["account"] == account)]
            for modality, style in STYLE.items():
                _line(
                    axes,
                    part[part["modality"] == modality],
                    colours[account] if several else MODALITY[modality],
                    CHANCE if account == "none" else style,
                    band=account != "none" and not several,
                )
        axes.set(ylabel="" if many else "mirror index\n(response, execution = 1)", xlabel="")
        axes.set_title(name, style="italic", fontsize=6 if many else None)
        axes.axhline(0, color="0.3", linewidth=0.6, zorder=0)
        axes.label_outer()
        if number + columns >= len(names):  # the lowest of its column, though not of the figure
            axes.tick_params(labelbottom=True)
            axes.set_xlabel(HOURS, fontsize=6.5 if many else None, visible=True)
    _logarithmic_hours(panels[0, 0])
    widen(panels[0, 0], "y")
    panels[0, 0].set_ylim(top=min(LIMIT, panels[0, 0].get_ylim()[1]))
    if many:
        figure.supylabel("mirror index (response, execution = 1)", fontsize=8)
    sns.despine(figure)
    _legend(figure, modalities(table), accounts, several)


def _logarithmic_hours(axes: Axes) -> None:
    """Make the x axis logarithmic, with plain numbers; 2 and 5 as well where it is short."""
    axes.set_xscale("log")
    low, high = axes.get_xlim()
    axes.xaxis.set_major_locator(LogLocator(subs=(1.0,) if high / low > 20 else (1.0, 2.0, 5.0)))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda hours, _: f"{hours:g}"))
    axes.xaxis.set_minor_formatter(NullFormatter())


def _line(axes: Axes, part: pd.DataFrame, colour: Any, look: dict[str, Any], band: bool) -> None:
    """Draw one mean over groups, and where ``band`` what holds 90 % of them."""
    if not part.empty:
        sns.lineplot(
            part,
            x="hours",
            y="mirror_index",
            color=colour,
            errorbar=("pi", 90) if band else None,
            markersize=2.6,
            markeredgewidth=0,
            ax=axes,
            legend=False,
            **look,
        )


def _legend(figure: Figure, shown: list[str], accounts: list[str], several: bool) -> None:
    """Put one legend below: modalities by line and mark, and several accounts by colour."""
    handles = [
        Line2D([], [], color="0.2" if several else MODALITY[name], markersize=3, **STYLE[name])
        for name in shown
    ]
    labels = [readable(name) for name in shown]
    if several:
        colours = account_colours(accounts)
        named = [name for name in accounts if name != "none"]
        handles += [Line2D([], [], color=colours[name], linewidth=1.4) for name in named]
        labels += [readable(name) for name in named]
    if "none" in accounts:
        handles.append(Line2D([], [], color="0.4", **CHANCE))
        labels.append("no learning")
    legend_below(
        figure,
        handles,
        labels,
        min(max(1, int(figure.bbox.width / figure.dpi / 1.15)), len(handles)),
    )


def example() -> Tables:
    """Return two species under two accounts."""
    rows = [
        (
            label,
            account,
            "intact",
            modality,
            replicate,
            0,
            hours,
            (account == "associative") * scale * (1 - math.exp(-hours)) + 0.01 * replicate,
        )
        for label, scale in (("Macaca mulatta", 0.3), ("Octopus vulgaris", 0.1))
        for account in ("associative", "none")
        for modality in ("visual", "auditory")
        for replicate in range(4)
        for hours in (0.1, 0.5, 1, 2, 5, 10)
    ]
    return {"curves": pd.DataFrame(rows, columns=list(NEEDS["curves"]))}
