"""Expectations over random trials, exactly: every sequence of a few trials, weighted by its chance.

Nothing is sampled, so the error of a closed form that is checked in this way is that of the
arithmetic.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

import numpy as np

from ..animal.learning import apply
from ..animal.pathway import Array, Cues, Pathway
from ..base.items import Rule
from .design import ALPHA, BETA_ABSENT, BETA_PRESENT

BETAS = (BETA_PRESENT, BETA_ABSENT)
TrialType = tuple[float, tuple[float, ...], float]  #: chance, strengths of the cues, outcome


def one_trial(
    rule: Rule,
    weights: Array | Sequence[float],
    x: Sequence[float],
    r: float,
    alpha: float = ALPHA,
    betas: tuple[float, float] = BETAS,
    ability: Array | None = None,
    average: Array | None = None,
) -> Array:
    """Return the weights after one trial.

    Parameters
    ----------
    rule : Rule
        A learning rule.
    weights : array_like, shape (cues,)
        The weights before.
    x : sequence of float
        Strength of each cue.
    r : float
        Outcome, in [0, 1].
    alpha : float
        Salience of every cue.
    betas : tuple of float
        Learning rates of trials with and without the act.
    ability : ndarray, shape (cues, 1), optional
        Associability of each cue, changed in place.
    average : ndarray, shape (1,), optional
        Running average of the outcome, changed in place.

    Returns
    -------
    ndarray, shape (cues,)
        The weights after it.
    """
    w, strength = np.array(weights, dtype=float)[:, None], np.array(x, dtype=float)
    index = np.arange(len(w)) if rule.ABSENT else np.flatnonzero(strength)
    able = np.full(w.shape, rule.ASSOCIABILITY or 0.0) if ability is None else ability
    mean = np.full(1, rule.AVERAGE or 0.0) if average is None else average
    apply(
        rule,
        Pathway(w, np.ones(w.shape), able, mean, np.zeros((1, 1))),
        Cues(index, strength[index, None], np.full((len(index), 1), alpha)),
        np.array([r]),
        *betas,
    )
    return w[:, 0]


def expectation(
    rule: Rule,
    start: Array,
    trials: Iterable[TrialType],
    count: int,
    alpha: float = ALPHA,
    betas: tuple[float, float] = BETAS,
) -> tuple[Array, Array]:
    """Return mean and variance of the weights after independent random trials.

    Parameters
    ----------
    rule : Rule
        A learning rule without further state.
    start : ndarray, shape (cues,)
        The weights before.
    trials : iterable of TrialType
        The kinds of trial, with chances that sum to 1.
    count : int
        Number of trials; the work grows as the number of kinds to this power.
    alpha : float
        Salience of every cue.
    betas : tuple of float
        Learning rates of trials with and without the act.

    Returns
    -------
    mean : ndarray, shape (cues,)
        Expected weights.
    variance : ndarray, shape (cues,)
        Their variance.
    """
    first, second, kinds = np.zeros(len(start)), np.zeros(len(start)), list(trials)
    for sequence in product(kinds, repeat=count):
        chance, weights = 1.0, np.array(start, dtype=float)
        for each, x, r in sequence:
            chance *= each
            weights = one_trial(rule, weights, x, r, alpha, betas)
        first += chance * weights
        second += chance * weights**2
    return first, second - first**2


def contingency_table(p_cue: float, p_no_cue: float) -> list[TrialType]:
    """Return the four kinds of trial of a contingency table, half of the trials with the cue.

    Parameters
    ----------
    p_cue : float
        P(act | cue).
    p_no_cue : float
        P(act | no cue).

    Returns
    -------
    list of TrialType
        Cells a, b, c, d; the cue is the first, the context the second.
    """
    return [
        (0.5 * p_cue, (1.0, 1.0), 1.0),
        (0.5 * (1 - p_cue), (1.0, 1.0), 0.0),
        (0.5 * p_no_cue, (0.0, 1.0), 1.0),
        (0.5 * (1 - p_no_cue), (0.0, 1.0), 0.0),
    ]
