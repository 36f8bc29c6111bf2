"""The commands. Everything heavy is imported when a command needs it, so that ``--help`` is instant."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..base.startup import hurry
from . import check, evidence, experiment, field, inference
from .console import console as _console
from .console import ranged
from .species import app as species_app

if TYPE_CHECKING:
    from ..simulation.archive import Run
    from ..simulation.plan import Plan

FEW = 20  #: groups below which a 90 % range is that between the extremes
app = typer.Typer(
    name="mirror-abm",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Which animals should have mirror neurons, and because of which experience.",
)
runs_app = typer.Typer(no_args_is_help=True, help="List and show finished runs.")
app.add_typer(species_app, name="species")
app.command("check")(check.check)
app.add_typer(runs_app, name="runs")
app.add_typer(experiment.app, name="experiment")
field.register(species_app)
inference.register(app)

Species = Annotated[
    list[str] | None,
    typer.Argument(
        help="Names of bundled species, or paths of species files; all bundled "
        "species if none is given.",
        show_default=False,
    ),
]
Account = Annotated[
    list[str] | None,
    typer.Option(
        "--account",
        help="Account of the origin of mirror neurons (repeatable) [default: associative, none].",
        show_default=False,
    ),
]
Days = Annotated[float, typer.Option(help="Active days lived from birth.")]
Replicates = Annotated[int, typer.Option(help="Groups per species, each with draws of its own.")]
Seed = Annotated[int, typer.Option(help="Seed of all draws.")]
Workers = Annotated[
    int | None, typer.Option(help="Processes [default: one per core].", show_default=False)
]
Out = Annotated[Path, typer.Option(help="Folder for runs.")]
Point = Annotated[
    bool,
    typer.Option(
        "--point", help="Use the medians of all uncertain numbers instead of drawing them."
    ),
]
Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="NAME=NUMBER",
        help="Fix a number of the profiles, e.g. "
        "experience.being_imitated.rate=0, or a constant, e.g. constants.tau=2 "
        "(repeatable).",
        show_default=False,
    ),
]
Without = Annotated[
    list[str] | None,
    typer.Option(
        "--without",
        metavar="SOURCE",
        help="Switch a source of experience off, or 'all' (repeatable).",
        show_default=False,
    ),
]
World = Annotated[
    str, typer.Option(help="'normal', or 'permuted': each act looks and sounds like another.")
]
Weights = Annotated[str, typer.Option(help="'signed', or 'excitatory' (clipped at 0).")]
Learners = Annotated[int, typer.Option(help="Animals per group that learn and are recorded.")]
Knockouts = Annotated[
    int | None,
    typer.Option(
        help="Replicates in which each source is also removed alone "
        "[default: 4; 0 with --without].",
        show_default=False,
    ),
]
Engine = Annotated[
    str,
    typer.Option(help="'compiled', or 'agents', the readable reference; both give the same bytes."),
]
Rule = Annotated[
    str, typer.Option(help="A learning rule in place of the accounts' own.", show_default=False)
]
Carrier = Annotated[
    bool | None,
    typer.Option(
        "--carrier/--no-carrier",
        help="Whether the animals carry what accounts of "
        "inheritance assume [default: drawn on the tree].",
        show_default=False,
    ),
]
Prior = Annotated[
    str,
    typer.Option(
        help="Rates of experience: 'authored' (the files), 'rule_made' (one formula for all), "
        "or 'exchangeable' (one range for all)."
    ),
]
Cap = Annotated[int, typer.Option(help="The largest group that is simulated.")]


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _execute(plan: Plan, out: Path, workers: int | None, engine: str) -> Run:
    """Carry out the plan with a progress bar on the standard error."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    from ..base.checks import one_of, whole
    from ..base.files import make_folder
    from ..engine.population import ENGINES
    from ..simulation.archive import is_done
    from ..simulation.runner import execute

    console, count = (
        _console(stderr=True),
        whole("workers", _cores() if workers is None else workers, 1, 256),
    )
    one_of("engine", engine, ENGINES)
    make_folder(out)
    if is_done(out / plan.id):
        console.print(f"run {plan.id} is done already; this is its result.")
        return execute(plan, out)
    parts = out / plan.id / "parts"
    left = {
        name: plan.replicates - len(list(parts.glob(f"{name}.*/DONE"))) for name in plan.species
    }
    console.print(
        f"run {plan.id}: {len(plan.species)} species x {plan.replicates} groups, {plan.days:g} active days, "
        f"accounts {', '.join(plan.accounts)}, {count} worker{'s' * (count != 1)}."
    )
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("replicates"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console) as bar:
        job = bar.add_task("starting", total=len(plan.species) * plan.replicates)

        def tell(species: str, done: int, total: int) -> None:
            left[species] -= 1
            bar.update(job, completed=done, total=total, description=species)
            if not console.is_terminal and (left[species] == 0 or done == total):
                console.print(
                    f"{species}: all {plan.replicates} replicates done ({done} of {total})"
                )

        return execute(plan, out, count, tell, engine)


