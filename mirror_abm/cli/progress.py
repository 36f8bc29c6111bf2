"""Long work with a progress bar on the standard error."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .console import console

if TYPE_CHECKING:
    from ..base.executors import Executor
    from ..laboratory.board import CohortTask
    from ..simulation.archive import Run
    from ..simulation.early import FirstGroups
    from ..simulation.grid import Grid
    from ..simulation.plan import Plan
    from ..simulation.shards import Shard
    from ..simulation.sweep import Sweep

Advance = Callable[[int, str], None]  #: tells how many are done, and what is being worked on


def checked_workers(workers: int | None) -> int:
    """Return the number of processes asked for, or one for each core that we may use."""
    from ..base.checks import whole

    if workers is None and hasattr(os, "sched_getaffinity"):
        workers = len(os.sched_getaffinity(0))
    return whole("workers", (os.cpu_count() or 1) if workers is None else workers, 1, 256)


def _count(workers: int | None, executor: Executor | None) -> int:
    """Return how many processes work here, or elsewhere."""
    from ..base.executors import workers_of

    return checked_workers(workers) if executor is None else workers_of(executor)


@contextmanager
def progress_bar(screen: Any, total: int, unit: str, first: str) -> Iterator[Advance]:
    """Show a progress bar while the work goes on; yield the function that advances it."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(unit),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=screen) as bar:
        job = bar.add_task(first, total=total)
        yield lambda done, what: bar.update(job, completed=done, description=what)


def execute_plan(
    plan: Plan, out: Path, workers: int | None, engine: str, executor: Executor | None = None
) -> Run:
    """Carry out a plan with a progress bar, unless that was done before."""
    from ..base.checks import one_of
    from ..base.files import make_folder, shown
    from ..engine.population import ENGINES
    from ..simulation.conditions import in_words
    from ..simulation.parts import tasks_kept
    from ..simulation.runner import execute
    from ..simulation.sealing import is_done

    screen, count = console(stderr=True), _count(workers, executor)
    one_of("engine", engine, ENGINES)
    if is_done(out / plan.id):  # also where nothing may be written, as in the folder of another
        done = execute(plan, out)  # which refuses a run that is damaged
        screen.print(f"run {plan.id} is done already; this is its result.")
        return done
    make_folder(out)
    kept = Counter(task.rpartition(".")[0] for task in tasks_kept(out / plan.id))
    left = {name: plan.replicates - kept[name] for name in plan.species}
    seed, departing = f", seed {plan.seed}" if plan.seed else "", in_words(plan)
    screen.print(
        f"run {plan.id}: {len(plan.species)} species x {plan.replicates} groups, "
        f"{plan.span}, accounts {', '.join(plan.accounts)}{seed}, "
        f"{count} worker{'s' * (count != 1)}" + (f"; {departing}." if departing else ".")
    )
    total = len(plan.species) * plan.replicates
    with progress_bar(screen, total, "replicates", "starting") as advance:

        def tell(species: str, done: int, total: int) -> None:
            left[species] -= 1
            advance(done, species)
            if not screen.is_terminal and (left[species] == 0 or done == total):
                screen.print(
                    f"{species}: all {plan.replicates} replicates done ({done} of {total})"
                )

        def show(groups: FirstGroups) -> None:
            from ..report.figures import save_early

            few = f"the first {groups.plan.replicates} of {plan.replicates} groups of each species"
            screen.print(f"figure  {shown(save_early(groups, few))}", soft_wrap=True)
            screen.print(f"It shows {few}, and is drawn anew when all are done.")

        return execute(plan, out, count, tell, engine, executor, show)


def execute_shard(
    plan: Plan,
    shard: Shard,
    out: Path,
    workers: int | None,
    engine: str,
    executor: Executor | None = None,
) -> None:
    """Carry out a shard of a plan with a progress bar, and say what comes next."""
    from ..base.files import shown
    from ..simulation.batch import carry_out_shard

    screen, count = console(stderr=True), _count(workers, executor)
    tasks = len(shard.of_tasks(plan.tasks))
    screen.print(f"run {plan.id}, shard {shard}: {tasks} replicates of {len(plan.tasks)}.")
    with progress_bar(screen, tasks, "replicates", "starting") as advance:

        def tell(species: str, done: int, total: int) -> None:
            advance(done, species)
            if not screen.is_terminal:
                every_tenth(screen, done, total, "replicates")

        carry_out_shard(plan, shard, out, count, tell, engine, executor)
    screen.print(
        f"shard {shard} is done. When all {shard.of} are: mirror-abm runs merge "
        f"{shown(out / plan.id)}"
    )


def execute_sweep(
    grid: Grid, out: Path, workers: int | None, engine: str, executor: Executor | None = None
) -> Sweep:
    """Carry out a sweep with one progress bar over all its points."""
    from ..base.checks import one_of
    from ..base.files import make_folder
    from ..engine.population import ENGINES
    from ..simulation.sealing import is_done
    from ..simulation.sweep import carry_out

    screen, count, plan = console(stderr=True), _count(workers, executor), grid.plans[0]
    one_of("engine", engine, ENGINES)
    make_folder(out)
    left = sum(not is_done(out / each.id) for each in grid.plans)
    if not left:
        done = carry_out(grid, out)
        screen.print(f"sweep {grid.id} is done already; this is its result.")
        return done
    known = f", {len(grid.plans) - left} of them done already" if left < len(grid.plans) else ""
    screen.print(
        f"sweep {grid.id}: {len(grid.plans)} points{known}, each {len(plan.species)} species x "
        f"{plan.replicates} groups, accounts {', '.join(plan.accounts)}, "
        f"{count} worker{'s' * (count != 1)}."
    )
    total = left * len(plan.species) * plan.replicates
    with progress_bar(screen, total, "groups", "starting") as advance:

        def tell(species: str, done: int, total: int) -> None:
            advance(done, species)
            if not screen.is_terminal:
                every_tenth(screen, done, total, "groups")

        return carry_out(grid, out, count, tell, engine, executor)


def execute_board(tasks: list[CohortTask], out: Path, workers: int) -> Path:
    """Carry out the tasks of a board with a progress bar, unless that was done before."""
    from ..base.files import make_folder
    from ..laboratory.board_archive import board_id, carry_out
    from ..simulation.sealing import is_done

    screen, name = console(stderr=True), board_id(tasks)
    if is_done(out / name):
        done = carry_out(tasks, out)
        screen.print(f"board {name} is done already; this is its result.")
        return done
    make_folder(out)
    with progress_bar(screen, len(tasks), "cohorts", "raising animals") as advance:

        def tell(done: int, total: int, what: str) -> None:
            advance(done, what)
            if not screen.is_terminal:
                every_tenth(screen, done, total, "cohorts")

        return carry_out(tasks, out, workers, tell)


def every_tenth(screen: Any, done: int, total: int, unit: str) -> None:
    """Print how much is done, at every tenth part of it."""
    if done == total or done % max(1, total // 10) == 0:
        screen.print(f"{done} of {total} {unit} done")


@contextmanager
def animals_told(unit: str) -> Iterator[Callable[[int, int], None]]:
    """Yield what tells how much is done of the animals of a laboratory; a bar once it is known."""
    screen, what = console(stderr=True), "raising and training animals"
    shown: list[Advance] = []
    with ExitStack() as stack:

        def tell(done: int, total: int) -> None:
            if not shown:
                shown.append(stack.enter_context(progress_bar(screen, total, unit, what)))
            shown[0](done, what)
            if done and not screen.is_terminal:
                every_tenth(screen, done, total, unit)

        yield tell
