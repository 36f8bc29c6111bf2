"""The tables of a prediction sheet: every number on it stands in one of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import numpy as np
import pandas as pd

from .candidates import joint
from .planned import RETRAINED, Condition, Planned
from .prediction import foreseen
from .refutation import LEVEL, Bounds, Power, bounds, difference, power
from .study import Study

#: animals of the studies whose power is told, in each condition
SIZES = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30)
#: the power that is asked for
ENOUGH = 0.8


def predictions(found: Planned, study: Study) -> pd.DataFrame:
    """Return what is predicted in each condition under each account.

    Parameters
    ----------
    found : Planned
        The conditions.
    study : Study
        Its size and its laboratory.

    Returns
    -------
    pandas.DataFrame
        One row per condition and account, see :func:`mirror_abm.inference.prediction.foreseen`.
    """
    rows = [
        {**condition._asdict(), "account": account, **foreseen(shares, study)}
        for condition, each in zip(found.conditions, found.shares, strict=True)
        for account, shares in zip(found.accounts, each, strict=True)
    ]
    table = pd.DataFrame(rows).assign(animals=study.animals, units=study.units)
    return table.assign(unit_of_replication="draw")


def outcomes(found: Planned, study: Study) -> pd.DataFrame:
    """Return the chance of each count, draw by draw: what a result is scored by.

    Parameters
    ----------
    found : Planned
        The conditions.
    study : Study
        Its size and its laboratory.

    Returns
    -------
    pandas.DataFrame
        One row per condition (``number``), account, draw and ``count``: its ``chance``.
    """
    parts = []
    for at, condition in enumerate(found.conditions):
        each = found.counts(at, study)
        account, draw, count = np.indices(each.shape).reshape(3, -1)
        names = np.array(found.accounts)[account]
        made = {"account": names, "draw": draw, "count": count, "chance": each.ravel()}
        parts.append(pd.DataFrame(made).assign(number=condition.number))
    table = pd.concat(parts, ignore_index=True)
    return table[["number", "account", "draw", "count", "chance"]]


def counts(table: pd.DataFrame) -> pd.DataFrame:
    """Return the predictive distribution of the count in each condition under each account.

    Parameters
    ----------
    table : pandas.DataFrame
        What :func:`outcomes` returns.

    Returns
    -------
    pandas.DataFrame
        One row per condition, account and count: ``chance``, the mean over draws; ``at_most`` and
        ``at_least``, that so many or fewer, or more, are found.
    """
    by = ["number", "account", "count"]
    mean = table.groupby(by, sort=False)["chance"].mean().reset_index()
    each = mean.groupby(["number", "account"], sort=False)["chance"]
    mean["at_most"] = each.cumsum()
    mean["at_least"] = each.transform("sum") - mean["at_most"] + mean["chance"]
    return mean


def _measured(found: Planned, study: Study) -> list[tuple[Condition, str, int, np.ndarray]]:
    """Return what can refute: counts of conditions, and differences between rearings.

    Each with its condition, what it is, its smallest value, and P(value | account).
    """
    each = [found.counts(at, study) for at in range(len(found.conditions))]
    made = [
        (condition, "count", 0, chances.mean(axis=1))
        for condition, chances in zip(found.conditions, each, strict=True)
    ]
    for one, other in found.comparisons():
        if found.conditions[other].arm == RETRAINED:
            continue  # other acts are counted there: a difference would be of unlike things
        pairs = zip(each[one], each[other], strict=True)
        means = np.stack([difference(*pair).mean(axis=0) for pair in pairs])
        least = 1 - each[other].shape[-1]
        made.append((found.conditions[other], "difference from intact", least, means))
    return made


def refutations(found: Planned, study: Study) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return which counts refute which accounts.

    Parameters
    ----------
    found : Planned
        The conditions.
    study : Study
        Its size and its laboratory.

    Returns
    -------
    refutes : pandas.DataFrame
        One row per condition, what is ``measured`` there (the count; the difference: units found
        in intact animals less those found in this condition) and account: ``at_most`` and
        ``at_least``, absent where none does, and the ``level``.
    verdicts : pandas.DataFrame
        One row per condition, what is measured, and range of values ``begin`` to ``end``: the
        accounts that are ``refuted`` there, and those that are ``left``.
    """
    refutes: list[dict[str, Any]] = []
    verdicts: list[dict[str, Any]] = []
    for condition, what, least, chances in _measured(found, study):
        limits = [bounds(each) for each in chances]
        last = chances.shape[1]
        key = {"number": condition.number, "measured": what}
        for account, (low, high) in zip(found.accounts, limits, strict=True):
            low_at = least + low if low >= 0 else np.nan
            high_at = least + high if high < last else np.nan
            refutes.append(
                {**key, "account": account, "at_most": low_at, "at_least": high_at, "level": LEVEL}
            )
        of = [_refuted(found.accounts, limits, at) for at in range(last)]
        for names, places in groupby(range(last), of.__getitem__):
            each = list(places)
            left = [name for name in found.accounts if name not in names]
            ends = {"begin": least + each[0], "end": least + each[-1]}
            verdicts.append({**key, **ends, "refuted": ", ".join(names), "left": ", ".join(left)})
    return pd.DataFrame(refutes), pd.DataFrame(verdicts)


