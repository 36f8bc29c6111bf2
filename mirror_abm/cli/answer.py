"""The command ``answer``: what a run says about another study than the usual one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..report.cells import ABSENT
from .comparison import show_comparison, show_sentences
from .console import console, unbroken_table
from .options import FalsePositive, RunFolder, RunName, Sensitivity, StudyAnimals, StudyUnits
from .study import told_lab

if TYPE_CHECKING:
    from ..inference.answer import Answer
    from ..inference.robustness import Robust
    from ..simulation.archive import Run


def answer_command(
    run: RunName,
    animals: StudyAnimals = 3,
    units: StudyUnits = 40,
    sensitivity: Sensitivity = "0.4,1",
    false_positive: FalsePositive = "0,0.05",
    orders: Annotated[
        bool,
        typer.Option("--orders", help="Also list the orders of species that are resolved."),
    ] = False,
    also: Annotated[
        list[str] | None,
        typer.Option(
            "--also",
            metavar="RUN",
            help="Another run, such as one under another prior on rates (repeatable): say only "
            "what holds in all of them.",
            show_default=False,
        ),
    ] = None,
    out: RunFolder = Path("runs"),
) -> None:
    """Say in words which species a study would find mirror units in.

    And because of which experience, and how sure that is: the same sentences as 'run' prints, for a
    study of any size and any laboratory. With --also, what holds in all of several runs.
    """
    from ..inference.answer import answer
    from ..simulation.archive import load_run

    done = load_run(run, out)
    lab = told_lab(sensitivity, false_positive)
    if also:
        from ..inference.robustness import robust

        runs = [done, *(load_run(each, out) for each in also)]
        _show_robust(done, robust(runs, animals=animals, units=units, lab=lab), orders)
        return
    found = answer(done, animals=animals, units=units, lab=lab)
    show_sentences(found)
    show_comparison(done, found)
    if orders:
        _show_orders(done, found)


def _show_robust(run: Run, found: Robust, orders: bool) -> None:
    """Print what holds in several runs: in words, the verdicts and sources, and orders if asked."""
    from ..inference.answer import reported
    from ..inference.findings import BY
    from ..inference.phrases import percent
    from ..report.cells import Told

    screen, labels, name_of = console(), list(found.runs), run.plan.labels
    show_sentences(found)
    keys = ["species", "account", "modality"]
    sources = found.sources.set_index(keys)
    table = unbroken_table(
        "species", "account", "by", *labels, "all", "main source", name="verdicts"
    )
    shown = found.chances[found.chances["account"].isin(reported(run.plan))]
    for row in shown.to_dict("records"):
        cell = tuple(row[each] for each in keys)
        each = [Told(f"{row[n]} {percent(row[f'found {n}'])}", row[n]) for n in labels]
        known = sources.loc[cell] if cell in sources.index else None
        table.add_row(
            name_of[row["species"]],
            row["account"],
            BY[row["modality"]].removeprefix("by "),
            *each,
            row["verdict"] or row["status"],
            ABSENT if known is None else known["main_source"] or known["status"],
        )
    screen.print(
        "Verdict and chance of the study in each run; all: the verdict on which they agree, else "
        "open, or contradicted (found in one, missed in another); main source likewise."
    )
    screen.print(table)
    if orders:
        pairs = unbroken_table("account", "modality", "above", "below", name="orders")
        held = found.orders[found.orders["status"] == "holds"]
        for order in held.itertuples(index=False):
            below = order.second if order.above == order.first else order.first
            pairs.add_row(order.account, order.modality, name_of[order.above], name_of[below])
        screen.print(pairs if pairs.row_count else "No order of two species holds in all of them.")


def _show_orders(run: Run, found: Answer) -> None:
    """Print the pairs of species whose order is resolved, and the longest order of all."""
    from ..report.cells import Number, Ranged
    from ..report.terminal import Column

    chances = Column("chance [bounds]", "chance")
    pairs = unbroken_table(
        "account", "modality", "above", "below", chances, "difference", name="orders"
    )
    labels, held = run.plan.labels, found.orders[found.orders["resolved"].astype(bool)]
    for row in held.itertuples(index=False):
        up = row.probability > 0.5
        pair = (row.first, row.second) if up else (row.second, row.first)
        chance = (row.probability, row.low, row.high)
        pairs.add_row(
            row.account,
            row.modality,
            *(labels[name] for name in pair),
            Ranged(*(chance if up else (1 - chance[0], 1 - chance[2], 1 - chance[1]))),
            Number(abs(row.difference), 3),
        )
    screen = console()
    if not pairs.row_count:
        screen.print("No order of two species is resolved.")
        return
    screen.print(
        "Resolved orders: chance that one species lies above the other in another draw, with its "
        "bounds, each exceeded in 5 % of runs; the lower lies above 3/4. difference: of the shares."
    )
    screen.print(pairs)
    longest = unbroken_table("account", "modality", "rank", "species", "in every", name="ranks")
    for row in found.ranks.itertuples(index=False):
        where = (row.account, row.modality, row.rank, labels[row.species])
        longest.add_row(*where, "yes" if row.in_every else "no")
    screen.print(
        "The longest order of which every two are resolved; in every: whether the species stands "
        "in every order of this length."
    )
    screen.print(longest)
