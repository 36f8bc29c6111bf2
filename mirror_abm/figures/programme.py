"""Programme: what several studies bring together, by how they are chosen.

On the left, bits against the number of studies, chosen greedily, as the best single ones and by
chance; every way is judged on draws that it was not chosen on. The dotted line is mutual
information, what the greedy programme would bring if the draws were all that is possible. On the
right, what each next study adds; a hollow mark is a study that the programme does not hold, and a
bar what a study must add to be worth its cost. ``mirror-abm next RUN --studies N`` draws it.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from .contract import PAGE, Tables, legend_below, readable, wrapped

NEEDS = {
    "steps": (
        *("step", "label", "modality", "design", "adds", "adds_low", "adds_high", "ideal"),
        *("cost", "worth", "kept", "draws"),
    ),
    "ways": ("way", "studies", "bits", "low", "high"),
}
#: way -> colour, mark, and how far its marks stand aside
WAYS = {
    "greedy": ("0.0", "o", 0.0),
    "best single": ("C0", "s", 0.12),
    "random": ("C3", "x", -0.12),
}
HEARD = {"visual": "seen", "auditory": "heard"}


def size(tables: Tables) -> tuple[float, float]:
    """Return a page's width, and a height that grows with the studies."""
    return PAGE, max(2.9, 1.5 + 0.36 * len(tables["steps"]))


def draw(tables: Tables, figure: Figure) -> None:
    """Draw bits by number of studies, and what each study adds."""
    left, right = figure.subplots(1, 2, gridspec_kw={"width_ratios": [1.15, 1], "wspace": 0.08})
    _ways(left, tables)
    _steps(right, tables["steps"])
    sns.despine(figure)
    handles = [
        Line2D([], [], color=colour, marker=mark, markersize=4, linewidth=1)
        for colour, mark, _ in WAYS.values()
    ]
    handles.append(Line2D([], [], color="0.5", linestyle=":"))
    names = [*WAYS, "greedy, mutual information"]
    dot = {"linestyle": "none", "marker": "o", "markersize": 4, "color": "0.0"}
    handles.append(Line2D([], [], **dot, markerfacecolor="white"))  # type: ignore[arg-type]
    names.append("not in the programme")
    if tables["steps"]["worth"].notna().any():
        handles.append(Line2D([], [], linestyle="none", marker="|", markersize=9, color="C1"))
        names.append("worth its cost from here")
    legend_below(figure, handles, names, 3)


def _ways(axes: Axes, tables: Tables) -> None:
    """Draw the bits of each way of choosing."""
    steps, table = tables["steps"], tables["ways"]
    axes.plot(steps["step"], steps["ideal"], color="0.5", linestyle=":", linewidth=1)
    for way, (colour, mark, aside) in WAYS.items():
        part = table[table["way"] == way]
        axes.errorbar(
            part["studies"] + aside,
            part["bits"],
            yerr=np.abs(part[["low", "high"]].to_numpy().T - part["bits"].to_numpy()),
            color=colour,
            marker=mark,
            markersize=4,
            linewidth=1,
            elinewidth=0.7,
        )
    axes.axhline(0, color="0.6", linewidth=0.6, zorder=0)
    axes.set_xlim(0.6, len(steps) + 0.4)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set(xlabel="studies", ylabel="expected bits about\nwhich account is right")


def _steps(axes: Axes, steps: pd.DataFrame) -> None:
    """Draw what each study adds."""
    for row in steps.itertuples():
        axes.hlines(row.step, row.adds_low, row.adds_high, color="0.0", linewidth=0.8)
        face = "0.0" if row.kept else "white"
        axes.plot(row.adds, row.step, marker="o", markersize=4, color="0.0", markerfacecolor=face)
        if row.worth == row.worth and row.adds:
            axes.plot(row.cost * row.adds / row.worth, row.step, "|", markersize=12, color="C1")
    axes.axvline(0, color="0.6", linewidth=0.6, zorder=0)
    axes.yaxis.tick_right()
    axes.set_yticks(steps["step"], [_named(row) for row in steps.itertuples()], fontsize=7)
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(len(steps) + 0.5, 0.5)
    axes.set_xlabel("bits that the next study adds")


def _named(row: object) -> str:
    """Return what a study is called on its line."""
    modality = HEARD.get(str(row.modality), str(row.modality))  # type: ignore[attr-defined]
    design = str(row.design)  # type: ignore[attr-defined]
    words = f"{row.label}, {modality}"  # type: ignore[attr-defined]
    more = "" if design == "intact" else f", {readable(design)}"
    return f"{row.step}. " + wrapped(words + more, 110, 7)  # type: ignore[attr-defined]


def caption(tables: Tables) -> str:
    """Return what the marks and lines are."""
    draws = int(tables["steps"]["draws"].iloc[0])
    return (
        "Marks: expected fall of the log loss of the calibrated posterior; lines: 90 % intervals "
        f"over {draws} draws. Each way of choosing is judged on draws that it was not chosen on."
    )


def example() -> Tables:
    """Return three studies, the last of which is not worth its cost."""
    steps = [
        (1, "Gallus gallus", "auditory", "intact", 0.3, 0.2, 0.4, 0.33, 3.0, 12.0, True, 60),
        (2, "Mus musculus", "visual", "intact", 0.12, 0.05, 0.19, 0.55, 3.0, 4.8, True, 60),
        (3, "Mus musculus", "visual", "intact", 0.05, 0.01, 0.09, 0.7, 3.0, 2.0, False, 60),
    ]
    ways = [
        (way, number, bits * scale, bits * scale - 0.08, bits * scale + 0.08)
        for way, scale in zip(WAYS, (1.0, 0.9, 0.5), strict=True)
        for number, bits in enumerate((0.3, 0.42, 0.47), start=1)
    ]
    made = {"steps": steps, "ways": ways}
    return {name: pd.DataFrame(each, columns=list(NEEDS[name])) for name, each in made.items()}
