"""What turning whole records round the circle of their observation gives, exactly."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .sequence import ANYBODY, FIRST, LAST, ROUNDING, TOGETHER, ActSequence


def expected_followed(sequence: ActSequence) -> NDArray[Any]:
    """Return how often acts are followed under rotation, exactly.

    Parameters
    ----------
    sequence : ActSequence
        The acts.

    Returns
    -------
    array of float
        Acts of X expected to be followed by Y, of shape (X, Y, subjects, observations).

    Notes
    -----
    With gaps g between the acts of Y of another animal B, round the circle of T seconds, a window
    of w seconds holds one with chance c, and an act is followed by anybody with chance p::

        c_B = sum(min(g, w)) / T
        p = 1 - prod_B (1 - c_B)

    The window of an act near an end of the observation is cut there. On a grid, T and w are as many
    of its steps as they hold.
    """
    kinds = len(sequence.behaviours)
    found = np.zeros((kinds, kinds, len(sequence.subjects), len(sequence.observations)))
    frame = pd.DataFrame({"o": sequence.obs, "w": sequence.who, "b": sequence.what})
    acts = {key: np.asarray(rows) for key, rows in frame.groupby(["o", "w", "b"]).indices.items()}
    others: dict[tuple[int, int], list[int]] = {}
    for o, w, b in acts:
        others.setdefault((o, b), []).append(w)
    gaps = _Gaps(sequence, acts)
    for (o, w, b), rows in acts.items():
        for y in range(kinds):
            seen = [gaps.seen(o, other, y, w) for other in others.get((o, y), ()) if other != w]
            windows = _windows(sequence, o, sequence.time[rows], FIRST if y == b else TOGETHER)
            for window, times in zip(*np.unique(windows, return_counts=True), strict=True):
                missed = np.prod([1 - _covered(each, window, gaps.circle(o)) for each in seen])
                found[b, y, w, o] += times * (1 - missed)
    return found


def _windows(sequence: ActSequence, o: int, time: NDArray[Any], first: float) -> NDArray[Any]:
    """Return how many seconds after each act of an observation an act that follows may begin."""
    ends = [np.maximum(first, -time), np.minimum(LAST, sequence.lengths[o] - time)]
    if step := sequence.grid:  # steps in (first, last]; one more where the first may be at once
        closed = first < 0
        low, high = (np.floor(end / step + ROUNDING) for end in ends)
        if closed:
            low = np.ceil(ends[0] / step - ROUNDING) - 1
        return np.asarray((high - low) * step)
    return np.asarray(ends[1] - ends[0])


class _Gaps:
    """The gaps between acts of one behaviour by one animal, as far as a watcher sees them."""

    def __init__(self, sequence: ActSequence, acts: dict[tuple[int, int, int], NDArray[Any]]):
        self.sequence, self.acts = sequence, acts
        self.known: dict[tuple[int, int, int, int], NDArray[Any]] = {}

    def circle(self, o: int) -> float:
        """Return the seconds round which the records of an observation are turned."""
        length, step = float(self.sequence.lengths[o]), self.sequence.grid
        return float(np.ceil(length / step - ROUNDING) * step) if step else length

    def seen(self, o: int, other: int, y: int, watcher: int) -> NDArray[Any]:
        """Return the gaps."""
        rows = self.acts[o, other, y]
        aimed = self.sequence.whom[rows] != ANYBODY
        key = (o, other, y, watcher if aimed.any() else -1)
        if key not in self.known:
            seen = rows[~aimed | (self.sequence.whom[rows] == watcher)]
            times = np.sort(self.sequence.time[seen])
            end = times[0] + self.circle(o) if len(times) else 0.0
            self.known[key] = np.diff(times, append=end) if len(times) else np.empty(0)
        return self.known[key]


def _covered(gaps: NDArray[Any], window: float, length: float) -> float:
    """Return the chance that a window somewhere on the circle holds at least one act."""
    if length <= 0:
        return 1.0
    return float(np.minimum(np.minimum(gaps, max(window, 0.0)).sum() / length, 1.0))
