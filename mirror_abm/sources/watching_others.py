"""Watching others: acts of others are seen, whatever one is doing oneself.

This dilutes contingency: it is the price of sociality. An act is seen by each other animal with
chance ``attention x relative tie``; ties are normalised over the row of the watcher, so that a big
group does not drown it in sights. ``attention`` is a number of the profile; what share of all
sights then matches nothing follows from it (:mod:`mirror_abm.experience.attention`).
"""

from __future__ import annotations

from .contract import VISUAL_OTHER, Acts, Percepts, Setting, Supply
from .contract import nothing_originates as originate

__all__ = ["EXPLAINED", "FACTORS", "expected", "observe", "originate"]

EXPLAINED = "acts of others are seen whatever one is doing oneself; this dilutes contingency"

FACTORS = ("attention", "infant_attention")


def observe(setting: Setting, acts: Acts) -> Percepts:
    """Return who sees which act of another.

    Parameters
    ----------
    setting : Setting
        Group and block of time.
    acts : Acts
        All acts in the block.

    Returns
    -------
    Percepts
        Sights of the learners.
    """
    supply = setting.supply
    attention = supply.infant_attention if setting.infant else supply.attention
    act, watcher = setting.reached(acts, attention, "watched")
    return setting.percepts(
        acts.tick[act],
        watcher,
        VISUAL_OTHER,
        acts.action[act],
        acts.actor[act],
        "watching_others",
        acts.origin[act],
    )


def expected(supply: Supply) -> tuple[float, float]:
    """Return the sights that watching brings per hour.

    Parameters
    ----------
    supply : Supply
        Supply of experience of a group.

    Returns
    -------
    matched, nonmatched : float
        Percepts per active hour of an average animal. All acts of an average
        other, times attention; none matches.
    """
    return (0.0, 0.0) if supply.solitary else (0.0, supply.attention * supply.rate)
