"""Simulated worlds: what studies would find if an account were true, and what that would say.

A world has an account and a draw r of all uncertain numbers; studies that were published also share
a chance s that negatives are. Each observation draws its outcome from that account, draw and s. The
likelihood of what a world shows, under every account a, is a mean over the draws that stand for
what is not known::

    L_i(a) = sum_r w_ar mean_s ( prod_o P_o(outcome | a, r, s) )^i

with weights w_ar that sum to 1 (alike, unless draws were weighted by a calibration), and an inner
power i, 1 unless draws are widened. Numbers of a species are drawn for it alone, and those that all
share are few beside them; so what each species shows is also weighed by itself, over the draws of
its own::

    M(a) = product over species of sum_r w_ar mean_s prod_(o of the species) P_o(outcome | a, r, s)

which takes many draws' worth from few, and takes species for independent, which they are not: how
much either counts is fitted (:mod:`.temperature`). A world must not be judged by the draw that made
it: that draw is left out of all accounts at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ..base.brief import brief
from .observations import Observation

#: chances are never smaller than this, so that none is impossible
LEAST = 1e-300
#: numbers that are held at once
HELD = 4_000_000


class Worlds(NamedTuple):
    """Worlds that were simulated.

    Attributes
    ----------
    outcomes : numpy.ndarray
        Number of the outcome of each observation, shape (world, observation).
    account, draw : numpy.ndarray
        What is true in each world, shape (world,).
    """

    outcomes: np.ndarray
    account: np.ndarray
    draw: np.ndarray

    def __repr__(self) -> str:
        return brief(self)


class Design:
    """Some observations together, laid out so that many worlds can be weighed at once.

    Parameters
    ----------
    observations : sequence of Observation
        One or more, of the same accounts and draws.
    weights : numpy.ndarray, optional
        Weights of the draws, shape (account, draw); alike if None.

    Attributes
    ----------
    shape : tuple of int
        Accounts, draws, and values of s.
    species : list of str
        Of each observation.
    """

    def __init__(self, observations: Sequence[Observation], weights: np.ndarray | None = None):
        accounts, draws = observations[0].chances.shape[:2]
        self.species = [each.species for each in observations]
        self.shape = accounts, draws, max(each.chances.shape[2] for each in observations)
        given = np.ones((accounts, draws)) if weights is None else np.asarray(weights, float)
        self.weights = given / given.sum(axis=1, keepdims=True)
        self.chances = [each.chances for each in observations]
        self._logs = [self._laid_out(each) for each in self.chances]

    __repr__ = brief

    def _laid_out(self, chances: np.ndarray) -> np.ndarray:
        """Return the logarithms of chances, shape (outcome, account, draw, s)."""
        logs = np.log(np.maximum(chances, LEAST))
        return np.ascontiguousarray(
            np.moveaxis(np.broadcast_to(logs, (*self.shape, logs.shape[-1])), -1, 0)
        )

    def simulate(self, draws: np.ndarray, each: int, rng: np.random.Generator) -> Worlds:
        """Return worlds of every account, evenly spread over draws.

        Parameters
        ----------
        draws : numpy.ndarray
            Numbers of the draws that worlds are made from.
        each : int
            Worlds of each account.
        rng : numpy.random.Generator
            What they are drawn from.

        Returns
        -------
        Worlds
            ``each`` worlds of the first account, then of the next.
        """
        accounts, _, values = self.shape
        truth = np.repeat(np.arange(accounts), each)
        places = (np.arange(each) + rng.random((accounts, 1))) / each
        weights: np.ndarray = self.weights[:, draws]
        cumulative = np.cumsum(weights, axis=1)
        upper = cumulative / cumulative[:, -1:]
        drawn = np.concatenate(
            [
                draws[np.minimum(np.searchsorted(row, at), len(draws) - 1)]
                for row, at in zip(upper, places, strict=True)
            ]
        )
        s = rng.integers(values, size=len(truth))
        found = [
            _drawn(chances, truth, drawn, s, rng.random(len(truth))) for chances in self.chances
        ]
        return Worlds(np.stack(found, axis=1), truth, drawn)

    def log_likelihoods(
        self,
        outcomes: np.ndarray,
        draws: np.ndarray,
        own: np.ndarray | None = None,
        powers: tuple[float, ...] = (1.0,),
    ) -> np.ndarray:
        """Return the log-likelihoods of what worlds show, under each account.

        Parameters
        ----------
        outcomes : numpy.ndarray
            Shape (world, observation).
        draws : numpy.ndarray
            Numbers of the draws that stand for what is not known.
        own : numpy.ndarray, optional
            The draw that made each world, which is left out of all accounts; none if None.
        powers : tuple of float
            Inner powers i.

        Returns
        -------
        numpy.ndarray
            Natural logarithms of L_i for each i, and last of M, shape (power + 1, world, account).
        """
        accounts, _, values = self.shape
        size = max(1, HELD // (accounts * len(draws) * values))
        parts, found = self._parts(draws), []
        groups = [self._of(name) for name in dict.fromkeys(self.species)]
        for at in range(0, len(outcomes), size):
            some = outcomes[at : at + size]
            left = None if own is None else own[at : at + size]
            each = [self._sums(some, parts, group) for group in groups]
            apart = sum(self._mixed(logs, draws, left) for logs in each)
            whole = sum(each[1:], each[0])
            joint = [self._mixed(power * whole, draws, left) for power in powers]
            found.append(np.stack([*joint, apart]))
        return np.concatenate(found, axis=1)

    def per_draw(self, outcomes: np.ndarray, power: float = 1.0) -> np.ndarray:
        """Return the likelihood of one world in each draw, to the inner power, and of its species.

        Parameters
        ----------
        outcomes : numpy.ndarray
            Shape (observation,).
        power : float
            The inner power i.

        Returns
        -------
        numpy.ndarray
            Over its largest, from 0 to 1: of all observations together, to the inner power, then of
            each species alone; shape (1 + species, account, draw).
        """
        every = np.arange(self.shape[1])
        parts = self._parts(every)
        groups = [self._of(name) for name in dict.fromkeys(self.species)]
        each = [self._sums(outcomes[None], parts, group)[0] for group in groups]
        found: list[np.ndarray] = []
        for logs in (power * sum(each[1:], each[0]), *each):
            found.append(np.exp(logs - logs.max()).mean(axis=-1))
        return np.stack(found)

    def _of(self, species: str) -> list[int]:
        """Return the numbers of the observations of a species."""
        return [at for at, name in enumerate(self.species) if name == species]

    def _parts(self, draws: np.ndarray) -> list[np.ndarray]:
        """Return the logarithms of each observation at some draws, shape (outcome, rest)."""
        return [each[:, :, draws].reshape(len(each), -1) for each in self._logs]

    def _sums(self, outcomes: np.ndarray, parts: list[np.ndarray], group: list[int]) -> np.ndarray:
        """Return sums over some observations, shape (world, account, draw, s)."""
        total = np.zeros((len(outcomes), parts[0].shape[1]))
        two = [at for at in group if len(parts[at]) == 2]
        if two:
            negative = np.stack([parts[at][0] for at in two])
            step = np.stack([parts[at][1] for at in two]) - negative
            total += negative.sum(axis=0) + outcomes[:, two].astype(float) @ step
        for at in group:
            if len(parts[at]) != 2:
                total += parts[at][outcomes[:, at]]
        return total.reshape(len(total), self.shape[0], -1, self.shape[2])

    def _mixed(self, logs: np.ndarray, draws: np.ndarray, own: np.ndarray | None) -> np.ndarray:
        """Return the logarithms of means over draws and s, shape (world, account)."""
        weights = self.weights[:, draws]
        weights = weights / weights.sum(axis=1, keepdims=True)
        rest = np.ones((len(logs), len(weights)))
        if own is not None:
            place = np.full(self.shape[1], -1)
            place[draws] = np.arange(len(draws))
            left = place[own]
            inside = np.flatnonzero(left >= 0)
            logs = logs.copy()
            logs[inside, :, left[inside]] = -np.inf
            rest[inside] -= weights[:, left[inside]].T
        top = logs.max(axis=(2, 3))
        mean = np.einsum("wads,ad->wa", np.exp(logs - top[..., None, None]), weights)
        mixed: np.ndarray = top + np.log(mean / (rest * self.shape[2]))
        return mixed


def _drawn(
    chances: np.ndarray, account: np.ndarray, draw: np.ndarray, s: np.ndarray, at: np.ndarray
) -> np.ndarray:
    """Return the outcomes at quantiles of the distributions of some worlds."""
    each = chances[account, draw, s if chances.shape[2] > 1 else 0]
    cumulative = np.cumsum(each, axis=1)
    place = (at[:, None] * cumulative[:, -1:] > cumulative).sum(axis=1)
    found: np.ndarray = np.minimum(place, chances.shape[-1] - 1)
    return found
