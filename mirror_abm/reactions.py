"""From what a sight drives in the motor units to what a laboratory reads off: reaction times, and evoked potentials over time.

Two small models of the apparatus, the same for all species, accounts and experiments. They turn drives into the units of the
papers; no published order depends on their numbers, only on their monotony.
"""

from __future__ import annotations

import math

NONDECISION = 200.0  #: ms before the response units receive anything; assumed
TIME_CONSTANT = 200.0  #: ms, of the response units; assumed
TASK = 1.0  #: input of the task route to the instructed response
LEARNED = 0.3  #: input of the learned route, per unit of drive; assumed: automatic imitation costs tens of ms
INHIBITION = 0.5  #: between the two responses; assumed
THRESHOLD = 0.6  #: activation at which a response is given; assumed
STEP, LONGEST = 1.0, 3000.0  #: ms, of the integration; after which the trial ends

ONSET, RISE = 150.0, 50.0  #: ms after the onset of the movement at which the muscle is first facilitated; its time constant
LATE, WIDTH = 290.0, 12.0  #: ms at which the recent (fast) weights take over from the entrenched (slow) ones; how sharply


def race(instructed: float, other: float) -> float:
    """Return the reaction time, in ms, of the instructed of two responses, which the stimulus drives by these amounts.

    Interactive activation of two response units (after Cooper, Catmur & Heyes 2013, reduced to the two responses)::

        T da_i/dt = - a_i + task_i + 0.3 clip(drive_i, -1, 1) - 0.5 max(0, a_j)

    from rest, with the task route on the instructed response alone; the reaction is the first time that it reaches 0.6, after
    200 ms in which nothing arrives.
    """
    inputs = (TASK + LEARNED * max(-1.0, min(1.0, instructed)), LEARNED * max(-1.0, min(1.0, other)))
    a, b, time, share = 0.0, 0.0, 0.0, STEP / TIME_CONSTANT
    while time < LONGEST:
        da = inputs[0] - a - INHIBITION * max(0.0, b)
        db = inputs[1] - b - INHIBITION * max(0.0, a)
        if a + share * da >= THRESHOLD:
            return NONDECISION + time + STEP * (THRESHOLD - a) / (share * da)
        a, b, time = a + share * da, b + share * db, time + STEP
    return NONDECISION + LONGEST


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
