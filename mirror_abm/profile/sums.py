"""Shares that must sum to 1, also where some of them are faulty themselves."""

from __future__ import annotations

import math
from collections.abc import Iterator

from .blocks import Action


def sum_faults(actions: list[Action]) -> Iterator[str]:
    """Yield for which kinds of action the shares do not sum to 1.

    Where a share, or the kind of an action, is faulty itself, the sum of the others is not known to
    be too small, but may already be too large.
    """
    known = [(getattr(action, "kind", None), _share(action)) for action in actions]
    for kind in ("audible", "visible", "opaque"):
        shares = [share for of, share in known if of == kind]
        total = sum(share for share in shares if share is not None)
        partly = None in shares or any(of is None for of, _ in known)
        if not shares or math.isclose(total, 1, abs_tol=0.005) or (partly and total < 1):
            continue
        which = f"{kind} actions{' whose share is known' if partly else ''}"
        yield f"actions: the shares of the {which} sum to {total:g}: must sum to 1"


def _share(action: Action) -> float | None:
    """Return the share of an action, or None where it is faulty itself."""
    value: float | None = getattr(getattr(action, "share", None), "value", None)
    return value
