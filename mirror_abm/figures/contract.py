"""What the figures share: colours that colour-blind readers can tell apart, names, and axes."""

from __future__ import annotations

from typing import Any

import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

Tables = dict[str, Any]
#: inches: one column, the width of a page
COLUMN, PAGE = 3.5, 7.2
_PALETTE = sns.color_palette("colorblind")
#: the same in every figure of every run
ACCOUNT = {
    "associative": _PALETTE[0],
    "hebbian": _PALETTE[1],
    "canalized": _PALETTE[2],
    "genetic": _PALETTE[3],
    "genetic_facilitated": _PALETTE[4],
    "epigenetic": _PALETTE[9],
    "motor_only": (0.75, 0.75, 0.75),
    "none": (0.55, 0.55, 0.55),
}
#: no account is told by its colour alone
MARK = {
    "associative": "o",
    "hebbian": "s",
    "canalized": "D",
    "genetic": "^",
    "genetic_facilitated": "v",
    "epigenetic": "P",
    "motor_only": "X",
    "none": "d",
}
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
#: with more species than this, a figure sets them closer
MANY = 12
SHARE = "congruent share of motor units\nabove permuted expectation"

#: an axis of shares or responses is never narrower: noise of 0.001 must not look like a result
FLAT = 0.05


def readable(name: str) -> str:
    """Return a name of the tables as words.

    Parameters
    ----------
    name : str
        For example ``being_imitated``.

    Returns
    -------
    str
        For example ``being imitated``.
    """
    return name.replace("_", " ")


def account_colours(names: list[str]) -> dict[str, Any]:
    """Return a colour for each account, the same in every figure.

    Parameters
    ----------
    names : list of str
        Accounts; those that the package does not know share the colours that are left.

    Returns
    -------
    dict
        Name -> matplotlib colour.
    """
    own = [name for name in names if name not in ACCOUNT]
    spare = [_PALETTE[i] for i in (5, 8, 6)]
    return {name: ACCOUNT.get(name) or spare[own.index(name) % len(spare)] for name in names}


def account_marks(names: list[str]) -> dict[str, str]:
    """Return a marker for each account, the same in every figure.

    Parameters
    ----------
    names : list of str
        Accounts; those that the package does not know share the markers that are left.

    Returns
    -------
    dict
        Name -> matplotlib marker.
    """
    own = [name for name in names if name not in MARK]
    return {name: MARK.get(name) or "*ph<>"[own.index(name) % 5] for name in names}


def account_legend(figure: Figure, names: list[str]) -> None:
    """Put the legend of accounts, colour and marker, below the axes.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        With constrained layout.
    names : list of str
        Accounts.
    """
    colours, marks = account_colours(names), account_marks(names)
    legend_below(
        figure,
        [Line2D([], [], marker=marks[name], markersize=4, color=colours[name]) for name in names],
        [readable(name) for name in names],
        min(4, len(names)),
    )


def widen(axes: Axes, along: str) -> None:
    """Widen an axis to hold ``[0, FLAT]``, so that noise does not look like a result.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Already drawn on.
    along : {"x", "y"}
        Which axis.
    """
    low, high = getattr(axes, f"get_{along}lim")()
    if high - low < FLAT:
        getattr(axes, f"set_{along}lim")(min(low, -0.1 * FLAT), max(high, FLAT))


def logarithmic_hours(axes: Axes) -> None:
    """Make the x axis a logarithmic axis of hours with plain numbers.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Already drawn on. Where its limits are close to each other, 2 and 5 are labelled as well.
    """
    axes.set_xscale("log")
    low, high = axes.get_xlim()
    axes.xaxis.set_major_locator(LogLocator(subs=(1.0,) if high / low > 20 else (1.0, 2.0, 5.0)))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda hours, _: f"{hours:g}"))
    axes.xaxis.set_minor_formatter(NullFormatter())


def modalities(table: Any) -> list[str]:
    """Return the modalities in a table, vision first.

    Parameters
    ----------
    table : pandas.DataFrame
        With a column ``modality``.

    Returns
    -------
    list of str
        ``visual``, ``auditory``, or both.
    """
    return [name for name in MODALITY if name in set(table["modality"])]


def row_height(species: int, few: float, accounts: int = 1) -> float:
    """Return the height of the row of one species.

    Parameters
    ----------
    species : int
        Number of species; many are set closer, to fill one page.
    few : float
        Inches of a row where there are few.
    accounts : int
        Number of accounts in a row.

    Returns
    -------
    float
        Inches.
    """
    return max(few if species <= MANY else 0.2, accounts * (0.11 if species <= MANY else 0.075))


def name_clades(panels: Any, table: Any, names: list[str]) -> None:
    """Separate the rows by class of animals, and name each class at the right.

    Nothing is done for few species.

    Parameters
    ----------
    panels : sequence of matplotlib.axes.Axes
        Panels that share their rows.
    table : pandas.DataFrame
        With the columns ``label`` and ``clade``.
    names : list of str
        Labels of the rows, from the top.
    """
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
    """Return the matplotlib settings of all figures.

    Returns
    -------
    dict
        As :func:`matplotlib.rc_context` takes them.
    """
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
    """Put one legend below the axes.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        With constrained layout.
    handles : list
        What the entries show.
    labels : list of str
        What they say.
    columns : int
        Entries side by side.
    """
    figure.legend(
        handles,
        labels,
        loc="outside lower center",
        ncols=columns,
        frameon=False,
        handlelength=1.4,
        columnspacing=1.2,
    )
