"""Rules are compared at the same speed: betas scaled so that a lone cue is acquired as fast as by Rescorla-Wagner.

Speed is the trials to half of what the act demands, a response of 0.5, not to half of where the rule ends: a Hebbian weight
ends nowhere but at its bound, covariance ends lower the faster its average runs, and half of a straight line is its middle
at any speed. The board and ``mirror-abm check`` both ask here.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from ..animal.constants import Constants
from ..animal.learning import apply
from ..animal.pathway import Cues, Pathway
from ..base.shelf import rules

REFERENCE, HALF, TRIALS = "rescorla_wagner", 0.5, 4000


def half_life(rule: str, alpha: float, beta_present: float, beta_absent: float) -> float:
    """Return the trials after which a lone cue (salience ``alpha``, always followed by the act) drives it by one half.

    Between trials the course is taken to be straight; infinite if it is not reached in 4,000 trials.
    """
    module = rules.load(rule)
    pathway = Pathway.newborn(np.zeros((1, 1)), np.ones((1, 1)), module)
    cue = Cues(np.arange(1), np.ones((1, 1)), np.full((1, 1), alpha))
    before = 0.0
    for trial in range(TRIALS):
        apply(module, pathway, cue, np.ones(1), beta_present, beta_absent)
        now = float(pathway.weights[0, 0])
        if now >= HALF:
            return trial + (HALF - before) / (now - before)
        before = now
    return float("inf")


@lru_cache(maxsize=256)
def matched_betas(
    rule: str, alpha: float, beta_present: float, beta_absent: float
) -> tuple[float, float]:
    """Return the betas, in the same ratio, at which ``rule`` acquires a lone cue as fast as Rescorla-Wagner with those given.

    A rule that cannot be that fast with any beta up to 1 keeps the nearest it can.
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
    """Return ``beta_present`` and ``beta_absent`` for ``rule`` at the half-life that ``constants`` give Rescorla-Wagner."""
    present, absent = matched_betas(
        rule, constants.alpha, constants.beta_present, constants.beta_absent
    )
    return {"beta_present": present, "beta_absent": absent}
