"""What chance alone would give: how often acts are followed when nobody attends to anybody.

Chance is the circular shift within the observation: each animal's record is rotated by an
independent uniform amount, which keeps how often and in what bursts everyone acts, and breaks only
who follows whom.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..base.brief import brief
from ..base.seeds import stream
from .sequence import ANYBODY, FIRST, LAST, ActSequence, Counts, count

COST = 2e7  #: acts x behaviours that all rotations together may cost
FEWEST = 19  #: rotations of a log that is large; a chance of 0.05 can still be told


class Chance(NamedTuple):
    """What chance gives, and how rarely it reaches the counts that were observed.

    Attributes
    ----------
    followed : array of float
        Expected acts of X followed by Y, of shape (X, Y, subjects, observations).
    coincidences : array of float
        Acts at once with the same of another animal that chance explains, of shape (behaviours,
        subjects, observations): what rotations give, less what synchrony adds to these; nan
        without rotations.
    p_followed : array of float
        Share of rotations that reach the count over all subjects, of shape (X, Y).
    p_coincidences : array of float
        The same of coincidences, for each behaviour, and last for all together.
    p_imitated : float
        The same of acts followed by the same behaviour, all behaviours together.
    rotations : int
        How many were made.
    """

    followed: NDArray[Any]
    coincidences: NDArray[Any]
    p_followed: NDArray[Any]
    p_coincidences: NDArray[Any]
    p_imitated: float
    rotations: int

    def __repr__(self) -> str:
        return brief(self)


def chance_of(sequence: ActSequence, observed: Counts, shifts: int, seed: int) -> Chance:
    """Return what chance gives for a sequence of acts.

    Parameters
    ----------
    sequence : ActSequence
        The acts.
    observed : Counts
        Their counts as observed.
    shifts : int
        Rotations, fewer for logs so large that they would take minutes; 0 for none.
    seed : int
        Seed of the rotations.

    Returns
    -------
    Chance
        The sequence as it was observed is counted among the rotations, so no share is 0.
    """
    cost = len(sequence.time) * len(sequence.behaviours)
    rotations = min(shifts, max(FEWEST, int(COST / max(cost, 1)))) if shifts else 0
    followed, at_once = observed.followed.sum(axis=(2, 3)), observed.coincidences.sum(axis=(1, 2))
    reached, more = np.ones(followed.shape), np.ones(len(at_once) + 1)
    mean = np.zeros(observed.coincidences.shape)
    imitated, rng = 1.0, stream(seed, "field", "rotation")
    for _ in range(rotations):
        turned = count(sequence, sequence.rotated(rng))
        total, once = turned.followed.sum(axis=(2, 3)), turned.coincidences.sum(axis=(1, 2))
        reached += total >= followed
        more += np.append(once >= at_once, once.sum() >= at_once.sum())
        imitated += np.trace(total) >= np.trace(followed)
        mean += turned.coincidences / rotations
    share = 1 / (rotations + 1) if rotations else float("nan")
    return Chance(
        expected_followed(sequence),
        mean * (_by_chance(sequence, observed, mean) if rotations else np.nan),
        reached * share,
        more * share,
        float(imitated * share),
        rotations,
    )


def _by_chance(sequence: ActSequence, observed: Counts, turned: NDArray[Any]) -> NDArray[Any]:
    """Return by behaviour which share of the coincidences of rotated records is due to chance.

    An act that coincides anyway cannot also do so by chance, and a rotated record keeps the acts
    that it did in synchrony: of N acts, x of them in synchrony, ``N q (1 - x / N)^2`` coincide by
    chance where ``N q`` do in rotated records. With n coincidences in all, ``u = x / N`` solves
    ``n / N = u + q (1 - u)^2``; the share is ``(1 - u)^2``, shape (behaviours, 1, 1).
    """
    acts = np.maximum(np.bincount(sequence.what, minlength=len(sequence.behaviours)), 1)
    q = turned.sum(axis=(1, 2)) / acts
    beyond = np.maximum(observed.coincidences.sum(axis=(1, 2)) / acts - q, 0.0)
    slope = np.maximum(1 - 2 * q, 0.0)
    u = 2 * beyond / (slope + np.sqrt(slope**2 + 4 * q * beyond) + 1e-300)
    u = np.where(q < 0.5, np.minimum(u, 1.0), 0.0)  # beyond, chance alone makes most coincide
    return np.asarray(((1 - u) ** 2)[:, None, None])


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

    The window of an act near the end of the observation is cut there.
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
        length = sequence.lengths[o]
        left = np.minimum(LAST, length - sequence.time[rows]) - FIRST
        cut = left[left < LAST - FIRST]
        for y in range(kinds):
            seen = [gaps.seen(o, other, y, w) for other in others.get((o, y), ()) if other != w]
            missed = np.prod([1 - chance for _, chance in seen])
            edge = sum(
                1 - np.prod([1 - _covered(each, window, length) for each, _ in seen])
                for window in cut
            )
            found[b, y, w, o] = (len(rows) - len(cut)) * (1 - missed) + edge
    return found


class _Gaps:
    """The gaps between acts of one behaviour by one animal, as far as a watcher sees them."""

    def __init__(self, sequence: ActSequence, acts: dict[tuple[int, int, int], NDArray[Any]]):
        self.sequence, self.acts = sequence, acts
        self.known: dict[tuple[int, int, int, int], tuple[NDArray[Any], float]] = {}

    def seen(self, o: int, other: int, y: int, watcher: int) -> tuple[NDArray[Any], float]:
        """Return the gaps, and the chance that a whole window holds an act."""
        rows = self.acts[o, other, y]
        aimed = self.sequence.whom[rows] != ANYBODY
        key = (o, other, y, watcher if aimed.any() else -1)
        if key not in self.known:
            length = self.sequence.lengths[o]
            seen = rows[~aimed | (self.sequence.whom[rows] == watcher)]
            times = np.sort(self.sequence.time[seen])
            gaps = np.diff(times, append=times[0] + length) if len(times) else np.empty(0)
            self.known[key] = gaps, _covered(gaps, LAST - FIRST, length)
        return self.known[key]


def _covered(gaps: NDArray[Any], window: float, length: float) -> float:
    """Return the chance that a window somewhere on the circle holds at least one act."""
    if length <= 0:
        return 1.0
    return float(np.minimum(np.minimum(gaps, max(window, 0.0)).sum() / length, 1.0))
