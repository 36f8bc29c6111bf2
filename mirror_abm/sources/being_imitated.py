"""Being imitated: another animal repeats one's act after a latency, and one sees the copy.

A spontaneous act is copied with chance ``copied = rate / spontaneous acts per hour``; the copier is
drawn by tie. The copier gains experience too: it saw the act and then did it. A copy is the same
action with chance ``fidelity``, otherwise another action of the repertoire; a copy is never copied
itself, and third animals may see it (`watching_others`). Outside the ``stage`` of life that a
profile gives nothing is copied, but all draws are made, so that no other draw moves. Where nothing
is ever copied none is made.

*Endogenous* imitation (:mod:`mirror_abm.engine.community`): what would be copied is copied with the
chance ``ready`` of the copier for that act, from a stream of draws of its own. Without it all is.
"""

from __future__ import annotations

import numpy as np

from .contract import (
    SPONTANEOUS,
    VISUAL_OTHER,
    Acts,
    Percepts,
    Setting,
    Supply,
    join_percepts,
    no_acts,
    no_percepts,
)
from .contract import nothing_observed as observe

__all__ = ["EXPLAINED", "FACTORS", "expected", "observe", "originate"]

EXPLAINED = (
    "another repeats one's act within 0.2-5 s; the copied animal sees the copy, "
    "and the copier saw the act it repeats"
)

FACTORS = ("copied",)


def originate(setting: Setting, acts: Acts) -> tuple[Acts, Percepts]:
    """Make the copies of spontaneous acts.

    Parameters
    ----------
    setting : Setting
        Group and block of time.
    acts : Acts
        Spontaneous acts in the block.

    Returns
    -------
    acts : Acts
        Copies, each after its latency.
    percepts : Percepts
        What the copied animal and the copier see.
    """
    me, supply = "being_imitated", setting.supply
    if supply.copied <= 0:
        return no_acts(), no_percepts()
    count = len(acts.tick)
    draw = setting.stream(SPONTANEOUS, me)
    happens, who, same, other = draw.random((4, count))
    delay = setting.stream(SPONTANEOUS, f"{me} latency").standard_normal(count)
    rows = np.flatnonzero(happens < supply.copied)
    age = _lived(setting, acts)[rows] / (3600 * setting.ticks_per_second)
    rows = rows[(age >= supply.copied_from) & (age < supply.copied_until)]
    copier = setting.ties.pick(acts.actor[rows], who[rows])
    rows, copier = rows[copier >= 0], copier[copier >= 0]
    if setting.ready is not None:
        chance = setting.stream(SPONTANEOUS, f"{me} readiness").random(count)[rows]
        does = chance < setting.ready[copier, acts.action[rows]]
        rows, copier = rows[does], copier[does]
    seen, model = acts.action[rows], acts.actor[rows]
    copied, slips = seen.copy(), np.flatnonzero(same[rows] >= supply.fidelity)
    copied[slips] = _another(setting, seen[slips], other[rows[slips]])
    then = acts.tick[rows] + setting.latency(delay[rows])
    copies = Acts(then, copier, copied, np.full(len(rows), setting.origin(me)))
    return copies, join_percepts(
        [
            setting.percepts(acts.tick[rows], copier, VISUAL_OTHER, seen, model, me),
            setting.percepts(then, model, VISUAL_OTHER, copied, copier, me),
        ]
    )


def _lived(setting: Setting, acts: Acts) -> np.ndarray:
    """Return how many ticks before each act the animal that does it was born."""
    return acts.tick if setting.born is None else acts.tick - setting.born[acts.actor]


def _another(setting: Setting, action: np.ndarray, draws: np.ndarray) -> np.ndarray:
    """Return for each action a different one, drawn by rate; the same where there is no other."""
    rate = setting.supply.action_rate
    below = np.cumsum(rate) - rate
    left = rate.sum() - rate[action]
    at = draws * left
    at = np.where(at >= below[action], at + rate[action], at)
    found = np.minimum(np.searchsorted(np.cumsum(rate), at, side="right"), len(rate) - 1)
    return np.where(left > 0, found, action)


def expected(supply: Supply) -> tuple[float, float]:
    """Return the sights that imitation brings per hour of the stage.

    Parameters
    ----------
    supply : Supply
        Supply of experience of a group.

    Returns
    -------
    matched, nonmatched : float
        Percepts per active hour of an average animal. Each animal is copied, and
        copies, equally often.
    """
    if supply.solitary:
        return 0.0, 0.0
    rate = supply.copied * supply.own_rate
    return rate * 2 * supply.fidelity, rate * 2 * (1 - supply.fidelity)
