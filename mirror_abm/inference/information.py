"""Mutual information between an account and the outcome of a study: estimate, bias and error.

With prior q_a, and P_a(k) the mean over R draws of P(k | account a, draw), the information in bits
is::

    I = sum_a q_a sum_k P_a(k) log2( P_a(k) / sum_b q_b P_b(k) )

With few draws, mixtures differ by chance, so the plain estimate is too high, by about 1/R. It is
corrected by the jackknife over draws, one draw left out of all accounts at once (accounts share
their draws); draws that cover differ less than by chance, so that this takes off rather too much
and the bits are rather too few. The pseudo-values::

    v_r = R I - (R - 1) I_(without r)
    estimate: mean of v_r          standard error: that of their mean (base/means.py)

are one number a draw, from which differences between designs and choices among them are judged. An
account and itself give exactly 0.
"""

from __future__ import annotations

import numpy as np

from ..base.means import error_of_mean
from ..base.ranges import quantile
from ..base.seeds import stream

#: random halvings of the draws of one account, for the noise floor
FLOOR_HALVINGS = 40
#: decimals of bits; beyond them is rounding, which differs between processors (docs/exactness.md)
BIT_DIGITS = 12
ALIKE = 10.0**-BIT_DIGITS
#: bits; accounts that nothing parts by more are one class: a tenth of what settles the question
LEAST = 0.1


def mutual_information(chances: np.ndarray, prior: np.ndarray) -> np.ndarray:
    """Return the bits that an outcome tells about the account.

    Parameters
    ----------
    chances : numpy.ndarray
        P(outcome | account), shape (..., account, outcome).
    prior : numpy.ndarray
        Weight of each account, shape (account,).

    Returns
    -------
    numpy.ndarray
        Bits, shape (...).
    """
    weighted = prior[:, None] * chances
    mixture = weighted.sum(axis=-2, keepdims=True) / prior.sum()
    ratio = np.divide(
        chances, mixture, out=np.ones_like(chances), where=(chances > 0) & (mixture > 0)
    )
    bits: np.ndarray = (weighted * np.log2(ratio)).sum(axis=(-2, -1))
    return bits


def pseudo_values(
    chances: np.ndarray, prior: np.ndarray, weights: np.ndarray | None = None
) -> np.ndarray:
    """Return the jackknife pseudo-values of the bits, one a draw.

    Parameters
    ----------
    chances : numpy.ndarray
        P(outcome | account, draw), shape (account, draw, outcome).
    prior : numpy.ndarray
        Weight of each account, shape (account,).
    weights : numpy.ndarray, optional
        Weight of each draw under each account, shape (account, draw), rows summing to 1; alike if
        None.

    Returns
    -------
    numpy.ndarray
        v_r in bits, shape (draw,).
    """
    count = chances.shape[1]
    if weights is not None:
        chances = count * weights[..., None] * chances
    total = chances.sum(axis=1)
    whole = float(mutual_information(total / count, prior))
    if count == 1:
        return np.array([whole])
    rest = count - 1 if weights is None else np.maximum(count * (1 - weights), ALIKE)[..., None]
    left = np.maximum(total[:, None] - chances, 0.0) / rest
    values: np.ndarray = count * whole - (count - 1) * mutual_information(
        np.moveaxis(left, 1, 0), prior
    )
    return values


def standard_error(values: np.ndarray) -> float:
    """Return the standard error of a mean over draws.

    Parameters
    ----------
    values : numpy.ndarray
        One number a draw, in their order, shape (draw,).

    Returns
    -------
    float
        Over blocks of draws, or of fewer than 80 draws an upper bound, sd / sqrt(draws): see
        :mod:`mirror_abm.base.means`; not a number for a single draw.
    """
    return error_of_mean(values).error


def noise_floor(
    chances: np.ndarray, seed: int, *words: str, halvings: int = FLOOR_HALVINGS
) -> float:
    """Return the bits that an account seems to have about itself.

    Information grows with the square of a difference, and two halves differ by chance by twice as
    much, squared, as two wholes: the estimate between halves is divided by two. Accounts of a run
    share their draws and halves do not, so the floor is too high rather than too low.

    Parameters
    ----------
    chances : numpy.ndarray
        P(outcome | draw) under one account, shape (draw, outcome).
    seed : int
        Seed of the run.
    *words : str
        Address of the random stream: which design this is.
    halvings : int
        Random halvings of the draws.

    Returns
    -------
    float
        The 95 % quantile of the bits over halvings, divided by two, and never below 0.
    """
    half, found = len(chances) // 2, []
    rng, even = stream(seed, "noise floor", *words), np.array([0.5, 0.5])
    for _ in range(halvings):
        order = rng.permutation(len(chances))
        halves = np.stack([chances[order[:half]], chances[order[half : 2 * half]]])
        found.append(pseudo_values(halves, even).mean())
    return max(0.0, quantile(found, 0.95) / 2)
