"""The outcomes that trials meet: the expected strongest own act around a trial, without drawing one.

A trial's outcome for a unit with amplitudes ``m_a`` is the strongest ``m_a k(dt)`` over the own acts a in its window, times
``backward_efficacy`` before it opened. Own acts are those of the trial's setting, which are independent of each other, and
those of other episodes, which are Poisson; so with S the chance that no act exceeds v,

    E[r] = int_0^1 1 - S(v) dv        S(v) = exp(-H(v)) x prod over the setting of P(act of the setting <= v)

H(v) is the expected number of episodes with an act above v: for an action that comes at rate ``f``, alone, ``f`` times the
length of time within which ``m_a k(dt) > v``; bouts of synchrony count once however many of their beats exceed v.
The integral is a midpoint rule over ``NODES`` values of v. With the one value 0 it is the chance that an act happens at all.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ..animal.network import Array
from .episodes import AFTER, BEFORE, Course, Near, Timeline, Trials, moved

NODES = 256
HAPPENS = np.array([1e-12])  #: the one node at which an act exceeds nothing
Key = tuple[tuple[int, int], ...]  #: a compound: (population, action) of each percept
Tally = dict[
    Key, tuple[float, Array]
]  #: how often each compound comes, and its outcomes times that


@dataclass
class Outcomes:
    """Expected outcomes of a set of units around the trials of one animal.

    Parameters
    ----------
    amplitudes : (K, U) what each own action excites in each unit. tau : seconds. backward : efficacy of acts before.
    """

    amplitudes: Array
    course: Course
    timeline: Timeline
    tau: float
    coherence: float
    backward: float
    nodes: Array = field(default_factory=lambda: (np.arange(NODES) + 0.5) / NODES)
    _known: dict[Near, Array] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Work out by chance which own acts of other episodes exceed each value."""
        with np.errstate(divide="ignore"):
            strength = np.log(self.amplitudes[:, :, None]) - np.log(self.nodes)
            back = np.log(self.backward) if self.backward > 0 else -np.inf
        ticks = self.tau * self.timeline.per_second
        self.later, self.earlier = strength * ticks, (strength + back) * ticks
        window = self.timeline.window
        span = np.where(self.later >= 0, np.minimum(self.later, window) + 0.5, 0.0)
        span += np.where(self.earlier >= 0, np.minimum(self.earlier, window) + 0.5, 0.0)
        hours = span / (3600 * self.timeline.per_second)
        expected = np.einsum("a,auv->uv", self.course.acts, hours)
        if self.course.moving.any():
            moving = self.timeline.combed(self.coherence, span) / (3600 * self.timeline.per_second)
            expected += np.einsum("a,auv->uv", self.course.moving, moving)
        self.free = np.exp(-expected)

    def _exceeds(self, action: int, lag: int | str) -> Array:
        """Return (U, V) the chance that an own act at ``lag`` exceeds each value."""
        after = self.later[action]
        if lag in (BEFORE, AFTER):
            reach = after if lag == AFTER else self.earlier[action]
            return self.timeline.within(np.minimum(reach, self.timeline.window))
        assert isinstance(lag, int)
        return ((after if lag >= 0 else self.earlier[action]) >= abs(lag)).astype(float)

    def __call__(self, near: Near) -> Array:
        """Return (U,) the expected outcome of the units in trials of this setting."""
        if near not in self._known:
            none = self.free.copy()
            for choices in near:
                none *= 1 - sum(
                    (chance * self._exceeds(action, lag) for chance, action, lag in choices),
                    np.zeros_like(none),
                )
            self._known[near] = 1 - none.mean(axis=1)
        return self._known[near]


def key(item: Trials) -> Key:
    """Return the compound of a trial, whatever the sources."""
    return tuple((population, action) for population, action, _ in item.percepts)


def _add(tally: Tally, compound: Key, often: float, outcome: Array) -> None:
    before, sums = tally.get(compound, (0.0, 0.0))
    tally[compound] = before + often, sums + outcome


def tally(trials: list[Trials], outcomes: Outcomes, later: int = 0) -> Tally:
    """Return how often each compound comes, and its expected outcomes if it opened ``later`` ticks earlier, times that."""
    found: Tally = {}
    for item in trials:
        _add(
            found,
            key(item),
            item.rate,
            item.rate * outcomes(moved(item.near, later) if later else item.near),
        )
    return found


def accidental(course: Course, outcomes: Outcomes) -> Tally:
    """Return what it changes that percepts of two episodes may begin within ``simultaneity``, to first order.

    They are one compound in place of two trials, which are taken away: compounds that come less than never. One of the two
    is without an own act of its episode (an act of another that is only seen or heard); with one each it is rarer still.
    """
    timeline = outcomes.timeline
    reach, half = (
        timeline.simultaneity / (3600 * timeline.per_second),
        round(timeline.simultaneity / 2),
    )
    everything = course.trials + [
        item._replace(rate=bout.rate * bout.beats * item.rate)
        for bout in course.bouts
        for item in bout.trials
    ]
    idle = tally([item for item in everything if not item.near], outcomes)
    own = [
        tally([item for item in everything if item.near], outcomes, later)
        for later in (0, half, -half)
    ]
    found: Tally = {}
    for other, (often, alone) in idle.items():
        for mine, (rate, at_once) in own[0].items():
            both, then, before = tuple(sorted({*mine, *other})), own[1][mine][1], own[2][mine][1]
            share = often * reach
            _add(found, both, 2 * rate * share, (at_once + then) * share)
            _add(found, mine, -2 * rate * share, -2 * at_once * share)
            _add(found, other, -2 * rate * share, -(then + before) * share)
        for third, (rate, _) in idle.items():
            _add(found, tuple(sorted({*other, *third})), often * rate * reach, alone * rate * reach)
            _add(found, other, -2 * often * rate * reach, -2 * alone * rate * reach)
    return found