def _figures(run: Run, names: tuple[str, ...]) -> list[Path]:
    """Draw the figures that are not there yet, say which have nothing to show, and return the files of the others."""
    files = [run.path / "figures" / f"{name}.png" for name in names]
    for file in [
        each for each in files if not (each.is_file() and each.with_suffix(".pdf").is_file())
    ]:
        from ..base.errors import InputError
        from ..report.figures import save

        try:
            save(run, [file.stem])
        except InputError as error:
            files.remove(file)
            _console().print(f"no {error}")
    return files


def _show_summary(run: Run) -> None:
    """Print the comparative table: one row per species and account, both modalities."""
    from rich.table import Table

    summary, plan, console = run.table("summary"), run.plan, _console()
    arm = "intact" if "intact" in set(summary["arm"]) else summary["arm"].iloc[0]
    summary = summary[summary["arm"] == arm]
    title = (
        f"Congruent share of motor units above its permuted expectation, mean [90 % predictive range] over "
        f"{plan.replicates} group{'s' * (plan.replicates > 1)}"
        + (f", {arm}" if arm != "intact" else "")
        + (", permuted world" if plan.world != "normal" else "")
        + (f", prior {plan.prior.replace('_', ' ')}" if plan.prior != "authored" else "")
    )
    table = Table(
        title=title,
        title_justify="left",
        box=None,
        pad_edge=False,
        padding=(0, 2, 0, 0),
        title_style="bold",
    )
    for name in (
        "species",
        "account",
        "visual",
        "auditory",
        "kind",
        "main source (fall if removed)",
    ):
        table.add_column(name, no_wrap=name in ("visual", "auditory"))
    for (species, account), rows in summary.groupby(["species", "account"], sort=False):
        cells = {row.modality: row for row in rows.itertuples(index=False)}
        best = max(cells.values(), key=lambda row: row.mean)
        kind = "none" if best.kind == "none" else f"{best.modality}, {best.kind}"
        source = (
            f"{best.main_source.replace('_', ' ')} ({best.main_drop:.2f})"
            if best.main_source
            else "-"
        )
        heard = any(act["audible"] for act in plan.profiles[species]["actions"])
        ranges = {name: ranged(row.mean, row.low, row.high) for name, row in cells.items()}
        table.add_row(
            plan.labels[species],
            account,
            ranges["visual"],
            ranges["auditory"] if heard else "-",
            kind,
            source,
        )
    console.print(table)
    if "-" in tuple(table.columns[3].cells):
        console.print("-: no act of the species is heard.")
    if plan.world != "normal":
        console.print(
            "Counter-mirror share (congruent with what the permuted world shows): "
            + "; ".join(
                f"{row.species} {row.account} {row.modality} {row.counter:.3f}"
                for row in summary.itertuples(index=False)
            )
        )
    error = summary["mc_error"].max()
    _limits(run, console)
    if plan.replicates < FEW:
        console.print(
            f"A 90 % range over {plan.replicates} group{'s' * (plan.replicates > 1)} is no wider than their extremes, "
            f"and too narrow; --replicates {FEW} or more."
        )
    if error == error:
        console.print(
            f"Unit of replication: the group. Largest Monte-Carlo standard error of a mean: {error:.3f}."
        )


def _limits(run: Run, console: Any) -> None:
    """Say which draws were brought to what is possible, and which groups were capped."""
    plan = run.plan
    draws = run.table("draws").drop_duplicates(["species", "replicate", "name"])
    share = draws.groupby(["species", "name"])["limited"].mean()
    if len(plan.species) > 8:  # by number, over all species
        several = share.groupby("name").agg(lambda each: each[each > 0].mean()).dropna()
        told = [
            f"{name.removeprefix('experience.')} in {value:.0%} of the groups of "
            f"{int((share.xs(name, level='name') > 0).sum())} species"
            for name, value in several.items()
        ]
    else:
        told = [
            f"{species} {name.removeprefix('experience.')} in {value:.0%} of groups"
            for (species, name), value in share.items()
            if value > 0
        ]
    if told:
        console.print(
            f"Draws that the drawn acts do not allow, brought to the nearest that they do: {'; '.join(told)} "
            "(table draws)."
        )
    wanted = draws[draws["name"] == "group.size"]
    capped = sorted(set(wanted[wanted["value"].round() > plan.cap]["species"]))
    if capped:
        console.print(
            f"Groups larger than {plan.cap} were simulated with {plan.cap} animals: {', '.join(capped)}."
        )


