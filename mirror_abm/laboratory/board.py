"""The board: published experiments x accounts, carried out cohort by cohort.

One task is one draw of the uncertain numbers, one account, one kind of subject and one species: its
animals are raised once and used, copied, by every experiment on that species.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ..animal.birth import rule_of
from ..base.brief import brief
from ..base.checks import whole
from ..base.errors import unknown
from ..base.progress import bar
from ..base.seeds import LARGEST_SEED
from ..base.shelf import accounts as account_shelf
from ..base.shelf import rules as rule_shelf
from ..engine.compiled import prepare
from ..experiments.contract import SUBJECTS
from ..simulation.horizon import days_or_age
from .cohort import Cohort
from .experiment import Experiment, load
from .subject import subject

#: the accounts of a board unless others are asked for: all rivals, and one baseline
DEFAULT_ACCOUNTS = (
    "associative",
    "hebbian",
    "genetic",
    "genetic_facilitated",
    "canalized",
    "face_canalized",
    "epigenetic",
    "inverse_model",
    "none",
)
VALUES = ["experiment", "account", "rule", "subjects", "draw", "condition", "replicate", "value"]


class CohortTask(NamedTuple):
    """What one process does at a time: several experiments on one cohort.

    Attributes
    ----------
    names : tuple of str
        The experiments.
    folder : str
        Folder of experiment files of one's own, or empty.
    cohort : Cohort
        The animals.
    """

    names: tuple[str, ...]
    folder: str
    cohort: Cohort

    def __repr__(self) -> str:
        return brief(self)


def experiment(
    name: str,
    account: str | Sequence[str] = "associative",
    rule: str | Sequence[str] | None = None,
    replicates: int = 20,
    subjects: str | Sequence[str] = "developed",
    draws: int = 0,
    seed: int = 0,
    days: float | None = None,
    settings: dict[str, float] | None = None,
    folder: str | Path = "",
    progress: bool | None = None,
    age: float | str | None = None,
) -> pd.DataFrame:
    """Carry out one published experiment, and return what every animal did in every condition.

    Parameters
    ----------
    name : str
        A file on the shelf ``experiments``, or in ``folder``.
    account : str or sequence of str
        One or more accounts.
    rule : str or sequence of str, optional
        Learning rule instead of the account's (several: each in turn), compared at the same
        acquisition half-life.
    replicates : int
        Animals, each raised in a group of its own: the unit of replication.
    subjects : str or sequence of str
        ``"developed"`` (raised as the species' profile says), ``"preset"`` (newborns given the
        matched weights of a trained animal), or both.
    draws : int
        Draws of the constants and of the profile's numbers; 0 for their defaults.
    seed : int
        Seed of all random streams.
    days : float, optional
        Active days that developed animals have lived before the experiment as they come, instead
        of to an age; 0 for newborns.
    settings : dict of str to float, optional
        Numbers to fix, by dotted name, such as ``{"constants.entrenchment": 0.1}``.
    folder : str or Path
        Folder of experiment files of one's own; it is searched before the shelf.
    progress : bool, optional
        Whether a progress bar is shown; if left out, in notebooks and at the Python prompt, not in
        scripts.
    age : float or str, optional
        Age in days that developed animals have lived to, in time-lapse where learning is slow, or
        ``"maturity"``, the default: each species' own, but at most two years. Where a study states
        the age of its animals, as of infants, that counts.

    Returns
    -------
    pandas.DataFrame
        One row per animal and condition: experiment, account, rule, subjects, draw (-1 for the
        defaults), condition (with the read-out, where there are several), replicate (the animal),
        value (in the unit that the experiment names).

    Raises
    ------
    MirrorError
        If anything asked for does not exist or is out of bounds, in one sentence.

    Examples
    --------
    >>> import mirror_abm as ma
    >>> table = ma.experiment("cook_2010", replicates=4, subjects="preset")
    >>> table.groupby("condition")["value"].count().to_dict()
    {'contingent': 4, 'noncontingent': 4, 'signalled': 4}
    """
    tasks = plan(
        [name],
        _many(account),
        None if rule is None else _many(rule),
        _many(subjects),
        draws,
        replicates,
        seed,
        days,
        settings or {},
        folder,
        age,
    )
    subjects_in_all = len(tasks) * len(load(name, folder).conditions) * replicates
    with bar(progress, subjects_in_all, "animals") as advance:
        done = count(1)
        tables = [work(task, lambda what: advance(next(done), what)) for task in tasks]
    return pd.concat(tables, ignore_index=True)


def _many(given: str | Sequence[str]) -> tuple[str, ...]:
    """Return one name, or several, as several."""
    return (given,) if isinstance(given, str) else tuple(given)


def plan(
    chosen: Iterable[str],
    accounts: Sequence[str],
    rules: Sequence[str] | None,
    kinds: Sequence[str],
    draws: int,
    animals: int,
    seed: int,
    days: float | None,
    settings: dict[str, float],
    folder: str | Path = "",
    age: float | str | None = None,
) -> list[CohortTask]:
    """Return the tasks of a board, checked.

    Parameters
    ----------
    chosen : iterable of str
        Experiments.
    accounts : sequence of str
        Accounts.
    rules : sequence of str or None
        Learning rules, each in turn; None for each account's own.
    kinds : sequence of str
        Kinds of subject.
    draws : int
        Draws of the uncertain numbers; 0 for their defaults.
    animals : int
        Animals per cohort.
    seed : int
        Seed of all random streams.
    days : float or None
        Active days that developed animals have lived as they come; None for an age.
    settings : dict of str to float
        Numbers that are fixed, by dotted name.
    folder : str or Path
        Folder of experiment files of one's own.
    age : float, str or None
        Age in days that developed animals have lived to; if neither was given, ``"maturity"``.

    Returns
    -------
    list of CohortTask
        Experiments on the same species share their animals.

    Raises
    ------
    InputError
        If anything asked for does not exist or is out of bounds.
    """
    whole("draws", draws, 0, 10_000)
    whole("replicates", animals, 2, 10_000)
    whole("seed", seed, 0, LARGEST_SEED)
    span = (0.0, None) if days == 0 and age is None else days_or_age(days, age)
    for account in accounts:
        account_shelf.load(account)
    for name in rules or ():
        rule_shelf.load(name)
    for kind in kinds:
        if kind not in SUBJECTS:
            raise unknown("subjects", kind, SUBJECTS)
    species: dict[str, list[Experiment]] = {}
    for one in dict.fromkeys(chosen):
        each = load(one, folder)
        species.setdefault(each.species, []).append(each)
    numbers: list[int | None] = [*range(draws)]
    minds = dict.fromkeys(
        (account, rule_of(account, rule)) for account in accounts for rule in rules or [""]
    )
    fixed = tuple(sorted(settings.items()))
    tasks = []
    for draw, kind, (animal, rows), (account, rule) in itertools.product(
        numbers or [None], dict.fromkeys(kinds), species.items(), minds
    ):
        able = tuple(each.name for each in rows if kind in each.subjects)
        cohort = Cohort(animal, account, rule, seed, draw, animals, kind, *span, fixed)
        if able:
            tasks.append(CohortTask(able, str(folder), cohort))
    return tasks


def prepare_rules(tasks: Iterable[CohortTask]) -> None:
    """Compile the engines of all rules that tasks use, once, before several processes need them.

    Parameters
    ----------
    tasks : iterable of CohortTask
        What is to be carried out.
    """
    for name in sorted(
        {task.cohort.rule or account_shelf.load(task.cohort.account).RULE for task in tasks}
    ):
        if rule_shelf.load(name).PLASTIC:
            prepare(name)


def work(task: CohortTask, tell: Callable[[str], None] | None = None) -> pd.DataFrame:
    """Carry out one task.

    Parameters
    ----------
    task : CohortTask
        Experiments on one cohort.
    tell : callable, optional
        Called after each animal in each condition, with the account.

    Returns
    -------
    pandas.DataFrame
        Values of all its experiments, as :func:`measure_cohort` returns them.
    """
    return pd.concat(
        [measure_cohort(load(name, task.folder), task.cohort, tell) for name in task.names],
        ignore_index=True,
    )


def measure_cohort(
    experiment: Experiment, cohort: Cohort, tell: Callable[[str], None] | None = None
) -> pd.DataFrame:
    """Return the measure of every animal of a cohort in every condition of an experiment.

    Parameters
    ----------
    experiment : Experiment
        What is done, and measured.
    cohort : Cohort
        The animals. Each condition begins with a fresh copy of each, or with the animal of the
        same number that had the condition's own rearing.
    tell : callable, optional
        Called after each animal in each condition, with the account.

    Returns
    -------
    pandas.DataFrame
        Columns experiment, account, rule, subjects, draw (-1 for the defaults), condition,
        replicate (the animal), value.
    """
    constants = {f"constants.{name}": value for name, value in experiment.constants.items()}
    base, rows = cohort.fixed(constants), []
    for condition, (rearing, phases) in experiment.conditions.items():
        reared = base.reared(rearing)
        for number in range(cohort.animals):
            animal = subject(reared, number, experiment.actions, base)
            animal.undergo(phases)
            rows += [
                (name, number, value)
                for name, value in experiment.measured(animal, condition).items()
            ]
            if tell:
                tell(cohort.account)
    table = pd.DataFrame(rows, columns=["condition", "replicate", "value"])
    return table.assign(
        experiment=experiment.name,
        account=cohort.account,
        rule=cohort.rule or account_shelf.load(cohort.account).RULE,
        subjects=cohort.kind,
        draw=-1 if cohort.draw is None else cohort.draw,
    )[VALUES]
