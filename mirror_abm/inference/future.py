"""Worlds of studies that are still to be made, several together, and what these add.

A world has an account, a draw and an outcome of every study that is thought of; studies of one
world share its draw, and so the constants and rates that are not known. The same worlds, outcomes
included, serve all programmes, so that programmes are compared in pairs. A study that is made twice
has two outcomes from one draw.

Of several studies outcomes are drawn, of one they are summed exactly (:mod:`.gain`). What chance
there is in the outcomes is taken off by that: with G(S) the gain of a programme S in these worlds
and E(o) the exact one of a study o::

    gain of S = G(S) + beta sum over o in S of ( E(o) - G(o) )      beta = G(S) / sum of G(o)

draw by draw, with beta from 0 to 1; of a single study it is the exact gain.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ..base.brief import brief
from ..base.seeds import stream
from .gain import Gain, gain_of, gain_of_study
from .observations import slipped
from .temperature import POWERS
from .worlds import LEAST

Key = tuple[str, str, str]  #: species, modality, design
#: worlds of each account and draw
WORLDS_EACH = 2
KEPT = 4  #: programmes whose likelihoods are kept, to be gone on from


class _Made(NamedTuple):
    """Some studies that are made, and what they tell: arrays (world, account, ...)."""

    total: np.ndarray  #: log-likelihoods, by draw
    sums: dict[str, np.ndarray]  #: those of each species, by draw
    apart: dict[str, np.ndarray]  #: their means over draws


class Future:
    """The worlds of studies that are thought of.

    Parameters
    ----------
    made : dict
        Study -> P(outcome | account, draw), shape (account, draw, outcome); its first word is the
        species.
    prior : numpy.ndarray
        P(a), shape (account,).
    weights : numpy.ndarray
        v_ar, shape (account, draw); rows sum to 1.
    seed : int
        Seed of the worlds.
    each : int
        Worlds of each account and draw.
    """

    def __init__(
        self,
        made: dict[Key, np.ndarray],
        prior: np.ndarray,
        weights: np.ndarray,
        seed: int,
        each: int = WORLDS_EACH,
    ):
        self.made, self.prior, self.weights, self.seed = made, prior, weights, seed
        self.keys = list(made)
        accounts, self.draws = weights.shape
        count = each * self.draws
        places = (np.arange(count) + _stream(seed, "draws").random((accounts, 1))) / count
        self.account = np.repeat(np.arange(accounts), count)
        self.draw = np.concatenate([_at(row, at) for row, at in zip(weights, places, strict=True)])
        self.omega = np.zeros((accounts, len(self.draw)))
        self.omega[self.account, np.arange(len(self.draw))] = prior[self.account] / count
        self._logs = {
            key: np.log(slipped(chances)).transpose(2, 0, 1).copy() for key, chances in made.items()
        }
        self._exact: dict[Key, Gain] = {}
        self._gains: dict[tuple[Key, ...], Gain] = {}
        self._kept: dict[tuple[Key, ...], _Made] = {}

    __repr__ = brief

    def exact(self, key: Key) -> Gain:
        """Return what one study adds, summed over its outcomes.

        Parameters
        ----------
        key : tuple of str
            The study.

        Returns
        -------
        Gain
            By draw.
        """
        if key not in self._exact:
            self._exact[key] = gain_of_study(self.made[key], self.prior, self.weights)
        return self._exact[key]

    def gain(self, studies: Sequence[Key]) -> Gain:
        """Return what some studies add together.

        Parameters
        ----------
        studies : sequence of tuple of str
            One or more; a study may be made several times.

        Returns
        -------
        Gain
            By draw; of a single study the exact one.
        """
        if len(studies) == 1:
            return self.exact(studies[0])
        drawn, ones = self._drawn(tuple(studies)), [self._drawn((key,)) for key in studies]
        less = sum(
            (
                self.exact(key).per_draw - own.per_draw
                for key, own in zip(studies, ones, strict=True)
            ),
            np.zeros(self.draws),
        )
        total = sum(own.bits for own in ones)
        beta = min(1.0, max(0.0, drawn.bits / total)) if total > 0 else 0.0
        return Gain(drawn.per_draw + beta * less, drawn.temperature)

    def ideal(self, studies: Sequence[Key]) -> float:
        """Return the mutual information of the account and the outcomes of some studies.

        Parameters
        ----------
        studies : sequence of tuple of str
            One or more.

        Returns
        -------
        float
            Bits that are gained by whoever takes the draws for all that is possible: the draw that
            made a world is not left out, and nothing is tempered.
        """
        total = self._go_on(tuple(studies[:-1]), studies[-1]).total
        said = np.log(np.maximum(self.prior, LEAST))[:, None] + self._mixed(total, (1.0,))[0].T
        said -= said.max(axis=0)
        said -= np.log(np.exp(said).sum(axis=0))
        true = said[self.account, np.arange(len(self.draw))] - np.log(
            np.maximum(self.prior, LEAST)[self.account]
        )
        return float((self.omega.sum(axis=0) * true).sum() / np.log(2))

    def _drawn(self, studies: tuple[Key, ...]) -> Gain:
        """Return what some studies add in these worlds."""
        name = tuple(sorted(studies))
        if name not in self._gains:
            made = self._go_on(studies[:-1], studies[-1])
            whole = self._mixed(made.total, POWERS, self.draw)
            parts = np.stack([*whole, sum(made.apart.values())])
            self._gains[name] = gain_of(
                parts.transpose(0, 2, 1), self.omega, self.draw, self.prior, self.draws
            )
        return self._gains[name]

    def _go_on(self, before: tuple[Key, ...], key: Key) -> _Made:
        """Return what is told by some studies and one more."""
        made, species = self._made_by(before), key[0]
        new = self._told(key, before.count(key))
        own = made.sums[species] + new if species in made.sums else new
        apart = self._mixed(own, (1.0,), self.draw)[0]
        return _Made(made.total + new, made.sums | {species: own}, made.apart | {species: apart})

    def _made_by(self, studies: tuple[Key, ...]) -> _Made:
        """Return what is told by some studies, of which the last few are kept."""
        if not studies:
            return _Made(np.zeros(()), {}, {})
        name = tuple(sorted(studies))
        if name not in self._kept:
            made = self._go_on(studies[:-1], studies[-1])
            self._kept = dict([*self._kept.items(), (name, made)][-KEPT:])
        return self._kept[name]

    def _told(self, key: Key, copy: int) -> np.ndarray:
        """Return the log-likelihoods of a study's outcomes, shape (world, account, draw)."""
        rng = _stream(self.seed, *key, copy)
        chances = np.exp(self._logs[key][:, self.account, self.draw])
        upper = np.cumsum(chances, axis=0)
        seen = (rng.random(len(self.draw)) * upper[-1] > upper).sum(axis=0)
        told: np.ndarray = self._logs[key][np.minimum(seen, len(upper) - 1)]
        return told

    def _mixed(
        self, logs: np.ndarray, powers: tuple[float, ...], own: np.ndarray | None = None
    ) -> list[np.ndarray]:
        """Return the logarithms of means over draws, for each inner power: (world, account)."""
        top = logs.max(axis=2)
        less, rest = logs - top[..., None], np.ones(top.shape)
        if own is not None:
            rest = np.maximum(1 - self.weights[:, own].T, LEAST)
        found = []
        for power in powers:
            each = np.exp(power * less)
            if own is not None:
                each[np.arange(len(own)), :, own] = 0.0
            mean = np.einsum("war,ar->wa", each, self.weights)
            found.append(power * top + np.log(np.maximum(mean, LEAST) / rest))
        return found


def _stream(seed: int, *words: str | int) -> np.random.Generator:
    """Return the random numbers of some worlds."""
    return stream(seed, "studies to come", *words)


def _at(weights: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Return the draws at quantiles of their weights."""
    upper = np.cumsum(weights)
    found: np.ndarray = np.minimum(np.searchsorted(upper / upper[-1], places), len(weights) - 1)
    return found