def _finish(run: Run, names: tuple[str, ...]) -> None:
    """Print where everything is."""
    from ..base.files import shown

    console = _console()
    for file in _figures(run, names):
        console.print(f"figure  {shown(file)}")
    console.print(f"run     {shown(run.path)}")


@app.command()
def run(
    species: Species = None,
    account: Account = None,
    days: Days = 5.0,
    replicates: Replicates = 20,
    seed: Seed = 0,
    workers: Workers = None,
    out: Out = Path("runs"),
    point: Point = False,
    settings: Set = None,
    without: Without = None,
    world: World = "normal",
    weights: Weights = "signed",
    learners: Learners = 2,
    knockouts: Knockouts = None,
    cap: Cap = 60,
    prior: Prior = "authored",
    engine: Engine = "compiled",
    rule: Rule = "",
    carrier: Carrier = None,
) -> None:
    """Simulate species under accounts, print the comparative table, draw the figures."""
    from ..simulation.plan import ACCOUNTS, make_plan, parse_settings

    plan = make_plan(
        species or (),
        account=account or ACCOUNTS,
        days=days,
        replicates=replicates,
        seed=seed,
        point=point,
        settings=parse_settings(settings or ()),
        without=without or (),
        world=world,
        weights=weights,
        learners=learners,
        knockouts=knockouts,
        cap=cap,
        prior=prior,
        rule=rule,
        carrier=carrier,
    )
    done = _execute(plan, out, workers, engine)
    _show_summary(done)
    _finish(done, ("species_forest", "learning_curves", "sources"))


@app.command()
def contrast(
    species: Species = None,
    without: Without = None,
    account: Account = None,
    days: Days = 5.0,
    replicates: Replicates = 20,
    seed: Seed = 0,
    workers: Workers = None,
    out: Out = Path("runs"),
    point: Point = False,
    settings: Set = None,
    world: World = "normal",
    weights: Weights = "signed",
    learners: Learners = 2,
    cap: Cap = 60,
    prior: Prior = "authored",
    engine: Engine = "compiled",
    rule: Rule = "",
    carrier: Carrier = None,
) -> None:
    """Raise the same animals with and without a source of experience, and show the difference."""
    from rich.table import Table

    from ..simulation.plan import ACCOUNTS, make_plan, parse_settings
    from ..simulation.summary import differences

    plan = make_plan(
        species or (),
        account=account or ACCOUNTS,
        days=days,
        replicates=replicates,
        seed=seed,
        point=point,
        settings=parse_settings(settings or ()),
        without=without or (),
        contrast=True,
        world=world,
        weights=weights,
        learners=learners,
        knockouts=0,
        cap=cap,
        prior=prior,
        rule=rule,
        carrier=carrier,
    )
    done = _execute(plan, out, workers, engine)
    found = differences(done.table("groups"))
    table = Table(
        title=f"Difference in the congruent share, {found['arm'].iloc[0]} minus intact, mean [90 % predictive range] "
        f"over {plan.replicates} groups",
        title_justify="left",
        box=None,
        pad_edge=False,
        padding=(0, 2, 0, 0),
        title_style="bold",
    )
    for name in ("species", "account", "modality", "difference", "Monte-Carlo error"):
        table.add_column(name, no_wrap=name == "difference")
    for row in found.sort_values(
        ["species", "account", "modality"], ascending=[True, True, False]
    ).itertuples(index=False):
        table.add_row(
            plan.labels[row.species],
            row.account,
            row.modality,
            ranged(row.mean, row.low, row.high, 3),
            f"{row.mc_error:.4f}" if row.mc_error == row.mc_error else "one group",
        )
    _console().print(table)
    _finish(done, ("contrast",))


@runs_app.command("list")
def runs_list(out: Out = Path("runs")) -> None:
    """List the finished runs, the newest first."""
    from rich.table import Table

    from ..base.errors import MirrorError
    from ..base.files import shown
    from ..simulation.archive import finished, load_run
    from ..simulation.plan import arm_name

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in ("run", "species", "accounts", "days", "groups", "arms", "seconds"):
        table.add_column(name)
    found = []
    for path in finished(out):
        try:
            found.append(load_run(path))
        except MirrorError as error:
            _console(stderr=True).print(str(error))
    for item in found:
        plan = item.plan
        table.add_row(
            item.id,
            ", ".join(plan.species),
            ", ".join(plan.accounts),
            f"{plan.days:g}",
            str(plan.replicates),
            ", ".join(arm_name(arm) for arm in plan.arms),
            f"{item.manifest['elapsed_seconds']:g}",
        )
    _console().print(table if found else f"No finished runs in {shown(out)}.")


