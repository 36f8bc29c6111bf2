"""The board: published experiments x accounts, scored by how often the published pattern is found over the prior.

One task is one draw of the uncertain numbers, one account, one kind of subject and one species: its animals are raised once and
used, copied, by every experiment on that species. Frame in, frame out: values -> verdicts per draw -> the board.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ..accounts.contract import BASELINES
from ..animal.birth import rule_of
from ..base.checks import whole
from ..base.errors import InputError, unknown
from ..base.shelf import accounts as account_shelf
from ..base.shelf import rules as rule_shelf
from ..engine.compiled import prepare
from .claims import by_animal, holds
from .claims import judged as judge_claim
from .experiment import Experiment, load
from .subject import DAYS, KINDS, Cohort, subject

UNIT_OF_REPLICATION = "animal"
ACCOUNTS = (
    "associative",
    "hebbian",
    "genetic",
    "genetic_facilitated",
    "canalized",
    "epigenetic",
    "none",
)
DRAWS, ANIMALS = 6, 6
REPRODUCED = 0.5  #: pass rate from which a row counts as reproduced
__all__ = [
    "ACCOUNTS",
    "experiment",
    "holds",
    "judge",
    "named",
    "plan",
    "scores",
    "telling",
    "values",
    "verdicts",
]
VALUES = ["experiment", "account", "rule", "subjects", "draw", "condition", "replicate", "value"]


class Task(NamedTuple):
    """What one process does at a time: all experiments ``names`` on one cohort."""

    names: tuple[str, ...]
    folder: str
    cohort: Cohort


def values(experiment: Experiment, cohort: Cohort) -> pd.DataFrame:
    """Return the measure of every animal of ``cohort`` in every condition of ``experiment``.

    Columns: experiment, account, rule, subjects, draw (-1 for the defaults), condition, replicate, value. A replicate is an
    animal; each condition begins with a fresh copy of it, or with the animal of that number of its own rearing.
    """
    base, rows = (
        cohort.fixed(
            {f"constants.{name}": float(value) for name, value in experiment.constants.items()}
        ),
        [],
    )
    for condition, (rearing, phases) in experiment.conditions.items():
        reared = base.reared(rearing)
        for number in range(cohort.animals):
            animal = subject(reared, number, experiment.actions)
            animal.undergo(phases)
            rows += [
                (name, number, value)
                for name, value in experiment.measured(animal, condition).items()
            ]
    table = pd.DataFrame(rows, columns=["condition", "replicate", "value"])
    return table.assign(
        experiment=experiment.name,
        account=cohort.account,
        rule=cohort.rule or account_shelf.load(cohort.account).RULE,
        subjects=cohort.kind,
        draw=-1 if cohort.draw is None else cohort.draw,
    )[VALUES]


# ---------------------------------------------------------------------------------------------- claims
def verdicts(experiment: Experiment, table: pd.DataFrame) -> pd.DataFrame:
    """Return per account, rule, kind of subject and draw whether the row ``speaks``, the pattern is ``found``, or ``against``.

    ``against``: at least one claim is contradicted (:mod:`mirror_abm.laboratory.claims`). Neither found nor against: undecided.
    """
    keys = ["experiment", "account", "rule", "subjects", "draw"]
    rows = []
    for key, part in table.groupby(keys, sort=False):
        wide = by_animal(part)
        speaks, said = (
            [judge_claim(claim, wide) for claim in claims]
            for claims in (experiment.speaks, experiment.pattern)
        )
        rows.append(
            (*key, set(speaks) <= {"holds"}, set(said) == {"holds"}, "contradicted" in said)
        )
    return pd.DataFrame(rows, columns=[*keys, "speaks", "found", "against"])


def scores(judged: pd.DataFrame) -> pd.DataFrame:
    """Return per experiment, account, rule and kind of subject the pass rate over draws, and the verdict.

    ``rate`` is the share of draws with the published pattern among those in which the row speaks, ``against`` the share in which
    it is contradicted; verdict: ``cannot speak`` (in fewer than half of the draws), ``reproduced`` (rate at least 0.5), ``not``
    (against in more than half) or ``undecided``. ``draws``, ``spoke``: how many.
    """
    rows = []
    for key, part in judged.groupby(["experiment", "account", "rule", "subjects"], sort=False):
        spoke = part[part["speaks"]]
        rate, against = (
            float(spoke[name].mean()) if len(spoke) else float("nan")
            for name in ("found", "against")
        )
        verdict = (
            "cannot speak"
            if len(spoke) < len(part) / 2 or not len(spoke)
            else "reproduced"
            if rate >= REPRODUCED
            else "not"
            if against > 1 - REPRODUCED
            else "undecided"
        )
        rows.append((*key, rate, verdict, len(part), len(spoke), against))
    keys = ["experiment", "account", "rule", "subjects"]
    return pd.DataFrame(rows, columns=[*keys, "rate", "verdict", "draws", "spoke", "against"])


def telling(scored: pd.DataFrame) -> dict[str, bool]:
    """Return for each experiment whether it tells accounts apart: reproduced under one that is no baseline, not under another."""
    rivals = scored[~scored["account"].isin(BASELINES)]
    return {
        str(name): any(
            {"reproduced", "not"} <= set(part["verdict"]) for _, part in rows.groupby("subjects")
        )
        for name, rows in rivals.groupby("experiment", sort=False)
    }


def named(table: pd.DataFrame) -> pd.Series:
    """Return what each row's account is called: with the rule, where that is not the account's own."""
    own = table["account"].map(lambda name: account_shelf.load(str(name)).RULE)
    return table["account"].where(
        table["rule"] == own, table["account"] + " (" + table["rule"] + ")"
    )


def for_scoreboard(scored: pd.DataFrame, each: Mapping[str, Experiment]) -> pd.DataFrame:
    """Return the table that the figure ``scoreboard`` draws."""
    told = telling(scored)
    return scored.assign(
        who=named(scored),
        tells=scored["experiment"].map(told).fillna(False).astype(bool),
        contrary=scored["experiment"].map(lambda name: each[name].contrary),
        confidence=scored["experiment"].map(lambda name: each[name].confidence),
    )


def for_figure(table: pd.DataFrame, judged: pd.DataFrame, each: Experiment) -> pd.DataFrame:
    """Return the table that the figure ``experiment`` draws: every animal, and the share of draws with the pattern."""
    keys = ["account", "rule", "subjects"]
    scored = scores(judged[judged["experiment"] == each.name])
    found = scored["rate"].where(scored["verdict"] != "cannot speak")
    values = table[table["experiment"] == each.name].merge(
        scored.assign(found=found)[[*keys, "found"]], on=keys
    )
    return values.assign(
        who=named(values), unit=each.unit, pattern="; ".join(str(claim) for claim in each.pattern)
    )


# ---------------------------------------------------------------------------------------------- running
def experiment(
    name: str,
    account: str | Sequence[str] = "associative",
    rule: str | Sequence[str] | None = None,
    replicates: int = 20,
    subjects: str | Sequence[str] = "developed",
    draws: int = 0,
    seed: int = 0,
    days: float = DAYS,
    settings: dict[str, float] | None = None,
    folder: str | Path = "",
) -> pd.DataFrame:
    """Carry out one published experiment, and return the value of every animal in every condition.

    Parameters
    ----------
    name : a file on the shelf ``experiments``, or in ``folder``.
    account : one or more accounts. rule : a rule instead of the account's (several: each in turn), at matched half-life.
    replicates : animals, each raised in a group of its own; the unit of replication.
    subjects : ``"developed"`` or ``"preset"``, or both.
    draws : draws of the constants and of the profile; 0 for their defaults.
    days : active days that developed animals have lived. settings : numbers to fix, e.g. ``{"constants.entrenchment": 0.1}``.

    Returns
    -------
    Table: experiment, account, rule, subjects, draw, condition, replicate, value.

    Raises
    ------
    MirrorError : in one sentence.

    Examples
    --------
    >>> import mirror_abm as ma
    >>> ma.experiment("cook_2010", replicates=8).groupby("condition").value.mean()  # doctest: +SKIP
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
    )
    return pd.concat([work(task) for task in tasks], ignore_index=True)


