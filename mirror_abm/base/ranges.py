"""The ends of ranges that a new draw falls into, and the level that so few draws can carry.

Of n independent draws sorted as x_1 <= ... <= x_n, a new one falls below x_i with chance::

    P(new < x_i) = i / (n + 1)

whatever their distribution is. So the quantile of p is at the place p (n + 1) among them, between
two draws in proportion (Weibull's plotting positions; type 6 of Hyndman & Fan 1996, Am Stat 50:361,
recalled). The quantiles at 1 + p (n - 1), which most programs give (type 7), lie too far inside: a
range of 90 % made of them holds 81 % of new draws where n = 20, and 56 % where n = 4. Nothing can
be said beyond the extremes, so that n draws carry a range of at most::

    level = (n - 1) / (n + 1)

90 % from 19 draws on, 78 % of 8, 60 % of 4, nothing of one. A range of fewer draws is that of their
extremes, and says its level. It is a level over the draws of all who use it: the share of new draws
that a single range of 20 holds varies by some six percentage points about it.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from typing import Any

import numpy as np

LEVEL = 0.9  #: of a range, where there are draws enough
#: level of the ends of a range of 19 draws, however a processor rounds it
_ROUNDING = 1e-12


def carried(n: int, level: float = LEVEL) -> float:
    """Return the level of a range of so many draws: what was wanted, or the most they carry.

    Parameters
    ----------
    n : int
        Number of draws, groups, or whatever is independent.
    level : float, default 0.9
        The level that is wanted.

    Returns
    -------
    float
        ``min(level, (n - 1) / (n + 1))``; 0 for one draw or none.

    Examples
    --------
    >>> [round(carried(n), 2) for n in (1, 4, 8, 19, 20)]
    [0.0, 0.6, 0.78, 0.9, 0.9]
    """
    return min(level, (n - 1) / (n + 1)) if n > 1 else 0.0


def enough(level: float = LEVEL) -> int:
    """Return the smallest number of draws that carry a range of some level.

    Parameters
    ----------
    level : float, default 0.9
        The level.

    Returns
    -------
    int
        Number of draws.

    Examples
    --------
    >>> enough(), enough(0.95)
    (19, 39)
    """
    return next(n for n in count(2) if carried(n, level) >= level - _ROUNDING)


def quantile(values: Any, share: float) -> float:
    """Return the value below which a new draw falls with a chance, by Weibull's positions.

    Parameters
    ----------
    values : array-like
        Independent draws; missing ones (nan) do not count.
    share : float
        The chance, from 0 to 1.

    Returns
    -------
    float
        The quantile; an extreme where the draws are too few for it, nan where there are none.
    """
    known = np.asarray(values, float)
    known = known[~np.isnan(known)]
    return float(np.quantile(known, share, method="weibull")) if len(known) else float("nan")


def ends(values: Any, level: float = LEVEL) -> tuple[Any, Any]:
    """Return the ends of the range into which a new draw falls with a chance of ``level``.

    Parameters
    ----------
    values : array-like, pandas.Series, pandas.DataFrame or a groupby of a Series
        Independent draws; the columns of a frame, and the groups, have ends of their own.
    level : float, default 0.9
        The level; of fewer draws than carry it the extremes are returned (see :func:`carried`).

    Returns
    -------
    tuple
        The lower and the upper end, each a number, or a column where ``values`` have several.
    """
    tail = (1 - level) / 2
    return _each(values, tail), _each(values, 1 - tail)


def _each(values: Any, share: float) -> Any:
    """Return the quantile of some values, or of each column or group of them."""
    if hasattr(values, "ngroups"):
        return values.agg(lambda each: quantile(each, share))
    if hasattr(values, "columns"):
        return values.apply(lambda each: quantile(each, share))
    return quantile(values, share)


def ends_of_mixture(chances: np.ndarray, level: float = LEVEL) -> tuple[int, int]:
    """Return the ends of the range of a count that has a distribution of its own in each draw.

    The count of a new draw has none of these distributions but another. Their mean over n draws,
    F, spreads less than it will, as n draws do. If each distribution were a single number, half of
    it would lie below its own draw: F at the draw i is (i - 1/2) / n where Weibull's position is
    i / (n + 1). So the quantile of p is where::

        (n F + 1/2) / (n + 1) = p

    Parameters
    ----------
    chances : numpy.ndarray
        P(count | draw), shape (draw, count).
    level : float, default 0.9
        The level that is wanted, at most what the draws carry (see :func:`carried`).

    Returns
    -------
    low, high : int
        The ends, the smallest range of whole numbers that has this level at both sides.
    """
    n = len(chances)
    tail = (1 - carried(n, level)) / 2
    below = min((tail * (n + 1) - 0.5) / n, 0.5)
    total = np.cumsum(np.mean(chances, axis=0))
    low, high = (int(np.searchsorted(total, each - _ROUNDING)) for each in (below, 1 - below))
    return low, min(high, len(total) - 1)


def level_in_words(counts: Iterable[int], of: str = "draw", level: float = LEVEL) -> str:
    """Return what a range of so many draws is called.

    Parameters
    ----------
    counts : iterable of int
        Numbers of draws of the ranges that are told of.
    of : str, default "draw"
        What there are so many of, one of them; empty if their number is told beside it.
    level : float, default 0.9
        The level that is wanted.

    Returns
    -------
    str
        ``90 % range``; of too few ``60 % range of 4 draws``; ``no range of 1 draw``; of several
        numbers ``50-90 % ranges of 3 to 20 draws``; ``60 % range`` where ``of`` is empty.

    Examples
    --------
    >>> level_in_words([20]), level_in_words([4], "group"), level_in_words([1])
    ('90 % range', '60 % range of 4 groups', 'no range of 1 draw')
    >>> level_in_words([3, 20])
    '50-90 % ranges of 3 to 20 draws'
    """
    many = sorted(set(counts))
    if not many:
        return f"{_percent(level)} % range"
    first, last = many[0], many[-1]
    low, high = (carried(n, level) for n in (first, last))
    if not high:
        return f"no range of {first} {of}" if of else "no range"
    if low == high == level:
        return f"{_percent(level)} % range"
    if first == last:
        return f"{_percent(low)} % range" + f" of {first} {of}s" * bool(of)
    levels = "-".join(dict.fromkeys((_percent(low), _percent(high))))
    return f"{levels} % ranges" + f" of {first} to {last} {of}s" * bool(of)


def _percent(level: float) -> str:
    """Return a level in percent, in as many figures as it takes."""
    return f"{100 * level:.0f}"
