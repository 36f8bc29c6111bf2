"""Errors of means over replicates that cover the ranges of uncertain numbers together.

Replicates of one block are a Latin hypercube (:mod:`mirror_abm.base.seeds`): where one lies high in
a range, the others lie lower, so that their mean varies less than a mean of independent replicates
does. The plain error, sd / sqrt(n), does not see this. It is an upper bound: the variance of a mean
over a Latin hypercube of n is at most n / (n - 1) times the plain one (Owen 1997, Ann Stat 25:1541,
recalled). Blocks are independent, so from four of them on the error is taken over blocks::

    error^2 = B / (B - 1) sum_b n_b^2 (mean_b - mean)^2 / n^2          B - 1 degrees of freedom

with B blocks of n_b values; for equal blocks it is sd(block means) / sqrt(B). Ranges that hold a
new group are no errors of means: each replicate alone is drawn as before, and they stay.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np

from .seeds import BLOCK

FEWEST = 4  #: blocks from which the error is taken over them
BY_BLOCK, BOUND = "by blocks", "upper bound"  #: what an error is, in tables


class MeanError(NamedTuple):
    """The standard error of a mean, its degrees of freedom, and what it is."""

    error: float
    freedom: int
    kind: str


def kind_of_error(count: int) -> str:
    """Return what the error of a mean over so many replicates is.

    Parameters
    ----------
    count : int
        Number of replicates.

    Returns
    -------
    str
        ``by blocks`` from 80 on; ``upper bound`` of fewer, nothing of one or none.

    Examples
    --------
    >>> kind_of_error(20), kind_of_error(80)
    ('upper bound', 'by blocks')
    """
    return "" if count < 2 else BY_BLOCK if count >= FEWEST * BLOCK else BOUND


def head_of_error(kinds: Iterable[str]) -> str:
    """Return the head of a column of errors of means.

    Parameters
    ----------
    kinds : iterable of str
        What each of them is.

    Returns
    -------
    str
        Says *upper bound* if all are.

    Examples
    --------
    >>> head_of_error([BOUND, BOUND]), head_of_error([BOUND, BY_BLOCK])
    ('Monte-Carlo error, upper bound', 'Monte-Carlo error')
    """
    return "Monte-Carlo error" + (", upper bound" if {*kinds} == {BOUND} else "")


def bound_in_words(count: int, unit: str = "draw") -> str:
    """Return what to say behind an error of a mean over so many replicates.

    Parameters
    ----------
    count : int
        Number of replicates.
    unit : str, default "draw"
        What they are called there.

    Returns
    -------
    str
        Begins with a blank, unless there is nothing to say.

    Examples
    --------
    >>> bound_in_words(20, "group"), bound_in_words(100)
    (' (an upper bound: fewer than 80 groups)', ' (over blocks of 20 draws)')
    """
    return {
        "": "",
        BOUND: f" (an upper bound: fewer than {FEWEST * BLOCK} {unit}s)",
        BY_BLOCK: f" (over blocks of {BLOCK} {unit}s)",
    }[kind_of_error(count)]


def blocks(replicates: Iterable[int]) -> np.ndarray | None:
    """Return the block of each value, where there are blocks enough to take errors over.

    Parameters
    ----------
    replicates : iterable of int
        Number of the replicate of each value.

    Returns
    -------
    numpy.ndarray or None
        Blocks numbered from 0; None for fewer than 80 replicates.
    """
    known = np.asarray(list(replicates), dtype=np.int64)
    if kind_of_error(len(np.unique(known))) != BY_BLOCK:
        return None
    return np.unique(known // BLOCK, return_inverse=True)[1]


def error_of_mean(values: Any, replicates: Iterable[int] | None = None) -> MeanError:
    """Return the standard error of the mean of one value per group.

    Parameters
    ----------
    values : array-like
        The values; missing ones (nan) do not count.
    replicates : iterable of int, optional
        Number of the replicate of each; by default they are in order, from 0.

    Returns
    -------
    MeanError
        ``error``, not a number for fewer than two values; ``freedom``; ``kind``, see
        :func:`kind_of_error`.

    Examples
    --------
    >>> error_of_mean([1.0, 3.0])
    MeanError(error=1.0, freedom=1, kind='upper bound')
    """
    given = np.asarray(values, dtype=float)
    numbers = np.arange(len(given)) if replicates is None else np.asarray(list(replicates))
    known, numbers = given[~np.isnan(given)], numbers[~np.isnan(given)]
    n = len(known)
    if n < 2:
        return MeanError(math.nan, 0, "")
    block = blocks(numbers)
    if block is None:
        return MeanError(float(known.std(ddof=1)) / math.sqrt(n), n - 1, BOUND)
    sums = np.bincount(block, weights=known - known.mean())
    count = len(sums)
    return MeanError(
        math.sqrt(count / (count - 1) * float((sums**2).sum())) / n, count - 1, BY_BLOCK
    )


def effective(weights: Any) -> Any:
    """Return how many draws of equal weight tell as much as weighted ones.

    Parameters
    ----------
    weights : array-like, shape (..., draw)
        Weights of draws, 0 or more; they need not sum to 1.

    Returns
    -------
    float or numpy.ndarray, shape (...)
        ``(sum w)^2 / sum w^2`` over the draws.

    Examples
    --------
    >>> float(effective([0.5, 0.5, 0.0]))
    2.0
    """
    each = np.asarray(weights, float)
    return each.sum(axis=-1) ** 2 / (each**2).sum(axis=-1)
