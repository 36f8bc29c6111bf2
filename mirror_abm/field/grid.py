"""How acts can be moved: on the grid on which they were coded, and how far in an observation."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

#: seconds of the grids that are looked for, coarsest first
GRIDS = (
    60,
    30,
    20,
    15,
    10,
    6,
    5,
    4,
    3,
    2,
    1,
    0.5,
    0.4,
    0.25,
    0.2,
    0.125,
    0.1,
    0.05,
    0.04,
    0.02,
    0.01,
)
OFF = 1e-4  #: seconds by which a time may be off its grid
FEW = 10  #: acts after the first of their observation that show a grid which begins anywhere


def coding_grid(time: NDArray[Any], obs: NDArray[Any]) -> float:
    """Return the grid on which the times of a log stand.

    Parameters
    ----------
    time : array of float
        Seconds from the beginning of the observation of each act.
    obs : array of int
        Number of the observation of each act.

    Returns
    -------
    float
        Seconds of the coarsest grid that all acts stand on, counted from the first act of each
        observation; 0 if there is none of ``GRIDS``. With fewer than ``FEW`` acts besides, which
        may stand on a grid by accident, it is counted from the beginning of the observation.

    Examples
    --------
    >>> import numpy as np
    >>> seconds = np.arange(40) ** 2 % 97
    >>> coding_grid(seconds + 0.3, np.zeros(40, int)), coding_grid(seconds / 7, np.zeros(40, int))
    (1.0, 0.0)
    """
    if not len(time):
        return 0.0
    first = np.full(obs.max() + 1, np.inf)
    np.minimum.at(first, obs, time)
    since = (time - first[obs])[time > first[obs]]
    if len(since) < FEW:
        since = time
    for step in GRIDS:
        off = np.abs(since - np.round(since / step) * step)
        if off.max() <= OFF:
            return float(step)
    return 0.0


def within(length: float, least: float, most: float) -> tuple[float, float]:
    """Return how far acts of an observation can be moved, of a range wished for.

    Parameters
    ----------
    length : float
        Seconds of the observation.
    least, most : float
        Seconds wished for.

    Returns
    -------
    tuple of float
        The same, or half of the observation and half of that.

    Examples
    --------
    >>> within(3600, 20, 120), within(60, 20, 120)
    ((20, 120), (15.0, 30.0))
    """
    far = min(most, length / 2)
    return min(least, far / 2), far
