"""What a study adds to a calibrated posterior: the expected fall of its log loss, in bits.

With what is known (:mod:`.known`), an account a has P(a) and a draw r under it v_ar. A world has an
account a, a draw r and outcomes y of the studies, drawn from P(a) v_ar P(y | a, r). It is judged
without the draw that made it, which is left out of all accounts at once, as the posterior is::

    Q(a | y) = P(a) L_i(a)^b M(a)^c / sum over accounts of the same
    L_i(a) = sum over r' of v_ar' prod_o P_o(y_o | a, r')^i / sum over r' of v_ar'
    M(a)   = prod over species of the same for the studies of the species, i = 1
    gain   = mean over worlds of log2( Q(true account | y) / P(true account) )

at the temperatures b, c and i of these very studies, under which the gain is largest. It is what a
reader of ``weigh`` gains who knows that the truth is none of the draws. Mutual information, what an
ideal reasoner gains, takes the draws for all that is possible: where few stand for much, many
studies seem to tell which draw is true, and it is too large. b = c = 0 is to learn nothing, so that
accounts that predict the same give 0.

Temperatures must not have seen the world either: b and c of draw r are fitted without r, to first
order (one Newton step from the common ones, at most to their half or double), and its i is that
which is best for the other draws. The unit is the draw.
With G_r and O_r the sums of worlds' gains and weights in draw r, R draws and sum of O_r 1::

    v_r = gain + R (G_r - gain O_r)            mean of v_r: the gain

Of a single study, all outcomes are summed exactly (:func:`gain_of_study`); of several, outcomes are
drawn (:mod:`.future`).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..base.brief import brief
from .observations import slipped
from .temperature import COLDEST, POWERS, Temperature
from .worlds import LEAST

STEPS, HALVED = 40, 30  #: Newton's steps, and halvings of each, at most
TINY = 1e-12  #: worlds that weigh less are left out
#: worlds on which a temperature is fitted, of more every second, third, ...; all are judged
FITTED = 5_000


class Gain(NamedTuple):
    """What some studies are expected to add.

    Attributes
    ----------
    per_draw : numpy.ndarray
        v_r in bits, shape (draw,): their mean is the gain.
    temperature : Temperature
        The powers at which it is largest.
    """

    per_draw: np.ndarray
    temperature: Temperature

    def __repr__(self) -> str:
        return brief(self)

    @property
    def bits(self) -> float:
        """The gain."""
        return float(self.per_draw.mean())


def gain_of_study(chances: np.ndarray, prior: np.ndarray, weights: np.ndarray) -> Gain:
    """Return what one study is expected to add, summed over all its outcomes.

    Parameters
    ----------
    chances : numpy.ndarray
        P(outcome | account, draw), shape (account, draw, outcome).
    prior : numpy.ndarray
        P(a), shape (account,).
    weights : numpy.ndarray
        v_ar, shape (account, draw); rows sum to 1.

    Returns
    -------
    Gain
        By draw; exactly 0 if all accounts predict the same.
    """
    accounts, draws, _ = chances.shape
    if all(np.array_equal(chances[0], each) for each in chances[1:]):
        return Gain(np.zeros(draws), Temperature(0.0, 0.0, 1.0))
    read, rest = slipped(chances), np.maximum(1 - weights, LEAST)[..., None]
    parts = []
    for power in POWERS:
        each = weights[..., None] * read**power
        less = each.sum(axis=1, keepdims=True) - each
        parts.append(np.log(np.maximum(less, LEAST) / rest))
    rows = np.stack([*parts, parts[-1]]).reshape(len(parts) + 1, accounts, -1)
    true = (prior[:, None] * weights)[..., None] * chances / chances.sum(axis=-1, keepdims=True)
    omega = true.reshape(accounts, -1)
    draw = np.repeat(np.arange(draws), chances.shape[-1])
    some = omega.sum(axis=0) > TINY
    return gain_of(rows[:, :, some], omega[:, some], draw[some], prior, draws)


def gain_of(
    parts: np.ndarray, omega: np.ndarray, draw: np.ndarray, prior: np.ndarray, draws: int
) -> Gain:
    """Return what worlds say that some studies add.

    Parameters
    ----------
    parts : numpy.ndarray
        Log-likelihoods L_i for each inner power, and last M, shape (power + 1, account, world).
    omega : numpy.ndarray
        Weight of each world with each account true, shape (account, world).
    draw : numpy.ndarray
        The draw that made each world, shape (world,).
    prior : numpy.ndarray
        P(a), shape (account,).
    draws : int
        How many draws there are.

    Returns
    -------
    Gain
        By draw, at the best temperature.
    """
    omega = omega / omega.sum()
    logs = np.log(np.maximum(prior, LEAST))[:, None]
    parts = parts - parts.mean(axis=1, keepdims=True)
    tried: list[Temperature] = []
    gained = np.empty((len(POWERS), draws))
    thin = max(1, len(draw) // FITTED)
    for number, power in enumerate(POWERS):
        both = parts[[number, -1]]
        found = powers_of(both[:, :, ::thin], omega[:, ::thin], logs)
        own = _without_each(found, both, omega, logs, draw, draws)
        said = _said(both, own[:, draw], logs)
        each = (omega * (said - logs)).sum(axis=0) / np.log(2)
        gained[number] = np.bincount(draw, weights=each, minlength=draws)
        tried.append(Temperature(float(found[0]), float(found[1]), power))
    total = gained.sum(axis=1)
    chosen = (total[:, None] - gained).argmax(axis=0)  # of each draw by the others
    sums = gained[chosen, np.arange(draws)]
    of_draw = np.bincount(draw, weights=omega.sum(axis=0), minlength=draws)
    bits = float(sums.sum())
    return Gain(bits + draws * (sums - bits * of_draw), tried[int(total.argmax())])


def powers_of(both: np.ndarray, omega: np.ndarray, logs: np.ndarray) -> np.ndarray:
    """Return the powers of two likelihoods, together, with the best weighted log score.

    The log score is concave in both, so that it is climbed by Newton's steps within bounds;
    :func:`mirror_abm.inference.temperature.fitted` finds the same by halving, of worlds that weigh
    alike.

    Parameters
    ----------
    both : numpy.ndarray
        Log-likelihoods, shape (2, account, world).
    omega : numpy.ndarray
        Weight of each world with each account true, shape (account, world).
    logs : numpy.ndarray
        Logarithm of the prior, shape (account, 1).

    Returns
    -------
    numpy.ndarray
        Two powers from 0 to 8.
    """
    found, omega = np.full(2, 0.5), omega / omega.sum()
    weight = omega.sum(axis=0)
    score = _score(both, found, omega, logs)
    for _ in range(STEPS):
        slope, bend = (each.sum(axis=1) for each in _derivatives(both, found, omega, weight, logs))
        stuck = ((found <= 0) & (slope < 0)) | ((found >= COLDEST) & (slope > 0))
        free = np.flatnonzero(~stuck)
        if not len(free):
            break
        step = np.zeros(2)
        step[free] = _solved(bend.reshape(2, 2)[np.ix_(free, free)], slope[free])
        for _ in range(HALVED):
            trial = np.clip(found + step, 0.0, COLDEST)
            there = _score(both, trial, omega, logs)
            if there >= score:
                break
            step /= 2
        else:
            break
        moved = np.abs(trial - found).max()
        found, score = trial, there
        if moved < 1e-7:
            break
    return found


def _said(both: np.ndarray, powers: np.ndarray, logs: np.ndarray) -> np.ndarray:
    """Return the logarithms of posteriors, shape (account, world)."""
    said = logs + powers[0] * both[0] + powers[1] * both[1]
    said -= said.max(axis=0)
    found: np.ndarray = said - np.log(np.exp(said).sum(axis=0))
    return found


def _score(both: np.ndarray, powers: np.ndarray, omega: np.ndarray, logs: np.ndarray) -> float:
    """Return the weighted mean of log Q(true account)."""
    return float((omega * _said(both, powers, logs)).sum())


def _derivatives(
    both: np.ndarray, powers: np.ndarray, omega: np.ndarray, weight: np.ndarray, logs: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return what each world adds to the slope, (2, world), and to its fall, (4, world)."""
    chance = np.exp(_said(both, powers, logs))
    mean = (chance * both).sum(axis=1)
    slope = (omega * both).sum(axis=1) - weight * mean
    one, two = both - mean[:, None]
    bend = [(chance * each).sum(axis=0) for each in (one * one, one * two, two * two)]
    return slope, weight * np.stack([bend[0], bend[1], bend[1], bend[2]])


