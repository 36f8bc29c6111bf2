"""How a newborn's network is made: patterns, anatomy, initial weights.

In each population an action is coded by a graded pattern: its own u units at 1, every other unit at
an amplitude in [0.2, 0.6] with chance ``overlap_same`` (the unit's own action uses the same
effector) or ``overlap_other``. Which unit belongs to which action is an independent random
permutation in each population of each animal: nothing in the animal says that a visual and a motor
pattern belong together.

The units for oneself overlap with those for others. A unit for the sight of another's visible act
is *shared* with chance ``view_overlap``: it takes the place of its counterpart when the animal sees
itself. A unit for others' sounds is shared with chance ``voice_overlap``: it takes the place of its
counterpart, tuned as it is, when the animal hears itself. So at ``voice_overlap`` = 1 one
population serves all sounds.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..base.errors import InputError
from ..base.items import Rule
from ..base.seeds import Word, stream
from .birth import Birth, ByAction
from .constants import Constants
from .network import Network
from .pathway import Array, Flags, Ints, Pathway
from .repertoire import Repertoire

Draw = Callable[[str], np.random.Generator]


def build(
    repertoire: Repertoire,
    constants: Constants,
    birth: Birth,
    seed: int,
    *address: Word,
    rule: Rule | None = None,
) -> Network:
    """Return the network of one newborn animal.

    Patterns, anatomy and initial weights each draw from a random stream of their own, so that
    animals of different accounts are the same animals.

    Parameters
    ----------
    repertoire : Repertoire
        The K actions of its species.
    constants : Constants
        Sizes, chances, saliences.
    birth : Birth
        What the account adds.
    seed : int
        With ``address``, names the random streams.
    *address : int or str
        Replicate, species, group and number of the animal.
    rule : module, optional
        The rule that the network will learn by, which may need more than weights.

    Returns
    -------
    Network
        With ``C = (V + 3) n + 1`` cues, or ``(V + 2) n + 1`` where one population serves all
        sounds, and ``n = K u`` motor units.

    Raises
    ------
    InputError
        If ``beta_present * sum(alpha x^2) >= 1`` for one act seen, seen by oneself and heard at
        once: the rule would oscillate.
    """
    k, u, views = len(repertoire), int(constants.units_per_action), int(constants.views)
    n, voices = k * u, repertoire.voices(constants)

    def draw(purpose: str) -> np.random.Generator:
        return stream(seed, *address, "network", purpose)

    sight, self_sight, sound, own_sound, motor = _patterns(repertoire, constants, voices, draw)
    synapse, sound_synapse = _synapses(constants, views, n, voices, draw)
    cues = len(synapse)
    weights, sound_weights = (
        there * spread * constants.initial_sd
        for there, spread in zip(
            (synapse, sound_synapse), _initial(views, n, voices, draw), strict=True
        )
    )
    matched = _matched(sight, sound, motor)
    weights += synapse * (
        _built_in(matched["visual"], motor, birth.visual)
        + _built_in(matched["auditory"], motor, birth.auditory)
    )
    salience = np.full(cues, constants.alpha)
    salience[-1] = constants.alpha * constants.context_salience
    _stable((sight, self_sight, np.stack([sound, own_sound])), salience, constants)
    if rule is not None and not rule.CONTEXT:
        salience[-1] = weights[-1] = 0.0
    rates, sound_rates = _rates(synapse, sound_synapse, matched, motor, birth)
    slow = constants.entrenchment > 0 or constants.overnight_return > 0
    return Network(
        sight,
        self_sight,
        sound,
        own_sound,
        motor,
        Pathway.newborn(weights, rates, rule, slow),
        Pathway.newborn(sound_weights, sound_rates, rule, slow),
        salience,
        constants.mediation,
        rule is not None and rule.ABSENT,
        voices,
        constants.drive_ceiling,
    )


def of_units(motor: Array, by_action: ByAction) -> float | Array:
    """Return what holds for each motor unit.

    Parameters
    ----------
    motor : ndarray, shape (K, n)
        Motor patterns.
    by_action : float or tuple of float
        One number for all actions, or one for each.

    Returns
    -------
    float or ndarray of shape (n,)
        The number of the unit's own action; the one number where there is one.
    """
    if isinstance(by_action, tuple):
        values: Array = np.asarray(by_action)[np.argmax(motor == 1.0, axis=0)]
        return values
    return by_action


def _built_in(matched: Flags, motor: Array, by_action: ByAction) -> Array:
    """Return (C, n) what matching synapses have at birth."""
    return np.asarray(matched * of_units(motor, by_action))


def _rates(
    synapse: Flags, sound_synapse: Flags, matched: dict[str, Flags], motor: Array, birth: Birth
) -> tuple[Any, Any]:
    """Return how fast each synapse learns, where there is one: as it is at birth."""
    if not birth.scaled:
        return synapse, sound_synapse
    joins = matched["visual"] | matched["auditory"]
    sounds = len(sound_synapse) + motor.shape[1]  # the first cue that is no sight
    slowed = np.ones(synapse.shape)
    slowed[:sounds] = of_units(motor, birth.nonmatched)
    slowed[sounds:] = of_units(motor, birth.nonmatched_sound)
    factor = np.where(joins, 1.0, slowed) * birth.plasticity
    factor[-1] = birth.plasticity
    return synapse * factor, sound_synapse * birth.plasticity


def _synapses(
    constants: Constants, views: int, n: int, voices: int, draw: Draw
) -> tuple[Flags, Flags]:
    """Return (C, n) and (V n, n) where synapses to motor units, and to sounds, exist."""
    rng, chance = draw("anatomy"), constants.connectivity
    synapse = rng.random(((views + 2) * n + 1, n)) < chance
    sound_synapse = rng.random((views * n, n)) < chance
    if voices == 2:  # units for the animal's own sounds, from a stream of their own
        more = draw("anatomy of own voice").random((n, n)) < chance
        synapse = np.concatenate([synapse[:-1], more, synapse[-1:]])
    synapse[-1] = True  # the context stands for many units: it reaches every motor unit
    return synapse, sound_synapse


def _initial(views: int, n: int, voices: int, draw: Draw) -> tuple[Array, Array]:
    """Return (C, n) and (V n, n) standard normal numbers for the initial weights."""
    rng = draw("initial weights")
    spread = rng.normal(0.0, 1.0, ((views + 2) * n + 1, n))
    sound_spread = rng.normal(0.0, 1.0, (views * n, n))
    if voices == 2:
        more = draw("initial weights of own voice").normal(0.0, 1.0, (n, n))
        spread = np.concatenate([spread[:-1], more, spread[-1:]])
    return spread, sound_spread


def _patterns(
    repertoire: Repertoire, constants: Constants, voices: int, draw: Draw
) -> tuple[Array, Array, Array, Array, Array]:
    """Return (V, K, C) sights, (K, C) own sights, sounds and own sounds, (K, n) motor patterns."""
    k, u, views = len(repertoire), int(constants.units_per_action), int(constants.views)
    n, rng = k * u, draw("patterns")
    order = {name: rng.permutation(n) for name in ("self", "sound", "motor")}
    others = [rng.permutation(n) for _ in range(views)]
    banks = [_bank(repertoire, constants, u, draw(f"sight {view}")) for view in range(views)]
    own, heard, doing = (
        _bank(repertoire, constants, u, draw(name)) for name in ("self", "sound", "motor")
    )
    cues = (views + 1 + voices) * n + 1
    sight, self_sight, sound = np.zeros((views, k, cues)), np.zeros((k, cues)), np.zeros((k, cues))
    for view in range(views):
        for bank in range(views):
            turn = min((view - bank) % views, (bank - view) % views)
            sight[view][:, bank * n + others[bank]] = banks[bank] * constants.view_kernel**turn
    visible = np.array(repertoire.visible)[np.repeat(np.arange(k), u)]
    shared = (draw("shared").random(n) < constants.view_overlap) & visible
    self_sight[:, views * n + order["self"][~shared]] = own[:, ~shared]
    self_sight[:, others[0][shared]] = own[:, shared]
    sound[:, (views + 1) * n + order["sound"]] = heard
    own_sound = sound.copy()
    if voices == 2:
        _give_voice(repertoire, constants, own_sound, (views + 1) * n + order["sound"], draw)
    motor = np.zeros((k, n))
    motor[:, order["motor"]] = doing
    return sight, self_sight, sound, own_sound, motor


def _give_voice(
    repertoire: Repertoire, constants: Constants, own_sound: Array, place: Ints, draw: Draw
) -> None:
    """Move what is not shared of ``own_sound``, so far the (K, C) sounds of others, to a new bank.

    ``place`` holds the cues of the bank for others, in the order of their own actions.
    """
    n = len(place)
    bank = _bank(repertoire, constants, int(constants.units_per_action), draw("own voice"))
    apart = draw("shared voice").random(n) >= constants.voice_overlap
    own_place = own_sound.shape[1] - 1 - n + draw("order of own voice").permutation(n)
    own_sound[:, place[apart]] = 0.0
    own_sound[:, own_place[apart]] = bank[:, apart]


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


def _matched(sight: Array, sound: Array, motor: Array) -> dict[str, Flags]:
    """Return (C, n) which synapses join own sensory and own motor units of an action."""
    doing = (motor == 1.0).astype(float)
    return {
        "visual": (sight == 1.0).any(axis=0).T.astype(float) @ doing > 0,
        "auditory": (sound == 1.0).T.astype(float) @ doing > 0,
    }


def _stable(patterns: tuple[Array, ...], salience: Array, constants: Constants) -> None:
    """Refuse a setting in which one settlement overshoots its target."""
    strongest = [(pattern**2 @ salience).max() for pattern in patterns]
    step = constants.beta_present * float(sum([*strongest, salience[-1]]))
    if step >= 1:
        raise InputError(
            f"constants: beta_present x sum(alpha x^2) = {step:.3g} for an act seen, seen by "
            "oneself and heard at once: must be below 1, or learning oscillates. Lower "
            "alpha, beta_present or units_per_action."
        )
