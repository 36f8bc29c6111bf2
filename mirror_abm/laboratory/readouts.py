"""Read-outs: from what a stimulus drives in the motor units to what a laboratory measures.

Three small models of the apparatus - reaction times, choices, evoked potentials - that are the same
for all species, accounts and experiments. They turn drives into the units of the papers; all are
monotone, and no published order depends on their numbers, only on that.
"""

from __future__ import annotations

import math

#: ms before the response units receive any input; assumed
NONDECISION = 200.0
#: ms, time constant of the response units; assumed
TIME_CONSTANT = 200.0
#: between the two responses; assumed
INHIBITION = 0.5
#: input by the learned route, per unit of drive; the task route gives 1; assumed
LEARNED = 0.3
#: lead of the instructed response over the other at which it is given; assumed
LEAD = 0.6

#: ms after the onset of the movement: when the muscle is first facilitated; its time constant
ONSET, RISE = 150.0, 50.0
#: ms at which the recent (fast) weights take over from the entrenched (slow) ones; how sharply
LATE, WIDTH = 290.0, 12.0


def race(instructed: float, other: float) -> float:
    """Return the reaction time of the instructed one of two responses.

    Parameters
    ----------
    instructed, other : float
        What the stimulus drives in either response, in units of execution.

    Returns
    -------
    float
        Reaction time in ms.

    Notes
    -----
    Interactive activation of two response units (after Cooper, Catmur & Heyes 2013, reduced to the
    two responses), each of which leaks and inhibits the other::

        T da_i/dt = - a_i + task_i + 0.3 drive_i - 0.5 a_j

    The instructed response, which the task route feeds, is given when it leads by 0.6. The lead
    d = a_i - a_j obeys T dd/dt = I - d / 2 with I = 1 + 0.3 (drive_i - drive_j), so that::

        RT = 200 ms - 2 T ln(1 - 0.6 / (2 I))

    The difference of the drives is held within [-2, 2] to keep reaction times finite. The cost of
    incompatible stimuli is then a monotone function of that difference alone: an order of costs is
    an order of what was learned, and owes nothing to the shape of the function.

    Examples
    --------
    >>> round(race(0.5, 0.0), 1), round(race(0.0, 0.5), 1)
    (320.9, 374.1)
    """
    leak = 1.0 - INHIBITION
    drive = 1.0 + LEARNED * max(-2.0, min(2.0, instructed - other))
    return NONDECISION - TIME_CONSTANT / leak * math.log(1.0 - LEAD * leak / drive)


def choice(difference: float, noise: float) -> float:
    """Return the chance of choosing the response that is driven by ``difference`` more.

    Parameters
    ----------
    difference : float
        Drive of this response minus that of the other, in units of execution.
    noise : float
        Standard deviation of the normal noise in each drive.

    Returns
    -------
    float
        Probability; 1/2 where nothing was learned.

    Notes
    -----
    The two noises are independent and the stronger drive wins::

        Phi(difference / (sqrt(2) noise))

    Examples
    --------
    >>> choice(0.0, 0.15)
    0.5
    """
    return 0.5 * (1.0 + math.erf(difference / (2.0 * noise)))


def facilitation(fast: float, slow: float, at: float) -> float:
    """Return how much a muscle is facilitated at some time after a movement is seen to begin.

    Parameters
    ----------
    fast : float
        Drive by all that was learned, in units of execution.
    slow : float
        Drive by what is entrenched alone.
    at : float
        Time t after the onset of the movement, in ms.

    Returns
    -------
    float
        Facilitation, as a share of execution.

    Notes
    -----
    ::

        (1 - exp(-(t - 150) / 50)) ((1 - g) slow + g fast),    g = 1 / (1 + exp(-(t - 290) / 12))

    and 0 before 150 ms: early by what is entrenched, later by all that was learned. Without
    entrenchment the two are the same. The time at which one takes over from the other lies between
    the 250 ms and 320 ms of Barchiesi & Cattaneo 2013, and was put there to fit them: no row that
    rests on it is a test of the times.

    Examples
    --------
    >>> facilitation(fast=1.0, slow=1.0, at=100.0)
    0.0
    """
    if at <= ONSET:
        return 0.0
    g = 1.0 / (1.0 + math.exp(-(at - LATE) / WIDTH))
    return (1.0 - math.exp(-(at - ONSET) / RISE)) * ((1.0 - g) * slow + g * fast)
