"""Readiness: how ready an animal is to copy an act that it sees, by its own response to the sight.

The *matched response* m of an act is the noiseless response of the act's own motor units to the
sight of it done by another, the mean over these units and over viewpoints, relative to execution:
what an experimenter could measure, never weights. Readiness is a Hill function of it,::

    q(m) = m^h / (m^h + c^h)    for m > 0, else 0

with the criterion c of the constants, at which q = 1/2, and the steepness h. An animal that does
not respond at all never copies; one that responds as strongly as it executes copies in all but
``c^h / (1 + c^h)`` of the cases, 0.4 % at the defaults. No source gives h: it is assumed, has a
range, and is drawn.
"""

from __future__ import annotations

import numpy as np

from ..base.seeds import quantile
from ..profile.quantity import draw_between
from .declaration import constant
from .network import Array, Network
from .pathway import Ints

#: the steepness h of readiness, declared as the constants are; drawn only where readiness is asked
STEEPNESS = constant(
    4.0,
    "exponent",
    "assumed",
    "how steeply readiness to copy rises with the response around the criterion: from 0.1 to 0.9 "
    "over a ninefold, threefold or 1.7-fold response at 2, 4 and 8",
    2.0,
    8.0,
    (1.0, 64.0),
).metadata
DEFAULT = 4.0  #: the median of the steepness


def drawn_steepness(seed: int, replicate: int, point: bool = False, covering: bool = True) -> float:
    """Return the steepness of readiness in one replicate.

    Parameters
    ----------
    seed, replicate : int
        They name the draw, with a name of its own: no other draw moves.
    point : bool
        Whether the median is taken instead.
    covering : bool
        Whether replicates cover the range evenly (:func:`mirror_abm.base.seeds.quantile`).

    Returns
    -------
    float
        An exponent, log-uniform on either side of the median.

    Examples
    --------
    >>> drawn_steepness(0, 0, point=True)
    4.0
    """
    if point:
        return DEFAULT
    u = quantile(seed, replicate, "culture", "steepness", covering=covering)
    return draw_between(u, DEFAULT, STEEPNESS["low"], STEEPNESS["high"], logarithmic=True)


def readiness(response: Array | float, criterion: float, steepness: float) -> Array:
    """Return how ready an animal is to copy what it responds to.

    Parameters
    ----------
    response : ndarray of float
        Matched responses m, 1 as strong as execution.
    criterion : float
        Response c at which readiness is one half, above 0.
    steepness : float
        Exponent h.

    Returns
    -------
    ndarray of float
        ``m^h / (m^h + c^h)``, in [0, 1); 0 where m is not above 0.

    Examples
    --------
    >>> readiness(0.25, criterion=0.25, steepness=4.0).item()
    0.5
    """
    ratio = np.maximum(np.asarray(response, dtype=float), 0.0) / criterion
    power = ratio**steepness
    return np.asarray(power / (1 + power))


def matched_by_act(network: Network, shown: Ints | None = None) -> Array:
    """Return the matched response of each act, summed in a fixed order.

    Parameters
    ----------
    network : Network
        The animal's network, which is not changed.
    shown : ndarray of int, shape (K,), optional
        Which act the world shows when each is done; each itself if left out.

    Returns
    -------
    ndarray of float, shape (K,)
        Mean over the motor units of each act, and over viewpoints, of what
        :meth:`Network.response` gives. Sums go cue by cue, so that animals of both engines, whose
        weights lie in memory differently, give the same bits.
    """
    views, actions = network.sight.shape[:2]
    sees = np.arange(actions) if shown is None else shown
    found = np.empty(actions)
    for act in range(actions):
        units = np.flatnonzero(network.motor[act] == 1.0)
        parts = [_response(network, network.sight[view, sees[act]], units) for view in range(views)]
        found[act] = np.add.reduce(np.concatenate(parts)) / (views * len(units))
    return found


def _response(network: Network, pattern: Array, units: Ints) -> Array:
    """Return what some motor units respond to a sight, summed cue by cue."""
    banks = network.banks
    cues = np.flatnonzero(pattern[banks["visual_other"]])
    x = pattern[cues, None]
    direct = np.add.reduce(x * network.to_motor.weights[cues][:, units], axis=0)
    heard = np.add.reduce(x * network.to_sound.weights[cues], axis=0)
    heard = np.minimum(np.maximum(heard, 0.0), 1.0)
    from_sounds = network.to_motor.weights[banks["auditory"]][:, units]
    chained = np.add.reduce(heard[:, None] * from_sounds, axis=0)
    drive = direct + network.mediation * chained
    return np.asarray(np.minimum(np.maximum(drive, -network.ceiling), network.ceiling))
