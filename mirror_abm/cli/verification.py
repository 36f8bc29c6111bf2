"""The command ``runs verify``: checksums, and a sample of cells made again."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..report.cells import Told
from ..report.terminal import plain_table
from .console import console
from .options import Processes, RunFolder, RunName
from .progress import Advance, checked_workers, every_tenth, progress_bar

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from ..simulation.verification import Verification

NOT_VERIFIED = 3  #: exit code: what is on the disk is not what was written


def runs_verify(
    run: RunName,
    sample: Annotated[
        int,
        typer.Option(help="Cells, one replicate of one species each, made again; 0 for none."),
    ] = 20,
    seed: Annotated[int, typer.Option(help="Seed of the draw of cells.")] = 0,
    out: RunFolder = Path("runs"),
    workers: Processes = None,
    engine: Annotated[
        str, typer.Option(help="'compiled', or 'agents': which makes the cells again.")
    ] = "compiled",
) -> None:
    """Check every file of a run, and make a sample of it again.

    Every checksum is compared, those of the figures included. Then some cells - a replicate of a
    species, under all accounts and arms - are simulated again and compared with the stored tables,
    byte for byte. Ends with 3 if anything is not as it was written.
    """
    from ..simulation.verification import verify_run

    count = checked_workers(workers)
    with ExitStack() as shown:
        found = verify_run(run, sample, seed, engine, count, _teller(shown), out)
    _show(found, seed)
    if not found.ok:
        raise typer.Exit(NOT_VERIFIED)


def _teller(shown: ExitStack) -> Callable[[int, int, str], None]:
    """Return what tells how many cells are done; its bar is opened by the first."""
    screen, bars = console(stderr=True), list[Advance]()

    def tell(done: int, total: int, species: str) -> None:
        if not bars:
            bars.append(shown.enter_context(progress_bar(screen, total, "cells", species)))
        bars[0](done, species)
        if not screen.is_terminal:
            every_tenth(screen, done, total, "cells")

    return tell


def _show(found: Verification, seed: int) -> None:
    """Print what became of a run."""
    from ..base.files import shown

    screen = console()
    for row in found.damaged.itertuples(index=False):
        screen.print(f"{shown(found.run.path / row.file)}: is {_sad(row.state)}.")
    if not found.cells.empty:
        screen.print(_table(found.cells, seed))
    for sentence in found.sentences:
        screen.print(sentence)
    if not found.damaged.empty:
        screen.print(_advice(found), soft_wrap=True)  # commands are to be copied


def _advice(found: Verification) -> str:
    """Return what to do with a run that is damaged; `runs show` would refuse it."""
    from ..base.files import shown
    from ..simulation.conditions import command
    from ..simulation.verification import FIGURES

    folder, damaged = shown(found.run.path), set(found.damaged["file"])
    if all(name.startswith(f"{FIGURES}/") for name in damaged):
        return f"Draw the figures again: mirror-abm plot {folder}"
    if "plan.json" in damaged:
        return f"Delete the folder {folder} and type the command of the run again."
    plan = found.run.plan
    if plan.own or plan.tree:  # their files are in the folder
        return (
            f"Copy {folder}/plan.json elsewhere, delete the folder {folder}, and repeat the run: "
            "mirror-abm run --plan COPY"
        )
    return f"Delete the folder {folder} and repeat the run: {command(plan, found.run.path)}"


def _sad(state: str) -> str:
    """Return what a file is, within a sentence."""
    return "missing" if state == "missing" else "not what was written"


def _table(cells: pd.DataFrame, seed: int) -> object:
    """Return the cells that were made again, species by species."""
    table = plain_table(
        f"Cells made again, drawn with seed {seed}",
        "species",
        "replicates",
        "rows",
        "same bytes",
        name="cells",
    )
    for species, rows in cells.groupby("species", sort=False):
        numbers = ", ".join(map(str, dict.fromkeys(rows["replicate"])))
        same = rows.groupby("replicate")["same"].all()
        table.add_row(
            species,
            Told(numbers, numbers),  # a list, even where it is of one
            int(rows["rows"].sum()),
            "yes" if same.all() else f"no: {', '.join(map(str, same.index[~same]))}",
        )
    return table
