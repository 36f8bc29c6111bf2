"""No learning: every weight stays what it was at birth. A chance baseline, not a rival."""

PLASTIC = False

ORACLES = {"no change": "W = W0 whatever happens"}


def change(w, x, alpha, V, r, beta_present, beta_absent):  # type: ignore[no-untyped-def]
    """Return 0 for every weight."""
    return 0.0 * w
