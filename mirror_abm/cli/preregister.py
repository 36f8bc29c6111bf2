"""The command ``preregister``: a prediction sheet for a planned study, and its score afterwards."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..report.cells import ABSENT, Number, Ranged, Told
from .console import console, tell_file, unbroken_table
from .options import (
    FalsePositive,
    GroupCap,
    Processes,
    RandomSeed,
    RunFolder,
    Sensitivity,
    Settings,
    StudyAnimals,
    StudyUnits,
    TrainingDays,
    TrainingTrials,
    a_file_to_read,
    a_folder,
)
from .progress import execute_plan
from .retraining import check_trainable, trained_animals
from .sheet_score import show_score
from .study import told_lab

if TYPE_CHECKING:
    import pandas as pd

    from ..inference.sheet import Sheet
    from ..report.terminal import Table


def preregister_command(
    species: Annotated[
        list[str] | None,
        typer.Argument(help="Species of the study, by name or by file.", show_default=False),
    ] = None,
    without: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SOURCE",
            help="Withhold a source of experience from half of the animals, or 'all' (repeatable).",
            show_default=False,
        ),
    ] = None,
    age: Annotated[
        list[str] | None,
        typer.Option(
            metavar="DAYS",
            help="Age in days at which animals are recorded (repeatable) [default: maturity, but "
            "at most two years].",
            show_default=False,
        ),
    ] = None,
    animals: StudyAnimals = 3,
    units: StudyUnits = 40,
    account: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ACCOUNT",
            help="Account (repeatable) [default: all that are calibrated].",
            show_default=False,
        ),
    ] = None,
    part: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ONE,OTHER",
            help="Two accounts that are to be parted (repeatable) [default: associative and each "
            "other].",
            show_default=False,
        ),
    ] = None,
    replicates: Annotated[int, typer.Option(help="Draws of all that is uncertain.")] = 40,
    seed: RandomSeed = 0,
    settings: Settings = None,
    prior: Annotated[
        str,
        typer.Option(
            help="Rates of experience: 'authored', 'rule_made', 'exchangeable' or 'mixture'."
        ),
    ] = "authored",
    cap: GroupCap = 60,
    retrain: Annotated[
        bool,
        typer.Option(
            "--retrain",
            help="Also train half of the animals to answer the sight of each act with another.",
        ),
    ] = False,
    trials: TrainingTrials = 150,
    days: TrainingDays = 3,
    sensitivity: Sensitivity = "0.4,1",
    false_positive: FalsePositive = "0,0.05",
    score: Annotated[
        Path | None,
        typer.Option(
            metavar="SHEET",
            help="Score a sheet instead, by what was found: the path of its sheet.md.",
            callback=a_file_to_read,
            show_default=False,
        ),
    ] = None,
    found: Annotated[
        list[str] | None,
        typer.Option(
            metavar="[NUMBER=]COUNT",
            help="Units that were found in a condition of the sheet, by its number (repeatable).",
            show_default=False,
        ),
    ] = None,
    sheets: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder for sheets [default: sheets, in the folder for runs].",
            callback=a_folder,
            show_default=False,
        ),
    ] = None,
    out: RunFolder = Path("runs"),
    workers: Processes = None,
) -> None:
    """Say what a planned study will find under each account.

    Simulates the species, and makes a dated sheet in the form of a registry: the count under each
    account, the counts that refute it, the animals it takes to part two accounts, the age at which
    mirror units come.

    With --score, says which accounts a result refutes.
    """
    from ..base.errors import InputError
    from ..base.files import make_folder, shown
    from ..inference.sheet import pairs_of, plans_of, sheet_of
    from ..inference.study import Study
    from ..simulation.plan import parse_settings

    if score is not None:
        if species or without or age or retrain:
            raise InputError(
                f"--score {shown(score)}: takes a sheet and what was --found, and no species."
            )
        show_score(score, found or [])
        return
    if found:
        raise InputError("--found: is for --score SHEET, the sheet of which a result is in.")
    study = Study(animals, units, told_lab(sensitivity, false_positive))
    pairs = [_pair(each) for each in part or ()]
    options = {"seed": seed, "settings": settings, "prior": prior, "cap": cap}
    told = {"sensitivity": sensitivity, "false_positive": false_positive, **options}
    told |= {"without": without, "age": age, "animals": animals, "units": units}
    told |= {"account": account, "part": part, "replicates": replicates}
    told |= {"retrain": retrain, "trials": trials, "days": days}
    _check_training(told)
    plans = plans_of(
        species or [],
        without=without or (),
        age=age or "maturity",
        account=account or (),
        replicates=replicates,
        **options | {"settings": parse_settings(settings or ())},
    )
    pairs_of(plans[0].accounts, pairs)
    if retrain:
        check_trainable(plans, trials, days)
    home = make_folder(sheets or out / "sheets")
    runs = [execute_plan(plan, out, workers, "compiled") for plan in plans]
    trained = [trained_animals(run, trials, days, workers) for run in runs if retrain]
    made = sheet_of(runs, study, pairs, trained=trained)
    _show(made)
    _keep(made, home, _command(species or [], told))


def _check_training(told: dict[str, Any]) -> None:
    """Refuse a training without animals for it, and two manipulations at once."""
    from ..base.errors import InputError

    if told["retrain"] and told["without"]:
        raise InputError(
            "--retrain: a sheet has one manipulation: leave --without out, or make two sheets."
        )
    for name in ("trials", "days"):
        if told[name] != USUAL[name] and not told["retrain"]:
            raise InputError(f"--{name}: is of the training: add --retrain.")


def _pair(text: str) -> Sequence[str]:
    """Return two accounts that were typed with a comma between them."""
    return [each.strip() for each in text.split(",")]


#: options of the command that say what the sheet is of, with their defaults
USUAL: dict[str, Any] = {
    "without": None,
    "age": None,
    "animals": 3,
    "units": 40,
    "account": None,
    "part": None,
    "replicates": 40,
    "seed": 0,
    "settings": None,
    "prior": "authored",
    "cap": 60,
    "retrain": False,
    "trials": 150,
    "days": 3,
    "sensitivity": "0.4,1",
    "false_positive": "0,0.05",
}


def _command(species: list[str], given: dict[str, Any]) -> str:
    """Return the command that makes a sheet again."""
    words = ["mirror-abm", "preregister", *species]
    for name, usual in USUAL.items():
        value = given[name]
        option = f"--{name.replace('settings', 'set').replace('_', '-')}"
        for each in value if isinstance(value, list) else [value]:
            if value != usual:
                words += [option] if value is True else [option, str(each)]
    return shlex.join(words)


def _keep(made: Sheet, sheets: Path, command: str) -> None:
    """Write the sheet into its folder, and say where it is."""
    from ..inference.sheet_file import keep_sheet

    folder = keep_sheet(made, sheets, command=command)
    for name in ("sheet.md", "sheet.html", "sheet.json"):
        tell_file("sheet", folder / name)
    screen = console()
    screen.print(
        f"score:  {_scoring(folder / 'sheet.md', made.facts['conditions'])}", soft_wrap=True
    )
    screen.print(
        "Deposit sheet.md or sheet.html in a registry before anything is recorded: the registry "
        "keeps the date, the fingerprint keeps the tables. The last line scores the sheet when the "
        "result is in."
    )


def _scoring(file: Path, conditions: list[Any]) -> str:
    """Return the command that scores a sheet, with a place for the count of each condition."""
    from ..base.files import shown

    counts = [word for each in conditions for word in ("--found", f"{each['number']}=COUNT")]
    return shlex.join(["mirror-abm", "preregister", "--score", shown(file), *counts])


def _show(made: Sheet) -> None:
    """Print what a sheet says."""
    from ..inference.sheet_passages import condition_in_words

    screen, facts = console(), made.facts
    for condition in facts["conditions"]:
        screen.print(
            f"Condition {condition['number']}: {condition_in_words(condition, facts['names'])}"
        )
    screen.print("")
    screen.print(_predictions(made))
    screen.print(
        "found: chance that more units respond to their own act than would to any other. refuted "
        "by: counts with so small a chance under the account, or smaller (2.5 % on each side)."
    )
    if made.power.empty:
        screen.print("\nOne account alone: there is nothing to part it from.")
        return
    screen.print(
        f"\nAnimals in each condition that part two accounts (power .8, {facts['draws']} draws)"
    )
    screen.print(_powers(made.power, facts["study"]["animals"], facts["names"]))
    screen.print(
        "none: no size that was tried, up to 30, does. What is uncertain is the same in all "
        "animals of a study; more animals do not take it away. Unit of replication: the draw."
    )


def _predictions(made: Sheet) -> Table:
    """Return what is predicted, and what would refute it."""
    table = unbroken_table(
        "condition", "account", "units counted", "found", "refuted by", name="predictions"
    )
    limits = made.refutes[made.refutes["measured"] == "count"].set_index(["number", "account"])
    for row in made.predictions.itertuples(index=False):
        low, high = limits.loc[(row.number, row.account), ["at_most", "at_least"]]
        words = [f"{low:.0f} or less"] * (low == low) + [f"{high:.0f} or more"] * (high == high)
        table.add_row(
            Number(row.number),
            row.account,
            Ranged(
                row.counted,
                row.counted_low,
                row.counted_high,
                0,
                f" of {row.of}",
                of=row.of,
                level=row.counted_level,
            ),
            Number(row.found, 2, error=row.mc_error),
            Told(", ".join(words) or ABSENT, at_most=low, at_least=high),
        )
    return table


def _powers(power: pd.DataFrame, animals: int, names: dict[str, str]) -> Table:
    """Return how many animals part two accounts."""
    table = unbroken_table(
        *("species", "by", "age", "rejected", "if true", "animals"),
        f"power of {animals}",
        "size",
        name="power",
    )
    for row in power[power["animals"] == animals].itertuples(index=False):
        table.add_row(
            names[row.species],
            Told({"visual": "sight", "auditory": "sound"}[row.modality], row.modality),
            row.age,
            row.tested,
            row.true,
            Number(row.needed) if row.needed == row.needed else Told("none", None),
            Number(row.power, 2),
            Number(row.size, 2),
        )
    return table
