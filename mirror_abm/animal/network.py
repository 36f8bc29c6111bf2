"""The animal's network: populations of units, patterns, anatomy, initial weights.

Populations: ``visual_other`` (one bank per viewpoint), ``visual_self``, ``auditory``, ``context`` (one unit) and
``motor``. With K actions and u units per action a bank has n = K u units. In each population an action is coded by a
graded pattern: its own u units at 1, every other unit at an amplitude in [0.2, 0.6] with chance ``overlap_same`` (the
unit's own action uses the same effector) or ``overlap_other``. Which unit is whose is an independent random permutation
in each population of each animal: nothing in the animal says that a visual and a motor pattern belong together.

Cues are ordered ``visual_other`` (V n), ``visual_self`` (n), ``auditory`` (n), ``context`` (1): C = (V + 2) n + 1. In the
laboratory units that belong to no action stand before the context: ``neutral``, for what no animal has met before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ..base.errors import InputError, unknown
from ..base.items import Rule
from ..base.seeds import Word, stream
from .constants import Constants
from .repertoire import Repertoire

Array = np.ndarray[Any, np.dtype[np.float64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass
class Cues:
    """The cues of one compound, as settlement uses them.

    index : (k,) cue numbers, the context last; x : (k, 1) strengths; alpha : (k, n) salience, 0 where no synapse is;
    sight_index, sight_x, sight_alpha : the same of the visual_other cues alone; sound : (n,) pattern heard; seen : whether
    anything of another is seen.
    """

    index: np.ndarray
    x: Array
    alpha: Array
    sight_index: np.ndarray
    sight_x: Array
    sight_alpha: Array
    sound: Array
    seen: bool


@dataclass(frozen=True)
class Birth:
    """What an account gives to a newborn animal.

    visual, auditory : weight at birth from the sight, from the sound of an action to the same action, where a synapse is;
    plasticity : how fast synapses learn, relative to the global rate; nonmatched : the same, of synapses that do not join
    own units of the sight (sound) of an action with own units of it, relative to those that do.
    """

    visual: float = 0.0
    auditory: float = 0.0
    plasticity: float = 1.0
    nonmatched: float = 1.0

    @property
    def scaled(self) -> bool:
        """Whether synapses learn at rates of their own."""
        return self.plasticity != 1 or self.nonmatched != 1


NEWBORN = Birth()


@dataclass
class Network:
    """One animal's sensorimotor network.

    Attributes
    ----------
    sight : (V, K, C) what the sight of another's act from a viewpoint excites; self_sight : (K, C) of one's own act;
    sound : (K, C) its sound; motor : (K, n) what performing it excites.
    synapse : (C, n) and sound_synapse : (V n, n) anatomical masks.
    weights : (C, n) cue -> motor, ``W``; sound_weights : (V n, n) visual_other -> auditory, ``Y``.
    salience : (C,) alpha of each cue. absent : whether the rule changes the weights of absent cues, too.
    associability, sound_associability : as the weights; average, sound_average : (n,); slow, sound_slow : as the weights;
    each (1, 1) or (1,) where the rule or the options have no such thing.
    Where an account scales plasticity, ``synapse`` holds factors instead of flags.
    """

    sight: Array
    self_sight: Array
    sound: Array
    motor: Array
    synapse: Any
    sound_synapse: Any
    weights: Array
    sound_weights: Array
    salience: Array
    mediation: float
    absent: bool = False
    associability: Array = field(default_factory=lambda: np.zeros((1, 1)))
    sound_associability: Array = field(default_factory=lambda: np.zeros((1, 1)))
    average: Array = field(default_factory=lambda: np.zeros(1))
    sound_average: Array = field(default_factory=lambda: np.zeros(1))
    slow: Array = field(default_factory=lambda: np.zeros((1, 1)))
    sound_slow: Array = field(default_factory=lambda: np.zeros((1, 1)))
    _cues: dict[tuple[tuple[int, int], ...], Cues] = field(default_factory=dict)

    @property
    def units(self) -> int:
        """Units n of one bank, and of the motor population."""
        return self.motor.shape[1]

    @property
    def banks(self) -> dict[str, slice]:
        """Where each population stands among the cues."""
        n, first = self.units, self.sight.shape[0] * self.units
        return {
            "visual_other": slice(0, first),
            "visual_self": slice(first, first + n),
            "auditory": slice(first + n, first + 2 * n),
            "neutral": slice(first + 2 * n, len(self.weights) - 1),
            "context": slice(len(self.weights) - 1, len(self.weights)),
        }

    def pattern(self, kind: int, action: int) -> Array:
        """Return (C,) what a percept excites: kind 0 ... V - 1 a viewpoint on another, V one's own act, V + 1 its sound."""
        views = self.sight.shape[0]
        if kind < views:
            return self.sight[kind, action]
        return self.self_sight[action] if kind == views else self.sound[action]

    def cues(self, compound: tuple[tuple[int, int], ...]) -> Cues:
        """Return the cues of a compound of percepts ``(kind, action)``: the strongest of each, and the context."""
        known = self._cues.get(compound)
        if known is None:
            known = self.present([self.pattern(kind, action) for kind, action in compound])
            if len(compound) < 3:
                self._cues[compound] = known
        return known

    def present(self, patterns: Sequence[Array]) -> Cues:
        """Return the cues of stimuli given as patterns over the C cues: the strongest of each, and the context."""
        x = np.zeros(len(self.weights))
        for pattern in patterns:
            np.maximum(x, pattern, out=x)
        x[-1] = 1.0
        index, banks = np.arange(len(x)) if self.absent else np.flatnonzero(x), self.banks
        sight = index[index < banks["visual_other"].stop]
        return Cues(
            index,
            x[index, None],
            self.salience[index, None] * self.synapse[index],
            sight,
            x[sight, None],
            self.salience[sight, None] * self.sound_synapse[sight],
            x[banks["auditory"]],
            bool((x[sight] > 0).any()),
        )

    def scale(self, plasticity: float, base: Array) -> None:
        """Let all cues have ``plasticity`` times the salience ``base`` from now on."""
        self.salience[:] = base * plasticity
        self._cues.clear()

    def response(self, pattern: Array) -> Array:
        """Return (n,) what a stimulus drives in the motor units, beyond what the context drives alone::

            W_vis v + W_aud a + mediation * W_aud clip(Y v, 0, 1)

        with v the visual, a the auditory part of ``pattern`` (C,), which may also be (..., C) -> (..., n).
        """
        pattern, banks = np.asarray(pattern, dtype=float).copy(), self.banks
        pattern[..., banks["context"]] = 0.0
        retrieved = np.einsum(
            "...c,cm->...m", pattern[..., banks["visual_other"]], self.sound_weights
        )
        direct = np.einsum("...c,cm->...m", pattern, self.weights)
        chained = np.einsum(
            "...c,cm->...m", np.clip(retrieved, 0.0, 1.0), self.weights[banks["auditory"]]
        )
        return np.asarray(direct + self.mediation * chained)


