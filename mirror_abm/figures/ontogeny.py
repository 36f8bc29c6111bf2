"""Ontogeny: the ages at which a study begins to find mirror units, species by species.

A hollow mark is the age at which the chance that the study finds mirror units, the mean over draws,
reaches one half; a full one that at which it reaches 0.8; the thin line is the range that holds the
age of one half in a new draw. An arrow stands at the end of the life that was lived where a chance
is not reached by then. Accounts under which nothing is learned are left out if there is another. It
is not a figure of a run's tables: ``mirror-abm ontogeny`` draws it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from .contract import (
    COLUMN,
    MANY,
    Tables,
    account_colours,
    account_marks,
    account_words,
    legend_below,
    level_in_words,
    modalities,
    name_clades,
    row_height,
    unmeasured,
)

NEEDS = {
    "ages": (
        *("label", "account", "arm", "modality", "age_50", "age_50_low", "age_50_high", "age_80"),
        *("horizon", "maturity", "animals", "units", "draws"),
    )
}
BASELINES = ("none", "motor_only")
#: what stands for the end of the life that was lived, and for maturity
END: dict[str, Any] = {"marker": "|", "color": "0.45", "markersize": 6, "linestyle": "none"}
MATURE: dict[str, Any] = {
    "marker": "D",
    "color": "0.45",
    "markersize": 2.8,
    "markerfacecolor": "white",
    "markeredgewidth": 0.6,
    "linestyle": "none",
}


def _shown(tables: Tables) -> tuple[pd.DataFrame, list[str]]:
    """Return the rows that are drawn, of one arm, and their accounts."""
    table = tables["ages"]
    table = table[
        table["arm"] == ("intact" if "intact" in set(table["arm"]) else table["arm"].iloc[0])
    ]
    every = list(dict.fromkeys(table["account"]))
    return table, [name for name in every if name not in BASELINES] or every


def size(tables: Tables) -> tuple[float, float]:
    """Return a page's width for two modalities, and a height that grows with the species."""
    table, accounts = _shown(tables)
    count = table["label"].nunique()
    height = 1.6 + 0.15 * (len(accounts) > 1) + row_height(count, 0.34, len(accounts)) * count
    return COLUMN * (0.75 + 0.65 * len(modalities(table))), height


def draw(tables: Tables, figure: Figure) -> None:
    """Draw one panel per modality."""
    table, accounts = _shown(tables)
    names, shown = list(dict.fromkeys(table["label"])), modalities(table)
    left, right = _limits(table[table["account"].isin(accounts)])
    panels = figure.subplots(1, len(shown), sharey=True, sharex=True, squeeze=False)[0]
    for axes, modality in zip(panels, shown, strict=True):
        part = table[table["modality"] == modality]
        _milestones(axes, part, names, 0.26 if len(accounts) == 1 else 0.0)
        for number, account in enumerate(accounts):
            shift = 0.72 * ((number + 0.5) / len(accounts) - 0.5)
            one = part[part["account"] == account]
            _account(axes, one, one["label"].map(names.index).to_numpy(float) + shift, left)
        lack = "silent" if modality == "auditory" else "blind"
        for name in set(names) - set(part["label"]):
            axes.annotate(
                lack,
                (0, names.index(name)),
                (3, 0),
                xycoords=("axes fraction", "data"),
                textcoords="offset points",
                va="center",
                fontsize=6,
                color="0.5",
            )
        axes.set(title=f"{modality} mirror units", xlabel="age (days)")
        axes.tick_params(axis="y", length=0)
        axes.grid(visible=False, axis="y")
    _logarithmic(panels[0], left, right)
    panels[0].set_yticks(
        range(len(names)), names, style="italic", fontsize=6.5 if len(names) > MANY else 7
    )
    panels[0].set_ylim(len(names) - 0.5, -0.5)
    name_clades(panels, table, names)
    sns.despine(figure, left=True)
    _legend(figure, accounts)


def _limits(table: pd.DataFrame) -> tuple[float, float]:
    """Return the ends of the axis of age: all ages that are shown, and a decade at least."""
    ages = table[["age_50", "age_80", "age_50_low", "maturity", "horizon"]].to_numpy(float)
    known = ages[np.isfinite(ages) & (ages > 0)]
    if not known.size:
        return 0.1, 10.0
    high = float(known.max())
    return min(float(known.min()), high / 10) / 1.6, high * 1.6


