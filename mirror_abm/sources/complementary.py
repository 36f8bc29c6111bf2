"""Complementary acts: one's act is answered by the act that goes with it, and one sees the answer.

A threat is answered by submission, for example. A spontaneous act that opens an exchange is
answered with chance ``complemented = rate / such acts per hour``, by a partner drawn by tie, after
the latency of copying. The answerer gains experience too: it saw the first act and then did the
other. The pairing is systematic and never matches: it teaches 'logically related' units and dilutes
matching.
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
    "some of one's acts are answered by the act that goes with them; the answer is seen, "
    "and matches nothing"
)

FACTORS = ("complemented",)


def originate(setting: Setting, acts: Acts) -> tuple[Acts, Percepts]:
    """Make the answers to spontaneous acts.

    Parameters
    ----------
    setting : Setting
        Group and block of time.
    acts : Acts
        Spontaneous acts in the block.

    Returns
    -------
    acts : Acts
        Answers, each after its latency.
    percepts : Percepts
        What the answered animal and the answerer see.
    """
    me, supply = "complementary", setting.supply
    if supply.complemented <= 0:
        return no_acts(), no_percepts()
    opening = np.flatnonzero(supply.complement[acts.action] >= 0)
    happens, who = setting.stream(SPONTANEOUS, me).random((2, len(opening)))
    delay = setting.stream(SPONTANEOUS, f"{me} latency").standard_normal(len(opening))
    kept = np.flatnonzero(happens < supply.complemented)
    answerer = setting.ties.pick(acts.actor[opening[kept]], who[kept])
    kept, answerer = kept[answerer >= 0], answerer[answerer >= 0]
    rows = opening[kept]
    then = acts.tick[rows] + setting.latency(delay[kept])
    answer = supply.complement[acts.action[rows]]
    return Acts(then, answerer, answer, np.full(len(rows), setting.origin(me))), join_percepts(
        [
            setting.percepts(
                acts.tick[rows], answerer, VISUAL_OTHER, acts.action[rows], acts.actor[rows], me
            ),
            setting.percepts(then, acts.actor[rows], VISUAL_OTHER, answer, answerer, me),
        ]
    )


def expected(supply: Supply) -> tuple[float, float]:
    """Return the sights that exchanges bring per hour.

    Parameters
    ----------
    supply : Supply
        Supply of experience of a group.

    Returns
    -------
    matched, nonmatched : float
        Percepts per active hour of an average animal. Each animal is answered, and
        answers, equally often on average; nothing matches.
    """
    return (0.0, 0.0) if supply.solitary else (0.0, 2 * supply.complemented * supply.opening_rate)
