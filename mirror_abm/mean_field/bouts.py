"""Bouts of synchrony: what an animal that takes part, or watches, perceives on each beat."""

from __future__ import annotations

import numpy as np

from ..animal.network import Array
from ..sources.contract import AUDITORY, VISUAL_OTHER
from .perception import Perceiver
from .trials import Bout, Chances, Near, Trials, combine, maybe, percept, union, without_doubles


def partners(ties: Array, p: float) -> tuple[Array, Array]:
    """Return whom an animal looks at on a beat, and who else then takes part.

    Parameters
    ----------
    ties : ndarray, shape (others,)
        The animal's relative ties.
    p : float
        Chance that each other animal takes part.

    Returns
    -------
    look : ndarray, shape (others,)
        P(j is looked at).
    fellows : ndarray, shape (others, others)
        P(k takes part | j is looked at).

    Notes
    -----
    A partner is drawn by tie among those that take part and are tied to the animal::

        P(j) ~ p int w_j exp(-w_j s) prod over k != j of (1 - p + p exp(-w_k s)) ds

    and P(k | j) likewise.
    """
    tied = ties > 0
    steps = np.linspace(-14.0, 8.0, 441)
    times = np.exp(steps)[:, None] / ties[tied].max(initial=1e-300)
    fading = np.exp(-times * ties)
    joining = 1 - p + p * fading
    rest = np.prod(joining, axis=1, keepdims=True) / joining
    density = ties * fading * rest * times  # (S, others) over log time
    look = density.sum(axis=0)
    fellows = (
        np.einsum("sj,sk->jk", density, p * fading / joining)
        / np.where(look > 0, look, 1.0)[:, None]
    )
    np.fill_diagonal(fellows, 1.0)
    return look / look.sum(), fellows


def _witnessed(animal: Perceiver, action: int, acting: Array, seen: Array, heard: Array) -> Chances:
    """Return what is perceived of others who each do an act at once with chances ``acting``."""
    unseen, unheard = float(np.prod(1 - acting * seen)), float(np.prod(1 - acting * heard))
    neither = float(np.prod(1 - acting * (1 - (1 - seen) * (1 - heard))))
    shown, audible = int(animal.shown[action]), bool(animal.supply.audible[action])
    see = percept(VISUAL_OTHER, shown, "watching_others")
    hear = percept(AUDITORY, shown, "sound")
    if not audible:
        return [(1 - unseen, see), (unseen, ())]
    return [
        (1 - unseen - unheard + neither, union(see, hear)),
        (unheard - neither, see),
        (unseen - neither, hear),
        (neither, ()),
    ]


def _counted(animal: Perceiver, action: int, seen: float, heard: float) -> Chances:
    """Return how many sights and sounds of others come, each a percept."""
    shown, audible = int(animal.shown[action]), animal.supply.audible[action]
    return [
        (seen, percept(VISUAL_OTHER, shown, "watching_others")),
        (heard * audible, percept(AUDITORY, shown, "sound")),
    ]


def _with_partner(
    animal: Perceiver, action: int, look: Array, fellows: Array
) -> tuple[Chances, Chances]:
    """Return what is perceived of the others on a beat, by an animal with a tied partner.

    First the compounds with their chances, then how many percepts of each kind come.
    """
    coherence, found = animal.supply.coherence, []
    shown = int(animal.shown[action])
    sight = maybe(1.0, VISUAL_OTHER, shown, "synchrony")
    for who in np.flatnonzero(look):
        for chance, does in ((coherence, 1.0), (1 - coherence, 0.0)):
            now = coherence * fellows[who]
            now[who] = does
            rest = _witnessed(animal, action, now, animal.seen, animal.heard)
            found += [
                (p * chance * look[who], percepts)
                for p, percepts in (combine(sight, rest) if does else rest)
            ]
    acting = coherence * (look @ fellows)
    watched = float((acting - coherence * look) @ animal.seen)
    return combine(found), [
        (coherence, percept(VISUAL_OTHER, shown, "synchrony")),
        *_counted(animal, action, watched, float(acting @ animal.heard)),
    ]


