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
from ..experiments.contract import Phase, Stimulus, Trial
from .moments import Settled, settled


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


def outcome(learning: Learning, motor: Array, acts: Sequence[tuple[int, int]]) -> Array:
    """Return the outcome of a trial of learning.

    Parameters
    ----------
    learning : Learning
        Timing and constants.
    motor : Array
        Motor patterns of the actions, of shape (K, n).
    acts : sequence of (int, int)
        Ticks after the opening, within the window, and number, of each action that is done.

    Returns
    -------
    Array
        ``max over acts of pattern_i k(dt)``, of shape (n,). An act before the opening counts
        ``backward_efficacy`` times as much, one after it ``forward_efficacy`` times.
    """
    found = np.zeros(motor.shape[1])
    for ticks, act in acts:
        np.maximum(found, motor[act] * learning.contiguity(ticks), out=found)
    return found


def course(trial: Trial, learning: Learning, acting: bool = True) -> list[Settled]:
    """Return the trials of learning that a trial of a protocol comes to.

    Parameters
    ----------
    trial : Trial
        What appears and what is done, at which time.
    learning : Learning
        Timing.
    acting : bool
        Whether the acts are done, which have a probability.

    Returns
    -------
    list of Settled
        At least one: where nothing appears and nothing is done, the context alone is there.
    """
    timing = learning.timing

    def ticks(times: Sequence[float]) -> list[int]:
        return [round(time * timing.per_second) for time in times]

    done = ticks(trial.times_of_acts) if acting else []
    found = settled(ticks(trial.onsets), done, timing.window, timing.simultaneity)
    return found or [Settled(0, (), ())]


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
        As the engine would have it (:mod:`mirror_abm.laboratory.moments`): stimuli that do not
        begin together, and an act further from its stimulus than the window, are trials of
        learning of their own.

    Raises
    ------
    InputError
        If a single trial would overshoot its target.
    """
    made = Schedule([], np.zeros((1, network.units)), np.zeros(0, np.int64), np.zeros(0, np.int64))
    outcomes, kinds = [*made.outcomes], []
    for trial in phase.trials:
        known: dict[tuple[int, ...], int] = {}
        for acting in (False, True):
            pairs = []
            for part in course(trial, learning, acting):
                if part.percepts not in known:
                    known[part.percepts] = len(made.compounds)
                    made.compounds.append(
                        _compound(network, learning, trial, patterns[trial], part.percepts)
                    )
                if part.acts:
                    done = [(dt, acts[trial][act]) for dt, act in part.acts]
                    outcomes.append(outcome(learning, network.motor, done))
                pairs.append((known[part.percepts], len(outcomes) - 1 if part.acts else 0))
            kinds.append(pairs)
    order = _in_order(kinds, phase, rng)
    return made._replace(
        outcomes=np.array(outcomes),
        stimulus=order[:, 0].astype(np.int64),
        doing=order[:, 1].astype(np.int64),
    )


def _in_order(
    kinds: Sequence[Sequence[tuple[int, int]]], phase: Phase, rng: np.random.Generator
) -> np.ndarray:
    """Return compound and outcome of each trial of learning, for a drawn order of a phase's trials.

    ``kinds`` holds two sequences for each kind of trial: without its acts, and with them.
    """
    which = np.repeat(np.arange(len(phase.trials)), [trial.times for trial in phase.trials])
    which = which[rng.permutation(len(which))]
    chance = np.array([trial.probability for trial in phase.trials])
    happens = rng.random(len(which)) < chance[which] if len(which) else which
    longest = max(map(len, kinds), default=0)
    padded = np.full((len(kinds), longest, 2), -1)
    for row, pairs in zip(padded, kinds, strict=True):
        row[: len(pairs)] = pairs
    found = padded[2 * which + happens].reshape(-1, 2)
    return np.asarray(found[found[:, 0] >= 0])


def _compound(
    network: Network,
    learning: Learning,
    trial: Trial,
    patterns: Sequence[Array],
    percepts: Sequence[int],
) -> Compound:
    """Return the compound of some stimuli of a trial, checked."""
    compound = network.present([patterns[number] for number in percepts])
    return _check_stable(compound, learning, [trial.see[number] for number in percepts])


def _check_stable(compound: Compound, learning: Learning, stimuli: Sequence[Stimulus]) -> Compound:
    """Return the compound of a trial, or refuse it if one settlement would overshoot."""
    cues = compound.to_motor
    step = learning.constants.beta_present * float(
        (cues.x**2 * cues.alpha.max(axis=1, keepdims=True)).sum()
    )
    if step >= 1:
        what = " + ".join(stimulus.name or stimulus.action for stimulus in stimuli) or "the context"
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
