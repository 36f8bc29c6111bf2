"""Social networks: statistics of observed networks against groups made by the layout that was fitted to them.

Points are medians of the networks of a species, thin lines hold 90 % of them; bars hold 90 % of the groups made. A point
outside its bar is a property that the layout does not make: filled points lie inside, open ones outside.
"""

from __future__ import annotations

import pandas as pd
import seaborn as sns
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
MADE = (0.78, 0.78, 0.78)


def size(tables: Tables) -> tuple[float, float]:
    """Return a page's width, and a height that grows with the species."""
    return PAGE, min(10.0, 1.6 + 0.3 * tables["networks"]["species"].nunique())


def draw(tables: Tables, figure: Figure) -> None:
    """Draw one panel per statistic, one row per species."""
    table = tables["networks"]
    names = sorted(table["species"].unique())
    first = table.drop_duplicates("species").set_index("species")
    kinds = [
        f"{readable(str(first.loc[name, 'interaction']))}, n = {first.loc[name, 'networks']:g}"
        for name in names
    ]
    labels = [
        f"{readable(name).capitalize()}\n{kind}" for name, kind in zip(names, kinds, strict=True)
    ]
    panels = figure.subplots(1, len(SHOWN), sharey=True, squeeze=False)[0]
    dark = ACCOUNT["associative"]
    for axes, (statistic, title) in zip(panels, SHOWN.items(), strict=True):
        rows = table[table["statistic"] == statistic].set_index("species").reindex(names)
        places = range(len(names))
        axes.barh(
            places,
            rows["high"] - rows["low"],
            left=rows["low"],
            height=0.6,
            color=MADE,
            edgecolor=MADE,
            linewidth=1.0,
        )
        axes.hlines(places, rows["observed_low"], rows["observed_high"], color=dark, linewidth=1.0)
        for inside, face in ((True, dark), (False, "white")):
            part = rows["inside"].to_numpy(bool) == inside
            axes.scatter(
                rows["observed"][part],
                [place for place, yes in zip(places, part, strict=True) if yes],
                s=18,
                zorder=3,
                facecolor=face,
                edgecolor=dark,
                linewidth=1.0,
                clip_on=False,
            )
        axes.set(xlabel=title, xlim=(0, None) if statistic == "strength_cv" else (-0.02, 1.03))
        axes.tick_params(axis="y", length=0)
        axes.grid(visible=False, axis="y")
    panels[0].set_yticks(range(len(names)), labels)
    panels[0].invert_yaxis()
    sns.despine(figure, left=True)
    mark = {"linestyle": "none", "marker": "o", "markeredgecolor": dark, "markersize": 4.5}
    legend_below(
        figure,
        [
            Line2D([], [], markerfacecolor=dark, **mark),
            Line2D([], [], markerfacecolor="white", **mark),
            Line2D([], [], color=dark, linewidth=1.0),
            Patch(color=MADE),
        ],
        [
            "observed, within the groups made",
            "observed, outside",
            "90 % of observed networks",
            "90 % of groups made",
        ],
        4,
    )


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
