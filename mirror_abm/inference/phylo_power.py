"""What a set of species tells of a slope, and which species adds most to it.

With V the covariance of residuals under lambda, scaled to a variance of 1 in the mean over
candidates, the slope b of a set of n species has::

    1 / var(b) = (x - a)' V^-1 (x - a)        a the phylogenetic mean of x over the set

so that t is a noncentral t of n - 2 degrees of freedom and noncentrality ``slope / sd(b)``. lambda
is not known before; it is drawn from a range, and so is a predictor that is not given.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from ..base.seeds import stream
from ..base.special import special
from .phylo_simulated import evolving, trait_from

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(40)
_NODES, _WEIGHTS = (_NODES + 1) / 2, _WEIGHTS / 2


class World:
    """The candidates: their history, the predictor, and draws of what is not known.

    Parameters
    ----------
    shared : ndarray, shape (n, n)
        Shared history of the candidates.
    given : ndarray, shape (n,), or None
        The predictor; drawn where there is none.
    signal : tuple of float
        The range of lambda.
    draws : int
        How many draws the choice is made over.
    seed : int
        Of the draws.
    """

    def __init__(
        self,
        shared: np.ndarray,
        given: np.ndarray | None,
        signal: tuple[float, float],
        draws: int,
        seed: int,
    ) -> None:
        self.shared, self.given, self.signal = shared, given, signal
        self.root, self.own = evolving(shared)
        rng = stream(seed, "phylo", "design")
        lam = self.lambdas(draws, rng)
        scaled = self.root @ self.root.T
        self.covariance = lam[:, :, None] * scaled
        self.covariance[:, range(len(shared)), range(len(shared))] = self.own**2
        self.x = self.predictors(lam, rng)

    def lambdas(self, many: int, rng: np.random.Generator) -> np.ndarray:
        """Return draws of lambda, shape (many, 1)."""
        low, high = self.signal
        return low + (high - low) * rng.random((many, 1))

    def predictors(self, lam: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """Return predictors of mean 0 and variance 1 over candidates, shape (many, n)."""
        n = len(self.shared)
        if self.given is None:
            made = trait_from(self.root, self.own, rng.standard_normal((2, len(lam), n)), lam)
        else:
            made = np.broadcast_to(self.given, (len(lam), n))
        middle = made - made.mean(axis=1, keepdims=True)
        return np.asarray(middle / middle.std(axis=1, ddof=1, keepdims=True))

    def powers(self, order: list[int], slope: float, alpha: float) -> np.ndarray:
        """Return the power with the first 1, 2, ... species of an order, shape (draw, size)."""
        state = _Information(self)
        found = []
        for size, at in enumerate(order, 1):
            state.add(at)
            found.append(power_of_slope(state.information, size, slope, alpha))
        return np.stack(found, axis=1)


class _Information:
    """What a set of species tells of the slope, draw by draw; species are added one by one.

    Kept are the covariances of all candidates given the set, and the residuals of the column of
    ones and of the predictor on it.
    """

    def __init__(self, world: World) -> None:
        self.covariance = world.covariance.copy()
        self.ones, self.x = np.ones_like(world.x), world.x.copy()
        self.sums = np.zeros((3, len(world.x)))
        self.before = np.diagonal(self.covariance, axis1=1, axis2=2).copy()

    @property
    def information(self) -> np.ndarray:
        """One over the variance of the slope, shape (draw,)."""
        return _slope_of(*self.sums)

    def if_added(self) -> np.ndarray:
        """Return the information if each candidate were added, shape (draw, n)."""
        left = np.diagonal(self.covariance, axis1=1, axis2=2)
        left = np.where(
            left > 1e-10 * self.before, left, np.inf
        )  # what is in the set tells nothing
        return _slope_of(
            self.sums[0][:, None] + self.ones**2 / left,
            self.sums[1][:, None] + self.ones * self.x / left,
            self.sums[2][:, None] + self.x**2 / left,
        )

    def add(self, at: int) -> None:
        """Add a species."""
        column = self.covariance[:, :, at].copy()
        left = column[:, at]
        one, x = self.ones[:, at].copy(), self.x[:, at].copy()
        self.sums += np.stack([one * one, one * x, x * x]) / left
        share = column / left[:, None]
        self.ones -= share * one[:, None]
        self.x -= share * x[:, None]
        self.covariance -= share[:, :, None] * column[:, None, :]


def _slope_of(ones: np.ndarray, both: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Return one over the variance of a slope, from sums weighted by V^-1; 0 of one species."""
    found = x - both**2 / np.where(ones > 0, ones, 1.0)
    return np.asarray(np.where(found > 1e-12 * np.maximum(x, 1e-300), found, 0.0))


