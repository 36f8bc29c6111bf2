"""Sweep: own minus other share of motor units as one setting is varied.

A line per account, or per species where there is one account; its band, or bars, are the range of a
new group, and thin lines are groups: the same draws at every value. Shaded: the range that the
number is drawn from where nothing sets it, and, dotted, its median. It is not a figure of a run:
``mirror-abm sweep`` draws it.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, LogLocator

from .contract import (
    COLUMN,
    HEADLINE,
    SHORT,
    Tables,
    account_colours,
    account_marks,
    legend_below,
    level_in_words,
    modalities,
    readable,
    widen,
)

NEEDS = {
    "axes": ("name", "label"),
    "authored": ("name", "species", "value", "low", "high"),
    "summary": ("label", "account", "modality", "mean", "low", "high", "n"),
    "groups": ("label", "account", "modality", "replicate", "group", HEADLINE),
}
BASELINE = "none"
BANDS = 2  #: with more lines than this in a panel, bars take the place of bands
SPREAD = 0.12  #: of the distance between two values, that bars beside each other take
ROOM = 0.11  #: of an axis, that the label of a value takes


def size(tables: Tables) -> tuple[float, float]:
    """Return the width of the panels, and a height that grows with species and accounts."""
    width = COLUMN * (0.6 + 0.7 * len(modalities(tables["summary"])))
    return width, 0.9 + 1.75 * len(_rows(tables))


def draw(tables: Tables, figure: Figure) -> None:
    """Draw one panel per row of species and modality."""
    table, by_species = tables["summary"], _by_species(tables)
    if by_species:
        table = table[table["account"] == _learning(table)[0]]
    hue = "label" if by_species else "account"
    names, shown = list(dict.fromkeys(table[hue])), modalities(table)
    colours, marks = _looks(names, by_species)
    rows = _rows(tables)
    panels = figure.subplots(len(rows), len(shown), sharex=True, sharey=True, squeeze=False)
    for row, species in enumerate(rows):
        for column, modality in enumerate(shown):
            axes = panels[row, column]
            part = {
                each: rows_of[rows_of["label"].isin(species) & (rows_of["modality"] == modality)]
                for each, rows_of in (("summary", table), ("groups", tables["groups"]))
            }
            _lines(axes, part, _names(tables)[0], hue, names, colours, marks)
            _shade(axes, tables["authored"], species)
            axes.axhline(0, color="0.3", linewidth=0.6, zorder=0)
            axes.set(xlabel=tables["axes"]["label"][0] if row == len(rows) - 1 else "", ylabel="")
            axes.set_title(f"{modality} mirror units" if row == 0 else "", loc="right")
        panels[row, 0].set_ylabel(SHORT)
        if not by_species:
            panels[row, 0].set_title(species[0].replace(" (", "\n("), style="italic", loc="left")
    widen(panels[0, 0], "y")
    _scale(panels[0, 0], _values(tables, _names(tables)[0]))
    sns.despine(figure)
    _legend(figure, tables, names, colours, marks)


def caption(tables: Tables) -> str:
    """Return what the marks are."""
    thin = len(_learning(tables["summary"])) == 1 and not _by_species(tables)
    return (
        f"Marks: means; bands or bars: {level_in_words(tables['summary']['n'], 'group')}"
        + ("; thin lines: groups" if thin else "")
        + ". What is varied is fixed at each value."
    )


def _names(tables: Tables) -> list[str]:
    """Return the names of the settings."""
    return list(tables["axes"]["name"])


def _values(tables: Tables, name: str) -> list[Any]:
    """Return the values of a column, in the order of the table."""
    return list(dict.fromkeys(tables["summary"][name]))


def _learning(table: pd.DataFrame) -> list[str]:
    """Return the accounts other than the baseline, which is 0 throughout; itself, if alone."""
    accounts = list(dict.fromkeys(table["account"]))
    return [name for name in accounts if name != BASELINE] or accounts


def _by_species(tables: Tables) -> bool:
    """Return whether lines are species: several species, and one account that matters."""
    table = tables["summary"]
    return len(_learning(table)) == 1 and len(set(table["label"])) > 1


def _rows(tables: Tables) -> list[list[str]]:
    """Return the species of each row of panels: all in one, or one by one."""
    names = _values(tables, "label")
    return [names] if _by_species(tables) else [[name] for name in names]


def _looks(names: list[str], by_species: bool) -> tuple[dict[str, Any], dict[str, str]]:
    """Return a colour and a mark for each line."""
    if not by_species:
        return account_colours(names), account_marks(names)
    colours = sns.color_palette("colorblind", len(names))
    return dict(zip(names, colours, strict=True)), dict(zip(names, "osD^vPX", strict=False))


def _lines(
    axes: Axes,
    part: Tables,
    name: str,
    hue: str,
    names: list[str],
    colours: dict[str, Any],
    marks: dict[str, str],
) -> None:
    """Draw means, ranges and, where they can be told apart, groups."""
    values = list(dict.fromkeys(part["summary"][name]))
    words = bool(values) and isinstance(values[0], str)
    place = {value: float(at if words else value) for at, value in enumerate(values)}
    for at, each in enumerate(names):
        rows = part["summary"][part["summary"][hue] == each]
        x = np.array([place[value] for value in rows[name]])
        order = np.argsort(x)
        x, rows = x[order], rows.iloc[order]
        looks = {"color": colours[each], "marker": marks[each], "markersize": 4, "zorder": 3}
        if words or len(names) > BANDS:
            x = x + _shift(x, at, len(names), 0.4 if words else SPREAD)
            reach = [rows["mean"] - rows["low"], rows["high"] - rows["mean"]]
            line = "none" if words else "-"
            axes.errorbar(x, rows["mean"], np.abs(reach), linewidth=1, linestyle=line, **looks)
        else:
            axes.fill_between(
                x, rows["low"], rows["high"], color=colours[each], alpha=0.15, linewidth=0
            )
            axes.plot(x, rows["mean"], linewidth=1.3, **looks)
    if len([each for each in names if each != BASELINE]) == 1:
        _thin(axes, part["groups"], name, place, colours)
    if words:
        axes.set_xticks(range(len(values)), [readable(value) for value in values])


def _shift(x: np.ndarray, at: int, count: int, spread: float) -> np.ndarray:
    """Return how far the marks of one of several lines stand beside the values.

    All lines together take the share ``spread`` of the smallest distance between two values.
    """
    aside = spread * (at - (count - 1) / 2) / max(count, 2)
    if _even(list(x)):
        return np.asarray(x * (np.exp(aside * np.diff(np.log(x)).min()) - 1))
    return np.full_like(x, aside * (np.diff(x).min() if len(x) > 1 else 1))


def _thin(
    axes: Axes,
    groups: pd.DataFrame,
    name: str,
    place: dict[Any, float],
    colours: dict[str, Any],
) -> None:
    """Draw each group of the account that learns as a thin line over the values."""
    learning = groups[groups["account"] != BASELINE]
    for (account, *_), rows in learning.groupby(["account", "replicate", "group"], observed=True):
        x = np.array([place[value] for value in rows[name]])
        order = np.argsort(x)
        axes.plot(
            x[order],
            rows[HEADLINE].to_numpy()[order],
            color=colours[account],
            alpha=0.3,
            linewidth=0.6,
            zorder=2,
        )


def _shade(axes: Axes, authored: pd.DataFrame, species: list[str]) -> None:
    """Shade the range that the number is drawn from where nothing sets it."""
    rows = authored[authored["species"].isin(species)].drop_duplicates(["value", "low", "high"])
    if len(rows) == 1:
        value, low, high = (rows[each].iloc[0] for each in ("value", "low", "high"))
        if low < high:
            axes.axvspan(low, high, color="0.94", zorder=-1, linewidth=0)
        axes.axvline(value, color="0.55", linewidth=0.8, linestyle=":", zorder=1)


def _even(values: list[Any]) -> bool:
    """Return whether values are spaced by ratios rather than by differences."""
    if len(values) < 3 or isinstance(values[0], str) or min(values) <= 0:
        return False
    ordered = np.sort(np.asarray(values, float))
    steps, ratios = np.diff(ordered), np.diff(np.log(ordered))
    return bool(ratios.std() / ratios.mean() < steps.std() / steps.mean() - 1e-9)


def _scale(axes: Axes, values: list[Any]) -> None:
    """Set scale, limits and ticks of the axis of a setting."""
    if isinstance(values[0], str):
        axes.set_xlim(-0.5, len(values) - 0.5)
        return
    logarithmic, ordered = _even(values), sorted(float(value) for value in values)
    measure = [math.log(value) for value in ordered] if logarithmic else ordered
    margin = 0.07 * (measure[-1] - measure[0])
    ends = (measure[0] - margin, measure[-1] + margin)
    if logarithmic:
        axes.set_xscale("log")
        ends = (math.exp(ends[0]), math.exp(ends[1]))
    axes.set_xlim(*ends)
    gaps = np.diff(measure) / (measure[-1] - measure[0])
    if gaps.min() >= ROOM:
        axes.set_xticks(ordered, [f"{value:g}" for value in ordered])
    elif logarithmic:
        few = ordered[-1] / ordered[0] > 20
        axes.xaxis.set_major_locator(LogLocator(subs=(1.0,) if few else (1.0, 2.0, 5.0)))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axes.minorticks_off()


def _legend(
    figure: Figure,
    tables: Tables,
    names: list[str],
    colours: dict[str, Any],
    marks: dict[str, str],
) -> None:
    """Put the legend below: lines, and what is shaded."""
    handles: list[Any] = [
        Line2D([], [], marker=marks[name], markersize=4, color=colours[name]) for name in names
    ]
    labels = [readable(name) for name in names]
    spread = tables["authored"]
    if len(spread):
        wide = bool((spread["low"] < spread["high"]).any())
        handles.append(Patch(color="0.9") if wide else Line2D([], [], color="0.55", linestyle=":"))
        labels.append("range if not set, dotted: median" if wide else "value if not set")
    legend_below(figure, handles, labels, 6)


def example() -> Tables:
    """Return one species under two accounts at three values of a constant."""
    rows = [
        (tau, "Macaca mulatta", account, modality, replicate, 0, base * share)
        for tau, base in ((0.5, 1.0), (1.0, 0.8), (2.0, 0.5))
        for account, scale in (("associative", 0.3), ("none", 0.0))
        for modality in ("visual", "auditory")
        for replicate, share in enumerate((scale, 0.8 * scale, 0.5 * scale))
    ]
    groups = pd.DataFrame(rows, columns=["constants.tau", *NEEDS["groups"]])
    keys = ["constants.tau", "label", "account", "modality"]
    summary = groups.groupby(keys, sort=False)[HEADLINE].agg(
        mean="mean", low="min", high="max", n="size"
    )
    return {
        "axes": pd.DataFrame([("constants.tau", "tau (seconds)")], columns=NEEDS["axes"]),
        "authored": pd.DataFrame(
            [("constants.tau", "Macaca mulatta", 1.0, 0.5, 2.0)], columns=NEEDS["authored"]
        ),
        "summary": summary.reset_index(),
        "groups": groups,
    }
