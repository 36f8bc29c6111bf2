"""The mean field of Rescorla-Wagner: where an animal's weights go, and how fast, given its trials.

For motor unit i, over trials of compounds x at rates f with expected outcomes r, the expected
change per hour is

    dW_ij/dt = alpha_j sum f x_j [ b1 r (1 - V_i) - b0 (1 - r) V_i ]
             = alpha_j ( b_j - sum_k A_jk W_ik )
    A_jk = sum f x_j (b1 r + b0 (1 - r)) x_k        b_j = sum f x_j b1 r

over the cues j whose synapse on i exists (alpha is the cue's salience, times what an account gives
the synapse). This is linear, so the expected weights of independent trials follow it exactly. With
``U = W / sqrt(alpha)`` the matrix is symmetric, and its eigenvectors give the fixed point and the
way to it; what no trial touches stays as it was at birth.

The beats of one bout of synchrony are not independent: each is met with what the last has taught.
With A and b of one beat, a bout of B beats counts as one step::

    A_B = I - (I - A)^B        b_B = sum over k < B of (I - A)^k b
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..animal.constants import Constants
from ..animal.network import Array, Flags
from ..base.brief import brief

ZERO = 1e-11  #: eigenvalues below this share of the largest belong to what no trial touches


@dataclass
class Block:
    """Trials that count as one step.

    Attributes
    ----------
    rate : float
        Steps per hour.
    beats : int
        Beats of a step.
    cues : ndarray, shape (T, C)
        The compounds of a beat, as strengths of the cues.
    often : ndarray, shape (T,)
        How often each compound comes on a beat.
    outcome : ndarray, shape (T, n)
        Its expected outcome for each unit, times ``often``.
    """

    rate: float
    beats: int
    cues: Array
    often: Array
    outcome: Array

    __repr__ = brief


@dataclass
class Learned:
    """The mean path of the weights, unit by unit in its modes.

    Attributes
    ----------
    initial : ndarray, shape (C, n)
        The weights at the beginning.
    cues : ndarray of int, shape (n, m)
        The cues to which each unit is connected, the first ``count`` of each row.
    count : ndarray of int, shape (n,)
        How many they are.
    basis : ndarray, shape (n, m, m)
        What each mode does to the weights of these cues.
    goal : ndarray, shape (n, m)
        The fixed point of each mode.
    start : ndarray, shape (n, m)
        Where each mode begins.
    speed : ndarray, shape (n, m)
        The rate per hour at which each mode approaches its fixed point.
    """

    initial: Array
    cues: np.ndarray
    count: np.ndarray
    basis: Array
    goal: Array
    start: Array
    speed: Array

    __repr__ = brief

    def at(self, hours: float) -> Array:
        """Return the weights expected after some time.

        Parameters
        ----------
        hours : float
            Active hours; ``inf`` for the fixed point.

        Returns
        -------
        ndarray, shape (C, n)
            The expected weights.
        """
        weights = self.initial.copy()
        left = np.exp(-self.speed * min(hours, 1e15))
        modes = self.goal + (self.start - self.goal) * left
        unit, place = np.nonzero(np.arange(self.cues.shape[1]) < self.count[:, None])
        reached = (self.basis @ modes[..., None])[..., 0]
        weights[self.cues[unit, place], unit] = reached[unit, place]
        return weights


def learn(
    blocks: list[Block],
    initial: Array,
    synapse: Array | Flags,
    salience: Array,
    constants: Constants,
    fading: float = 0.0,
) -> Learned:
    """Return the mean path of weights over blocks of trials.

    Parameters
    ----------
    blocks : list of Block
        The trials.
    initial : ndarray, shape (C, n)
        The weights at the beginning.
    synapse : ndarray, shape (C, n)
        What an account gives each synapse; 0 or False where there is none.
    salience : ndarray, shape (C,)
        Salience of each cue.
    constants : Constants
        The learning rates.
    fading : float
        Rate per hour at which intertrial intervals take the last cue, the context, towards 0.

    Returns
    -------
    Learned
        The path of the expected weights.
    """
    count, cues, root = _connected(synapse, salience)
    matrix, drive = _pull(blocks, cues, root, constants)
    last = (np.arange(len(count)), np.maximum(count - 1, 0))
    touched = (count > 0) & (cues[last] == len(synapse) - 1)
    matrix[last[0][touched], last[1][touched], last[1][touched]] += fading
    begun = np.where(root > 0, initial[cues, last[0][:, None]] / np.where(root > 0, root, 1.0), 0.0)
    speed, start, goal, basis = (np.zeros(each.shape) for each in (drive, drive, drive, matrix))
    for unit, m in enumerate(count):
        if not m:
            continue
        found, vectors = np.linalg.eigh(matrix[unit, :m, :m])
        found = np.where(found > ZERO * max(found[-1], 1e-300), found, 0.0)
        own = vectors.T @ begun[unit, :m]
        speed[unit, :m], start[unit, :m] = found, own
        goal[unit, :m] = np.where(
            found > 0, vectors.T @ drive[unit, :m] / np.where(found > 0, found, 1.0), own
        )
        basis[unit, :m, :m] = root[unit, :m, None] * vectors
    return Learned(initial, cues, count, basis, goal, start, speed)


def _connected(synapse: Array | Flags, salience: Array) -> tuple[np.ndarray, np.ndarray, Array]:
    """Return how many cues each unit has, which (n, m), and the roots of their alphas (n, m)."""
    there = np.asarray(synapse) != 0
    count = there.sum(axis=0)
    most = int(count.max(initial=0))
    cues = np.argsort(~there, axis=0, kind="stable")[:most].T
    unit = np.arange(len(count))[:, None]
    root = np.sqrt(salience[cues] * np.asarray(synapse, dtype=float)[cues, unit])
    return count, cues, np.where(np.arange(most) < count[:, None], root, 0.0)


def _pull(
    blocks: list[Block], cues: np.ndarray, root: Array, constants: Constants
) -> tuple[Array, Array]:
    """Return A (n, m, m) and b (n, m) of all blocks together, between the cues of each unit."""
    present, absent = constants.beta_present, constants.beta_absent
    matrix, drive = np.zeros((*cues.shape, cues.shape[1])), np.zeros(cues.shape)
    for block in blocks:
        taught = present * block.outcome
        pulled = taught + absent * (block.often[:, None] - block.outcome)
        x = block.cues[:, cues].transpose(1, 0, 2) * root[:, None]  # (n, T, m)
        back = x.transpose(0, 2, 1)
        if block.beats > 1 and 2 * len(pulled) < x.shape[2]:  # few compounds: between these
            pull, push = _repeated(_diagonal(pulled.T), taught.T, block.beats, x @ back)
            pull, push = back @ (pull @ x), (back @ push[..., None])[..., 0]
        else:
            pull, push = (back * pulled.T[:, None]) @ x, (back @ taught.T[..., None])[..., 0]
            pull, push = _repeated(pull, push, block.beats)
        matrix += block.rate * pull
        drive += block.rate * push
    return matrix, drive


def _diagonal(values: Array) -> Array:
    """Return matrices (n, T, T) with rows of values (n, T) on their diagonals."""
    return values[..., None] * np.eye(values.shape[1])


def _repeated(
    pull: Array, push: Array, beats: int, overlap: Array | None = None
) -> tuple[Array, Array]:
    """Return A (..., m, m) and b (..., m) of so many beats in a row, from those of one.

    Between compounds instead of cues, with the ``overlap`` of these, where there is one.
    """
    if beats == 1:
        return pull, push
    half, drive = _repeated(pull, push, beats // 2, overlap)
    matrix, drive = _after(half, half, drive, drive, overlap)
    return _after(pull, matrix, push, drive, overlap) if beats % 2 else (matrix, drive)


def _after(
    one: Array, other: Array, push: Array, drive: Array, overlap: Array | None
) -> tuple[Array, Array]:
    """Return A and b of the steps ``one`` after the steps ``other``."""
    met = one if overlap is None else one @ overlap
    return one + other - met @ other, push + drive - (met @ drive[..., None])[..., 0]
