"""Repair: recovery with the dose of training, after deprivation and after a lesion, by account.

Left and middle: mirror index over trials per act (at 0: before training). Right: what becomes of it
after the largest dose - rested, diluted by sights without the act, or counter-trained. Marks are
means over animals, lines their 95 % interval: over the means of draws of the uncertain numbers, or
over animals where there is one draw. Means beyond the axes, of rules whose weights have no bound,
stand at their edge.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from .contract import PAGE, Tables, account_colours, account_marks, legend_below, readable

NEEDS = {
    "values": ("who", "account", "subjects", "draw", "condition", "replicate", "value"),
    "means": ("who", "account", "condition", "mean", "low", "high"),
}
ROWS = ("trained", "other_view", "untrained_act")
#: of the axes; execution drives by 1
LIMIT = 1.5
ORIGINS = ("deprived", "lesioned")
#: trials per act
DOSES = (0, 10, 30, 100, 300)
#: of the width between two places, how much the marks of all accounts take
DODGE = 0.6
#: conditions after the largest dose, and what they are called
AFTER = {
    "deprived_300": "trained\n(300)",
    "rested": "after 30\nnights",
    "diluted": "after\nwatching",
    "reversed": "counter-\ntrained",
}


def size(tables: Tables) -> tuple[float, float]:
    """Return a page's width, and the height of three rows."""
    return PAGE, 6.2


def draw(tables: Tables, figure: Figure) -> None:
    """Draw one row per readout; columns: deprived, lesioned, what becomes of it."""
    table = split(tables["means"])
    who = list(dict.fromkeys(table["who"]))
    looks = _looks(table, who)
    columns = {origin: [f"{origin}_{dose}" for dose in DOSES] for origin in ORIGINS}
    columns["what becomes of it (deprived)"] = list(AFTER)
    seen = table[["mean", "low", "high"]].clip(-LIMIT, LIMIT)
    limits = min(-0.1, seen.min().min()) - 0.1, max(1.0, seen.max().max()) + 0.1
    panels = figure.subplots(len(ROWS), len(columns), sharey=True, sharex="col", squeeze=False)
    for row, readout in enumerate(ROWS):
        part = table[table["readout"] == readout]
        for axes, (title, stems) in zip(panels[row], columns.items(), strict=True):
            doses = title in ORIGINS
            _course(axes, part, stems, looks, line="-" if doses else "none")
            axes.set_xticks(
                range(len(stems)), [str(dose) for dose in DOSES] if doses else AFTER.values()
            )
            last = row == len(ROWS) - 1
            axes.set(
                xlabel="trials per act" if doses and last else "",
                title=title if row == 0 else "",
                ylabel=f"{readable(readout)}\nmirror index",
                ylim=limits,
            )
            axes.axhline(0, color="0.3", linewidth=0.6, zorder=0)
            axes.label_outer()
    sns.despine(figure)
    handles = [Line2D([], [], **looks[name], markersize=4) for name in who]
    legend_below(figure, handles, [readable(name) for name in who], 4)


def _looks(table: pd.DataFrame, who: list[str]) -> dict[str, dict[str, Any]]:
    """Return colour and marker of each line: those of its account; hollow with another rule."""
    account = {name: table.loc[table["who"] == name, "account"].iloc[0] for name in who}
    accounts = list(dict.fromkeys(table["account"]))
    colours, marks = account_colours(accounts), account_marks(accounts)
    return {
        name: {
            "color": colours[of],
            "marker": marks[of],
            "markerfacecolor": colours[of] if name == of else "white",
        }
        for name, of in account.items()
    }


def _course(
    axes: Axes,
    part: pd.DataFrame,
    stems: list[str],
    looks: dict[str, dict[str, Any]],
    line: str,
) -> None:
    """Draw the means of each account at the places of some conditions, beside each other."""
    for at, (name, look) in enumerate(looks.items()):
        each = part[part["who"] == name].set_index("stem").reindex(stems)
        mean, low, high = (
            each[column].clip(-LIMIT, LIMIT).to_numpy() for column in ("mean", "low", "high")
        )
        x = np.arange(len(stems)) + DODGE * ((at + 0.5) / len(looks) - 0.5)
        sure, known = ~np.isnan(low), ~np.isnan(mean)
        axes.vlines(x[sure], low[sure], high[sure], color=look["color"], linewidth=0.9)
        axes.plot(x[known], mean[known], **look, markersize=3.4, linestyle=line, linewidth=0.9)
    for place in range(len(stems) - 1):
        axes.axvline(place + 0.5, color="0.92", linewidth=0.6, zorder=0)
    axes.grid(visible=False, axis="x")
    axes.set_xlim(-0.5, len(stems) - 0.5)


def caption(tables: Tables) -> str:
    """Return what the marks are, and how many animals there are."""
    table = tables["values"]
    draws = int(table["draw"].nunique())
    each = int(table.groupby(["who", "subjects", "condition"]).size().max())
    of = f", {each // draws} in each of {draws} draws of the uncertain numbers" if draws > 1 else ""
    line = (
        f"lines: 95 % intervals, over {'the means of draws' if draws > 1 else 'animals'}"
        if tables["means"]["low"].notna().any()
        else f"no intervals: {'draws' if draws > 1 else 'animals'} are too few"
    )
    beyond = tables["means"]["mean"].abs().max() > LIMIT
    return (
        f"Marks: means of n = {each} animals in each condition{of}; {line}. Mirror index: response "
        "to the sight of the act less that of other acts, as a share of its execution."
        + (f" What is beyond {LIMIT:g} stands at the edge." if beyond else "")
    )


def split(table: pd.DataFrame) -> pd.DataFrame:
    """Take the condition apart.

    Parameters
    ----------
    table : pandas.DataFrame
        The table ``means``; conditions are named ``deprived_30_trained``.

    Returns
    -------
    pandas.DataFrame
        The table with ``stem`` (``deprived_30``) and ``readout`` (``trained``).
    """
    parts = table["condition"].str.extract(
        r"^(?P<stem>.*?)_(?P<readout>trained|other_view|untrained_act)$"
    )
    return table.assign(**parts)


def example() -> Tables:
    """Return recovery under one account, and its absence under another."""
    levels = {
        **{f"{origin}_{dose}": dose / (dose + 30) for origin in ORIGINS for dose in DOSES},
        "rested": 0.9,
        "diluted": 0.6,
        "reversed": -0.5,
    }
    rows = [
        (
            account,
            account,
            "developed",
            -1,
            f"{condition}_{readout}",
            animal,
            (account == "associative") * level * (readout == "trained") + 0.01 * animal,
        )
        for account in ("associative", "genetic")
        for readout in ROWS
        for animal in range(4)
        for condition, level in levels.items()
    ]
    values = pd.DataFrame(rows, columns=list(NEEDS["values"]))
    means = values.groupby(["who", "account", "condition"], sort=False)["value"]
    return {
        "values": values,
        "means": means.agg(["mean", "min", "max"])
        .rename(columns={"min": "low", "max": "high"})
        .reset_index(),
    }
