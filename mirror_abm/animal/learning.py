"""How networks learn: one trial, an intertrial interval, a night, growing up.

The same for animals at large and in the laboratory.

A :class:`Learning` is one rule with its constants, and no state: what is learned is in the
networks. The loop of the compiled engine says the same over arrays (:mod:`mirror_abm.engine.loop`),
in the same arithmetic and order.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from ..base.brief import brief
from ..base.items import Rule
from .constants import Constants
from .network import Network
from .pathway import Array, Compound, Cues, Pathway
from .timing import Timing


def apply(
    rule: Rule,
    pathway: Pathway,
    cues: Cues,
    outcome: Array,
    beta_present: float | Array,
    beta_absent: float | Array,
    excitatory: bool = False,
    bound: float = Constants.weight_bound,
) -> None:
    """Change a pathway by one trial of ``rule``; the prediction is summed in the order of the cues.

    Parameters
    ----------
    rule : module
        A learning rule of the shelf ``rules``.
    pathway : Pathway
        Its weights, and its associability and average if the rule has them, are changed in place.
    cues : Cues
        What is present in the trial.
    outcome : ndarray of float, shape (n,)
        What the units are driven to, in [0, 1].
    beta_present, beta_absent : float or ndarray of float, shape (n,)
        Learning rates where the outcome occurs and where it does not.
    excitatory : bool
        Whether weights are clipped at 0.
    bound : float
        Within which the weights of a rule that asks for it are held.
    """
    index, x, alpha = cues
    w = pathway.weights[index]
    a = pathway.associability[index] if rule.ASSOCIABILITY is not None else 0.0
    m = pathway.average if rule.AVERAGE is not None else 0.0
    prediction = np.add.reduce(x * w, axis=0)
    shared = rule.error(prediction, outcome, beta_present, beta_absent, m)
    change = rule.change(w, x, alpha, prediction, outcome, shared, a, beta_present, beta_absent)
    if rule.ASSOCIABILITY is not None:
        pathway.associability[index] = rule.associability(
            a, w, x, alpha, prediction, outcome, shared
        )
    if rule.AVERAGE is not None:
        pathway.average[:] = rule.average(m, prediction, outcome)
    w += change
    if rule.BOUNDED:
        w = np.minimum(np.maximum(w, -bound), bound)
    if excitatory:
        w[w <= 0.0] = 0.0  # nor -0.0, whose sign numpy.maximum leaves open
    pathway.weights[index] = w


class Learner(Protocol):
    """What has the two pathways: a network, or the arrays of a group."""

    @property
    def to_motor(self) -> Pathway:
        """From cues to motor units."""

    @property
    def to_sound(self) -> Pathway:
        """From the sight of others to sounds."""


@dataclass(frozen=True)
class Learning:
    """A rule, its constants and options.

    The learning rates among the constants are those of this rule, which may be scaled for its speed
    (:mod:`mirror_abm.conditioning.acquisition_rate`).

    ``sounds`` : whether sights are also trials for the sounds that go with them (false where
    nothing is ever heard); ``excitatory`` : weights are clipped at 0; ``plasticity`` : of all
    synapses now; ``salience`` : of all cues now, relative to an attended stimulus of the
    laboratory, where it is 1.
    """

    rule: Rule
    constants: Constants
    timing: Timing
    sounds: bool = True
    excitatory: bool = False
    plasticity: float = 1.0
    salience: float = 1.0

    __repr__ = brief

    @classmethod
    def newborn(
        cls, rule: Rule, constants: Constants, plasticity: float = 1.0, lapse: float = 1.0
    ) -> Learning:
        """Return how a newborn learns in ordinary life.

        Parameters
        ----------
        rule : module
            A learning rule of the shelf ``rules``.
        constants : Constants
            Global constants; every alpha is multiplied by ``incidental_salience``.
        plasticity : float
            Of all synapses at birth.
        lapse : float
            Days of age that a simulated day stands for; it multiplies every alpha, too.

        Returns
        -------
        Learning
            With its times.
        """
        pace = constants.incidental_salience * lapse
        timing = Timing.of(constants, plasticity * pace)
        return cls(rule, constants, timing, plasticity=plasticity, salience=pace)

    def at(self, salience: float, plasticity: float | None = None) -> Learning:
        """Return the same learning where cues are as salient as told.

        Parameters
        ----------
        salience : float
            What multiplies every alpha: 1 in the laboratory, ``incidental_salience`` in ordinary
            life, that times the lapse where life is lived in time-lapse.
        plasticity : float, optional
            Of all synapses; as it is now if left out.

        Returns
        -------
        Learning
            With the tables of :class:`Timing` that follow. What networks hold of their cues'
            salience is theirs: see :meth:`Network.scale`.
        """
        own = self.plasticity if plasticity is None else plasticity
        timing = Timing.of(self.constants, own * salience)
        return replace(self, timing=timing, plasticity=own, salience=salience)

    def contiguity(self, ticks: int) -> float:
        """Return how much an act counts in the outcome of a trial.

        Parameters
        ----------
        ticks : int
            Ticks from the opening of the trial to the act, negative if the act came first; within
            the window.

        Returns
        -------
        float
            ``k(dt)``, times ``backward_efficacy`` if the act came first, ``forward_efficacy`` if it
            came after.
        """
        constants, strength = self.constants, self.timing.kernel[abs(ticks)]
        if ticks == 0:
            return strength
        return strength * (constants.backward_efficacy if ticks < 0 else constants.forward_efficacy)

    def settle(self, network: Network, compound: Compound, outcome: Array) -> None:
        """Settle one trial.

        Parameters
        ----------
        network : Network
            What learns.
        compound : Compound
            What was perceived.
        outcome : ndarray of float, shape (n,)
            What the acts in the window excited in the motor units, in [0, 1].
        """
        if not self.rule.PLASTIC:
            return
        constants = self.constants
        betas = constants.beta_present, constants.beta_absent
        limits = self.excitatory, constants.weight_bound
        apply(self.rule, network.to_motor, compound.to_motor, outcome, *betas, *limits)
        if compound.seen and self.sounds:
            apply(
                self.rule,
                network.to_sound,
                compound.to_sound,
                compound.heard,
                *betas,
                *limits,
            )

    def rest(self, network: Network, ticks: int) -> None:
        """Let an intertrial interval of ``ticks`` pass.

        Trials of the context alone, without an act.
        """
        if not self.rule.PLASTIC:
            return
        if self.rule.QUIET == "decays":
            network.weights[-1] *= self.timing.decay(ticks)
        elif self.rule.QUIET == "trials":
            windows, left = divmod(ticks, self.timing.window)
            for _ in range(windows):
                self._context_alone(network, 1.0)
            if left:
                self._context_alone(network, left / self.timing.window)

    def _context_alone(self, network: Network, part: float) -> None:
        """Let one window of an intertrial interval pass, or a part of one."""
        rule, pathway = self.rule, network.to_motor
        betas, w = (self.constants.beta_present, self.constants.beta_absent), pathway.weights[-1]
        a = pathway.associability[-1] if rule.ASSOCIABILITY is not None else 0.0
        m = pathway.average if rule.AVERAGE is not None else 0.0
        alpha, none = network.salience[-1] * pathway.synapse[-1], np.zeros(len(w))
        V = 1.0 * w
        shared = rule.error(V, none, *betas, m)
        change = rule.change(w, 1.0, alpha, V, none, shared, a, *betas)
        if rule.ASSOCIABILITY is not None:
            pathway.associability[-1] = a + part * (
                rule.associability(a, w, 1.0, alpha, V, none, shared) - a
            )
        if rule.AVERAGE is not None:
            pathway.average[:] = m + part * (rule.average(m, V, none) - m)
        w += part * change
        if rule.BOUNDED:
            bound = self.constants.weight_bound
            w[:] = np.minimum(np.maximum(w, -bound), bound)
        if self.excitatory:
            w[w <= 0.0] = 0.0

    def night(self, learner: Learner, nights: float = 1.0) -> None:
        """Let nights pass for an animal, or for a group as arrays: see :func:`consolidate`."""
        if self.entrenches:
            consolidate(learner.to_motor, self.constants, nights)
            consolidate(learner.to_sound, self.constants, nights)

    def saliences(self, network: Network) -> Array:
        """Return (C,) the saliences of the cues of a newborn's network in the laboratory."""
        base = np.full(len(network.salience), self.constants.alpha)
        base[-1] = self.constants.alpha * self.constants.context_salience * self.rule.CONTEXT
        return base

    @property
    def entrenches(self) -> bool:
        """Whether nights consolidate what the days taught."""
        return bool(
            self.rule.PLASTIC
            and (self.constants.entrenchment > 0 or self.constants.overnight_return > 0)
        )


