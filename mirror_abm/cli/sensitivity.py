"""The command ``sensitivity``: which uncertain number carries which conclusion of a run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..report.cells import ABSENT, Number, Ranged, Told
from ..report.terminal import Column
from .console import console, unbroken_table
from .options import FalsePositive, RunFolder, RunName, Sensitivity, StudyAnimals, StudyUnits
from .results import keep_results
from .study import told_lab

if TYPE_CHECKING:
    import pandas as pd

    from ..inference.sensitivity import Sensitivity as Found
    from ..report.terminal import Table
    from ..simulation.archive import Run

FIGURE = "sensitivity"
#: why a run may have nothing to show
FLAT = "no conclusion varies by 0.01 or more between its draws"
#: kinds of conclusions that are printed; ``own`` stands in the tables that are kept
PRINTED = ("net", "found", "order", "main_source", "contrast")
#: what each is called in print
KINDS = {
    "net": "own minus other",
    "found": "found",
    "order": "order",
    "main_source": "main source",
    "contrast": "contrast",
}


def sensitivity_command(
    run: RunName,
    account: Annotated[
        list[str] | None,
        typer.Option(
            help="Account of the run (repeatable) [default: associative, or its first].",
            show_default=False,
        ),
    ] = None,
    species: Annotated[
        list[str] | None,
        typer.Option(help="Only this species of the run (repeatable).", show_default=False),
    ] = None,
    pair: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FIRST,SECOND",
            help="Ask also what the first species lying above the second follows (repeatable).",
            show_default=False,
        ),
    ] = None,
    animals: StudyAnimals = 3,
    units: StudyUnits = 40,
    sensitivity: Sensitivity = "0.4,1",
    false_positive: FalsePositive = "0,0.05",
    totals: Annotated[
        bool,
        typer.Option(
            "--totals", help="Also fit an emulator, for what numbers do together; takes minutes."
        ),
    ] = False,
    out: RunFolder = Path("runs"),
) -> None:
    """Show which uncertain number carries each conclusion.

    From the draws of a run, with no further simulation: rank correlations of every uncertain number
    with every conclusion, shares of variance by group of numbers, and which number of a profile is
    most worth measuring in the field.
    """
    from ..inference.sensitivity import sensitivity as sensitivity_of
    from ..simulation.archive import load_run

    done, screen = load_run(run, out), console()
    found = sensitivity_of(
        done,
        account=account or None,
        species=species or None,
        pairs=[[each.strip() for each in one.split(",")] for one in pair or ()],
        animals=animals,
        units=units,
        lab=told_lab(sensitivity, false_positive),
        totals=totals,
    )
    for sentence in found.sentences:
        screen.print(f"* {sentence}")
    screen.print("")
    screen.print(_conclusions(done, found.conclusions))
    screen.print(
        "halves: how well the order of numbers agrees between halves of the draws (1: the same; 0: "
        "by chance). settled: the same number comes first in both halves in 9 of 10 partings."
    )
    _show_variance(done, found, totals, screen)
    _show_measurements(done, found.measurements, screen)
    screen.print("Unit of replication: the draw.")
    if found.coefficients.empty:
        screen.print(f"No figure is drawn and no table kept: {FLAT}.")
        return
    keep_results(done, FIGURE, kept(done, found))


def kept(run: Run, found: Found, names: str = "scientific") -> dict[str, pd.DataFrame]:
    """Return the tables that are kept beside a run, with what their columns are.

    Parameters
    ----------
    run : Run
        The run.
    found : Sensitivity
        What was found.
    names : {"scientific", "common", "both"}
        What species are called.

    Returns
    -------
    dict of str to pandas.DataFrame
        By name of the file, without ending.
    """
    from ..inference.sensitivity_columns import COLUMNS
    from ..report.wording import called
    from ..simulation.codebook import codebook

    labels = called(run.plan, names)
    tables = {
        name: _labelled(table, labels)
        for name, table in (
            ("conclusions", found.conclusions),
            ("coefficients", found.coefficients),
            ("variance", found.variance),
            ("measurements", found.measurements),
        )
    }
    return {**tables, "sensitivity_columns": codebook(tables, COLUMNS)}


def _labelled(table: pd.DataFrame, labels: dict[str, str]) -> pd.DataFrame:
    """Return a table with what its species are called."""
    more = {"label": table["species"].map(labels)}
    if "other" in table:
        more["other_label"] = table["other"].map(lambda name: labels.get(name, name))
    return table.assign(**more)


def draw_sensitivity(run: Run, names: str) -> list[Path]:
    """Draw the figure of a run into its folder, for the default study; return its files."""
    from ..base.checks import one_of
    from ..base.errors import InputError
    from ..base.leftovers import tidied
    from ..inference.sensitivity import sensitivity as sensitivity_of
    from ..report.figures import save_tables
    from ..report.wording import NAMES, origin

    one_of("names", names, NAMES)
    found = sensitivity_of(run)
    if found.coefficients.empty:
        raise InputError(f"figure {FIGURE}: run {run.id} has nothing to draw: {FLAT}.")
    tables = kept(run, found, names)
    with tidied(run.path, f"run {run.id}"):
        return save_tables(FIGURE, tables, run.path / "figures", FIGURE, origin(run))


def _conclusions(run: Run, table: pd.DataFrame) -> Table:
    """Return the conclusions as a table: what comes first, and how sure that is."""
    several = len(set(table["account"])) > 1
    made = unbroken_table(
        "conclusion",
        *["account"] * several,
        "by",
        Column("species", "species"),
        Column("than, source or arm", "other"),
        Column("follows most", "first"),
        Column("correlation [90 %]", "coefficient"),
        Column("not told apart from it", "tied"),
        Column("R2", "r2_adjusted"),
        Column("halves", "agreement"),
        "status",
        name="conclusions",
    )
    labels = run.plan.labels
    for row in table[table["kind"].isin(PRINTED)].itertuples(index=False):
        made.add_row(
            Told(KINDS[row.kind], row.kind),
            *[row.account] * several,
            _by(row.modality),
            labels[row.species],
            labels.get(row.other, row.other.replace("_", " ")) or ABSENT,
            _number(row.first, labels.get(row.first_of, "") if row.kind == "order" else ""),
            Ranged(row.coefficient, row.low, row.high, "+.2f", measure=row.measure),
            Told(_short(row.tied) or ABSENT, row.tied),
            Number(row.r2_adjusted, 2),
            Number(row.agreement, 2, same_first=row.same_first),
            row.status,
        )
    return made


def _by(modality: str) -> Told:
    """Return the sense as a word."""
    return Told({"visual": "sight", "auditory": "sound"}[modality], modality)


def _short(number: str) -> str:
    """Return a dotted name without what constants and experience begin with."""
    return number.replace("constants.", "").replace("experience.", "")


def _number(name: str, whose: str = "") -> Told:
    """Return a number as readers see it; its full name is its value."""
    if not name:
        return Told(ABSENT, name)
    return Told(f"{_short(name)}{f' ({whose})' if whose else ''}", name)


def _show_variance(run: Run, found: Found, totals: bool, screen: Any) -> None:
    """Print the shares of variance by group of numbers, where there are draws enough."""
    table = found.variance
    if table.empty:
        return
    groups = list(dict.fromkeys(table["group"]))
    groups = [*(name for name in groups if name != "chance"), "chance"]
    several = len(set(table["account"])) > 1
    made = unbroken_table(
        "conclusion",
        *["account"] * several,
        "by",
        Column("species", "species"),
        Column("than, source or arm", "other"),
        *(Column("the rest" if each == "chance" else each, each) for each in groups),
        *(["emulator R2"] if totals else []),
        name="variance",
    )
    shown = table[table["kind"].isin(PRINTED)]
    for key, rows in shown.groupby(["kind", "account", "modality", "species", "other"], sort=False):
        kind, account, modality, species, other = (str(each) for each in key)
        each = {row.group: row for row in rows.itertuples(index=False)}
        cells = [_share(each.get(name), totals) for name in groups]
        more = [Number(rows["emulator_r2"].iloc[0], 3)] if totals else []
        labels = run.plan.labels
        whose = labels.get(other, other.replace("_", " ")) or ABSENT
        what = [Told(KINDS[kind], kind), *[account] * several, _by(modality), labels[species]]
        made.add_row(*what, whose, *cells, *more)
    screen.print(
        "\nShare of the variance over draws that each group of numbers has by itself +- standard "
        "error"
        + (
            "; after ->: with what its numbers do together or with others, by the emulator (none "
            "where its R2 in draws left out is below .5)"
            if totals
            else ""
        )
    )
    screen.print(made)
    screen.print(
        "A group that does nothing has 0 on average, and may lie below it. the rest: chance, what "
        "numbers do together, and numbers of acts, age and descent that stand in no table."
    )


def _share(row: Any, totals: bool) -> Told:
    """Return a share of variance with its error, and its total if it was asked for."""
    if row is None:
        return Told(ABSENT)
    total = f" -> {Number(row.total, 2)}" if totals and row.total == row.total else ""
    values = {"error": row.error} | ({"total": row.total} if totals else {})
    return Number(row.share, 2, f" +- {Number(row.error, 2)}{total}", **values)


def _show_measurements(run: Run, table: pd.DataFrame, screen: Any) -> None:
    """Print for each prediction which number of the profile is most worth measuring."""
    if table.empty:
        return
    several = len(set(table["account"])) > 1
    made = unbroken_table(
        "prediction",
        *["account"] * several,
        "by",
        Column("species", "species"),
        Column("measure", "number"),
        Column("now", "how"),
        Column("sd", "sd"),
        Column("sd then", "sd_after"),
        Column("of the variance [90 %]", "gain"),
        Column("p", "adjusted"),
        name="measurements",
    )
    for row in table.drop_duplicates(["kind", "account", "modality", "species"]).itertuples(
        index=False
    ):
        made.add_row(
            Told(KINDS[row.kind], row.kind),
            *[row.account] * several,
            _by(row.modality),
            run.plan.labels[row.species],
            _number(row.number),
            row.how or ABSENT,
            Number(row.sd, 3),
            Number(row.sd_after, 3),
            Ranged(row.gain, row.low, row.high, 2, error=row.error),
            Number(row.adjusted, ".2g"),
        )
    screen.print(
        "\nThe number of each profile that would narrow its prediction most, if it were measured "
        "with an error of 10 % (p: that it would not, after Holm; all numbers: measurements.csv)"
    )
    screen.print(made)
