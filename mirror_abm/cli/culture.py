"""The command ``culture``: is imitation handed on over generations, and from which rate on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..report.cells import Number, Ranged, Told
from ..report.terminal import Column, plain_table
from .console import console, tell_file, unbroken_table
from .options import OneSpecies, Processes, RandomSeed, Settings, a_folder
from .progress import checked_workers, every_tenth, progress_bar

if TYPE_CHECKING:
    from ..inference.culture import Question
    from ..inference.culture_tables import Culture
    from ..report.terminal import Table


#: what is asked, beside which animals they are
OWN = ("generations", "draws", "rate", "rates", "endogenous", "steepness", "models")


def culture_command(
    species: OneSpecies,
    account: Annotated[
        str, typer.Option(help="An account that learns, without a sensitive period.")
    ] = "associative",
    generations: Annotated[int, typer.Option(help="How many each phase lasts.")] = 3,
    draws: Annotated[int, typer.Option(help="Populations, each with the numbers of one draw.")] = 6,
    rate: Annotated[
        float | None,
        typer.Option(
            help="Times copied per hour at full readiness, in the history [default: "
            "the profile's].",
            show_default=False,
        ),
    ] = None,
    rates: Annotated[
        str | None,
        typer.Option(
            metavar="VALUES",
            help="Such rates at which naive and imitating founders are compared: 10,50,100, or "
            "10:100:4:log [default: every 32nd act copied, every 16th, ... every act].",
            show_default=False,
        ),
    ] = None,
    endogenous: Annotated[
        float, typer.Option(help="Share of copying that depends on the copier's response.")
    ] = 1.0,
    steepness: Annotated[
        float | None,
        typer.Option(
            help="How steeply readiness rises with the response [default: drawn, 2 to 8].",
            show_default=False,
        ),
    ] = None,
    models: Annotated[
        float, typer.Option(help="Share of the group that are trained adults, when put in.")
    ] = 0.5,
    without: Annotated[
        list[str] | None,
        typer.Option(help="Switch off a source of experience (repeatable).", show_default=False),
    ] = None,
    settings: Settings = None,
    cap: Annotated[int, typer.Option(help="The largest group simulated.")] = 8,
    point: Annotated[
        bool, typer.Option("--point", help="Use medians instead of drawing uncertain numbers.")
    ] = False,
    seed: RandomSeed = 0,
    workers: Processes = None,
    out: Annotated[
        Path,
        typer.Option(
            "--out", metavar="DIR", help="Folder for figure and tables.", callback=a_folder
        ),
    ] = Path("culture"),
) -> None:
    """Show whether imitation is handed on over generations.

    Animals are born and die, and copy what they see as they themselves respond to it. Tells whether
    naive founders come to imitate, whether it is lost with the adults, and whether trained ones
    restore it; and the rates of being copied at which this changes, beside a closed form.
    """
    from ..base.files import make_folder
    from ..engine.settings import parse_settings
    from ..inference.culture import ask, rates_typed
    from ..profile.species import load_species

    profile = load_species(species)
    chosen: dict[str, Any] = {
        "generations": generations,
        "draws": draws,
        "rate": rate,
        "rates": None if rates is None else rates_typed(rates, profile),
        "endogenous": endogenous,
        "steepness": steepness,
        "models": models,
        "without": without or (),
        "settings": parse_settings(settings or ()),
        "cap": cap,
        "point": point,
        "seed": seed,
    }
    own = {name: chosen.pop(name) for name in OWN}
    question = ask(profile, account, own, chosen)  # type: ignore[arg-type]
    folder = make_folder(out / profile.name)  # where it cannot be, nothing is worked at
    found = _carried_out(question, checked_workers(workers))
    _show(found)
    _keep(found, folder)


def _carried_out(question: Question, workers: int) -> Culture:
    """Return what becomes of a species, with a progress bar."""
    from ..inference.culture import answered

    screen, total = console(stderr=True), len(question.tasks)
    with progress_bar(screen, total, "lives", "starting") as advance:

        def tell(done: int, what: str) -> None:
            advance(done, what)
            if not screen.is_terminal:
                every_tenth(screen, done, total, "lives")

        return answered(question, workers, tell)


def _show(found: Culture) -> None:
    """Print the answer in words, and both tables."""
    from ..inference.culture_in_words import sentences

    screen = console()
    for sentence in sentences(found):
        screen.print(f"* {sentence}")
    screen.print("")
    screen.print(_history(found))
    screen.print("")
    screen.print(_by_rate(found))
    screen.print(
        "Readiness: the mean chance to copy what could be copied, 0 to 1. Response: of the motor "
        "units of an act to its sight, 1 as strong as execution. A population imitates if it keeps "
        "half of what full readiness adds. Unit of replication: the population."
    )


def _history(found: Culture) -> Table:
    """Return the phases of the history as a table."""
    from ..base.ranges import level_in_words

    words = level_in_words([found.draws], "")
    table = plain_table(
        f"After {found.lineage.generations} generation{'s' * (found.lineage.generations > 1)} of "
        f"each phase, mean [{words}] over {found.draws} population{'s' * (found.draws > 1)}",
        *("phase", Column("readiness", "ready"), "response", Column("imitate", "imitate")),
        unbroken=("readiness", "response", "imitate"),
        name="history",
    )
    for row in found.summary.itertuples(index=False):
        judged = row.imitate == row.imitate and row.imitate is not None
        table.add_row(
            row.phase,
            Ranged(row.ready, row.ready_low, row.ready_high, level=row.level),
            Ranged(row.response, row.response_low, row.response_high, level=row.level),
            Told(f"{int(row.imitate)} of {row.able}", int(row.imitate), able=row.able)
            if judged
            else Told("-", None, able=row.able),
        )
    return table


def _by_rate(found: Culture) -> Table:
    """Return the states of both kinds of founders by rate, the closed form beside them."""
    heads = [
        Column(f"{founders} {head}".strip(), f"{founders}_{name}")
        for founders in ("naive", "imitating")
        for head, name in (("", "ready"), ("closed form", "expected"))
    ]
    table = unbroken_table(Column("copies per hour", "rate"), *heads, name="rates")
    for rate, rows in found.branches.groupby("rate"):
        mean = rows.groupby("founders")[["ready", "expected_ready"]].mean()
        cells = [
            Number(mean.loc[founders, name], 2)
            for founders in ("naive", "imitating")
            for name in ("ready", "expected_ready")
        ]
        table.add_row(Number(float(rate), ".3g"), *cells)
    return table


def _keep(found: Culture, folder: Path) -> None:
    """Draw the figure and keep the tables, and print where they are."""
    from ..base.tables import write_csv
    from ..inference.culture_tables import figure_tables
    from ..report.figures import save_tables
    from .results import show_figures

    about = f"Account {found.lineage.account}, seed {found.lineage.options['seed']}."
    show_figures(save_tables("culture", figure_tables(found), folder, "culture", about))
    for name in ("summary", "thresholds", "phases", "branches", "courses"):
        write_csv(folder / f"{name}.csv", getattr(found, name))
        tell_file("table", folder / f"{name}.csv")
