"""Claims of a published pattern, judged over animals: they hold, are contradicted, or undecided.

Every claim is a margin, one number per animal, whose mean over animals must be positive for the
claim to hold::

    higher, positive, reversed    first - second, first, -first
    not_higher                    smallest - (first - second)
    near, absent                  share |yard| - |first - second|, share |yard| - |first|
    about                         share min(|first - than|, |second - than|) - |first - second|

``smallest`` is a fiftieth of the row's largest mean. The signs inside |.| are those of the means,
so that a margin is a sum of the animal's values, and its interval is Student's t. A difference
*holds* if its 95 % interval excludes 0 and its mean exceeds ``smallest``; a likeness or absence
holds if its margin is positive on average, since it was published as a test that found nothing. A
claim is *contradicted* only if the 95 % interval of its margin excludes what was published: the
interval lies below ``smallest`` for a difference, below 0 for a likeness. What is neither is
*undecided*: the animals are too few, or differ too much, to tell.
"""

from __future__ import annotations

import pandas as pd

from ..experiments.contract import SMALLEST, Claim
from ..simulation.confidence import confidence_interval

DIFFERENCES = ("higher", "positive", "reversed")


def _sized(values: pd.Series) -> pd.Series:
    """Return values with the sign that makes their mean positive."""
    return values if values.mean() >= 0 else -values


def margin(claim: Claim, wide: pd.DataFrame) -> pd.Series:
    """Return the margin of a claim for every animal.

    Parameters
    ----------
    claim : Claim
        What was published.
    wide : pandas.DataFrame
        One row per animal, one column per condition.

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
        return SMALLEST * float(means.abs().max()) - apart
    if claim.kind == "about":
        sides = [_sized(wide[name] - wide[claim.than]) for name in (claim.first, claim.second)]
        return claim.share * min(sides, key=lambda side: float(side.mean())) - _sized(apart)
    yard = claim.than or (claim.first if claim.kind == "near" else str(means.abs().idxmax()))
    return claim.share * _sized(wide[yard]) - _sized(apart)


def judged(claim: Claim, wide: pd.DataFrame) -> str:
    """Return whether a claim holds, is contradicted, or is undecided.

    Parameters
    ----------
    claim : Claim
        What was published.
    wide : pandas.DataFrame
        One row per animal of one draw, one column per condition. Animals are independent;
        conditions are compared within animals, for a number stands for the same animal before
        training.

    Returns
    -------
    str
        ``"holds"``, ``"contradicted"`` or ``"undecided"``.
    """
    smallest = SMALLEST * float(wide.mean().abs().max())
    mean, low, high = confidence_interval(margin(claim, wide))
    if claim.kind in DIFFERENCES:
        if low > 0 and mean > smallest and mean > 1e-9:
            return "holds"
        return "contradicted" if high <= max(smallest, 1e-9) else "undecided"
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
