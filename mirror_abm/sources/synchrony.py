"""Synchrony: bouts in which animals do the same action to a beat and see each other do it.

Bouts begin as a Poisson process per group. In each, every animal takes part with chance ``participation`` (a bout needs
two); one action is chosen for the bout; on each beat a participant does it with chance ``coherence`` and looks at one
partner drawn by tie, whose act it sees if the partner takes part and acts on that beat. The rate in a profile is
experienced: bouts per hour in which an animal takes part *with another*, so the group's bouts come at
``rate / (p (1 - (1 - p)^(n - 1)))``.
"""

from __future__ import annotations

import numpy as np

from .contract import VISUAL_OTHER, Acts, Percepts, Setting, Supply, join_acts, join_percepts, no_acts, no_percepts, pick
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
    spacing = 60 / supply.tempo * setting.ticks_per_second
    beat_ticks = np.rint(np.arange(beats) * spacing).astype(np.int64)
    done, seen = [], []
    for bout in range(count):
        who = np.flatnonzero(joins[bout])
        if len(who) < 2:
            continue
        acting = (does[bout] < supply.coherence) & joins[bout]
        beat, at = np.nonzero(acting[:, who])
        when, what = begin[bout] + beat_ticks, action[bout : bout + 1]
        done.append(Acts(when[beat], who[at], what.repeat(len(at)), np.full(len(at), setting.origin(me))))
        partner = _among(setting, joins[bout], np.tile(who, beats), looks[bout][:, who].ravel())
        beat, viewer = np.repeat(np.arange(beats), len(who)), np.tile(who, beats)
        rows = np.flatnonzero((partner >= 0) & acting[beat, partner])
        seen.append(setting.percepts(when[beat[rows]], viewer[rows], VISUAL_OTHER, what.repeat(len(rows)), partner[rows], me))
    return join_acts(done), join_percepts(seen)


def _among(setting: Setting, joins: np.ndarray, who: np.ndarray, draws: np.ndarray) -> np.ndarray:
    """Return for each looker a fellow participant drawn by tie; -1 if it is tied to none of them."""
    ties = setting.ties
    return ties.pick(who, draws, np.concatenate([[0.0], np.cumsum(ties.share * joins[ties.other])]))


def expected(supply: Supply) -> tuple[float, float]:
    """Return matched sights per hour: each beat of an experienced bout shows a partner's act with chance coherence."""
    if supply.solitary:
        return 0.0, 0.0
    return supply.bout_rate * supply.beats * supply.coherence, 0.0
