"""How fast a rule acquires; rules are compared at the same speed.

The learning rates of a rule are scaled so that it acquires a lone cue as fast as Rescorla-Wagner.
Speed is the number of trials to half of what the act demands, a response of 0.5, and not to half of
where the rule ends: a Hebbian weight ends nowhere but at its bound, covariance ends the lower the
faster its average runs, and half of a straight line is its middle at any speed. Where a rule ends
is therefore shown beside its speed. The board and ``mirror-abm check`` both ask here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

import numpy as np
import pandas as pd

from ..animal.constants import Constants
from ..animal.learning import apply
from ..animal.pathway import Cues, Pathway
from ..base.shelf import rules
from .design import ALPHA, BETA_ABSENT, BETA_PRESENT

REFERENCE = "rescorla_wagner"
HALF = 0.5  #: of what the act demands
TRIALS = 4000  #: after so many, a half that is not reached never is
SETTLED = 1e-3  #: a curve that moves less in as many trials again has an end


def _lone_cue(rule: str, alpha: float, beta_present: float, beta_absent: float) -> Iterator[float]:
    """Yield, for ever, the weight of a lone cue after each trial with the act."""
    module = rules.load(rule)
    pathway = Pathway.newborn(np.zeros((1, 1)), np.ones((1, 1)), module)
    cue, outcome = Cues(np.arange(1), np.ones((1, 1)), np.full((1, 1), alpha)), np.ones(1)
    while True:
        apply(module, pathway, cue, outcome, beta_present, beta_absent)
        yield float(pathway.weights[0, 0])


def half_life(rule: str, alpha: float, beta_present: float, beta_absent: float) -> float:
    """Return the trials after which a lone cue drives the act by one half.

    Parameters
    ----------
    rule : str
        Name of a learning rule.
    alpha : float
        Salience of the cue, which the act always follows.
    beta_present : float
        Learning rate of trials with the act.
    beta_absent : float
        Learning rate of trials without it.

    Returns
    -------
    float
        Trials, the learning curve taken as straight between them; infinite if one half is not
        reached in 4,000.
    """
    before = 0.0
    curve = islice(_lone_cue(rule, alpha, beta_present, beta_absent), TRIALS)
    for trial, now in enumerate(curve):
        if now >= HALF:
            return trial + (HALF - before) / (now - before)
        before = now
    return float("inf")


def asymptote(rule: str, alpha: float, beta_present: float, beta_absent: float) -> float:
    """Return where acquisition of a lone cue ends.

    Parameters
    ----------
    rule : str
        Name of a learning rule.
    alpha : float
        Salience of the cue, which the act always follows.
    beta_present : float
        Learning rate of trials with the act.
    beta_absent : float
        Learning rate of trials without it.

    Returns
    -------
    float
        Its weight after 8,000 trials; infinite if it still grew in the second half of them.
    """
    curve = _lone_cue(rule, alpha, beta_present, beta_absent)
    half, end = list(islice(curve, 2 * TRIALS))[TRIALS - 1 :: TRIALS]
    return end if abs(end - half) < SETTLED else float("inf")


@lru_cache(maxsize=256)
def matched_betas(
    rule: str, alpha: float, beta_present: float, beta_absent: float
) -> tuple[float, float]:
    """Return the learning rates at which a rule is as fast as Rescorla-Wagner.

    Parameters
    ----------
    rule : str
        Name of a learning rule.
    alpha : float
        Salience of a lone cue.
    beta_present : float
        Learning rate of Rescorla-Wagner in trials with the act.
    beta_absent : float
        Its learning rate in trials without it.

    Returns
    -------
    beta_present, beta_absent : float
        The rule's own, in the same ratio. A rule that cannot be that fast with any beta up to 1
        keeps the nearest it can.
    """
    if rule == REFERENCE or not rules.load(rule).PLASTIC:
        return beta_present, beta_absent
    wanted = half_life(REFERENCE, alpha, beta_present, beta_absent)
    low, high = 0.0, 1.0 / beta_present
    for _ in range(40):
        factor = (low + high) / 2
        if half_life(rule, alpha, beta_present * factor, min(1.0, beta_absent * factor)) > wanted:
            low = factor
        else:
            high = factor
    return beta_present * high, min(1.0, beta_absent * high)


def matched(rule: str, constants: Constants) -> dict[str, float]:
    """Return the constants with which a rule is as fast as Rescorla-Wagner with those given.

    Parameters
    ----------
    rule : str
        Name of a learning rule.
    constants : Constants
        Salience and learning rates of Rescorla-Wagner.

    Returns
    -------
    dict of str to float
        ``beta_present`` and ``beta_absent``.
    """
    present, absent = matched_betas(
        rule, constants.alpha, constants.beta_present, constants.beta_absent
    )
    return {"beta_present": present, "beta_absent": absent}


def speeds(names: Sequence[str] | None = None) -> pd.DataFrame:
    """Return how fast each rule acquires a lone cue, and where it ends, at the matched speed.

    Parameters
    ----------
    names : sequence of str, optional
        Learning rules; all if none is given.

    Returns
    -------
    DataFrame
        One row per rule: rule, beta_present, half_life in trials, asymptote (infinite where the
        weight grows without end).
    """
    rows = []
    for rule in names or rules.names:
        present, absent = matched_betas(rule, ALPHA, BETA_PRESENT, BETA_ABSENT)
        given = (rule, ALPHA, present, absent)
        rows.append((rule, present, half_life(*given), asymptote(*given)))
    return pd.DataFrame(rows, columns=["rule", "beta_present", "half_life", "asymptote"])
