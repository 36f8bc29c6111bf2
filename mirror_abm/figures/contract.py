"""What the figures share: colours that colour-blind readers can tell apart, names, and axes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from ..base.numerals import in_figures as in_figures
from ..base.ranges import ends as ends
from ..base.ranges import level_in_words as level_in_words
from ..base.tables import lacking as lacking
from ._rows import ALONE as ALONE
from ._rows import MANY as MANY
from ._rows import alone as alone
from ._rows import modalities as modalities
from ._rows import name_clades as name_clades
from ._rows import name_unmeasured as name_unmeasured
from ._rows import row_height as row_height
from ._rows import unmeasured as unmeasured
from ._type import text_width as text_width
from ._type import wrapped as wrapped

Tables = dict[str, Any]
#: inches: one column, the width of a page
COLUMN, PAGE = 3.5, 7.2
#: points, left free at each side of a figure
MARGIN = 6.0
_PALETTE = sns.color_palette("colorblind")
#: the same in every figure of every run
ACCOUNT = {
    "associative": _PALETTE[0],
    "hebbian": _PALETTE[1],
    "canalized": _PALETTE[2],
    "genetic": _PALETTE[3],
    "genetic_facilitated": _PALETTE[4],
    "epigenetic": _PALETTE[9],
    "face_canalized": (0.5, 0.42, 0.0),
    "inverse_model": _PALETTE[5],
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
    "face_canalized": "p",
    "inverse_model": ">",
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
#: the column that figures of shares draw, and what it is
HEADLINE = "own_minus_other"
SHORT = "own minus other\n(share of motor units)"  #: where there is little room
SHARE = "own minus other: share of motor units\nresponding to their own act, less to others"

#: an axis of shares or responses is never narrower: noise of 0.001 must not look like a result
FLAT = 0.05


def share_label(figure: Figure, panels: int) -> str:
    """Return the label of an axis of own minus other, in lines that fit one of so many panels."""
    width = 72 * figure.bbox.width / figure.dpi
    return wrapped(SHARE, 0.8 * width / panels, 8)


def readable(name: str) -> str:
    """Return a name of the tables as words.

    Parameters
    ----------
    name : str
        For example ``being_imitated``.

    Returns
    -------
    str
        For example ``being imitated``; sources that are lacking together, as ``without a+b``, have
        a comma between them, where a line can be broken.
    """
    return re.sub(r"(?<=[a-z])\+(?=[a-z])", ", ", name.replace("_", " "))


def account_words(name: str) -> str:
    """Return what an account is called in a legend.

    Parameters
    ----------
    name : str
        An account.

    Returns
    -------
    str
        Its name as words; the baseline ``none`` is said to be animals that learn nothing.
    """
    return "none (no learning)" if name == "none" else readable(name)


def one_group(table: Any) -> bool:
    """Return whether every species has one group only, so that there is no mean and no range.

    Parameters
    ----------
    table : pandas.DataFrame
        With the columns ``label``, ``replicate`` and ``group``.

    Returns
    -------
    bool
        Whether it is so.
    """
    return groups_of(table).startswith("n = 1 group ")


def groups_of(table: Any) -> str:
    """Return how many groups stand for each species, as ``n = 20 groups per species``.

    Parameters
    ----------
    table : pandas.DataFrame
        With the columns ``label``, ``replicate`` and ``group``.

    Returns
    -------
    str
        The words.
    """
    groups = _group_counts(table)
    low, high = min(groups), max(groups)
    many = f"{high} group" + ("" if high == 1 else "s")
    return f"n = {many if low == high else f'{low} to {many}'} per species"


def range_of(table: Any) -> str:
    """Return what a range over the groups of a species is called, with its level.

    Parameters
    ----------
    table : pandas.DataFrame
        With the columns ``label``, ``replicate`` and ``group``.

    Returns
    -------
    str
        For example ``90 % range`` or ``60 % range of 4 groups``.
    """
    return level_in_words(_group_counts(table), "group")


def _group_counts(table: Any) -> list[int]:
    """Return how many groups stand for each species."""
    groups = table.drop_duplicates(["label", "replicate", "group"])["label"].value_counts()
    return [int(each) for each in groups]


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
    spare = [_PALETTE[i] for i in (8, 6, 7)]
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
    return {name: MARK.get(name) or "*h<"[own.index(name) % 3] for name in names}


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
        [account_words(name) for name in names],
        min(4, len(names)),
    )


def alike(panels: Sequence[Axes]) -> list[Axes]:
    """Give panels the limits that they would have if they shared both axes.

    Every panel that shares an axis asks all others whenever it is drawn on: of 40 panels, a half of
    the time.

    Parameters
    ----------
    panels : sequence of matplotlib.axes.Axes
        Already drawn on, with limits that follow what is drawn.

    Returns
    -------
    list of matplotlib.axes.Axes
        The same.
    """
    known = [axes.dataLim.get_points() for axes in panels]
    corners = np.reshape([points for points in known if np.isfinite(points).all()], (-1, 2))
    for axes in panels if corners.size else ():
        axes.update_datalim([corners.min(axis=0), corners.max(axis=0)])
        axes.autoscale_view()
    return list(panels)


def widen(axes: Axes, along: str) -> None:
    """Widen an axis to hold ``[0, FLAT]``, so that noise does not look like a result.

    It gets few numbers, so that none stands on its neighbour in a narrow panel.

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
    getattr(axes, f"{along}axis").set_major_locator(MaxNLocator(5))


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
        | {"font.family": "DejaVu Sans", "pdf.fonttype": 42, "ps.fonttype": 42}
        | {"grid.linewidth": 0.6, "text.hinting": "no_hinting"}  # as wide at any resolution
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
        Entries side by side, at most; fewer where the figure is too narrow for them.
    """
    size, width = 7.0, figure.bbox.width / figure.dpi * 72 - 2 * MARGIN
    columns = max(1, min(columns, len(labels)))
    while columns > 1 and _legend_width(labels, columns, size) > width:
        columns -= 1
    figure.legend(
        handles,
        labels,
        loc="outside lower center",
        ncols=columns,
        frameon=False,
        handlelength=1.4,
        columnspacing=1.2,
    )


def _legend_width(labels: list[str], columns: int, size: float) -> float:
    """Return the points that a legend takes across, filled column by column."""
    many, more = divmod(len(labels), columns)
    start, total = 0, 0.0
    for column in range(columns):
        end = start + many + (column < more)
        total += max(text_width(label, size) for label in labels[start:end])
        start = end
    return total + size * (2.2 * columns + 1.2 * (columns - 1) + 0.8)
