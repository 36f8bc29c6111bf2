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
A bout of B beats with mean effect E on its compounds counts as one step, ``F_0 = 0``,
``F_k+1 = F_k + E - E G F_k``, with G the overlaps of the compounds.
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
    cues : list of ndarray
        The cues to which each unit is connected.
    basis : list of ndarray
        What each mode does to the weights of these cues.
    goal : list of ndarray
        The fixed point of each mode.
    start : list of ndarray
        Where each mode begins.
    speed : list of ndarray
        The rate per hour at which each mode approaches its fixed point.
    """

    initial: Array
    cues: list[Array]
    basis: list[Array]
    goal: list[Array]
    start: list[Array]
    speed: list[Array]

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
        for unit, cues in enumerate(self.cues):
            speed = self.speed[unit]
            left = np.where(
                speed > 0, np.exp(-np.where(speed > 0, speed, 0.0) * min(hours, 1e15)), 1.0
            )
            weights[cues, unit] = self.basis[unit] @ (
                self.goal[unit] + (self.start[unit] - self.goal[unit]) * left
            )
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
    made: list[list[Array]] = [[], [], [], [], []]
    present, absent = constants.beta_present, constants.beta_absent
    teaching = [present * block.outcome for block in blocks]
    pulling = [
        t + absent * (block.often[:, None] - block.outcome)
        for t, block in zip(teaching, blocks, strict=True)
    ]
    for unit in range(initial.shape[1]):
        cues = np.flatnonzero(synapse[:, unit])
        root = np.sqrt(salience[cues] * synapse[cues, unit])
        matrix, drive = np.zeros((len(cues), len(cues))), np.zeros(len(cues))
        for block, taught, pulled in zip(blocks, teaching, pulling, strict=True):
            x = block.cues[:, cues] * root
            if block.beats == 1:
                matrix += block.rate * (x.T * pulled[:, unit]) @ x
                drive += block.rate * (x.T @ taught[:, unit])
            else:
                step, sum_taught = _repeated(x @ x.T, pulled[:, unit], taught[:, unit], block.beats)
                matrix += block.rate * (x.T @ step @ x)
                drive += block.rate * (x.T @ sum_taught)
        if fading and len(cues) and cues[-1] == len(synapse) - 1:
            matrix[-1, -1] += fading
        speed, vectors = np.linalg.eigh(matrix) if len(cues) else (np.zeros(0), np.zeros((0, 0)))
        speed = np.where(speed > ZERO * max(speed.max(initial=0.0), 1e-300), speed, 0.0)
        start = vectors.T @ (initial[cues, unit] / root)
        goal = np.where(speed > 0, vectors.T @ drive / np.where(speed > 0, speed, 1.0), start)
        modes = (cues, root[:, None] * vectors, goal, start, speed)
        for part, value in zip(made, modes, strict=True):
            part.append(value)
    return Learned(initial, *made)


def _repeated(overlap: Array, pulled: Array, taught: Array, beats: int) -> tuple[Array, Array]:
    """Return the matrix between compounds of ``beats`` steps in a row, and what they teach."""
    step, total = np.zeros_like(overlap), np.zeros_like(taught)
    for _ in range(beats):
        step = step + np.diag(pulled) - pulled[:, None] * (overlap @ step)
        total = total + taught - pulled * (overlap @ total)
    return step, total
