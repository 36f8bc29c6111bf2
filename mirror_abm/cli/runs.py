"""The commands ``runs list``, ``show``, ``export`` and ``delete``: what was run before."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..report.cells import Number, Told
from ..report.terminal import plain_table
from .comparison import show_result
from .console import console
from .options import RunFolder, RunName, a_folder
from .results import show_files

if TYPE_CHECKING:
    from ..simulation.archive import Run

FEW = 3  #: species, or files, that are named one by one


def runs_list(out: RunFolder = Path("runs")) -> None:
    """List the finished runs, and what in them is not default."""
    from ..base.files import shown
    from ..simulation.catalogue import catalogue

    table = plain_table(
        "", "run", "made", "species", "accounts", "days", "groups", "with", "seconds"
    )
    for item in catalogue(out):
        if isinstance(item, str):
            console(stderr=True).print(item)
            continue
        table.add_row(
            item.id,
            item.made,
            some(item.species, "species"),
            ", ".join(item.accounts),
            Told(item.span, None) if item.days is None else Number(item.days),
            item.replicates,
            item.conditions,
            Number(item.seconds),
        )
    console().print(table if table.row_count else f"No finished runs in {shown(out)}.")


def some(names: tuple[str, ...] | list[str], what: str) -> str:
    """Return a few names, or how many there are."""
    return ", ".join(names) if len(names) <= FEW else f"{len(names)} {what}"


def runs_show(run: RunName, out: RunFolder = Path("runs")) -> None:
    """Show what a run was and found, how to repeat it, and what to cite."""
    from ..simulation.archive import load_run
    from ..simulation.manifest import conditions, made

    done, screen = load_run(run, out), console()
    plan, manifest = done.plan, done.manifest
    screen.print(
        f"run {done.id}: seed {plan.seed}, {plan.span}, {plan.replicates} groups a "
        f"species, {some(plan.species, 'species')}, accounts {', '.join(plan.accounts)}"
    )
    screen.print(f"with: {conditions(plan)}")
    _show_command(done)
    screen.print(
        "software: " + ", ".join(f"{name} {value}" for name, value in manifest["software"].items())
    )
    screen.print(
        f"made {made(done.path, manifest)} with version {manifest['version']} in "
        f"{manifest['elapsed_seconds']:g} s with {manifest['workers']} "
        f"worker{'s' * (manifest['workers'] != 1)}"
    )
    screen.print("cite: " + ", ".join(manifest["cite"]) + " (species/references.bib)")
    show_result(done)
    show_files(done)


def _show_command(done: Run) -> None:
    """Print the command that repeats a run, and why it would not any more."""
    from ..simulation.conditions import changed_since, command

    console().print(f"repeat: {command(done.plan, done.path)}", soft_wrap=True)  # to be copied
    changed = changed_since(done.plan, (done.path / "DONE").stat().st_mtime)
    if changed:
        more = f" and {len(changed) - FEW} more" if len(changed) > FEW else ""
        console().print(
            f"Since then {', '.join(changed[:FEW])}{more} changed: the command now makes another "
            "run."
        )


def runs_export(
    run: RunName,
    to: Annotated[
        Path | None,
        typer.Option(
            "--to",
            metavar="DIR",
            help="Folder for the tables [default: ID_csv, or ID_json, ID_parquet].",
            callback=a_folder,
            show_default=False,
        ),
    ] = None,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="Write comma-separated text, which is the default.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON records.")] = False,
    as_parquet: Annotated[bool, typer.Option("--parquet", help="Write Parquet.")] = False,
    table: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TABLE",
            help="Only this table: summary, groups, animals, units, ledger, curves, "
            "ontogeny, draws, knockouts or species (repeatable).",
            show_default=False,
        ),
    ] = None,
    out: RunFolder = Path("runs"),
) -> None:
    """Write the tables of a run into a folder, for other programs.

    Beside the tables stand README.txt, which says what was run and how to repeat it; columns.csv,
    type, unit and meaning of every column; and references.bib, what to cite.
    """
    from ..base.errors import InputError
    from ..base.files import shown
    from ..simulation.archive import load_run
    from ..simulation.export import export

    wanted = {"csv": as_csv, "json": as_json, "parquet": as_parquet}
    named = [name for name, asked in wanted.items() if asked] or ["csv"]
    if len(named) > 1:
        raise InputError(f"--{' --'.join(named)}: name one format.")
    done = load_run(run, out)
    folder = export(done, to or Path(f"{done.id}_{named[0]}"), named[0], table or ())
    for file in sorted(folder.iterdir()):
        console().print(f"wrote   {shown(file)}")


def runs_delete(
    run: Annotated[
        list[str],
        typer.Argument(metavar="RUN...", help="Run ids, their beginnings, or paths of folders."),
    ],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    out: RunFolder = Path("runs"),
) -> None:
    """Delete runs, finished or not, with their tables and figures.

    Asks before it deletes. What is not a run, or is being run now, is never deleted.
    """
    from ..base.files import shown
    from ..simulation.removal import removable, remove, size

    folders, screen = removable(run, out), console()
    for path in folders:
        screen.print(f"{shown(path)}  {size(path) / 1e6:.1f} MB  {_what_it_is(path)}")
    if not yes and not _agreed(f"Delete {'this run' if len(folders) == 1 else 'these runs'}?"):
        screen.print("Nothing was deleted.")
        return
    for path in folders:
        remove(path)
        screen.print(f"deleted {shown(path)}")


def _what_it_is(path: Path) -> str:
    """Return what a run is, if that can still be read."""
    from ..base.errors import MirrorError
    from ..simulation.archive import is_done, load_run
    from ..simulation.manifest import conditions

    if not is_done(path):
        return "not finished"
    try:
        plan = load_run(path).plan
    except MirrorError:
        return "damaged"
    return (
        f"{some(plan.species, 'species')}, {', '.join(plan.accounts)}, {plan.span}, "
        f"{plan.replicates} groups, {conditions(plan)}"
    )


def _agreed(question: str) -> bool:
    """Ask on the standard error, and return whether the answer is yes."""
    from ..base.errors import InputError

    print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
    answer = sys.stdin.readline()
    if not answer:
        print(file=sys.stderr)
        raise InputError("nothing was deleted: answer y, or type --yes.")
    return answer.strip().lower() in ("y", "yes")
