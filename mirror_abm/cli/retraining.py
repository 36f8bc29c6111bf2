"""The command ``retrain``: the animals of a run after training in which acts answer other acts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..report.cells import Ranged
from .console import console, tell_file, unbroken_table
from .options import Processes, RunFolder, RunName, TrainingDays, TrainingTrials, a_new
from .progress import animals_told, checked_workers
from .results import keep_results, labelled

if TYPE_CHECKING:
    from ..laboratory.retraining import Retrained
    from ..simulation.archive import Run
    from ..simulation.plan import Plan

FIGURE = "retraining"


def retrain_command(
    run: RunName,
    species: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SPECIES]...",
            help="Species of the run; all that see two acts or more if none is given.",
            show_default=False,
        ),
    ] = None,
    trials: TrainingTrials = 150,
    days: TrainingDays = 3,
    keep: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write what these studies would find, draw by draw, into FILE, .parquet, for "
            "--also of 'next' and 'recover'.",
            callback=a_new("DRAWS"),
            show_default=False,
        ),
    ] = None,
    out: RunFolder = Path("runs"),
    workers: Processes = None,
) -> None:
    """Train a run's animals to answer each act with another.

    Raises the animals again as they were, records them, trains them, and records them again: the
    units that respond to their own act, and those that respond to the act which their own answered.
    """
    from ..inference.drawn_file import keep as keep_table
    from ..inference.drawn_trained import of_training
    from ..inference.rivals import rivals
    from ..laboratory.retraining import COLUMNS, retrain
    from ..simulation.archive import load_run
    from ..simulation.codebook import codebook

    done, count = load_run(run, out), checked_workers(workers)
    if keep is not None:
        rivals(done)  # refused before, and not after, its animals are raised
    with animals_told("replicates") as tell:
        found = retrain(done, species or (), trials=trials, days=days, workers=count, progress=tell)
    _show(done, found, trials, days)
    if keep is not None:
        keep_table(of_training(done, found), keep)
        tell_file("draws", keep)
    tables = {"accounts": labelled(done, found.accounts), "animals": found.animals}
    tables["columns"] = codebook(tables, COLUMNS)
    keep_results(done, FIGURE, tables, before=f"{FIGURE}_")


def check_trainable(plans: Sequence[Plan], trials: int, days: int) -> None:
    """Refuse a training that cannot be, before anything is simulated."""
    from ..accounts.contract import BASELINES
    from ..base.errors import InputError
    from ..laboratory.counter_training import checked_training, refuse_blind

    for plan in plans:
        checked_training(plan, trials, days)
        for name in plan.accounts:
            if name in BASELINES:
                raise InputError(
                    f"--account {name}: a baseline is not trained: leave it out of this sheet."
                )
        refuse_blind(plan, plan.species)


def trained_animals(run: Run, trials: int, days: int, workers: int | None) -> Retrained:
    """Return the animals of a run after their training."""
    from ..laboratory.retraining import retrain

    with animals_told("replicates") as tell:
        return retrain(
            run, trials=trials, days=days, workers=checked_workers(workers), progress=tell
        )


def _show(run: Run, found: Retrained, trials: int, days: int) -> None:
    """Print what became of the units of each species, under each account."""
    from ..base.ranges import level_in_words
    from ..inference.phrases import counted

    screen, draws = console(), found.accounts["draws"].iloc[0]
    screen.print(
        f"Counter-mirror training: the sight of each act is answered with another, "
        f"{counted(trials, 'trial')} of each a day, {counted(days, 'day')}. Motor units that "
        "respond to their own act, less to others, and to the act that their own answered "
        f"[{level_in_words([draws])}]"
    )
    table = unbroken_table(
        *("species", "account", "own act, before", "own act, after"),
        *("act answered, before", "act answered, after"),
        name="retraining",
    )
    for row in labelled(run, found.accounts).itertuples(index=False):
        table.add_row(
            row.label,
            row.account,
            *(
                Ranged(
                    getattr(row, name), getattr(row, f"{name}_low"), getattr(row, f"{name}_high")
                )
                for name in ("before", "after", "answered_before", "answered_after")
            ),
        )
    screen.print(table)
    screen.print("Unit of replication: the draw, of all animals of one replicate.")
