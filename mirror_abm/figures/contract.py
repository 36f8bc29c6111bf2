"""What the figures share: colours that colour-blind readers can tell apart, names for readers, quiet axes."""

from __future__ import annotations

from typing import Any

import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

Tables = dict[str, Any]
COLUMN, PAGE = 3.5, 7.2  #: inches: one column, the width of a page
_PALETTE = sns.color_palette("colorblind")
ACCOUNT = {
    "associative": _PALETTE[0],
    "hebbian": _PALETTE[1],
    "canalized": _PALETTE[2],
    "genetic": _PALETTE[3],
    "genetic_facilitated": _PALETTE[4],
    "epigenetic": _PALETTE[9],
    "motor_only": (0.75, 0.75, 0.75),
    "none": (0.55, 0.55, 0.55),
}  #: the same in every figure of every run
MARK = {
    "associative": "o",
    "hebbian": "s",
    "canalized": "D",
    "genetic": "^",
    "genetic_facilitated": "v",
    "epigenetic": "P",
    "motor_only": "X",
    "none": "d",
}  #: no account is told by its colour alone
MODALITY = {"visual": _PALETTE[0], "auditory": _PALETTE[1]}
SOURCE = {
    "being_imitated": _PALETTE[0],
    "synchrony": _PALETTE[2],
    "mirrors": _PALETTE[4],
    "self_observation": _PALETTE[1],
    "sound": _PALETTE[8],
    "complementary": _PALETTE[3],
    "watching_others": (0.6, 0.6, 0.6),
}
MANY = 12  #: species from which on a figure sets them closer
SHARE = "congruent share of motor units\nabove permuted expectation"


FLAT = 0.05  #: an axis of shares or responses is never narrower: noise of 0.001 must not look like a result


def readable(name: str) -> str:
    """Return a name of the tables as words."""
    return name.replace("_", " ")


def account_colours(names: list[str]) -> dict[str, Any]:
    """Return a colour for each account, the same in every figure; accounts of a user's own share what is left."""
    own = [name for name in names if name not in ACCOUNT]
    spare = [_PALETTE[i] for i in (5, 8, 6)]
    return {name: ACCOUNT.get(name) or spare[own.index(name) % len(spare)] for name in names}


def account_marks(names: list[str]) -> dict[str, str]:
    """Return a marker for each account, the same in every figure."""
    own = [name for name in names if name not in MARK]
    return {name: MARK.get(name) or "*ph<>"[own.index(name) % 5] for name in names}


def account_legend(figure: Figure, names: list[str]) -> None:
    """Put the legend of accounts below the axes: colour and marker."""
    colours, marks = account_colours(names), account_marks(names)
    legend_below(
        figure,
        [Line2D([], [], marker=marks[name], markersize=4, color=colours[name]) for name in names],
        [readable(name) for name in names],
        min(4, len(names)),
    )


def widen(axes: Axes, along: str) -> None:
    """Widen the limits ``along`` x or y to hold ``[0, FLAT]``, so that nothing at all looks like nothing."""
    low, high = getattr(axes, f"get_{along}lim")()
    if high - low < FLAT:
        getattr(axes, f"set_{along}lim")(min(low, -0.1 * FLAT), max(high, FLAT))


def logarithmic_hours(axes: Axes) -> None:
    """Set a logarithmic axis of hours with plain numbers; over a short life 2 and 5 are named as well."""
    axes.set_xscale("log")
    low, high = axes.get_xlim()
    axes.xaxis.set_major_locator(LogLocator(subs=(1.0,) if high / low > 20 else (1.0, 2.0, 5.0)))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda hours, _: f"{hours:g}"))
    axes.xaxis.set_minor_formatter(NullFormatter())


def modalities(table: Any) -> list[str]:
    """Return the modalities in the table, vision first."""
    return [name for name in MODALITY if name in set(table["modality"])]


def row_height(species: int, few: float, accounts: int = 1) -> float:
    """Return inches for one species: ``few``, or less where there are many, to fill one page; more for more accounts."""
    return max(few if species <= MANY else 0.2, accounts * (0.11 if species <= MANY else 0.075))


def name_clades(panels: Any, table: Any, names: list[str]) -> None:
    """Part the rows of ``names`` by class of animals, and name each class at the right; nothing is done for few species."""
    if "clade" not in table or len(names) <= MANY:
        return
    clade = table.drop_duplicates("label").set_index("label")["clade"]
    starts = [
        row for row, name in enumerate(names) if row == 0 or clade[name] != clade[names[row - 1]]
    ]
    for start, end in zip(starts, [*starts[1:], len(names)], strict=True):
        for axes in panels:
            if start:
                axes.axhline(start - 0.5, color="0.75", linewidth=0.6, zorder=0)
        panels[-1].annotate(
            clade[names[start]],
            (1, (start + end - 1) / 2),
            (4, 0),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            rotation=270 if end - start > 3 else 0,
            va="center",
            fontsize=6.5,
            color="0.3",
        )


def style() -> dict[str, Any]:
    """Return the matplotlib settings of all figures."""
    sizes = {
        "font.size": 8,
        "axes.labelsize": 8,
        "axes.titlesize": 8,
        "xtick.labelsize": 7,
        "ytick.labelsize": 7,
        "legend.fontsize": 7,
        "axes.linewidth": 0.7,
        "xtick.major.width": 0.7,
        "ytick.major.width": 0.7,
        "xtick.minor.width": 0.5,
        "xtick.major.size": 3,
        "ytick.major.size": 3,
        "xtick.minor.size": 1.5,
    }
    return (
        dict(
            sns.axes_style(
                "ticks", {"axes.grid": True, "grid.color": "0.92", "axes.axisbelow": True}
            )
        )
        | sizes
        | {"font.family": "DejaVu Sans", "pdf.fonttype": 42, "grid.linewidth": 0.6}
    )


def legend_below(figure: Figure, handles: list[Any], labels: list[str], columns: int) -> None:
    """Put one legend below the axes."""
    figure.legend(
        handles,
        labels,
        loc="outside lower center",
        ncols=columns,
        frameon=False,
        handlelength=1.4,
        columnspacing=1.2,
    )
