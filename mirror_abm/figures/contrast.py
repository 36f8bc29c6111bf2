"""Rearing contrast: the same groups raised with and without a source of experience, by account.

Each line is one group; the mark is the mean over groups, its bar the range of a new one. With many
species each has one row, marks are filled with the source and open without it, and groups are not
drawn one by one.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .contract import (
    ALONE,
    COLUMN,
    HEADLINE,
    Tables,
    account_colours,
    account_legend,
    account_marks,
    alone,
    ends,
    groups_of,
    modalities,
    name_clades,
    name_unmeasured,
    range_of,
    readable,
    row_height,
    share_label,
    unmeasured,
    widen,
)

NEEDS = {"groups": ("label", "account", "arm", "modality", "replicate", "group", HEADLINE)}
EVERY_ARM = True
#: with more species than this, both arms of one stand in its row
FEW = 4


def _arm_names(table: pd.DataFrame) -> list[str]:
    """Return the arms of a table, the intact one first."""
    return sorted(set(table["arm"]), key=lambda arm: (arm != "intact", arm))


def _beside(table: pd.DataFrame) -> bool:
    """Return whether the two arms of a species stand in one row: where there are many species."""
    return bool(table["label"].nunique() > FEW and table["arm"].nunique() == 2)


def size(tables: Tables) -> tuple[float, float]:
    """Return the width of the panels, and a height that grows with species, arms and accounts."""
    table = tables["groups"]
    count, accounts = table["label"].nunique(), table["account"].nunique()
    width, legend = COLUMN * (0.6 + 0.7 * len(modalities(table))), 0.15 * (accounts > 4)
    if _beside(table):
        return width, 1.55 + legend + row_height(count, 0.34, accounts) * count
    each = 0.55 + table["arm"].nunique() * max(0.4, 0.13 * accounts)
    return width, 0.8 + legend + each * count


def caption(tables: Tables) -> str:
    """Say what lines, marks and bars are."""
    table = tables["groups"]
    said = (
        f"Filled marks: means of groups raised intact, with a line ({range_of(table)}); "
        f"open marks: of the same groups raised {readable(_arm_names(table)[-1])}"
        if _beside(table)
        else "Thin lines: groups, the same in each arm; marks: their means; bars: "
        f"{range_of(table)}"
    )
    return f"{said}; {groups_of(table)}.{unmeasured(table)}"


def draw(tables: Tables, figure: Figure) -> None:
    """Draw one panel per species and modality, or with many species one per modality."""
    table = tables["groups"]
    if _beside(table):
        _draw_beside(table, figure)
    else:
        _draw_apart(table, figure)
    account_legend(figure, list(dict.fromkeys(table["account"])))


def _draw_apart(table: pd.DataFrame, figure: Figure) -> None:
    """Draw one panel per species (rows) and modality (columns), one line of marks per arm."""
    names, accounts = list(dict.fromkeys(table["label"])), list(dict.fromkeys(table["account"]))
    arms, shown = _arm_names(table), modalities(table)
    label = share_label(figure, len(shown))
    panels = figure.subplots(len(names), len(shown), sharey=True, sharex=True, squeeze=False)
    for row, name in enumerate(names):
        for column, modality in enumerate(shown):
            axes = panels[row, column]
            part = table[(table["label"] == name) & (table["modality"] == modality)]
            _arms(axes, part, arms, accounts)
            axes.axvline(0, color="0.3", linewidth=0.6, zorder=0)
            axes.set(xlabel=label if row == len(names) - 1 else "", ylabel="")
            axes.set_title(f"{modality} mirror units" if row == 0 else "", loc="right")
            if part.empty:
                name_unmeasured(axes, {arms[0]}, arms, modality)
        panels[row, 0].set_title(name, style="italic", loc="left", fontsize=8)
        panels[row, 0].set_yticks(range(len(arms)), [readable(arm) for arm in arms])
        panels[row, 0].set_ylim(len(arms) - 0.5, -0.5)
    widen(panels[0, 0], "x")
    sns.despine(figure)


def _arms(axes: Axes, part: pd.DataFrame, arms: list[str], accounts: list[str]) -> None:
    """Draw groups as lines from arm to arm, their mean and range as marks and bars."""
    colours, marks = account_colours(accounts), account_marks(accounts)
    apart = 0.6 / len(accounts)
    for number, account in enumerate(accounts):
        one, colour = part[part["account"] == account], colours[account]
        at = np.arange(len(arms)) + apart * (number - (len(accounts) - 1) / 2)
        wide = one.pivot_table(index=["replicate", "group"], columns="arm", values=HEADLINE)
        wide = wide.reindex(columns=arms)
        for line in wide.to_numpy():
            axes.plot(line, at, color=colour, alpha=0.3, linewidth=0.7)
        axes.hlines(at, *ends(wide), color=colour, linewidth=1.4, zorder=3)
        axes.plot(
            wide.mean(), at, linestyle="none", marker=marks[account], color=colour, markersize=4
        )


def _draw_beside(table: pd.DataFrame, figure: Figure) -> None:
    """Draw one panel per modality, one row per species, both arms in it."""
    names, accounts = list(dict.fromkeys(table["label"])), list(dict.fromkeys(table["account"]))
    shown, arms = modalities(table), _arm_names(table)
    colours, marks = account_colours(accounts), account_marks(accounts)
    rows = {name: row for row, name in enumerate(names)}
    slot, mark_size = 0.84 / len(accounts), 2.2 if len(accounts) > 2 else 3.2
    panels = figure.subplots(1, len(shown), sharey=True, sharex=True, squeeze=False)[0]
    for axes, modality in zip(panels, shown, strict=True):
        part = table[table["modality"] == modality]
        for number, account in enumerate(accounts):
            look = {"color": colours[account], "markersize": mark_size, "marker": marks[account]}
            for arm, face, down in ((arms[0], colours[account], 0.3), (arms[1], "white", 0.7)):
                one = part[(part["account"] == account) & (part["arm"] == arm)]
                each = one.groupby("label", sort=False)[HEADLINE]
                mean, at = each.mean(), -0.42 + slot * (number + down)
                at = mean.index.map(rows).to_numpy(float) + at
                low, high = ends(each)
                axes.hlines(at, low, high, color=colours[account], linewidth=0.7)
                axes.plot(mean, at, linestyle="none", markerfacecolor=face, mew=0.7, **look)
        axes.axvline(0, color="0.3", linewidth=0.8, zorder=0)
        axes.set(xlabel=share_label(figure, len(shown)), title=f"{modality} mirror units")
        axes.tick_params(axis="y", length=0)
        axes.grid(visible=False, axis="y")
        name_unmeasured(axes, set(names) - set(part["label"]), names, modality)
        name_unmeasured(axes, alone(part), names, modality, ALONE)
    widen(panels[0], "x")
    panels[0].set_yticks(range(len(names)), names, style="italic")
    panels[0].set_ylim(len(names) - 0.5, -0.5)
    name_clades(panels, table, names)
    sns.despine(figure, left=True)


def example() -> Tables:
    """Return one species, with and without being imitated."""
    rows = [
        (
            "Macaca mulatta",
            account,
            arm,
            modality,
            replicate,
            0,
            (account == "associative") * (0.2 - 0.1 * (arm != "intact")) + 0.01 * replicate,
        )
        for account in ("associative", "none")
        for arm in ("intact", "without being_imitated")
        for modality in ("visual", "auditory")
        for replicate in range(5)
    ]
    return {"groups": pd.DataFrame(rows, columns=list(NEEDS["groups"]))}
