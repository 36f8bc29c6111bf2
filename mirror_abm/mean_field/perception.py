"""What one animal perceives of its own acts and of those of its group, and with what chances."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ..animal.network import Array
from ..base.brief import brief
from ..sources.contract import AUDITORY, VISUAL_OTHER, VISUAL_SELF, Supply, Ties
from .timeline import Timeline
from .trials import Chances, combine, maybe


@dataclass
class Perceiver:
    """One animal in its group, as far as its experience goes.

    Attributes
    ----------
    supply : Supply
        The rates and chances of its species.
    timeline : Timeline
        Times in ticks.
    shown : ndarray, shape (K,)
        The action that is seen where each one is performed: another in a permuted world.
    off : frozenset of str
        Sources of experience that are switched off.
    mine : ndarray, shape (others,)
        Its relative tie to each other animal.
    theirs : ndarray, shape (others,)
        The relative tie of each other animal to it.
    elsewhere : ndarray, shape (others,)
        What each other animal receives of the ties of the rest.
    """

    supply: Supply
    timeline: Timeline
    shown: np.ndarray
    off: frozenset[str]
    mine: Array
    theirs: Array
    elsewhere: Array

    __repr__ = brief

    @classmethod
    def of(
        cls,
        supply: Supply,
        timeline: Timeline,
        shown: np.ndarray,
        off: frozenset[str],
        ties: Ties,
        index: int,
    ) -> Perceiver:
        """Return animal ``index`` of a group with these ties."""
        matrix = ties.matrix()
        others = np.delete(np.arange(len(matrix)), index)
        return cls(
            supply,
            timeline,
            shown,
            off,
            matrix[index, others],
            matrix[others, index],
            matrix[np.ix_(others, others)].sum(axis=0),
        )

    def on(self, source: str, value: float) -> float:
        """Return ``value`` if the source is on, else 0."""
        return 0.0 if source in self.off else float(value)

    def slip(self) -> Array:
        """Return (K, K) the chance that action a is copied as action b."""
        rate, fidelity = self.supply.action_rate, self.supply.fidelity
        left = rate.sum() - rate
        other = np.where(
            left[:, None] > 0, rate[None, :] / np.where(left > 0, left, 1.0)[:, None], 0.0
        )
        np.fill_diagonal(other, 0.0)
        return np.diag(np.where(left > 0, fidelity, 1.0)) + (1 - fidelity) * other

    @property
    def seen(self) -> Array:
        """(others,) chance that an act of each is watched."""
        return np.minimum(1.0, self.on("watching_others", self.supply.attention) * self.mine)

    @property
    def heard(self) -> Array:
        """(others,) chance that a sound of each is heard."""
        return np.minimum(1.0, self.on("sound", self.supply.hearing) * self.mine)

    def of_own(self, action: int) -> Chances:
        """Return what the animal perceives of its own act at once."""
        supply, shown = self.supply, int(self.shown[action])
        mirror = 1 - math.exp(-supply.mirror_rate * supply.mirror_duration / 3600)
        return combine(
            maybe(
                self.on("self_observation", supply.gaze * supply.visible[action]),
                VISUAL_SELF,
                shown,
                "self_observation",
            ),
            maybe(
                self.on("self_observation", supply.audible[action]),
                supply.own_voice,
                shown,
                "self_observation",
            ),
            maybe(self.on("mirrors", mirror), VISUAL_OTHER, shown, "mirrors"),
        )

    def noticed(self, action: int) -> float:
        """Return the chance that the animal perceives anything of its own act."""
        return sum(p for p, percepts in self.of_own(action) if percepts)

    def of_other(self, action: int, seen: float, heard: float) -> Chances:
        """Return what is perceived of an act that is seen and heard with these chances."""
        shown, audible = int(self.shown[action]), self.supply.audible[action]
        return combine(
            maybe(seen, VISUAL_OTHER, shown, "watching_others"),
            maybe(heard * audible, AUDITORY, shown, "sound"),
        )


class Exchange(NamedTuple):
    """One way in which a spontaneous act of one animal is answered by an act of another.

    Attributes
    ----------
    source : str
        The source of experience that brings it about.
    chance : ndarray, shape (K,)
        Chance that an action is answered.
    answer : ndarray, shape (K, K)
        Chance that action a is answered by action b.
    population : int
        The sensory units in which both animals certainly perceive the other's act.
    """

    source: str
    chance: Array
    answer: Array
    population: int

    def __repr__(self) -> str:
        return brief(self)

    def perceived(self, animal: Perceiver, action: int, weight: Array) -> Chances:
        """Return what the animal perceives of an act in the exchange.

        Parameters
        ----------
        animal : Perceiver
            Who perceives.
        action : int
            What is done.
        weight : ndarray, shape (others,)
            By whom it is done, in proportion.
        """
        share, shown = weight / weight.sum(), int(animal.shown[action])
        sure = maybe(1.0, self.population, shown, self.source)
        if self.population == AUDITORY:
            seen, heard = float(share @ animal.seen), 0.0
        else:
            seen, heard = 0.0, float(share @ animal.heard)
        return combine(sure, animal.of_other(action, seen, heard))


def exchanges(animal: Perceiver) -> Iterator[Exchange]:
    """Yield the ways in which acts are answered: imitated, called back, complemented."""
    supply, count = animal.supply, len(animal.supply.action_rate)
    yield Exchange(
        "being_imitated",
        np.full(count, animal.on("being_imitated", supply.copied)),
        animal.slip(),
        VISUAL_OTHER,
    )
    yield Exchange(
        "sound",
        np.where(supply.audible, animal.on("sound", supply.answered), 0.0),
        np.eye(count),
        AUDITORY,
    )
    opens = supply.complement >= 0
    answer = np.zeros((count, count))
    answer[np.flatnonzero(opens), supply.complement[opens]] = 1.0
    yield Exchange(
        "complementary",
        np.where(opens, animal.on("complementary", supply.complemented), 0.0),
        answer,
        VISUAL_OTHER,
    )
