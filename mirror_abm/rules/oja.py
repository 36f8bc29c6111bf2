"""Oja: Hebbian growth, held in bounds by a decay with the square of the unit's activity.

The activity y of motor unit i is set by the act, and otherwise driven by what is perceived::

    y_i = r_i + (1 - r_i) V_i,    V_i = sum_k x_k W_ik
    W_ij += alpha_j beta_present y_i (x_j - y_i W_ij)

for every cue j, present or not (x_j = 0). At r = 1 the weight goes to P(cue | act): acts without
the cue lower it, whether or not another cue signals them. At r = 0 it is Oja's rule itself, whose
weights go to the first principal component of what is perceived. The weights Y from sights to
sounds change only in trials with a sight, as under every rule: a sound that comes without any sight
does not lower them, so Y goes to P(this sight | sound and some sight). Source: Oja 1982, J Math
Biol 15:267 (recalled); the clamping by the act is ours.
"""

CONTEXT = False
ABSENT = True
QUIET = "nothing"

ORACLES = {
    "acquisition": "W = 1 - (1 - alpha beta)^n of a cue present at every act",
    "conditional probability": "W -> P(cue | act) when acts set the activity",
    "principal component": "W -> first principal component (unit length) of the cues, without acts",
}

ABSENCES = (
    "extinction",
    "overshadowing",
    "blocking",
    "overexpectation",
    "conditioned_inhibition",
    "latent_inhibition",
    "signalled_outcomes",
)


def error(V, r, beta_present, beta_absent, m):  # type: ignore[no-untyped-def]
    """Return the activity y of the unit: ``r + (1 - r) V``."""
    return r + (1.0 - r) * V


def change(w, x, alpha, V, r, shared, a, beta_present, beta_absent):  # type: ignore[no-untyped-def]
    """Return the change of a weight: ``alpha beta_present y (x - y w)``."""
    return alpha * beta_present * shared * (x - shared * w)
