"""Synchrony: bouts in which animals do the same action to a beat and see each other do it.

Bouts begin as a Poisson process per group. In each, every animal takes part with chance ``participation`` (a bout needs
two); one action is chosen for the bout; on each beat a participant does it with chance ``coherence`` and looks at one
partner drawn by tie, whose act it sees if the partner takes part and acts on that beat. The rate in a profile is
experienced: bouts per hour in which an animal takes part *with another*, so the group's bouts come at
``rate / (p (1 - (1 - p)^(n - 1)))``.
"""

from __future__ import annotations

import numpy as np

from .contract import VISUAL_OTHER, Acts, Percepts, Setting, Supply, no_acts, no_percepts, pick
from .contract import nothing_observed as observe

__all__ = ["EXPLAINED", "expected", "observe", "originate"]

EXPLAINED = "bouts in which animals do the same to a beat; on each beat one sees a partner, if it acts too"


def originate(setting: Setting, acts: Acts) -> tuple[Acts, Percepts]:
    """Return the acts on all beats of the bouts that begin in this block, and who sees whom."""
    me, supply, size = "synchrony", setting.supply, setting.size
    if size < 2 or supply.bout_rate <= 0 or supply.participation <= 0:
        return no_acts(), no_percepts()
    experienced = supply.participation * (1 - (1 - supply.participation) ** (size - 1))
    draw = setting.stream(me, "bouts")
    count = int(draw.poisson(supply.bout_rate / experienced * setting.hours))
    begin = draw.integers(setting.start, setting.end, count)
    action = pick(setting.choice, draw.random(count))
    joins = setting.stream(me, "participation").random((count, size)) < supply.participation
    beats = supply.beats
    does, looks = setting.stream(me, "beats").random((2, count, beats, size))
    joins &= (joins.sum(axis=1) > 1)[:, None]
    acting = (does < supply.coherence) & joins[:, None, :]
    spacing = 60 / supply.tempo * setting.ticks_per_second
    when = begin[:, None] + np.rint(np.arange(beats) * spacing).astype(np.int64)
    bout, beat, who = np.nonzero(acting)
    done = Acts(when[bout, beat], who, action[bout], np.full(len(who), setting.origin(me)))
    bout, beat, who = np.nonzero(np.broadcast_to(joins[:, None, :], acting.shape))
    partner = _among(setting, joins, bout, who, looks[bout, beat, who])
    rows = np.flatnonzero((partner >= 0) & acting[bout, beat, partner])
    bout, beat = bout[rows], beat[rows]
    return done, setting.percepts(when[bout, beat], who[rows], VISUAL_OTHER, action[bout], partner[rows], me)


def _among(setting: Setting, joins: np.ndarray, bout: np.ndarray, who: np.ndarray, draws: np.ndarray) -> np.ndarray:
    """Return for each looker a fellow participant drawn by tie; -1 if it is tied to none of them."""
    weight = setting.ties[who] * joins[bout]
    cumulative = np.cumsum(weight, axis=1)
    chosen = np.minimum((draws[:, None] * cumulative[:, -1:] >= cumulative).sum(axis=1), setting.size - 1)
    return np.where(cumulative[:, -1] > 0, chosen, -1)


def expected(supply: Supply) -> tuple[float, float]:
    """Return matched sights per hour: each beat of an experienced bout shows a partner's act with chance coherence."""
    if supply.solitary:
        return 0.0, 0.0
    return supply.bout_rate * supply.beats * supply.coherence, 0.0
