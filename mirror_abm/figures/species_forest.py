"""Species forest: the congruent share above its permuted expectation, by species and account.

Points are groups (one draw each), the mark is their mean, the line holds 90 % of them (predictive
range).
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .contract import (
    COLUMN,
    MANY,
    SHARE,
    Tables,
    account_colours,
    account_legend,
    account_marks,
    modalities,
    name_clades,
    row_height,
    widen,
)

NEEDS = {"groups": ("label", "account", "arm", "modality", "net")}


def size(tables: Tables) -> tuple[float, float]:
    """Return a page's width, and a height that grows with the species."""
    table = tables["groups"]
    count, accounts = table["label"].nunique(), table["account"].nunique()
    return COLUMN * (0.6 + 0.7 * len(modalities(table))), 1.3 + 0.15 * (accounts > 4) + row_height(
        count, 0.42, accounts
    ) * count


def draw(tables: Tables, figure: Figure) -> None:
    """Draw one panel per modality."""
    table = tables["groups"]
    names, accounts = list(dict.fromkeys(table["label"])), list(dict.fromkeys(table["account"]))
    shown = modalities(table)
    panels = figure.subplots(1, len(shown), sharey=True, sharex=True, squeeze=False)[0]
    for axes, modality in zip(panels, shown, strict=True):
        _groups(axes, table[table["modality"] == modality], names, accounts)
        axes.axvline(0, color="0.3", linewidth=0.8, zorder=0)
        widen(axes, "x")
        axes.set(xlabel=SHARE, ylabel="", title=f"{modality} mirror units")
        axes.tick_params(axis="y", length=0)
        for text in axes.get_yticklabels():
            text.set_style("italic")
    name_clades(panels, table, names)
    sns.despine(figure, left=True)
    account_legend(figure, accounts)


def _groups(axes: Axes, part: pd.DataFrame, names: list[str], accounts: list[str]) -> None:
    """Draw groups as points, and their mean and 90 % range, one line of marks per account."""
    many, marks = len(names) > MANY, account_marks(accounts)
    options: dict[str, Any] = {
        "data": part,
        "x": "net",
        "y": "label",
        "hue": "account",
        "order": names,
        "hue_order": accounts,
        "palette": account_colours(accounts),
        "ax": axes,
        "legend": False,
    }
    sns.stripplot(
        **options,
        dodge=len(accounts) > 1,
        size=1.6 if many else 2.2,
        alpha=0.45,
        jitter=0.12,
        zorder=1,
    )
    sns.pointplot(
        **options,
        dodge=0.8 * (len(accounts) - 1) / len(accounts) or False,
        errorbar=("pi", 90),
        estimator="mean",
        linestyle="none",
        markers=[marks[name] for name in accounts],
        markersize=2.8 if many else 4,
        err_kws={"linewidth": 1 if many else 1.4},
        zorder=3,
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
            rows, columns=["label", "account", "arm", "modality", "replicate", "group", "net"]
        )
    }
