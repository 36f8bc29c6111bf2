"""The command ``calibrate``: what a few facts about animals leave of the constants' ranges."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..report.cells import Number, Ranged, Told
from ..report.terminal import Column
from .console import console, tell_file, unbroken_table
from .options import Processes, RandomSeed, a_folder
from .progress import checked_workers, every_tenth, progress_bar

if TYPE_CHECKING:
    from ..laboratory.calibration import Calibrated
    from ..laboratory.facts import FactTask

#: how far the mean of a constant must move, in the ranks of the prior, to be printed
MOVED = 0.1


def calibrate_command(
    account: Annotated[
        list[str] | None,
        typer.Argument(help="Accounts [default: all that are no baseline].", show_default=False),
    ] = None,
    draws: Annotated[
        int, typer.Option("--prior-draws", help="Draws of the constants from their ranges.")
    ] = 200,
    replicates: Annotated[int, typer.Option(help="Animals per condition and draw.")] = 4,
    seed: RandomSeed = 0,
    shipped: Annotated[
        bool, typer.Option("--shipped", help="Simulate nothing: show the one that is installed.")
    ] = False,
    use: Annotated[
        bool, typer.Option("--use", help="Replace the one that is installed by this one.")
    ] = False,
    workers: Processes = None,
    out: Annotated[
        Path, typer.Option(metavar="DIR", help="Folder for calibrations.", callback=a_folder)
    ] = Path("runs/calibration"),
) -> None:
    """Calibrate the constants on three facts, account by account.

    Simulates each fact on common draws of the constants, and weighs each draw by the chance that a
    study finds it. The facts are evidence for no account.

    Interrupted, the same command resumes; with more draws it goes on from what there is.
    """
    from ..animal.calibration import FILE, calibration
    from ..base.errors import InputError
    from ..base.files import make_folder, write_json
    from ..base.tables import write_csv
    from ..laboratory.calibration import as_json, calibrated, tables_of
    from ..laboratory.calibration_runs import read, rivals_on_the_shelf, tasks_of
    from ..laboratory.facts import SAYS

    if shipped:
        if account or use:
            raise InputError("--shipped: shows what is in use: leave accounts and --use out.")
        _show(tables_of(calibration()))
        return
    chosen = tuple(dict.fromkeys(account or rivals_on_the_shelf()))
    if use and account:
        raise InputError("--use: replaces the calibration of all accounts: name none.")
    tasks = tasks_of(chosen, draws, replicates, seed)
    make_folder(out)  # where it cannot be, nothing is worked at
    path = _simulated(tasks, out, checked_workers(workers))
    command = _command(account, draws, replicates, seed)
    found = calibrated(read(tasks, path), replicates, seed, command)
    _show(found)
    folder = make_folder(path / "tables")
    for name in ("facts", "constants", "accounts"):
        write_csv(folder / f"{name}.csv", getattr(found, name))
    facts = {fact: {"says": says, "cite": fact} for fact, says in SAYS.items()}
    write_json(path / "calibration.json", as_json(found.made, facts))
    _draw(found, path)
    tell_file("calibration", path / "calibration.json")
    if use:
        write_json(FILE, as_json(found.made, facts))
        calibration.cache_clear()
        tell_file("installed", FILE)


def _command(account: list[str] | None, draws: int, replicates: int, seed: int) -> str:
    """Return the command that makes a calibration."""
    words = ["mirror-abm calibrate", *(account or ()), f"--prior-draws {draws}"]
    words += [f"--replicates {replicates}"] if replicates != 4 else []
    return " ".join(words + ([f"--seed {seed}"] if seed else []))


def _simulated(tasks: list[FactTask], out: Path, workers: int) -> Path:
    """Simulate what is not there yet, with a progress bar; return the folder."""
    from ..laboratory.calibration_runs import simulate

    screen = console(stderr=True)
    with progress_bar(screen, len(tasks), "facts", "starting") as advance:

        def tell(done: int, what: str) -> None:
            advance(done, what)
            if not screen.is_terminal:
                every_tenth(screen, done, len(tasks), "facts")

        return simulate(tasks, out, workers, tell)


def _show(found: Calibrated) -> None:
    """Print what each fact says under each account, and which constants moved."""
    screen, made = console(), found.made
    screen.print(
        f"Calibrated on {made.draws} common draws of the constants, {made.animals} animals a "
        f"condition ({made.made}, version {made.version})."
    )
    table = unbroken_table(
        "account", "fact", "chance of it", "largest", "ruled out", "effective draws", name="facts"
    )
    for row in found.facts.itertuples(index=False):
        table.add_row(
            row.account,
            row.fact,
            Number(row.chance, 2),
            Number(row.largest, 2),
            Number(row.ruled_out, 2) if row.speaks else Told("says nothing", None),
            Number(row.effective_draws, 1, of=made.draws),
        )
    screen.print(table)
    screen.print(
        "Ruled out: share of draws with less than a twentieth of the largest chance. A fact that "
        "an account gives in no draw says nothing about its constants, and no fact is evidence for "
        "an account."
    )
    _show_accounts(found)
    _show_constants(found)


def _show_accounts(found: Calibrated) -> None:
    """Print how many draws are left of each account."""
    told = "; ".join(
        f"{row.account} {Number(row.effective_draws, 1)}"
        for row in found.accounts.itertuples(index=False)
    )
    console().print(f"\nEffective draws of {found.made.draws} by all facts: {told}.")


def _show_constants(found: Calibrated) -> None:
    """Print the constants that moved, before and after."""
    moved = found.constants[found.constants["shift"].abs() >= MOVED]
    table = unbroken_table(
        "constant", "account", "before", "after", Column("moved", "shift"), name="constants"
    )
    for row in moved.sort_values("constant", kind="stable").itertuples(index=False):
        table.add_row(
            row.constant,
            row.account,
            _ranged(row.prior_median, row.prior_low, row.prior_high),
            _ranged(row.posterior_median, row.posterior_low, row.posterior_high),
            Number(row.shift, "+.2f"),
        )
    console().print("\nConstants whose mean moved by a tenth of their range or more (in ranks):")
    console().print(table)


def _ranged(middle: float, low: float, high: float) -> Ranged:
    """Return a median with its 90 % range."""
    return Ranged(middle, low, high, ".2g")


def _draw(found: Calibrated, path: Path) -> None:
    """Draw what moved."""
    from ..report.figures import save_tables

    about = f"Made by {found.made.made}."
    save_tables(
        "calibration", {"constants": found.constants}, path / "figures", "calibration", about
    )
    tell_file("figure", path / "figures" / "calibration.png")
