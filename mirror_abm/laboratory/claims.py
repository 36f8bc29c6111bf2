"""Claims of a published pattern, judged over animals: they hold, are contradicted, or undecided.

Every claim is a margin, one number per animal, whose mean over animals must be positive for the
claim to hold::

    higher, positive, reversed    first - second, first, -first
    not_higher                    smallest - (first - second)
    near, absent                  share |yard| - |first - second|, share |yard| - |first|
    about                         share min(|first - than|, |second - than|) - |first - second|

``smallest`` is a fiftieth of the row's largest mean, and no less than what is negligible in the
unit of the measure; so is what stands before the minus of a likeness, for what is no difference
cannot speak against a likeness. The signs inside |.| are those of the means,
so that a margin is a sum of the animal's values, and its interval is Student's t. A difference
*holds* if its 95 % interval excludes 0 and its mean exceeds ``smallest``; a likeness or absence
holds if its margin is positive on average, since it was published as a test that found nothing. A
claim is *contradicted* only if the 95 % interval of its margin excludes what was published: the
interval lies below ``smallest`` for a difference, below 0 for a likeness. What is neither is
*undecided*: the animals are too few, or differ too much, to tell.
"""

from __future__ import annotations

import pandas as pd

from ..experiments.contract import NEGLIGIBLE, SMALLEST, Claim
from ..simulation.confidence import confidence_interval

DIFFERENCES = ("higher", "positive", "reversed")


def _sized(values: pd.Series) -> pd.Series:
    """Return values with the sign that makes their mean positive."""
    return values if values.mean() >= 0 else -values


def _smallest(wide: pd.DataFrame, negligible: float) -> float:
    """Return the smallest difference that counts as one."""
    return max(SMALLEST * float(wide.mean().abs().max()), negligible)


def margin(claim: Claim, wide: pd.DataFrame, negligible: float = NEGLIGIBLE) -> pd.Series:
    """Return the margin of a claim for every animal.

    Parameters
    ----------
    claim : Claim
        What was published.
    wide : pandas.DataFrame
        One row per animal, one column per condition.
    negligible : float
        Difference below which there is none, in the unit of the measure.

    Returns
    -------
    pandas.Series
        One margin per animal, in the unit of the measure.
    """
    means = wide.mean()
    first = wide[claim.first]
    apart = first - wide[claim.second] if claim.second else first
    if claim.kind in DIFFERENCES:
        return -apart if claim.kind == "reversed" else apart
    if claim.kind == "not_higher":
        return _smallest(wide, negligible) - apart
    if claim.kind == "about":
        sides = [_sized(wide[name] - wide[claim.than]) for name in (claim.first, claim.second)]
        limit = claim.share * min(sides, key=lambda side: float(side.mean()))
        return _at_least(limit, negligible) - _sized(apart)
    yard = claim.than or (claim.first if claim.kind == "near" else str(means.abs().idxmax()))
    return _at_least(claim.share * _sized(wide[yard]), negligible) - _sized(apart)


def _at_least(limit: pd.Series, negligible: float) -> pd.Series:
    """Return what two values of each animal may differ by: no less than what is negligible."""
    return limit if limit.mean() >= negligible else limit * 0.0 + negligible


def judged(claim: Claim, wide: pd.DataFrame, negligible: float = NEGLIGIBLE) -> str:
    """Return whether a claim holds, is contradicted, or is undecided.

    Parameters
    ----------
    claim : Claim
        What was published.
    wide : pandas.DataFrame
        One row per animal of one draw, one column per condition. Animals are independent;
        conditions are compared within animals, for a number stands for the same animal before
        training.
    negligible : float
        Difference below which there is none, in the unit of the measure.

    Returns
    -------
    str
        ``"holds"``, ``"contradicted"`` or ``"undecided"``.
    """
    smallest = max(_smallest(wide, negligible), 1e-9)
    mean, low, high = confidence_interval(margin(claim, wide, negligible))
    if claim.kind in DIFFERENCES:
        if low > 0 and mean > smallest:
            return "holds"
        return "contradicted" if high <= smallest else "undecided"
    if mean > 0 or (claim.kind == "not_higher" and mean >= 0):
        return "holds"
    return "contradicted" if high <= 0 else "undecided"


def by_animal(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table of one draw with one row per animal.

    Parameters
    ----------
    table : pandas.DataFrame
        Columns condition, replicate, value.

    Returns
    -------
    pandas.DataFrame
        Values, one column per condition.
    """
    return table.pivot(index="replicate", columns="condition", values="value")


def holds(claim: Claim, table: pd.DataFrame) -> bool:
    """Return whether a claim holds in a table of one draw.

    Parameters
    ----------
    claim : Claim
        What was published.
    table : pandas.DataFrame
        Columns condition, replicate, value.

    Returns
    -------
    bool
        False if it is contradicted or undecided.
    """
    return judged(claim, by_animal(table)) == "holds"
