"""What every source of experience is given, and what it returns.

A source is one file that defines

``originate(setting, acts) -> (Acts, Percepts)``
    the acts that the source itself brings about in response to spontaneous ones, and who experiences them;
``observe(setting, acts) -> Percepts``
    what of all the acts in the block reaches whom;
``expected(supply) -> (matched, nonmatched)``
    percepts per active hour of an average animal, with and without a match in what it does;
``EXPLAINED``
    one sentence for ``mirror-abm explain``.

All draws come from ``setting.stream(origin, purpose)``, where ``origin`` names the source in which the act
originated: so switching one source off moves no draw of another.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from ..base.jit import jit
from ..layouts.contract import Floats, Ints, Ties

SPONTANEOUS = "acts"  #: the origin of acts that no source brought about
VISUAL_OTHER, VISUAL_SELF, AUDITORY = 0, 1, 2
KINDS = ("visual_other", "visual_self", "auditory")
CERTAIN = 1 - 1e-12  #: a chance above this is drawn as this


class Acts(NamedTuple):
    """Acts: when, who, which action, and the source in which each originated."""

    tick: Ints
    actor: Ints
    action: Ints
    origin: Ints


class Percepts(NamedTuple):
    """Percepts: when, who perceives, in which population (``KINDS``), which action of whom, from which source."""

    tick: Ints
    animal: Ints
    kind: Ints
    action: Ints
    actor: Ints
    source: Ints


def no_acts() -> Acts:
    """Return no acts."""
    return Acts(*(np.empty(0, np.int64) for _ in Acts._fields))


def no_percepts() -> Percepts:
    """Return no percepts."""
    return Percepts(*(np.empty(0, np.int64) for _ in Percepts._fields))


def join_acts(parts: list[Acts]) -> Acts:
    """Return the acts of all parts, one after the other."""
    return Acts(*(np.concatenate(columns) for columns in zip(no_acts(), *parts, strict=True)))


def join_percepts(parts: list[Percepts]) -> Percepts:
    """Return the percepts of all parts, one after the other."""
    return Percepts(
        *(np.concatenate(columns) for columns in zip(no_percepts(), *parts, strict=True))
    )


@dataclass(frozen=True)
class Supply:
    """Field numbers turned into what the engine draws with (see :mod:`mirror_abm.experience.supply`).

    Attributes
    ----------
    action_rate : (K,) acts per active hour of each action, synchronous acts, copies and answers apart.
    visible, audible : (K,) flags.
    attention, hearing : chance factors of seeing and hearing an act of another, times the relative tie.
    gaze : chance of seeing one's own visible act.
    copied : chance that a spontaneous act is copied; ``answered`` : that a spontaneous audible act is answered.
    copied_from, copied_until : age in active hours between which acts are copied.
    fidelity, latency, latency_sd : of copies and answers.
    complement : (K,) the action that answers each in complementary exchanges, -1 for none; ``complemented`` : chance that
        a spontaneous act that has such an answer gets it.
    mirror_rate, mirror_duration : bouts per hour; seconds.
    bout_rate : bouts of synchrony per hour *experienced by an animal*; duration in seconds, tempo per minute.
    """

    action_rate: Floats
    visible: np.ndarray[Any, np.dtype[np.bool_]]
    audible: np.ndarray[Any, np.dtype[np.bool_]]
    solitary: bool
    attention: float
    hearing: float
    gaze: float
    copied: float
    answered: float
    fidelity: float
    latency: float
    latency_sd: float
    complement: Ints
    complemented: float
    mirror_rate: float
    mirror_duration: float
    bout_rate: float
    bout_duration: float
    tempo: float
    participation: float
    coherence: float
    copied_from: float = 0.0
    copied_until: float = math.inf

    @property
    def beats(self) -> int:
        """Beats in one bout of synchrony."""
        return max(1, round(self.bout_duration * self.tempo / 60))

    @property
    def own_rate(self) -> float:
        """Spontaneous acts per active hour."""
        return float(self.action_rate.sum())

    @property
    def opening_rate(self) -> float:
        """Spontaneous acts per active hour that open a complementary exchange, if they are answered."""
        return float(self.action_rate[self.complement >= 0].sum())

    @property
    def rate(self) -> float:
        """All acts per active hour of an average animal: spontaneous, copies, answers and synchronous ones."""
        if self.solitary:
            return self.own_rate
        answers = self.answered * float(self.action_rate[self.audible].sum())
        answers += self.complemented * self.opening_rate
        return (
            self.own_rate * (1 + self.copied)
            + answers
            + self.bout_rate * self.beats * self.coherence
        )


@dataclass
class Setting:
    """One group during one block of time, as the sources see it.

    Attributes
    ----------
    size : animals in the group.
    ties : relative ties; row i holds the share of animal i's attention that each other gets.
    start, end : ticks; the block is ``[start, end)``.
    ticks_per_second : integer count.
    stream : ``stream(origin, purpose)`` returns the random stream of that address, always the same object.
    anew : ``anew(*words)`` returns a stream that begins at its beginning.
    learners : animals 0 ... learners - 1 are those whose percepts are wanted.
    memory : what a source keeps from one block to the next, by its own name.
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
    _hazards: dict[float, tuple[Floats, Ints]] = field(default_factory=dict)

    def fresh(self, *words: str) -> np.random.Generator:
        """Return a stream of this block alone."""
        return self.anew(*words, self.start)

    @property
    def hours(self) -> float:
        """Length of the block in hours."""
        return (self.end - self.start) / (3600 * self.ticks_per_second)

    @cached_property
    def choice(self) -> Floats:
        """(K,) cumulative chance of each action among spontaneous acts."""
        return _cumulative(self.supply.action_rate)

    def origin(self, name: str) -> int:
        """Return the number of origin ``name`` in ``Acts.origin``."""
        return self.origins.index(name)

    def source(self, name: str) -> int:
        """Return the number of source ``name`` in ``Percepts.source``."""
        return self.sources.index(name)

    def rows_by_origin(self, acts: Acts) -> list[tuple[str, Ints]]:
        """Return the rows of the acts of each origin, so that each draws from streams of its own."""
        rows = [
            (name, np.flatnonzero(acts.origin == number))
            for number, name in enumerate(self.origins)
        ]
        return [(name, found) for name, found in rows if found.size]

    def reached(self, acts: Acts, factor: float, purpose: str) -> tuple[Ints, Ints]:
        """Return (act, perceiver): each act of another reaches a learner with chance ``min(1, factor x relative tie)``.

        Instead of one draw per act and animal, a Poisson number of arrivals falls on the ties of each learner in proportion
        to ``-log(1 - chance) x acts``; an act is reached if at least one falls on it, which has just that chance. The draws
        of a block begin anew, learner after learner, so that recording more animals moves no draw.
        """
        ties = self.ties
        hazard, others = self.hazard(factor)
        found = [(np.empty(0, np.int64), np.empty(0, np.int64))]
        for origin, rows in self.rows_by_origin(acts):
            actor = acts.actor[rows]
            count = np.bincount(actor, minlength=self.size)
            rows = rows[np.argsort(actor.astype(np.min_scalar_type(self.size)), kind="stable")]
            arrivals = _arrivals(hazard, others, count)
            low, high = (
                arrivals[ties.start[: self.learners]],
                arrivals[ties.start[1 : self.learners + 1]],
            )
            number = self.fresh(origin, purpose, "how many").poisson(np.maximum(high - low, 0.0))
            learner = np.repeat(np.arange(self.learners), number)
            draws = self.fresh(origin, purpose, "which").random((len(learner), 2))
            act, seen = _acts_reached(arrivals, ties.start, others, count, rows, learner, draws)
            found.append((act[seen], learner[seen]))
        return np.concatenate([act for act, _ in found]), np.concatenate(
            [animal for _, animal in found]
        )

    def hazard(self, factor: float) -> tuple[Floats, Ints]:
        """Return ``-log(1 - min(1, factor x share))`` and the other of each tie of the learners; kept, for ties stay."""
        if factor not in self._hazards:
            last = int(self.ties.start[self.learners])
            self._hazards[factor] = (
                -np.log1p(-np.minimum(factor * self.ties.share[:last], CERTAIN)),
                self.ties.other[:last],
            )
        return self._hazards[factor]

    def latency(self, draws: Floats) -> Ints:
        """Return copying latencies in ticks, at standard normal ``draws``: log-normal within 0.2-5 s."""
        seconds = np.clip(self.supply.latency * np.exp(self.supply.latency_sd * draws), 0.2, 5.0)
        return np.rint(seconds * self.ticks_per_second).astype(np.int64)

    def percepts(
        self, tick: Ints, animal: Ints, kind: int, action: Ints, actor: Ints, source: str
    ) -> Percepts:
        """Return percepts of one kind from one source."""
        return Percepts(
            tick,
            animal,
            np.full(len(tick), kind),
            action,
            actor,
            np.full(len(tick), self.source(source)),
        )


