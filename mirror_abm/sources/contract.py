"""What every source of experience is given, and what it returns.

A source is one file that defines

``originate(setting, acts) -> (Acts, Percepts)``
    the acts that the source itself brings about in response to spontaneous ones, and who
    experiences them;
``observe(setting, acts) -> Percepts``
    what of all the acts in the block reaches whom;
``expected(supply) -> (matched, nonmatched)``
    percepts per active hour of an average animal, with and without a match in what it does;
``EXPLAINED``
    one sentence for ``mirror-abm explain``;
``FACTORS``
    names of those numbers of the :class:`Supply` that are the source's own, and 0 where it is
    switched off; none if it is left out.

All draws come from ``setting.stream(origin, purpose)``, where ``origin`` names the source in which
the act originated, so that switching one source off moves no draw of another.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from ..base.brief import brief
from ..layouts.contract import Floats, Ints, Ties
from ._reach import acts_reached, arrivals_on
from ._supply import Supply
from ._tables import (
    AUDITORY,
    AUDITORY_SELF,
    KINDS,
    OWN,
    SPONTANEOUS,
    VISUAL_OTHER,
    VISUAL_SELF,
    Acts,
    Percepts,
    join_acts,
    join_percepts,
    no_acts,
    no_percepts,
)

__all__ = [
    "AUDITORY",
    "AUDITORY_SELF",
    "KINDS",
    "OWN",
    "SPONTANEOUS",
    "VISUAL_OTHER",
    "VISUAL_SELF",
    "Acts",
    "Floats",
    "Ints",
    "Percepts",
    "Setting",
    "Supply",
    "Ties",
    "join_acts",
    "join_percepts",
    "no_acts",
    "no_percepts",
    "nothing_observed",
    "nothing_originates",
    "pick",
]

FACTORS: tuple[str, ...] = ()

CERTAIN = 1 - 1e-12  #: a chance above this is drawn as this


@dataclass
class Setting:
    """One group during one block of time, as the sources of experience see it.

    Attributes
    ----------
    size : int
        Animals in the group.
    ties : Ties
        Relative ties; row i holds the share of animal i's attention that each other animal gets.
    supply : Supply
        Supply of experience.
    sources, origins : tuple of str
        Names of the sources, and of the origins of acts: ``SPONTANEOUS``, then the sources.
    stream : callable
        ``stream(origin, purpose)`` returns the random stream of that address, always the same
        object.
    anew : callable
        ``anew(*words)`` returns a stream that starts at its beginning.
    learners : int
        Animals 0 ... learners - 1 are those whose percepts are wanted.
    ticks_per_second : float
        Resolution of time.
    start, end : int
        Ticks; the block is ``[start, end)``.
    memory : dict
        What a source keeps from one block to the next, by its own name.
    ready : ndarray of float, shape (n, K), optional
        Chance that each animal does copy each act that the supply would let it copy; all if None.
    born : ndarray of int, shape (n,), optional
        Tick at which each animal was born, where it is not the first.
    """

    size: int
    ties: Ties
    supply: Supply
    sources: tuple[str, ...]
    origins: tuple[str, ...]
    stream: Callable[[str, str], np.random.Generator]
    anew: Callable[..., np.random.Generator]
    learners: int
    ticks_per_second: float
    start: int = 0
    end: int = 0
    memory: dict[str, Any] = field(default_factory=dict)
    ready: Floats | None = None
    born: Ints | None = None
    _hazards: dict[float, tuple[Floats, Ints]] = field(default_factory=dict)
    _by_origin: tuple[Ints | None, list[tuple[str, Ints]]] = (None, [])

    __repr__ = brief

    def fresh(self, *words: str) -> np.random.Generator:
        """Return a random stream of this block alone.

        Parameters
        ----------
        *words : str
            What it is for.

        Returns
        -------
        numpy.random.Generator
            Stream that starts at its beginning.
        """
        return self.anew(*words, self.start)

    @property
    def hours(self) -> float:
        """Length of the block in hours."""
        return (self.end - self.start) / (3600 * self.ticks_per_second)

    @property
    def infant(self) -> bool:
        """Whether the block begins in the infancy that an account sets apart."""
        age = self.start / (3600 * self.ticks_per_second)
        return age < self.supply.infant_until

    @cached_property
    def choice(self) -> Floats:
        """Cumulative chance of each action among spontaneous acts, shape (K,)."""
        return _cumulative(self.supply.action_rate)

    def origin(self, name: str) -> int:
        """Return the number of an origin in ``Acts.origin``."""
        return self.origins.index(name)

    def source(self, name: str) -> int:
        """Return the number of a source in ``Percepts.source``."""
        return self.sources.index(name)

    def rows_by_origin(self, acts: Acts) -> list[tuple[str, Ints]]:
        """Return the rows of the acts of each origin, so that each draws from its own streams.

        Parameters
        ----------
        acts : Acts
            Acts of the block.

        Returns
        -------
        list of (str, ndarray of int)
            Name of the origin and its rows, where it has any.
        """
        known, found = self._by_origin
        if known is not acts.origin:  # asked again for the same acts by one source after the other
            rows = [np.flatnonzero(acts.origin == number) for number in range(len(self.origins))]
            found = [(name, one) for name, one in zip(self.origins, rows, strict=True) if one.size]
            self._by_origin = (acts.origin, found)
        return found

    def reached(self, acts: Acts, factor: float, purpose: str) -> tuple[Ints, Ints]:
        """Draw which learners an act of another animal reaches.

        Parameters
        ----------
        acts : Acts
            Acts of the block.
        factor : float
            Each act reaches a learner with chance ``min(1, factor x relative tie)``.
        purpose : str
            Name of the random streams.

        Returns
        -------
        act, perceiver : ndarray of int
            Row of the act, and learner that it reaches.

        Notes
        -----
        There is not one draw for each act and animal. A Poisson number of arrivals falls on the
        ties of each learner in proportion to ``-log(1 - chance) x acts``, and an act is reached if
        at least one falls on it, which has just that chance. The draws of a block start anew,
        learner after learner, so that recording more animals moves no draw.
        """
        ties = self.ties
        hazard, others = self.hazard(factor)
        found = [(np.empty(0, np.int64), np.empty(0, np.int64))]
        for origin, rows in self.rows_by_origin(acts) if factor > 0 else ():
            actor = acts.actor[rows]
            count = np.bincount(actor, minlength=self.size)
            rows = rows[np.argsort(actor.astype(np.min_scalar_type(self.size)), kind="stable")]
            arrivals = arrivals_on(hazard, others, count)
            low, high = (
                arrivals[ties.start[: self.learners]],
                arrivals[ties.start[1 : self.learners + 1]],
            )
            number = self.fresh(origin, purpose, "how many").poisson(np.maximum(high - low, 0.0))
            learner = np.repeat(np.arange(self.learners), number)
            draws = self.fresh(origin, purpose, "which").random((len(learner), 2))
            act, seen = acts_reached(arrivals, ties.start, others, count, rows, learner, draws)
            found.append((act[seen], learner[seen]))
        return np.concatenate([act for act, _ in found]), np.concatenate(
            [animal for _, animal in found]
        )

    def hazard(self, factor: float) -> tuple[Floats, Ints]:
        """Return the hazard of each tie of the learners, and to whom it leads.

        Parameters
        ----------
        factor : float
            As in :meth:`reached`.

        Returns
        -------
        hazard : ndarray of float
            ``-log(1 - min(1, factor x share))``; kept, for ties do not change.
        other : ndarray of int
            Animal to whom the tie leads.
        """
        if factor not in self._hazards:
            last = int(self.ties.start[self.learners])
            self._hazards[factor] = (
                -np.log1p(-np.minimum(factor * self.ties.share[:last], CERTAIN)),
                self.ties.other[:last],
            )
        return self._hazards[factor]

    def latency(self, draws: Floats) -> Ints:
        """Return latencies of copies and answers.

        Parameters
        ----------
        draws : ndarray of float
            Standard normal numbers.

        Returns
        -------
        ndarray of int
            Ticks; log-normal, within 0.2 to 5 s.
        """
        seconds = np.clip(self.supply.latency * np.exp(self.supply.latency_sd * draws), 0.2, 5.0)
        return np.rint(seconds * self.ticks_per_second).astype(np.int64)

    def percepts(
        self,
        tick: Ints,
        animal: Ints,
        kind: int,
        action: Ints,
        actor: Ints,
        source: str,
        origin: Ints | None = None,
    ) -> Percepts:
        """Return percepts of one kind from one source.

        Parameters
        ----------
        tick, animal, action, actor : ndarray of int
            As in :class:`Percepts`.
        kind : int
            Population of sensory units.
        source : str
            Name of the source.
        origin : ndarray of int, optional
            Origins of the acts that ``observe`` was given and lets be perceived, which are not
            perceived where their origin is switched off; left out for what ``originate`` brings.

        Returns
        -------
        Percepts
            One row each.
        """
        count = len(tick)
        return Percepts(
            tick,
            animal,
            np.full(count, kind),
            action,
            actor,
            np.full(count, self.source(source)),
            np.full(count, OWN) if origin is None else origin,
        )


def _cumulative(weights: Floats) -> Floats:
    """Return the weights added up, as shares of their sum."""
    total = weights.sum()
    return np.cumsum(weights) / total if total > 0 else np.ones_like(weights)


def pick(cumulative: Floats, draws: Floats) -> Ints:
    """Draw from a discrete distribution.

    Parameters
    ----------
    cumulative : ndarray of float, shape (K,)
        Cumulative chances.
    draws : ndarray of float
        Quantiles in [0, 1).

    Returns
    -------
    ndarray of int
        Index at each quantile.
    """
    return np.minimum(np.searchsorted(cumulative, draws, side="right"), len(cumulative) - 1).astype(
        np.int64
    )


def nothing_originates(setting: Setting, acts: Acts) -> tuple[Acts, Percepts]:
    """Bring about no act: for sources that only let acts be perceived."""
    return no_acts(), no_percepts()


def nothing_observed(setting: Setting, acts: Acts) -> Percepts:
    """Let nothing more be perceived, for sources whose percepts come with their own acts."""
    return no_percepts()
