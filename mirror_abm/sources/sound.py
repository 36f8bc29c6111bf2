"""Sound: others are heard, seen or not, and some own sounds are answered by the same sound.

An audible act of another is heard with chance ``hearing x relative tie``. With chance
``answered = rate / audible acts per hour`` a spontaneous audible act is answered by the same sound
from another animal after the latency of copying; the answered animal hears it, and the answerer
heard the sound that it then makes. Own sounds belong to `self_observation`.
"""

from __future__ import annotations

import numpy as np

from .contract import (
    AUDITORY,
    SPONTANEOUS,
    Acts,
    Percepts,
    Setting,
    Supply,
    join_percepts,
    no_acts,
    no_percepts,
)

EXPLAINED = (
    "others' sounds are heard whether seen or not; some of one's own are answered by the same sound"
)

FACTORS = ("answered", "hearing")


def originate(setting: Setting, acts: Acts) -> tuple[Acts, Percepts]:
    """Make the answers to spontaneous sounds.

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
        What the answered animal and the answerer hear.
    """
    me, supply = "sound", setting.supply
    if supply.answered <= 0:
        return no_acts(), no_percepts()
    sounds = np.flatnonzero(supply.audible[acts.action])
    happens, who = setting.stream(SPONTANEOUS, f"{me} answers").random((2, len(sounds)))
    delay = setting.stream(SPONTANEOUS, f"{me} latency").standard_normal(len(sounds))
    kept = np.flatnonzero(happens < supply.answered)
    answerer = setting.ties.pick(acts.actor[sounds[kept]], who[kept])
    kept, answerer = kept[answerer >= 0], answerer[answerer >= 0]
    rows = sounds[kept]
    then = acts.tick[rows] + setting.latency(delay[kept])
    answers = Acts(then, answerer, acts.action[rows], np.full(len(rows), setting.origin(me)))
    return answers, join_percepts(
        [
            setting.percepts(
                acts.tick[rows], answerer, AUDITORY, acts.action[rows], acts.actor[rows], me
            ),
            setting.percepts(then, acts.actor[rows], AUDITORY, acts.action[rows], answerer, me),
        ]
    )


def observe(setting: Setting, acts: Acts) -> Percepts:
    """Return who hears which act of another.

    Parameters
    ----------
    setting : Setting
        Group and block of time.
    acts : Acts
        All acts in the block.

    Returns
    -------
    Percepts
        Sounds heard by the learners.
    """
    sounds = acts.where(setting.supply.audible[acts.action])
    act, hearer = setting.reached(sounds, setting.supply.hearing, "heard")
    return setting.percepts(
        sounds.tick[act],
        hearer,
        AUDITORY,
        sounds.action[act],
        sounds.actor[act],
        "sound",
        sounds.origin[act],
    )


def expected(supply: Supply) -> tuple[float, float]:
    """Return the sounds of others heard per hour.

    Parameters
    ----------
    supply : Supply
        Supply of experience of a group.

    Returns
    -------
    matched, nonmatched : float
        Percepts per active hour of an average animal. Answers given and got match;
        what is overheard does not.
    """
    if supply.solitary:
        return 0.0, 0.0
    audible = float(supply.action_rate[supply.audible].sum())
    answers = supply.answered * audible
    share = audible / supply.own_rate if supply.own_rate > 0 else 0.0
    return 2 * answers, supply.hearing * ((supply.rate - answers) * share + answers)
