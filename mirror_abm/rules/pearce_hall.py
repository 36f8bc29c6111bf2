"""Pearce-Hall: a cue's associability follows how surprising its consequences were.

Learning needs no error. For each present cue j whose synapse on motor unit i exists, with
associability a_ij and V_i = sum_k x_k W_ik::

    W_ij += alpha_j a_ij x_j beta_present r_i              where r_i >= V_i
    W_ij -= alpha_j a_ij x_j beta_absent (V_i - r_i)       where V_i > r_i
    a_ij  = 0.1 |r_i - V_i| + 0.9 a_ij

W is the net of the excitatory and inhibitory associations of the source. Below saturation (r = 1 >
V) W and a of a cue alone are a linear recursion of two numbers. Sources: Pearce & Hall 1980,
Psychol Rev 87:532; the running associability after Pearce, Kaye & Hall 1982, in Quantitative
Analyses of Behavior III (both recalled).
"""

RATE = 0.1  #: of the change of associability

ASSOCIABILITY = 1.0
QUIET = "trials"

ORACLES = {
    "acquisition": "(W, a)' = (W + alpha beta a, 0.1 (1 - W) + 0.9 a): a linear recursion, "
    "below saturation",
    "latent inhibition": "a = 0.9^n after n trials of a cue without any outcome",
}

ABSENCES = ()


def error(V, r, beta_present, beta_absent, m):  # type: ignore[no-untyped-def]
    """Return what all cues share before associability.

    ``beta_present r`` where r >= V, else ``beta_absent (r - V)``.
    """
    return beta_present * r * (r >= V) + beta_absent * (r - V) * (r < V)


def change(w, x, alpha, V, r, shared, a, beta_present, beta_absent):  # type: ignore[no-untyped-def]
    """Return the change of a weight: ``alpha a x`` times what is shared."""
    return alpha * a * x * shared


def associability(a, w, x, alpha, V, r, shared):  # type: ignore[no-untyped-def]
    """Return the associability after a trial: a running average of surprise."""
    return RATE * abs(r - V) + (1.0 - RATE) * a
