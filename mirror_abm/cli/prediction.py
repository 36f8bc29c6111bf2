"""The commands ``power`` and ``predict``: what studies should find if an account is right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..report.cells import ABSENT, Number, Ranged, Told
from ..report.terminal import Column
from .comparison import PERCEIVED, show_lacking
from .console import console, unbroken_table
from .options import FalsePositive, RunFolder, RunName, Sensitivity, StudyAnimals, StudyUnits
from .results import keep_results, labelled
from .study import told_lab

if TYPE_CHECKING:
    import pandas as pd

    from ..report.terminal import Table


def power_command(
    run: RunName,
    animals: Annotated[
        list[int] | None,
        typer.Option(
            help="Animals of the study (repeatable) [default: 1, 2, 3, 5, 10].", show_default=False
        ),
    ] = None,
    units: StudyUnits = 40,
    level: Annotated[float, typer.Option(help="Level of the test against other acts.")] = 0.05,
    sensitivity: Sensitivity = "0.4,1",
    false_positive: FalsePositive = "0,0.05",
    out: RunFolder = Path("runs"),
) -> None:
    """Show how likely studies of n animals are to find mirror units.

    Also shows how many units such studies will find to respond to their own act.
    """
    from ..base.means import bound_in_words
    from ..base.ranges import level_in_words
    from ..inference.phrases import counted
    from ..inference.power import STUDY_SIZES, detection_power
    from ..simulation.archive import load_run

    done = load_run(run, out)
    found = detection_power(
        done,
        list(dict.fromkeys(animals or STUDY_SIZES)),
        units=units,
        level=level,
        lab=told_lab(sensitivity, false_positive),
    )
    sizes = [f"n = {size}" for size in dict.fromkeys(found["animals"])]
    chances, counts = (
        unbroken_table("species", "account", "modality", *sizes, name=name)
        for name in ("chances", "counts")
    )
    for key, rows in labelled(done, found).groupby(["label", "account", "modality"], sort=False):
        each = list(rows.itertuples(index=False))
        chances.add_row(*key, *(Number(row.found, 2) for row in each))
        counts.add_row(*key, *(_count(row) for row in each))
    screen = console()
    screen.print(
        f"P(a study of n animals with {counted(units, 'unit')} each finds more units that "
        f"respond to their own act than would to any other, p < {level:g} | account), over "
        f"{done.plan.replicates} draws"
    )
    screen.print(chances)
    words = level_in_words([done.plan.replicates])
    screen.print(
        "Units that it will find to respond to their own act, of all that it records: "
        f"mean [{words}]"
    )
    screen.print(counts)
    screen.print(
        "Unit of replication: the draw, in which all animals of a study live. Monte-Carlo standard "
        f"error of a chance at most {found['mc_error'].max():.2f}"
        f"{bound_in_words(done.plan.replicates)}."
    )


def predict_command(
    run: RunName,
    animals: StudyAnimals = 3,
    units: StudyUnits = 40,
    sensitivity: Sensitivity = "0.4,1",
    false_positive: FalsePositive = "0,0.05",
    out: RunFolder = Path("runs"),
) -> None:
    """Predict for each species whether a study finds mirror units.

    For each account: that chance, the share of mirror units, the source of experience that matters
    most, and what would flip the prediction.
    """
    from ..base.means import bound_in_words
    from ..base.ranges import level_in_words
    from ..inference.phrases import counted
    from ..inference.prediction import predicted_counts, predictions
    from ..simulation.archive import load_run

    done, screen = load_run(run, out), console()
    lab = told_lab(sensitivity, false_positive)
    found = labelled(done, predictions(done, animals=animals, units=units, lab=lab))
    screen.print(
        f"P(a study of {counted(animals, 'animal')} with {counted(units, 'unit')} each finds "
        "more units that respond to their own act than would to any other | account), how many of "
        "all will be found to, and own minus other "
        f"[{level_in_words([done.plan.replicates], '')}], over {done.plan.replicates} draws"
    )
    screen.print(_prediction_table(found))
    show_lacking(found, PERCEIVED, "label", screen)
    unknown = " No source was removed in this run (--knockouts 0): flips are not known."
    screen.print(
        "Unit of replication: the draw. Monte-Carlo standard error of a chance at most "
        f"{found['mc_error'].max():.2f}{bound_in_words(done.plan.replicates)}."
        + ("" if done.plan.knockouts else unknown)
    )
    each = labelled(done, predicted_counts(done, animals=animals, units=units, lab=lab))
    keep_results(done, "predictions", {"predictions": found, "counts": each})


def _prediction_table(found: pd.DataFrame) -> Table:
    """Return the predictions as a table: a row for each species and account, both modalities."""
    table = unbroken_table(
        "species",
        "account",
        Column("visual", "visual_found"),
        Column("units", "visual_counted"),
        Column("share", "visual_share"),
        Column("auditory", "auditory_found"),
        Column("units", "auditory_counted"),
        Column("share", "auditory_share"),
        "kind",
        "main source",
        "flipped by removing",
    )
    for (label, account), rows in found.groupby(["label", "account"], sort=False):
        cells: dict[Any, Any] = {row.modality: row for row in rows.itertuples(index=False)}
        best = max(cells.values(), key=lambda row: -1 if row.mean != row.mean else row.mean)
        flips = "; ".join(
            f"{row.modality}: {row.flips.replace('_', ' ')}" for row in cells.values() if row.flips
        )
        table.add_row(
            label,
            account,
            *_foreseen(cells.get("visual")),
            *_foreseen(cells.get("auditory")),
            Told(
                best.kind if best.kind == "none" else f"{best.modality}, {best.kind}",
                best.kind,
                modality=best.modality,
            ),
            _source(best),
            flips or "-",
        )
    return table


def _source(row: Any) -> Told | None:
    """Return the main source, or ? and the one with the largest fall."""
    if not row.main_source:
        return None
    mark = "? " * (row.main_source == "?")
    return Told(mark + row.main_first.replace("_", " "), row.main_source, first=row.main_first)


def _foreseen(row: Any) -> tuple[Any, ...]:
    """Return the chance that units are found, their number and share; dashes without a study."""
    if row is None:
        return ABSENT, ABSENT, ABSENT
    share = Ranged(row.mean, row.low, row.high, level=row.level)
    return Number(row.found, 2), _count(row), share


def _count(row: Any) -> Ranged:
    """Return how many units a study will call congruent, of how many."""
    return Ranged(
        row.counted,
        row.counted_low,
        row.counted_high,
        0,
        f" of {row.of}",
        of=row.of,
        level=row.counted_level,
        low_50=row.counted_low_50,
        high_50=row.counted_high_50,
    )
