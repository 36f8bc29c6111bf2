"""Moments: which trials of learning the times of stimuli and acts come to.

A trial of a protocol is a short piece of life: what appears, and what is done, at which tick. What
an animal learns from it is decided by the rules of :mod:`mirror_abm.engine.animal`, said here
without an animal, so that trials can be made before they are given.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Settled(NamedTuple):
    """A trial of learning.

    Attributes
    ----------
    opened : int
        The tick at which it opened.
    percepts : tuple of int
        Numbers of the stimuli that are one compound; none where the context is alone.
    acts : tuple of (int, int)
        Ticks after the opening, and number, of each act that counts.
    """

    opened: int
    percepts: tuple[int, ...]
    acts: tuple[tuple[int, int], ...]


def settled(
    percepts: Sequence[int], acts: Sequence[int], window: int, simultaneity: int
) -> list[Settled]:
    """Return the trials of learning that stimuli and acts come to, in the order of settlement.

    Parameters
    ----------
    percepts, acts : sequence of int
        Tick of each stimulus, and of each act; in any order.
    window : int
        Ticks before and after the opening of a trial within which acts count.
    simultaneity : int
        Ticks after its opening within which a stimulus joins it.

    Returns
    -------
    list of Settled
        None where nothing happens.

    Notes
    -----
    A stimulus opens a trial, or joins the one that has just opened. A trial has all acts within a
    window of its opening, before and after, so that an act may count in several. An act in whose
    window no trial opens is one of the context alone; acts of one moment are one such act. Within a
    tick acts come first. Each trial is settled a window after it opened.

    Examples
    --------
    A tone, half a second later a sight, the act 0.3 s after that, in ticks of 10 ms:

    >>> for each in settled([0, 50], [80], window=300, simultaneity=20):
    ...     print(each.opened, each.percepts, each.acts)
    0 (0,) ((80, 0),)
    50 (1,) ((30, 0),)
    """
    opened: list[tuple[int, list[int]]] = []
    for tick, number in sorted((tick, number) for number, tick in enumerate(percepts)):
        if opened and tick - opened[-1][0] <= simultaneity:
            opened[-1][1].append(number)
        else:
            opened.append((tick, [number]))
    done = sorted((tick, number) for number, tick in enumerate(acts))
    found = [
        Settled(
            start,
            tuple(numbers),
            tuple((tick - start, act) for tick, act in done if abs(tick - start) <= window),
        )
        for start, numbers in opened
    ]
    alone: dict[int, list[int]] = {}
    for tick, act in done:
        if all(abs(tick - start) > window for start, _ in opened):
            alone.setdefault(tick, []).append(act)
    found += [Settled(tick, (), tuple((0, act) for act in one)) for tick, one in alone.items()]
    return sorted(found, key=lambda trial: trial.opened)
