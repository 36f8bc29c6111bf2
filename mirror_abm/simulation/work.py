"""A plan that is being carried out: its tasks, how many are left, and what follows from them."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from ..base.errors import Interrupted
from ..base.files import make_folder, write_json
from ..base.leftovers import sweep
from .archive import Run, verify
from .early import FIRST, Beginning, Show
from .finish import TABLES, task_name, write_tables
from .manifest import manifest
from .own_species import keep_species
from .parts import Parts
from .plan import Plan
from .sealing import is_done, seal, tidy
from .shards import drop, gather

Replicate = tuple[str, int]  #: one task: a species, and the number of the replicate


class Recorder:
    """Writes one run: the parts of each task as they come, then the whole, then ``DONE``.

    Whoever has one works in the folder of the run alone.

    Parameters
    ----------
    plan : Plan
        What is run.
    out : pathlib.Path
        Folder in which the run's folder is made.
    """

    def __init__(self, plan: Plan, out: Path):
        self.plan = plan
        self.path = make_folder(out / plan.id)
        sweep(self.path)
        gather(self.path)
        self.parts = Parts(self.path)
        self.documents = ["plan.json", "manifest.json", *keep_species(plan, self.path)]
        write_json(self.path / "plan.json", plan.as_dict())

    def has(self, species: str, replicate: int) -> bool:
        """Return whether this task was finished before, and is whole."""
        return task_name(species, replicate) in self.parts

    def finish(self, manifest: dict[str, Any]) -> Run:
        """Write the tables, the manifest and, last, ``DONE``; then drop the parts."""
        self.parts.look()
        write_tables(self.plan, self.parts, self.path)
        write_json(self.path / "manifest.json", manifest)
        seal(self.path, self.documents, TABLES)
        drop(self.path)
        return Run(self.path)


def done_before(plans: Iterable[Plan], out: Path) -> dict[str, Run]:
    """Return the runs of those plans that were finished before, by their ids.

    Parameters
    ----------
    plans : iterable of Plan
        What is to be run.
    out : pathlib.Path
        Folder of the folders of runs.

    Returns
    -------
    dict of str to Run
        Each with all its files as they were written, and without what a killed command left.
    """
    found = {}
    for plan in plans:
        if is_done(out / plan.id):
            found[plan.id] = verify(out / plan.id)
            tidy(out / plan.id)
            drop(out / plan.id)
    return found


class Work:
    """The tasks of a plan, those that are still to be done, and the run that they become.

    Parameters
    ----------
    plan : Plan
        What is run.
    out : pathlib.Path
        Folder in which the run's folder is made.
    workers : int
        Number of processes.
    engine : str
        ``"compiled"`` or ``"agents"``.

    Attributes
    ----------
    tasks, todo : list of tuple of str and int
        All tasks, and those that were not done before.
    left : int
        Tasks that are not done yet; :meth:`count` counts them down.
    beginning : Beginning
        Which of the first groups are done.
    """

    def __init__(self, plan: Plan, out: Path, workers: int, engine: str):
        self.plan, self.workers, self.engine = plan, workers, engine
        self.recorder = Recorder(plan, out)
        self.tasks = plan.tasks
        todo = [task for task in self.tasks if not self.recorder.has(*task)]
        self.todo = _in_order(plan, todo, workers > 1)
        self.left = len(todo)
        self.beginning = Beginning(plan, todo, Run(self.recorder.path))

    def count(self, task: Replicate, ahead: bool = False, show: Show | None = None) -> None:
        """Count a task that is done.

        Parameters
        ----------
        task : tuple of str and int
            The task.
        ahead : bool, default False
            Whether it is not one of the run itself, see :mod:`.early`.
        show : callable, optional
            Takes the first groups of all species, once they are there.
        """
        self.left -= not ahead
        self.beginning.count(task, ahead)
        if show:
            self.beginning.show(self.left, self.recorder.parts, show)

    def finish_if_done(self, since: float) -> float:
        """Write the tables of the run when no task is left.

        Parameters
        ----------
        since : float
            When the work on it began, on the clock ``time.perf_counter``.

        Returns
        -------
        float
            When the work on the next run began: now, or ``since`` if tasks are left.
        """
        if self.left:
            return since
        now = time.perf_counter()
        made = manifest(self.plan, self.workers, self.engine, now - since)
        self.recorder.finish(made)
        return now

    def count_done(self) -> int:
        """Return how many tasks are done, as the folder has them.

        Returns
        -------
        int
            All tasks, if the run is finished: then its tables hold what the tasks brought.
        """
        if is_done(self.recorder.path):
            return len(self.tasks)
        self.recorder.parts.look()
        return sum(self.recorder.has(*task) for task in self.tasks)


def interrupted(works: Sequence[Work]) -> Interrupted:
    """Return the sentence that says how much was done of what was stopped.

    Parameters
    ----------
    works : sequence of Work
        What was being carried out.

    Returns
    -------
    Interrupted
        To be raised.
    """
    done = sum(work.count_done() for work in works)
    total = sum(len(work.tasks) for work in works)
    what = f"run {works[0].plan.id}" if len(works) == 1 else f"{len(works)} runs"
    return Interrupted(
        f"{what}: interrupted with {done} of {total} tasks done; type the same command again to "
        "resume."
    )


def _in_order(plan: Plan, tasks: list[Replicate], longest_first: bool) -> list[Replicate]:
    """Return the tasks in the order in which they are done: the first groups of all species first.

    Where several work, knock-outs and the most eventful species come before others, so that no core
    waits at the end.
    """

    def key(task: Replicate) -> tuple[bool, bool, float, str, int]:
        name, replicate = task
        rate = float(plan.profiles[name]["acts"]["audible_rate"]["value"])
        return replicate >= FIRST, replicate >= plan.knockouts, -rate, name, replicate

    return sorted(tasks, key=key if longest_first else lambda task: task[1] >= FIRST)
