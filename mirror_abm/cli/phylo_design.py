"""What ``mirror-abm phylo --design`` prints: which species to record, and what can then be told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..report.cells import Number, Ranged, Told
from ..report.terminal import Column
from .console import console, tell_file, unbroken_table

if TYPE_CHECKING:
    import pandas as pd

    from ..report.terminal import Table

WANTED = 0.8  #: power that a design should have


def show_design(
    file: Path | None,
    on: list[str] | None,
    asked: dict[str, Any],
    own: Path | None,
    seed: int,
) -> None:
    """Print which species to record, in which order, and what can then be told."""
    from pandas.api.types import is_numeric_dtype as is_numeric

    from ..base.errors import InputError
    from ..inference.phylo_design import SIGNAL, design
    from ..inference.phylo_errors import recorded
    from ..inference.phylo_file import read_traits

    if on and (len(on) > 1 or file is None):
        raise InputError(
            "--on: names the one column of the table that holds the predictor of the design"
            + (": give the table, too." if file is None else ": give one.")
        )
    figure = asked.pop("figure", None)
    if asked.get("have") == ["library"]:
        asked["have"] = recorded()
    data = None if file is None else read_traits(file)
    found = design(data, on[0] if on else None, tree=own, seed=seed, **asked)
    given = data is not None and (on or any(is_numeric(data[name]) for name in data))
    screen = console()
    screen.print(
        f"Power of PGLS to find a slope of {found['slope'].iloc[0]:g} (standard deviations of the "
        f"residuals for one of the predictor) at {found['alpha'].iloc[0]:g}. The predictor is "
        + ("that of the table" if given else "drawn, and follows descent as the residuals do")
        + f"; lambda of the residuals is drawn from {SIGNAL[0]:g} to {SIGNAL[1]:g} (assumed)."
    )
    screen.print(_designed(found))
    screen.print(_told(found, asked.get("method", "ML")))
    if figure is not None:
        _draw(found, figure)


def _designed(found: pd.DataFrame) -> Table:
    """Return the order of species as a table."""
    simulated = bool(found["simulations"].iloc[0])
    heads = [
        Column("simulated", "power_pgls"),
        Column("false positives", "false_pgls"),
        Column("ordinary", "false_ordinary"),
    ]
    table = unbroken_table(
        *("n", "species", Column("power", "power"), Column("at random", "power_random")),
        *(heads if simulated else ()),
        name="design",
    )
    for row in found.to_dict("records"):
        cells = [Number(row[each.name], 2, mc_error=row[f"{each.name}_error"]) for each in heads]
        table.add_row(
            row["step"],
            Told(
                row["species"] + ("" if row["added"] else " (have)"),
                row["species"],
                added=row["added"],
            ),
            Ranged(row["power"], row["power_low"], row["power_high"], level=row["level"]),
            Number(row["power_random"], 2),
            *(cells if simulated else ()),
        )
    return table


def _told(found: pd.DataFrame, method: str) -> str:
    """Return the answer in words, and what the columns are."""
    enough = found[found["power"] >= WANTED]
    low = (
        "A power of .8 is not reached with these species."
        if enough.empty
        else (f"A power of .8 takes {int(enough['step'].iloc[0])} species, in this order.")
    )
    error = found[[name for name in found if name.endswith("_error")]].max().max()
    simulated = (
        f" Simulated: {int(found['simulations'].iloc[0]):,} studies with each set, lambda "
        f"estimated by {method}, with the slope and without; Monte-Carlo standard error at most "
        f"{error:.3f}; unit of replication: the simulated study."
        if error == error
        else ""
    )
    return (
        f"{low} Power: lambda known, mean over {int(found['draws'].iloc[0])} draws "
        f"[{100 * found['level'].iloc[0]:.0f} % range]; at random: as many species in a random "
        f"order.{simulated}"
    )


def _draw(found: pd.DataFrame, figure: Path) -> None:
    """Draw the design into a file."""
    from ..report.figures import write_figure

    write_figure("phylo_design", {"design": found}, figure)
    tell_file("figure", figure)
