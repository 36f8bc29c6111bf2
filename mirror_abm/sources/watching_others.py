"""Watching others: acts of others are seen whatever one is doing. It dilutes contingency: the price of sociality.

An act is seen by each other animal with chance ``attention x relative tie`` (ties are normalised over the row of the
watcher, so that a big group does not drown it in sights). ``attention`` is solved from the profile's share of
non-matching sights (see :mod:`mirror_abm.experience`).
"""

from __future__ import annotations

import numpy as np

from .contract import VISUAL_OTHER, Acts, Percepts, Setting, Supply, join_percepts
from .contract import nothing_originates as originate

__all__ = ["EXPLAINED", "expected", "observe", "originate"]

EXPLAINED = "acts of others are seen whatever one is doing oneself; this dilutes contingency"


def observe(setting: Setting, acts: Acts) -> Percepts:
    """Return who sees which act of another."""
    me, parts = "watching_others", []
    chance = setting.supply.attention * setting.ties.T
    for origin, part in setting.by_origin(acts):
        draws = setting.stream(origin, me).random((len(part.tick), setting.size))
        act, watcher = np.nonzero(draws < chance[part.actor])
        parts.append(setting.percepts(part.tick[act], watcher, VISUAL_OTHER, part.action[act], part.actor[act], me))
    return join_percepts(parts)


def expected(supply: Supply) -> tuple[float, float]:
    """Return non-matched sights per hour: all acts of an average other, times attention."""
    return (0.0, 0.0) if supply.solitary else (0.0, supply.attention * supply.rate)
