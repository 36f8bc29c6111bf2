"""The command ``runs diff``: what differs between two runs, and by how much."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..report.cells import Number, Ranged
from ..report.terminal import Column, Table, plain_table
from .console import console
from .options import RunFolder, RunName

if TYPE_CHECKING:
    import pandas as pd

    from ..simulation.difference import RunDifference

MANY = 20  #: rows of a table, unless all are asked for


def runs_diff(
    first: RunName,
    second: RunName,
    everything: Annotated[
        bool, typer.Option("--all", help="Every value that differs, and equal numbers too.")
    ] = False,
    out: RunFolder = Path("runs"),
) -> None:
    """Say what differs between two runs, and by how much.

    First what differs between the plans; then between the versions, packages and files of code
    that made the runs; then the first row that differs; then own minus other, the second run minus
    the first, group by group where both have the same draws.
    """
    from ..simulation.difference import diff_runs

    found = diff_runs(first, second, out)
    screen = console()
    names = found.one.id, found.other.id
    plan, version, where = found.sentences
    for sentence, table, title in ((plan, found.plan, "plan"), (version, found.version, "version")):
        screen.print(sentence)
        _show(_values(table, title, names, everything), len(table), everything)
    screen.print(where)
    _show_numbers(found, everything)


def _values(table: pd.DataFrame, title: str, names: tuple[str, str], everything: bool) -> Table:
    """Return what differs, the run ids as heads; the first few of many values."""
    made = plain_table("", "what", *_heads(names), name=title)
    for row in (table if everything else table.head(MANY)).itertuples(index=False, name=None):
        made.add_row(*row)
    return made


def _heads(names: tuple[str, str]) -> tuple[Column, Column]:
    """Return the columns of two runs, which may have the same id in two folders."""
    same = names[0] == names[1]
    return (
        Column(names[0] + " (1)" * same, "first"),
        Column(names[1] + " (2)" * same, "second"),
    )


def _show(table: Table, rows: int, everything: bool) -> None:
    """Print a table, and how much of it was left out."""
    console().print(table)
    if rows > MANY and not everything:
        console().print(f"... and {rows - MANY} more: --all shows them.")
    console().print("")


def _show_numbers(found: RunDifference, everything: bool) -> None:
    """Print own minus other of both runs and the difference, where there is one."""
    numbers, screen = found.numbers, console()
    if numbers.empty:
        return
    how = (
        "each group compared with itself, on the same draws"
        if found.paired
        else "the draws are not the same, so that groups cannot be paired"
    )
    moved = numbers if everything else numbers[numbers["difference"] != 0]
    table = plain_table(
        f"Own minus other, second run minus first, mean difference [95 % interval]: {how}",
        *("species", "account", "arm", "modality", *_heads((found.one.id, found.other.id))),
        *("difference", "groups"),
        unbroken=("difference",),
        name="numbers",
    )
    for row in moved.itertuples(index=False):
        table.add_row(
            *(row.species, row.account, row.arm, row.modality),
            *(Number(row.one, 3), Number(row.other, 3)),
            Ranged(row.difference, row.low, row.high, "+.3f"),
            row.n,
        )
    screen.print(table)
    equal = len(numbers) - len(moved)
    if equal:
        screen.print(
            f"Own minus other is the same in {equal} of {len(numbers)} rows of species, account, "
            "arm and modality."
        )
