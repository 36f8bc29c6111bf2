"""Tasks of plans carried out: by processes here, or by an executor that may work elsewhere.

Here each process keeps what it made. What was made elsewhere is sent here and kept by us, so that
no disk need be shared; and whoever makes it shows first that the code is the same.
"""

from __future__ import annotations

import platform
from collections.abc import Generator, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from threading import Lock

from ..base.arrow import pack
from ..base.brief import some
from ..base.errors import MirrorError
from ..base.executors import Executor, over
from ..base.fingerprint import HOME, fingerprint, source_digest
from ..base.processes import lasting
from .executed import data_files
from .finish import task_name
from .manifest import PACKAGES, software
from .parts import keep_packed
from .plan import Plan
from .preparation import compile_for
from .task import recorded

Replicate = tuple[str, int]  #: one task: a species, and the number of the replicate
Item = tuple[Plan, Path, Replicate]  #: a task of a plan, and the folder that keeps its tables

_one_at_a_time = Lock()  #: a worker may have several threads, and a population is of one


def dispatched(
    items: Sequence[Item], engine: str, workers: int, executor: Executor | None = None
) -> Generator[tuple[str, Replicate], None, None]:
    """Carry out tasks and keep their tables; yield the folder's name, and the task, of each.

    Parameters
    ----------
    items : sequence of tuple
        Plan, folder in which the tables are kept, and task.
    engine : str
        ``"compiled"`` or ``"agents"``.
    workers : int
        Number of processes here.
    executor : Executor, optional
        What carries the tasks out instead.

    Yields
    ------
    tuple of str and tuple
        Name of the folder of a task that is finished and kept, and the task.
    """
    light = _light(items)
    if executor is None:
        for _, told in lasting(partial(_simulate_and_keep, engine), light, workers):
            yield told
        return
    tasks = ((plan, task) for plan, _, task in light)
    for number, data in over(executor, partial(_simulate_elsewhere, engine, _here()), tasks):
        _, folder, task = items[number]
        keep_packed(folder, task_name(*task), data)
        yield folder.name, task


def _simulate_and_keep(engine: str, item: Item) -> tuple[str, Replicate]:
    """Carry out one task and keep its tables; nothing large travels between processes."""
    plan, run, task = item
    keep_packed(run, task_name(*task), pack(recorded(plan, *task, engine).tables()))
    return run.name, task


def _light(items: Sequence[Item]) -> list[Item]:
    """Return tasks with no more of their plans than each of them needs: it is sent every time."""
    made: dict[tuple[int, str], Plan] = {}
    for plan, _, (species, _) in items:
        if (id(plan), species) not in made:
            made[id(plan), species] = _without_others(plan, species)
    return [(made[id(plan), task[0]], folder, task) for plan, folder, task in items]


def _without_others(plan: Plan, species: str) -> Plan:
    """Return what of a plan a task needs: the profiles of other species need not travel."""
    others = {prior: {species: held[species]} for prior, held in plan.by_prior.items()}
    return replace(
        plan,
        species=(species,),
        profiles={species: plan.profiles[species]},
        own={},
        by_prior=others,
    )


def _here() -> dict[str, str]:
    """Return the versions of the packages on which numbers depend."""
    return {name: version for name, version in software().items() if name in PACKAGES}


def _simulate_elsewhere(engine: str, wanted: dict[str, str], item: tuple[Plan, Replicate]) -> bytes:
    """Carry out one task where the run is not, and return its tables."""
    plan, task = item
    with _one_at_a_time:
        _be_the_same(plan, wanted)
        if engine == "compiled":
            compile_for([plan], progress=False)
        return pack(recorded(plan, *task, engine).tables())


def _be_the_same(plan: Plan, wanted: dict[str, str]) -> None:
    """Refuse to work with other code or packages than those of the process that asks."""
    changed = [name for name in plan.code if _digest(name) != plan.code[name]]
    packages = _here()
    changed += [f"{name} {packages[name]}" for name in wanted if packages[name] != wanted[name]]
    if changed:
        raise MirrorError(
            f"the worker on {platform.node()} has other code ({some(changed, 60)}): install there "
            "what is installed here, and start its workers again."
        )


@cache
def _digest(name: str) -> str:
    """Return the hash of a file of code as this process began with it, "" if there is none.

    It is read once: a worker that lives long works with what it has loaded, whatever the file says
    by now.
    """
    try:
        if name.endswith(".py"):
            return source_digest(HOME / name)
        return fingerprint((), data=[data_files()[name]])[name]
    except (OSError, KeyError):
        return ""