def _bank(repertoire: Repertoire, constants: Constants, u: int, rng: np.random.Generator) -> Array:
    """Return (K, K u) the patterns of one bank, units still in the order of their own actions."""
    k = len(repertoire)
    owner = np.repeat(np.arange(k), u)
    effectors = np.array(repertoire.effectors)
    same = effectors[:, None] == effectors[owner][None, :]
    chance, amplitude = rng.random((k, k * u)), 0.2 + 0.4 * rng.random((k, k * u))
    pattern = np.where(
        chance < np.where(same, constants.overlap_same, constants.overlap_other), amplitude, 0.0
    )
    pattern[owner, np.arange(k * u)] = 1.0
    return pattern


def build(
    repertoire: Repertoire,
    constants: Constants,
    birth: Birth,
    seed: int,
    *address: Word,
    rule: Rule | None = None,
) -> Network:
    """Return the network of one newborn animal.

    ``address`` and ``seed`` name its random streams: patterns, anatomy and initial weights each draw from their own, so
    that animals of different accounts are the same animals. ``birth`` is what the account adds; ``rule`` is the rule that
    the network will learn by, which may need more than weights.

    Raises
    ------
    InputError : if ``beta_present * sum(alpha x^2) >= 1`` for one act seen, seen by oneself and heard at once: the
        rule would oscillate.
    """
    k, u, views = len(repertoire), int(constants.units_per_action), int(constants.views)
    n = k * u

    def draw(purpose: str) -> np.random.Generator:
        return stream(seed, *address, "network", purpose)

    rng = draw("patterns")
    order = {name: rng.permutation(n) for name in ("self", "sound", "motor")}
    others = [rng.permutation(n) for _ in range(views)]
    banks = [_bank(repertoire, constants, u, draw(f"sight {view}")) for view in range(views)]
    own, heard, motor = (
        _bank(repertoire, constants, u, draw(name)) for name in ("self", "sound", "motor")
    )
    cues = (views + 2) * n + 1
    sight, self_sight, sound = np.zeros((views, k, cues)), np.zeros((k, cues)), np.zeros((k, cues))
    for view in range(views):
        for bank in range(views):
            turn = min((view - bank) % views, (bank - view) % views)
            sight[view][:, bank * n + others[bank]] = banks[bank] * constants.view_kernel**turn
    owner = np.repeat(np.arange(k), u)
    shared = (draw("shared").random(n) < constants.view_overlap) & np.array(repertoire.visible)[
        owner
    ]
    self_sight[:, views * n + order["self"][~shared]] = own[:, ~shared]
    self_sight[:, others[0][shared]] = own[:, shared]
    sound[:, (views + 1) * n + order["sound"]] = heard
    doing = np.zeros((k, n))
    doing[:, order["motor"]] = motor
    anatomy = draw("anatomy")
    synapse = anatomy.random((cues, n)) < constants.connectivity
    sound_synapse = anatomy.random((views * n, n)) < constants.connectivity
    synapse[-1] = True  # the context stands for many units: it reaches every motor unit
    initial = draw("initial weights")
    weights = synapse * initial.normal(0.0, 1.0, (cues, n)) * constants.initial_sd
    sound_weights = sound_synapse * initial.normal(0.0, 1.0, (views * n, n)) * constants.initial_sd
    matched = _matched(sight, sound, doing)
    weights += synapse * (matched["visual"] * birth.visual + matched["auditory"] * birth.auditory)
    salience = np.full(cues, constants.alpha)
    salience[-1] = constants.alpha * constants.context_salience
    made = Network(
        sight,
        self_sight,
        sound,
        doing,
        synapse,
        sound_synapse,
        weights,
        sound_weights,
        salience,
        constants.mediation,
    )
    _stable(made, constants)
    if birth.scaled:
        factor = (
            np.where(matched["visual"] | matched["auditory"], 1.0, birth.nonmatched)
            * birth.plasticity
        )
        factor[-1] = birth.plasticity
        made.synapse, made.sound_synapse = synapse * factor, sound_synapse * birth.plasticity
    _equip(made, constants, rule)
    return made


