"""Self-observation: one's own visible acts are seen, and one's own sounds heard, without delay.

A visible act is seen with chance ``gaze = rate / visible acts per hour``; the sound of an audible
act is always heard. What is seen goes to the population ``visual_self``, and only through shared
units (``view_overlap``) to the sight of others; an opaque act, such as a facial one, gives nothing
to see. Sounds go to the population ``auditory_self``, and only through shared units
(``voice_overlap``) to the sounds of others.
"""

from __future__ import annotations

import numpy as np

from .contract import VISUAL_SELF, Acts, Percepts, Setting, Supply, join_percepts
from .contract import nothing_originates as originate

__all__ = ["EXPLAINED", "FACTORS", "expected", "observe", "originate"]

EXPLAINED = (
    "one's own visible acts are seen from one's own viewpoint, and one's own sounds heard, "
    "without delay"
)

FACTORS = ("gaze", "infant_gaze")


def observe(setting: Setting, acts: Acts) -> Percepts:
    """Return the sights and sounds of each learner's own acts.

    Parameters
    ----------
    setting : Setting
        Group and block of time.
    acts : Acts
        All acts in the block.

    Returns
    -------
    Percepts
        Percepts of the actors among the learners.
    """
    me, supply, parts = "self_observation", setting.supply, []
    looks, wanted = np.zeros(len(acts.tick), dtype=bool), acts.actor < setting.learners
    chance = np.full(len(supply.visible), supply.gaze)
    if setting.infant:
        chance[np.isin(supply.regions, supply.infant_watches)] = supply.infant_gaze
    for origin, rows in setting.rows_by_origin(acts) if supply.gaze > 0 else ():
        looks[rows] = setting.stream(origin, me).random(len(rows)) < chance[acts.action[rows]]
    for kind, reaches in (
        (VISUAL_SELF, wanted & looks & supply.visible[acts.action]),
        (supply.own_voice, wanted & supply.audible[acts.action]),
    ):
        own = acts.where(reaches)
        parts.append(
            setting.percepts(own.tick, own.actor, kind, own.action, own.actor, me, own.origin)
        )
    return join_percepts(parts)


def expected(supply: Supply) -> tuple[float, float]:
    """Return the percepts that own acts bring per hour.

    Parameters
    ----------
    supply : Supply
        Supply of experience of a group.

    Returns
    -------
    matched, nonmatched : float
        Percepts per active hour of an average animal. Visible acts times gaze, plus audible
        acts; all match.
    """
    seen = supply.gaze * float(supply.action_rate[supply.visible].sum())
    heard = float(supply.action_rate[supply.audible].sum())
    more = supply.rate / supply.own_rate if supply.own_rate > 0 else 1.0
    return (seen + heard) * more, 0.0
