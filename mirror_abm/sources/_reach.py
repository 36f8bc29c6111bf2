"""Which acts reach whom, from arrivals on ties; part of the contract of sources."""

from __future__ import annotations

import numpy as np

from ..base.first_call import jit


@jit
def arrivals_on(hazard, others, count):  # type: ignore[no-untyped-def]
    """Return ``hazard x acts of the other`` added up over all ties, from 0, shape (E + 1,)."""
    added, total = np.zeros(len(hazard) + 1), 0.0
    for k in range(len(hazard)):
        total += hazard[k] * count[others[k]]
        added[k + 1] = total
    return added


@jit
def acts_reached(  # type: ignore[no-untyped-def]
    arrivals, start, others, count, rows, learner, draws
):
    """Return the act on which each arrival falls, and whether it falls on any at all."""
    act, seen = np.zeros(len(learner), np.int64), np.zeros(len(learner), np.bool_)
    first = np.cumsum(count) - count
    for d in range(len(learner)):
        low, high = start[learner[d]], start[learner[d] + 1]
        target, high = arrivals[low] + draws[d, 0] * (arrivals[high] - arrivals[low]), high - 1
        while low < high:  # the last tie that begins at or below the target
            middle = (low + high + 1) // 2
            low, high = (middle, high) if arrivals[middle] <= target else (low, middle - 1)
        acts = count[others[low]]
        place = min(int(draws[d, 1] * acts), acts - 1)
        if place >= 0:
            act[d], seen[d] = rows[first[others[low]] + place], True
    return act, seen
