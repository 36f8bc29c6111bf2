"""Separable error: each cue learns from its own prediction error, as if it were alone.

For each present cue j whose synapse on motor unit i exists::

    W_ij += alpha_j x_j [ beta_present r_i (1 - x_j W_ij) + beta_absent (1 - r_i) (0 - x_j W_ij) ]

This is the linear operator: what other cues predict makes no difference, so W goes to a contiguity,
P(act | cue) weighted by the rates, and not to a contingency. Source: Bush & Mosteller 1951, Psychol
Rev 58:313 (recalled).
"""

ORACLES = {
    "acquisition": "V = 1 - (1 - alpha beta)^n",
    "extinction": "V = V0 (1 - alpha beta)^n",
    "partial reinforcement": "W = f b1 / (f b1 + (1 - f) b0) in the mean, whatever happens "
    "without the cue",
    "stationary variance": "eta p (1 - p) / (2 - eta) of a cue, eta = alpha beta, one beta",
}

ABSENCES = (
    "overshadowing",
    "blocking",
    "overexpectation",
    "conditioned_inhibition",
    "latent_inhibition",
    "contingency",
    "signalled_outcomes",
)


def error(V, r, beta_present, beta_absent, m):  # type: ignore[no-untyped-def]
    """Return 0: nothing is shared."""
    return 0.0 * V


def change(w, x, alpha, V, r, shared, a, beta_present, beta_absent):  # type: ignore[no-untyped-def]
    """Return the change of a weight by its own error."""
    return alpha * x * (beta_present * r * (1.0 - x * w) + beta_absent * (1.0 - r) * (0.0 - x * w))
