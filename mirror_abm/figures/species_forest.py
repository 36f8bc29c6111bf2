"""Species forest: own minus other share of motor units, by species and account.

Ticks are groups (one draw each), the mark is their mean, the line is the range that holds a new
group, at the level that the caption states. Where a species makes no sound nothing is measured, and
``silent`` stands in its place.
"""

from __future__ import annotations

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .contract import (
    ALONE,
    COLUMN,
    HEADLINE,
    MANY,
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
    one_group,
    range_of,
    row_height,
    share_label,
    unmeasured,
    widen,
)

NEEDS = {"groups": ("label", "account", "arm", "modality", HEADLINE)}


def size(tables: Tables) -> tuple[float, float]:
    """Return a page's width, and a height that grows with the species."""
    table = tables["groups"]
    count, accounts = table["label"].nunique(), table["account"].nunique()
    return COLUMN * (0.6 + 0.7 * len(modalities(table))), 1.3 + 0.15 * (accounts > 4) + row_height(
        count, 0.42, accounts
    ) * count


def caption(tables: Tables) -> str:
    """Say what points, marks and lines are."""
    table = tables["groups"]
    marks = (
        "Marks: groups"
        if one_group(table)
        else f"Marks: means of groups; lines: {range_of(table)}; ticks below them: the groups"
    )
    return f"{marks}; {groups_of(table)}.{unmeasured(table)}"


def draw(tables: Tables, figure: Figure) -> None:
    """Draw one panel per modality."""
    table = tables["groups"]
    names, accounts = list(dict.fromkeys(table["label"])), list(dict.fromkeys(table["account"]))
    shown = modalities(table)
    panels = figure.subplots(1, len(shown), sharey=True, sharex=True, squeeze=False)[0]
    for axes, modality in zip(panels, shown, strict=True):
        part = table[table["modality"] == modality]
        _groups(axes, part, names, accounts)
        axes.axvline(0, color="0.3", linewidth=0.8, zorder=0)
        axes.set(
            xlabel=share_label(figure, len(shown)), ylabel="", title=f"{modality} mirror units"
        )
        axes.tick_params(axis="y", length=0)
        axes.grid(visible=False, axis="y")
        name_unmeasured(axes, set(names) - set(part["label"]), names, modality)
        name_unmeasured(axes, alone(part), names, modality, ALONE)
    widen(panels[0], "x")  # all share it, and limits that are set no longer follow what is drawn
    panels[0].set_yticks(range(len(names)), names, style="italic")
    panels[0].set_ylim(len(names) - 0.5, -0.5)
    name_clades(panels, table, names)
    sns.despine(figure, left=True)
    account_legend(figure, accounts)


def _groups(axes: Axes, part: pd.DataFrame, names: list[str], accounts: list[str]) -> None:
    """Draw a line with the mean of groups for each species and account, the groups under it."""
    colours, marks = account_colours(accounts), account_marks(accounts)
    many, slot = len(names) > MANY, 0.84 / len(accounts)
    close = many and len(accounts) > 2
    rows = {name: row for row, name in enumerate(names)}
    for number, account in enumerate(accounts):
        top = -0.42 + slot * number
        one = part[part["account"] == account]
        each = one.groupby("label", sort=False)[HEADLINE]
        at = each.mean().index.map(rows).to_numpy(float) + top + 0.33 * slot
        colour = colours[account]
        axes.hlines(
            at,
            *ends(each),
            color=colour,
            linewidth=0.7 if close else 1 if many else 1.4,
            zorder=2,
        )
        axes.plot(
            each.mean(),
            at,
            linestyle="none",
            marker=marks[account],
            color=colour,
            markersize=2 if close else 2.8 if many else 4,
            zorder=3,
        )
        axes.plot(
            one[HEADLINE],
            one["label"].map(rows) + top + 0.76 * slot,
            linestyle="none",
            marker="|",
            color=colour,
            markersize=1.4 if close else 2.6 if many else 4,
            markeredgewidth=0.5,
            alpha=0.7,
            zorder=1,
        )


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
            (account == "associative") * (0.1 + 0.02 * replicate) * scale,
        )
        for label, scale in (("Macaca mulatta", 1.0), ("Octopus vulgaris", 0.4))
        for account in ("associative", "none")
        for modality in ("visual", "auditory")
        for replicate in range(6)
    ]
    return {
        "groups": pd.DataFrame(
            rows, columns=["label", "account", "arm", "modality", "replicate", "group", HEADLINE]
        )
    }
