"""A posterior that means what it says: the mixture over draws, at temperatures that are fitted.

The plug-in posterior, prior(a) L(a) over its sum, is overconfident: few draws stand for all that is
not known, and of many observations one draw after another is ruled out, until one or two decide. So
the likelihoods of :mod:`.worlds` are tempered::

    P(a) = prior(a) L_i(a)^b M(a)^c / sum over accounts of the same

and b, c and the inner power i are those at which worlds simulated from the same draws, *of the same
design*, are forecast best: the mean of -log P(truth) is smallest, with the draw that made a world
left out of all accounts. It is convex in b and c, and its derivative by b is the mean of (E_P[log
L] - log L(truth)) over worlds, so that each of the two is found by halving, in turn.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .worlds import Design

#: what b and c may be, beside 0
COLDEST, HOTTEST = 8.0, 1e-4
#: inner powers that are tried: 1 leaves draws as they are, less widens them
POWERS = (0.1, 0.3, 1.0)
ROUNDS, HALVINGS = 8, 30


class Temperature(NamedTuple):
    """What was fitted.

    Attributes
    ----------
    b : float
        Power of the likelihood of all observations in one draw; 1 is the plug-in, less is flatter.
    c : float
        Power of the likelihood in which each species has draws of its own; 0 is the plug-in.
    power : float
        The inner power: 1 leaves the draws as they are.
    """

    b: float
    c: float
    power: float


#: no temperature
PLUG_IN = Temperature(1.0, 0.0, 1.0)


def posteriors(logs: np.ndarray, prior: np.ndarray | None = None) -> np.ndarray:
    """Return posteriors over accounts.

    Parameters
    ----------
    logs : numpy.ndarray
        Log-likelihoods, shape (world, account).
    prior : numpy.ndarray, optional
        Weight of each account; alike if None.

    Returns
    -------
    numpy.ndarray
        Each row sums to 1.
    """
    said = logs + (0.0 if prior is None else np.log(prior))
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


def fitted(parts: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Return the powers of some likelihoods, together, with the best log score.

    Parameters
    ----------
    parts : numpy.ndarray
        Log-likelihoods, shape (likelihood, world, account).
    truth : numpy.ndarray
        The true account of each world.

    Returns
    -------
    numpy.ndarray
        A power for each, 0 or from 0.0001 to 8.
    """
    found = np.zeros(len(parts))
    true = parts[:, np.arange(len(truth)), truth]
    for _ in range(ROUNDS if len(parts) > 1 else 1):
        before = found.copy()
        for at in range(len(parts)):
            rest = np.tensordot(found, parts, 1) - found[at] * parts[at]
            found[at] = _best(parts[at], true[at], rest)
        if np.allclose(found, before, rtol=1e-3, atol=1e-4):
            break
    return found


def _best(logs: np.ndarray, true: np.ndarray, rest: np.ndarray) -> float:
    """Return the power of one likelihood beside what the others say already."""

    def falls(power: float) -> bool:
        expected = (posteriors(power * logs + rest) * logs).sum(axis=1)
        return bool((expected - true).mean() < 0)

    if not falls(HOTTEST):
        return 0.0
    low, high = np.log(HOTTEST), np.log(COLDEST)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if falls(float(np.exp(middle))) else (low, middle)
    return float(np.exp((low + high) / 2))


def tempered(parts: np.ndarray, temperature: Temperature, powers: tuple[float, ...]) -> np.ndarray:
    """Return the tempered log-likelihoods of worlds.

    Parameters
    ----------
    parts : numpy.ndarray
        As :meth:`mirror_abm.inference.worlds.Design.log_likelihoods` returns them.
    temperature : Temperature
        The powers.
    powers : tuple of float
        The inner powers of ``parts``.

    Returns
    -------
    numpy.ndarray
        Shape (world, account).
    """
    joint = parts[powers.index(temperature.power)]
    found: np.ndarray = temperature.b * joint + temperature.c * parts[-1]
    return found


def fit(
    design: Design, draws: np.ndarray, each: int, rng: np.random.Generator
) -> tuple[Temperature, np.ndarray, np.ndarray, np.ndarray]:
    """Return the temperature of a design, fitted on worlds of its own draws, and what it says.

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

    Returns
    -------
    Temperature
        The best.
    posterior, account, draw : numpy.ndarray
        What it says of these worlds, and what is true in them.
    """
    worlds = design.simulate(draws, each, rng)
    parts = design.log_likelihoods(worlds.outcomes, draws, worlds.draw, POWERS)
    tried = []
    for number, power in enumerate(POWERS):
        b, c = fitted(parts[[number, -1]], worlds.account)
        found = Temperature(float(b), float(c), power)
        said = posteriors(tempered(parts, found, POWERS))
        tried.append((log_score(said, worlds.account), found, said))
    _, found, said = max(tried, key=lambda one: one[0])
    return found, said, worlds.account, worlds.draw
