"""The outcomes that trials meet: the expected strongest own act around a trial, without a draw.

A trial's outcome for a unit with amplitudes ``m_a`` is the strongest ``m_a k(dt)`` over the own
acts a in its window, times ``backward_efficacy`` for acts before it opened. Own acts are those of
the trial's own episode, which are independent of each other, and those of other episodes, which are
Poisson; so with S the chance that no act exceeds v,

    E[r] = int_0^1 1 - S(v) dv
    S(v) = exp(-H(v)) x prod over the acts of the episode of P(act <= v)

H(v) is the expected number of episodes with an act above v: for an action that comes alone at rate
``f``, ``f`` times the length of time within which ``m_a k(dt) > v``; bouts of synchrony count once
however many of their beats exceed v. The integral is a midpoint rule over ``MIDPOINTS`` values of
v. With the one value 0 it is the chance that an act happens at all.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ..animal.network import Array
from ..base.brief import brief
from .timeline import Timeline
from .trials import AFTER, BEFORE, ExpectedTrials, Near, Trials, moved

MIDPOINTS = 256
HAPPENS = np.array([1e-12])  #: the one value that any act exceeds
CompoundKey = tuple[tuple[int, int], ...]  #: (population of units, action) of each percept
#: how often each compound comes, and its outcomes times that
Tally = dict[CompoundKey, tuple[float, Array]]


@dataclass
class Outcomes:
    """Expected outcomes of a set of units around the trials of one animal.

    Parameters
    ----------
    amplitudes : ndarray, shape (K, U)
        How strongly each own action excites each unit.
    schedule : ExpectedTrials
        What the animal meets and does.
    timeline : Timeline
        Times in ticks.
    tau : float
        Time constant of k(dt), in seconds.
    coherence : float
        Chance that a participant moves on a beat of a bout.
    backward : float
        Efficacy of acts that came before the trial.
    nodes : ndarray, shape (V,)
        Values of v over which the integral is taken.
    """

    amplitudes: Array
    schedule: ExpectedTrials
    timeline: Timeline
    tau: float
    coherence: float
    backward: float
    nodes: Array = field(default_factory=lambda: (np.arange(MIDPOINTS) + 0.5) / MIDPOINTS)
    _known: dict[Near, Array] = field(default_factory=dict)
    _exceeding: dict[tuple[int, int | str], Array] = field(default_factory=dict)

    __repr__ = brief

    def __post_init__(self) -> None:
        """Work out the chance that no own act of another episode exceeds each value."""
        with np.errstate(divide="ignore"):
            strength = np.log(self.amplitudes[:, :, None]) - np.log(self.nodes)
            back = np.log(self.backward) if self.backward > 0 else -np.inf
        ticks = self.tau * self.timeline.per_second
        self.later, self.earlier = strength * ticks, (strength + back) * ticks
        window = self.timeline.window
        span = np.where(self.later >= 0, np.minimum(self.later, window) + 0.5, 0.0)
        span += np.where(self.earlier >= 0, np.minimum(self.earlier, window) + 0.5, 0.0)
        hours = span / (3600 * self.timeline.per_second)
        expected = np.einsum("a,auv->uv", self.schedule.acts, hours)
        if self.schedule.moving.any():
            moving = self.timeline.combed(self.coherence, span) / (3600 * self.timeline.per_second)
            expected += np.einsum("a,auv->uv", self.schedule.moving, moving)
        self.free = np.exp(-expected)

    def _exceeds(self, action: int, lag: int | str) -> Array:
        """Return (U, V) the chance that an own act at ``lag`` exceeds each value."""
        if (action, lag) not in self._exceeding:
            self._exceeding[action, lag] = self._chance(action, lag)
        return self._exceeding[action, lag]

    def _chance(self, action: int, lag: int | str) -> Array:
        """Work out what :meth:`_exceeds` keeps; flags where the lag is known."""
        after = self.later[action]
        if lag in (BEFORE, AFTER):
            reach = after if lag == AFTER else self.earlier[action]
            return self.timeline.within(np.minimum(reach, self.timeline.window))
        assert isinstance(lag, int)
        reach = after if lag >= 0 else self.earlier[action]
        return np.asarray(reach >= abs(lag))

    def __call__(self, near: Near) -> Array:
        """Return (U,) the expected outcome of the units in trials with these own acts near."""
        if near not in self._known:
            none = self.free.copy()
            for choices in near:
                none *= 1 - sum(
                    (chance * self._exceeds(action, lag) for chance, action, lag in choices),
                    np.zeros_like(none),
                )
            self._known[near] = 1 - none.mean(axis=1)
        return self._known[near]


def key_of(item: Trials) -> CompoundKey:
    """Return the compound of a trial, whatever the sources."""
    return tuple((population, action) for population, action, _ in item.percepts)


def _add(tally: Tally, which: CompoundKey, often: float, outcome: Array) -> None:
    """Add to what a tally holds of one compound."""
    before, sums = tally.get(which, (0.0, 0.0))
    tally[which] = before + often, sums + outcome


def tally(trials: list[Trials], outcomes: Outcomes, later: int = 0) -> Tally:
    """Return how often each compound comes, and its expected outcomes times that.

    Parameters
    ----------
    trials : list of Trials
        Trials with their rates.
    outcomes : Outcomes
        What the units can expect.
    later : int
        Ticks by which the trials are taken to have opened earlier.
    """
    found: Tally = {}
    for item in trials:
        near = moved(item.near, later) if later else item.near
        _add(found, key_of(item), item.rate, item.rate * outcomes(near))
    return found


def accidental(schedule: ExpectedTrials, outcomes: Outcomes) -> Tally:
    """Return the correction for percepts of two episodes that begin within ``simultaneity``.

    Together they are one compound in place of two trials, which are taken away: hence compounds
    that come less often than never. To first order one of the two has no own act in its episode (it
    is an act of another that is only seen or heard); that both have one is rarer still.

    Parameters
    ----------
    schedule : ExpectedTrials
        What the animal meets.
    outcomes : Outcomes
        What the units can expect.
    """
    timeline = outcomes.timeline
    reach = timeline.simultaneity / (3600 * timeline.per_second)
    half = round(timeline.simultaneity / 2)
    everything = schedule.all_trials()
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
