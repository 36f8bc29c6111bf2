"""Mirrors: during a bout before a reflecting surface, one's own acts are seen as another's would be, without delay.

Bouts begin as a Poisson process of ``rate`` per active hour and animal, and last ``mirror_duration`` seconds.
"""

from __future__ import annotations

import numpy as np

from .contract import VISUAL_OTHER, Acts, Percepts, Setting, Supply
from .contract import nothing_originates as originate

__all__ = ["EXPLAINED", "expected", "observe", "originate"]

EXPLAINED = (
    "before a mirroring surface one's own acts are seen as if another did them, without delay"
)


def observe(setting: Setting, acts: Acts) -> Percepts:
    """Return the sight of every act that its actor does during a bout."""
    me, supply = "mirrors", setting.supply
    draw = setting.stream(me, "bouts")
    counts = draw.poisson(supply.mirror_rate * setting.hours, setting.size)
    begin = draw.integers(setting.start, setting.end, counts.sum())
    length = max(1, round(supply.mirror_duration * setting.ticks_per_second))
    who = np.repeat(np.arange(setting.size), counts)
    old_who, old_begin = setting.memory.get(me, (who[:0], begin[:0]))
    who, begin = np.concatenate([old_who, who]), np.concatenate([old_begin, begin])
    lasting = begin + length > setting.end
    setting.memory[me] = (who[lasting], begin[lasting])
    span = (
        setting.end + length + 1
    )  # bouts are as long as each other, so the latest that has begun decides
    begun = np.sort(who * span + begin)
    now = acts.actor * span + acts.tick
    latest = np.searchsorted(begun, now, side="right") - 1
    reflected = (
        (latest >= 0) & (now - begun[latest] < length)
        if len(begun)
        else np.zeros(len(now), dtype=bool)
    )
    rows = np.flatnonzero(reflected)
    return setting.percepts(
        acts.tick[rows], acts.actor[rows], VISUAL_OTHER, acts.action[rows], acts.actor[rows], me
    )


def expected(supply: Supply) -> tuple[float, float]:
    """Return matched sights per hour: acts during the share of time spent in bouts (overlapping bouts count once)."""
    share = 1 - np.exp(-supply.mirror_rate * supply.mirror_duration / 3600)
    return float(share * supply.rate), 0.0