def _many(given: str | Sequence[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def plan(
    chosen: Iterable[str],
    accounts: Sequence[str],
    rules: Sequence[str] | None,
    kinds: Sequence[str],
    draws: int,
    animals: int,
    seed: int,
    days: float,
    settings: dict[str, float],
    folder: str | Path = "",
) -> list[Task]:
    """Return the tasks of a board, checked; experiments on the same species share their animals."""
    whole("draws", draws, 0, 10_000)
    whole("replicates", animals, 2, 10_000)
    if not (isinstance(days, (int, float)) and 0 <= days <= 10_000):
        raise InputError(f"days = {days!r}: must lie in [0, 10000].")
    for account in accounts:
        account_shelf.load(account)
    for name in rules or ():
        rule_shelf.load(name)
    for kind in kinds:
        if kind not in KINDS:
            raise unknown("subjects", kind, KINDS)
    species: dict[str, list[Experiment]] = {}
    for one in chosen:
        each = load(one, folder)
        species.setdefault(each.species, []).append(each)
    tasks: list[Task] = []
    numbers: list[int | None] = [*range(draws)]
    minds = dict.fromkeys(
        (account, rule_of(account, rule)) for account in accounts for rule in rules or [""]
    )
    for draw, kind, (animal, rows), (account, rule) in itertools.product(
        numbers or [None], kinds, species.items(), minds
    ):
        able = tuple(each.name for each in rows if kind in each.subjects)
        if able:
            tasks.append(
                Task(
                    able,
                    str(folder),
                    Cohort(
                        animal,
                        account,
                        rule,
                        seed,
                        draw,
                        animals,
                        kind,
                        float(days),
                        tuple(sorted(settings.items())),
                    ),
                )
            )
    return tasks


def work(task: Task) -> pd.DataFrame:
    """Return the values of all experiments of one task."""
    return pd.concat(
        [values(load(name, task.folder), task.cohort) for name in task.names], ignore_index=True
    )


def prepare_rules(tasks: Iterable[Task]) -> None:
    """Compile the engines of all rules that the tasks use, once and before processes would all begin to."""
    for name in sorted(
        {task.cohort.rule or account_shelf.load(task.cohort.account).RULE for task in tasks}
    ):
        if rule_shelf.load(name).PLASTIC:
            prepare(name)


def judge(table: pd.DataFrame, folder: str | Path = "") -> pd.DataFrame:
    """Return the verdicts of a table of values of any experiments."""
    return pd.concat(
        [
            verdicts(load(str(name), folder), part)
            for name, part in table.groupby("experiment", sort=False)
        ],
        ignore_index=True,
    )
