"""The command ``sweep``: runs over a grid of settings, as one table and one figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..report.cells import Number, Ranged
from ..report.terminal import Column, Table, plain_table
from .comparison import few_groups
from .console import console, decimal
from .progress import execute_sweep
from .request import Request, common_options, with_common_options

if TYPE_CHECKING:
    import pandas as pd

    from ..simulation.over import Value
    from ..simulation.sweep import Sweep

MOST_SENTENCES = 6  #: with more species and accounts, the table says it better


@with_common_options
def sweep_command(
    request: Request,
    over: Annotated[
        list[str] | None,
        typer.Option(
            "--over",
            metavar="NAME=VALUES",
            help="What to vary: a number of the profiles, constants.NAME, or days, age, cap, "
            "learners, rule, world, weights, prior. VALUES are 0.5,1,2, or 1:30:5 "
            "(low:high:number of values, equally spaced), or 1:100:5:log. Repeat it for a grid.",
            show_default=False,
        ),
    ] = None,
    knockouts: Annotated[
        int,
        typer.Option(help="Replicates in which each source is also removed alone."),
    ] = 0,
) -> None:
    """Run species over a grid of values of one or more settings.

    Each point is an ordinary run with the same seed: the same draws are compared at every point.
    Prints and draws own minus other over what is varied, and leaves tidy tables in the folder
    'sweep' beside the runs.

    Interrupted, the same command resumes; points that were run before are not run again.
    """
    from ..base.errors import InputError
    from ..simulation.grid import plan_sweep
    from ..simulation.over import parse_over

    varied = parse_over(over or ())
    grid = plan_sweep(
        request.species, varied, **(_choices(request, varied) | {"knockouts": knockouts})
    )
    if request.shard:
        raise InputError("--shard: a sweep has none: work on it with --cluster, or run its points.")
    with request.elsewhere() as executor:
        done = execute_sweep(grid, request.out, request.workers, request.engine, executor)
    _show_table(done)
    _show_files(done)


def _choices(request: Request, varied: dict[str, str]) -> dict[str, Any]:
    """Return what is the same at every point, as a plan takes it."""
    import inspect

    from ..simulation.over import OPTIONS
    from ..simulation.plan import ACCOUNTS, parse_settings

    defaults = inspect.signature(common_options).parameters
    choices = {
        name: value
        for name, value in request.choices.items()
        if name not in varied or name not in OPTIONS or value != defaults[name].default
    }
    choices["account"] = choices["account"] or ACCOUNTS
    choices["settings"] = parse_settings(choices["settings"] or ())
    choices["without"] = choices["without"] or ()
    return choices


def _show_table(sweep: Sweep) -> None:
    """Print in words and as a table what the shares are over the grid."""
    from ..inference.answer import reported
    from ..report.sweep import labelled
    from ..simulation.cards import baseline_sentence
    from ..simulation.over import told

    screen, replicates = console(), sweep.plan.replicates
    summary = labelled(sweep, sweep.table("summary"))
    shown = summary[summary["account"].isin(reported(sweep.plan))]
    for sentence in _sentences(sweep, shown):
        screen.print(f"* {sentence}")
    screen.print("")
    screen.print(_table(sweep, shown, f"minus that at {told(sweep.points[0])}"))
    baseline = baseline_sentence(summary)
    if baseline:
        screen.print(baseline)
    screen.print(
        "Every point has the same draws, so that a change compares each group with itself. What is "
        "varied is fixed at each point: ranges hold what all other numbers leave uncertain."
    )
    for limit in _limits(sweep):
        screen.print(limit)
    if few_groups(replicates):
        screen.print(few_groups(replicates))


def _limits(sweep: Sweep) -> list[str]:
    """Return which draws were clipped to what is possible, and where groups were capped."""
    from ..simulation.over import told

    clipped: dict[str, float] = {}
    capped = []
    for point, run in zip(sweep.points, sweep.runs, strict=True):
        draws = run.table("draws").drop_duplicates(["species", "replicate", "name"])
        for name, share in draws.groupby("name")["limited"].mean().items():
            clipped[str(name)] = max(share, clipped.get(str(name), 0))
        sizes = draws[draws["name"] == "group.size"]
        cap = run.plan.cap
        if (sizes["value"].round() > cap).any():
            capped.append(f"{told(point)} ({cap} animals)")
    said = [f"{name} in up to {share:.0%} of groups" for name, share in clipped.items() if share]
    found = []
    if said:
        found.append(f"Draws clipped to what the drawn activity allows: {'; '.join(said)}.")
    if capped:
        caps = {run.plan.cap for run in sweep.runs}
        where = "; ".join(capped)
        if len(capped) == len(sweep.runs) and len(caps) == 1:
            where = f"at every point ({caps.pop()} animals)"
        found.append(f"Groups larger than --cap were simulated with fewer: {where}.")
    return found


def _table(sweep: Sweep, summary: pd.DataFrame, change: str) -> Table:
    """Return the table: one row per point, species and account, shares and changes beside it."""
    from ..base.ranges import level_in_words
    from ..simulation.summary import HEADLINE_WORDS

    names = [axis.name for axis in sweep.axes]
    keys = [name for name in ("label", "account") if len(set(summary[name])) > 1]
    shown = [name for name in ("visual", "auditory") if name in set(summary["modality"])]
    heads = [Column("species" if key == "label" else key) for key in keys]
    heads += [Column(_short(name), name) for name in names]
    heads += [
        Column(each, unbroken=True)
        for modality in shown
        for each in (modality, f"{modality} change")
    ]
    replicates = sweep.plan.replicates
    title = (
        f"{HEADLINE_WORDS}; mean [{level_in_words([replicates], '')}] over {replicates} "
        f"group{'s' * (replicates > 1)}; change: own minus other {change}"
    )
    table = plain_table(title, *heads, name="sweep")
    changes = sweep.table("differences").set_index(["run", "species", "account", "modality"])
    for (_, account, run), rows in summary.groupby(["label", "account", "run"], sort=False):
        cells = {row["modality"]: row for _, row in rows.iterrows()}
        first = rows.iloc[0]
        found = [first[each] for each in keys] + [_value(first[name]) for name in names]
        for modality in shown:
            at = (run, first["species"], account, modality)
            found.append(_share(cells.get(modality)))
            found.append(_share(changes.loc[at] if at in changes.index else None))
        table.add_row(*found)
    return table


def _short(name: str) -> str:
    """Return a name as the head of a column, which has no room for where it belongs."""
    return name.removeprefix("constants.").removeprefix("experience.")


def _value(value: Any) -> Any:
    """Return a value of what is varied as a cell."""
    return value if isinstance(value, str) else Number(value, ".12g")


def _share(row: Any) -> Any:
    """Return a share, or a change of it, and its range as a cell; nothing if there is none."""
    if row is None:
        return None
    return Ranged(row["mean"], row["low"], row["high"], level=row["level"])


def _sentences(sweep: Sweep, summary: pd.DataFrame) -> list[str]:
    """Return in words what becomes of each share: at both ends, or at its highest and lowest."""
    found = []
    several = len(set(summary["label"])) > 1
    seen_first = summary.sort_values("modality", ascending=False, kind="stable")
    for (label, account, modality), rows in seen_first.groupby(
        ["label", "account", "modality"], sort=False
    ):
        who = f"{label}, {account}, {modality}" if several else f"{account}, {modality}"
        say = _between_ends if len(sweep.axes) == 1 else _extremes
        found.append(f"{who}: {say(sweep, rows)}")
    return found if len(found) <= MOST_SENTENCES else []


def _between_ends(sweep: Sweep, rows: pd.DataFrame) -> str:
    """Return what the share is at the first and last value, and in how many groups it differs."""
    from ..simulation.over import as_typed

    name, first, last = sweep.axes[0].name, rows.iloc[0], rows.iloc[-1]
    best = rows.loc[rows["mean"].idxmax()]
    changes = sweep.table("differences")
    same = changes[["species", "account", "modality"]] == last[["species", "account", "modality"]]
    change = changes[same.all(axis=1) & (changes["run"] == last["run"])].iloc[0]
    n = int(change["n"])
    text = (
        f"{decimal(first['mean'])} at {name} = {as_typed(first[name])}, {decimal(last['mean'])} at "
        f"{as_typed(last[name])}; higher there in {round(n * change['higher'])} of {n} groups, "
        f"lower in {round(n * change['lower'])}"
    )
    if decimal(best["mean"]) not in (decimal(first["mean"]), decimal(last["mean"])):
        text += f"; highest, {decimal(best['mean'])}, at {as_typed(best[name])}"
    return f"{text}."


def _extremes(sweep: Sweep, rows: pd.DataFrame) -> str:
    """Return at which points the share is highest and lowest."""
    from ..simulation.over import told

    ends: list[str] = []
    for word, at in (("highest", rows["mean"].idxmax()), ("lowest", rows["mean"].idxmin())):
        point: dict[str, Value] = {axis.name: rows.loc[at, axis.name] for axis in sweep.axes}
        ends.append(f"{word}, {decimal(rows.loc[at, 'mean'])}, at {told(point)}")
    return "; ".join(ends) + "."


def _show_files(sweep: Sweep) -> None:
    """Draw the figure, if one can show it, and print where everything is."""
    from ..base.files import shown
    from ..report.figures import save_sweep
    from ..report.sweep import MOST_AXES
    from ..simulation.sweep import SWEEP_TABLES

    screen = console()
    files = save_sweep(sweep)
    for file in files:
        screen.print(f"figure  {shown(file)}")
    if not files:
        screen.print(
            f"no figure: one shows at most {MOST_AXES} settings, this sweep varies "
            f"{len(sweep.axes)}; the tables are tidy, for seaborn or R."
        )
    for name in SWEEP_TABLES:
        screen.print(f"table   {shown(sweep.path / f'{name}.csv')}")
