"""A posterior that means what it says: the mixture over draws, at a fitted temperature.

The plug-in posterior, prior(a) L(a) over its sum, is overconfident: few draws stand for all that is
not known, and of many observations one draw after another is ruled out, until one or two decide. So
the likelihood is tempered::

    P(a) = prior(a) L_i(a)^b / sum over accounts of the same

and b is the number at which worlds simulated from the same draws, *of the same design*, are
forecast best: the mean of -log P(truth) is smallest, with the draw that made a world left out of
all accounts. It is convex in log b, so that its derivative, the mean of (E_P[log L] - log L(truth))
over worlds, has one sign on either side.

With an inner power i below 1 draws are widened before they are averaged; both are then fitted.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .worlds import Design

#: what b may be
COLDEST, HOTTEST = 8.0, 1e-3
#: inner powers that are tried where draws may be widened
POWERS = (1.0,)
WIDENED = (0.2, 0.35, 0.5, 0.7, 1.0)


class Temperature(NamedTuple):
    """What was fitted.

    Attributes
    ----------
    b : float
        The power of the likelihood: 1 is the plug-in, less is flatter.
    power : float
        The inner power: 1 leaves the draws as they are.
    score : float
        Mean log score of the worlds that it was fitted on.
    """

    b: float
    power: float
    score: float


def posteriors(logs: np.ndarray, b: float, prior: np.ndarray | None = None) -> np.ndarray:
    """Return posteriors over accounts.

    Parameters
    ----------
    logs : numpy.ndarray
        Log-likelihoods, shape (world, account).
    b : float
        The temperature.
    prior : numpy.ndarray, optional
        Weight of each account; alike if None.

    Returns
    -------
    numpy.ndarray
        Each row sums to 1.
    """
    said = b * logs + (0.0 if prior is None else np.log(prior))
    said = np.exp(said - said.max(axis=1, keepdims=True))
    found: np.ndarray = said / said.sum(axis=1, keepdims=True)
    return found


def log_score(chances: np.ndarray, truth: np.ndarray) -> float:
    """Return the mean logarithm of what was said of the truth.

    Parameters
    ----------
    chances : numpy.ndarray
        Posteriors, shape (world, account).
    truth : numpy.ndarray
        The true account of each world.

    Returns
    -------
    float
        At most 0.
    """
    said = chances[np.arange(len(truth)), truth]
    return float(np.log(np.maximum(said, 1e-300)).mean())


def fitted(logs: np.ndarray, truth: np.ndarray, prior: np.ndarray | None = None) -> float:
    """Return the temperature with the best log score.

    Parameters
    ----------
    logs : numpy.ndarray
        Log-likelihoods, shape (world, account).
    truth : numpy.ndarray
        The true account of each world.
    prior : numpy.ndarray, optional
        Weight of each account; alike if None.

    Returns
    -------
    float
        b.
    """
    true = logs[np.arange(len(truth)), truth]
    low, high = np.log(HOTTEST), np.log(COLDEST)
    for _ in range(40):
        middle = (low + high) / 2
        expected = (posteriors(logs, float(np.exp(middle)), prior) * logs).sum(axis=1)
        low, high = (low, middle) if (expected - true).mean() > 0 else (middle, high)
    return float(np.exp((low + high) / 2))


def fit(
    design: Design,
    draws: np.ndarray,
    each: int,
    rng: np.random.Generator,
    powers: tuple[float, ...] = POWERS,
) -> Temperature:
    """Return the temperature of a design, fitted on worlds of its own draws.

    Parameters
    ----------
    design : Design
        The observations.
    draws : numpy.ndarray
        The draws that stand for what is not known.
    each : int
        Worlds of each account.
    rng : numpy.random.Generator
        What worlds are drawn from.
    powers : tuple of float
        Inner powers that are tried.

    Returns
    -------
    Temperature
        The best of them.
    """
    worlds = design.simulate(draws, each, rng)
    found = []
    for power in powers:
        logs = design.log_likelihoods(worlds.outcomes, draws, worlds.draw, power)
        b = fitted(logs, worlds.account)
        found.append(Temperature(b, power, log_score(posteriors(logs, b), worlds.account)))
    return max(found, key=lambda each: each.score)
