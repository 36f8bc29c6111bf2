"""Sensitivity: which uncertain number carries which conclusion; a column is a number.

A row is a conclusion: the share or the chance of a species, an order of two, a main source. Colours
are rank correlations over draws, partial ones where draws are enough; a small dot marks those whose
90 % interval does not hold 0, a large one those that stand out among all numbers of the row. In the
row of an order, the left half of a cell is the number of the upper species, the right half that of
the lower. At the right: R2 of the rank regression, with a star where halves of the draws agree on
which number comes first. Of several accounts one is shown: ``associative`` if it is among them.
``mirror-abm sensitivity`` draws it.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from .contract import PAGE, Tables, account_words, in_figures, legend_below, text_width

ROW = ["kind", "account", "modality", "label", "other_label"]
NEEDS = {
    "conclusions": (*ROW, "r2_adjusted", "status", "measure", "draws"),
    "coefficients": (*ROW, "number", "side", "group", "coefficient", "excludes_0", "stands_out"),
}
GROUPS = ("recording", "learning", "anatomy", "behaviour", "profile")
KINDS = {
    "net": "own minus other",
    "found": "chance that the study finds mirror units",
    "order": "order, by own minus other",
    "main_source": "main source: lead over the next",
    "contrast": "what rearing without a source does",
}
BY = {"visual": "by sight", "auditory": "by sound"}
PALETTE = "vlag"
MANY = 30  #: rows above which only shares are shown of each species, closely
#: inches: of a row among few or many, of what stands above and below the rows
FEW_ROW, CLOSE_ROW, ROUND = 0.165, 0.1, 2.05


def _shown(tables: Tables) -> pd.DataFrame:
    """Return the conclusions that are rows, in order."""
    table = tables["conclusions"]
    accounts = list(dict.fromkeys(table["account"]))
    account = "associative" if "associative" in accounts else accounts[0]
    table = table[(table["account"] == account) & table["kind"].isin(KINDS)]
    if len(table) > MANY:
        table = table[table["kind"] != "found"]
    if len(table) > 3 * MANY:
        table = table[table["kind"].isin(["net", "contrast", "order"])]
    order = [(list(KINDS).index(kind), list(BY).index(by)) for kind, by in _sections(table)]
    return table.iloc[sorted(range(len(table)), key=lambda at: (order[at], at))]


def _sections(table: pd.DataFrame) -> list[tuple[str, str]]:
    """Return kind and modality of every row."""
    return list(zip(table["kind"], table["modality"], strict=True))


def _height(table: pd.DataFrame) -> float:
    """Return the inches of a row."""
    return CLOSE_ROW if len(table) > MANY else FEW_ROW


def size(tables: Tables) -> tuple[float, float]:
    """Return a page's width, and a height that grows with the conclusions."""
    table = _shown(tables)
    rows = len(table) + len(set(_sections(table)))
    return PAGE, min(10.0, ROUND + 0.3 + _height(table) * rows)


def draw(tables: Tables, figure: Figure) -> None:
    """Draw conclusions below each other, numbers side by side."""
    table = _shown(tables)
    keys = pd.MultiIndex.from_frame(table[ROW])
    cells = tables["coefficients"].set_index(ROW).sort_index()
    cells = cells[cells.index.isin(keys)]
    numbers = _numbers(cells)
    axes = figure.subplots()
    places = _rows(table)
    _paint(axes, cells, list(keys), numbers, places)
    _name_rows(axes, table, places)
    _name_numbers(axes, numbers, places)
    sns.despine(figure, left=True, bottom=True)
    scale = ScalarMappable(Normalize(-1, 1), sns.color_palette(PALETTE, as_cmap=True))
    bar = figure.colorbar(scale, ax=axes, fraction=0.02, pad=0.005, shrink=0.5, aspect=25)
    bar.set_ticks([-1, -0.5, 0, 0.5, 1], labels=["-1", "-0.5", "0", "0.5", "1"])
    bar.ax.tick_params(labelsize=7)
    bar.outline.set_visible(False)  # type: ignore[operator]
    partial = (table["measure"] == "prcc").any()
    bar.set_label("partial rank correlation" if partial else "rank correlation", fontsize=7)
    marks = [
        Line2D([], [], linestyle="none", marker="o", markersize=each, color="black")
        for each in (1.6, 3.4)
    ]
    legend_below(figure, marks, ["90 % interval without 0", "stands out among all numbers"], 2)


