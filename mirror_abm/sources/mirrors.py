"""Mirrors: before a reflecting surface, one's own acts are seen as another's would be, at once.

Bouts begin as a Poisson process of ``rate`` per active hour and animal, and last
``mirror_duration`` seconds.
"""

from __future__ import annotations

import numpy as np

from .contract import VISUAL_OTHER, Acts, Percepts, Setting, Supply, no_percepts
from .contract import nothing_originates as originate

__all__ = ["EXPLAINED", "FACTORS", "expected", "observe", "originate"]

EXPLAINED = (
    "before a mirroring surface one's own acts are seen as if another did them, without delay"
)

FACTORS = ("mirror_rate",)


def observe(setting: Setting, acts: Acts) -> Percepts:
    """Return the sight of every act that a learner does during a bout.

    Parameters
    ----------
    setting : Setting
        Group and block of time.
    acts : Acts
        All acts in the block.

    Returns
    -------
    Percepts
        Reflections, seen by the actor itself.
    """
    me, supply = "mirrors", setting.supply
    if supply.mirror_rate <= 0:
        return no_percepts()
    acts = acts.where(acts.actor < setting.learners)
    draw = setting.stream(me, "bouts")
    counts = draw.poisson(supply.mirror_rate * setting.hours, setting.size)
    begin = draw.integers(setting.start, setting.end, counts.sum())
    length = max(1, round(supply.mirror_duration * setting.ticks_per_second))
    who = np.repeat(np.arange(setting.size), counts)
    old_who, old_begin = setting.memory.get(me, (who[:0], begin[:0]))
    who, begin = np.concatenate([old_who, who]), np.concatenate([old_begin, begin])
    lasting = begin + length > setting.end
    setting.memory[me] = (who[lasting], begin[lasting])
    # all bouts have the same length, so the latest one that has begun decides
    span = setting.end + length + 1
    begun = np.sort(who * span + begin)
    now = acts.actor * span + acts.tick
    latest = np.searchsorted(begun, now, side="right") - 1
    reflected = (
        (latest >= 0) & (now - begun[latest] < length)
        if len(begun)
        else np.zeros(len(now), dtype=bool)
    )
    seen = acts.where(reflected)
    return setting.percepts(
        seen.tick, seen.actor, VISUAL_OTHER, seen.action, seen.actor, me, seen.origin
    )


def expected(supply: Supply) -> tuple[float, float]:
    """Return the sights that mirrors bring per hour.

    Parameters
    ----------
    supply : Supply
        Supply of experience of a group.

    Returns
    -------
    matched, nonmatched : float
        Percepts per active hour of an average animal. Acts during the share of time spent
        in bouts, where overlapping bouts count once; all match.
    """
    share = 1 - np.exp(-supply.mirror_rate * supply.mirror_duration / 3600)
    return float(share * supply.rate), 0.0
