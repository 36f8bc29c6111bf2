"""The learners of one group as arrays: what the compiled engine works on.

Sizes: A animals, C cues, n units, K actions, V viewpoints, S sources, E events at hand, T tabled
times.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from ..animal.learning import Learning
from ..animal.network import Network
from ..animal.pathway import Array, Ints, Pathway
from ..base.brief import brief
from ..base.jit import jit
from ..experience.events import Events
from ..sources.contract import KINDS


class Patterns(NamedTuple):
    """What percepts and acts excite.

    Attributes
    ----------
    start : ndarray of int, shape (A, kinds K + 1)
        Where the cues of each kind of percept of each action begin in ``cue`` and ``x``.
    cue, x : ndarray of int, of float, shape (all patterns' cues,)
        Numbers and amplitudes of the cues, animal after animal.
    motor : ndarray of float, shape (A, K, n)
        What performing each action excites.
    population : ndarray of int, shape (kinds,)
        The sensory population that each kind of percept excites.
    """

    start: Ints
    cue: Ints
    x: Array
    motor: Array
    population: Ints


class Queue(NamedTuple):
    """The events at hand, animal after animal, each in order of time.

    Attributes
    ----------
    start : ndarray of int, shape (A + 1,)
        Where each animal's events begin.
    tick, kind, action, source : ndarray of int, shape (E,)
        As in :class:`~mirror_abm.experience.events.Events`.
    role : ndarray of int, shape (E,)
        Their role in a trial (see :mod:`mirror_abm.engine.loop`).
    """

    start: Ints
    tick: Ints
    kind: Ints
    action: Ints
    source: Ints
    role: Ints


class Progress(NamedTuple):
    """How far the life of each animal has come; all of shape (A,).

    Attributes
    ----------
    next, unsettled, low : ndarray of int
        The first event that has not happened, whose trial is not settled, that is still within a
        window.
    opened, covered : ndarray of int
        The tick at which the last trial of percepts opened, and until which trials cover the time.
    """

    next: Ints
    unsettled: Ints
    low: Ints
    opened: Ints
    covered: Ints


class Counts(NamedTuple):
    """The ledgers (see :meth:`mirror_abm.experience.ledger.Ledger.over`).

    Attributes
    ----------
    brought : ndarray of float, shape (A, S, 4, 5)
        By source and sensory population: percepts, those without an act, matched, nonmatched, lag.
    met : ndarray of float, shape (A, 9, K)
        By action: trials in which it was perceived, in which it was perceived and done (by
        population), done.
    totals : ndarray of float, shape (A, 3)
        Trials, acts without percept, windows of intertrial intervals.
    """

    brought: Array
    met: Array
    totals: Array


class Times(NamedTuple):
    """Times in ticks, tables over them (``Timing``), and the weight of acts before and after."""

    kernel: Array
    fine: Array
    coarse: Array
    window: int
    simultaneity: int
    backward_efficacy: float
    forward_efficacy: float


class Rates(NamedTuple):
    """Learning rates with and without the act; whether weights are clipped at 0; their bound."""

    beta_present: float
    beta_absent: float
    excitatory: bool
    bound: float

    @classmethod
    def of(cls, learning: Learning) -> Rates:
        """Return the rates of ``learning`` in the types that the compiled engine takes."""
        constants = learning.constants
        return cls(
            float(constants.beta_present),
            float(constants.beta_absent),
            bool(learning.excitatory),
            float(constants.weight_bound),
        )


class Session(NamedTuple):
    """Trials that an experiment prescribes.

    Trial t shows ``stimulus[t]`` with ``outcomes[doing[t]]``.

    Attributes
    ----------
    stimulus, doing : ndarray of int, shape (trials,)
        Number of the stimulus, of the outcome, of each trial.
    first : ndarray of int, shape (stimuli + 1,)
        The cues of stimulus s are ``first[s] ... first[s + 1] - 1`` of ``cue``, at strengths ``x``.
    cue, x : ndarray of int, of float, shape (all stimuli's cues,)
        Numbers and strengths of the cues, in order.
    seeing : ndarray of int, shape (stimuli,)
        How many of the first cues of a stimulus are sights that also bring its sound.
    heard : ndarray of float, shape (stimuli, n)
        That sound.
    outcomes : ndarray of float, shape (outcomes, n)
        What the acts excite in the motor units.
    """

    stimulus: Ints
    doing: Ints
    first: Ints
    cue: Ints
    x: Array
    seeing: Ints
    heard: Array
    outcomes: Array


class GroupArrays(NamedTuple):
    """The learners of one group as arrays.

    The networks and ledgers of the animals are views of them.

    Attributes
    ----------
    to_motor, to_sound : Pathway
        As in :class:`~mirror_abm.animal.network.Network`, with the animals first.
    salience : ndarray of float, shape (C,)
        Alpha of each cue, of all animals.
    patterns : Patterns
        What percepts and acts excite.
    events : Queue
        Events at hand.
    progress : Progress
        How far each animal has come.
    counts : Counts
        The ledgers.
    times : Times
        Windows and tables.
    rates : Rates
        Of learning.
    sounds : bool
        Whether sights are also trials for the sounds that go with them.
    """

    to_motor: Pathway
    to_sound: Pathway
    salience: Array
    patterns: Patterns
    events: Queue
    progress: Progress
    counts: Counts
    times: Times
    rates: Rates
    sounds: bool

    def __repr__(self) -> str:
        return brief(self)


LINE = 64  #: bytes of a line of the cache
#: what the text of the compiled engine takes, by the order of the fields
CLASSES = (Pathway, Patterns, Queue, Progress, Counts, Times, Rates, Session, GroupArrays)


def stack(networks: Sequence[Network], sources: int, learning: Learning) -> GroupArrays:
    """Return the arrays of newborn animals, whose pathways become views of them.

    Parameters
    ----------
    networks : sequence of Network
        One for each animal.
    sources : int
        Sources of experience, by which percepts are counted.
    learning : Learning
        Constants, times and options.

    Returns
    -------
    GroupArrays
        To which nothing has happened.
    """
    one, count, timing = networks[0], len(networks), learning.timing
    to_motor = _stacked([network.to_motor for network in networks])
    to_sound = _stacked([network.to_sound for network in networks])
    for number, network in enumerate(networks):
        network.to_motor = Pathway(*(array[number] for array in to_motor))
        network.to_sound = Pathway(*(array[number] for array in to_sound))
    zeros, actions = np.zeros(count, np.int64), len(one.motor)
    none, long_ago = np.zeros(0, np.int64), np.full(count, -(2**60), np.int64)
    return GroupArrays(
        to_motor,
        to_sound,
        one.salience,
        patterns_of(networks),
        Queue(np.zeros(count + 1, np.int64), none, none, none, none, none),
        Progress(zeros, zeros.copy(), zeros.copy(), long_ago, zeros.copy()),
        Counts(
            np.zeros((count, sources, len(KINDS), 5)),
            np.zeros((count, 2 * len(KINDS) + 1, actions)),
            np.zeros((count, 3)),
        ),
        Times(
            np.array(timing.kernel),
            np.array(timing.fine),
            np.array(timing.coarse),
            timing.window,
            timing.simultaneity,
            float(learning.constants.backward_efficacy),
            float(learning.constants.forward_efficacy),
        ),
        Rates.of(learning),
        bool(learning.sounds),
    )


def _stacked(pathways: Sequence[Pathway]) -> Pathway:
    """Return the pathways of several animals as one, the animals first; aligned."""
    found = []
    for parts in zip(*pathways, strict=True):
        size = len(parts) * parts[0].nbytes
        memory = np.empty(size + LINE, np.uint8)
        array = memory[-memory.ctypes.data % LINE :][:size].view(parts[0].dtype)
        found.append(np.stack(parts, out=array.reshape(len(parts), *parts[0].shape)))
    return Pathway(*found)


def patterns_of(networks: Sequence[Network]) -> Patterns:
    """Return what percepts and acts excite in each animal, the cues of each pattern in order."""
    one, filled = networks[0], 0
    actions, cues = one.self_sight.shape
    starts = np.zeros((len(networks), len(one.kinds) * actions + 1), np.int64)
    cue_parts, x_parts = [], []
    for number, network in enumerate(networks):
        alone = (network.self_sight, network.sound, network.own_sound)[: 1 + one.voices]
        patterns = np.concatenate([network.sight.reshape(-1, cues), *alone])
        rows, found = np.nonzero(patterns)
        starts[number] = filled + np.searchsorted(rows, np.arange(len(patterns) + 1))
        cue_parts.append(found.astype(np.int64))
        x_parts.append(patterns[rows, found])
        filled += len(found)
    return Patterns(
        starts,
        np.concatenate(cue_parts),
        np.concatenate(x_parts),
        np.stack([network.motor for network in networks]),
        np.array(one.kinds.population, np.int64),
    )


def supply(group: GroupArrays, events: Events) -> GroupArrays:
    """Return the group with more events at hand, which all come after those it has.

    What is over is dropped.
    """
    queue, progress = group.events, group.progress
    keep = np.minimum(np.minimum(progress.low, progress.unsettled), progress.next)
    left = queue.start[1:] - keep
    more = np.bincount(events.animal, minlength=len(keep))
    start = np.concatenate([[0], np.cumsum(left + more)])
    new = (events.tick, events.kind, events.action, events.source, np.zeros_like(events.tick))
    columns = [
        _after(old, keep, left, column, more, start)
        for old, column in zip(queue[1:], new, strict=True)
    ]
    progress = _moved(progress, start[:-1] - keep)
    return group._replace(events=Queue(start, *columns), progress=progress)


def insert(
    group: GroupArrays, animal: int, tick: int, kind: int, action: int, source: int
) -> GroupArrays:
    """Return the group with one more event, before those of the animal at ``tick`` or later."""
    queue, progress = group.events, group.progress
    first, end = int(progress.next[animal]), int(queue.start[animal + 1])
    at = first + int(np.searchsorted(queue.tick[first:end], tick))
    values = (tick, kind, action, source, 0)
    numbers = np.arange(len(progress.next))
    start = queue.start + np.concatenate([[0], numbers >= animal])
    columns = [np.insert(old, at, value) for old, value in zip(queue[1:], values, strict=True)]
    progress = _moved(progress, numbers > animal)
    return group._replace(events=Queue(start, *columns), progress=progress)


def _moved(progress: Progress, by: Ints | Any) -> Progress:
    """Return the progress where the events of each animal stand ``by`` places later."""
    first, unsettled, low = progress.next + by, progress.unsettled + by, progress.low + by
    return progress._replace(next=first, unsettled=unsettled, low=low)


@jit
def _after(old, keep, left, new, more, start):  # type: ignore[no-untyped-def]
    """Return for each animal ``left`` old numbers, from ``keep`` on, then ``more`` new ones."""
    column, at = np.empty(start[-1], np.int64), 0
    for a in range(len(keep)):
        for i in range(left[a]):
            column[start[a] + i] = old[keep[a] + i]
        for i in range(more[a]):
            column[start[a] + left[a] + i] = new[at + i]
        at += more[a]
    return column