def _numbers(cells: pd.DataFrame) -> list[tuple[str, str]]:
    """Return the columns: group and number."""
    each = {(row.group, row.number) for row in cells.itertuples(index=False)}
    return sorted(each, key=lambda key: (GROUPS.index(key[0]), key[1]))


def _rows(table: pd.DataFrame) -> list[int]:
    """Return the line of each row; a section leaves one free for its title."""
    places, line, before = [], 0, None
    for section in _sections(table):
        line += 1 + (section != before)
        places.append(line - 1)
        before = section
    return places


def _paint(
    axes: Axes,
    cells: pd.DataFrame,
    keys: list[Any],
    numbers: list[tuple[str, str]],
    places: list[int],
) -> None:
    """Draw the cells, of two halves each, and their dots."""
    column = {name: at for at, (_, name) in enumerate(numbers)}
    grid = np.full((max(places, default=0) + 1, 2 * max(1, len(numbers))), np.nan)
    dots: dict[bool, list[tuple[float, int]]] = {False: [], True: []}
    line = dict(zip(keys, places, strict=True))
    for key, row in zip(cells.index, cells.itertuples(index=False), strict=True):
        at, y = column[row.number], line[key]
        halves = {"upper": [2 * at], "lower": [2 * at + 1]}.get(row.side, [2 * at, 2 * at + 1])
        grid[y, halves] = row.coefficient
        if row.excludes_0 or row.stands_out:
            dots[bool(row.stands_out)].append((sum(halves) / len(halves) / 2 - 0.25, y))
    colours: Any = sns.color_palette(PALETTE, as_cmap=True)
    x, y = np.arange(grid.shape[1] + 1) / 2 - 0.5, np.arange(len(grid) + 1) - 0.5
    shown = np.ma.masked_invalid(grid)
    for y_of in places:  # what a row does not have is grey
        axes.fill_between([x[0], x[-1]], y_of - 0.5, y_of + 0.5, color="0.88", linewidth=0)
    axes.pcolormesh(x, y, shown, cmap=colours, vmin=-1, vmax=1, rasterized=False)
    for y_of in places:  # a thin grid over whole cells; titles stay white
        axes.hlines([y_of - 0.5, y_of + 0.5], x[0], x[-1], color="white", linewidth=0.5)
    axes.vlines(np.arange(len(numbers) + 1) - 0.5, -0.5, len(grid) - 0.5, "white", linewidth=0.5)
    close = len(places) > MANY
    for sure, marker in ((False, 0.9 if close else 1.6), (True, 2.0 if close else 3.4)):
        if dots[sure]:
            across, down = zip(*dots[sure], strict=True)
            axes.plot(across, down, "o", markersize=marker, color="black", markeredgewidth=0)
    axes.set_xlim(-0.5, len(numbers) - 0.5)
    axes.set_ylim(len(grid) - 0.5, -0.5)


def _name_rows(axes: Axes, table: pd.DataFrame, places: list[int]) -> None:
    """Write what the rows are, with titles of sections, and R2 at the right."""
    font = 5.2 if len(table) > MANY else 6.5
    axes.set_yticks(places, [_called(row) for row in table.itertuples(index=False)], fontsize=font)
    for text, kind in zip(axes.get_yticklabels(), table["kind"], strict=True):
        text.set_fontstyle("italic" if kind in ("net", "found", "order") else "normal")
    before: object = None
    end = axes.get_xlim()[1]
    for row, section, line in zip(
        table.itertuples(index=False), _sections(table), places, strict=True
    ):
        if section != before:
            title = f"{KINDS[section[0]]}, {BY[section[1]]}"
            axes.text(-0.5, line - 1, title, va="center", fontsize=font + 0.6, weight="bold")
            if table["r2_adjusted"].notna().any():
                axes.text(end + 0.25, line - 1, "R2", va="center", fontsize=font, color="0.3")
        before = section
        r2: Any = row.r2_adjusted
        said = in_figures(r2, ".2f") if r2 == r2 else ""
        said += "*" * (row.status == "settled")
        axes.text(end + 0.25, line, said, va="center", fontsize=font, color="0.3")


