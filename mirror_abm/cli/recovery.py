"""The command ``recover``: whether the posterior over accounts is right as often as it says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..report.cells import ABSENT, Number, Ranged, Told
from .console import console, tell_file, unbroken_table
from .options import NewFigure, RandomSeed, RunFolder, SameDraws, a_new
from .results import a_run_or_draws, keep_results

if TYPE_CHECKING:
    import pandas as pd

    from ..report.terminal import Table


def recover_command(
    run: Annotated[
        str,
        typer.Argument(
            metavar="RUN",
            help="A run id, or its beginning, or the path of its folder; or a table of draws that "
            "--keep wrote.",
        ),
    ],
    worlds: Annotated[
        int,
        typer.Option(help="Worlds of each design at most; fewer once 400 have reached .95."),
    ] = 20_000,
    also: SameDraws = None,
    seed: RandomSeed = 0,
    keep: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write the table of draws into FILE, .parquet, from which the proof can be "
            "repeated without the run.",
            callback=a_new("DRAWS"),
            show_default=False,
        ),
    ] = None,
    figure: NewFigure = None,
    out: RunFolder = Path("runs"),
) -> None:
    """Recover known accounts: how often a posterior is right.

    Worlds are simulated from draws that the inference has not seen, with 1, 4, 8 and 16 studies and
    with the studies on record, and what is said of them is set against what is true.
    """
    from ..inference.drawn_file import keep as keep_table
    from ..inference.recovery import given, recover
    from ..inference.recovery_columns import columns_of
    from ..report.figures import write_figure

    screen, done = console(), a_run_or_draws(run, out)
    more = [a_run_or_draws(each, out) for each in also or ()]
    found = recover(done, also=more, worlds=worlds, seed=seed, progress=True)
    _show(found, screen)
    tables = {name: getattr(found, name) for name in found._fields}
    if keep is not None:
        keep_table(given(done, None, None, more), keep)
        tell_file("draws", keep)
    if figure is not None:
        write_figure("reliability", tables, figure)
        tell_file("figure", figure)
    elif not isinstance(done, Path) and not more:
        keep_results(
            done, "reliability", tables | {"columns": columns_of(tables)}, before="recovery_"
        )


def _show(found: Any, screen: Any) -> None:
    """Print how often posteriors are right."""
    screen.print(
        "Worlds simulated from draws that the inference has not seen: where the first account "
        "reaches .95, what is said of it and how often it is right [90 %, bootstrap over draws]"
    )
    screen.print(_score_table(found.scores))
    screen.print(
        "other priors: the truth has the rates of one prior, and the inference those of the other "
        "two. Log score: the mean of log P(truth); nothing: all accounts alike. too few: fewer "
        "than 30 worlds reached .95, so that no share of them is told."
    )
    screen.print("\nGoals")
    screen.print(_goal_table(found.goals))
    screen.print(
        "\nClasses: accounts that worlds of a design do not part by a tenth of a bit are one, and "
        "only their sum is worth a number; what is said of classes, and how often it is right"
    )
    screen.print(_class_table(found.classes))
    for row in found.classes.itertuples(index=False):
        if row.classes:
            screen.print(f"Not parted by {_design(str(row.design))}: {row.classes}.")
    screen.print("Unit of replication: the draw, shared by all species and accounts.")


def _design(name: str) -> str:
    """Return what a design is called."""
    if name == "record":
        return "the record"
    return f"{name} stud{'y' if name == '1' else 'ies'}"


def _score_table(scores: pd.DataFrame) -> Table:
    """Return the scores of each design, inference and method."""
    table = unbroken_table(
        *("design", "inferred from", "posterior", "worlds", "reach .95", "said", "right"),
        *("calibration error", "log score", "nothing", "b", "c"),
        name="scores",
    )
    for row in scores.itertuples(index=False):
        table.add_row(
            _design(row.design),
            row.inference,
            row.method,
            Number(row.worlds),
            *_sure(row),
            *_logs(row)[:-1],
            *(Number(each, 2) if each == each else ABSENT for each in (row.b, row.c)),
        )
    return table


def _class_table(classes: pd.DataFrame) -> Table:
    """Return how well classes of accounts were forecast."""
    table = unbroken_table(
        *("design", "classes", "reach .95", "said", "right", "calibration error", "log score"),
        *("nothing", "truth below .05"),
        name="classes",
    )
    for row in classes.itertuples(index=False):
        said = [*_sure(row), *_logs(row)]
        if row.number == 1:  # nothing is parted, so that nothing is said
            said = [ABSENT] * len(said)
        table.add_row(_design(row.design), Number(row.number), *said)
    return table


def _sure(row: Any) -> list[Told | str]:
    """Return how many worlds reach .95, and what is said and right there."""
    few = row.right != row.right
    return [
        Number(row.sure, "", f" ({100 * row.reached:.0f} %)", share=row.reached),
        Told("too few", None) if few else Number(row.said, 3),
        Told("too few", None) if few else Ranged(row.right, row.low, row.high, 3),
    ]


def _logs(row: Any) -> list[Told | str]:
    """Return the scores of all worlds of a class."""
    return [
        Number(row.calibration_error, 3),
        Number(row.log_score, 2),
        Number(row.nothing, 2),
        Number(row.excluded, 3),
    ]


def _goal_table(goals: pd.DataFrame) -> Table:
    """Return the goals, and whether each is met."""
    table = unbroken_table("design", "goal", "aim", "found", "met", name="goals")
    for row in goals.itertuples(index=False):
        table.add_row(_design(row.design), row.goal, row.aim, Number(row.found, "+.3f"), row.met)
    return table