def consolidate(pathway: Pathway, constants: Constants, nights: float = 1.0) -> None:
    """Consolidate: once a night slow weights follow the fast ones, which fall back.

    With S the slow and W the fast weight::

        S += entrenchment (W - S)
        W -= overnight_return (W - S)

    So W of a day's training fades in nights, while what many days have taught stays:
    counter-training of a session changes a lifetime's weights for a day, of many days for good.
    Of several nights without a day between them, as in time-lapse, d = W - S is left with
    ``q^nights d`` where ``q = (1 - entrenchment) (1 - overnight_return)``, and S has come nearer by
    ``entrenchment d (1 - q^nights) / (1 - q)``.

    After the two-speed synapses of Fusi, Drew & Abbott 2005, Neuron 45:599, and consolidation in
    sleep, Diekelmann & Born 2010, Nat Rev Neurosci 11:114 (both recalled).
    """
    weights, slow = pathway.weights, pathway.slow
    if nights == 1.0:
        slow += constants.entrenchment * (weights - slow)
        weights -= constants.overnight_return * (weights - slow)
        return
    left = (1 - constants.entrenchment) * (1 - constants.overnight_return)
    after = math.pow(left, nights)
    apart = weights - slow
    slow += apart * (constants.entrenchment * (1 - after) / (1 - left))
    weights[:] = slow + apart * after


def maturity(constants: Constants, day: int) -> float:
    """Return the plasticity of an animal that is ``day`` days old, relative to birth.

    Where there is a sensitive period it is::

        adult_plasticity + (1 - adult_plasticity) 2^(-day / sensitive_period)

    and 1 without one (``sensitive_period`` = 0).
    """
    if constants.sensitive_period <= 0:
        return 1.0
    adult = constants.adult_plasticity
    return adult + (1 - adult) * math.pow(2.0, -day / constants.sensitive_period)
