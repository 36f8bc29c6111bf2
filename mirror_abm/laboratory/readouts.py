"""From what a sight drives in the motor units to what a laboratory reads off: reaction times, and evoked potentials over time.

Two small models of the apparatus, the same for all species, accounts and experiments. They turn drives into the units of the
papers; no published order depends on their numbers, only on their monotony.
"""

from __future__ import annotations

import math

NONDECISION = 200.0  #: ms before the response units receive anything; assumed
TIME_CONSTANT = 200.0  #: ms, of the response units; assumed
INHIBITION = 0.5  #: between the two responses; assumed
LEARNED = (
    0.3  #: input of the learned route, per unit of drive; that of the task route is 1; assumed
)
LEAD = 0.6  #: of the instructed response over the other, at which it is given; assumed

ONSET, RISE = (
    150.0,
    50.0,
)  #: ms after the onset of the movement at which the muscle is first facilitated; its time constant
LATE, WIDTH = (
    290.0,
    12.0,
)  #: ms at which the recent (fast) weights take over from the entrenched (slow) ones; how sharply


def race(instructed: float, other: float) -> float:
    """Return the reaction time, in ms, of the instructed of two responses, which the stimulus drives by these amounts.

    Interactive activation of two response units (after Cooper, Catmur & Heyes 2013, reduced to the two responses), each of which
    leaks and inhibits the other::

        T da_i/dt = - a_i + task_i + 0.3 drive_i - 0.5 a_j

    The instructed response, which the task route feeds, is given when it leads by 0.6. The lead d = a_i - a_j obeys
    T dd/dt = I - d / 2, I = 1 + 0.3 (drive_i - drive_j), so that::

        RT = 200 ms - 2 T ln(1 - 0.6 / (2 I))

    The difference of the drives is held within [-2, 2], where execution drives by 1: reaction times stay finite. The cost of
    incompatible stimuli is then a monotone function of the difference of the drives alone: an order of costs is an order of what
    was learned, and not of how the apparatus bends.
    """
    leak = 1.0 - INHIBITION
    drive = 1.0 + LEARNED * max(-2.0, min(2.0, instructed - other))
    return NONDECISION - TIME_CONSTANT / leak * math.log(1.0 - LEAD * leak / drive)


def facilitation(fast: float, slow: float, at: float) -> float:
    """Return how much the muscle is facilitated ``at`` ms after the onset of the movement seen, relative to its execution::

        (1 - exp(-(t - 150) / 50)) ((1 - g) slow + g fast),    g = 1 / (1 + exp(-(t - 290) / 12))

    and 0 before 150 ms: early by what is entrenched, later by all that was learned. Without entrenchment both are the same. The
    time at which one takes over from the other lies between the 250 ms and 320 ms of Barchiesi & Cattaneo 2013, and was put
    there for them: no row that rests on it is a test of the times.
    """
    if at <= ONSET:
        return 0.0
    g = 1.0 / (1.0 + math.exp(-(at - LATE) / WIDTH))
    return (1.0 - math.exp(-(at - ONSET) / RISE)) * ((1.0 - g) * slow + g * fast)
