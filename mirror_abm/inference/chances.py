"""The chance of each outcome of a study, draw by draw, from the shares of its animals.

In draw r the share s_ra of the recorded units of an animal a responds to the sight (sound) of their
own act, and e_ra is their mean share of responses to acts that they do not do. A laboratory with
sensitivity h and false-positive rate f calls a unit one that responds to its own act with chance::

    c(s) = f + (h - f) s

A study of n animals with m units each takes its animals from one draw, each equally likely to be
any of the draw's recorded ones. Its count k is a sum over animals of Binomial(m, c(s_ra)), and the
distribution of its outcome is integrated exactly (*n: n-fold convolution)::

    P(k | draw r) = mean over (h, f) of [ mean over a of Binomial(m, c(s_ra)) ]^(*n)

An animal's share is that of its 32 or so recorded units: their sampling adds to the spread between
animals, alike under every account.
"""

from __future__ import annotations

import numpy as np

from ..base.errors import unknown
from .shares import Shares
from .study import Study

OUTCOMES = ("own_minus_other", "own", "found")
#: a chance equal to the level is not below it, however a processor rounds it (docs/exactness.md)
ROUNDING = 1e-12


def binomial(n: int, p: np.ndarray) -> np.ndarray:
    """Return the binomial distribution.

    Parameters
    ----------
    n : int
        Trials.
    p : numpy.ndarray
        Chance of success, any shape.

    Returns
    -------
    numpy.ndarray
        P(k) for k = 0..n, with k along a new last axis.
    """
    k = np.arange(n + 1)
    choose = np.concatenate([[0.0], np.cumsum(np.log((n - k[:-1]) / (k[:-1] + 1)))])
    inside = np.clip(p, 1e-300, 1 - 1e-16)[..., None]
    found = np.exp(choose + k * np.log(inside) + (n - k) * np.log1p(-inside))
    sure = np.where(p[..., None] >= 1, k == n, found)
    chances: np.ndarray = np.where(p[..., None] <= 0, k == 0, sure)
    return chances


def convolved(pmf: np.ndarray, times: int) -> np.ndarray:
    """Return the distribution of a sum of independent, identically distributed counts.

    Parameters
    ----------
    pmf : numpy.ndarray
        Distribution of one count, along the last axis.
    times : int
        Number of counts that are added up.

    Returns
    -------
    numpy.ndarray
        Distribution of the sum, along the last axis.
    """
    if times == 1:
        return pmf
    length = times * (pmf.shape[-1] - 1) + 1
    total = np.fft.irfft(np.fft.rfft(pmf, length, axis=-1) ** times, length, axis=-1)
    return np.maximum(total, 0.0)


def outcomes(shares: Shares, study: Study, outcome: str = "own_minus_other") -> np.ndarray:
    """Return the chance of each outcome of a study, in each draw.

    Parameters
    ----------
    shares : Shares
        What the study's animals are taken from.
    study : Study
        Its size and its laboratory.
    outcome : {"own_minus_other", "own", "found"}
        ``"own_minus_other"``: units that respond to their own act less those that would if it were
        any other, to the nearest unit in each animal; ``"own"``: their number; ``"found"``:
        whether the study finds mirror units (see :func:`finds`).

    Returns
    -------
    numpy.ndarray
        P(outcome | draw), shape (draw, outcome).

    Raises
    ------
    InputError
        If there is no such outcome.
    """
    if outcome not in OUTCOMES:
        raise unknown("outcome", outcome, OUTCOMES)
    if outcome == "found":
        found = finds(shares, study)
        return np.stack([1 - found, found], axis=1)
    each = [
        _counts(shares, study, sensitivity, false_positive, outcome == "own_minus_other")
        for sensitivity, false_positive in study.lab.settings()
    ]
    mixed: np.ndarray = np.mean(each, axis=0)
    return mixed


def _counts(
    shares: Shares, study: Study, sensitivity: float, false_positive: float, net: bool
) -> np.ndarray:
    """Return P(count | draw) in one laboratory, of k or of k less its expectation."""
    m = study.units
    each = binomial(m, false_positive + (sensitivity - false_positive) * shares.share)
    if net:
        called = false_positive + (sensitivity - false_positive) * shares.expected
        chance = np.rint(m * called).astype(int)
        moved = np.zeros((*each.shape[:-1], 2 * m + 1))
        places = (m - chance)[..., None] + np.arange(m + 1)
        np.put_along_axis(moved, places, each, axis=-1)
        each = moved
    return convolved((shares.weight[..., None] * each).sum(axis=1), study.animals)


def critical(n: int, p: np.ndarray, level: float) -> np.ndarray:
    """Return the smallest counts that are significant in one-sided binomial tests.

    Parameters
    ----------
    n : int
        Units.
    p : numpy.ndarray
        Chances that a unit is called one that responds, by its responses to other acts, (test,).
    level : float
        Significance level.

    Returns
    -------
    numpy.ndarray
        The smallest k with ``P(Binomial(n, p) >= k) < level``, or n + 1 if there is none, shape
        (test,).
    """
    tail = np.cumsum(binomial(n, p)[:, ::-1], axis=1)[:, ::-1]
    below = tail < level * (1 - ROUNDING)
    least: np.ndarray = np.where(below.any(axis=1), below.argmax(axis=1), n + 1)
    return least


def finds(shares: Shares, study: Study) -> np.ndarray:
    """Return the chance that a study finds mirror units, in each draw.

    It does if its count k of N = n m units is so high that ``P(Binomial(N, p) >= k) < level``, with
    p the share of responses to acts that units do not do in this draw, as the laboratory calls
    them.

    Parameters
    ----------
    shares : Shares
        What the study's animals are taken from.
    study : Study
        Its size, its laboratory and the level of its test.

    Returns
    -------
    numpy.ndarray
        P(found | draw), shape (draw,).
    """
    total = study.animals * study.units
    chance = (shares.weight * shares.expected).sum(axis=1)
    found = np.zeros(len(chance))
    settings = study.lab.settings()
    for sensitivity, false_positive in settings:
        counts = _counts(shares, study, sensitivity, false_positive, net=False)
        called = false_positive + (sensitivity - false_positive) * chance
        least = critical(total, called, study.level)
        found += [float(row[k:].sum()) for row, k in zip(counts, least, strict=True)]
    clipped: np.ndarray = np.clip(found / len(settings), 0.0, 1.0)
    return clipped
