"""Mutual information between an account and the outcome of a study, from draws: the estimate, its bias and its error.

With prior q_a, and P_a(k) the mean over R draws of P(k | account a, draw), the information in bits is::

    I = sum_a q_a sum_k P_a(k) log2( P_a(k) / sum_b q_b P_b(k) )

Few draws make mixtures differ by chance, so the plain estimate is too high, by about 1/R. It is corrected by the jackknife over
draws, one draw left out of all accounts at once (accounts share their draws). The pseudo-values::

    v_r = R I - (R - 1) I_(without r)        estimate: mean of v_r        standard error: sd(v_r) / sqrt(R)

are one number a draw, from which differences between designs and choices among them are judged. An account and itself give
exactly 0.
"""

from __future__ import annotations

import numpy as np

from ..base.seeds import stream

SPLITS = 40  #: random halvings of the draws of one account, for the noise floor
DIGITS = 12  #: of bits; what lies beyond is rounding, and other processors round otherwise (docs/exactness.md)
ALIKE = 10.0**-DIGITS


def mutual_information(chances: np.ndarray, prior: np.ndarray) -> np.ndarray:
    """Return bits about the account, for ``chances`` of shape (..., account, outcome) and ``prior`` (account,)."""
    weighted = prior[:, None] * chances
    mixture = weighted.sum(axis=-2, keepdims=True) / prior.sum()
    ratio = np.divide(
        chances, mixture, out=np.ones_like(chances), where=(chances > 0) & (mixture > 0)
    )
    return (weighted * np.log2(ratio)).sum(axis=(-2, -1))


def pseudo_values(draws: np.ndarray, prior: np.ndarray) -> np.ndarray:
    """Return v_r (draw,), for P(outcome | account, draw) of shape (account, draw, outcome)."""
    count = draws.shape[1]
    total = draws.sum(axis=1)
    whole = float(mutual_information(total / count, prior))
    if count == 1:
        return np.array([whole])
    left = np.maximum(total[:, None] - draws, 0.0) / (count - 1)
    return count * whole - (count - 1) * mutual_information(np.moveaxis(left, 1, 0), prior)


def standard_error(values: np.ndarray) -> float:
    """Return the standard error of the mean of one number a draw."""
    return float(values.std(ddof=1) / np.sqrt(len(values))) if len(values) > 1 else float("nan")


def noise_floor(draws: np.ndarray, seed: int, *words: str, splits: int = SPLITS) -> float:
    """Return the bits that an account seems to have about itself: the same estimate between two halves of its draws.

    The 95 % quantile over random halvings, for P(outcome | draw) of shape (draw, outcome), divided by two: information grows with
    the square of a difference, and halves differ by chance twice as much, squared, as two wholes. Accounts of a run share their
    draws and halves do not, so that the floor is rather too high than too low.
    """
    half, found = len(draws) // 2, []
    rng, even = stream(seed, "noise floor", *words), np.array([0.5, 0.5])
    for _ in range(splits):
        order = rng.permutation(len(draws))
        found.append(
            pseudo_values(
                np.stack([draws[order[:half]], draws[order[half : 2 * half]]]), even
            ).mean()
        )
    return max(0.0, float(np.quantile(found, 0.95)) / 2)
