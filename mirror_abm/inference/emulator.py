"""Total shares of the variance of a conclusion: what groups of numbers do alone or with others.

Totals are given by an emulator only, and this is it: a ridge regression on P1 and P2 of all numbers
(:mod:`.variance`) and the products of P1 of every two, or of every two of the eight that do most by
themselves. Which of both, and the penalties of all terms and of products, is chosen by generalised
cross-validation. Its ``r2`` is that of ten folds of draws that were left out, choices and all;
below one half totals are refused. What a group's numbers do in products, with each other or with
those of other groups, is the share of the squared coefficients of all terms that these products
have, times r2; the square of a coefficient is the product of those of two halves of the draws,
which is 0 on average where there is nothing::

    total of a group = its first-order share + what its numbers do in products

A product of two groups is in the totals of both. Penalties shrink products, so that totals are
rather too low: with 200 draws only large products are seen, and a total that is no more than the
first-order share does not say that there is none.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..base.brief import brief
from ..base.seeds import stream
from .variance import by_group, first_order, legendre

LEAST_R2 = 0.5  #: below it no totals are given
FOLDS, PARTINGS = 10, 10
PENALTIES = tuple(10.0**power for power in range(-1, 6))
INTERACTIONS = (0.01, 0.1, 1.0)  #: weight of products beside single numbers
PARENTS = 8  #: numbers whose products are taken where not all are


class Emulator(NamedTuple):
    """Totals by the emulator.

    Attributes
    ----------
    r2 : float
        Of draws that were left out.
    totals : numpy.ndarray
        Of each group; missing where r2 lies below one half.
    """

    r2: float
    totals: np.ndarray

    def __repr__(self) -> str:
        return brief(self)


def totals(
    numbers: np.ndarray,
    values: np.ndarray,
    weight: np.ndarray,
    block: np.ndarray,
    groups: np.ndarray,
) -> Emulator:
    """Return the total shares of groups of numbers, by the emulator of this module.

    Parameters
    ----------
    numbers, values, weight, block, groups : numpy.ndarray
        The numbers of each draw, shape (draw, number); the conclusion, weight and block of each
        draw; whether a number is of a group, shape (group, number).

    Returns
    -------
    Emulator
        ``r2`` and ``totals``.
    """
    main = legendre(numbers, weight)
    k = numbers.shape[1]
    one, two = np.triu_indices(k, 1)
    products = main[:, one] * main[:, two]
    r2 = _left_out(main, products, values, weight, block)
    if r2 < LEAST_R2:
        return Emulator(r2, np.full(len(groups), np.nan))
    own = groups.astype(bool)
    touched = np.hstack([np.zeros((len(own), 2 * k), bool), own[:, one] | own[:, two]])
    penalty, scale = _chosen(main, products, values, weight)
    everything = np.hstack([main, products])
    drawn = stream(0, "sensitivity", "emulator", len(values))
    squares = np.zeros(everything.shape[1])
    for _ in range(PARTINGS):
        half = np.isin(block, drawn.permutation(np.unique(block))[: len(np.unique(block)) // 2])
        each = [
            _ridge(everything[kept], values[kept], weight[kept], scale, penalty / 2)
            for kept in (half, ~half)
        ]
        squares += each[0] * each[1]
    first = by_group(numbers, values, weight, groups).share[:-1]
    return Emulator(r2, first + r2 * (touched @ squares) / squares.sum())


def _ridge(
    terms: np.ndarray, values: np.ndarray, weight: np.ndarray, scale: np.ndarray, penalty: float
) -> np.ndarray:
    """Return the coefficients of a ridge regression, by its dual; penalties are over ``scale``."""
    share = weight / weight.sum()
    y = values - share @ values
    centred = terms - share @ terms
    kernel = (centred * scale) @ centred.T
    dual = np.linalg.solve(kernel + penalty * np.diag(weight.mean() / weight), y)
    coefficients: np.ndarray = scale * (centred.T @ dual)
    return coefficients


def _chosen(
    main: np.ndarray, products: np.ndarray, values: np.ndarray, weight: np.ndarray
) -> tuple[float, np.ndarray]:
    """Return the penalty and the weights of terms with the least generalised error."""
    root = np.sqrt(weight / weight.mean())[:, None]
    y = (values - weight @ values / weight.sum()) * root[:, 0]
    single, both, k = main * root, products * root, main.shape[1] // 2
    shares = first_order(main, values, weight)[0].reshape(2, -1).sum(axis=0)
    strong = np.isin(np.arange(k), np.argsort(-shares, kind="stable")[:PARENTS])
    one, two = np.triu_indices(k, 1)
    best = (np.inf, PENALTIES[-1], np.ones(2 * k + len(one)))
    for parents in (np.ones(len(one)), (strong[one] & strong[two]).astype(float)):
        kernel = (both * parents) @ both.T
        for share in INTERACTIONS:
            sizes, axes = np.linalg.eigh(single @ single.T + share * kernel)
            turned = (axes.T @ y) ** 2
            for penalty in PENALTIES:
                kept = penalty / (np.maximum(sizes, 0.0) + penalty)
                error = float(kept**2 @ turned) / (kept.sum() / len(y)) ** 2
                if error < best[0]:
                    best = error, penalty, np.concatenate([np.ones(2 * k), share * parents])
    return best[1], best[2]


def _left_out(
    main: np.ndarray,
    products: np.ndarray,
    values: np.ndarray,
    weight: np.ndarray,
    block: np.ndarray,
) -> float:
    """Return R2 in folds that were left out; blocks are never parted."""
    fold = block % min(FOLDS, len(np.unique(block)))
    everything = np.hstack([main, products])
    missed = met = 0.0
    for each in np.unique(fold):
        kept, out = fold != each, fold == each
        penalty, scale = _chosen(main[kept], products[kept], values[kept], weight[kept])
        beta = _ridge(everything[kept], values[kept], weight[kept], scale, penalty)
        part = weight[kept] / weight[kept].sum()
        guess = part @ values[kept] + (everything[out] - part @ everything[kept]) @ beta
        missed += float(weight[out] @ (values[out] - guess) ** 2)
        met += float(weight[out] @ (values[out] - part @ values[kept]) ** 2)
    return 1 - missed / met if met > 0 else float("nan")
