"""Synchrony: bouts in which animals do the same action to a beat and see each other do it.

Bouts begin as a Poisson process per group. In each, every animal takes part with chance ``participation`` (a bout needs
two); one action is chosen for the bout; on each beat a participant does it with chance ``coherence`` and looks at one
partner drawn by tie, whose act it sees if the partner takes part and acts on that beat. The rate in a profile is
experienced: bouts per hour in which an animal takes part *with another*, so the group's bouts come at
``rate / (p (1 - (1 - p)^(n - 1)))``.
"""

from __future__ import annotations

import numpy as np

from .contract import (
    VISUAL_OTHER,
    Acts,
    Percepts,
    Setting,
    Supply,
    join_acts,
    join_percepts,
    no_acts,
    no_percepts,
    pick,
)
from .contract import nothing_observed as observe

__all__ = ["EXPLAINED", "expected", "observe", "originate"]

CHUNK = 2**18  #: numbers held at once
EXPLAINED = (
    "bouts in which animals do the same to a beat; on each beat one sees a partner, if it acts too"
)


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
    joins &= (joins.sum(axis=1) > 1)[:, None]
    chunk = max(1, CHUNK // (len(setting.ties.other) + supply.beats * size))
    parts = [
        _bouts(setting, begin[at : at + chunk], action[at : at + chunk], joins[at : at + chunk])
        for at in range(0, count, chunk)
    ]
    return join_acts([acts for acts, _ in parts]), join_percepts(
        [percepts for _, percepts in parts]
    )


def _bouts(
    setting: Setting, begin: np.ndarray, action: np.ndarray, joins: np.ndarray
) -> tuple[Acts, Percepts]:
    """Return the acts on all beats of some bouts, and which learner sees whom: a fellow participant drawn by tie."""
    me, supply, beats = "synchrony", setting.supply, setting.supply.beats
    shape = (len(begin), beats, setting.size)
    acting = (setting.stream(me, "beats").random(shape) < supply.coherence) & joins[:, None, :]
    looks = setting.stream(me, "looks").random(shape)
    spacing = 60 / supply.tempo * setting.ticks_per_second
    when = begin[:, None] + np.rint(np.arange(beats) * spacing).astype(np.int64)
    bout, beat, who = np.nonzero(acting)
    done = Acts(when[bout, beat], who, action[bout], np.full(len(who), setting.origin(me)))
    bout, viewer = (column.repeat(beats) for column in np.nonzero(joins[:, : setting.learners]))
    beat = np.tile(np.arange(beats), len(bout) // beats)
    partner = setting.ties.pick(viewer, looks[bout, beat, viewer], joins, bout)
    rows = np.flatnonzero((partner >= 0) & acting[bout, beat, partner])
    bout, beat = bout[rows], beat[rows]
    return done, setting.percepts(
        when[bout, beat], viewer[rows], VISUAL_OTHER, action[bout], partner[rows], me
    )


def expected(supply: Supply) -> tuple[float, float]:
    """Return matched sights per hour: each beat of an experienced bout shows a partner's act with chance coherence."""
    if supply.solitary:
        return 0.0, 0.0
    return supply.bout_rate * supply.beats * supply.coherence, 0.0
