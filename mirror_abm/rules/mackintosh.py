"""Mackintosh: each cue learns from its own error, and good predictors gain associability.

For each present cue j whose synapse on motor unit i exists, with associability a_ij::

    W_ij += alpha_j a_ij x_j [ beta_present r_i (1 - x_j W_ij)
                               + beta_absent (1 - r_i) (0 - x_j W_ij) ]
    a_ij += 0.1 x_j ( |r_i - (V_i - x_j W_ij)| - |r_i - x_j W_ij| ),    clipped to [0.05, 1]

Associability rises in the best available predictor and falls in the others. Sources: Mackintosh
1975, Psychol Rev 82:276; the graded rule for associability and its bounds after Le Pelley 2004, Q J
Exp Psychol 57B:193 (both recalled).
"""

import numpy as np

RATE, LOW, HIGH = 0.1, 0.05, 1.0  #: of the change of associability, and its bounds

ASSOCIABILITY = 0.5
QUIET = "trials"

ORACLES = {
    "acquisition": "V = 1 - prod (1 - alpha a_t beta), a_t = min(1, a_(t-1) + 0.1 V_(t-1)), "
    "of a cue alone",
    "associability": "the associability of a cue that predicts worse than the others falls to 0.05",
}

ABSENCES = ("overexpectation", "conditioned_inhibition")


def error(V, r, beta_present, beta_absent, m):  # type: ignore[no-untyped-def]
    """Return 0: nothing is shared."""
    return 0.0 * V


def change(w, x, alpha, V, r, shared, a, beta_present, beta_absent):  # type: ignore[no-untyped-def]
    """Return the change of a weight by its own error, at its associability."""
    return (
        alpha * a * x * (beta_present * r * (1.0 - x * w) + beta_absent * (1.0 - r) * (0.0 - x * w))
    )


def associability(a, w, x, alpha, V, r, shared):  # type: ignore[no-untyped-def]
    """Return the associability after a trial: it rises where the others' error is greater."""
    return np.minimum(np.maximum(a + RATE * x * (abs(r - (V - x * w)) - abs(r - x * w)), LOW), HIGH)
