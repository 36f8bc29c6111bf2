"""The command ``next``: what to record next, ranked by what it is expected to teach."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..report.cells import Number, Ranged, Told
from ..report.terminal import Column
from .choices import show_choices
from .console import console, unbroken_table
from .experiment import OwnExperiments
from .next_experiment import ANIMALS, one_run, refuse_of_other, show_next_experiment
from .options import (
    FalsePositive,
    Processes,
    RandomSeed,
    RunFolder,
    SameDraws,
    Sensitivity,
    StudyUnits,
    a_file_to_read,
    a_new,
)
from .programme import a_run, check_studies, show_programme, tell_known
from .progress import every_tenth
from .results import keep_results, labelled
from .study import told_lab

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..inference.recommendation import Recommendation
    from ..simulation.archive import Run


def next_command(
    run: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="RUN",
            help="A run id, or its beginning, or the path of its folder, or with --studies a table "
            "of draws; with --experiments, names of experiments instead, or 'all' [default: eight "
            "of as many kinds].",
            show_default=False,
        ),
    ] = None,
    experiments: Annotated[
        bool,
        typer.Option(
            "--experiments",
            help="Ask which experiment of the shelf, or variant of it, parts accounts best.",
        ),
    ] = False,
    animals: Annotated[
        int | None,
        typer.Option(
            help="Animals of the study, with --experiments in each of its groups [default: 3, or "
            "10].",
            show_default=False,
        ),
    ] = None,
    units: StudyUnits = 40,
    outcome: Annotated[
        str,
        typer.Option(
            help="'own_minus_other', units that respond to their own act beyond those that would "
            "to any other; 'own', their number; or 'found', whether the study finds any."
        ),
    ] = "own_minus_other",
    cost: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="A file of lines SPECIES: NUMBER, the cost of an animal relative to 1; ranks by "
            "bits per cost.",
            callback=a_file_to_read,
            show_default=False,
        ),
    ] = None,
    prior: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ACCOUNT=WEIGHT",
            help="Prior weight of an account, relative to 1 (repeatable) [default: equal].",
            show_default=False,
        ),
    ] = None,
    sensitivity: Sensitivity = "0.4,1",
    false_positive: FalsePositive = "0,0.05",
    top: Annotated[int, typer.Option(help="Rows of the ranking that are printed.")] = 12,
    studies: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            help="Choose up to N studies together, 1 to 8, each for what it adds to the others, "
            "and say where one more is not worth it.",
            show_default=False,
        ),
    ] = None,
    worth: Annotated[
        float | None,
        typer.Option(
            metavar="COST",
            help="Of --studies: what one bit is worth, in units of --cost; no study is chosen that "
            "costs more than what it adds is worth.",
            show_default=False,
        ),
    ] = None,
    also: SameDraws = None,
    account: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ACCOUNT",
            help="Of --experiments: account (repeatable) [default: all that are no baseline].",
            show_default=False,
        ),
    ] = None,
    draws: Annotated[
        int,
        typer.Option("--prior-draws", help="Of --experiments: draws of the uncertain numbers."),
    ] = 6,
    replicates: Annotated[
        int, typer.Option(help="Of --experiments: animals that are simulated in each draw.")
    ] = 3,
    varied: Annotated[
        int,
        typer.Option(
            help="Of --experiments: how many are tried in variants too, those that part the most "
            "pairs best."
        ),
    ] = 1,
    seed: RandomSeed = 0,
    folder: OwnExperiments = "",
    workers: Processes = None,
    figure: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Of --experiments: draw the pairs into FILE, .png, .pdf or .svg; of --studies: "
            "draw the programme into FILE instead of the run's folder.",
            callback=a_new("PICTURES"),
            show_default=False,
        ),
    ] = None,
    out: RunFolder = Path("runs"),
) -> None:
    """Rank what to record next, to learn which account is right.

    Studies are ranked by the bits of information that they are expected to give: recordings of the
    species of RUN, or, with --experiments, experiments and their variants, which need no run.
    """
    refuse_of_other(
        experiments,
        units=units,
        outcome=outcome,
        cost=cost,
        prior=prior,
        sensitivity=sensitivity,
        false_positive=false_positive,
        top=top,
        studies=studies,
        worth=worth,
        also=also,
        account=account,
        prior_draws=draws,
        replicates=replicates,
        varied=varied,
        seed=seed,
        **{"from": folder},
        workers=workers,
        figure=figure if studies is None else None,
    )
    if experiments:
        number = ANIMALS if animals is None else animals
        show_next_experiment(
            run or (), account, draws, number, replicates, varied, seed, workers, folder, figure
        )
        return
    from ..base.checks import whole
    from ..simulation.plan import parse_settings

    whole("top", top, 1, 10_000)
    check_studies(studies, worth, also or [])
    asked = {
        "animals": 3 if animals is None else animals,
        "units": units,
        "outcome": outcome,
        "lab": told_lab(sensitivity, false_positive),
        "prior": parse_settings(prior or (), "--prior", "genetic=0.5"),
        "cost": _told_costs(cost),
    }
    done = a_run(one_run(run), studies, out)
    if not (isinstance(done, Path) or also):
        _show_next_recording(done, top, asked)
    if studies is not None:
        show_programme(done, also or [], out, studies, worth, asked, top, figure)


def _show_next_recording(done: Run, top: int, asked: dict[str, Any]) -> None:
    """Rank what to record next in the species of a run."""
    from ..inference.recommendation import record_next

    screen = console()
    found = record_next(done, **asked, progress=_tell_designs())
    if found.known is not None:
        tell_known(found.known.table, found.known.why, screen)
    _show_ranking(done, found, asked["animals"], asked["units"], top)
    show_choices(found.choices)
    least_of = dict(zip(found.classes["class"], found.classes["least"], strict=True))
    for name, least in least_of.items():
        if " = " in name:
            screen.print(
                f"One class, for no design here parts them by more than {least:.2f} bit: {name}."
            )
    screen.print(
        "Bits are about these accounts as written here, with these constants; feasibility and "
        "ethics are not in them (--cost FILE). Unit of replication: the draw."
    )
    tables = {
        "designs": labelled(done, found.designs),
        "choices": found.choices,
        "classes": found.classes,
    }
    keep_results(done, "record_next", tables)


def _told_costs(file: Path | None) -> dict[str, float]:
    """Return the costs in a file of lines ``SPECIES: NUMBER``."""
    from ..base.errors import InputError
    from ..base.files import read_yaml, shown

    if file is None:
        return {}
    found = read_yaml(file)
    if not isinstance(found, dict):
        raise InputError(
            f"{shown(file)}: must hold lines SPECIES: NUMBER, for example macaca_mulatta: 20."
        )
    return {
        str(name): price
        if isinstance(price, bool) or not isinstance(price, (int, float))
        else float(price)
        for name, price in found.items()
    }


def _tell_designs() -> Callable[[int, int], None]:
    """Return a function that tells on the standard error how many designs are done, if many."""
    screen = console(stderr=True)

    def tell(done: int, total: int) -> None:
        if total >= 20:
            every_tenth(screen, done, total, "designs")

    return tell


def _show_ranking(run: Run, found: Recommendation, animals: int, units: int, top: int) -> None:
    """Print the ranking over all accounts, with the bits against each rival beside it."""
    from ..inference.candidates import DESIGN
    from ..inference.phrases import counted
    from ..inference.ranking import ALL_ACCOUNTS

    screen, labels, designs = console(), run.plan.labels, found.designs
    screen.print(
        f"Expected bits about which account is right, of {counted(animals, 'animal')} with "
        f"{counted(units, 'unit')} each [90 % interval over {run.plan.replicates} draws]; = tied "
        "with the first; (n) within noise; whether only: bits of finding any or none"
    )
    rivals = [name for name in run.plan.accounts if name in set(designs["comparison"])]
    each = designs.set_index([*DESIGN, "comparison"])
    several = len(set(designs["design"])) > 1
    table = unbroken_table(
        Column("", "rank"),
        "species",
        "modality",
        *(["rearing"] if several else []),
        ALL_ACCOUNTS,
        "whether only",
        *(["mutual information"] if found.known else []),
        *(["bits per cost", "cost"] if (costly := set(designs["cost"]) != {1.0}) else []),
        *(f"vs {name}" for name in rivals),
        "on record",
        name="designs",
    )
    ranked = designs[designs["comparison"] == ALL_ACCOUNTS].head(top)
    for row in ranked.itertuples(index=False):
        cells = [each.loc[(row.species, row.modality, row.design, name)] for name in rivals]
        table.add_row(
            Number(row.rank, "", " =" if row.tied else "", tied=row.tied),
            labels[row.species],
            row.modality,
            *([row.design] if several else []),
            *_of_all(row, found.known is not None, costly),
            *map(_bits, cells),
            row.tested.replace("_", " ") or "not tested",
        )
    screen.print(table)
    if costly:
        screen.print(
            "Ranked by bits per cost: those over all accounts, divided by the cost of an animal; "
            "two rearings together cost twice."
        )


def _of_all(row: Any, known: bool, costly: bool) -> list[Told]:
    """Return the cells of a design that are about all accounts."""
    return [
        Ranged(row.bits, row.low, row.high, 2, _noise(row), above_floor=row.above_floor),
        Number(row.bits_found, 2),
        *([Number(row.ideal, 2)] if known else []),
        *([Number(row.value, ".3g"), Number(row.cost)] if costly else []),
    ]


def _bits(row: Any) -> Number:
    """Return the bits of a design, marked if they are within the noise."""
    return Number(row.bits, 2, _noise(row), above_floor=row.above_floor)


def _noise(row: Any) -> str:
    """Return the mark of a design whose bits are within the noise."""
    return "" if row.above_floor else " (n)"
