"""The commands ``mirror-abm experiment list | show | run``: published experiments, and the board that they make."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .console import console as _console
from .console import plain_table

if TYPE_CHECKING:
    import pandas as pd

    from ..laboratory.board import CohortTask
    from ..laboratory.experiment import Experiment

app = typer.Typer(
    no_args_is_help=True,
    help="Published experiments: list, show, run, and the board that they make.",
)

From = Annotated[
    str,
    typer.Option(
        "--from",
        metavar="DIR",
        help="A folder with experiment files of your own.",
        show_default=False,
    ),
]
Accounts = Annotated[
    list[str] | None,
    typer.Option(
        "--account",
        help="Account (repeatable) [default: all that are no baseline, and none].",
        show_default=False,
    ),
]
Rules = Annotated[
    list[str] | None,
    typer.Option(
        "--rule",
        help="Learning rule instead of the account's, at matched acquisition "
        "half-life (repeatable).",
        show_default=False,
    ),
]
Kinds = Annotated[
    list[str] | None,
    typer.Option(
        "--subjects",
        help="'developed' or 'preset' (repeatable) [default: both].",
        show_default=False,
    ),
]
Draws = Annotated[
    int,
    typer.Option(
        "--prior-draws",
        help="Draws of the uncertain numbers within their ranges; 0 for their defaults alone.",
    ),
]
Animals = Annotated[
    int,
    typer.Option(
        "--replicates", help="Animals per condition and draw, each raised in a group of its own."
    ),
]
Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="NAME=NUMBER",
        help="Fix a number of the profile, or a constant, "
        "e.g. constants.entrenchment=0.1 (repeatable).",
        show_default=False,
    ),
]
OWN_FIGURES = ("repair",)  #: experiments with a figure of their own on the shelf
MARKS = {"reproduced": "yes", "not": "no", "undecided": "~", "cannot speak": "?"}


def _table(*columns: str) -> Any:
    """Return a table without a title, in which names are not broken."""
    table = plain_table("", *columns)
    table.title = None
    for column in table.columns:
        column.no_wrap = column.header in ("name", "study", "condition")
    return table


@app.command("list")
def experiment_list(folder: From = "") -> None:
    """List the published experiments."""
    from ..laboratory.experiment import load, names

    table = _table("name", "species", "effector", "confidence", "published pattern")
    for name in names(folder):
        each = load(name, folder)
        table.add_row(
            name,
            each.species,
            each.effector,
            each.confidence + (" (contrary)" if each.contrary else ""),
            "; ".join(str(claim) for claim in each.pattern),
        )
    _console().print(table)


@app.command("show")
def experiment_show(
    name: Annotated[str, typer.Argument(help="An experiment.")], folder: From = ""
) -> None:
    """Show what an experiment does, trial by trial, what was published, and how well that is known."""
    from ..laboratory.experiment import CONFIDENCE, citable, load

    each, console = load(name, folder), _console()
    console.print(each.text.strip() + "\n")
    console.print(
        f"species {each.species}; effector {each.effector}; measure: {each.unit}; subjects {', '.join(each.subjects)}"
    )
    if each.actions:
        console.print(
            "movements of the study and the acts that stand for them: "
            + ", ".join(f"{role} = {action}" for role, action in each.actions.items())
        )
    table = _table("condition", "phase", "trials", "seen", "done", "delay (s)", "chance", "then")
    for condition, (rearing, phases) in each.conditions.items():
        raised = [
            *(f"{k}={v:g}" for k, v in rearing.settings.items()),
            *(f"without {s}" for s in rearing.without),
        ]
        if raised or not phases:
            table.add_row(
                condition, "raised", "", "; ".join(raised) or "as its profile says", "", "", "", ""
            )
        for number, phase in enumerate(phases, start=1):
            after = [f"{phase.nights} nights"] * bool(phase.nights) + [
                f"pause {phase.pause:g} s"
            ] * bool(phase.pause)
            after += [f"{phase.days:g} days of ordinary life"] * bool(phase.days)
            rows = [trial for trial in phase.trials if trial.times]
            for trial in rows:
                seen = " + ".join(_stimulus(stimulus) for stimulus in trial.see) or "nothing"
                table.add_row(
                    condition,
                    str(number),
                    str(trial.times),
                    seen,
                    ", ".join(trial.do) or "nothing",
                    f"{trial.delay:g}" if trial.see and trial.do else "",
                    f"{trial.probability:g}",
                    "; ".join(after) if trial is rows[-1] else "",
                )
            if not rows:
                table.add_row(condition, str(number), "0", "", "", "", "", "; ".join(after))
    console.print(table)
    console.print("\npublished pattern: " + "; ".join(str(claim) for claim in each.pattern))
    if each.speaks:
        console.print("the row speaks only if: " + "; ".join(str(claim) for claim in each.speaks))
    console.print(
        f"confidence {each.confidence}: {CONFIDENCE[each.confidence]}"
        + ("; published as evidence against the associative account" if each.contrary else "")
    )
    if each.note:
        console.print(f"note: {each.note}")
    console.print("\n" + citable(each.file)[each.citation])


def _stimulus(stimulus: Any) -> str:
    """Return a stimulus in words."""
    words = []
    if stimulus.action:
        sense = (
            "sound"
            if stimulus.modality == "auditory"
            else {"other": "sight", "self": "own sight"}.get(
                stimulus.view, f"sight from viewpoint {stimulus.view}"
            )
        )
        words.append(
            f"{sense} of {stimulus.action}"
            + (f" (overlap {stimulus.like:g})" if stimulus.like != 1 else "")
        )
    if stimulus.name:
        words.append(
            stimulus.name + (f" (salience {stimulus.salience:g})" if stimulus.salience != 1 else "")
        )
    return " with ".join(words)


@app.command("run")
def experiment_run(
    name: Annotated[list[str], typer.Argument(help="Experiments, or 'all'.")],
    account: Accounts = None,
    rule: Rules = None,
    subjects: Kinds = None,
    draws: Draws = 6,
    replicates: Animals = 6,
    seed: int = 0,
    days: Annotated[float, typer.Option(help="Active days that developed animals lived.")] = 3.0,
    settings: Set = None,
    folder: From = "",
    workers: Annotated[
        int | None, typer.Option(help="Processes [default: one per core].", show_default=False)
    ] = None,
    figures: Annotated[
        bool, typer.Option("--figures", help="Draw a figure of every experiment.")
    ] = False,
    out: Annotated[Path, typer.Option(help="Folder for boards.")] = Path("runs/board"),
) -> None:
    """Carry out experiments under accounts, print the board, write tables and figures into a folder of its own.

    Interrupted, the same command resumes; a board that is done is shown as it is.
    """
    from ..base.checks import whole
    from ..base.files import make_folder, shown
    from ..experiments.contract import SUBJECTS
    from ..laboratory import board
    from ..laboratory.board_archive import board_tables
    from ..laboratory.experiment import load, names
    from ..simulation.plan import parse_settings

    chosen = names(folder) if "all" in name else tuple(dict.fromkeys(name))
    accounts = tuple(dict.fromkeys(account or board.DEFAULT_ACCOUNTS))
    tasks = board.plan(
        chosen,
        accounts,
        rule,
        subjects or SUBJECTS,
        draws,
        replicates,
        seed,
        days,
        parse_settings(settings or ()),
        folder,
    )
    count = whole("workers", len(os.sched_getaffinity(0)) if workers is None else workers, 1, 256)
    began, made = time.perf_counter(), _progress(tasks, make_folder(out), count)
    table, judged, scored = board_tables(made)
    each = {item: load(item, folder) for item in chosen}
    _show(scored, each)
    if len(chosen) == 1:
        _means(table, each[chosen[0]])
    console = _console()
    for file in _draw(table, judged, scored, each, made / "figures", figures):
        console.print(f"figure  {shown(file)}")
    console.print(f"board   {shown(made)}  ({time.perf_counter() - began:.0f} s)")


def _progress(tasks: list[CohortTask], out: Path, workers: int) -> Path:
    """Carry out the tasks with a progress bar on the standard error, unless that was done before; return the board's folder."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from ..laboratory.board_archive import board_id, carry_out
    from ..simulation.archive import is_done

    console, name = _console(stderr=True), board_id(tasks)
    if is_done(out / name):
        console.print(f"board {name} is done already; this is its result.")
        return carry_out(tasks, out)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("cohorts"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as bar:
        job = bar.add_task("raising animals", total=len(tasks))

        def tell(done: int, total: int, what: str) -> None:
            bar.update(job, completed=done, description=what)
            if not console.is_terminal and (done == total or done % max(1, total // 10) == 0):
                console.print(f"{done} of {total} cohorts done")

        return carry_out(tasks, out, workers, tell)


def _show(scored: pd.DataFrame, each: dict[str, Experiment]) -> None:
    """Print the board: study x account, developed / preset."""
    from ..accounts.contract import BASELINES
    from ..laboratory.scoring import named, telling

    told, console = telling(scored), _console()
    scored = scored.assign(who=named(scored))
    who = list(dict.fromkeys(scored["who"]))
    kinds = list(dict.fromkeys(scored["subjects"]))
    console.print(
        f"Share of draws with the published pattern, from {' / '.join(kinds)} subjects; yes reproduced, no "
        "contradicted, ~ undecided, ? cannot speak; * tells accounts apart",
        soft_wrap=True,
    )
    table = _table("study", "pattern known", *who)
    for name, experiment in each.items():
        rows = scored[scored["experiment"] == name].set_index(["who", "subjects"])
        cells = [
            " / ".join(_cell(rows, column, kind) for kind in kinds if kind in experiment.subjects)
            for column in who
        ]
        for column in table.columns:
            column.no_wrap = True
        table.add_row(
            ("* " if told.get(name) else "  ")
            + name
            + (" (contrary)" if experiment.contrary else ""),
            experiment.confidence,
            *cells,
        )
    console.print(table)
    told = {name: tells and each[name].confidence != "P" for name, tells in told.items()}
    rows = scored[
        scored["experiment"].map(lambda name: bool(told.get(str(name))))
        & ~scored["account"].isin(BASELINES)
    ]
    if len(rows):
        counts = rows.groupby(["who", "subjects"])["verdict"].value_counts().unstack(fill_value=0)
        console.print(
            f"Headline, over the {sum(told.values())} of {len(each)} rows that tell accounts apart: "
            + "; ".join(
                f"{column} "
                + " / ".join(
                    f"{counts.loc[(column, kind)].get('reproduced', 0)}"
                    f"-{counts.loc[(column, kind)].get('not', 0)}"
                    for kind in kinds
                    if (column, kind) in counts.index
                )
                for column in who
                if column in counts.index.get_level_values(0)
            )
            + " (reproduced-contradicted; what is undecided is not counted)."
        )
    else:
        console.print(f"Headline: none of the {len(each)} rows tells accounts apart here.")
    console.print(
        "Unit of replication: the animal, each raised in a group of its own and trained alone."
    )


def _cell(rows: pd.DataFrame, who: str, kind: str) -> str:
    if (who, kind) not in rows.index:
        return ""
    row = rows.loc[(who, kind)]
    return MARKS[row["verdict"]] + (
        f" {row['rate']:.2f}" if row["verdict"] != "cannot speak" else ""
    )


def _means(table: pd.DataFrame, experiment: Experiment) -> None:
    """Print the condition means of one experiment, with intervals over animals and draws."""
    from ..simulation.statistics import ends

    found = table.groupby(["account", "rule", "subjects", "condition"], sort=False)["value"]
    shown = _table(
        "account", "rule", "subjects", "condition", experiment.unit, "95 % of animals", "animals"
    )
    for key, values in found:
        low, high = ends(values, 0.95)
        shown.add_row(
            *(str(part) for part in key),
            f"{values.mean():.3g}",
            f"[{low:.3g}, {high:.3g}]",
            str(len(values)),
        )
    for column in shown.columns:
        column.no_wrap = True
    _console().print(shown)


def _draw(
    table: pd.DataFrame,
    judged: pd.DataFrame,
    scored: pd.DataFrame,
    each: dict[str, Experiment],
    folder: Path,
    all_of_them: bool,
) -> list[Path]:
    """Draw the board, and each experiment if there are few or all are wanted, unless they are there; return the files."""
    from ..laboratory.scoring import for_figure, for_scoreboard

    wanted = (["scoreboard"] if len(each) > 1 else []) + (
        list(each) if all_of_them or len(each) == 1 else []
    )
    for name in wanted:
        if all((folder / f"{name}{suffix}").is_file() for suffix in (".png", ".pdf")):
            continue
        from ..report.figures import save_tables

        if name == "scoreboard" and name not in each:
            save_tables(name, {"scores": for_scoreboard(scored, each)}, folder, name)
        else:
            save_tables(
                name if name in OWN_FIGURES else "experiment",
                {"values": for_figure(table, judged, each[name])},
                folder,
                name,
            )
    return [folder / f"{name}{suffix}" for name in wanted for suffix in (".png", ".pdf")]
