"""The events of a group, made once, for all that live through them.

What happens to animals depends on no account and on nothing that anybody has learned, and all draws
are addressed by the source in which an act originated. So the events of animals without some source
are those of the intact group, less the acts that originated in it and the percepts that it brought,
or that are of such acts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from ..base.brief import line
from ..base.seeds import stream
from ..layouts.contract import Ints
from ..sources.contract import Acts, Percepts
from .events import Events, EventStream, Rows, in_order, split

MOST = 2**23  #: acts and percepts of learners that are kept: what is beyond is made anew


class Chronicle:
    """The acts of the learners of one group and what they perceive, kept block by block.

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
        self._kept: dict[tuple[int, int], tuple[Acts, Percepts]] = {}
        self._rows = self._end = 0
        self._borders: list[tuple[int, int]] = []

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

    def block(self, start: int, end: int) -> tuple[Acts, Percepts]:
        """Return what the learners do and perceive in a block of time.

        Parameters
        ----------
        start, end : int
            Ticks; the block is ``[start, end)``. Blocks are asked for in order, and everybody asks
            for the same.

        Returns
        -------
        acts, percepts : Acts, Percepts
            Kept: do not change them.
        """
        found = self._kept.get((start, end))
        if found is not None:
            return found
        if start != self._end:
            return self._again(start, end)
        made = _of_learners(self._stream, start, end)
        self._end = end
        self._borders.append((start, end))
        rows = len(made[0].tick) + len(made[1].tick)
        if self._rows + rows <= self._most:
            self._kept[start, end] = made
            self._rows += rows
        return made

    def _again(self, start: int, end: int) -> tuple[Acts, Percepts]:
        """Make everything anew up to a block that was made and not kept, and go on from there."""
        if (start, end) not in self._borders:
            raise ValueError(f"no block [{start}, {end}): blocks of time are asked for in order.")
        self._stream = self._make()
        for border in self._borders[: self._borders.index((start, end))]:
            self._stream.block(*border)
        made = _of_learners(self._stream, start, end)
        del self._borders[self._borders.index((start, end)) + 1 :]
        self._end = end
        return made


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
        self._address, self._streams = made_by.address, dict[str, np.random.Generator]()

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
        acts, percepts = self._chronicle.block(start, end)
        if self._gone.any():
            gone = self._gone
            acts, _ = split(acts, ~gone[acts.origin])
            # what comes with a source's own acts goes with it; origin 0 is spontaneous and stays
            of_gone = gone[percepts.source + 1] | gone[np.maximum(percepts.origin, 0)]
            percepts, _ = split(percepts, ~of_gone)
        acts, percepts = _large(acts), _large(percepts)
        return in_order(acts, percepts, start, self._shown, self._views, self._view_stream)

    def _view_stream(self, source: str) -> np.random.Generator:
        """Return the stream of the viewpoints on what a source brings; each life has its own."""
        if source not in self._streams:
            self._streams[source] = stream(*self._address, source, "viewpoint")
        return self._streams[source]


def _of_learners(made_by: EventStream, start: int, end: int) -> tuple[Acts, Percepts]:
    """Make a block of time, and return what the learners do and perceive in it, in few bytes."""
    acts, percepts = made_by.block(start, end)
    acts, _ = split(acts, acts.actor < made_by.learners)
    return Acts(*map(_small, acts)), Percepts(*map(_small, percepts))


def _small(column: Ints) -> np.ndarray:
    """Return the same whole numbers in as few bytes as hold them."""
    least, most = int(column.min(initial=0)), int(column.max(initial=0))
    return column.astype(np.promote_types(np.min_scalar_type(least), np.min_scalar_type(most)))


def _large(rows: Rows) -> Rows:
    """Return the same rows in the numbers that are reckoned with."""
    return type(rows)(*(column.astype(np.int64) for column in rows))