def _milestones(axes: Axes, part: pd.DataFrame, names: list[str], below: float) -> None:
    """Mark the end of the life that was lived, and maturity, in each row or a little below it."""
    each = part.drop_duplicates("label")
    rows = each["label"].map(names.index).to_numpy(float)
    adult = (each["maturity"] > 0).to_numpy()
    for row in rows:
        axes.axhline(row, color="0.93", linewidth=0.6, zorder=0)
    axes.plot(each["horizon"], rows + below, zorder=1, **END)
    axes.plot(each["maturity"][adult], rows[adult] + below, zorder=1.5, **MATURE)


def _account(axes: Axes, one: pd.DataFrame, at: np.ndarray, left: float) -> None:
    """Draw the ages under one account: both marks, the line between them, and the range."""
    if one.empty:
        return
    account = one["account"].iloc[0]
    colour, mark = account_colours([account])[account], account_marks([account])[account]
    end = one["horizon"].to_numpy(float)
    half, most, low, high = (
        np.clip(one[name].to_numpy(float), left, end)
        for name in ("age_50", "age_80", "age_50_low", "age_50_high")
    )
    axes.hlines(at, low, high, color=colour, linewidth=0.6, alpha=0.6, zorder=2)
    there, sure = (np.isfinite(one[name].to_numpy(float)) for name in ("age_50", "age_80"))
    axes.hlines(at[there], half[there], most[there], color=colour, linewidth=1.5, zorder=2.5)
    looks: dict[str, Any] = {"linestyle": "none", "color": colour, "markeredgewidth": 0.8}
    looks["markersize"] = 3.0
    axes.plot(end[~sure], at[~sure], marker=">", zorder=3, **(looks | {"markersize": 2.6}))
    axes.plot(most[sure], at[sure], marker=mark, zorder=3, **looks)
    first = there & ~(sure & (half == most))  # what is reached at once has one mark, the full one
    axes.plot(half[first], at[first], marker=mark, markerfacecolor="white", zorder=4, **looks)


def _logarithmic(axes: Axes, left: float, right: float) -> None:
    """Make the axis of age logarithmic, with plain numbers."""
    axes.set_xlim(left / 1.3, right)  # so that marks of what is there at birth are whole
    axes.set_xscale("log")
    axes.xaxis.set_major_locator(LogLocator(subs=(1.0,)))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda age, _: f"{age:g}"))
    axes.xaxis.set_minor_formatter(NullFormatter())


def _legend(figure: Figure, accounts: list[str]) -> None:
    """Put one legend below: what the marks are, and the accounts."""
    colours, marks = account_colours(accounts), account_marks(accounts)
    plain: dict[str, Any] = {"linestyle": "none", "markersize": 3.5, "color": "0.2"}
    handles = [
        Line2D([], [], marker="o", markerfacecolor="white", **plain),
        Line2D([], [], marker="o", **plain),
        Line2D([], [], marker=">", **plain),
        Line2D([], [], **END),
        Line2D([], [], **MATURE),
    ]
    labels = ["chance 1/2", "chance 0.8", "not by the end", "end of the run", "maturity"]
    if len(accounts) > 1:
        for name in accounts:
            handles.append(Line2D([], [], marker=marks[name], markersize=4, color=colours[name]))
            labels.append(account_words(name))
    legend_below(figure, handles, labels, 5)


def caption(tables: Tables) -> str:
    """Say what marks and lines are, and of which study."""
    table, accounts = _shown(tables)
    animals, units, draws = (int(table[name].iloc[0]) for name in ("animals", "units", "draws"))
    named = f" Account {account_words(accounts[0])}." * (len(accounts) == 1)
    born = table[table["account"].isin(accounts)]["age_50"].eq(0).any()
    return (
        "Marks: age at which the chance that a study of "
        f"{animals} animal{'s' * (animals > 1)} with {units} unit{'s' * (units > 1)} each finds "
        f"mirror units, mean over {draws} draws, reaches 1/2 and 0.8; thin lines: "
        f"{level_in_words([draws])} of the age of 1/2 in a new draw."
        + " At the left edge: from birth." * bool(born)
        + named
        + unmeasured(table)
    )


def example() -> Tables:
    """Return two species, one of which is late, under two accounts."""
    never = float("inf")
    rows = [
        (label, account, "intact", modality, *ages, end, grown, 3, 40, 20)
        for label, scale, end, grown in (
            ("Macaca mulatta", 1.0, 730.5, 1300.0),
            ("Octopus vulgaris", 4.0, 290.0, 290.0),
        )
        for account, ages in (
            ("associative", (20 * scale, 4 * scale, never, 90 * scale if scale < 2 else never)),
            ("genetic", (0.0, 0.0, never, never)),
        )
        for modality in ("visual", "auditory")
    ]
    return {"ages": pd.DataFrame(rows, columns=list(NEEDS["ages"]))}