def _called(row: Any) -> str:
    """Return what a row is called."""
    label = str(row.label)
    if row.kind == "order":
        return f"{_short(label)} > {_short(str(row.other_label))}"
    if row.kind in ("main_source", "contrast"):
        return f"{_short(label)}: {str(row.other_label).replace('_', ' ')}"
    return label


def _short(label: str) -> str:
    """Return a scientific name with its genus as a letter."""
    return re.sub(r"^([A-Z])[a-z]+ (?=[a-z])", r"\1. ", label)


def _name_numbers(axes: Axes, numbers: list[tuple[str, str]], places: list[int]) -> None:
    """Write the numbers below, and their groups above, parted by lines."""
    axes.set_xticks(range(len(numbers)), [_number(name) for _, name in numbers], rotation=90)
    axes.tick_params(axis="x", labelsize=6, length=0, pad=1)
    axes.tick_params(axis="y", length=0, pad=2)
    axes.grid(visible=False)
    groups = [group for group, _ in numbers]
    width = 72 * 4.6 / max(1, len(numbers))  # points of a column
    for group in dict.fromkeys(groups):
        first, last = groups.index(group), len(groups) - 1 - groups[::-1].index(group)
        room = width * (last - first + 1)
        upright = text_width(group, 6.5) > room
        axes.annotate(
            group,
            ((first + last) / 2, 1),
            (0, 2),
            xycoords=("data", "axes fraction"),
            textcoords="offset points",
            ha="center",
            va="bottom",
            fontsize=6.5,
            rotation=90 if upright else 0,
            color="0.3",
        )
        for line in places if first else ():  # titles stay free
            axes.vlines(first - 0.5, line - 0.5, line + 0.5, color="0.35", linewidth=0.8)


def _number(name: str) -> str:
    """Return a number as a label of few letters."""
    short = name.removeprefix("constants.").removeprefix("experience.").replace("_", " ")
    source = name.startswith("experience.")
    return short.removesuffix(".rate" * source).replace(".", ": ")


def caption(tables: Tables) -> str:
    """Say how many draws there are, what the dots mean, and what is not shown."""
    table = _shown(tables)
    low, high = int(table["draws"].min()), int(table["draws"].max())
    many = f"{high} draw{'s' * (high > 1)}" if low == high else f"{low} to {high} draws"
    partial = (table["measure"] == "prcc").any()
    what = "Partial rank correlations" if partial else "Rank correlations"
    tenth = "At 90 % a tenth of numbers that do nothing has a small dot"
    halves = " In orders, left half: the upper species, right half: the lower."
    account = account_words(str(table["account"].iloc[0]))
    return (
        f"{what} over {many}, account {account}. {tenth}; large dots hold for all numbers of a "
        "row together (Holm, 10 %). Grey: not uncertain there. "
        + "R2: adjusted, of the rank regression. " * bool(table["r2_adjusted"].notna().any())
        + "*: in halves of the draws the same number comes first."
        + halves * bool((table["kind"] == "order").any())
    )


def example() -> Tables:
    """Return two species with their order, over five numbers."""
    one, two = "Macaca mulatta", "Poecilia reticulata"
    keys = [
        (kind, "associative", modality, label, "")
        for kind in ("net", "found")
        for modality in BY
        for label in (one, two)
    ]
    keys += [("order", "associative", "visual", two, one)]
    keys += [("main_source", "associative", "visual", one, "being_imitated")]
    conclusions = [
        (*key, 0.5 + 0.02 * at, "settled" if at % 3 else "not settled", "prcc", 200)
        for at, key in enumerate(keys)
    ]
    numbers = [
        ("constants.criterion", "recording"),
        ("constants.alpha", "learning"),
        ("constants.connectivity", "anatomy"),
        ("experience.synchrony.rate", "profile"),
    ]
    rows = []
    for at, key in enumerate(keys):
        for place, (number, group) in enumerate(numbers):
            sides = ("upper", "lower") if key[0] == "order" and group == "profile" else ("",)
            for side in sides:
                value = float(np.sin(1 + at + 2 * place + len(side)))
                sure = abs(value) > 0.3
                rows.append((*key, number, side, group, value, sure, abs(value) > 0.7))
    return {
        "conclusions": pd.DataFrame(conclusions, columns=list(NEEDS["conclusions"])),
        "coefficients": pd.DataFrame(rows, columns=list(NEEDS["coefficients"])),
    }