def _matched(sight: Array, sound: Array, motor: Array) -> dict[str, Flags]:
    """Return (C, n) which synapses join own units of the sight, of the sound of an action with own motor units of it."""
    doing = (motor == 1.0).astype(float)
    return {
        "visual": (sight == 1.0).any(axis=0).T.astype(float) @ doing > 0,
        "auditory": (sound == 1.0).T.astype(float) @ doing > 0,
    }


def _equip(network: Network, constants: Constants, rule: Rule | None) -> None:
    """Give a newborn network what its rule and the options need beside weights."""
    pairs = (("", network.weights), ("sound_", network.sound_weights))
    if rule is not None:
        network.absent = rule.ABSENT
        if not rule.CONTEXT:
            network.salience[-1] = network.weights[-1] = 0.0
        for prefix, weights in pairs:
            if rule.ASSOCIABILITY is not None:
                setattr(
                    network, f"{prefix}associability", np.full(weights.shape, rule.ASSOCIABILITY)
                )
            if rule.AVERAGE is not None:
                setattr(network, f"{prefix}average", np.full(network.units, rule.AVERAGE))
    if constants.entrenchment > 0 or constants.overnight_return > 0:
        for prefix, weights in pairs:
            setattr(network, f"{prefix}slow", weights.copy())


def _stable(network: Network, constants: Constants) -> None:
    """Refuse a setting in which one settlement overshoots its target."""
    patterns = [
        (network.sight**2 @ network.salience).max(),
        (network.self_sight**2 @ network.salience).max(),
        (network.sound**2 @ network.salience).max(),
        network.salience[-1],
    ]
    step = constants.beta_present * float(sum(patterns))
    if step >= 1:
        raise InputError(
            f"constants: beta_present x sum(alpha x^2) = {step:.3g} for an act seen, seen by oneself and heard "
            "at once: must be below 1, or learning oscillates. Lower alpha, beta_present or units_per_action."
        )


def kind_of(views: int, view: str | int, modality: str) -> int:
    """Return the kind code of a percept: a viewpoint on another, ``views`` for oneself, ``views + 1`` for a sound.

    ``view`` is ``"other"`` (viewpoint 0), ``"self"``, or the number of a viewpoint; it is ignored for sounds.
    """
    if modality not in ("visual", "auditory"):
        raise unknown("modality", modality, ("visual", "auditory"))
    if not (
        view in ("other", "self")
        if isinstance(view, str)
        else type(view) is int and 0 <= view < views
    ):
        raise InputError(
            f"view = {view!r}: must be 'other', 'self', or a viewpoint from 0 to {views - 1}."
        )
    if modality == "auditory":
        return views + 1
    return view if isinstance(view, int) else views if view == "self" else 0


def stimulus(
    network: Network,
    names: Sequence[str],
    given: str | Sequence[float] | Array,
    view: str | int = "other",
    modality: str = "visual",
) -> Array:
    """Return (C,) the pattern of a stimulus: an action by name, or any pattern over the units of its population.

    Parameters
    ----------
    given : an action, or amplitudes over the n units of the bank (a robot hand, a tool, a colour cue).
    view : ``"other"`` (viewpoint 0), ``"self"``, or the number of a viewpoint; ignored for sounds.
    modality : ``"visual"`` or ``"auditory"``.
    """
    kind = kind_of(network.sight.shape[0], view, modality)
    if isinstance(given, str):
        if given not in names:
            raise unknown("stimulus", given, names)
        return network.pattern(kind, list(names).index(given))
    try:
        amplitudes = np.asarray(given, dtype=float)
    except (TypeError, ValueError):
        raise InputError(
            f"stimulus = {given!r}: must be an action's name or {network.units} finite numbers."
        ) from None
    if amplitudes.shape != (network.units,) or not np.isfinite(amplitudes).all():
        raise InputError(
            f"stimulus of shape {amplitudes.shape}: must be an action's name or {network.units} finite numbers."
        )
    pattern = np.zeros(len(network.weights))
    pattern[kind * network.units : (kind + 1) * network.units] = amplitudes
    return pattern
