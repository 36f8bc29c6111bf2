"""Repair: recovery with the dose of training, after deprivation and after a lesion, by account.

Left and middle: mirror index over trials per act (at 0: before training), mean with its 95 %
interval over the animals of all draws of the constants together, which is therefore too narrow
where draws differ. Right: what becomes of it after the largest dose - rested, diluted by sights
without the act, or counter-trained. Animals beyond the axes, of rules whose weights have no bound,
stand at their edge.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from .contract import PAGE, Tables, account_colours, account_marks, legend_below, readable

NEEDS = {
    "values": (
        "experiment",
        "who",
        "account",
        "subjects",
        "condition",
        "replicate",
        "value",
        "unit",
    )
}
ROWS = ("trained", "other_view", "untrained_act")
#: of the axes; execution drives by 1
LIMIT = 1.5
#: conditions after the largest dose, and what they are called
AFTER = {
    "deprived_300": "trained\n(300)",
    "rested": "30 nights\nlater",
    "diluted": "then\nwatched",
    "reversed": "counter-\ntrained",
}


def size(tables: Tables) -> tuple[float, float]:
    """Return a page."""
    return PAGE, 6.4


def draw(tables: Tables, figure: Figure) -> None:
    """Draw one row per readout; columns: deprived, lesioned, what becomes of it."""
    table = split(tables["values"])
    table = table.assign(value=table["value"].clip(-LIMIT, LIMIT))
    who = list(dict.fromkeys(table["who"]))
    colours, marks = _looks(table, who)
    looks = {"hue": "who", "hue_order": who, "palette": colours, "legend": False}
    panels = figure.subplots(len(ROWS), 3, sharey=True, squeeze=False)
    for row, readout in enumerate(ROWS):
        part = table[table["readout"] == readout]
        for axes, origin in zip(panels[row], ("deprived", "lesioned"), strict=False):
            _recovery(axes, part[part["origin"] == origin], looks, marks)
            axes.set(
                xlabel="trials per act" if row == len(ROWS) - 1 else "",
                title=origin if row == 0 else "",
                ylabel=f"{readable(readout)}\nmirror index",
            )
        _afterwards(panels[row, 2], part[part["stem"].isin(AFTER)], looks, marks)
        panels[row, 2].set(xlabel="", title="what becomes of it" if row == 0 else "")
        for axes in panels[row]:
            axes.axhline(0, color="0.3", linewidth=0.6, zorder=0)
            axes.label_outer()
    sns.despine(figure)
    handles = [
        Line2D([], [], marker=marks[name], markersize=4, color=colours[name]) for name in who
    ]
    legend_below(figure, handles, [readable(name) for name in who], min(4, len(who)))


def _looks(table: pd.DataFrame, who: list[str]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return colour and marker of each line: those of its account."""
    account = {name: table.loc[table["who"] == name, "account"].iloc[0] for name in who}
    accounts = list(dict.fromkeys(table["account"]))
    colours, marks = account_colours(accounts), account_marks(accounts)
    return (
        {name: colours[account[name]] for name in who},
        {name: marks[account[name]] for name in who},
    )


def _recovery(axes: Axes, part: pd.DataFrame, looks: dict[str, Any], marks: dict[str, str]) -> None:
    """Draw the mirror index over the dose of training."""
    sns.lineplot(
        part,
        x="dose",
        y="value",
        **looks,
        ax=axes,
        style="who",
        style_order=list(marks),
        markers=marks,
        dashes=False,
        markersize=4,
        errorbar=("ci", 95),
        seed=0,
        n_boot=200,
        linewidth=1,
    )
    axes.set_xscale("symlog", linthresh=10)
    axes.set_xticks([0, 10, 30, 100, 300], ["0", "10", "30", "100", "300"])
    axes.minorticks_off()
    axes.set(xlim=(-1, 400), ylim=(-1.1 * LIMIT, 1.1 * LIMIT))


def _afterwards(
    axes: Axes, part: pd.DataFrame, looks: dict[str, Any], marks: dict[str, str]
) -> None:
    """Draw what becomes of the mirror index after the largest dose."""
    sns.pointplot(
        part,
        x="stem",
        y="value",
        **looks,
        order=list(AFTER),
        ax=axes,
        errorbar=("ci", 95),
        seed=0,
        n_boot=200,
        linestyle="none",
        markersize=3,
        dodge=0.5,
        markers=list(marks.values()),
        err_kws={"linewidth": 1},
    )
    axes.set_xticks(range(len(AFTER)), list(AFTER.values()))


def split(table: pd.DataFrame) -> pd.DataFrame:
    """Take the condition apart.

    Parameters
    ----------
    table : pandas.DataFrame
        The table ``values``; conditions are named ``deprived_30_trained``.

    Returns
    -------
    pandas.DataFrame
        The table with ``stem`` (``deprived_30``), ``readout``, ``origin``, and ``dose`` in trials
        per act.
    """
    parts = table["condition"].str.extract(
        r"^(?P<stem>.*?)_(?P<readout>trained|other_view|untrained_act)$"
    )
    doses = parts["stem"].str.extract(r"^(?P<origin>deprived|lesioned)_(?P<dose>\d+)$")
    return table.assign(**parts, origin=doses["origin"], dose=doses["dose"].astype(float))


def example() -> Tables:
    """Return recovery under one account, and its absence under another."""
    rows = [
        (
            "repair",
            account,
            account,
            "developed",
            f"{condition}_{readout}",
            animal,
            (account == "associative") * level * (readout == "trained") + 0.01 * animal,
            "mirror index",
        )
        for account in ("associative", "genetic")
        for readout in ROWS
        for animal in range(4)
        for condition, level in [
            *(
                (f"{origin}_{dose}", dose / (dose + 30))
                for origin in ("deprived", "lesioned")
                for dose in (0, 10, 30, 100, 300)
            ),
            ("rested", 0.9),
            ("diluted", 0.6),
            ("reversed", -0.5),
        ]
    ]
    return {"values": pd.DataFrame(rows, columns=list(NEEDS["values"]))}
