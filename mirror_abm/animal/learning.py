"""How networks learn: one trial, quiet time, a night, growing up - the same for animals at large and in the laboratory.

A :class:`Learning` is one rule with its constants, and no state: what is learned is in the networks. The loop of the compiled
engine says the same over arrays (:mod:`mirror_abm.engine.loop`), in the same arithmetic and order.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ..base.items import Rule
from .constants import Constants
from .network import Array, Cues, Network


@dataclass(frozen=True)
class Timing:
    """The times of the model in ticks, and its tables over integer ticks."""

    per_second: float
    window: int
    simultaneity: int
    kernel: tuple[float, ...]
    fine: tuple[float, ...]
    coarse: tuple[float, ...]

    @classmethod
    def of(cls, constants: Constants, plasticity: float = 1.0) -> Timing:
        """Return the timing that the constants stand for: ``k(dt) = exp(-|dt| / tau)``; salience times ``plasticity``."""
        per_second = 1 / constants.tick
        window = max(1, round(constants.window * per_second))
        rate = 1 - constants.alpha * constants.context_salience * plasticity * constants.beta_absent
        return cls(
            per_second,
            window,
            round(constants.simultaneity * per_second),
            tuple(math.exp(-dt / per_second / constants.tau) for dt in range(window + 1)),
            tuple(math.pow(rate, n / window) for n in range(window)),
            tuple(math.pow(rate, n) for n in range(4096)),
        )

    def quiet(self, ticks: int) -> float:
        """Return ``(1 - alpha_context beta_absent)^n`` with n = ticks / window: what quiet time leaves of the context."""
        windows, rest = divmod(ticks, self.window)
        factor = self.fine[rest]
        while windows >= len(self.coarse):
            factor *= self.coarse[-1]
            windows -= len(self.coarse) - 1
        return factor * self.coarse[windows]


def apply(
    rule: Rule,
    weights: Array,
    associability: Array,
    average: Array,
    index: np.ndarray,
    x: Array,
    alpha: Array,
    outcome: Array,
    beta_present: float,
    beta_absent: float,
    excitatory: bool = False,
) -> None:
    """Change ``weights`` (cues, units) by one trial of ``rule``; the prediction is summed in the order of the cues.

    ``index`` (k,) are the cues of the trial, ``x`` (k, 1) their strengths, ``alpha`` (k, units) their saliences, 0 where no
    synapse is. ``associability`` (cues, units) and ``average`` (units,) change too, if the rule has them.
    """
    w = weights[index]
    a = associability[index] if rule.ASSOCIABILITY is not None else 0.0
    prediction = np.add.reduce(x * w, axis=0)
    shared = rule.error(
        prediction, outcome, beta_present, beta_absent, average if rule.AVERAGE is not None else 0.0
    )
    change = rule.change(w, x, alpha, prediction, outcome, shared, a, beta_present, beta_absent)
    if rule.ASSOCIABILITY is not None:
        associability[index] = rule.associability(a, w, x, alpha, prediction, outcome, shared)
    if rule.AVERAGE is not None:
        average[:] = rule.average(average, prediction, outcome)
    w += change
    if excitatory:
        w[w <= 0.0] = 0.0  # nor -0.0, whose sign numpy.maximum leaves open
    weights[index] = w


@dataclass(frozen=True)
class Learning:
    """A rule, its constants and options.

    ``sounds`` : whether sights are also trials for the sounds that go with them (false where nothing is ever heard);
    ``excitatory`` : weights are clipped at 0; ``plasticity`` : of all synapses now, relative to birth.
    """

    rule: Rule
    constants: Constants
    timing: Timing
    sounds: bool = True
    excitatory: bool = False

    def settle(self, network: Network, cues: Cues, outcome: Array) -> None:
        """Settle one trial: ``cues`` came with acts that excited the motor units by ``outcome`` (n,), in [0, 1]."""
        if not self.rule.PLASTIC:
            return
        constants = self.constants
        apply(
            self.rule,
            network.weights,
            network.associability,
            network.average,
            cues.index,
            cues.x,
            cues.alpha,
            outcome,
            constants.beta_present,
            constants.beta_absent,
            self.excitatory,
        )
        if cues.seen and self.sounds:
            apply(
                self.rule,
                network.sound_weights,
                network.sound_associability,
                network.sound_average,
                cues.sight_index,
                cues.sight_x,
                cues.sight_alpha,
                cues.sound,
                constants.beta_present,
                constants.beta_absent,
                self.excitatory,
            )

    def rest(self, network: Network, ticks: int) -> None:
        """Let quiet time pass: trials of the context alone, without an act."""
        if not self.rule.PLASTIC:
            return
        if self.rule.QUIET == "decays":
            network.weights[-1] *= self.timing.quiet(ticks)
        elif self.rule.QUIET == "trials":
            windows, left = divmod(ticks, self.timing.window)
            for _ in range(windows):
                self._quiet(network, 1.0)
            if left:
                self._quiet(network, left / self.timing.window)

    def _quiet(self, network: Network, part: float) -> None:
        """Let one window of quiet time pass, or a part of one."""
        rule, constants, w = self.rule, self.constants, network.weights[-1]
        a = network.associability[-1] if rule.ASSOCIABILITY is not None else 0.0
        m = network.average if rule.AVERAGE is not None else 0.0
        alpha, none = network.salience[-1] * network.synapse[-1], np.zeros(len(w))
        V = 1.0 * w
        shared = rule.error(V, none, constants.beta_present, constants.beta_absent, m)
        change = rule.change(
            w, 1.0, alpha, V, none, shared, a, constants.beta_present, constants.beta_absent
        )
        if rule.ASSOCIABILITY is not None:
            network.associability[-1] = a + part * (
                rule.associability(a, w, 1.0, alpha, V, none, shared) - a
            )
        if rule.AVERAGE is not None:
            network.average[:] = m + part * (rule.average(m, V, none) - m)
        w += part * change
        if self.excitatory:
            w[w <= 0.0] = 0.0

    def night(self, network: Network) -> None:
        """Let a night pass: see :func:`consolidate`."""
        if self.entrenches:
            consolidate(network.weights, network.slow, self.constants)
            consolidate(network.sound_weights, network.sound_slow, self.constants)

    @property
    def entrenches(self) -> bool:
        """Whether nights consolidate what the days taught."""
        return bool(
            self.rule.PLASTIC
            and (self.constants.entrenchment > 0 or self.constants.overnight_return > 0)
        )


def consolidate(weights: Array, slow: Array, constants: Constants) -> None:
    """Consolidate: a slow weight S follows the fast one, and the fast one falls back towards it, once a night::

        S += entrenchment (W - S)
        W -= overnight_return (W - S)

    So W of a day's training fades in nights, while what many days have taught stays: counter-training of a session changes
    a lifetime's weights for a day, of many days for good. After the two-speed synapses of Fusi, Drew & Abbott 2005, Neuron
    45:599, and consolidation in sleep, Diekelmann & Born 2010, Nat Rev Neurosci 11:114 (both recalled).
    """
    slow += constants.entrenchment * (weights - slow)
    weights -= constants.overnight_return * (weights - slow)


def maturity(constants: Constants, day: int) -> float:
    """Return the plasticity of an animal ``day`` active days old, relative to birth, where there is a sensitive period::

        adult_plasticity + (1 - adult_plasticity) 2^(-day / sensitive_period)

    and 1 without one (``sensitive_period`` = 0).
    """
    if constants.sensitive_period <= 0:
        return 1.0
    adult = constants.adult_plasticity
    return adult + (1 - adult) * math.pow(2.0, -day / constants.sensitive_period)
