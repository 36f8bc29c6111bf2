"""Covariance: a synapse follows the covariance of its cue and the act.

It grows when the act is more active than on average while the cue is present, and shrinks when it
is less active. For each present cue j whose synapse on motor unit i exists, with m_i the running
average of the outcome over trials::

    W_ij += alpha_j x_j beta_present (r_i - m_i),    clipped to [-1, 1]
    m_i  += 0.02 (r_i - m_i)

So the rule is sensitive to contingency, but cues do not compete, and no prediction is made. The
intertrial interval is made of trials without an act, which lower the average. Source: Sejnowski
1977, J Math Biol 4:303; the postsynaptic threshold of Dayan & Abbott 2001, Theoretical
Neuroscience, section 8.2 (both recalled).
"""

import numpy as np

RATE = 0.02  #: of the running average

CONTEXT = False
AVERAGE = 0.0
QUIET = "trials"

ORACLES = {
    "running average": "m = 1 - (1 - 0.02)^n after n trials with the act",
    "covariance": "mean change of W per trial = alpha beta_present cov(x, r) in a stationary "
    "world, before it is clipped",
}

ABSENCES = (
    "overshadowing",
    "blocking",
    "overexpectation",
    "latent_inhibition",
    "signalled_outcomes",
)


def error(V, r, beta_present, beta_absent, m):  # type: ignore[no-untyped-def]
    """Return what all cues share: ``beta_present (r - m)``."""
    return beta_present * (r - m)


def change(w, x, alpha, V, r, shared, a, beta_present, beta_absent):  # type: ignore[no-untyped-def]
    """Return the change of a weight: ``alpha x beta_present (r - m)``, within the bounds."""
    return np.minimum(np.maximum(w + alpha * x * shared, -1.0), 1.0) - w


def average(m, V, r):  # type: ignore[no-untyped-def]
    """Return the running average of the outcome."""
    return m + RATE * (r - m)