def _refuted(accounts: Sequence[str], limits: Sequence[Bounds], at: int) -> tuple[str, ...]:
    """Return the accounts that a value refutes."""
    return tuple(
        account
        for account, (low, high) in zip(accounts, limits, strict=True)
        if at <= low or at >= high
    )


def powers(found: Planned, study: Study, parted: list[tuple[str, str]]) -> pd.DataFrame:
    """Return how often studies of several sizes reject one account if another is true.

    Parameters
    ----------
    found : Planned
        The conditions; those that differ in rearing alone are judged together.
    study : Study
        Its units and its laboratory; its size beside the usual ones.
    parted : list of tuple of str
        Pairs of accounts, each tried both ways.

    Returns
    -------
    pandas.DataFrame
        One row per species, modality, age, account that is ``tested``, account that is ``true``
        and size: ``animals`` in each condition, ``power`` and ``size``; ``needed``, the smallest
        of these sizes at which the size is at most twice the level, and from which on the power is
        0.8 or more; absent if there is none.
    """
    alone = [(at,) for at, each in enumerate(found.conditions) if each.arm == "intact"]
    designs = found.comparisons() or alone or [(at,) for at in range(len(found.conditions))]
    sizes = sorted({*SIZES, study.animals})
    rows: list[dict[str, Any]] = []
    for places in designs:
        species, modality, age = found.conditions[places[0]].setting
        key = {"species": species, "modality": modality, "age": age}
        by_size = {n: _together(found, places, study, n) for n in sizes}
        for pair in parted:
            for tested, true in (pair, pair[::-1]):
                at = [found.accounts.index(name) for name in (tested, true)]
                each = {n: power(*chances[at]) for n, chances in by_size.items()}
                needed = _needed(each)
                rows += [
                    {**key, "tested": tested, "true": true, "animals": n, **one._asdict()}
                    | {"level": LEVEL, "needed": needed}
                    for n, one in each.items()
                ]
    names = ["species", "modality", "age", "tested", "true", "animals", "power", "size"]
    table = pd.DataFrame(rows, columns=[*names, "level", "needed"])
    return table.assign(unit_of_replication="draw")


def _needed(by_size: dict[int, Power]) -> float:
    """Return the smallest size that does what is asked, not a number if none does.

    Its power must not be luck, and stay where it is with more animals. How often an account is
    rejected that is true is asked of this study alone: with few draws it is coarse, and may lie
    above twice the level at one size of many.
    """
    weak = [n for n, each in by_size.items() if each.power < ENOUGH]
    enough = [
        n for n, each in by_size.items() if n > max(weak, default=0) and each.size <= 2 * LEVEL
    ]
    return float(min(enough, default=np.nan))


def _together(found: Planned, places: tuple[int, ...], study: Study, animals: int) -> np.ndarray:
    """Return the chances of the outcomes of one or two conditions, by account and draw."""
    sized = Study(animals, study.units, study.lab, study.level)
    each = [found.counts(at, sized) for at in places]
    return joint(*each) if len(each) > 1 else each[0]


def assumptions(found: Planned) -> pd.DataFrame:
    """Return the numbers of the profiles that a sheet rests on.

    Parameters
    ----------
    found : Planned
        The conditions.

    Returns
    -------
    pandas.DataFrame
        One row per species and number: ``value``, ``low``, ``high``, ``unit``, ``how`` it is known
        and its ``source``.
    """
    plan = found.plans[0]
    rows = [
        {"species": name, "name": key, **item.model_dump(exclude={"reason"})}
        for name in plan.species
        for key, item in plan.profile(name).quantities().items()
    ]
    return pd.DataFrame(rows)
