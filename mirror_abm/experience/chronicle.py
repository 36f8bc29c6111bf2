"""The events of a group, made once, for all that live through them.

What happens to animals depends on no account and on nothing that anybody has learned, and all draws
are addressed by the source in which an act originated. So the events of animals without some source
are those of the intact group, less the acts that originated in it and the percepts that it brought,
or that are of such acts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np

from ..base.brief import brief, line
from ..base.first_call import jit
from ..base.seeds import stream
from ..layouts.contract import Ints
from ..sources.contract import VISUAL_OTHER, Acts, Percepts, no_acts, no_percepts
from .events import ACT, Events, EventStream, in_order, split
from .merging import merge

MOST = 2**23  #: acts and percepts of learners that are kept: what is beyond is made anew
BITS = 63  #: of the whole numbers into which rows are packed


class Block(NamedTuple):
    """What the learners of a group do and perceive in a block of time, whatever is switched off.

    Attributes
    ----------
    acts, percepts : Acts, Percepts
        As they were made; none where they are packed.
    packed : ndarray of int, shape (E,)
        Animal, tick from the beginning, kind, action, actor, source and needed origins of each act
        and percept in one number, in the order of the engines; none where they are not packed.
    widths : ndarray of int, shape (7,)
        How many bits each takes.
    """

    acts: Acts
    percepts: Percepts
    packed: Ints
    widths: Ints

    def __repr__(self) -> str:
        return brief(self)

    @property
    def rows(self) -> int:
        """How many acts and percepts there are."""
        return len(self.acts.tick) + len(self.percepts.tick) + len(self.packed)


class Chronicle:
    """The events of one group, kept block by block.

    Parameters
    ----------
    make : callable
        ``make()`` returns the :class:`~mirror_abm.experience.events.EventStream` of the group, at
        its beginning.
    most : int
        Acts and percepts that are kept. Who comes too late for what is kept makes it anew.
    """

    def __init__(self, make: Callable[[], EventStream], most: int = MOST):
        self._make, self._stream, self._most = make, make(), most
        self._kept: dict[tuple[int, int], Block] = {}
        self._rows = self._end = 0
        self._borders: dict[tuple[int, int], None] = {}

    def __repr__(self) -> str:
        return line(self, f"{len(self._borders)} blocks of time, {self._rows:,} rows kept")

    def without(self, off: Iterable[str]) -> Lived:
        """Return the events of the group where more sources are switched off.

        Parameters
        ----------
        off : iterable of str
            Names of sources, those that are off in the chronicle among them or not.

        Returns
        -------
        Lived
            To be asked for block by block, from the beginning.
        """
        setting, known = self._stream.setting, {name for name, _ in self._stream.active}
        gone = np.zeros(len(setting.origins), dtype=bool)
        for name in known & set(off):
            gone[setting.origin(name)] = True
        return Lived(self, self._stream, gone)

    def block(self, start: int, end: int) -> Block:
        """Return what happens to the learners in a block of time.

        Parameters
        ----------
        start, end : int
            Ticks; the block is ``[start, end)``. Blocks are asked for in order, and everybody asks
            for the same.

        Returns
        -------
        Block
            Kept: do not change it.

        Raises
        ------
        ValueError
            If blocks are not asked for in order.
        """
        found = self._kept.get((start, end))
        if found is not None:
            return found
        if start != self._end:
            self._go_to(start, end)
        made = _of_learners(self._stream, start, end)
        self._end = end
        self._borders[start, end] = None
        if self._rows + made.rows <= self._most:
            self._kept[start, end] = made
            self._rows += made.rows
        return made

    def _go_to(self, start: int, end: int) -> None:
        """Bring the stream to a block that was made before and not kept.

        Later blocks may have been kept, as small ones are when there is no room for large ones: the
        stream has then to pass them, or to begin anew if it is beyond.
        """
        if (start, end) not in self._borders:
            raise ValueError(f"no block [{start}, {end}): blocks of time are asked for in order.")
        if start < self._end:
            self._stream, self._end = self._make(), 0
        for border in self._borders:
            if self._end <= border[0] < start:
                self._stream.block(*border)
        self._end = start


class Lived:
    """What a population lives through, block by block.

    It is handed out as by an :class:`~mirror_abm.experience.events.EventStream`.

    Parameters
    ----------
    chronicle : Chronicle
        The events of the intact group.
    made_by : EventStream
        Of the same group: how its events are put in order.
    gone : ndarray of bool, shape (origins,)
        Which origins of acts, and so which sources, are switched off beside those of the chronicle.
    """

    def __init__(self, chronicle: Chronicle, made_by: EventStream, gone: np.ndarray):
        self.setting = made_by.setting
        self._chronicle, self._gone = chronicle, gone
        self._shown, self._views = made_by.shown, made_by.views
        self._seed, self._address = made_by.address
        self._streams: dict[str, np.random.Generator] = {}

    def events(self, start: int, end: int) -> Events:
        """Return what the learners do and perceive in a block of time, in the order of the engines.

        Parameters
        ----------
        start, end : int
            Ticks; the block is ``[start, end)``.

        Returns
        -------
        Events
            In the order of (animal, tick).
        """
        block, gone = self._chronicle.block(start, end), self._gone
        if len(block.packed):
            off = sum(1 << int(origin) for origin in np.flatnonzero(gone))
            return Events(*_left(block.packed, block.widths, off, start))
        acts, _ = split(block.acts, ~gone[block.acts.origin])
        needed = gone[block.percepts.source + 1] | gone[np.maximum(block.percepts.origin, 0)]
        percepts, _ = split(block.percepts, ~needed)
        return in_order(acts, percepts, start, self._shown, self._views, self._view_stream)

    def _view_stream(self, source: str) -> np.random.Generator:
        """Return the stream of the viewpoints on what a source brings; each life has its own."""
        if source not in self._streams:
            self._streams[source] = stream(self._seed, *self._address, source, "viewpoint")
        return self._streams[source]


def _of_learners(made_by: EventStream, start: int, end: int) -> Block:
    """Make a block of time, and return what the learners do and perceive in it.

    Viewpoints are drawn for what is left of it, life by life, so with several of them rows cannot
    be put in order yet.
    """
    acts, percepts = made_by.block(start, end)
    acts, _ = split(acts, acts.actor < made_by.learners)
    none, few = np.zeros(0, np.int64), len(made_by.setting.origins) < BITS
    if made_by.views == 1 and few:
        rows = _in_order_with_origins(acts, percepts, start, made_by.shown)
        widths = np.array([int(column.max(initial=0)).bit_length() for column in rows])
        if widths.sum() <= BITS:
            return Block(no_acts(), no_percepts(), _packed(np.stack(rows), widths), widths)
    return Block(acts, percepts, none, none)


def _in_order_with_origins(acts: Acts, percepts: Percepts, start: int, shown: Ints) -> list[Ints]:
    """Return the columns of a packed block, in the order of :func:`in_order` with one viewpoint.

    The last has a bit for each origin of acts that must not be switched off.
    """
    one = np.int64(1)
    kind = np.where(percepts.kind == VISUAL_OTHER, 0, percepts.kind)
    needed = (one << (percepts.source + 1)) | (one << np.maximum(percepts.origin, 0))
    doing, zeros = (
        np.full(len(acts.tick), ACT),
        [np.zeros(len(x.tick), np.int64) for x in (acts, percepts)],
    )
    *columns, _ = merge(
        (
            *(acts.actor, acts.tick - start, doing + 1, acts.action, acts.origin, acts.origin),
            *(one << acts.origin, zeros[0]),
        ),
        (
            *(percepts.animal, percepts.tick - start, kind + 1, shown[percepts.action]),
            *(percepts.actor, percepts.source, needed, zeros[1]),
        ),
    )
    return columns


@jit
def _packed(columns, widths):  # type: ignore[no-untyped-def]
    """Return one integer for each row of (columns, rows), the first column in its highest bits."""
    packed = np.zeros(columns.shape[1], np.int64)
    for i in range(len(packed)):
        value = 0
        for column in range(len(columns)):
            value = (value << widths[column]) | columns[column, i]
        packed[i] = value
    return packed


@jit
def _left(packed, widths, off, start):  # type: ignore[no-untyped-def]
    """Return animal, tick, kind, action and source of what needs no origin among the bits ``off``.

    Each act once, and each percept of an act once: from the first of the sources that brought it.
    """
    found = np.empty((5, len(packed)), np.int64)
    needed, source = widths[6], widths[5]
    same, actor = needed + source, widths[4]
    action, kind, tick = widths[3], widths[2], widths[1]
    kept, before = 0, -1
    for i in range(len(packed)):
        value = packed[i]
        if value & ((1 << needed) - 1) & off:
            continue
        key = value >> same
        if key == before:
            continue
        before = key
        found[4, kept] = (value >> needed) & ((1 << source) - 1)
        key >>= actor
        found[3, kept] = key & ((1 << action) - 1)
        key >>= action
        found[2, kept] = (key & ((1 << kind) - 1)) - 1
        key >>= kind
        found[1, kept] = (key & ((1 << tick) - 1)) + start
        found[0, kept] = key >> tick
        kept += 1
    return found[:, :kept]
