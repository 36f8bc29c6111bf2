"""Sweep grid: own minus other share of motor units as two settings are varied.

A cell is a point of the sweep; colour and number are the mean over groups, in brackets the range
that holds a new one, at the level in the caption. With one setting, the rows are species. It is
not a figure of a run: ``mirror-abm sweep`` draws it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.figure import Figure

from .contract import COLUMN, FLAT, SHORT, Tables, in_figures, level_in_words, modalities, readable

NEEDS = {
    "axes": ("name", "label"),
    "summary": ("label", "account", "modality", "mean", "low", "high", "n"),
}
BASELINE = "none"
FEW, MOST = 5, 12  #: more columns than these have no room for ranges, and for numbers
PALETTE = "cividis"


def size(tables: Tables) -> tuple[float, float]:
    """Return the width of the panels, and a height that grows with rows, species and accounts."""
    width = COLUMN * (0.6 + 0.7 * len(modalities(tables["summary"])))
    down = len(_values(tables, _down(tables)))
    each = 0.45 + max(0.8, (0.2 if down > FEW else 0.34) * down)
    return width, max(2.4, 0.7 + each * len(_panels(tables)))


def draw(tables: Tables, figure: Figure) -> None:
    """Draw one grid of numbered cells per species, account and modality."""
    table, (across, down) = tables["summary"], (_names(tables)[0], _down(tables))
    columns, lines = _values(tables, across), _values(tables, down)
    shown, rows = modalities(table), _panels(tables)
    kept = table[table["account"].isin(_learning(table))]
    scale = Normalize(min(0.0, float(kept["mean"].min())), max(FLAT, float(kept["mean"].max())))
    panels = figure.subplots(len(rows), len(shown), sharex=True, sharey=True, squeeze=False)
    for row, (label, account) in enumerate(rows):
        for column, modality in enumerate(shown):
            part = kept[(kept["account"] == account) & (kept["modality"] == modality)]
            part = part[part["label"] == label] if label else part
            part = part.set_index([down, across])[["mean", "low", "high"]]
            wanted = pd.MultiIndex.from_product([lines, columns])
            shape = (len(lines), len(columns), 3)
            _cells(panels[row, column], part.reindex(wanted).to_numpy().reshape(shape), scale)
            panels[row, column].set_title(
                f"{modality} mirror units" if row == 0 else "", loc="right"
            )
        _name_rows(panels[row], lines, down == "label", _labels(tables))
        several = len(_learning(table)) > 1
        name = _broken(label) + (f"\n{readable(account)}" if several and label else "")
        title = name or (readable(account) if several else "")
        panels[row, 0].set_title(title, loc="left", style="italic" if label else "normal")
    for axes in panels[-1]:
        places = [at + 0.5 for at in range(len(columns))]
        axes.set_xticks(places, [_short(value) for value in columns])
        axes.set_xlabel(_labels(tables)[0])
    sns.despine(figure, left=True, bottom=True)
    bar = figure.colorbar(
        ScalarMappable(scale, sns.color_palette(PALETTE, as_cmap=True)),
        ax=list(panels.flat),
        fraction=0.025,
        pad=0.01,
        aspect=30,
    )
    bar.set_label(SHORT)


def caption(tables: Tables) -> str:
    """Return what the cells are."""
    columns = len(_values(tables, _names(tables)[0]))
    ranges = columns <= FEW and len(_values(tables, _down(tables))) <= FEW
    level = level_in_words(tables["summary"]["n"], "group")
    return (
        f"Cells: mean{f' and, in brackets, {level}' if ranges else ''}. "
        "What is varied is fixed at each point."
    )


def _names(tables: Tables) -> list[str]:
    """Return the names of the settings."""
    return list(tables["axes"]["name"])


def _values(tables: Tables, name: str) -> list[Any]:
    """Return the values of a column, in the order of the table."""
    return list(dict.fromkeys(tables["summary"][name]))


def _down(tables: Tables) -> str:
    """Return the column whose values are the rows of a grid of cells."""
    return _names(tables)[1] if len(_names(tables)) > 1 else "label"


def _learning(table: pd.DataFrame) -> list[str]:
    """Return the accounts other than the baseline, which is 0 throughout; itself, if alone."""
    accounts = list(dict.fromkeys(table["account"]))
    return [name for name in accounts if name != BASELINE] or accounts


def _panels(tables: Tables) -> list[tuple[str, str]]:
    """Return what the rows of panels show: label (empty: all of them are rows), and account."""
    accounts = _learning(tables["summary"])
    labels = [""] if _down(tables) == "label" else _values(tables, "label")
    return [(label, account) for label in labels for account in accounts]


def _labels(tables: Tables) -> list[str]:
    """Return what the settings are called on axes."""
    return list(tables["axes"]["label"])


def _name_rows(panels: Any, lines: list[Any], species: bool, labels: list[str]) -> None:
    """Name the rows of a grid: species from above, values from below."""
    places = [at + 0.5 for at in range(len(lines))]
    panels[0].set_yticks(places, [_short(value) for value in lines])
    panels[0].set_ylim(*((len(lines), 0) if species else (0, len(lines))))
    if species:
        for text in panels[0].get_yticklabels():
            text.set_style("italic")
    else:
        panels[0].set_ylabel(labels[1])


def _short(value: Any) -> str:
    """Return a value as a label."""
    return readable(value) if isinstance(value, str) else f"{value:.4g}"


def _broken(label: str) -> str:
    """Return a name with what distinguishes it, if anything, on a line of its own."""
    return label.replace(" (", "\n(")


def _cells(axes: Axes, values: np.ndarray, scale: Normalize) -> None:
    """Draw means as coloured cells with their number and, where there is room, their range."""
    means, palette = values[..., 0], sns.color_palette(PALETTE, as_cmap=True)
    axes.pcolormesh(
        np.ma.masked_invalid(means), cmap=palette, norm=scale, edgecolors="white", linewidth=0.8
    )
    rows, columns = means.shape
    for (y, x), mean in np.ndenumerate(means):
        if not np.isnan(mean) and columns <= MOST:
            text = in_figures(float(mean))
            if columns <= FEW and rows <= FEW:
                low, high = (in_figures(float(end)) for end in values[y, x, 1:])
                text += f"\n[{low}, {high}]"
            axes.text(
                x + 0.5,
                y + 0.5,
                text,
                ha="center",
                va="center",
                fontsize=5.5,
                color="black" if scale(mean) > 0.6 else "white",
            )
    axes.tick_params(length=0)
    axes.grid(False)


def example() -> Tables:
    """Return one species at three values of a constant and two of a rate."""
    rows = [
        (tau, rate, "Macaca mulatta", "associative", modality, mean, mean / 2, mean * 1.5, 20)
        for tau in (0.5, 1.0, 2.0)
        for rate in (1.0, 10.0)
        for modality, mean in (("visual", 0.05 * rate / (1 + tau)), ("auditory", 0.02 * rate))
    ]
    names = ["constants.tau", "experience.synchrony.rate"]
    labels = ["tau (seconds)", "synchrony rate (per hour)"]
    return {
        "axes": pd.DataFrame({"name": names, "label": labels}),
        "summary": pd.DataFrame(rows, columns=[*names, *NEEDS["summary"]]),
    }
