"""How much of the long proofs is played: all of it, or the share ``MIRROR_CRASH_SHARE``."""

import os

SHARE = float(os.environ.get("MIRROR_CRASH_SHARE", "1"))  #: of each, from 0 to 1


def number(whole, share=SHARE):
    """Return how many of so many are played: one at least."""
    return max(1, round(whole * share))


def spread(whole, share=SHARE):
    """Return some of the numbers from 1 to ``whole``, the last among them, evenly spread."""
    many = min(whole, number(whole, share))
    return sorted({whole - at * whole // many for at in range(many)})
