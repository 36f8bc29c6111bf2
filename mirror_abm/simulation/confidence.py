"""The 95 % interval of a mean of independent values."""

from __future__ import annotations

import math

import pandas as pd
from scipy.special import stdtrit

CONFIDENCE_LEVEL = 0.95


def confidence_interval(values: pd.Series) -> tuple[float, float, float]:
    """Return the mean of independent values, and its 95 % interval by Student's t.

    Parameters
    ----------
    values : pandas.Series
        One value per unit of replication.

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
    spread = float(values.std(ddof=1)) / math.sqrt(n) if n > 1 else math.inf
    half = (
        float(stdtrit(n - 1, (1 + CONFIDENCE_LEVEL) / 2)) * spread
        if n > 1 and spread > 0
        else spread
    )
    return mean, mean - half, mean + half
