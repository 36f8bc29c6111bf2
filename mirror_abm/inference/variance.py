"""Where the variance of a conclusion comes from: from groups of numbers, or from chance.

The numbers of a draw are independent of each other. With the quantile u of each in the draws, and
Legendre's polynomials, which are orthonormal over u::

    y = mean + sum_j a_j P1(u_j) + b_j P2(u_j) + rest          P1 = sqrt(3) (2u - 1)
                                                               P2 = sqrt(5) (6u^2 - 6u + 1)
    first order of a group = sum over its numbers of (a_j^2 + b_j^2 - error variances) / Var(y)

by least squares. The error variances are what a number that does nothing would have on average, so
that such a group has 0 on average, and below 0 as often as above; it is shown as it comes out. What
is left, ``chance``, is not only chance: also what numbers do together and what no parabola follows,
and the numbers that stand in no table (:mod:`.conclusions`). It takes 200 draws. With v the error
variance of a coefficient, that of its share is 4 a^2 v + 2 v^2; shares of a group add up.

**What a measurement would bring.** If a number x were known up to a lognormal error of 10 %, of its
effect the part would be known that the measured log x shares with the true one::

    L = Var(log x) / (Var(log x) + 0.1^2)
    gain = L q1 + L^2 q2          q1, q2: the first-order shares of P1 and P2 of x
    sd of the prediction afterwards = sd sqrt(1 - gain)
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..base.brief import brief
from ..base.means import effective
from ..base.special import special
from .rank_regression import LEVEL, holm, quantiles

ENOUGH = 200  #: draws from which shares of variance are given
SPARE = 40  #: draws beyond the coefficients that least squares on all numbers takes
ERROR = 0.1  #: of a measurement, relative


class Shares(NamedTuple):
    """Shares of variance, with standard errors and 90 % intervals."""

    share: np.ndarray
    error: np.ndarray
    low: np.ndarray
    high: np.ndarray

    def __repr__(self) -> str:
        return brief(self)


class Gains(NamedTuple):
    """What knowing each number would bring: shares of variance, and the tests against nothing."""

    gain: np.ndarray
    error: np.ndarray
    low: np.ndarray
    high: np.ndarray
    adjusted: np.ndarray

    def __repr__(self) -> str:
        return brief(self)


def legendre(numbers: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return the two polynomials of the quantiles of numbers, with mean 0.

    Parameters
    ----------
    numbers : numpy.ndarray
        Shape (draw, number).
    weight : numpy.ndarray
        Of the draws.

    Returns
    -------
    numpy.ndarray
        First P1 of all numbers, then P2, shape (draw, 2 number).
    """
    u = np.column_stack([quantiles(each, weight) for each in numbers.T])
    both = np.hstack([np.sqrt(3) * (2 * u - 1), np.sqrt(5) * (6 * u * u - 6 * u + 1)])
    centred: np.ndarray = both - weight @ both / weight.sum()
    return centred


