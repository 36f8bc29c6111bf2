"""The commands ``experiment list``, ``show`` and ``run``: published experiments."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..report.cells import Told
from ..report.terminal import plain_table
from .board import draw_board, show_board, show_means
from .console import console, tell_file
from .options import Processes, RandomSeed, Settings, a_folder
from .progress import checked_workers, execute_board
from .protocol import show_protocol

if TYPE_CHECKING:
    from ..laboratory.cohort import Cohort

OwnExperiments = Annotated[
    str,
    typer.Option(
        "--from",
        metavar="DIR",
        help="A folder with experiment files of your own.",
        show_default=False,
    ),
]


def experiment_list(folder: OwnExperiments = "") -> None:
    """List the published experiments, and what was found."""
    from ..laboratory.experiment import load, names

    table = plain_table(
        "",
        "name",
        "species",
        "effector",
        "confidence",
        "published pattern",
        unbroken=("name",),
    )
    for name in names(folder):
        each = load(name, folder)
        table.add_row(
            name,
            each.species,
            each.effector,
            Told(
                each.confidence
                + (" (contrary)" if each.contrary else "")
                + (" (calibrates)" if each.calibrates else ""),
                each.confidence,
                contrary=each.contrary,
                calibrates=each.calibrates,
            ),
            "; ".join(str(claim) for claim in each.pattern),
        )
    console().print(table)


def experiment_show(
    name: Annotated[str, typer.Argument(help="An experiment.")], folder: OwnExperiments = ""
) -> None:
    """Show an experiment trial by trial, and what was published.

    The last lines say how well the published pattern is known.
    """
    from ..laboratory.experiment import load

    show_protocol(load(name, folder))


def experiment_run(
    name: Annotated[list[str], typer.Argument(help="Experiments, or 'all'.")],
    account: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ACCOUNT",
            help="Account (repeatable) [default: all that are no baseline, and none].",
            show_default=False,
        ),
    ] = None,
    rule: Annotated[
        list[str] | None,
        typer.Option(
            metavar="RULE",
            help="Learning rule instead of the account's, at matched acquisition half-life "
            "(repeatable).",
            show_default=False,
        ),
    ] = None,
    subjects: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KIND",
            help="'developed' or 'preset' (repeatable) [default: both].",
            show_default=False,
        ),
    ] = None,
    draws: Annotated[
        int,
        typer.Option(
            "--prior-draws",
            help="Draws of the uncertain numbers within their ranges; 0 for their defaults alone.",
        ),
    ] = 6,
    replicates: Annotated[
        int,
        typer.Option(help="Animals per condition and draw, each raised in a group of its own."),
    ] = 6,
    seed: RandomSeed = 0,
    days: Annotated[
        float | None,
        typer.Option(
            help="Active days that developed animals lived instead, as they come; 0: newborns.",
            show_default=False,
        ),
    ] = None,
    age: Annotated[
        str | None,
        typer.Option(
            metavar="DAYS",
            help="Age in days that developed animals lived to, in time-lapse where learning is "
            "slow, unless their study states one [default: maturity, each species' own, but at "
            "most two years].",
            show_default=False,
        ),
    ] = None,
    settings: Settings = None,
    folder: OwnExperiments = "",
    workers: Processes = None,
    figures: Annotated[
        bool, typer.Option("--figures", help="Draw a figure of every experiment.")
    ] = False,
    out: Annotated[
        Path, typer.Option(metavar="DIR", help="Folder for boards.", callback=a_folder)
    ] = Path("runs/board"),
) -> None:
    """Carry out experiments under accounts, and print the board.

    The board says in which share of the draws each account shows the published pattern. Tables and
    figures are kept in a folder of its own.

    Interrupted, the same command resumes; a board that is done is shown as it is.
    """
    from ..base.locks import alone
    from ..experiments.contract import SUBJECTS
    from ..laboratory import board
    from ..laboratory.board_archive import board_tables
    from ..laboratory.experiment import load, names
    from ..simulation.plan import parse_settings

    for each_name in dict.fromkeys(name):  # 'all' beside a slip would hide it
        if each_name != "all":
            load(each_name, folder)
    chosen = names(folder) if "all" in name else tuple(dict.fromkeys(name))
    tasks = board.plan(
        chosen,
        tuple(dict.fromkeys(account or board.DEFAULT_ACCOUNTS)),
        rule,
        subjects or SUBJECTS,
        draws,
        replicates,
        seed,
        days,
        parse_settings(settings or ()),
        folder,
        age,
    )
    count, began = checked_workers(workers), time.perf_counter()
    made = execute_board(tasks, out, count)
    table, judged, scored = board_tables(made)
    each = {item: load(item, folder) for item in chosen}
    show_board(scored, each)
    if len(chosen) == 1:
        show_means(table, each[chosen[0]])
    about = _about(tasks[0].cohort, made.name)
    with alone(made, f"board {made.name}"):  # two equal commands: the second finds them drawn
        drawn = draw_board(table, judged, scored, each, made / "figures", figures, about)
    for file in drawn:
        tell_file("figure", file)
    tell_file("board", made, f"  ({time.perf_counter() - began:.0f} s)")


def _about(cohort: Cohort, board: str) -> str:
    """Return what a board was made with, for the footers of its figures."""
    from ..simulation.horizon import span

    fixed = [f"{name}={value:g}" for name, value in cohort.settings]
    told = [f"board {board}", *([f"seed {cohort.seed}"] if cohort.seed else []), *fixed]
    lived = span(cohort.days, cohort.age)
    lived = lived if cohort.age is None else f"to {lived}"
    stated = "or as their study states"
    return f"Developed animals lived {lived}, {stated}; {', '.join(told)}."
