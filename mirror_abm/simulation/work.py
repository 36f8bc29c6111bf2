"""A plan that is being carried out: its tasks, how many are left, and what follows from them."""

from __future__ import annotations

import time
from pathlib import Path

import pandas as pd

from . import by_act, summary
from .archive import TABLES, Recorder, is_done
from .lived import lives_told
from .manifest import manifest
from .plan import Plan
from .task import TABLES as MADE

Replicate = tuple[str, int]  #: one task: a species, and the number of the replicate


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
        Tasks that are not done yet; whoever carries them out counts them down.
    """

    def __init__(self, plan: Plan, out: Path, workers: int, engine: str):
        self.plan, self.workers, self.engine = plan, workers, engine
        self.recorder = Recorder(plan, out)
        self.tasks = [(name, number) for name in plan.species for number in range(plan.replicates)]
        todo = [task for task in self.tasks if not self.recorder.has(*task)]
        self.todo = _longest_first(plan, todo) if workers > 1 else todo
        self.left = len(todo)

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
        self.recorder.finish(_all_tables(self.recorder, self.tasks), made)
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
        return sum(self.recorder.has(*task) for task in self.tasks)


def _longest_first(plan: Plan, tasks: list[Replicate]) -> list[Replicate]:
    """Return the tasks, knock-outs and the most eventful species first, so that no core waits."""

    def load(task: Replicate) -> tuple[bool, float, str, int]:
        profile = plan.profiles[task[0]]
        return (
            task[1] >= plan.knockouts,
            -float(profile["acts"]["audible_rate"]["value"]),
            task[0],
            task[1],
        )

    return sorted(tasks, key=load)


def _all_tables(recorder: Recorder, tasks: list[Replicate]) -> dict[str, pd.DataFrame]:
    """Return all tables of the run: those of its tasks, and what follows from them."""
    tables = {name: recorder.parts(name, tasks) for name in MADE}
    tables["animals"] = summary.animals(tables["units"])
    tables["groups"] = summary.groups(tables["animals"])
    plan = recorder.plan
    tables["acts"] = by_act.acts(tables["units"], plan.profiles)
    tables["by_act"] = by_act.over_groups(tables["acts"], by_act.ACT)
    tables["by_effector"] = by_act.over_groups(tables["acts"], by_act.EFFECTOR)
    tables["by_visibility"] = by_act.by_visibility(tables["acts"])
    tables["knockouts"] = summary.knockouts(tables["groups"])
    tables["summary"] = summary.summary(tables["groups"], tables["knockouts"]).assign(
        prior=recorder.plan.prior
    )
    return lives_told({name: tables[name] for name in TABLES})
