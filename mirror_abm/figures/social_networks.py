"""Social networks: statistics of observed networks against groups simulated with the fitted layout.

Points are medians of the networks of a species, thin lines hold 90 % of them; bars hold 90 % of the
simulated groups. Filled points lie inside their bar, open ones outside: a property that the layout
does not reproduce.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from .contract import ACCOUNT, PAGE, Tables, legend_below, readable

NEEDS = {
    "networks": (
        "species",
        "interaction",
        "networks",
        "statistic",
        "observed",
        "observed_low",
        "observed_high",
        "mean",
        "low",
        "high",
        "inside",
        "layout",
    )
}
SHOWN = {
    "modularity": "modularity\nof tie weights",
    "dyad_gini": "inequality of pairs\n(Gini)",
    "strength_cv": "inequality of animals\n(CV of strength)",
    "density": "density of ties",
}
MADE, DARK = (0.78, 0.78, 0.78), ACCOUNT["associative"]


def size(tables: Tables) -> tuple[float, float]:
    """Return a page's width, and a height that grows with the species."""
    return PAGE, min(10.0, 1.6 + 0.3 * tables["networks"]["species"].nunique())


def caption(tables: Tables) -> str:
    """Say what n is."""
    return (
        "n: observed networks of a species. An open point is a property the layout does not give."
    )


def draw(tables: Tables, figure: Figure) -> None:
    """Draw one panel per statistic, one row per species."""
    table = tables["networks"]
    names = sorted(table["species"].unique())
    panels = figure.subplots(1, len(SHOWN), sharey=True, squeeze=False)[0]
    for axes, (statistic, title) in zip(panels, SHOWN.items(), strict=True):
        rows = table[table["statistic"] == statistic].set_index("species").reindex(names)
        _statistic(axes, rows)
        axes.set(xlabel=title, xlim=(0, None) if statistic == "strength_cv" else (-0.02, 1.03))
        axes.tick_params(axis="y", length=0)
        axes.grid(visible=False, axis="y")
    panels[0].set_yticks(range(len(names)), _labels(table, names))
    panels[0].invert_yaxis()
    sns.despine(figure, left=True)
    _legend(figure)


def _labels(table: pd.DataFrame, names: list[str]) -> list[str]:
    """Return each species with the interaction that was observed and the number of networks."""
    first = table.drop_duplicates("species").set_index("species")
    return [
        f"{readable(name).capitalize()}\n{readable(str(first.loc[name, 'interaction']))}, "
        f"n = {first.loc[name, 'networks']:g}"
        for name in names
    ]


def _statistic(axes: Axes, rows: pd.DataFrame) -> None:
    """Draw one statistic of all species: bars of what is made, points of what was observed."""
    places = range(len(rows))
    axes.barh(
        places,
        rows["high"] - rows["low"],
        left=rows["low"],
        height=0.6,
        color=MADE,
        edgecolor=MADE,
        linewidth=1.0,
    )
    axes.hlines(places, rows["observed_low"], rows["observed_high"], color=DARK, linewidth=1.0)
    for inside, face in ((True, DARK), (False, "white")):
        part = rows["inside"].to_numpy(bool) == inside
        axes.scatter(
            rows["observed"][part],
            [place for place, yes in zip(places, part, strict=True) if yes],
            s=18,
            zorder=3,
            facecolor=face,
            edgecolor=DARK,
            linewidth=1.0,
            clip_on=False,
        )


def _legend(figure: Figure) -> None:
    """Say what points, lines and bars are."""
    mark: dict[str, Any] = {
        "linestyle": "none",
        "marker": "o",
        "markeredgecolor": DARK,
        "markersize": 4.5,
    }
    handles = {
        "observed, within the simulated range": Line2D([], [], markerfacecolor=DARK, **mark),
        "observed, outside it": Line2D([], [], markerfacecolor="white", **mark),
        "90 % of observed networks": Line2D([], [], color=DARK, linewidth=1.0),
        "90 % of simulated groups": Patch(color=MADE),
    }
    legend_below(figure, list(handles.values()), list(handles), 4)


def example() -> Tables:
    """Return two species with invented statistics."""
    rows = [
        (
            name,
            "grooming",
            3.0,
            statistic,
            value,
            value * 0.8,
            min(1.0, value * 1.2),
            mean,
            mean - 0.05,
            mean + 0.05,
            abs(mean - value) <= 0.05,
            "partition",
        )
        for name, shift in (("macaca_mulatta", 0.0), ("pan_troglodytes", 0.2))
        for statistic, value, mean in (
            ("modularity", 0.3 + shift, 0.33),
            ("dyad_gini", 0.6, 0.62),
            ("strength_cv", 0.4, 0.43),
            ("density", 0.6, 0.95),
        )
    ]
    return {"networks": pd.DataFrame(rows, columns=list(NEEDS["networks"]))}