def power_of_slope(information: np.ndarray, size: int, slope: float, alpha: float) -> np.ndarray:
    """Return the chance that a slope is called significant, with lambda known.

    Parameters
    ----------
    information : ndarray
        One over the variance of the slope, residuals having a variance of 1.
    size : int
        Number of species.
    slope, alpha : float
        The slope and the level.

    Returns
    -------
    ndarray
        ``P(|t| > quantile)``, t noncentral with ``size - 2`` degrees of freedom, as the mean over
        the residuals' standard deviation s of ``P(|z + slope sqrt(information)| > quantile s)``; 0
        of fewer than 3 species.
    """
    df = size - 2
    if df < 1:
        return np.zeros_like(information)
    limit = float(special("stdtrit")(df, 1 - alpha / 2)) * _spreads(df)
    shift = np.abs(slope) * np.sqrt(information)[..., None]
    normal = special("ndtr")
    return np.asarray((normal(shift - limit) + normal(-shift - limit)) @ _WEIGHTS)


@cache
def _spreads(df: int) -> np.ndarray:
    """Return standard deviations of residuals, over the true one, at the nodes of a mean."""
    return np.asarray(np.sqrt(2 * special("gammaincinv")(df / 2, _NODES) / df))


def _best_pair(world: World) -> tuple[int, int]:
    """Return the two species that tell most of the slope: (x_i - x_j)^2 / var(y_i - y_j)."""
    own = np.diagonal(world.covariance, axis1=1, axis2=2)
    apart = own[:, :, None] + own[:, None, :] - 2 * world.covariance
    n = apart.shape[1]
    apart[:, range(n), range(n)] = np.inf
    told = ((world.x[:, :, None] - world.x[:, None, :]) ** 2 / apart).mean(axis=0)
    one, two = np.unravel_index(int(np.argmax(told)), told.shape)
    return int(one), int(two)


def greedy(
    world: World, first: list[int], most: int, slope: float, alpha: float
) -> tuple[list[int], np.ndarray]:
    """Return the order in which species add most power, and the power of each beginning of it.

    Where power cannot tell candidates apart, for two species or at the ceiling, information does.

    Parameters
    ----------
    world : World
        The candidates.
    first : list of int
        Places of those that are recorded already.
    most : int
        How many species there are to be in all.
    slope, alpha : float
        The slope and the level.

    Returns
    -------
    order : list of int
        Places of the candidates.
    power : ndarray, shape (draw, most)
        With the first 1, 2, ... of them.
    """
    state, chosen, powers = _Information(world), [], []

    def take(at: int) -> None:
        state.add(at)
        chosen.append(at)
        powers.append(power_of_slope(state.information, len(chosen), slope, alpha))

    for at in first:
        take(at)
    if len(chosen) == 0:
        for at in _best_pair(world):
            take(at)
    while len(chosen) < most:
        told = state.if_added()
        gain = power_of_slope(told, len(chosen) + 1, slope, alpha).mean(axis=0).round(6)
        worth = gain + 1e-9 * np.log1p(told).mean(axis=0)
        worth[chosen] = -np.inf
        take(int(np.argmax(worth)))
    return chosen, np.stack(powers, axis=1)
