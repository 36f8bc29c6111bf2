"""Rescorla-Wagner with pooled error: all cues of a trial share one prediction error.

For each present cue j whose synapse on motor unit i exists::

    V_i = sum_k x_k W_ik
    W_ij += alpha_j x_j [ beta_present r_i (1 - V_i) + beta_absent (1 - r_i) (0 - V_i) ]

with x the strength of the cue in [0, 1], r the outcome in [0, 1] (continuous; the textbook rule at
r = 1 and r = 0) and alpha the salience of the cue. Source: Rescorla & Wagner 1972, in Black &
Prokasy (eds), Classical Conditioning II.
"""

ORACLES = {
    "acquisition": "V = 1 - (1 - alpha beta)^n",
    "extinction": "V = V0 (1 - alpha beta)^n",
    "overshadowing": "V_A = alpha_A / (alpha_A + alpha_B)",
    "blocking": "V_B = 0 after A was trained to the asymptote",
    "overexpectation": "V_A, V_B fall when A and B, each at the asymptote, are trained together",
    "conditioned inhibition": "V_X = -V_A after A+ and AX-",
    "contingency": "with equal betas and a constant context, V_S = P(M | S) - P(M | not S)",
    "contingency, unequal betas": "ctx = c b1 / (c b1 + d b0); V_S = a b1 / (a b1 + b b0) - ctx",
    "mean path": "E[w_t] = w* + (I - eta R)^t (w_0 - w*), one beta",
    "stationary variance": "eta p (1 - p) / (2 - eta) of a lone cue, eta = alpha beta, one beta",
    "counter-training": "matching (1 - ab)^n, trained 1 - (1 - ab)^n, crossing at "
    "ln 2 / -ln(1 - ab), one beta",
}

ABSENCES = ("latent_inhibition",)


def error(V, r, beta_present, beta_absent, m):  # type: ignore[no-untyped-def]
    """Return what all cues of a trial share.

    ``beta_present r (1 - V) + beta_absent (1 - r) (0 - V)``
    """
    return beta_present * r * (1.0 - V) + beta_absent * (1.0 - r) * (0.0 - V)


def change(w, x, alpha, V, r, shared, a, beta_present, beta_absent):  # type: ignore[no-untyped-def]
    """Return the change of a weight ``w`` at settlement: ``alpha x`` times the shared error."""
    return alpha * x * shared
