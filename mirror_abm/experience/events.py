"""What happens in a group, in order.

Within one tick: acts first, then percepts, then settlements, each in order of animal index. Acts and percepts do not
depend on what anybody has learned, so they are made in blocks of time, by the sources on their shelf; settlements are
queued by the engine as trials open. Doing the same, or perceiving the same act in one population, twice in one tick is once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

import numpy as np

from ..base.seeds import stream
from ..base.shelf import sources
from ..sources.contract import (
    SPONTANEOUS,
    VISUAL_OTHER,
    Acts,
    Ints,
    Percepts,
    Setting,
    Supply,
    Ties,
    join_acts,
    join_percepts,
    no_acts,
    no_percepts,
    swift,
)

ORDER = ("acts", "percepts", "settlements")  #: within one tick
ACT = -1  #: the kind of an event that is an act
BLOCK = 2**17  #: acts of a group in one block of time, about


class Events(NamedTuple):
    """Events in order of (animal, tick): acts (kind ``ACT``) before percepts; ``source`` of a percept, origin of an act."""

    animal: Ints
    tick: Ints
    kind: Ints
    action: Ints
    source: Ints


def block_ticks(supply: Supply, size: int, ticks_per_second: float, day: int) -> int:
    """Return the length of a block of time: a day, or as long as the group needs for about ``BLOCK`` acts."""
    hours = BLOCK / max(supply.rate * size, 1e-9)
    return int(min(day, max(100.0, hours * 3600 * ticks_per_second)))


class Stage:
    """The events of one group, made block by block.

    Parameters
    ----------
    learners : animals 0 ... learners - 1, whose acts and percepts are wanted.
    shown : (K,) which action the world shows when action a is done; the identity in the normal world.
    views : viewpoints; the kind code of a percept is its viewpoint on another, ``views`` for oneself, ``views + 1`` for
        a sound.
    without : sources that are switched off.
    """

    def __init__(
        self,
        supply: Supply,
        ties: Ties,
        learners: int,
        shown: Ints,
        views: int,
        without: Iterable[str],
        ticks_per_second: float,
        seed: int,
        *address: int | str,
    ):
        streams: dict[tuple[str, str], np.random.Generator] = {}

        def draws(origin: str, purpose: str) -> np.random.Generator:
            if (origin, purpose) not in streams:
                streams[origin, purpose] = stream(seed, *address, origin, purpose)
            return streams[origin, purpose]

        names = sources.names
        self.active = [(name, sources.load(name)) for name in names if name not in set(without)]
        self.setting = Setting(
            size=ties.size,
            ties=ties,
            supply=supply,
            sources=names,
            origins=(SPONTANEOUS, *names),
            stream=draws,
            anew=lambda *words: stream(seed, *address, *words),
            learners=learners,
            ticks_per_second=ticks_per_second,
        )
        self.learners, self.shown, self.views = learners, shown, views
        self._acts, self._percepts = no_acts(), no_percepts()

    def _spontaneous(self) -> Acts:
        """Return the acts that animals begin by themselves: of each action a Poisson process in each animal."""
        setting, rates = self.setting, self.setting.supply.action_rate
        counts = (
            setting.stream(SPONTANEOUS, "how many")
            .poisson(rates * setting.hours, (setting.size, len(rates)))
            .ravel()
        )
        tick = setting.stream(SPONTANEOUS, "when").integers(
            setting.start, setting.end, counts.sum()
        )
        which = np.repeat(np.arange(len(counts)), counts)
        return Acts(tick, which // len(rates), which % len(rates), np.zeros(len(which), np.int64))

    def block(self, start: int, end: int) -> tuple[Acts, Percepts]:
        """Return the acts, and what the learners perceive, in ``start <= tick < end``; the rest is kept for later."""
        setting = self.setting
        setting.start, setting.end = start, end
        spontaneous = self._spontaneous()
        brought = [module.originate(setting, spontaneous) for _, module in self.active]
        acts = join_acts([self._acts, spontaneous, *(made for made, _ in brought)])
        acts, self._acts = _split(acts, acts.tick < end)
        observed = [module.observe(setting, acts) for _, module in self.active]
        wanted = [
            _split(made, made.animal < self.learners)[0]
            for made in (*(made for _, made in brought), *observed)
        ]
        parts = [_split(made, made.tick < end) for made in (self._percepts, *wanted)]
        self._percepts = join_percepts([later for _, later in parts])
        return acts, join_percepts([now for now, _ in parts])

    def events(self, start: int, end: int) -> Events:
        """Return what the learners do and perceive in ``start <= tick < end``, in the order of the engines."""
        acts, percepts = self.block(start, end)
        acts, _ = _split(acts, acts.actor < self.learners)
        kind = np.where(
            percepts.kind == VISUAL_OTHER,
            self._viewpoints(percepts),
            percepts.kind + self.views - 1,
        )
        doing = np.full(len(acts.tick), ACT)
        animal, tick, kind, action, _, source = _distinct(
            (acts.actor, acts.tick - start, doing + 1, acts.action, acts.origin, acts.origin),
            (
                percepts.animal,
                percepts.tick - start,
                kind + 1,
                self.shown[percepts.action],
                percepts.actor,
                percepts.source,
            ),
        )
        return Events(animal, tick + start, kind - 1, action, source)

    def _viewpoints(self, percepts: Percepts) -> Ints:
        """Return the viewpoint of each percept: drawn evenly for others, 0 with one viewpoint."""
        view = np.zeros(len(percepts.tick), np.int64)
        if self.views > 1:
            for number, name in enumerate(self.setting.sources):
                rows = np.flatnonzero(percepts.source == number)
                view[rows] = self.setting.stream(name, "viewpoint").integers(
                    self.views, size=len(rows)
                )
        return view


class Script:
    """Events that are given, made block by block as a :class:`Stage` makes its own."""

    def __init__(self, events: Events):
        self.given = events

    def events(self, start: int, end: int) -> Events:
        """Return the events in ``start <= tick < end``, in the order of the engines."""
        keep = (self.given.tick >= start) & (self.given.tick < end)
        animal, tick, kind, action, source = (column[keep] for column in self.given)
        order = np.lexsort((source, action, kind, kind != ACT, tick, animal))
        return Events(animal[order], tick[order], kind[order], action[order], source[order])


Rows = TypeVar("Rows", Acts, Percepts)


def _split(rows: Rows, keep: np.ndarray) -> tuple[Rows, Rows]:
    """Return the rows that are flagged, and the others, as the same kind of table."""
    if keep.all():
        return rows, type(rows)(*(column[:0] for column in rows))
    return type(rows)(*(column[keep] for column in rows)), type(rows)(
        *(column[~keep] for column in rows)
    )


def _distinct(*tables: Sequence[Ints]) -> list[Ints]:
    """Return the rows of all tables in order, each once up to its last column, of which the smallest is kept.

    The columns are packed into one integer, which sorts many times as fast as six.
    """
    columns = list(zip(*tables, strict=True))
    if not sum(len(part) for part in columns[0]):
        return list(tables[0])
    widths = np.array(
        [max(int(part.max(initial=0)) for part in column).bit_length() for column in columns]
    )
    if widths.sum() > 63:
        rows = np.stack([np.concatenate(column) for column in columns])
        rows = rows[:, np.lexsort(rows[::-1])]
        new = np.concatenate([[True], (rows[:-1, 1:] != rows[:-1, :-1]).any(axis=0)])
        return list(rows[:, new])
    return list(
        _unpacked(np.concatenate([_packed(tuple(table), widths) for table in tables]), widths)
    )


@swift
def _packed(columns, widths):  # type: ignore[no-untyped-def]
    """Return (rows,) one integer for each row of the columns, the first column in its highest bits."""
    packed = np.empty(len(columns[0]), np.int64)
    for i in range(len(packed)):
        value = 0
        for column in range(len(columns)):
            value = (value << widths[column]) | columns[column][i]
        packed[i] = value
    return packed


@swift
def _unpacked(packed, widths):  # type: ignore[no-untyped-def]
    """Return (columns, rows) what was packed, in order, each once up to its last column, of which the smallest is kept.

    Sorted by eleven bits at a time from the lowest, which leaves the order of equals as it is.
    """
    rows, digits = len(packed), 2048
    other, last, bits = np.empty_like(packed), widths[-1], widths.sum()
    for shift in range(0, bits, 11):
        count = np.zeros(digits + 1, np.int64)
        for i in range(rows):
            count[((packed[i] >> shift) & (digits - 1)) + 1] += 1
        for digit in range(digits):
            count[digit + 1] += count[digit]
        for i in range(rows):
            digit = (packed[i] >> shift) & (digits - 1)
            other[count[digit]] = packed[i]
            count[digit] += 1
        packed, other = other, packed
    kept = 0
    for i in range(rows):
        if i == 0 or packed[i] >> last != packed[i - 1] >> last:
            other[kept] = packed[i]
            kept += 1
    found = np.empty((len(widths), kept), np.int64)
    for i in range(kept):
        value = other[i]
        for column in range(len(widths) - 1, -1, -1):
            found[column, i] = value & ((1 << widths[column]) - 1)
            value >>= widths[column]
    return found


def derangement(effectors: tuple[str, ...], kinds: tuple[str, ...]) -> Ints:
    """Return the permuted world: each action shown as another, of another effector and of the same kind where possible.

    The assignment has the greatest weight (4 for another effector, 2 for the same kind) among all without a fixed point.
    """
    import networkx as nx

    graph, count = nx.Graph(), len(effectors)
    for done in range(count):
        for seen in range(count):
            if done != seen:
                fit = (
                    1 + 4 * (effectors[done] != effectors[seen]) + 2 * (kinds[done] == kinds[seen])
                )
                graph.add_edge(("done", done), ("seen", seen), weight=fit)
    pairs = nx.max_weight_matching(graph, maxcardinality=True)
    shown = np.arange(count)
    for first, second in pairs:
        done, seen = (first, second) if first[0] == "done" else (second, first)
        shown[done[1]] = seen[1]
    return shown