def _taking_part(
    animal: Perceiver, action: int, rate: float, met: Chances, counted: Chances
) -> tuple[Bout, float]:
    """Return the bouts that the animal joins, and how many of its acts in them lie near no percept.

    ``met`` are the compounds of the others' acts on a beat, ``counted`` how many percepts of them
    come.
    """
    coherence, beats = animal.supply.coherence, animal.supply.beats
    trials, percepts, unseen = [], [], 0.0
    own = animal.of_own(action)
    doing = combine(own, met)
    blank, idle = (sum(p for p, found in chances if not found) for chances in (doing, met))
    for beat in range(beats):
        others: Near = tuple(
            ((coherence, action, animal.timeline.lag(beat, other)),)
            for other in animal.timeline.near(beat)
        )
        acted: Near = (((1.0, action, 0),), *others)
        for chance, near, compounds, singly in (
            (coherence, acted, doing, [*counted, *own]),
            (1 - coherence, others, met, counted),
        ):
            trials += [Trials(chance * p / beats, found, near) for p, found in compounds]
            percepts += [Trials(chance * p / beats, found, near) for p, found in singly]
        unseen += (
            rate * coherence * blank * (coherence * blank + (1 - coherence) * idle) ** len(others)
        )
    return Bout(rate, beats, without_doubles(trials), without_doubles(percepts)), unseen


def _watched(animal: Perceiver, action: int, rate: float, acting: Array) -> Bout:
    """Return the bouts that the animal only watches; ``acting`` chances of others' acts a beat."""
    compounds = _witnessed(animal, action, acting, animal.seen, animal.heard)
    counted = _counted(animal, action, float(acting @ animal.seen), float(acting @ animal.heard))
    return Bout(
        rate,
        animal.supply.beats,
        without_doubles([Trials(chance, percepts, ()) for chance, percepts in compounds]),
        [Trials(count, percepts, ()) for count, percepts in counted if count > 0],
    )


def synchrony(animal: Perceiver) -> tuple[list[Bout], Array, Array]:
    """Return the bouts of synchrony that an animal meets.

    Parameters
    ----------
    animal : Perceiver
        The animal in its group.

    Returns
    -------
    bouts : list of Bout
        Bouts that it joins or watches.
    joined : ndarray, shape (K,)
        How many it joins per active hour, by action.
    unseen : ndarray, shape (K,)
        Its acts in them that lie near no percept.
    """
    supply, size = animal.supply, len(animal.mine) + 1
    rate, p = animal.on("synchrony", supply.bout_rate), supply.participation
    none = np.zeros(len(supply.action_rate))
    if size < 2 or rate <= 0 or p <= 0 or not supply.synchronous.any():
        return [], none, none
    share = rate * supply.synchronous / supply.synchronous.sum()
    joined = 1 - (1 - p) ** (size - 1)
    tied = 1 - (1 - p) ** int((animal.mine > 0).sum())
    partnered = tied / joined
    company = partners(animal.mine, p) if tied else (none, none)
    two = joined - (size - 1) * p * (1 - p) ** (size - 2)
    acting = np.full(
        size - 1, supply.coherence * p * (1 - (1 - p) ** (size - 2)) / two if two > 0 else 0.0
    )
    found, unseen = [], none.copy()
    for action in np.flatnonzero(share).tolist():
        nobody: tuple[Chances, Chances] = ([(1.0, ())], [])
        for part, met in (
            (partnered, _with_partner(animal, action, *company) if tied else nobody),
            (1 - partnered, nobody),
        ):
            if part > 1e-12:
                bout, far = _taking_part(animal, action, share[action] * part, *met)
                found.append(bout)
                unseen[action] += far
        watching = share[action] * (1 - p) * two / (p * joined)
        found.append(_watched(animal, action, watching, acting))
    return found, share, unseen
