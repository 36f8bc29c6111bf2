"""Which trials an animal meets, and how often: from rates alone, nothing is drawn.

What happens to an animal is a superposition of independent Poisson *episodes*, each known from the
sources' own rules:

- an own act, with what is seen and heard of it at once, and the copy or answer that may follow;
- an act of another that one copies or answers, or that one only sees or hears;
- a bout of synchrony, beat by beat, that one joins or watches (:mod:`mirror_abm.mean_field.bouts`).

The trials are the systematic compounds: all that one act, or one beat, brings at once. Percepts of
two episodes that happen to begin within ``simultaneity`` are counted as two trials.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from ..animal.network import Array
from ..base.brief import brief
from .bouts import synchrony
from .perception import Exchange, Perceiver, exchanges
from .trials import AFTER, BEFORE, ExpectedTrials, Near, Trials, without_doubles


class Single(NamedTuple):
    """What comes one by one, outside of bouts.

    Attributes
    ----------
    trials : list of Trials
        Trials, at rates per active hour.
    acts : ndarray, shape (K,)
        Own acts per active hour.
    unseen : ndarray, shape (K,)
        Own acts near which no percept of their own episode lies.
    pairs : float
        Exchanges of which both acts are perceived.
    """

    trials: list[Trials]
    acts: Array
    unseen: Array
    pairs: float

    def __repr__(self) -> str:
        return brief(self)


def _mixture(chances: Array, lag: int | str) -> Near:
    """Return the setting in which one of several actions is done, in proportion to ``chances``."""
    total = chances.sum()
    return (
        tuple(
            (float(chance / total), int(action), lag)
            for action, chance in enumerate(chances)
            if chance > 0
        ),
    )


def _answers(animal: Perceiver, exchange: Exchange, flow: Array) -> list[Trials]:
    """Return the trials of an exchange; ``flow`` (done, answer) per hour if asked of one animal."""
    tied, asked = bool(animal.mine.sum() > 0), float(animal.theirs.sum())
    trials: list[Trials] = []
    for action in range(len(flow)):
        if tied and flow[:, action].any():
            back = _mixture(flow[:, action], BEFORE)
            trials += [
                Trials(flow[:, action].sum() * p, percepts, back)
                for p, percepts in exchange.perceived(animal, action, animal.mine)
            ]
        if asked and flow[action].any():
            forth = _mixture(flow[action], AFTER)
            trials += [
                Trials(asked * flow[action].sum() * p, percepts, forth)
                for p, percepts in exchange.perceived(animal, action, animal.theirs)
            ]
    return trials


def one_by_one(animal: Perceiver) -> Single:
    """Return what an animal meets outside of bouts."""
    rate, timeline = animal.supply.action_rate, animal.timeline
    count, tied, asked = len(rate), bool(animal.mine.sum() > 0), float(animal.theirs.sum())
    trials: list[Trials] = []
    acts, unseen, others = rate.copy(), rate.copy(), np.tile(rate, (len(animal.mine), 1))
    close, pairs = float(timeline.within(timeline.window)), 0.0
    noticed = np.array([animal.noticed(action) for action in range(count)])
    for exchange in exchanges(animal):
        flow = (rate * exchange.chance)[:, None] * exchange.answer
        trials += _answers(animal, exchange, flow)
        if tied:
            unseen *= 1 - exchange.chance * close
        acts += asked * flow.sum(axis=0)
        pairs += float(tied * flow.sum(axis=1) @ noticed + asked * flow.sum(axis=0) @ noticed)
        unseen = unseen + asked * flow.sum(axis=0) * (1 - close)
        answered_elsewhere = animal.elsewhere[:, None] * flow.sum(axis=0)
        others += answered_elsewhere - animal.theirs[:, None] * flow.sum(axis=1)
    for action in range(count):
        trials += [
            Trials(acts[action] * p, percepts, (((1.0, action, 0),),))
            for p, percepts in animal.of_own(action)
            if percepts
        ]
        unseen[action] *= 1 - noticed[action]
        for who, (seen, heard) in enumerate(zip(animal.seen, animal.heard, strict=True)):
            trials += [
                Trials(others[who, action] * p, percepts, ())
                for p, percepts in animal.of_other(action, seen, heard)
                if percepts
            ]
    return Single(without_doubles(trials), acts, unseen, pairs)


def expected_trials(animal: Perceiver) -> ExpectedTrials:
    """Return all that an animal meets, at rates per active hour.

    Parameters
    ----------
    animal : Perceiver
        The animal in its group.

    Returns
    -------
    ExpectedTrials
        Its trials, acts and intertrial intervals.
    """
    trials, acts, unseen, pairs = one_by_one(animal)
    bouts, moving, far = synchrony(animal)
    timeline, hour = animal.timeline, 3600 * animal.timeline.per_second
    lively = [(bout.rate, min(1.0, sum(item.rate for item in bout.trials))) for bout in bouts]
    single, window = sum(item.rate for item in trials), float(timeline.window)

    def void(ticks: float) -> float:
        """Return the chance that no percept of another episode falls into a time of ``ticks``."""
        away = single * ticks - pairs * timeline.overlap(ticks)
        away += sum(
            rate * float(timeline.combed(chance, np.array(ticks))) for rate, chance in lively
        )
        return math.exp(-away / hour)

    opening = -math.log(void(window)) / window
    lasting = (1 - math.exp(-opening * window)) / opening if opening > 0 else window
    free = void(window) * math.exp(-float(unseen.sum() + far.sum()) * lasting / hour)
    return ExpectedTrials(
        trials, bouts, (unseen + far) * void(2 * window), free * hour / window, acts, moving
    )
