"""How far posteriors can be believed: what was said of simulated worlds, against what was true.

A posterior is calibrated if of all worlds in which the first account has .8 it is the true one in
80 %. Worlds of one draw are not independent, so that every interval is a bootstrap over draws.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..base.brief import brief
from ..base.ranges import ends
from .information import LEAST

#: what is believed for practical purposes
SURE = 0.95
#: worlds below which a share of those that reached it is not told
FEW_WORLDS = 30
#: of the posterior of the first account
EDGES = (0.0, 0.3, 0.5, 0.7, 0.9, SURE, 1.0)
#: of equal width, of the expected calibration error and the histogram of ranks
BINS = 10
RESAMPLES = 400
#: of an interval


class Said(NamedTuple):
    """What was said of simulated worlds, and what is true in them.

    Attributes
    ----------
    posterior : numpy.ndarray
        Shape (world, account).
    truth, draw : numpy.ndarray
        The account and the draw that made each world, shape (world,).
    """

    posterior: np.ndarray
    truth: np.ndarray
    draw: np.ndarray

    def __repr__(self) -> str:
        return brief(self)

    @property
    def top(self) -> np.ndarray:
        """The largest posterior of each world."""
        largest: np.ndarray = self.posterior.max(axis=1)
        return largest

    @property
    def right(self) -> np.ndarray:
        """Whether the account with the largest posterior is true in each world."""
        same: np.ndarray = self.posterior.argmax(axis=1) == self.truth
        return same

    @property
    def of_truth(self) -> np.ndarray:
        """The posterior of the truth in each world."""
        said: np.ndarray = self.posterior[np.arange(len(self.truth)), self.truth]
        return said

    def where(self, chosen: np.ndarray) -> Said:
        """Return some of the worlds."""
        return Said(self.posterior[chosen], self.truth[chosen], self.draw[chosen])


def joined(parts: list[Said]) -> Said:
    """Return the worlds of several parts together.

    Parameters
    ----------
    parts : list of Said
        One or more.

    Returns
    -------
    Said
        All their worlds.
    """
    posterior, truth, draw = (np.concatenate(each) for each in zip(*parts, strict=True))
    return Said(posterior, truth, draw)


def interval(
    values: np.ndarray, draw: np.ndarray, rng: np.random.Generator
) -> tuple[float, float, float]:
    """Return a mean over worlds, with its 90 % interval by bootstrap over draws.

    Parameters
    ----------
    values : numpy.ndarray
        One for each world.
    draw : numpy.ndarray
        The draw that made it.
    rng : numpy.random.Generator
        What draws are drawn from.

    Returns
    -------
    mean, low, high : float
        Not a number where there is no world.
    """
    if not len(values):
        return float("nan"), float("nan"), float("nan")
    _, place = np.unique(draw, return_inverse=True)
    sums, count = np.bincount(place, weights=values), np.bincount(place)
    chosen = rng.integers(len(count), size=(RESAMPLES, len(count)))
    means = sums[chosen].sum(axis=1) / count[chosen].sum(axis=1)
    low, high = ends(means)
    return float(np.mean(values)), float(low), float(high)


def scores(said: Said, rng: np.random.Generator) -> dict[str, float]:
    """Return how well worlds were forecast.

    Parameters
    ----------
    said : Said
        The worlds.
    rng : numpy.random.Generator
        For the bootstraps.

    Returns
    -------
    dict of str to float
        ``worlds``; ``sure``, how many reached .95, and ``reached``, their share; among these
        ``said``, the mean posterior, and ``right``, the share in which it was true, with ``low``
        and ``high``, not numbers if fewer than 30 did; ``calibration_error``, expected, over ten
        bins; ``log_score`` with ``log_low`` and ``log_high``; ``nothing``, that of all accounts
        alike; ``excluded``, the share of worlds in which the truth is below .05.
    """
    sure = said.top >= SURE
    few = int(sure.sum()) < FEW_WORLDS
    right, low, high = (
        (float("nan"),) * 3
        if few
        else interval(said.right[sure].astype(float), said.draw[sure], rng)
    )
    logs = interval(np.log(np.maximum(said.of_truth, 1e-300)), said.draw, rng)
    return {
        "worlds": len(said.truth),
        "sure": int(sure.sum()),
        "reached": float(sure.mean()),
        "said": float("nan") if few else float(said.top[sure].mean()),
        "right": right,
        "low": low,
        "high": high,
        "calibration_error": calibration_error(said),
        "log_score": logs[0],
        "log_low": logs[1],
        "log_high": logs[2],
        "nothing": -float(np.log(said.posterior.shape[1])),
        "excluded": float((said.of_truth < 1 - SURE).mean()),
    }


def calibration_error(said: Said) -> float:
    """Return the expected calibration error of the first account.

    Parameters
    ----------
    said : Said
        The worlds.

    Returns
    -------
    float
        Mean over worlds of |share right - mean posterior| of their bin, in ten bins.
    """
    bins = np.minimum((said.top * BINS).astype(int), BINS - 1)
    count = np.bincount(bins, minlength=BINS)
    gap = np.bincount(bins, weights=said.right - said.top, minlength=BINS)
    return float(np.abs(gap).sum() / count.sum())


def table(said: Said, rng: np.random.Generator) -> pd.DataFrame:
    """Return what was said of the first account against how often it was true.

    Parameters
    ----------
    said : Said
        The worlds.
    rng : numpy.random.Generator
        For the bootstraps.

    Returns
    -------
    pandas.DataFrame
        One row per bin: ``begin``, ``end``, ``worlds``, ``said`` (mean posterior), ``right`` (share
        of worlds) with ``low`` and ``high``.
    """
    rows = []
    for begin, end in pairwise(EDGES):
        inside = (said.top >= begin) & ((said.top < end) | (end == 1.0))
        part = said.where(inside)
        mean = float(part.top.mean()) if inside.any() else float("nan")
        right = interval(part.right.astype(float), part.draw, rng)
        rows.append((begin, end, int(inside.sum()), mean, *right))
    return pd.DataFrame(rows, columns=["begin", "end", "worlds", "said", "right", "low", "high"])


def confusion(said: Said, accounts: tuple[str, ...]) -> pd.DataFrame:
    """Return the mean posterior of each account where another is true.

    Parameters
    ----------
    said : Said
        The worlds.
    accounts : tuple of str
        Their names.

    Returns
    -------
    pandas.DataFrame
        One row per ``truth`` and ``account``: ``posterior``, the mean; ``first``, the share of
        worlds in which the account has the largest.
    """
    rows = []
    for at, truth in enumerate(accounts):
        part = said.where(said.truth == at)
        first = np.bincount(part.posterior.argmax(axis=1), minlength=len(accounts))
        means = part.posterior.mean(axis=0)
        rows += [
            (truth, account, float(mean), float(count / max(1, len(part.truth))))
            for account, mean, count in zip(accounts, means, first, strict=True)
        ]
    return pd.DataFrame(rows, columns=["truth", "account", "posterior", "first"])


def ranks(said: Said, rng: np.random.Generator) -> pd.DataFrame:
    """Return where the truth lies in the posterior: alike in all bins if that is calibrated.

    The accounts of each world are put in an order of their own, by chance, and the truth lies at a
    random place within its own share of the posterior; and accounts in the order of their
    posteriors, that of the place against how often the truth is there.

    Parameters
    ----------
    said : Said
        The worlds.
    rng : numpy.random.Generator
        What the orders and places are drawn from.

    Returns
    -------
    pandas.DataFrame
        One row per ``kind`` (place, or order) and ``bin``: ``share`` of worlds, and ``expected``.
    """
    count, accounts = said.posterior.shape
    order = rng.random((count, accounts)).argsort(axis=1)
    mixed = np.take_along_axis(said.posterior, order, axis=1)
    at = (order == said.truth[:, None]).argmax(axis=1)
    below = np.cumsum(mixed, axis=1) - mixed
    world = np.arange(count)
    place = below[world, at] + rng.random(count) * mixed[world, at]
    bins = np.minimum((place * BINS).astype(int), BINS - 1)
    shares = np.bincount(bins, minlength=BINS) / count
    rows = [("place", number + 1, float(each), 1 / BINS) for number, each in enumerate(shares)]
    down = (-said.posterior).argsort(axis=1, kind="stable")
    where = (down == said.truth[:, None]).argmax(axis=1)
    true = np.bincount(where, minlength=accounts) / count
    mean = np.take_along_axis(said.posterior, down, axis=1).mean(axis=0)
    rows += [
        ("order", number + 1, float(share), float(expected))
        for number, (share, expected) in enumerate(zip(true, mean, strict=True))
    ]
    return pd.DataFrame(rows, columns=["kind", "bin", "share", "expected"])


def pairs(said: Said, accounts: tuple[str, ...], rng: np.random.Generator) -> pd.DataFrame:
    """Return how well each pair of accounts is told apart, where one of the two is true.

    Parameters
    ----------
    said : Said
        The worlds.
    accounts : tuple of str
        Their names.
    rng : numpy.random.Generator
        For the bootstraps.

    Returns
    -------
    pandas.DataFrame
        One row per pair, ``account`` and ``other``: ``gain``, the mean log score of the posterior
        of the two over that of even odds, in bits, with ``low`` and ``high``; ``parted``, whether
        it is a tenth of a bit or more, and above 0 for certain.
    """
    rows = []
    for one in range(len(accounts)):
        for two in range(one + 1, len(accounts)):
            part = said.where((said.truth == one) | (said.truth == two))
            both = np.maximum(part.posterior[:, [one, two]], 1e-300).sum(axis=1)
            bits = 1 + np.log2(np.maximum(part.of_truth, 1e-300) / both)
            gain, low, high = interval(bits, part.draw, rng)
            rows.append((accounts[one], accounts[two], gain, low, high, low > 0 and gain >= LEAST))
    columns = ["account", "other", "gain", "low", "high", "parted"]
    return pd.DataFrame(rows, columns=columns)


def classes(parted: pd.DataFrame, accounts: tuple[str, ...]) -> dict[str, str]:
    """Return the class of each account: those that are not parted, and those not parted from them.

    Parameters
    ----------
    parted : pandas.DataFrame
        As :func:`pairs` returns it.
    accounts : tuple of str
        All accounts.

    Returns
    -------
    dict of str to str
        Account -> the names of its class, joined by `` = ``.
    """
    group = {name: name for name in accounts}
    for row in parted.itertuples(index=False):
        if not row.parted:
            old, new = group[row.other], group[row.account]
            group = {name: new if each == old else each for name, each in group.items()}
    return {
        name: " = ".join(each for each in accounts if group[each] == group[name])
        for name in accounts
    }