@runs_app.command("show")
def runs_show(
    run: Annotated[
        str, typer.Argument(help="A run id, or its beginning, or the path of its folder.")
    ],
    out: Out = Path("runs"),
) -> None:
    """Show what a run was, under what conditions, what it found, and what to cite for it."""
    from ..simulation.archive import load_run

    done, console = load_run(run, out), _console()
    plan, manifest = done.plan, done.manifest
    console.print(
        f"run {done.id}: seed {plan.seed}, {plan.days:g} active days, {plan.replicates} groups a species, "
        f"{'medians' if plan.point else 'drawn numbers'}, prior {plan.prior.replace('_', ' ')}, world {plan.world}, "
        f"weights {plan.weights}"
    )
    console.print(
        "software: " + ", ".join(f"{name} {value}" for name, value in manifest["software"].items())
    )
    console.print(f"took {manifest['elapsed_seconds']:g} s with {manifest['workers']} workers")
    console.print("cite: " + ", ".join(manifest["cite"]) + " (species/references.bib)")
    _show_summary(done)
    _finish(
        done, ("contrast",) if plan.contrasts else ("species_forest", "learning_curves", "sources")
    )


@app.command()
def plot(
    run: Annotated[
        str, typer.Argument(help="A run id, or its beginning, or the path of its folder.")
    ],
    figure: Annotated[
        list[str] | None,
        typer.Argument(
            help="Figures; those that belong to the run if none is given.", show_default=False
        ),
    ] = None,
    out: Out = Path("runs"),
) -> None:
    """Draw figures of a run into its folder, as PNG and PDF."""
    from ..base.files import shown
    from ..report.figures import save, standard
    from ..simulation.archive import load_run

    done = load_run(run, out)
    for file in save(done, figure or standard(done)):
        _console().print(f"figure  {shown(file)}")


@app.command()
def explain(
    subject: Annotated[
        str, typer.Argument(help="'step', 'accounts', an account, a rule, or a species.")
    ],
) -> None:
    """Explain the order of events in a step, the accounts and what would refute them, a rule, or a species to the engine."""
    from ..base.errors import InputError, did_you_mean
    from ..base.shelf import accounts, rules
    from ..profile.species import library, load_species, variants
    from ..report.explanation import accounts_page, item_page, species_page, step_page

    pages = {"step": step_page, "accounts": accounts_page}
    shelf = next((each for each in (accounts, rules) if subject in each.names), None)
    if (
        subject.strip().lower().replace(" ", "_") not in (*pages, *library(), *variants())
        and not shelf
        and "." not in subject
    ):
        names = (*pages, *accounts.names, *rules.names, *library(), *variants())
        raise InputError(
            f"explain {subject!r}: must be 'step', 'accounts', an account, a rule or a species."
            f"{did_you_mean(subject, names)}"
        )
    for part in (
        pages[subject]()
        if subject in pages
        else item_page(shelf, subject)
        if shelf
        else species_page(load_species(subject))
    ):
        _console().print(part)


evidence.register(app, _console)


def _stop(number: int, frame: object) -> None:
    """Stop at once, but not as KeyboardInterrupt, which typer would end in its own way."""
    from ..base.errors import Interrupted

    raise Interrupted(
        "Interrupted; nothing is half-written, and the same command goes on from here."
    )


def _mute() -> None:
    """Let what is left of the standard output go nowhere."""
    from ..base.files import nowhere

    os.dup2(nowhere(), sys.stdout.fileno())


@contextlib.contextmanager
def _one_sentence() -> Iterator[None]:
    """End with one sentence and the exit code of its kind; only our own bugs show a traceback."""
    from ..base.errors import MirrorError

    code = 0
    try:
        yield
        sys.stdout.flush()
    except MirrorError as error:
        print(error, file=sys.stderr)
        code = error.exit_code
    except BrokenPipeError:
        _mute()
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EIO, errno.EBADF) or error.filename:
            raise
        _mute()
        print(f"standard output: cannot be written: {error.strerror}.", file=sys.stderr)
        code = 3
    if code:
        raise SystemExit(code)


def main() -> None:
    """The command ``mirror-abm``."""
    hurry()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    with _one_sentence():
        try:
            app()
        except SystemExit as end:
            if end.code:
                raise
