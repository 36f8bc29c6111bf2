"""Resolution: which times of a protocol the model hardly tells apart, and says so.

Times are whole ticks, and contiguity counts by the kernel ``k(dt)``, which falls with a time
constant of about a second unless ``constants.precision`` gives a share of it a short one. Two
trials that differ in their intervals alone then teach nearly the same: where a protocol holds such
trials the result is no test of what the intervals did in the study.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ..animal.constant_values import constants_with
from ..animal.constants import Constants
from ..animal.timing import Timing
from ..experiments.contract import Trial
from .protocol import Conditions

#: difference of contiguity, as a share of the larger, below which two intervals teach alike
FLAT = 0.25


def told(conditions: Conditions, constants: Mapping[str, float]) -> Iterator[str]:
    """Yield a sentence on each pair of intervals, and each time, that the model is too coarse for.

    Parameters
    ----------
    conditions : dict
        (Rearing, phases) by name of condition.
    constants : mapping of str to float
        Global constants that the design fixes; the others are at their defaults.

    Yields
    ------
    str
        What is so.
    """
    fixed = constants_with(**constants)
    timing = Timing.of(fixed)
    trials = dict.fromkeys(
        trial
        for _, phases in conditions.values()
        for phase in phases
        for trial in phase.trials
        if trial.times
    )
    times = {time for trial in trials for time in (*trial.onsets, *trial.times_of_acts)}
    for time in sorted(times):
        ticks = round(time * timing.per_second)
        if abs(time * timing.per_second - ticks) > 1e-6:
            yield (
                f"{time:g} s lies between two ticks of {fixed.tick:g} s: it is told as "
                f"{ticks / timing.per_second:g} s"
            )
    alike: dict[Any, dict[tuple[float, ...], None]] = {}
    for trial in trials:
        if trial.see and trial.do:
            pairs = sorted(intervals(trial))
            what = tuple(pair for pair, _ in pairs)
            alike.setdefault(what, {})[tuple(interval for _, interval in pairs)] = None
    said: dict[str, None] = {}
    for known in alike.values():
        for one, two in itertools.combinations(known, 2):
            words = _flat(one, two, fixed, timing)
            if words:
                said[words] = None
    yield from said


def intervals(trial: Trial) -> list[tuple[tuple[str, str], float]]:
    """Return the seconds from each stimulus of a trial to each of its acts, by what they are."""
    return [
        ((repr(replace(seen, onset=0.0)), action), round(time - seen.onset, 9))
        for seen in trial.see
        for action, time in zip(trial.actions, trial.times_of_acts, strict=True)
    ]


def _flat(
    one: tuple[float, ...], two: tuple[float, ...], constants: Constants, timing: Timing
) -> str:
    """Return a sentence on two sets of intervals that teach nearly alike; empty if they do not."""
    first, second = (
        [_strength(interval, constants, timing) for interval in each] for each in (one, two)
    )
    if any(a is None or b is None for a, b in zip(first, second, strict=True)):
        return ""
    pairs = [(float(a or 0.0), float(b or 0.0)) for a, b in zip(first, second, strict=True)]
    if any(abs(a - b) >= FLAT * max(a, b, 1e-12) for a, b in pairs):
        return ""
    at = max(range(len(pairs)), key=lambda number: abs(one[number] - two[number]))
    k = " and ".join(f"{value:.2f}" for value in pairs[at])
    return (
        f"intervals of {one[at]:g} and {two[at]:g} s count as {k} (k(dt)): they differ by less "
        f"than {FLAT:.0%}, so the model is too coarse to tell what the interval does"
    )


def _strength(interval: float, constants: Constants, timing: Timing) -> float | None:
    """Return how much an act counts so long after a stimulus; None beyond the window."""
    ticks = round(interval * timing.per_second)
    if abs(ticks) > timing.window:
        return None
    if ticks == 0:
        return timing.kernel[0]
    order = constants.backward_efficacy if ticks < 0 else constants.forward_efficacy
    return timing.kernel[abs(ticks)] * order
