"""Responses of motor units read out of a network by a compiled loop, for many recordings.

The same numbers as :meth:`mirror_abm.animal.network.Network.response` to the last bit: each sum
runs over the cues in their order.
"""

from __future__ import annotations

import numpy as np

from ..animal.network import Network
from ..base.first_call import jit
from ..layouts.contract import Floats


def read_out(network: Network, patterns: Floats) -> Floats:
    """Return what motor units respond to each of some stimuli.

    Parameters
    ----------
    network : Network
        The network of an animal.
    patterns : ndarray of float, shape (A, C)
        Amplitudes of the cues; that of the context does not count.

    Returns
    -------
    ndarray of float, shape (A, n)
        As :meth:`~mirror_abm.animal.network.Network.response`.
    """
    banks = network.banks
    seen, heard = banks["visual_other"], banks["auditory"]
    found: Floats = _responses(
        patterns,
        network.weights,
        network.to_sound.weights,
        np.array([seen.stop, heard.start, heard.stop]),
        float(network.mediation),
        float(network.ceiling),
    )
    return found


@jit
def _responses(  # type: ignore[no-untyped-def]
    patterns, weights, to_sound, bounds, mediation, ceiling
):
    """Return the responses, (patterns, units): direct ones, and those by way of a sound."""
    count, cues = patterns.shape
    units = weights.shape[1]
    seen, heard, end = bounds
    found = np.zeros((count, units))
    retrieved, chained = np.zeros(end - heard), np.zeros(units)
    looked = False
    for a in range(count):
        for c in range(seen):
            looked = looked or patterns[a, c] != 0.0
    for a in range(count):
        for c in range(cues - 1):
            strength = patterns[a, c]
            if strength != 0.0:
                for m in range(units):
                    found[a, m] += strength * weights[c, m]
        if looked:
            retrieved[:] = 0.0
            chained[:] = 0.0
            for c in range(seen):
                strength = patterns[a, c]
                if strength != 0.0:
                    for m in range(len(retrieved)):
                        retrieved[m] += strength * to_sound[c, m]
            for c in range(len(retrieved)):
                strength = min(max(retrieved[c], 0.0), 1.0)
                if strength != 0.0:
                    for m in range(units):
                        chained[m] += strength * weights[heard + c, m]
            for m in range(units):
                found[a, m] += mediation * chained[m]
        for m in range(units):
            found[a, m] = min(max(found[a, m], -ceiling), ceiling)
    return found
