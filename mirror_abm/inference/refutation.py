"""What would refute which account, and how many animals it takes to part two of them.

A count k of a study refutes an account at level l if one so small, or one so large, has a chance of
at most l / 2 under it, over all its draws::

    P(K <= k | account) <= l / 2      or      P(K >= k | account) <= l / 2

To part two accounts, outcomes are put in order of their likelihood ratio (Neyman and Pearson): the
account that is tested is rejected by those that come first and have together a chance of at most l
under it. The order is found in other draws than those in which its size and power are computed, so
that few draws do not flatter it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .chances import ROUNDING

#: of a refutation, and of the test that parts two accounts
LEVEL = 0.05
#: parts of the draws: in each, the outcomes that reject were chosen in the others
FOLDS = 5


class Bounds(NamedTuple):
    """Counts that refute an account.

    Attributes
    ----------
    low : int
        The largest count that is too small; one below the smallest possible if none is.
    high : int
        The smallest count that is too large; one above the largest possible if none is.
    """

    low: int
    high: int


def bounds(chances: np.ndarray, level: float = LEVEL) -> Bounds:
    """Return the counts that refute an account.

    Parameters
    ----------
    chances : numpy.ndarray
        P(count | account), shape (count,), of counts from 0 on.
    level : float
        Their chance at most, under the account.

    Returns
    -------
    Bounds
        Places in ``chances``: -1 and its length where no count refutes.

    Examples
    --------
    >>> bounds(np.array([0.01, 0.09, 0.8, 0.09, 0.01]))
    Bounds(low=0, high=4)
    >>> bounds(np.array([0.5, 0.5]))
    Bounds(low=-1, high=2)
    """
    most = level / 2 + ROUNDING
    below, above = np.cumsum(chances), np.cumsum(chances[::-1])[::-1]
    return Bounds(int((below <= most).sum()) - 1, len(chances) - int((above <= most).sum()))


def tail(chances: np.ndarray, count: int) -> float:
    """Return the chance of a count so far from what an account expects, on either side.

    Parameters
    ----------
    chances : numpy.ndarray
        P(count | account), shape (count,).
    count : int
        What was found.

    Returns
    -------
    float
        Twice the smaller of P(K <= count) and P(K >= count), at most 1.
    """
    return float(min(1.0, 2 * min(chances[: count + 1].sum(), chances[count:].sum())))


def difference(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return the chance of each difference of two counts that share their draws.

    Parameters
    ----------
    one, other : numpy.ndarray
        P(count | draw), shape (draw, N + 1) each.

    Returns
    -------
    numpy.ndarray
        P(one - other | draw), shape (draw, 2 N + 1): place N is no difference.
    """
    length = one.shape[-1] + other.shape[-1] - 1
    product = np.fft.rfft(one, length, axis=-1) * np.fft.rfft(other[:, ::-1], length, axis=-1)
    return np.maximum(np.fft.irfft(product, length, axis=-1), 0.0)


class Power(NamedTuple):
    """How well a study parts an account from another that is true.

    Attributes
    ----------
    power : float
        Chance that the account is rejected if the other is true.
    size : float
        Chance that it is rejected if it is true itself.
    """

    power: float
    size: float


def power(tested: np.ndarray, true: np.ndarray, level: float = LEVEL) -> Power:
    """Return how often a study rejects an account if another is true.

    Parameters
    ----------
    tested, true : numpy.ndarray
        P(outcome | draw) under the account that is tested and the one that is true, shape (draw,
        outcome); the same draws.
    level : float
        Chance of rejecting it if it is true, in the draws in which the outcomes were chosen.

    Returns
    -------
    Power
        Means over ``FOLDS`` parts of the draws, each judged by outcomes chosen in the others; an
        account is never parted from itself.
    """
    draws = len(tested)
    fold = np.arange(draws) % min(FOLDS, draws)
    found = np.zeros(2)
    for part in range(fold.max() + 1):
        here = fold == part if fold.max() else np.ones(draws, bool)
        others = ~here if fold.max() else here
        rejecting = _rejecting(tested[others].mean(axis=0), true[others].mean(axis=0), level)
        found += [true[here][:, rejecting].sum(), tested[here][:, rejecting].sum()]
    return Power(*(float(each) for each in found / draws))


def _rejecting(tested: np.ndarray, true: np.ndarray, level: float) -> np.ndarray:
    """Return the outcomes that reject, those with the largest likelihood ratio first.

    None does if the two accounts say the same.
    """
    ratio = np.divide(true, tested, out=np.full_like(true, np.inf), where=tested > 0)
    order = np.argsort(-np.where(true > 0, ratio, -1.0), kind="stable")
    chosen = np.cumsum(tested[order]) <= level + ROUNDING
    rejecting = np.zeros(len(tested), bool)
    rejecting[order[chosen]] = np.abs(true - tested).max() > ROUNDING
    return rejecting
