"""Training: the phases that an experiment prescribes, taught to one network.

Learning is the engine's own; what is made here is the order of the trials, and what each presents.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from ..animal.learning import Learning
from ..animal.network import Array, Network
from ..animal.pathway import Compound
from ..base.brief import brief
from ..base.errors import InputError
from ..engine import arrays, compiled
from ..experiments.contract import Phase, Trial


class Schedule(NamedTuple):
    """The trials of a phase in order.

    In trial t, compound ``compounds[stimulus[t]]`` is settled with ``outcomes[doing[t]]``.

    Attributes
    ----------
    compounds : list of Compound
        What is presented, one entry per kind of trial.
    outcomes : Array
        What is done, of shape (kinds, n); row 0 is doing nothing.
    stimulus : ndarray of int64
        Number of the compound, one per trial.
    doing : ndarray of int64
        Number of the outcome, one per trial.
    """

    compounds: list[Compound]
    outcomes: Array
    stimulus: np.ndarray
    doing: np.ndarray

    def __repr__(self) -> str:
        return brief(self)


def outcome(learning: Learning, motor: Array, trial: Trial, acts: Sequence[int]) -> Array:
    """Return the outcome of a trial.

    Parameters
    ----------
    learning : Learning
        Timing and constants.
    motor : Array
        Motor patterns of the actions, of shape (K, n).
    trial : Trial
        Its delay, and whether anything is seen.
    acts : sequence of int
        Numbers of the actions that are done.

    Returns
    -------
    Array
        ``max over acts of pattern_i k(delay)``, of shape (n,). An act before the stimulus counts
        ``backward_efficacy`` times as much; an act with no stimulus has k = 1.
    """
    timing, strength = learning.timing, 1.0
    if trial.see:
        ticks = round(trial.delay * timing.per_second)
        strength = learning.contiguity(ticks) if abs(ticks) <= timing.window else 0.0
    found = np.zeros(motor.shape[1])
    for act in acts:
        np.maximum(found, motor[act] * strength, out=found)
    return found


def schedule(
    network: Network,
    learning: Learning,
    phase: Phase,
    patterns: dict[Trial, list[Array]],
    acts: dict[Trial, list[int]],
    rng: np.random.Generator,
) -> Schedule:
    """Return the trials of a phase in random order, as cues and outcomes.

    Parameters
    ----------
    network : Network
        Makes compounds of patterns; left as it is.
    learning : Learning
        Timing and constants.
    phase : Phase
        Its trials.
    patterns : dict
        Patterns over cues of what each trial presents.
    acts : dict
        Numbers of the actions that are done in each trial.
    rng : numpy.random.Generator
        Draws the order, and whether acts of a probability below 1 are done.

    Returns
    -------
    Schedule
        As the engine would have it, an act further from its stimulus than the window is a trial of
        its own, with the context alone.

    Raises
    ------
    InputError
        If a single trial would overshoot its target.
    """
    compounds, outcomes, kinds = [], [np.zeros(network.units)], []
    for trial in phase.trials:
        compounds.append(_check_stable(network.present(patterns[trial]), learning, trial))
        outcomes.append(outcome(learning, network.motor, trial, acts[trial]))
        far = (
            bool(trial.see)
            and bool(trial.do)
            and abs(trial.delay) > learning.timing.window / learning.timing.per_second
        )
        kinds.append((len(compounds) - 1, len(outcomes) - 1))
        if far:
            compounds.append(network.present([]))
            outcomes.append(outcome(learning, network.motor, Trial(1, (), trial.do), acts[trial]))
        kinds.append((len(compounds) - 1, len(outcomes) - 1) if far else (-1, -1))
    which = np.repeat(np.arange(len(phase.trials)), [trial.times for trial in phase.trials])
    which = which[rng.permutation(len(which))]
    happens = (
        rng.random(len(which)) < np.array([trial.probability for trial in phase.trials])[which]
        if len(which)
        else which
    )
    first, second = (
        np.array(kinds[::2], int).reshape(-1, 2)[which],
        np.array(kinds[1::2], int).reshape(-1, 2)[which],
    )
    first[:, 1] = np.where(happens, first[:, 1], 0)
    pairs = np.stack([first, second], axis=1).reshape(-1, 2)
    pairs = pairs[pairs[:, 0] >= 0]
    return Schedule(
        compounds, np.array(outcomes), pairs[:, 0].astype(np.int64), pairs[:, 1].astype(np.int64)
    )


def _check_stable(compound: Compound, learning: Learning, trial: Trial) -> Compound:
    """Return the compound of a trial, or refuse it if one settlement would overshoot."""
    cues = compound.to_motor
    step = learning.constants.beta_present * float(
        (cues.x**2 * cues.alpha.max(axis=1, keepdims=True)).sum()
    )
    if step >= 1:
        what = (
            " + ".join(stimulus.name or stimulus.action for stimulus in trial.see) or "the context"
        )
        raise InputError(
            f"trial with {what}: beta_present x sum(alpha x^2) = {step:.3g}: must be below 1, or "
            "learning oscillates. Lower the salience of the stimuli."
        )
    return compound


def teach(network: Network, learning: Learning, given: Schedule, pause: float = 0.0) -> None:
    """Give the trials one by one, in plain Python.

    Parameters
    ----------
    network : Network
        Changed in place.
    learning : Learning
        How it learns.
    given : Schedule
        The trials.
    pause : float
        Seconds in which nothing happens after each trial, beyond its window.
    """
    ticks = round(pause * learning.timing.per_second)
    for stimulus, doing in zip(given.stimulus, given.doing, strict=True):
        learning.settle(network, given.compounds[stimulus], given.outcomes[doing])
        if ticks:
            learning.rest(network, ticks)


@cache
def _trainer(rule: str) -> Callable[..., None]:
    """Return the compiled trainer of a rule, made once a process."""
    return compiled.trainer(rule)


def teach_compiled(network: Network, learning: Learning, rule: str, given: Schedule) -> None:
    """Give the trials as :func:`teach` does without pauses, bit for bit, in the compiled engine.

    Parameters
    ----------
    network : Network
        Changed in place.
    learning : Learning
        How it learns.
    rule : str
        Name of its learning rule.
    given : Schedule
        The trials.
    """
    if not learning.rule.PLASTIC or not len(given.stimulus):
        return
    cues = [compound.to_motor for compound in given.compounds]
    first = np.concatenate([[0], np.cumsum([len(each.number) for each in cues])])
    seeing = [
        len(each.to_sound.number) if each.seen and learning.sounds else 0
        for each in given.compounds
    ]
    session = arrays.Session(
        given.stimulus,
        given.doing,
        first.astype(np.int64),
        np.concatenate([each.number for each in cues]).astype(np.int64),
        np.concatenate([each.x[:, 0] for each in cues]),
        np.array(seeing, np.int64),
        np.stack([compound.heard for compound in given.compounds]),
        given.outcomes,
    )
    _trainer(rule)(
        network.to_motor.as_group(),
        network.to_sound.as_group(),
        network.salience,
        session,
        arrays.Rates.of(learning),
    )
