"""Repetition and sequence: what a first event takes from the second, and which act a sound excites.

Small models of two paradigms, the same for all species, accounts and experiments.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..animal.network import Array
from ..base.seeds import stream

#: share of its response that a unit loses after it was as active as in execution; assumed, after
#: the reduction of a third or so in repetition suppression (Grill-Spector, Henson & Martin 2006,
#: recalled); the range from which each draw takes its own
FATIGUE = 0.3
LEAST, MOST = 0.1, 0.6


def fatigue_of(seed: int, draw: int | None) -> float:
    """Return how much units fatigue in a draw of the uncertain numbers.

    Parameters
    ----------
    seed : int
        Seed of all random streams.
    draw : int or None
        Number of the draw; None for the default.

    Returns
    -------
    float
        The same for all species, accounts and animals of a draw, uniform between ``LEAST`` and
        ``MOST``.
    """
    if draw is None:
        return FATIGUE
    return LEAST + (MOST - LEAST) * float(stream(seed, draw, "laboratory", "fatigue").random())


def repetition_suppression(same: Array, other: Array, second: Array, fatigue: float) -> float:
    """Return how much less units respond to a second event after the same act than after another.

    Parameters
    ----------
    same, other, second : Array
        Activity of each unit, of shape (n,), in a first event of the same act, in a first event of
        another, and in the second event; what is below 0 counts as silence.
    fatigue : float
        Share of its response that a unit loses after activity of 1, that of execution.

    Returns
    -------
    float
        In [-fatigue, fatigue]; 0 where the second event drives nothing.

    Notes
    -----
    With ``f`` the fatigue, ``a`` the activity in a first event held within [0, 1], and ``s`` that
    in the second, unit i responds to the second by ``s_i (1 - f a_i)``, so that::

        suppression = f sum_i s_i (same_i - other_i) / sum_i s_i

    Fatigue is of the units' own activity: whatever made them active - sight, sound or act - they
    respond less to whatever comes next. No order of two conditions depends on ``f``.

    Examples
    --------
    >>> import numpy as np
    >>> ones, none = np.array([1.0, 0.0]), np.array([0.0, 1.0])
    >>> repetition_suppression(ones, none, ones, fatigue=0.3)
    0.3
    """
    first, control = np.clip(same, 0.0, 1.0), np.clip(other, 0.0, 1.0)
    second = np.maximum(second, 0.0)
    whole = float(second.sum())
    return fatigue * float(second @ (first - control)) / whole if whole > 0 else 0.0


def lag_of(responses: Sequence[Sequence[float]], step: float, loop: float) -> float:
    """Return the mirroring offset of a sequence: how late units respond to playback of it.

    Parameters
    ----------
    responses : sequence of sequence of float, shape (m, m)
        Drive of the units of act j by the sound of act i, in the order of the sequence.
    step : float
        Seconds from one act to the next.
    loop : float
        Seconds from an act to the hearing of its sound.

    Returns
    -------
    float
        Seconds; not a number where no sound drives any unit.

    Notes
    -----
    A unit of act j is active ``(j - i) step - loop`` seconds after the sound of act i is heard in
    singing, and at once in playback. The offset between the two is ``loop - (j - i) step``,
    averaged over all sounds but the last, with the drives, where positive, as weights: ``loop``
    where sounds excite the acts that made them (a causal inverse), 0 where they excite the acts
    done as they are heard (a predictive inverse). After Hahnloser & Ganguli 2013 (recalled).

    Examples
    --------
    >>> own = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    >>> next_one = [[0, 1, 0], [0, 0, 1], [0, 0, 0]]
    >>> lag_of(own, 0.05, 0.05), lag_of(next_one, 0.05, 0.05)
    (0.05, 0.0)
    """
    drives = np.maximum(np.asarray(responses, dtype=float)[:-1], 0.0)
    number = np.arange(drives.shape[1])
    lags = number[None, :] - np.arange(len(drives))[:, None]
    whole = float(drives.sum())
    return loop - step * float((drives * lags).sum()) / whole if whole > 0 else float("nan")
