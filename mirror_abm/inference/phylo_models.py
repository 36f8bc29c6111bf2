"""Regression with phylogenetic residuals: likelihood, estimated lambda, coefficients.

The covariance of residuals under Pagel's lambda is::

    V(lambda) = lambda C + (1 - lambda) diag(C)        C_ij: history shared by species i and j

for tips of any age, as in phytools, and in nlme's ``corPagel`` with weights ``varFixed(~height)``.
With R = D^-1/2 C D^-1/2, D = diag(C), and its eigenvectors Q and eigenvalues e, all lambdas have
the same axes::

    V(lambda) = D^1/2 Q diag(lambda e + 1 - lambda) Q' D^1/2

so that one decomposition serves every lambda, and many traits at once. On these axes regression is
weighted least squares; with k coefficients of n species and S the weighted sum of squares::

    ML    log L = -n/2 (log(2 pi S / n) + 1) - log|V| / 2
    REML  log L = -(n-k)/2 (log(2 pi S / (n-k)) + 1) - log|V| / 2 - log|X' V^-1 X| / 2
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from ..base.brief import brief
from ..base.errors import InputError

ML, REML = "ML", "REML"
#: values of lambda at which the likelihood is looked at first; denser below 1, where species that
#: parted lately make it steep
GRID = np.unique(np.concatenate([np.linspace(0, 1, 41), 1 - np.geomspace(1e-6, 0.025, 16)]))
#: half the 95 % quantile of chi-squared with one degree of freedom: what a profile may fall
FALL = 1.9207294103470629
GOLDEN = (math.sqrt(5) - 1) / 2
STEPS = 48  #: of the golden section: to 1e-10 of the first bracket
ROUNDING = 1e-10  #: of a log likelihood: an end of the range is taken where it is no lower
#: sum of squares, as a share of that before regression, below which nothing is left over
EXACT = 1e-20


@dataclass(frozen=True)
class Axes:
    """The axes on which residuals of related species are independent.

    Attributes
    ----------
    scale : ndarray, shape (n,)
        Square root of the history of each species.
    vectors : ndarray, shape (n, n)
        Eigenvectors of the correlation between species, in columns.
    values : ndarray, shape (n,)
        Its eigenvalues.
    """

    scale: np.ndarray
    vectors: np.ndarray
    values: np.ndarray

    __repr__ = brief

    def turned(self, columns: np.ndarray) -> np.ndarray:
        """Return columns of values per species, shape (..., n, k), on these axes."""
        return np.asarray(self.vectors.T @ (columns / self.scale[:, None]))

    def variances(self, lam: np.ndarray) -> np.ndarray:
        """Return the variance on each axis, shape (..., n), at each lambda."""
        return np.asarray(lam[..., None] * self.values + (1 - lam[..., None]))

    @cached_property
    def log_scale(self) -> float:
        """What the history of the species adds to the logarithm of the determinant."""
        return float(2 * np.log(self.scale).sum())


def axes(covariance: np.ndarray) -> Axes:
    """Return the axes of a covariance between species.

    Parameters
    ----------
    covariance : ndarray, shape (n, n)
        Of a trait that evolves by Brownian motion; positive definite.

    Returns
    -------
    Axes
        Its axes.
    """
    scale = np.sqrt(np.diag(covariance))
    values, vectors = np.linalg.eigh(covariance / np.outer(scale, scale))
    return Axes(scale, vectors, np.maximum(values, np.finfo(float).tiny))


def plain(n: int) -> Axes:
    """Return the axes of species that share nothing: ordinary regression.

    Parameters
    ----------
    n : int
        Number of species.

    Returns
    -------
    Axes
        At every lambda the same.
    """
    return Axes(np.ones(n), np.eye(n), np.ones(n))


class Fit(NamedTuple):
    """Regressions that were fitted, one a row.

    Attributes
    ----------
    lam : ndarray, shape (m,)
        Pagel's lambda.
    log_likelihood : ndarray, shape (m,)
        At that lambda.
    estimates, errors : ndarray, shape (m, k)
        Coefficients and their standard errors, by sigma^2 = S / (n - k).
    rate : ndarray, shape (m,)
        S / n, under REML S / (n - k): variance per unit of history.
    """

    lam: np.ndarray
    log_likelihood: np.ndarray
    estimates: np.ndarray
    errors: np.ndarray
    rate: np.ndarray

    def __repr__(self) -> str:
        return brief(self)


class Profile:
    """The likelihood of lambda, for many regressions at once.

    Parameters
    ----------
    on : Axes
        The axes.
    x : ndarray, shape (m or 1, n, k)
        Predictors, with the column of ones if there is an intercept.
    y : ndarray, shape (m, n)
        The traits.
    method : str, default "ML"
        ML or REML.
    steps : int, optional
        Of the golden section; fewer where only the test of a slope is wanted.

    Raises
    ------
    InputError
        A regression leaves nothing over.
    """

    def __init__(
        self, on: Axes, x: np.ndarray, y: np.ndarray, method: str = ML, steps: int = STEPS
    ) -> None:
        self.on, self.method, self.steps = on, method, steps
        self.x, self.y = on.turned(x), on.turned(y[..., None])
        self.n, self.k = x.shape[-2:]
        basis, upper = np.linalg.qr(self.x)
        rest = self.y - basis @ (np.swapaxes(basis, -1, -2) @ self.y)
        self.size = np.linalg.norm(rest, axis=(-2, -1))
        whole = np.linalg.norm(self.y, axis=(-2, -1))
        if (self.size**2 <= EXACT * whole**2).any():
            raise InputError(
                "regression: fits every species exactly, so that nothing is left over of which "
                "descent or chance could be judged: use fewer predictors, or more species."
            )
        rest = rest / self.size[:, None, None]
        shared = np.broadcast_to(basis, (len(y), self.n, self.k))
        both = np.concatenate([shared, rest], axis=-1)
        self.products = (both[..., :, None] * both[..., None, :]).reshape(len(y), self.n, -1)
        turned = 2 * np.log(np.abs(np.diagonal(upper, axis1=-2, axis2=-1))).sum(axis=-1)
        self.turning = np.broadcast_to(turned, (len(y),))

    def __call__(self, lam: np.ndarray) -> np.ndarray:
        """Return log likelihoods, shape (m, l), at lambdas of shape (m or 1, l)."""
        n, k = self.n, self.k
        variances = self.on.variances(lam)
        sums = (1 / variances) @ self.products
        lower = np.linalg.cholesky(sums.reshape(*sums.shape[:-1], k + 1, k + 1))
        diagonal = np.diagonal(lower, axis1=-2, axis2=-1)
        free = n if self.method == ML else n - k
        squares = (diagonal[..., -1] * self.size[:, None]) ** 2
        found = -free / 2 * (np.log(2 * np.pi * squares / free) + 1)
        found = found - (np.log(variances).sum(axis=-1) + self.on.log_scale) / 2
        if self.method == REML:
            found = found - np.log(diagonal[..., :-1]).sum(axis=-1) - self.turning[:, None] / 2
        return np.asarray(found)

    def best(self) -> np.ndarray:
        """Return the lambda in [0, 1] at which each likelihood is largest, shape (m,).

        The best of a grid, then the golden section between its neighbours, then the ends.
        """
        at = np.argmax(self(GRID[None]), axis=1)
        low, high = GRID[np.maximum(at - 1, 0)], GRID[np.minimum(at + 1, len(GRID) - 1)]
        one, two = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
        values = self(np.stack([one, two], axis=1))
        for _ in range(self.steps):
            left = values[:, 0] >= values[:, 1]
            low, high = np.where(left, low, one), np.where(left, two, high)
            new = np.where(left, high - GOLDEN * (high - low), low + GOLDEN * (high - low))
            one, two = np.where(left, new, two), np.where(left, one, new)
            fresh = self(new[:, None])[:, 0]
            values = np.where(
                left[:, None],
                np.stack([fresh, values[:, 0]], axis=1),
                np.stack([values[:, 1], fresh], axis=1),
            )
        tried = np.stack([(low + high) / 2, np.zeros(len(at)), np.ones(len(at))], axis=1)
        heights = self(tried) + np.array([0, ROUNDING, ROUNDING])
        return np.asarray(tried[np.arange(len(at)), np.argmax(heights, axis=1)])

    def interval(self, best: float) -> tuple[float, float]:
        """Return the 95 % interval of the first regression's lambda, by its profile likelihood.

        The outermost lambdas in [0, 1] at which the log likelihood has fallen by 1.92; an end of
        the range where it has not fallen so far there.
        """
        grid = np.unique(np.append(np.concatenate([GRID, np.linspace(0, 1, 201)]), best))
        least = float(self._at(np.array([best]))[0]) - FALL
        inside = np.flatnonzero(self._at(grid) >= least)
        return (
            self._crossing(least, grid, int(inside[0]), -1),
            self._crossing(least, grid, int(inside[-1]), 1),
        )

    def _at(self, lam: np.ndarray) -> np.ndarray:
        """Return the log likelihood of the first regression."""
        return np.asarray(self(np.broadcast_to(lam, (len(self.size), len(lam))))[0])

    def _crossing(self, least: float, grid: np.ndarray, at: int, step: int) -> float:
        """Return where the profile falls below a height, between a place of the grid and the next.

        Found by halving.
        """
        if not 0 <= at + step < len(grid):
            return float(grid[at])
        inner, outer = float(grid[at]), float(grid[at + step])
        for _ in range(30):
            middle = (inner + outer) / 2
            above = float(self._at(np.array([middle]))[0]) >= least
            inner, outer = (middle, outer) if above else (inner, middle)
        return inner

    def fit(self, lam: float | None = None) -> Fit:
        """Return the regressions at a lambda, or at the best of each.

        Parameters
        ----------
        lam : float, optional
            In [0, 1]; by default that at which the likelihood is largest.

        Returns
        -------
        Fit
            One a row.
        """
        many = self.best() if lam is None else np.full(len(self.size), float(lam))
        weights = np.sqrt(1 / self.on.variances(many))[..., None]
        basis, upper = np.linalg.qr(weights * self.x)
        y = weights * self.y
        inner = np.swapaxes(basis, -1, -2) @ y
        squares = ((y - basis @ inner) ** 2).sum(axis=(-2, -1))
        inverse = np.linalg.inv(upper)
        spread = np.sqrt((inverse**2).sum(axis=-1) * (squares / (self.n - self.k))[:, None])
        free = self.n if self.method == ML else self.n - self.k
        return Fit(
            many, self(many[:, None])[:, 0], (inverse @ inner)[..., 0], spread, squares / free
        )
