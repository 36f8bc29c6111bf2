"""Intervals of counts and shares: exact, and wider where acts come in bursts."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats


def garwood(count: NDArray[Any] | float, level: float = 0.95) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the exact limits of the mean of a Poisson count.

    Parameters
    ----------
    count : float or array of float
        Counts k, which need not be whole.
    level : float, default 0.95
        Coverage of the interval.

    Returns
    -------
    low, high : array of float
        The limits, of the shape of ``count``.

    Notes
    -----
    ::

        low = chi2(0.025; 2 k) / 2,   high = chi2(0.975; 2 k + 2) / 2

    References
    ----------
    Garwood, F. (1936). Fiducial limits for the Poisson distribution. Biometrika, 28, 437-442.

    Examples
    --------
    >>> low, high = garwood(10)
    >>> print(f"{low:.2f} to {high:.2f}")
    4.80 to 18.39
    """
    k, tail = np.asarray(count, dtype=float), (1 - level) / 2
    low = np.where(k > 0, stats.chi2.ppf(tail, np.maximum(2 * k, 1e-12)) / 2, 0.0)
    return low, stats.chi2.ppf(1 - tail, 2 * k + 2) / 2


def net_of(
    counts: NDArray[Any], expected: NDArray[Any], acts: NDArray[Any], dispersion: float
) -> tuple[float, float, float]:
    """Return how many acts of some behaviours together were copied beyond chance, and the limits.

    Parameters
    ----------
    counts, expected : array of float
        Acts of each behaviour that were followed, and that would be by chance, taken as known.
    acts : array of float
        All acts of each behaviour, more than 0; infinite where chance hides none.
    dispersion : float
        Variance over mean of the count; above 1 it widens the interval, and nan does not.

    Returns
    -------
    value, low, high : float
        Acts; the limits are not below 0.

    Notes
    -----
    With ``f = 1 / (1 - E / N)`` for each behaviour: ``sum f k - sum f E``. A weighted sum of
    Poisson counts has a variance of ``sum f^2 k``: it is taken as a quasi-Poisson count with the
    dispersion ``d sum f^2 k / sum f k``, whose exact limits are those of the count divided by it,
    multiplied by it.
    """
    weight = 1 / (1 - np.minimum(expected / acts, 1 - 1e-9))
    count, by_chance = float((weight * counts).sum()), float((weight * expected).sum())
    plain = float((weight**2 * counts).sum()) / count if count else float(weight.mean())
    wide = plain * (dispersion if dispersion > 1 else 1.0)
    low, high = garwood(count / wide)
    return (
        count - by_chance,
        max(0.0, float(low) * wide - by_chance),
        max(0.0, float(high) * wide - by_chance),
    )


def clopper_pearson(part: int, whole: int) -> tuple[float, float, float]:
    """Return a share and its exact 95 % limits.

    Parameters
    ----------
    part : int
        How many of the whole.
    whole : int
        How many there are, at least 1.

    Returns
    -------
    value, low, high : float
        Shares from 0 to 1.

    References
    ----------
    Clopper, C. J. & Pearson, E. S. (1934). The use of confidence or fiducial limits illustrated in
    the case of the binomial. Biometrika, 26, 404-413.
    """
    low = stats.beta.ppf(0.025, part, whole - part + 1) if part else 0.0
    high = stats.beta.ppf(0.975, part + 1, whole - part) if part < whole else 1.0
    return part / whole, float(low), float(high)


def dispersion(counts: NDArray[Any], hours: NDArray[Any]) -> float:
    """Return how much more counts vary between observations than Poisson counts do.

    Parameters
    ----------
    counts : array of float
        Acts in each observation.
    hours : array of float
        Focal hours of each observation; those of 0 hours are left out.

    Returns
    -------
    float
        Pearson's chi-square over its degrees of freedom, about 1 for Poisson counts; nan with one
        observation, or without acts.
    """
    there = hours > 0
    total = counts[there].sum()
    if there.sum() < 2 or total == 0:
        return float("nan")
    wanted = total * hours[there] / hours[there].sum()
    return float(((counts[there] - wanted) ** 2 / wanted).sum() / (there.sum() - 1))
