"""Learning curves: the mirror index over age, sampled evenly on a logarithmic scale.

Lines are means over groups, solid with dots for sights and dotted with triangles for sounds; bands
are ranges that hold a new group, at the level in the caption. Dashed and without marks: the same
animals at chance (account ``none``). Where species live to different ages, each panel names its
own. With several accounts, colours are accounts, and bands are left out: they would hide each
other. Lines that leave the panel belong to rules whose weights have no bound.
"""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from .contract import (
    MANY,
    MODALITY,
    PAGE,
    Tables,
    account_colours,
    account_words,
    alike,
    ends,
    groups_of,
    legend_below,
    modalities,
    one_group,
    range_of,
    readable,
    text_width,
    unmeasured,
    widen,
    wrapped,
)

NEEDS = {
    "curves": ("label", "account", "arm", "modality", "replicate", "group", "age", "mirror_index")
}
#: of the axis; execution drives by 1
LIMIT = 1.5
AGE = "age (days)"
STYLE: dict[str, dict[str, Any]] = {
    "visual": {"linestyle": "-", "marker": "o", "linewidth": 1.3},
    "auditory": {"linestyle": ":", "marker": "^", "linewidth": 1.3},
}
CHANCE: dict[str, Any] = {"linestyle": "--", "linewidth": 1}
#: panels across a page, for few species and for many
COLUMNS, CLOSER = 4, 6


def _shape(tables: Tables) -> tuple[int, int]:
    """Return rows and columns of panels."""
    count = tables["curves"]["label"].nunique()
    columns = min(COLUMNS if count <= MANY else CLOSER, count)
    return math.ceil(count / columns), columns


def size(tables: Tables) -> tuple[float, float]:
    """Return a page's width, less for few species, and a height that grows with the rows."""
    rows, columns = _shape(tables)
    least = 3.5 if tables["curves"]["account"].nunique() <= 2 else 5.4
    return (
        (PAGE, 0.7 + 1.15 * rows)
        if columns > COLUMNS
        else (max(least, PAGE * columns / COLUMNS), 0.7 + 1.6 * rows)
    )


def caption(tables: Tables) -> str:
    """Say what lines and bands are."""
    table = tables["curves"]
    alone = one_group(table)
    band = len(set(table["account"]) - {"none"}) == 1 and not alone
    bands = f"; bands: {range_of(table)}" if band else ""
    lines = "groups" if alone else "means of groups"
    return f"Lines: {lines}{bands}; {groups_of(table)}.{unmeasured(table)}"


def draw(tables: Tables, figure: Figure) -> None:
    """Draw one panel per species."""
    table = tables["curves"]
    names, accounts = list(dict.fromkeys(table["label"])), list(dict.fromkeys(table["account"]))
    rows, columns = _shape(tables)
    many = columns > COLUMNS
    groups, measured = _groups(table), modalities(table)
    panels = figure.subplots(rows, columns, squeeze=False)
    for axes in panels.flat[len(names) :]:
        axes.set_visible(False)
    room = figure.bbox.width / figure.dpi * 72 / columns - (20 if many else 40)
    for number, (axes, name) in enumerate(zip(panels.flat, names, strict=False)):
        part = groups[groups["label"] == name]
        _species(axes, part, accounts)
        if said := ", ".join(_lacks(part, measured) + _lived_to(groups, part)):
            place = {"xycoords": "axes fraction", "va": "top", "color": "0.5", "fontsize": 6}
            axes.annotate(said, (0.04, 0.97), **place)
        axes.set(ylabel="" if many else "mirror index\n(response, execution = 1)", xlabel="")
        size = 6.0 if many else 8.0
        split = name if text_width(name, size) <= room else name.replace(" (", "\n(")
        axes.set_title(wrapped(split, room, size), style="italic", fontsize=size)
        axes.axhline(0, color="0.3", linewidth=0.6, zorder=0)
        axes.label_outer()
        if number + columns >= len(names):  # the lowest of its column, though not of the figure
            axes.tick_params(labelbottom=True)
            axes.set_xlabel(AGE, fontsize=6.5 if many else None, visible=True)
    for axes in alike(list(panels.flat)[: len(names)]):
        _logarithmic_age(axes)
        widen(axes, "y")
        axes.set_ylim(top=min(LIMIT, axes.get_ylim()[1]))
    if many:
        figure.supylabel("mirror index (response, execution = 1)", fontsize=8)
    sns.despine(figure)
    _legend(figure, modalities(table), accounts)