def first_order(
    terms: np.ndarray, values: np.ndarray, weight: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the share of the variance that each term has by itself, 0 on average for nothing.

    Parameters
    ----------
    terms : numpy.ndarray
        As :func:`legendre` returns them, shape (draw, term).
    values : numpy.ndarray
        The conclusion, shape (draw,).
    weight : numpy.ndarray
        Of the draws.

    Returns
    -------
    share, error : numpy.ndarray
        Shares and the variances of their errors, shape (term,); by regression on all terms where
        there are 40 draws more than terms, else on each alone.
    """
    n, share = effective(weight), weight / weight.sum()
    y = values - share @ values
    variance = float(share @ y**2) * n / (n - 1)
    if n < terms.shape[1] + SPARE:
        size = share @ terms**2
        beta = share @ (terms * y[:, None]) / size
        doubt = np.maximum(variance - beta**2 * size, 0.0) / (n - 2) / size
        scale = size
    else:
        inverse = np.linalg.inv((terms.T * share) @ terms + 1e-9 * np.eye(terms.shape[1]))
        beta = inverse @ (terms.T @ (share * y))
        noise = float(share @ (y - terms @ beta) ** 2) * n / (n - terms.shape[1] - 1)
        doubt, scale = noise * np.diag(inverse) / n, np.ones(len(beta))
    squares = (beta**2 - doubt) * scale / variance
    v = doubt * scale / variance
    return squares, 4 * np.maximum(squares, 0.0) * v + 2 * v**2


def _told(share: np.ndarray, variance: np.ndarray) -> Shares:
    """Return shares with their errors and intervals."""
    error = np.sqrt(variance)
    half = float(special("ndtri")((1 + LEVEL) / 2)) * error
    return Shares(share, error, share - half, share + half)


def by_group(
    numbers: np.ndarray, values: np.ndarray, weight: np.ndarray, groups: np.ndarray
) -> Shares:
    """Return the first-order shares of groups of numbers, and of what is left.

    Parameters
    ----------
    numbers : numpy.ndarray
        Shape (draw, number).
    values, weight : numpy.ndarray
        The conclusion and the weight of each draw.
    groups : numpy.ndarray
        Whether a number is of a group, shape (group, number).

    Returns
    -------
    Shares
        One for each group, and one for what is left.

    Examples
    --------
    >>> from mirror_abm.base.seeds import stream
    >>> rng = stream(0, "example")
    >>> x = rng.random((400, 2))
    >>> found = by_group(x, x[:, 0] + 0.01 * rng.random(400), np.ones(400), np.eye(2))
    >>> [float(abs(each).round(2)) for each in found.share]
    [1.0, 0.0, 0.0]
    """
    each, doubt = first_order(legendre(numbers, weight), values, weight)
    every, errors = (groups @ part.reshape(2, -1).sum(axis=0) for part in (each, doubt))
    share = np.append(every, 1 - every.sum())
    return _told(share, np.append(errors, errors.sum()))


def gains(
    numbers: np.ndarray, values: np.ndarray, weight: np.ndarray, measured: np.ndarray
) -> Gains:
    """Return which share of the variance would go if each of some numbers were measured.

    Parameters
    ----------
    numbers : numpy.ndarray
        Shape (draw, number).
    values, weight : numpy.ndarray
        The conclusion and the weight of each draw.
    measured : numpy.ndarray
        Places of the numbers that are asked about.

    Returns
    -------
    Gains
        One row for each of ``measured``; ``adjusted`` is the p of no gain after Holm, over these.
    """
    terms, k = legendre(numbers, weight), numbers.shape[1]
    each, doubt = first_order(terms, values, weight)
    known = _reliability(numbers[:, measured], weight)
    gain = known * each[measured] + known**2 * each[k + measured]
    errors = known**2 * doubt[measured] + known**4 * doubt[k + measured]
    p = np.array([_p_of_terms(terms, values, weight, at, k) for at in measured])
    share, error, low, high = _told(gain, errors)
    return Gains(share, error, low, high, holm(p))


def _reliability(numbers: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return which share of the variance of a measured number would be that of the true one."""
    share = weight / weight.sum()
    positive = (numbers > 0).all(axis=0)
    scale = np.where(positive, np.log(np.where(numbers > 0, numbers, 1.0)), numbers)
    spread = share @ (scale - share @ scale) ** 2
    mean = share @ numbers
    error = np.where(positive, ERROR, ERROR * mean)
    reliable: np.ndarray = spread / (spread + error**2)
    return reliable


def _p_of_terms(
    terms: np.ndarray, values: np.ndarray, weight: np.ndarray, at: int, k: int
) -> float:
    """Return the p of both terms of a number by the F test, among all or alone."""
    n, share = effective(weight), weight / weight.sum()
    y = values - share @ values
    own = [at, k + at]
    others = [each for each in range(2 * k) if each not in own]
    if n < 2 * k + SPARE:
        others = []
    roots = np.sqrt(share)[:, None]
    less, more = (
        _left(terms[:, columns] * roots, y * roots[:, 0]) for columns in (others, others + own)
    )
    freedom = n - len(others) - 3
    ratio = max(less - more, 0.0) / 2 / max(more, 1e-300) * freedom
    return float(special("fdtrc")(2, freedom, ratio))


def _left(terms: np.ndarray, y: np.ndarray) -> float:
    """Return the sum of squares that regression leaves."""
    if not terms.shape[1]:
        return float(y @ y)
    beta = np.linalg.lstsq(terms, y, rcond=None)[0]
    return float(((y - terms @ beta) ** 2).sum())
