"""How well the outcome of a study parts two accounts, in bits, from simulated animals.

An outcome is one number per animal: what a group does, or how much two groups, or two read-outs of
a group, differ. A study with n animals in each group reports its mean. In draw r of the uncertain
numbers, under account a, the simulated animals have mean m_ar and variance s2_ar. The study lives
in one draw, which nobody knows, so what an account expects of it is a mixture over R draws::

    P(x | a) = mean over r of Normal(x; m'_ar, s2_ar / n + (h t_a)^2)
    m'_ar = M_a + sqrt(1 - h^2) (m_ar - M_a),    h = min(0.95, 1.06 R^(-1/5))

with M_a and t_a the mean and the standard deviation of the m_ar. A few draws stand for a continuous
prior: without the kernel h they would be R spikes that many animals seem to tell apart (a smoothed
bootstrap that keeps the variance; Silverman 1986, section 6.4). The variance s2_ar of a few animals
is drawn towards the account's mean variance over draws, and holds the noise of recording.

With even odds on two accounts the study is worth ``I = mean over a of sum_x P(x | a) log2(P(x | a)
/ P(x))`` bits, integrated on a grid that is fine wherever either has mass. What few draws add to I
by chance is taken off by the jackknife, one draw left out of both accounts at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ..base.brief import brief
from ..base.means import error_of_mean
from ..base.ranges import quantile
from ..base.seeds import stream

#: weight of the account's mean variance, in animals
POOLED = 4
#: of the kernel over draws: the factor of Silverman's rule, and its largest share of the spread
SILVERMAN, WIDEST = 1.06, 0.95
#: grid points on each normal, and how far they go, in standard deviations
POINTS, REACH = 21, 4.5
#: of the whole grid
MOST_POINTS = 4_000
#: numbers of animals in each group that are tried, to part two accounts
TRIED = (1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 40, 50, 64, 80, 100, 150, 200)
#: chance that the more probable account is the right one, at which two are parted
PARTED = 0.9
#: of a 90 % interval
Z = 1.645
#: random halvings of the draws of one account, for the noise floor
HALVINGS = 20
TINY = 1e-12


@dataclass(frozen=True)
class Outcome:
    """One number that a study reports.

    Attributes
    ----------
    means : numpy.ndarray
        Mean over simulated animals, shape (account, draw).
    variances : numpy.ndarray
        Variance of what one animal adds to it, recording included, same shape; of a difference
        between two groups, that of both.
    groups : int
        Groups that it takes: 1 or 2.
    """

    means: np.ndarray
    variances: np.ndarray
    groups: int = 1

    __repr__ = brief

    def of(self, *accounts: int) -> Outcome:
        """Return the outcome under some of the accounts, by their numbers."""
        chosen = list(accounts)
        return Outcome(self.means[chosen], self.variances[chosen], self.groups)


class Parted(NamedTuple):
    """How well an outcome parts two accounts.

    Attributes
    ----------
    bits, low, high : float
        Expected bits of a study, and their 90 % interval over draws, within 0 and 1.
    """

    bits: float
    low: float
    high: float


def pooled(variances: np.ndarray, animals: int) -> np.ndarray:
    """Return the variances of few animals, drawn towards the mean of their account.

    Parameters
    ----------
    variances : numpy.ndarray
        Sample variances, shape (account, draw).
    animals : int
        Animals that each rests on.

    Returns
    -------
    numpy.ndarray
        Same shape.
    """
    mean = variances.mean(axis=1, keepdims=True)
    found: np.ndarray = ((animals - 1) * variances + POOLED * mean) / (animals - 1 + POOLED)
    return found


def normals(outcome: Outcome, animals: int) -> tuple[np.ndarray, np.ndarray]:
    """Return means and standard deviations of what a study reports, by account and draw.

    Parameters
    ----------
    outcome : Outcome
        What it reports.
    animals : int
        Animals in each group.

    Returns
    -------
    means, deviations : numpy.ndarray
        Of normal distributions, shape (account, draw).
    """
    draws = outcome.means.shape[1]
    h = min(WIDEST, SILVERMAN * draws**-0.2) if draws > 1 else 0.0
    centre = outcome.means.mean(axis=1, keepdims=True)
    spread = outcome.means.std(axis=1, keepdims=True, ddof=min(1, draws - 1))
    means = centre + np.sqrt(1 - h * h) * (outcome.means - centre)
    deviations = np.sqrt(outcome.variances / animals + (h * spread) ** 2)
    return means, np.maximum(deviations, TINY)


def densities(outcome: Outcome, animals: int) -> np.ndarray:
    """Return the chance of each interval of a grid, by account and draw.

    Parameters
    ----------
    outcome : Outcome
        What the study reports.
    animals : int
        Animals in each group.

    Returns
    -------
    numpy.ndarray
        Chances that sum to 1, shape (account, draw, interval).
    """
    means, deviations = normals(outcome, animals)
    steps = np.linspace(-REACH, REACH, POINTS)
    grid = np.unique((means[..., None] + deviations[..., None] * steps).ravel())
    grid = grid[:: -(-len(grid) // MOST_POINTS)]  # of many draws, whose normals overlap
    widths = np.gradient(grid) if len(grid) > 1 else np.ones(1)
    z = (grid - means[..., None]) / deviations[..., None]
    chances = np.exp(-z * z / 2) / deviations[..., None] * widths
    found: np.ndarray = chances / chances.sum(axis=-1, keepdims=True)
    return found


def information(chances: np.ndarray) -> np.ndarray:
    """Return the bits that an outcome tells about which of two accounts is right, at even odds.

    Parameters
    ----------
    chances : numpy.ndarray
        Chances of the outcomes under either account, shape (..., 2, interval).

    Returns
    -------
    numpy.ndarray
        Bits from 0 to 1, shape (...).
    """
    middle = chances.mean(axis=-2, keepdims=True)
    ratio = np.divide(chances, middle, out=np.ones_like(chances), where=chances > 0)
    bits: np.ndarray = (chances * np.log2(ratio)).sum(axis=(-2, -1)) / 2
    clipped: np.ndarray = np.clip(bits, 0.0, 1.0)
    return clipped


def plain_bits(outcome: Outcome, animals: int) -> float:
    """Return the bits of a study under two accounts, not corrected for few draws."""
    return float(information(densities(outcome, animals).mean(axis=1)))


def parted(outcome: Outcome, animals: int) -> Parted:
    """Return how well a study of an outcome parts two accounts.

    Parameters
    ----------
    outcome : Outcome
        Under two accounts.
    animals : int
        Animals in each group.

    Returns
    -------
    Parted
        Bits, corrected by the jackknife over draws, with their interval.
    """
    values = _pseudo_values(outcome, animals)
    bits, error = float(values.mean()), error_of_mean(values).error
    return Parted(
        *(float(np.clip(each, 0, 1)) for each in (bits, bits - Z * error, bits + Z * error))
    )


def _pseudo_values(outcome: Outcome, animals: int) -> np.ndarray:
    """Return the jackknife pseudo-values of the bits, one a draw."""
    chances = densities(outcome, animals)
    count, total = chances.shape[1], chances.sum(axis=1)
    whole = float(information(total / count))
    if count == 1:
        return np.array([whole])
    left = np.maximum(total[:, None] - chances, 0.0) / (count - 1)
    found: np.ndarray = count * whole - (count - 1) * information(np.moveaxis(left, 1, 0))
    return found


def noise_floor(outcomes: Sequence[Outcome], animals: int, seed: int, *words: str) -> float:
    """Return the bits that an account seems to have about itself, from halves of its draws.

    Of many outcomes the best looks good in hindsight, so it is the best that counts here as well.
    Two halves differ by chance by twice as much, squared, as two wholes: what is found is halved.

    Parameters
    ----------
    outcomes : sequence of Outcome
        What is chosen from, under the account alone.
    animals : int
        Animals in each group.
    seed : int
        Seed of the study.
    *words : str
        Address of the random stream.

    Returns
    -------
    float
        The 95 % quantile over random halvings, from 0.
    """
    draws = outcomes[0].means.shape[1]
    rng, half, found = stream(seed, "noise floor", *words), draws // 2, []
    for _ in range(HALVINGS if half else 0):
        order = rng.permutation(draws)
        one, other = order[:half], order[half : 2 * half]
        found.append(max(plain_bits(_halves(each, one, other), animals) for each in outcomes))
    return quantile(found, 0.95) / 2 if found else 0.0


def _halves(outcome: Outcome, one: np.ndarray, other: np.ndarray) -> Outcome:
    """Return two sets of draws of one account, as if they were two accounts."""
    return Outcome(
        np.concatenate([outcome.means[:, one], outcome.means[:, other]]),
        np.concatenate([outcome.variances[:, one], outcome.variances[:, other]]),
        outcome.groups,
    )


def right(outcome: Outcome, animals: int) -> float:
    """Return the chance that the account which a study makes more probable is the right one.

    Parameters
    ----------
    outcome : Outcome
        Under two accounts, each as likely as the other beforehand.
    animals : int
        Animals in each group.

    Returns
    -------
    float
        From 1/2 to 1.
    """
    chances = densities(outcome, animals).mean(axis=1)
    return float(chances.max(axis=0).sum() / 2)


def animals_to_part(outcome: Outcome) -> int | None:
    """Return how many animals it takes until the more probable account is right in 90 % of cases.

    Parameters
    ----------
    outcome : Outcome
        Under two accounts.

    Returns
    -------
    int or None
        Animals in each group, the least of those tried; None if 200 are too few, as they are where
        what is unknown about the accounts, and not about the animals, makes them overlap.
    """
    if right(outcome, TRIED[-1]) < PARTED:
        return None
    return next(each for each in TRIED if right(outcome, each) >= PARTED)
