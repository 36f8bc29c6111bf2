"""The first groups of every species, to be looked at while the rest of a run is carried out.

Tasks are done in an order in which the first groups of all species come before the others. Once
they are there, and much is left to do, they are what a run with so few replicates, in which no
source is removed, would be: each group is drawn by its own number, so more of them move no earlier
one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from ..base.errors import InputError
from . import summary
from .archive import Run
from .finish import task_name
from .lived import life_told
from .parts import PARTS, Parts
from .plan import Plan, arm_name

FIRST = 4  #: groups of each species
AHEAD = "ahead"  #: the folder of what is done before all else, among the parts
WORTH = 15.0  #: seconds of work that must be left, or the whole is there as soon

Replicate = tuple[str, int]  #: one task: a species, and the number of the replicate
Show = Callable[["FirstGroups"], None]  #: what is done with the first groups


@dataclass(frozen=True, eq=False)
class FirstGroups(Run):
    """The first groups of each species of a run that is not finished, for its figure.

    Attributes
    ----------
    path : pathlib.Path
        The folder of the run.
    first : Plan
        The plan of a run that has these replicates alone; ``plan`` is the same.
    groups : pandas.DataFrame
        The table ``groups`` of such a run.
    of : int
        Replicates of the run when it is finished.
    """

    first: Plan
    groups: pd.DataFrame
    of: int

    def __repr__(self) -> str:
        return f"<run {self.id}: the first {self.first.replicates} of {self.of} groups>"

    @property
    def plan(self) -> Plan:
        """The plan, with the first replicates alone."""
        return self.first

    def table(
        self,
        name: str,
        species: str | Sequence[str] | None = None,
        columns: Sequence[str] | None = None,
    ) -> pd.DataFrame:
        """Return the table ``groups``, whole; there is no other yet.

        Parameters
        ----------
        name : {"groups"}
            The table.
        species, columns : None
            A part of it is not to be had.

        Returns
        -------
        pandas.DataFrame
            One row per group.

        Raises
        ------
        InputError
            If another table, or a part, is asked for.
        """
        if name != "groups" or species is not None or columns is not None:
            raise InputError(f"table {name}: is there when run {self.id} is finished.")
        return self.groups.copy()


class Beginning:
    """When the first groups of a run are all there, and are worth a look.

    Where sources are removed one by one, which takes most of the time, the first groups are
    simulated once more before all else, without that: their figure is there long before.

    Parameters
    ----------
    plan : Plan
        What is run.
    todo : iterable of tuple of str and int
        The tasks that are left.
    run : Run
        The run to be; its folder is there.
    """

    def __init__(self, plan: Plan, todo: Iterable[Replicate], run: Run):
        self.plan, self.run, self.done, self.begun = plan, run, 0, time.perf_counter()
        self.waiting = {task for task in todo if task[1] < FIRST}
        self.shown = plan.replicates < 2 * FIRST
        self.intact: Plan | None = None

    def __repr__(self) -> str:
        return f"<Beginning: {len(self.waiting)} first groups are not done>"

    def ahead(self) -> list[tuple[Plan, Path, Replicate]]:
        """Return what is to be done before all else: the first groups, without removing sources.

        Returns
        -------
        list of tuple of Plan, Path and task
            Plan, folder in which the tables are kept, and task.
        """
        if self.shown or not self.waiting or not self.plan.knockouts:
            return []
        self.intact = replace(self.plan, replicates=FIRST, knockouts=0)
        kept = Parts(self._folder)
        todo = [task for task in self.intact.tasks if task_name(*task) not in kept]
        self.waiting = set(todo)
        return [(self.intact, self._folder, task) for task in todo]

    @property
    def _folder(self) -> Path:
        """Where the tables of what is done ahead are kept; it goes with all other parts."""
        return self.run.path / PARTS / AHEAD

    def count(self, task: Replicate, ahead: bool) -> None:
        """Count a task that is done.

        Parameters
        ----------
        task : tuple of str and int
            The task.
        ahead : bool
            Whether it is one of those to be done before all else.
        """
        if ahead or not self.intact:
            self.waiting.discard(task)
        self.done += 1

    def show(self, left: int, parts: Parts, show: Show) -> None:
        """Hand over the first groups, once, if all are there and the rest will take a while.

        Parameters
        ----------
        left : int
            Tasks that are not done.
        parts : Parts
            The tables of those that are.
        show : callable
            Takes the first groups.
        """
        if self.shown or self.waiting or not self.done:
            return
        if left * (time.perf_counter() - self.begun) / self.done < WORTH:
            return
        self.shown = True
        if self.intact:
            parts = Parts(self._folder)
        else:
            parts.look()
        show(first_groups(self.plan, parts, self.run))


def first_groups(plan: Plan, parts: Parts, run: Run) -> FirstGroups:
    """Return the first groups of each species of a run.

    Parameters
    ----------
    plan : Plan
        What is run.
    parts : Parts
        The tables of its tasks; those of the first groups must be there.
    run : Run
        The run to be.

    Returns
    -------
    FirstGroups
        As a run that has no others.
    """
    first = replace(plan, replicates=FIRST, knockouts=0)
    units = parts.frame("units", (task_name(*task) for task in first.tasks))
    units = units[units["arm"].isin([arm_name(arm) for arm in plan.arms])]
    groups = life_told(summary.groups(summary.animals(units)), units)
    return FirstGroups(run.path, first, groups, plan.replicates)