@jit
def _arrivals(hazard, others, count):  # type: ignore[no-untyped-def]
    """Return (E + 1,) ``hazard x acts of the other`` added up over all ties, from 0."""
    added, total = np.zeros(len(hazard) + 1), 0.0
    for k in range(len(hazard)):
        total += hazard[k] * count[others[k]]
        added[k + 1] = total
    return added


@jit
def _acts_reached(arrivals, start, others, count, rows, learner, draws):  # type: ignore[no-untyped-def]
    """Return the act on which each arrival falls, and whether it falls on any; ``rows`` are the acts in order of actor."""
    act, seen = np.zeros(len(learner), np.int64), np.zeros(len(learner), np.bool_)
    first = np.cumsum(count) - count
    for d in range(len(learner)):
        low, high = start[learner[d]], start[learner[d] + 1]
        target, high = arrivals[low] + draws[d, 0] * (arrivals[high] - arrivals[low]), high - 1
        while low < high:  # the last tie that begins at or below the target
            middle = (low + high + 1) // 2
            low, high = (middle, high) if arrivals[middle] <= target else (low, middle - 1)
        acts = count[others[low]]
        place = min(int(draws[d, 1] * acts), acts - 1)
        if place >= 0:
            act[d], seen[d] = rows[first[others[low]] + place], True
    return act, seen


def _cumulative(weights: Floats) -> Floats:
    total = weights.sum()
    return np.cumsum(weights) / total if total > 0 else np.ones_like(weights)


def pick(cumulative: Floats, draws: Floats) -> Ints:
    """Return the index at each quantile of a discrete distribution given by its cumulative chances."""
    return np.minimum(np.searchsorted(cumulative, draws, side="right"), len(cumulative) - 1).astype(
        np.int64
    )


def nothing_originates(setting: Setting, acts: Acts) -> tuple[Acts, Percepts]:
    """Bring about no act: for sources that only let acts be perceived."""
    return no_acts(), no_percepts()


def nothing_observed(setting: Setting, acts: Acts) -> Percepts:
    """Let nothing more be perceived: for sources whose percepts come with the acts they bring about."""
    return no_percepts()