def _solved(bend: np.ndarray, slope: np.ndarray) -> np.ndarray:
    """Return Newton's step; the two likelihoods may be the same, and tell nothing apart."""
    size = len(slope)
    ridge = 1e-9 * float(np.trace(bend)) / size + LEAST
    found: np.ndarray = np.linalg.solve(bend + ridge * np.eye(size), slope)
    return found


def _without_each(
    found: np.ndarray,
    both: np.ndarray,
    omega: np.ndarray,
    logs: np.ndarray,
    draw: np.ndarray,
    draws: int,
) -> np.ndarray:
    """Return the powers fitted without the worlds of each draw, to first order, shape (2, draw)."""
    each = _derivatives(both, found, omega, omega.sum(axis=0), logs)
    slope, bend = (np.stack([np.bincount(draw, of, draws) for of in rows]) for rows in each)
    rest = bend.sum(axis=1, keepdims=True) - bend
    own = np.repeat(found[:, None], draws, axis=1)
    free = np.flatnonzero((found > 0) & (found < COLDEST))
    for at in range(draws) if len(free) else ():
        left = rest[:, at].reshape(2, 2)[np.ix_(free, free)]
        own[free, at] -= _solved(left, slope[free, at])
    bounds = 0.5 * found[:, None], np.minimum(2 * found, COLDEST)[:, None]
    clipped: np.ndarray = np.clip(own, *bounds)
    return clipped
