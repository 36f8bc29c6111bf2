"""Places in a group of the compiled engine: an animal leaves one, another takes it.

The arrays of a group are made once, a row for each place. Who leaves takes copies of its row along;
who comes writes its own into it.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..animal.network import Network
from ..animal.pathway import Pathway
from ..base.shelf import sources
from ..experience.ledger import Ledger
from .animal import Animal
from .arrays import Counts, GroupArrays, Patterns, patterns_of

LONG_AGO = -(2**60)  #: the tick at which the last trial of a newborn opened


def leave(animal: Animal, group: GroupArrays) -> None:
    """Let an animal that goes keep what it knows and has met.

    Parameters
    ----------
    animal : Animal
        Its network and its ledger become its own.
    group : GroupArrays
        Of which they were views.
    """
    network, number = animal.network, animal.index
    network.to_motor, network.to_sound = network.to_motor.copied(), network.to_sound.copied()
    counts = Counts(*(array[number : number + 1].copy() for array in group.counts))
    model: Any = animal.model
    names = (sources.names, model.repertoire.names, model.timing.kernel)
    animal.__dict__["ledger"] = Ledger.over(*names, counts, 0)


def enter(network: Network, number: int, group: GroupArrays, tick: int) -> GroupArrays:
    """Let a newborn take a place.

    Parameters
    ----------
    network : Network
        Its network, whose pathways become views of the arrays.
    number : int
        The place.
    group : GroupArrays
        The group; what is still to happen in the place is dropped.
    tick : int
        When it comes.

    Returns
    -------
    GroupArrays
        The group with the newborn in it.
    """
    network.to_motor = _written(network.to_motor, group.to_motor, number)
    network.to_sound = _written(network.to_sound, group.to_sound, number)
    for counts in group.counts:
        counts[number] = 0.0
    group = without_events(group, number)
    progress = group.progress
    progress.opened[number], progress.covered[number] = LONG_AGO, tick
    return group._replace(patterns=_with(group.patterns, patterns_of([network]), number))


def without_events(group: GroupArrays, number: int) -> GroupArrays:
    """Return the group without what was still to happen in a place.

    Parameters
    ----------
    group : GroupArrays
        The group.
    number : int
        The place.

    Returns
    -------
    GroupArrays
        With the same events of all others at hand.
    """
    queue, progress = group.events, group.progress
    first, end = int(queue.start[number]), int(queue.start[number + 1])
    start = queue.start.copy()
    start[number + 1 :] -= end - first
    columns = [np.delete(column, slice(first, end)) for column in queue[1:]]
    for at in (progress.next, progress.unsettled, progress.low):
        at[number] = first
        at[number + 1 :] -= end - first
    return group._replace(events=type(queue)(start, *columns))


def _written(own: Pathway, rows: Pathway, number: int) -> Pathway:
    """Return the row of a place as a pathway, after what a newborn has was written into it."""
    for array, new in zip(rows, own, strict=True):
        array[number] = new
    return Pathway(*(array[number] for array in rows))


def _with(patterns: Patterns, new: Patterns, number: int) -> Patterns:
    """Return the patterns of a group where those of one place are new."""
    first, end = patterns.start[number, 0], patterns.start[number, -1]
    more = len(new.cue) - (end - first)
    start = patterns.start.copy()
    start[number] = new.start[0] + first
    start[number + 1 :] += more
    cue, x = (
        np.concatenate([old[:first], ours, old[end:]])
        for old, ours in ((patterns.cue, new.cue), (patterns.x, new.x))
    )
    patterns.motor[number] = new.motor[0]
    return patterns._replace(start=start, cue=cue, x=x)
