"""Phases of trials -> settlements: what an experiment prescribes, taught to one network by the engine's own learning."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from ..animal.learning import Learning
from ..animal.network import Array, Network
from ..animal.pathway import Compound
from ..base.errors import InputError
from ..engine import arrays, compiled
from ..experiments.contract import Phase, Trial


class Course(NamedTuple):
    """Trials in order: compound ``stimulus[t]`` of ``compounds`` is settled with ``outcomes[doing[t]]``."""

    compounds: list[Compound]
    outcomes: Array
    stimulus: np.ndarray
    doing: np.ndarray


def outcome(learning: Learning, motor: Array, trial: Trial, acts: Sequence[int]) -> Array:
    """Return (n,) what the acts of a trial make of its outcome: ``max over acts of pattern_i k(delay)``.

    An act before the stimulus counts ``backward_efficacy`` times as much. An act alone is at its own time: k = 1.
    """
    timing, strength = learning.timing, 1.0
    if trial.see:
        ticks = round(trial.delay * timing.per_second)
        strength = timing.kernel[abs(ticks)] if abs(ticks) <= timing.window else 0.0
        strength *= learning.constants.backward_efficacy if ticks < 0 else 1.0
    found = np.zeros(motor.shape[1])
    for act in acts:
        np.maximum(found, motor[act] * strength, out=found)
    return found


def course(
    network: Network,
    learning: Learning,
    phase: Phase,
    patterns: dict[Trial, list[Array]],
    acts: dict[Trial, list[int]],
    rng: np.random.Generator,
) -> Course:
    """Return the trials of ``phase`` in an order drawn by ``rng``, as cues and outcomes.

    An act further from its stimulus than the window is a trial of the context of its own, as the engine would have it.
    """
    compounds, outcomes, kinds = [], [np.zeros(network.units)], []
    for trial in phase.trials:
        compounds.append(_stable(network.present(patterns[trial]), learning, trial))
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
    pairs = pairs[(pairs[:, 0] >= 0) & np.repeat(np.ones(len(which), bool), 2)]
    return Course(
        compounds, np.array(outcomes), pairs[:, 0].astype(np.int64), pairs[:, 1].astype(np.int64)
    )


def _stable(compound: Compound, learning: Learning, trial: Trial) -> Compound:
    """Refuse a compound in which one settlement overshoots its target."""
    cues = compound.to_motor
    step = learning.constants.beta_present * float(
        (cues.x**2 * cues.alpha.max(axis=1, keepdims=True)).sum()
    )
    if step >= 1:
        what = (
            " + ".join(stimulus.name or stimulus.action for stimulus in trial.see) or "the context"
        )
        raise InputError(
            f"trial with {what}: beta_present x sum(alpha x^2) = {step:.3g}: must be below 1, or learning "
            "oscillates. Lower the salience of the stimuli."
        )
    return compound


def settle(network: Network, learning: Learning, given: Course, pause: float = 0.0) -> None:
    """Settle the trials one by one, each followed by ``pause`` seconds of quiet time: the readable way."""
    ticks = round(pause * learning.timing.per_second)
    for stimulus, doing in zip(given.stimulus, given.doing, strict=True):
        learning.settle(network, given.compounds[stimulus], given.outcomes[doing])
        if ticks:
            learning.rest(network, ticks)


@cache
def _trainer(rule: str) -> Callable[..., None]:
    """Return the compiled trainer of ``rule``: its key is made of the text of the engine, once a process."""
    return compiled.trainer(rule)


def settle_compiled(network: Network, learning: Learning, rule: str, given: Course) -> None:
    """Settle the trials as :func:`settle` does without pauses, bit for bit, in the compiled engine."""
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


def check(phase: Phase, where: str) -> None:
    """Refuse trials that cannot be: counts, delays and probabilities out of bounds, trials in which nothing happens."""
    for trial in phase.trials:
        if (
            isinstance(trial.times, bool)
            or not isinstance(trial.times, int)
            or not 0 <= trial.times <= 1_000_000
        ):
            raise InputError(
                f"{where} times = {trial.times!r}: must be a whole number from 0 to 1000000."
            )
        if not (
            isinstance(trial.delay, (int, float))
            and math.isfinite(trial.delay)
            and abs(trial.delay) <= 3600
        ):
            raise InputError(f"{where} delay = {trial.delay!r}: must be seconds within an hour.")
        if not (isinstance(trial.probability, (int, float)) and 0 <= trial.probability <= 1):
            raise InputError(f"{where} probability = {trial.probability!r}: must lie in [0, 1].")
        if not trial.see and not trial.do:
            raise InputError(f"{where} trial({trial.times}): must see or do something.")
    if (
        isinstance(phase.nights, bool)
        or not isinstance(phase.nights, int)
        or not 0 <= phase.nights <= 100_000
    ):
        raise InputError(
            f"{where} nights = {phase.nights!r}: must be a whole number from 0 to 100000."
        )
    if not (isinstance(phase.days, (int, float)) and 0 <= phase.days <= 1000):
        raise InputError(f"{where} days = {phase.days!r}: must be active days from 0 to 1000.")
    if not (isinstance(phase.pause, (int, float)) and 0 <= phase.pause <= 86_400):
        raise InputError(f"{where} pause = {phase.pause!r}: must be seconds from 0 to 86400.")
