"""The command ``ontogeny``: the ages at which a study begins to find mirror units."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..report.cells import ABSENT, Number, Told
from ..report.terminal import Column
from .comparison import PERCEIVED, show_lacking
from .console import console, tell_file, unbroken_table
from .options import (
    FalsePositive,
    NewFigure,
    RunFolder,
    RunName,
    Sensitivity,
    StudyAnimals,
    StudyUnits,
)
from .results import keep_results, labelled
from .study import told_lab

if TYPE_CHECKING:
    import pandas as pd

    from ..report.terminal import Table


def ontogeny_command(
    run: RunName,
    animals: StudyAnimals = 3,
    units: StudyUnits = 40,
    account: Annotated[
        list[str] | None,
        typer.Option(help="Only this account of the run (repeatable).", show_default=False),
    ] = None,
    by: Annotated[
        str,
        typer.Option(
            metavar="all|act", help="Units whatever act they do, or of each act by itself."
        ),
    ] = "all",
    figure: NewFigure = None,
    sensitivity: Sensitivity = "0.4,1",
    false_positive: FalsePositive = "0,0.05",
    out: RunFolder = Path("runs"),
) -> None:
    """Tell at which age a study begins to find mirror units.

    The ages at which the chance that it finds them reaches one half and 0.8, under each account and
    by each sense; with --by act also for each act.
    """
    from ..base.ranges import level_in_words
    from ..inference.ontogeny import chances_by_age, ontogeny
    from ..inference.phrases import counted
    from ..simulation.archive import load_run

    done, screen = load_run(run, out), console()
    asked: dict[str, Any] = {"animals": animals, "units": units, "account": account or None}
    asked["lab"] = told_lab(sensitivity, false_positive)
    shown = labelled(done, ontogeny(done, by=by, **asked))
    screen.print(
        f"Age in days at which P(a study of {counted(animals, 'animal')} with "
        f"{counted(units, 'unit')} each finds more units that respond to their own act than would "
        "to any other), the mean over draws, reaches .5 and .8 [the age in a new draw: "
        f"{level_in_words([done.plan.replicates])}]; and the chance at the end"
    )
    screen.print(_table(shown))
    _show_notes(shown, screen)
    tables = {"ages": shown if by == "all" else labelled(done, ontogeny(done, **asked))}
    if figure is not None:
        _draw(tables, figure, done)
        return
    if by != "all":
        tables["ages_by_act"] = shown
    tables["chances_by_age"] = labelled(done, chances_by_age(done, by=by, **asked))
    keep_results(done, "ontogeny", tables)


def _draw(tables: dict[str, pd.DataFrame], figure: Path, run: Any) -> None:
    """Draw the figure into a file of the user's."""
    from ..report.figures import write_figure
    from ..report.wording import origin

    write_figure("ontogeny", tables, figure, origin(run))
    tell_file("figure", figure)


def _table(found: pd.DataFrame) -> Table:
    """Return the ages as a table: a row for each species and account, both modalities."""
    keys = ["label", "account"]
    keys += ["arm"] * (len(set(found["arm"])) > 1) + ["act"] * ("act" in found)
    senses = [name for name in PERCEIVED if name in set(found["modality"])]
    columns = [
        Column(head, f"{sense}_{name}")
        for sense in senses
        for head, name in ((f"{sense} .5", "age_50"), (".8", "age_80"), ("at the end", "found"))
    ]
    table = unbroken_table(
        "species",
        *keys[1:],
        *columns,
        Column("end", "horizon"),
        Column("maturity", "maturity"),
        name="ages",
    )
    for key, rows in found.groupby(keys, sort=False):
        cells: dict[Any, Any] = {row.modality: row for row in rows.itertuples(index=False)}
        one = next(iter(cells.values()))
        ages = [cell for sense in senses for cell in _of_one(cells.get(sense))]
        table.add_row(*key, *ages, _days(one.horizon), _days(one.maturity))
    return table


def _of_one(row: Any) -> tuple[Any, ...]:
    """Return both ages and the chance at the end; dashes where nothing is perceived."""
    if row is None:
        return ABSENT, ABSENT, ABSENT
    found = Number(row.found, 2, mc_error=row.mc_error)
    return _age(row, "50"), _age(row, "80"), found


def _age(row: Any, name: str) -> Told:
    """Return an age with its range, in words where it is none."""
    age, low, high, reached, kept = (
        getattr(row, each.format(name))
        for each in ("age_{}", "age_{}_low", "age_{}_high", "reached_{}", "kept_{}")
    )
    text, ends = _in_days(age, row), [_in_days(each, row) for each in (low, high)]
    text += "*" * (math.isfinite(age) and not kept)
    if row.level > 0 and set(ends) != {text}:
        text += f" [{', '.join(ends)}]"
    return Told(text, age, low=low, high=high, level=row.level, reached=reached, kept=kept)


def _in_days(age: float, row: Any) -> str:
    """Return an age in days as readers see it."""
    if math.isinf(age):
        return f">{_days(row.horizon)}"
    return "birth" if age == 0 else str(_days(age))


def _days(age: float) -> Number:
    """Return days in two or three figures."""
    return Number(age, ".0f" if age >= 10 or age == 0 else ".1f" if age >= 1 else ".2g")


def _show_notes(found: pd.DataFrame, screen: Any) -> None:
    """Say what the signs of the table are, and what is independent."""
    from ..base.means import bound_in_words

    ages = found[["age_50", "age_80"]]
    notes = []
    ends = found[["age_50_low", "age_50_high", "age_80_low", "age_80_high"]]
    if math.isinf(max(ages.to_numpy().max(), ends.to_numpy().max())):
        notes.append(">: not by the end of the life that was lived.")
    if 0 in (ages.to_numpy().min(), ends.to_numpy().min()):
        notes.append("birth: it is there at birth.")
    lost = [~found[f"kept_{name}"] & (found[f"age_{name}"] < math.inf) for name in ("50", "80")]
    if any(each.any() for each in lost):
        notes.append("*: the chance falls below it again later.")
    if notes:
        screen.print(" ".join(notes))
    if (found["maturity"] == 0).any():
        screen.print("Maturity 0: workers of social insects are adult when they emerge.")
    if "act" in found:
        screen.print("-: the act is not perceived in this way.")
    else:
        show_lacking(found, PERCEIVED, "label", screen)
    screen.print(
        "Unit of replication: the draw. Monte-Carlo standard error of a chance at the end at most "
        f"{found['mc_error'].max():.2f}{bound_in_words(int(found['draws'].max()))}."
    )
