"""No learning: every weight stays what it was at birth. A chance baseline, not a rival."""

PLASTIC = False

ORACLES = {"no change": "W = W0 whatever happens"}


def error(V, r, beta_present, beta_absent):  # type: ignore[no-untyped-def]
    """Return 0: nothing is predicted."""
    return 0.0 * V


def change(w, x, alpha, V, r, shared):  # type: ignore[no-untyped-def]
    """Return 0 for every weight."""
    return 0.0 * w
