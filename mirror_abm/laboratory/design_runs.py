"""Studies carried out under all accounts, on the same draws and the same animals, in processes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import product
from typing import NamedTuple

import pandas as pd

from ..base.brief import brief
from ..base.processes import lasting
from ..base.progress import Advance
from .board import CohortTask, measure_cohort, prepare_rules
from .cohort import Cohort
from .experiment import Experiment, load
from .outcomes import Design
from .variants import PUBLISHED, variant

#: the kind of subject that a study has: raised as its species' profile, or the study, says
RAISED = "developed"
#: the columns that are kept
VALUES = ["experiment", "change", "account", "draw", "condition", "replicate", "value"]


class DesignTask(NamedTuple):
    """What one process does at a time: some studies, under one account and draw.

    Attributes
    ----------
    designs : tuple
        Experiments, and what is changed in each.
    folder : str
        Folder of experiment files of one's own, or empty.
    cohort : Cohort
        The animals; for a study of another species, its own are raised in their stead.
    """

    designs: tuple[Design, ...]
    folder: str
    cohort: Cohort

    def __repr__(self) -> str:
        return brief(self)


@dataclass(frozen=True)
class Simulated:
    """Which animals are simulated: the same for all accounts.

    Attributes
    ----------
    accounts : tuple of str
        The accounts.
    draws : int
        Draws of the uncertain numbers.
    animals : int
        Animals in each draw.
    seed : int
        Seed of all random streams.
    folder : str
        Folder of experiment files of one's own, or empty.
    """

    accounts: tuple[str, ...]
    draws: int
    animals: int
    seed: int = 0
    folder: str = ""

    __repr__ = brief

    def by_species(self, chosen: Mapping[str, Experiment]) -> list[DesignTask]:
        """Return the tasks of experiments as published: those of one species share their animals.

        Parameters
        ----------
        chosen : mapping of str to Experiment
            The experiments, by name.

        Returns
        -------
        list of DesignTask
            One per draw, account and species.
        """
        species: dict[str, list[Design]] = {}
        for name, experiment in chosen.items():
            species.setdefault(experiment.species, []).append((name, PUBLISHED))
        return [
            DesignTask(tuple(designs), self.folder, self._cohort(animal, account, draw))
            for draw, account in product(range(self.draws), self.accounts)
            for animal, designs in species.items()
        ]

    def of_variants(self, name: str, species: str, changes: Sequence[str]) -> list[DesignTask]:
        """Return the tasks of the variants of one experiment.

        Parameters
        ----------
        name : str
            The experiment.
        species : str
            Its species.
        changes : sequence of str
            Its variants, in words.

        Returns
        -------
        list of DesignTask
            One per draw and account; none if there are no variants.
        """
        designs = tuple((name, change) for change in changes)
        return [
            DesignTask(designs, self.folder, self._cohort(species, account, draw))
            for draw, account in product(range(self.draws), self.accounts)
            if designs
        ]

    def _cohort(self, species: str, account: str, draw: int) -> Cohort:
        """Return the animals of one species, account and draw."""
        return Cohort(species, account, None, self.seed, draw, self.animals, RAISED)


def carry_out(
    tasks: Sequence[DesignTask], workers: int, advance: Advance, done: int = 0
) -> list[pd.DataFrame]:
    """Carry out tasks, and return what every animal did.

    Parameters
    ----------
    tasks : sequence of DesignTask
        What there is to do.
    workers : int
        Processes.
    advance : callable
        Called after each task with how many are done, and what the last one was about.
    done : int
        How many were done before these.

    Returns
    -------
    list of pandas.DataFrame
        One table a task, in their order, with the columns ``VALUES``.
    """
    prepare_rules(_all_of(tasks))
    found: dict[int, pd.DataFrame] = {}
    with closing(lasting(work, tasks, workers)) as finished:
        for number, table in finished:
            found[number] = table
            cohort = tasks[number].cohort
            advance(done + len(found), f"{cohort.species} {cohort.account}")
    return [found[number] for number in range(len(tasks))]


def _all_of(tasks: Iterable[DesignTask]) -> list[CohortTask]:
    """Return tasks as the board has them."""
    return [CohortTask((), task.folder, task.cohort) for task in tasks]


def work(task: DesignTask) -> pd.DataFrame:
    """Carry out one task.

    Parameters
    ----------
    task : DesignTask
        Studies under one account and draw.

    Returns
    -------
    pandas.DataFrame
        Values of all its studies, with the columns ``VALUES``.
    """
    tables = []
    for name, change in task.designs:
        experiment = variant(load(name, task.folder), change)
        cohort = replace(task.cohort, species=experiment.species)
        tables.append(measure_cohort(experiment, cohort).assign(change=change)[VALUES])
    return pd.concat(tables, ignore_index=True)