def _groups(table: pd.DataFrame) -> pd.DataFrame:
    """Return the mirror index of each group, the mean of its animals, once they have lived."""
    keys = ["label", "account", "modality", "replicate", "group", "age"]
    lived = table[table["age"] > 0].groupby(keys, sort=False, observed=True)
    return lived["mirror_index"].mean().reset_index()


def _lacks(part: pd.DataFrame, measured: list[str]) -> list[str]:
    """Return what a species lacks, in a word, of the modalities that were measured in others."""
    lacks = (("auditory", "silent"), ("visual", "blind"))
    return [lack for name, lack in lacks if name in measured and name not in set(part["modality"])]


def _lived_to(groups: pd.DataFrame, part: pd.DataFrame) -> list[str]:
    """Return the age that a species lived to, where the caption cannot name it for all."""
    ages, age = groups.groupby("label")["age"].max(), part["age"].max()
    if len(ages) > 1 and ages.min() == ages.max():
        return []
    shown = f"{age:,.0f}" if age >= 10 else f"{age:.2g}"
    return [f"to {shown} day{'s' * (shown != '1')}"]


def _learners(accounts: list[str]) -> list[str]:
    """Return the accounts under which something is learned or inherited: all but ``none``."""
    return [name for name in accounts if name != "none"]


def _species(axes: Axes, part: pd.DataFrame, accounts: list[str]) -> None:
    """Draw the curves of one species."""
    several = len(_learners(accounts)) > 1
    colours = account_colours(accounts)
    for account in accounts:
        for modality, style in STYLE.items():
            chosen = (part["account"] == account) & (part["modality"] == modality)
            chance = account == "none"
            _line(
                axes,
                part[chosen],
                colours[account] if several or chance else MODALITY[modality],
                CHANCE if chance else style,
                band=not chance and not several,
            )


def _logarithmic_age(axes: Axes) -> None:
    """Make the x axis logarithmic, with plain numbers; 2 and 5 as well where it is short."""
    axes.set_xscale("log")
    low, high = axes.get_xlim()
    axes.xaxis.set_major_locator(LogLocator(subs=(1.0,) if high / low > 20 else (1.0, 2.0, 5.0)))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda age, _: f"{age:g}"))
    axes.xaxis.set_minor_formatter(NullFormatter())


def _line(axes: Axes, part: pd.DataFrame, colour: Any, look: dict[str, Any], band: bool) -> None:
    """Draw one mean over groups, and its range where ``band``; nothing of none."""
    if part.empty:
        return
    each = part.groupby("age")["mirror_index"]
    mean = each.mean()
    axes.plot(mean, color=colour, markersize=2.6, markeredgewidth=0, **look)
    if band and part.groupby(["replicate", "group"]).ngroups > 1:
        low, high = ends(each)
        axes.fill_between(mean.index, low, high, color=colour, alpha=0.2, linewidth=0.6)


def _legend(figure: Figure, shown: list[str], accounts: list[str]) -> None:
    """Put one legend below: modalities by line and mark, and several accounts by colour."""
    named, colours = _learners(accounts), account_colours(accounts)
    several = len(named) > 1
    handles = [
        Line2D([], [], color="0.2" if several else MODALITY[name], markersize=3, **STYLE[name])
        for name in shown
        if named
    ]
    labels = [readable(name) for name in shown if named]
    if several:
        handles += [Line2D([], [], color=colours[name], linewidth=1.4) for name in named]
        labels += [account_words(name) for name in named]
    if "none" in accounts:
        handles.append(Line2D([], [], color=colours["none"], **CHANCE))
        labels.append(account_words("none"))
    legend_below(figure, handles, labels, len(handles))


def example() -> Tables:
    """Return two species under two accounts."""
    rows = [
        (
            label,
            account,
            "intact",
            modality,
            replicate,
            0,
            age,
            (account == "associative") * scale * (1 - math.exp(-age)) + 0.01 * replicate,
        )
        for label, scale in (("Macaca mulatta", 0.3), ("Octopus vulgaris", 0.1))
        for account in ("associative", "none")
        for modality in ("visual", "auditory")
        for replicate in range(4)
        for age in (0.1, 0.5, 1, 2, 5, 10)
    ]
    return {"curves": pd.DataFrame(rows, columns=list(NEEDS["curves"]))}
