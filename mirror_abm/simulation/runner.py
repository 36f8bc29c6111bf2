"""Replicates over processes: skips what is done, survives a killed worker, reports progress."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pandas as pd

from ..animal.birth import rule_of, scales
from ..base.checks import one_of, whole
from ..base.errors import InputError, Interrupted
from ..base.files import canonical, digest
from ..base.processes import lasting
from ..base.shelf import accounts, rules
from ..engine.compiled import prepare
from ..engine.population import ENGINES
from . import summary
from .archive import TABLES, Recorder, Run, is_done, keep, part, software, verify
from .plan import Plan
from .task import simulate

Task = tuple[str, int]
Progress = Callable[[str, int, int], None]  #: species just finished, tasks done, tasks in all


def execute(
    plan: Plan,
    out: str | Path = "runs",
    workers: int = 1,
    progress: Progress | None = None,
    engine: str = "compiled",
) -> Run:
    """Carry out ``plan`` and return the run; a finished run is returned as it is, an interrupted one resumed.

    Parameters
    ----------
    out : folder in which the run's folder is made.
    workers : processes; 1 works in this one. More than 1 from a script needs ``if __name__ == "__main__":``.
    progress : called after each task. engine : ``"compiled"`` or ``"agents"``; both give the same bytes.

    Raises
    ------
    StorageError : the folder cannot be written. Interrupted : Ctrl-C; the same call resumes.
    """
    whole("workers", workers, 1, 256)
    one_of("engine", engine, ENGINES)
    if not isinstance(out, (str, Path)) or "\0" in str(out):
        raise InputError(f"out = {out!r}: must be the path of a folder.")
    if is_done(Path(out) / plan.id):
        return verify(Path(out) / plan.id)
    if engine == "compiled":
        for rule, scaled in sorted(
            {(rule_of(name, plan.rule), scales(accounts.load(name))) for name in plan.accounts}
        ):
            if rules.load(rule).PLASTIC:
                prepare(rule, scaled=scaled)
    recorder, began = Recorder(plan, Path(out)), time.perf_counter()
    tasks = [
        (species, replicate) for species in plan.species for replicate in range(plan.replicates)
    ]
    todo = [task for task in tasks if not recorder.has(*task)]
    done = len(tasks) - len(todo)
    try:
        ordered = _longest_first(plan, todo) if workers > 1 else todo
        with closing(
            lasting(partial(_do, plan, engine, recorder.path), ordered, workers)
        ) as finished:
            for _, task in finished:
                done += 1
                if progress:
                    progress(task[0], done, len(tasks))
    except (KeyboardInterrupt, Interrupted):
        done = sum(recorder.has(*task) for task in tasks)
        raise Interrupted(
            f"run {plan.id}: interrupted with {done} of {len(tasks)} tasks done; type the same command "
            "again to resume."
        ) from None
    return recorder.finish(
        _tables(recorder, tasks), _manifest(plan, workers, engine, time.perf_counter() - began)
    )


def _do(plan: Plan, engine: str, run: Path, task: Task) -> Task:
    """Carry out one task and keep its tables; nothing large travels between processes."""
    keep(part(run, *task), simulate(plan, *task, engine))
    return task


def _longest_first(plan: Plan, tasks: list[Task]) -> list[Task]:
    """Return the tasks with those of the knock-outs and of the most eventful species first, so that no core waits."""

    def load(task: Task) -> tuple[bool, float, str, int]:
        profile = plan.profiles[task[0]]
        return (
            task[1] >= plan.knockouts,
            -float(profile["acts"]["audible_rate"]["value"]),
            task[0],
            task[1],
        )

    return sorted(tasks, key=load)


def _tables(recorder: Recorder, tasks: list[Task]) -> dict[str, pd.DataFrame]:
    """Return all tables of the run."""
    tables = {name: recorder.parts(name, tasks) for name in ("units", "ledger", "curves", "draws")}
    tables["animals"] = summary.animals(tables["units"])
    tables["groups"] = summary.groups(tables["animals"])
    tables["knockouts"] = summary.knockouts(tables["groups"])
    tables["summary"] = summary.summary(tables["groups"], tables["knockouts"]).assign(
        prior=recorder.plan.prior
    )
    return {name: tables[name] for name in TABLES}


def _manifest(plan: Plan, workers: int, engine: str, elapsed: float) -> dict[str, object]:
    """Return under what conditions the run was made, and what to cite for it."""
    cited = sorted(
        {key for name in plan.species for key in plan.profile(name).cited()} | {"heyes_2010"}
    )
    scale = 1 if sys.platform == "darwin" else 1024
    memory = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return {
        "id": plan.id,
        "seed": plan.seed,
        "software": software(),
        "version": plan.version,
        "schema": plan.schema,
        "profiles": {name: _hash(plan, name) for name in plan.species},
        "code": plan.code,
        "cite": cited,
        "elapsed_seconds": round(elapsed, 2),
        "workers": workers,
        "engine": engine,
        "peak_memory_bytes": memory * scale,
    }


def _hash(plan: Plan, name: str) -> str:
    return digest(canonical(plan.profiles[name]))
