"""The first groups of every species, to be looked at while the rest of a run is carried out.

Tasks are done in an order in which the first groups of all species come before the others. Once
they are there, and much is left to do, they are what a run with so few replicates would be: each
group is drawn by its own number, so more of them move no earlier one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from ..base.errors import InputError
from . import summary
from .archive import Run
from .finish import task_name
from .lived import life_told
from .parts import Parts
from .plan import Plan

FIRST = 4  #: groups of each species
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

    Parameters
    ----------
    plan : Plan
        What is run.
    todo : iterable of tuple of str and int
        The tasks that are left.
    """

    def __init__(self, plan: Plan, todo: Iterable[Replicate]):
        self.plan, self.done, self.begun = plan, 0, time.perf_counter()
        self.waiting = {task for task in todo if task[1] < FIRST}
        self.shown = plan.replicates < 2 * FIRST

    def __repr__(self) -> str:
        return f"<Beginning: {len(self.waiting)} first groups are not done>"

    def count(self, task: Replicate) -> None:
        """Count a task that is done.

        Parameters
        ----------
        task : tuple of str and int
            The task.
        """
        self.waiting.discard(task)
        self.done += 1

    def show(self, left: int, parts: Parts, folder: Run, show: Show) -> None:
        """Hand over the first groups, once, if all are there and the rest will take a while.

        Parameters
        ----------
        left : int
            Tasks that are not done.
        parts : Parts
            The tables of those that are.
        folder : Run
            The run to be.
        show : callable
            Takes the first groups.
        """
        if self.shown or self.waiting or not self.done:
            return
        if left * (time.perf_counter() - self.begun) / self.done < WORTH:
            return
        self.shown = True
        parts.look()
        show(first_groups(self.plan, parts, folder))


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
    first = replace(plan, replicates=FIRST, knockouts=min(plan.knockouts, FIRST))
    units = parts.frame("units", (task_name(*task) for task in first.tasks))
    groups = life_told(summary.groups(summary.animals(units)), units)
    return FirstGroups(run.path, first, groups, plan.replicates)
