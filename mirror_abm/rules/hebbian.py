"""Hebbian: a synapse grows with every coincidence of its cue and the act, and with nothing else.

For each present cue j whose synapse on motor unit i exists::

    W_ij += alpha_j x_j beta_present r_i,    clipped to [-1, 1]

There is no error, so nothing is ever unlearned: until it is clipped W counts coincidences, and a
cue that predicts the act no better than chance counts as much as one that predicts it. The bound
is the constant ``weight_bound``: at 1 a cue alone drives the act as much as doing it does. No
context competes. Source: Hebb 1949, The Organization of Behavior; as the rival of contingency
learning in Cooper, Cook, Dickinson & Heyes 2013, Neurosci Lett 540:28 (abstract read).
"""

CONTEXT = False
BOUNDED = True
QUIET = "nothing"

ORACLES = {
    "co-occurrence": "W = alpha beta_present sum of x r: the number of coincidences, whatever "
    "else happens, until it is clipped"
}

ABSENCES = (
    "extinction",
    "overshadowing",
    "blocking",
    "overexpectation",
    "conditioned_inhibition",
    "latent_inhibition",
    "contingency",
    "signalled_outcomes",
)


def error(V, r, beta_present, beta_absent, m):  # type: ignore[no-untyped-def]
    """Return what all cues share: ``beta_present r``."""
    return beta_present * r


def change(w, x, alpha, V, r, shared, a, beta_present, beta_absent):  # type: ignore[no-untyped-def]
    """Return the change of a weight: ``alpha x beta_present r``."""
    return alpha * x * shared
