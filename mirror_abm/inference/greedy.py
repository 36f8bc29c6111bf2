"""Studies chosen together: one after another, against all pairs, the best single ones and chance.

A programme is chosen greedily: each next study is the one that adds most to those already chosen,
by bits per cost, or, where it is said what a bit is worth, by what its bits are worth less what it
costs. The best of many always looks good in hindsight, so that a way of choosing is judged on draws
that it has not seen: draws are split into five folds, each with its share of every prior on rates,
and what is chosen on four of them is judged on the fifth; pairs are chosen on halves of the draws.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations_with_replacement
from typing import NamedTuple

import numpy as np

from ..base.brief import brief
from ..base.interruption import heed
from ..base.seeds import stream
from .folds import FOLDS, split
from .future import Future, Key
from .information import BIT_DIGITS

RANDOM = 10  #: programmes that are chosen by chance
HALVINGS = 100  #: of draws, to compare pairs
#: studies of which all pairs are tried: those that add most by themselves
MOST_PAIRED = 30
GREEDY, SINGLE, CHANCE = "greedy", "best single", "random"

Tell = Callable[[], None]


class Price(NamedTuple):
    """What studies cost, and what a bit is worth.

    Attributes
    ----------
    cost : dict
        Study -> what it costs.
    worth : float or None
        What a bit is worth, in the same units; None if it is not said.
    """

    cost: dict[Key, float]
    worth: float | None

    def __repr__(self) -> str:
        return brief(self)

    def of(self, bits: float, key: Key) -> float:
        """Return by how much a study is preferred that adds so many bits."""
        if self.worth is None:
            return round(bits / self.cost[key], BIT_DIGITS)
        return round(bits * self.worth - self.cost[key], BIT_DIGITS)


class Ways(NamedTuple):
    """What ways of choosing bring.

    Attributes
    ----------
    per_draw : dict
        Way -> bits by number of studies and draw, shape (studies, draw), judged on draws that were
        not chosen on.
    chance_error : numpy.ndarray
        Standard error of the bits of a choice by chance that comes of few programmes, (studies,).
    """

    per_draw: dict[str, np.ndarray]
    chance_error: np.ndarray

    def __repr__(self) -> str:
        return brief(self)


class Paired(NamedTuple):
    """All pairs of studies, and how the greedy pair compares.

    Attributes
    ----------
    pairs : list of tuple
        The pairs, a study with itself included.
    per_draw : numpy.ndarray
        Bits of each by draw, shape (pair, draw).
    best, greedy : int
        The best pair, and the greedy one.
    less : numpy.ndarray
        Bits of the best less those of the greedy pair, by draw, each chosen on other draws.
    agree : float
        How often the two are the same, of choices on halves of the draws.
    """

    pairs: list[tuple[Key, Key]]
    per_draw: np.ndarray
    best: int
    greedy: int
    less: np.ndarray
    agree: float

    def __repr__(self) -> str:
        return brief(self)


def greedily(
    future: Future, studies: int, price: Price, some: np.ndarray | None = None, tell: Tell = heed
) -> list[Key]:
    """Return a programme, each next study that which adds most to those before.

    Parameters
    ----------
    future : Future
        The studies that can be made.
    studies : int
        How many are chosen; a study may be chosen again.
    price : Price
        What they cost.
    some : numpy.ndarray, optional
        Numbers of the draws on which is chosen; all if None.
    tell : callable
        Called after each step.

    Returns
    -------
    list of tuple of str
        In the order in which they were chosen.
    """
    use = np.arange(future.draws) if some is None else some
    chosen: list[Key] = []
    for _ in range(studies):
        heed()
        before = future.gain(chosen).per_draw[use].mean() if chosen else 0.0
        worth = [
            price.of(float(future.gain([*chosen, key]).per_draw[use].mean() - before), key)
            for key in future.keys
        ]
        chosen.append(future.keys[int(np.argmax(worth))])
        tell()
    return chosen


def single(future: Future, studies: int, price: Price, some: np.ndarray | None = None) -> list[Key]:
    """Return the studies that add most by themselves, each once while there are others.

    Parameters
    ----------
    future : Future
        The studies that can be made.
    studies : int
        How many are chosen.
    price : Price
        What they cost.
    some : numpy.ndarray, optional
        Numbers of the draws on which is chosen; all if None.

    Returns
    -------
    list of tuple of str
        The best first.
    """
    use = np.arange(future.draws) if some is None else some
    worth = [price.of(float(future.exact(key).per_draw[use].mean()), key) for key in future.keys]
    order = np.argsort(-np.array(worth), kind="stable")
    return [future.keys[order[number % len(order)]] for number in range(studies)]


def ways(
    future: Future, studies: int, price: Price, priors: np.ndarray, seed: int, tell: Tell
) -> Ways:
    """Return what choosing greedily, the best single ones and by chance bring.

    Parameters
    ----------
    future : Future
        The studies that can be made.
    studies : int
        How many are chosen at most.
    price : Price
        What they cost.
    priors : numpy.ndarray
        Prior on rates of each draw.
    seed : int
        Seed of folds and chances.
    tell : callable
        Called after each step.

    Returns
    -------
    Ways
        By number of studies and draw.
    """
    folds = split(priors, FOLDS, stream(seed, "studies to come", "folds"))
    values = {way: np.zeros((studies, future.draws)) for way in (GREEDY, SINGLE, CHANCE)}
    for other in folds:
        own = np.setdiff1d(np.arange(future.draws), other)
        for way, path in (
            (GREEDY, greedily(future, studies, price, own, tell)),
            (SINGLE, single(future, studies, price, own)),
        ):
            values[way][:, other] = _along(future, path)[:, other]
    rng, means = stream(seed, "studies to come", "chance"), []
    for _ in range(RANDOM):
        order = [rng.permutation(len(future.keys)) for _ in range(-(-studies // len(future.keys)))]
        path = [future.keys[at] for at in np.concatenate(order)[:studies]]
        along = _along(future, path)
        values[CHANCE] += along / RANDOM
        means.append(along.mean(axis=1))
        tell()
    return Ways(values, np.std(means, axis=0, ddof=1) / np.sqrt(RANDOM))


def _along(future: Future, path: list[Key]) -> np.ndarray:
    """Return the bits of the first study of a programme, the first two ..., by draw."""
    heed()
    return np.stack([future.gain(path[: at + 1]).per_draw for at in range(len(path))])


def all_pairs(future: Future, seed: int, tell: Tell) -> Paired:
    """Return what all pairs of studies add, and how the greedy pair compares; costs aside.

    Parameters
    ----------
    future : Future
        The studies that can be made.
    seed : int
        Seed of the halvings.
    tell : callable
        Called after the pairs of each study.

    Returns
    -------
    Paired
        Of at most 30 studies, those that add most by themselves.
    """
    free = Price(dict.fromkeys(future.keys, 1.0), None)
    keys = single(future, min(MOST_PAIRED, len(future.keys)), free)
    at = list(combinations_with_replacement(range(len(keys)), 2))
    alone = np.stack([future.exact(key).per_draw for key in keys])
    values = np.empty((len(at), future.draws))
    for number, (one, other) in enumerate(at):
        heed()
        values[number] = future.gain([keys[one], keys[other]]).per_draw
        if other == len(keys) - 1:
            tell()
    member = np.array([[i in pair for pair in at] for i in range(len(keys))])

    def choose(use: np.ndarray) -> tuple[int, int]:
        both = values[:, use].mean(axis=1).round(BIT_DIGITS)
        first = int(np.argmax(alone[:, use].mean(axis=1).round(BIT_DIGITS)))
        return int(np.argmax(both)), int(np.argmax(np.where(member[first], both, -np.inf)))

    rng, total = stream(seed, "studies to come", "halvings"), np.zeros(future.draws)
    times, same = np.zeros(future.draws), 0.0
    for _ in range(HALVINGS):
        order = rng.permutation(future.draws)
        halves = order[: future.draws // 2], order[future.draws // 2 :]
        for half, rest in (halves, halves[::-1]):
            most, step = choose(half)
            same += float(most == step)
            total[rest] += values[most, rest] - values[step, rest]
            times[rest] += 1
    best, greedy = choose(np.arange(future.draws))
    pairs = [(keys[first], keys[second]) for first, second in at]
    return Paired(pairs, values, best, greedy, total / times, same / (2 * HALVINGS))
