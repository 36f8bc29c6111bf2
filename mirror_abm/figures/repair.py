"""Repair: recovery with the dose of training, after deprivation and after a lesion, by account; and what then becomes of it.

Left: mirror index over trials per act (the bar at 0 is before training), mean with its 95 % interval over animals (of all draws
of the constants together, which is therefore too narrow where draws differ). Right: after
the largest dose - rested, diluted by sights without the act, or counter-trained. Animals beyond the axes, of rules whose weights
have no bound, stand at their edge.
"""

from __future__ import annotations

import pandas as pd
import seaborn as sns
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
LIMIT = 1.5  #: of the axes; execution drives by 1
AFTER = ("deprived_300", "rested", "diluted", "reversed")


def size(tables: Tables) -> tuple[float, float]:
    """Return a page."""
    return PAGE, 6.4


def draw(tables: Tables, figure: Figure) -> None:
    """Draw one row per readout; columns: deprived, lesioned, what becomes of it."""
    table = split(tables["values"])
    table = table.assign(value=table["value"].clip(-LIMIT, LIMIT))
    who = list(dict.fromkeys(table["who"]))
    shades = account_colours(list(dict.fromkeys(table["account"])))
    account = {name: table.loc[table["who"] == name, "account"].iloc[0] for name in who}
    colours = {name: shades[account[name]] for name in who}
    own = account_marks([*shades])
    marks = {name: own[account[name]] for name in who}
    panels = figure.subplots(len(ROWS), 3, sharey=True, squeeze=False)
    for row, readout in enumerate(ROWS):
        for column, origin in enumerate(("deprived", "lesioned")):
            axes = panels[row, column]
            part = table[(table["origin"] == origin) & (table["readout"] == readout)]
            sns.lineplot(
                part,
                x="dose",
                y="value",
                hue="who",
                hue_order=who,
                palette=colours,
                ax=axes,
                style="who",
                style_order=who,
                markers=marks,
                dashes=False,
                markersize=4,
                errorbar=("ci", 95),
                seed=0,
                n_boot=200,
                legend=False,
                linewidth=1,
            )
            axes.set_xscale("symlog", linthresh=10)
            axes.set_xticks([0, 10, 30, 100, 300], ["0", "10", "30", "100", "300"])
            axes.minorticks_off()
            axes.set(xlim=(-1, 400), ylim=(-1.1 * LIMIT, 1.1 * LIMIT))
            axes.set(
                xlabel="trials per act" if row == len(ROWS) - 1 else "",
                title=origin if row == 0 else "",
                ylabel=f"{readable(readout)}\nmirror index",
            )
        part = table[table["stem"].isin(AFTER) & (table["readout"] == readout)]
        axes = panels[row, 2]
        sns.pointplot(
            part,
            x="stem",
            y="value",
            hue="who",
            order=list(AFTER),
            hue_order=who,
            palette=colours,
            ax=axes,
            errorbar=("ci", 95),
            seed=0,
            n_boot=200,
            linestyle="none",
            markersize=3,
            dodge=0.5,
            legend=False,
            markers=[marks[name] for name in who],
            err_kws={"linewidth": 1},
        )
        axes.set_xticks(
            range(len(AFTER)),
            ["trained\n(300)", "30 nights\nlater", "then\nwatched", "counter-\ntrained"],
        )
        axes.set(xlabel="", title="what becomes of it" if row == 0 else "")
        for each in panels[row]:
            each.axhline(0, color="0.3", linewidth=0.6, zorder=0)
            each.label_outer()
    sns.despine(figure)
    legend_below(
        figure,
        [Line2D([], [], marker=marks[name], markersize=4, color=colours[name]) for name in who],
        [readable(name) for name in who],
        min(4, len(who)),
    )


def split(table: pd.DataFrame) -> pd.DataFrame:
    """Return the values with condition taken apart: stem (``deprived_30``), readout, origin, and dose in trials per act."""
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
