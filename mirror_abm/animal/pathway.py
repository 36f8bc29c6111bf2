"""One set of synapses, from a population of cues to a population of units."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from ..base.brief import brief
from ..base.items import Rule

Array = np.ndarray[Any, np.dtype[np.float64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]
Ints = np.ndarray[Any, np.dtype[np.int64]]


class Pathway(NamedTuple):
    """The synapses from C cues to n units of one animal.

    Of a group, each array has the animals first.

    Attributes
    ----------
    weights : ndarray of float, shape (C, n)
        Associative strengths, ``W``.
    synapse : ndarray of bool or float, shape (C, n)
        Where a synapse exists; where an account scales plasticity, factors of the learning rate.
    associability : ndarray of float, shape (C, n)
        Of each synapse; (1, 1) under a rule without one.
    average : ndarray of float, shape (n,)
        Average activity of each unit; (1,) under a rule without one.
    slow : ndarray of float, shape (C, n)
        Entrenched weights; (1, 1) where nights consolidate nothing.
    """

    weights: Array
    synapse: Any
    associability: Array
    average: Array
    slow: Array

    def __repr__(self) -> str:
        return brief(self)

    @classmethod
    def newborn(
        cls, weights: Array, synapse: Any, rule: Rule | None = None, slow: bool = False
    ) -> Pathway:
        """Return a pathway at birth, with what ``rule`` needs beside weights.

        Parameters
        ----------
        weights : ndarray of float, shape (C, n)
            Weights at birth.
        synapse : ndarray of bool or float, shape (C, n)
            Where a synapse exists.
        rule : module, optional
            The learning rule, which may have an associability and an average activity.
        slow : bool
            Whether nights entrench what was learned.

        Returns
        -------
        Pathway
            ``weights`` and ``synapse`` as they are, not copies.
        """
        able, mean = (None, None) if rule is None else (rule.ASSOCIABILITY, rule.AVERAGE)
        return cls(
            weights,
            synapse,
            np.zeros((1, 1)) if able is None else np.full(weights.shape, able),
            np.zeros(1) if mean is None else np.full(weights.shape[1], mean),
            weights.copy() if slow else np.zeros((1, 1)),
        )

    @property
    def entrenched(self) -> bool:
        """Whether there are slow weights."""
        return bool(self.slow.shape == self.weights.shape)

    def copied(self) -> Pathway:
        """Return a copy that shares nothing with this pathway."""
        return Pathway(*(array.copy() for array in self))

    def as_group(self) -> Pathway:
        """Return the pathway of a group of this one animal: views of the same arrays."""
        return Pathway(*(array[None] for array in self))


class Cues(NamedTuple):
    """The cues of one trial on one pathway.

    Attributes
    ----------
    number : ndarray of int, shape (k,)
        Numbers of the cues, ascending.
    x : ndarray of float, shape (k, 1)
        Their strengths, in [0, 1].
    alpha : ndarray of float, shape (k, n)
        Their saliences at each unit, 0 where no synapse is.
    """

    number: Ints
    x: Array
    alpha: Array

    def __repr__(self) -> str:
        return brief(self)


class Compound(NamedTuple):
    """What is perceived in one trial, as settlement uses it.

    Attributes
    ----------
    to_motor : Cues
        All cues, the context last.
    to_sound : Cues
        The sights of others alone.
    heard : ndarray of float, shape (n,)
        Pattern of the sound.
    seen : bool
        Whether anything of another is seen.
    """

    to_motor: Cues
    to_sound: Cues
    heard: Array
    seen: bool

    def __repr__(self) -> str:
        return brief(self)
