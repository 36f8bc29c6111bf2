"""No learning: every weight stays what it was at birth. A chance baseline, not a rival."""

PLASTIC = False
QUIET = "nothing"

ORACLES = {"no change": "W = W0 whatever happens"}

ABSENCES = (
    "acquisition",
    "extinction",
    "overshadowing",
    "blocking",
    "overexpectation",
    "conditioned_inhibition",
    "latent_inhibition",
    "contingency",
    "signalled_outcomes",
    "act_then_see",
    "delay",
    "acquired_equivalence",
)


def error(V, r, beta_present, beta_absent, m):  # type: ignore[no-untyped-def]
    """Return 0: nothing is predicted."""
    return 0.0 * V


def change(w, x, alpha, V, r, shared, a, beta_present, beta_absent):  # type: ignore[no-untyped-def]
    """Return 0 for every weight."""
    return 0.0 * w
