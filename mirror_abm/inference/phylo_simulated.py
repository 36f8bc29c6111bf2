"""Traits that evolve by themselves on a tree, and whether a regression calls them related."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..base.errors import InputError
from ..base.special import special
from .phylo_models import Axes, Profile, plain

ORDINARY = "ordinary"  #: regression that takes species for independent
CHUNK = 500  #: regressions at once
STEPS = 16  #: of the golden section: lambda to 1e-5, of which no test of a slope takes notice


def in_unit(what: str, got: Any, ends: bool = True) -> float:
    """Return a number from 0 to 1.

    Parameters
    ----------
    what : str
        What it is called.
    got : Any
        The number.
    ends : bool, default True
        Whether 0 and 1 are allowed.

    Returns
    -------
    float
        The number.

    Raises
    ------
    InputError
        It is none, or out of range.
    """
    number = isinstance(got, (int, float)) and not isinstance(got, bool)
    if not number or not 0 <= got <= 1 or (not ends and got in (0, 1)):
        raise InputError(
            f"{what} = {got!r}: must be a number {'from' if ends else 'between'} 0 "
            f"{'to' if ends else 'and'} 1."
        )
    return float(got)


def signal_range(signal: Any) -> tuple[float, float]:
    """Return the ends of the range of lambda.

    Parameters
    ----------
    signal : float or tuple of float
        One number from 0 to 1, or two.

    Returns
    -------
    low, high : float
        The ends; equal for one number.

    Raises
    ------
    InputError
        It is nothing of the kind.
    """
    pair = signal if isinstance(signal, (tuple, list)) else (signal, signal)
    if len(pair) != 2:
        raise InputError(f"signal = {signal!r}: must be one number from 0 to 1, or two.")
    low, high = (in_unit("signal", each) for each in pair)
    if low > high:
        raise InputError(f"signal = {signal!r}: must rise from its first number to its second.")
    return low, high


def evolving(shared: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return what makes traits of independent noise: a root of the covariance, and its diagonal.

    Parameters
    ----------
    shared : ndarray, shape (n, n)
        Shared history.

    Returns
    -------
    tuple of ndarray
        The Cholesky root, shape (n, n), and the standard deviations, shape (n,), of traits whose
        variance is 1 in the mean over species.
    """
    scaled = shared / np.diag(shared).mean()
    return np.linalg.cholesky(scaled), np.sqrt(np.diag(scaled))


def trait_from(
    root: np.ndarray, own: np.ndarray, noise: np.ndarray, signal: np.ndarray
) -> np.ndarray:
    """Return traits of covariance lambda C + (1 - lambda) diag(C).

    Parameters
    ----------
    root, own : ndarray
        As of :func:`evolving`.
    noise : ndarray, shape (2, m, n)
        Independent normal deviates.
    signal : ndarray
        lambda of each trait, shape (m, 1).

    Returns
    -------
    ndarray, shape (m, n)
        ``sqrt(lambda) L z + sqrt(1 - lambda) diag(C)^1/2 z'``.
    """
    return np.asarray(np.sqrt(signal) * (noise[0] @ root.T) + np.sqrt(1 - signal) * own * noise[1])


def called(
    on: Axes,
    x: np.ndarray,
    y: np.ndarray,
    way: str,
    method: str,
    lam: float | None,
    alpha: float,
) -> np.ndarray:
    """Return in which regressions of y on x the slope is called significant.

    Parameters
    ----------
    on : Axes
        The axes of the analysis.
    x, y : ndarray, shape (m, n)
        Traits.
    way : str
        ``ordinary`` for axes on which species share nothing.
    method : str
        ML or REML.
    lam : float or None
        Pagel's lambda, or None to estimate it.
    alpha : float
        The level.

    Returns
    -------
    ndarray of bool, shape (m,)
        Whether t, of n - 2 degrees of freedom, is beyond its quantile.
    """
    n = y.shape[1]
    columns = np.stack([np.ones_like(x), x], axis=-1)
    fit = Profile(plain(n) if way == ORDINARY else on, columns, y, method, STEPS).fit(lam)
    limit = float(special("stdtrit")(n - 2, 1 - alpha / 2))
    return np.asarray(np.abs(fit.estimates[:, 1]) > limit * fit.errors[:, 1])


def share_of(count: int, of: int) -> dict[str, float]:
    """Return a share, its 95 % interval and its Monte-Carlo error.

    Parameters
    ----------
    count, of : int
        How many of how many.

    Returns
    -------
    dict of str to float
        ``share``, ``low`` and ``high`` by Wilson's formula, ``error``.
    """
    share, z = count / of, float(special("ndtri")(0.975))
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * np.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return {
        "share": share,
        "low": max(0.0, float(middle - half)),
        "high": min(1.0, float(middle + half)),
        "error": float(np.sqrt(share * (1 - share) / of)),
    }
