"""Times in ticks: the window of a trial, how late copies come, and the beats of a bout."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ..animal.network import Array
from ..base.brief import brief
from ..sources.contract import Supply


@dataclass
class Timeline:
    """Times in ticks, and what follows from them.

    Attributes
    ----------
    window : int
        How far from a trial's opening an own act still counts.
    per_second : float
        Ticks per second.
    later : ndarray
        Chance that a copy comes within 0, 1, 2, ... ticks.
    beats : int
        Beats of a bout of synchrony.
    spacing : float
        Ticks from one beat to the next.
    simultaneity : int
        Percepts that begin within this are one compound.
    """

    window: int
    per_second: float
    later: Array
    beats: int
    spacing: float
    simultaneity: int

    __repr__ = brief

    @classmethod
    def of(cls, supply: Supply, window: int, per_second: float, simultaneity: int) -> Timeline:
        """Return the timeline of a supply."""
        edges = (np.arange(round(5 * per_second) + 1) + 0.5) / per_second
        spread = max(supply.latency_sd, 1e-9) * math.sqrt(2)
        later = np.array(
            [0.5 * (1 + math.erf(math.log(edge / supply.latency) / spread)) for edge in edges]
        )
        later[edges < 0.2] = 0.0
        later[-1] = 1.0
        return cls(
            window, per_second, later, supply.beats, 60 / supply.tempo * per_second, simultaneity
        )

    def within(self, ticks: Array | float) -> Array:
        """Return the chance that a copy comes within ``ticks``."""
        at = np.clip(np.floor(np.asarray(ticks) + 1e-9), -1, len(self.later) - 1).astype(int)
        return np.where(at < 0, 0.0, self.later[at])

    def lag(self, beat: int, other: int) -> int:
        """Return the ticks from one beat to another."""
        return round(other * self.spacing) - round(beat * self.spacing)

    def combed(self, chance: float, length: Array) -> Array:
        """Return for how many ticks a sliding window holds at least one beat that is used.

        Parameters
        ----------
        chance : float
            Chance that a beat is used, independently of the others.
        length : ndarray
            Length of the window in ticks.

        Returns
        -------
        ndarray
            Ticks per bout, of the shape of ``length``.
        """
        return np.interp(length, *_comb(self.beats, self.spacing, self.window, chance))

    def overlap(self, length: float) -> float:
        """Return the mean overlap in ticks of windows of ``length`` after an act and its copy."""
        return float(self.later[: max(0, int(length))].sum())

    def near(self, beat: int) -> list[int]:
        """Return the other beats within a window of ``beat``."""
        return [
            other
            for other in range(self.beats)
            if other != beat and abs(self.lag(beat, other)) <= self.window
        ]


@lru_cache(maxsize=64)
def _comb(beats: int, spacing: float, window: int, chance: float) -> tuple[Array, Array]:
    """Return lengths of a window, and the ticks per bout for which it holds a beat that is used."""
    lengths, ticks, inside = _slid(beats, spacing, window)
    used = 1 - (1 - chance) ** np.arange(beats + 1)
    return lengths, used[inside].mean(axis=0) * ticks


@lru_cache(maxsize=8)
def _slid(beats: int, spacing: float, window: int) -> tuple[Array, Array, np.ndarray]:
    """Return lengths of a window, ticks it slides over, and the beats in it from place to place."""
    at = np.rint(np.arange(beats) * spacing)
    lengths = np.linspace(0, 2 * window + 1, 121)
    start = np.linspace(-lengths, at[-1], 601)
    inside = ((at >= start[..., None]) & (at <= (start + lengths)[..., None])).sum(axis=2)
    return lengths, at[-1] + lengths, inside
