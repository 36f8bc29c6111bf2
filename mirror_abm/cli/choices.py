"""Ways of choosing what to record next, as ``next`` prints them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..report.cells import ABSENT, Ranged, Told
from .console import console, unbroken_table

if TYPE_CHECKING:
    import pandas as pd


def show_choices(choices: pd.DataFrame) -> None:
    """Print what choosing by rank gains over a random choice and over the nearest relative."""
    screen = console()
    if choices.empty:
        screen.print("Every species here was tested: no choice is left to compare.")
        screen.print(unbroken_table("about", "among", name="choices"))  # for --csv and --json
        return
    screen.print(
        "\nWays of choosing among what was not tested, expected bits [90 % interval over draws]; "
        "the choice by rank is made on half of the draws and judged on the other"
    )
    ways = list(dict.fromkeys(choices["choice"].str.replace("_", " ")))
    table = unbroken_table(
        "about", "among", *ways, "ranked less random", "ranked less nearest", name="choices"
    )
    for (comparison, among), rows in choices.groupby(["comparison", "among"], sort=False):
        each = rows.set_index("choice")
        best = each.loc["ranked"]
        gains = [
            Ranged(
                best[f"over_{name}"], best[f"over_{name}_low"], best[f"over_{name}_high"], "+.2f"
            )
            if name == "random" or "nearest_relative" in each.index
            else ABSENT
            for name in ("random", "nearest")
        ]
        cells: list[Told] = [
            Ranged(row.bits, row.low, row.high) for row in rows.itertuples(index=False)
        ]
        cells += [Told("none", None)] * (len(ways) - len(cells))
        table.add_row(str(comparison), str(among), *cells, *gains)
    screen.print(table)
