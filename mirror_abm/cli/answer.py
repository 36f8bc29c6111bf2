"""The command ``answer``: what a run says about another study than the usual one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .comparison import show_comparison, show_sentences
from .console import console, unbroken_table
from .options import FalsePositive, RunFolder, RunName, Sensitivity, StudyAnimals, StudyUnits
from .study import told_lab

if TYPE_CHECKING:
    from ..inference.answer import Answer
    from ..simulation.archive import Run


def answer_command(
    run: RunName,
    animals: StudyAnimals = 3,
    units: StudyUnits = 40,
    sensitivity: Sensitivity = "0.4,1",
    false_positive: FalsePositive = "0,0.05",
    orders: Annotated[
        bool, typer.Option("--orders", help="Also list the pairs of species whose order is held.")
    ] = False,
    out: RunFolder = Path("runs"),
) -> None:
    """Say in words which species a study would find mirror units in.

    And because of which experience, and how sure that is: the same sentences as 'run' prints, for a
    study of any size and any laboratory.
    """
    from ..inference.answer import answer
    from ..simulation.archive import load_run

    done = load_run(run, out)
    lab = told_lab(sensitivity, false_positive)
    found = answer(done, animals=animals, units=units, lab=lab)
    show_sentences(found)
    show_comparison(done, found)
    if orders:
        _show_orders(done, found)


def _show_orders(run: Run, found: Answer) -> None:
    """Print the pairs of species whose order holds in 95 % of the paired draws."""
    from ..report.cells import Number

    table = unbroken_table("account", "modality", "above", "below", "draws held", name="orders")
    labels, held = run.plan.labels, found.orders[found.orders["resolved"]]
    for row in held.itertuples(index=False):
        pair = (row.first, row.second) if row.above > 0.5 else (row.second, row.first)
        table.add_row(
            row.account,
            row.modality,
            *(labels[name] for name in pair),
            Number(max(row.above, row.below), ".0%"),
        )
    console().print(table if table.row_count else "No order of two species is resolved.")
