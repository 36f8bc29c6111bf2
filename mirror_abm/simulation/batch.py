"""A run in shards, as batch systems carry it out: each shard by itself, then all made one."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from ..base.brief import some
from ..base.checks import one_of, whole
from ..base.errors import InputError, Interrupted
from ..base.executors import Executor
from ..base.files import MAX_JSON_BYTES, make_folder, read_text, shown, write_json
from ..base.json_text import as_json
from ..base.locks import alone
from ..engine.population import ENGINES
from .archive import Run, folder_of, verify
from .conditions import changed_code
from .dispatch import dispatched
from .finish import task_name
from .own_species import keep_species
from .parts import Parts
from .plan import Plan
from .plan_file import plan_again
from .preparation import compile_for
from .sealing import is_done, tidy
from .shards import Shard, at_work, drop, lacking
from .work import Work

Tell = Callable[[str, int, int], None]  #: species just finished, tasks done, tasks in all


def carry_out_shard(
    plan: Plan,
    shard: Shard,
    out: str | Path = "runs",
    workers: int = 1,
    progress: Tell | None = None,
    engine: str = "compiled",
    executor: Executor | None = None,
) -> int:
    """Carry out the tasks of one shard of a plan, and seal nothing.

    Parameters
    ----------
    plan : Plan
        What is run.
    shard : Shard
        Which of how many.
    out : str or pathlib.Path, default "runs"
        Folder in which the run's folder is made; that of all shards.
    workers : int, default 1
        Number of processes.
    progress : callable, optional
        Called after each task with its species, the tasks done and the tasks of the shard.
    engine : {"compiled", "agents"}, default "compiled"
        Both give the same bytes.
    executor : Executor, optional
        What carries the tasks out instead.

    Returns
    -------
    int
        How many tasks the shard has; all of them are done.

    Raises
    ------
    Interrupted
        After Ctrl-C; the same call resumes.
    """
    whole("workers", workers, 1, 256)
    one_of("engine", engine, ENGINES)
    run = Path(out) / plan.id
    mine = shard.of_tasks(plan.tasks)
    if is_done(run):
        return len(mine)
    _begin(make_folder(run), plan)
    with alone(shard.folder(run), f"shard {shard} of run {plan.id}"):
        kept = Parts(shard.folder(run))
        todo = [task for task in mine if task_name(*task) not in kept]
        if engine == "compiled" and executor is None:
            compile_for([plan], progress=False)
        done = len(mine) - len(todo)
        items = [(plan, shard.folder(run), task) for task in todo]
        try:
            with closing(dispatched(items, engine, workers, executor)) as finished:
                for _, (species, _) in finished:
                    done += 1
                    if progress:
                        progress(species, done, len(mine))
        except (KeyboardInterrupt, Interrupted):
            raise Interrupted(
                f"shard {shard} of run {plan.id}: interrupted with {done} of {len(mine)} tasks "
                "done; type the same command again to resume."
            ) from None
    return len(mine)


def _begin(run: Path, plan: Plan) -> None:
    """Write the plan of a run, unless another shard did; who holds the run's lock sweeps there."""

    def stands() -> bool:
        try:
            return read_text(run / "plan.json", MAX_JSON_BYTES) == as_json(plan.as_dict())
        except InputError:  # it is not there, or damaged
            return False

    if not stands():
        with alone(run, f"run {plan.id}"):
            if not stands() and not is_done(run):
                keep_species(plan, run)
                write_json(run / "plan.json", plan.as_dict())


def merge_shards(run: str | Path, out: str | Path = "runs") -> Run:
    """Make one run of its shards, once all of them are done.

    Parameters
    ----------
    run : str or pathlib.Path
        The run id, the beginning of it, or the path of the run's folder.
    out : str or pathlib.Path, default "runs"
        Folder in which a run named by its id is looked for.

    Returns
    -------
    Run
        The finished run: the same bytes as without shards.

    Raises
    ------
    InputError
        If there is no such run, tasks are missing, or other code began it.
    """
    folder = folder_of(run, out)
    with alone(folder, f"run {folder.name}"):
        if not is_done(folder):
            _finish(folder)
        drop(folder)
    tidy(folder)  # of a merge that was killed when all was done
    return verify(folder)


def _finish(folder: Path) -> None:
    """Write the tables of a run whose shards are done, or say which are not."""
    since = time.perf_counter()
    written, plan = plan_again(folder)
    if plan.id != written.id or plan.id != folder.name:
        raise InputError(
            f"run {folder.name}: other code began it ({changed_code(written, plan) or 'renamed'}): "
            "merge its shards with that."
        )
    busy = at_work(folder)
    work = Work(plan, folder.parent, 1, "compiled")
    if work.todo:
        told = some([f"{each}" for each in busy or lacking(folder, work.tasks, work.todo)], 60)
        which = f" (shards still at work: {told})" if busy else f" (shards: {told})"
        raise InputError(
            f"run {folder.name}: {len(work.todo)} of {len(work.tasks)} tasks are not done"
            f"{which if told != 'none' else ''}: begin these shards again, or do the rest here "
            f"with `mirror-abm run --plan {shown(folder)}/plan.json`."
        )
    work.finish_if_done(since)
