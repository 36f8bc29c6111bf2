"""The animal's network: what percepts excite, the two pathways that learn, the response.

Populations: ``visual_other`` (one bank per viewpoint), ``visual_self``, ``auditory`` (the sounds of
others), ``auditory_self`` (one's own), ``context`` (one unit) and ``motor``. With K actions and u
units per action a bank has n = K u units; :mod:`mirror_abm.animal.anatomy` makes them.

Cues are ordered ``visual_other`` (V n), ``visual_self`` (n), ``auditory`` (n), ``auditory_self``
(n), ``context`` (1): C = (V + 3) n + 1. Where one population serves all sounds there is no
``auditory_self``, and C = (V + 2) n + 1. In the laboratory, units that belong to no action stand
before the context: ``neutral``, for what no animal has met before.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from ..base.brief import brief
from ..base.errors import InputError, unknown
from ..sources.contract import AUDITORY_SELF, VISUAL_OTHER, VISUAL_SELF
from .pathway import Array, Compound, Cues, Flags, Pathway
from .percepts import Kinds

__all__ = ["Array", "Flags", "Network", "stimulus"]


@dataclass
class Network:
    """One animal's sensorimotor network.

    Attributes
    ----------
    sight : ndarray of float, shape (V, K, C)
        What the sight of another's act excites, by viewpoint.
    self_sight : ndarray of float, shape (K, C)
        What the sight of one's own act excites.
    sound : ndarray of float, shape (K, C)
        What the sound of another's act excites.
    own_sound : ndarray of float, shape (K, C)
        What the sound of one's own act excites.
    motor : ndarray of float, shape (K, n)
        The motor units active when an act is performed.
    to_motor : Pathway
        From all C cues to the n motor units, ``W``.
    to_sound : Pathway
        From the V n ``visual_other`` cues to the n units for others' sounds, ``Y``.
    salience : ndarray of float, shape (C,)
        Alpha of each cue.
    mediation : float
        How strongly the sound that a sight retrieves drives the motor units, in [0, 1].
    absent : bool
        Whether the rule changes the weights of absent cues, too.
    voices : int
        Populations of units for sounds: 2, or 1 that serves others' sounds and one's own.
    ceiling : float
        The strongest response, excited or inhibited, that is read out; execution is 1.
    """

    sight: Array
    self_sight: Array
    sound: Array
    own_sound: Array
    motor: Array
    to_motor: Pathway
    to_sound: Pathway
    salience: Array
    mediation: float
    absent: bool = False
    voices: int = 2
    ceiling: float = math.inf
    _compounds: dict[tuple[tuple[int, int], ...], Compound] = field(default_factory=dict)

    __repr__ = brief

    def copy(self) -> Network:
        """Return a network of its own that knows the same; both share what percepts excite."""
        to_motor, to_sound = (
            Pathway(*(array.copy() for array in pathway))
            for pathway in (self.to_motor, self.to_sound)
        )
        return replace(
            self,
            to_motor=to_motor,
            to_sound=to_sound,
            salience=self.salience.copy(),
            _compounds={},
        )

    @property
    def weights(self) -> Array:
        """(C, n) weights from cues to motor units, ``W``."""
        return self.to_motor.weights

    @property
    def units(self) -> int:
        """Units n of one bank, and of the motor population."""
        return int(self.motor.shape[1])

    @cached_property
    def kinds(self) -> Kinds:
        """The kinds of percept."""
        return Kinds(self.sight.shape[0], self.voices)

    @property
    def banks(self) -> dict[str, slice]:
        """Where each population stands among the cues."""
        n, first, cues = self.units, self.sight.shape[0] * self.units, len(self.salience)
        sounds = first + (1 + self.voices) * n
        return {
            "visual_other": slice(0, first),
            "visual_self": slice(first, first + n),
            "auditory": slice(first + n, first + 2 * n),
            "auditory_self": slice(first + 2 * n, sounds),
            "neutral": slice(sounds, cues - 1),
            "context": slice(cues - 1, cues),
        }

    def pattern(self, kind: int, action: int) -> Array:
        """Return what a percept excites.

        Parameters
        ----------
        kind : int
            Kind of percept (see :class:`~mirror_abm.animal.percepts.Kinds`).
        action : int
            Number of the action.

        Returns
        -------
        ndarray of float, shape (C,)
            Amplitudes in [0, 1].
        """
        population = self.kinds.population[kind]
        if population == VISUAL_OTHER:
            found: Array = self.sight[kind, action]
        elif population == VISUAL_SELF:
            found = self.self_sight[action]
        else:
            found = self.own_sound[action] if population == AUDITORY_SELF else self.sound[action]
        return found

    def compound(self, percepts: tuple[tuple[int, int], ...]) -> Compound:
        """Return the cues of percepts ``(kind, action)`` of one trial.

        The strongest of each cue counts, and the context.

        Parameters
        ----------
        percepts : tuple of (int, int)
            Kind and action of each percept, sorted.

        Returns
        -------
        Compound
            Kept for the next time, where there are fewer than three percepts.
        """
        known = self._compounds.get(percepts)
        if known is None:
            known = self.present([self.pattern(kind, action) for kind, action in percepts])
            if len(percepts) < 3:
                self._compounds[percepts] = known
        return known

    def present(self, patterns: Sequence[Array]) -> Compound:
        """Return the cues of stimuli that come together: the strongest of each, and the context.

        Parameters
        ----------
        patterns : sequence of ndarray of float, shape (C,)
            Amplitudes of each stimulus.

        Returns
        -------
        Compound
            All C cues under a rule that changes the weights of absent ones.
        """
        x = np.zeros(len(self.salience))
        for pattern in patterns:
            np.maximum(x, pattern, out=x)
        x[-1] = 1.0
        index, banks = np.arange(len(x)) if self.absent else np.flatnonzero(x), self.banks
        sight = index[index < banks["visual_other"].stop]
        return Compound(
            Cues(index, x[index, None], self.salience[index, None] * self.to_motor.synapse[index]),
            Cues(sight, x[sight, None], self.salience[sight, None] * self.to_sound.synapse[sight]),
            x[banks["auditory"]],
            bool((x[sight] > 0).any()),
        )

    def scale(self, plasticity: float, base: Array) -> None:
        """Let all cues have ``plasticity`` times the salience ``base`` from now on."""
        self.salience[:] = base * plasticity
        self.forget_compounds()

    def forget_compounds(self) -> None:
        """Make cues anew when they are next asked for.

        Patterns, synapses or saliences have changed.
        """
        self._compounds.clear()

    def response(self, pattern: Array) -> Array:
        """Return what motor units respond to a stimulus: what drives them, up to execution.

        Parameters
        ----------
        pattern : ndarray of float, shape (..., C)
            Amplitudes of the cues, with visual part v and auditory part a.

        Returns
        -------
        ndarray of float, shape (..., n)
            The drive of :meth:`drive`, held within ``ceiling`` either way: learning is not.
        """
        return np.clip(self.drive(pattern), -self.ceiling, self.ceiling)

    def drive(self, pattern: Array) -> Array:
        """Return what a stimulus drives in the motor units, beyond what the context drives alone.

        Parameters
        ----------
        pattern : ndarray of float, shape (..., C)
            Amplitudes of the cues, with visual part v and auditory part a.

        Returns
        -------
        ndarray of float, shape (..., n)
            ``W_vis v + W_aud a + mediation * W_aud clip(Y v, 0, 1)``, without any ceiling.
        """
        pattern, banks = np.asarray(pattern, dtype=float).copy(), self.banks
        pattern[..., banks["context"]] = 0.0
        direct, seen = np.einsum("...c,cm->...m", pattern, self.weights), banks["visual_other"]
        if not pattern[..., seen].any():  # no sight retrieves a sound
            return np.asarray(direct + 0.0)
        retrieved = np.einsum("...c,cm->...m", pattern[..., seen], self.to_sound.weights)
        chained = np.einsum(
            "...c,cm->...m", np.clip(retrieved, 0.0, 1.0), self.weights[banks["auditory"]]
        )
        return np.asarray(direct + self.mediation * chained)


def stimulus(
    network: Network,
    names: Sequence[str],
    given: str | Sequence[float] | Array,
    view: str | int = "other",
    modality: str = "visual",
) -> Array:
    """Return the pattern of a stimulus.

    An action by name, or any pattern over the units of its population.

    Parameters
    ----------
    network : Network
        The network of the animal that perceives it.
    names : sequence of str
        The actions of its species.
    given : str or sequence of float, shape (n,)
        An action, or amplitudes over the units of the bank (a robot hand, a tool, a colour cue).
    view : str or int
        ``"other"`` (viewpoint 0), ``"self"``, or the number of a viewpoint, from which a sound is
        that of another.
    modality : str
        ``"visual"`` or ``"auditory"``.

    Returns
    -------
    ndarray of float, shape (C,)
        Amplitudes of the cues.

    Raises
    ------
    InputError
        For an unknown name, or amplitudes that are not n finite numbers.
    """
    kind = network.kinds.named(view, modality)
    if isinstance(given, str):
        if given not in names:
            raise unknown("stimulus", given, names)
        return network.pattern(kind, list(names).index(given))
    wanted = f"must be an action's name or {network.units} finite numbers."
    try:
        amplitudes = np.asarray(given, dtype=float)
    except (TypeError, ValueError):
        raise InputError(f"stimulus = {given!r}: {wanted}") from None
    if amplitudes.shape != (network.units,) or not np.isfinite(amplitudes).all():
        raise InputError(f"stimulus of shape {amplitudes.shape}: {wanted}")
    pattern = np.zeros(len(network.salience))
    pattern[kind * network.units : (kind + 1) * network.units] = amplitudes
    return pattern
