"""Synchrony: bouts in which animals do the same action to a beat and see each other do it.

Bouts begin as a Poisson process in each group. Every animal takes part with chance
``participation`` (a bout needs two), and one action is chosen for the bout, of those that can be
done in synchrony, in proportion to how often each is done. On each beat a
participant does it with chance ``coherence`` and looks at one partner drawn by tie, whose act it
sees if the partner takes part and acts on that beat. ``bout_rate`` is the one experienced:
bouts per hour in which an animal takes part *with another*, so the bouts of a group come at
``rate / (p (1 - (1 - p)^(n - 1)))``. A profile states coincidences, from which it follows
(:mod:`mirror_abm.experience.coincidences`).
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

__all__ = ["EXPLAINED", "FACTORS", "expected", "observe", "originate"]

CHUNK = 2**18  #: numbers held at once
EXPLAINED = (
    "bouts in which animals do the same to a beat; on each beat one sees a partner, if it acts"
)

FACTORS = ("bout_rate",)


def originate(setting: Setting, acts: Acts) -> tuple[Acts, Percepts]:
    """Make the acts on all beats of the bouts that begin in a block.

    Parameters
    ----------
    setting : Setting
        Group and block of time.
    acts : Acts
        Spontaneous acts in the block.

    Returns
    -------
    acts : Acts
        Acts of the participants.
    percepts : Percepts
        Who sees which partner.
    """
    me, supply, size = "synchrony", setting.supply, setting.size
    able = np.flatnonzero(supply.synchronous)
    if size < 2 or supply.bout_rate <= 0 or supply.participation <= 0 or not able.size:
        return no_acts(), no_percepts()
    experienced = supply.participation * (1 - (1 - supply.participation) ** (size - 1))
    draw = setting.stream(me, "bouts")
    count = int(draw.poisson(supply.bout_rate / experienced * setting.hours))
    begin = draw.integers(setting.start, setting.end, count)
    weights = supply.synchronous[able]
    action = able[pick(np.cumsum(weights) / weights.sum(), draw.random(count))]
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
    """Return the acts on all beats of some bouts, and which learner sees which partner."""
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
    """Return the sights that synchrony brings per hour.

    Parameters
    ----------
    supply : Supply
        Supply of experience of a group.

    Returns
    -------
    matched, nonmatched : float
        Percepts per active hour of an average animal. Each beat of a bout shows a
        partner's act with chance ``coherence``; all match.
    """
    if supply.solitary:
        return 0.0, 0.0
    return supply.bout_rate * supply.beats * supply.coherence, 0.0
