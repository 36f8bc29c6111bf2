"""The 95 % interval of a mean of independent values."""

from __future__ import annotations

import math
from collections.abc import Iterable

import pandas as pd

from ..base.means import error_of_mean
from ..base.special import special

CONFIDENCE_LEVEL = 0.95


def confidence_interval(
    values: pd.Series, replicates: Iterable[int] | None = None
) -> tuple[float, float, float]:
    """Return the mean of independent values, and its 95 % interval by Student's t.

    Parameters
    ----------
    values : pandas.Series
        One value per unit of replication.
    replicates : iterable of int, optional
        Number of the replicate of each value, where these are groups of a run: from 80 replicates
        on blocks of them are what is independent (:mod:`mirror_abm.base.means`), and the interval
        of fewer is rather too wide. Without them the values are independent.

    Returns
    -------
    mean, low, high : float
        The bounds are infinite for one value, and equal to the mean where nothing varies.

    Examples
    --------
    >>> confidence_interval(pd.Series([2.0, 2.0]))
    (2.0, 2.0, 2.0)
    """
    n, mean = len(values), float(values.mean())
    spread, freedom = float(values.std(ddof=1)) / math.sqrt(n) if n > 1 else math.inf, n - 1
    if replicates is not None and n > 1:
        spread, freedom, _ = error_of_mean(values, replicates)
    half = (
        float(special("stdtrit")(freedom, (1 + CONFIDENCE_LEVEL) / 2)) * spread
        if n > 1 and spread > 0
        else spread
    )
    return mean, mean - half, mean + half
