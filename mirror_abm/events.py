"""What happens in a group, in order.

Within one tick: acts first, then percepts, then settlements, each in order of animal index. Acts and percepts do not
depend on what anybody has learned, so they are made in blocks of one active hour, by the sources on their shelf;
settlements are queued by the engine as trials open.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import numpy as np

from .seeds import stream
from .shelf import sources
from .sources.contract import (
    SPONTANEOUS,
    VISUAL_OTHER,
    Acts,
    Ints,
    Percepts,
    Setting,
    Supply,
    join_acts,
    join_percepts,
    no_acts,
    no_percepts,
    pick,
)

ORDER = ("acts", "percepts", "settlements")  #: within one tick
ACT, PERCEPT = 0, 1
Event = tuple[int, int, int, int, int, int]  #: tick, ACT or PERCEPT, animal, kind or view code, action, source


class Stage:
    """The events of one group, made block by block.

    Parameters
    ----------
    perceivers : the animals whose acts and percepts are wanted.
    shown : (K,) which action the world shows when action a is done; the identity in the normal world.
    views : viewpoints; the kind code of a percept is its viewpoint on another, ``views`` for oneself, ``views + 1`` for
        a sound.
    without : sources that are switched off.
    """

    def __init__(self, supply: Supply, ties: np.ndarray, perceivers: Ints, shown: Ints, views: int,
                 without: Iterable[str], ticks_per_second: float, seed: int, *address: int | str):
        streams: dict[tuple[str, str], np.random.Generator] = {}

        def draws(origin: str, purpose: str) -> np.random.Generator:
            if (origin, purpose) not in streams:
                streams[origin, purpose] = stream(seed, *address, origin, purpose)
            return streams[origin, purpose]

        names = sources.names
        self.active = [(name, sources.load(name)) for name in names if name not in set(without)]
        self.setting = Setting(size=len(ties), ties=ties, supply=supply, sources=names, origins=(SPONTANEOUS, *names),
                               stream=draws, ticks_per_second=ticks_per_second, perceivers=perceivers)
        self.wanted = np.isin(np.arange(len(ties)), perceivers)
        self.shown, self.views = shown, views
        self._acts, self._percepts = no_acts(), no_percepts()

    def _spontaneous(self) -> Acts:
        """Return the acts that animals begin by themselves: a Poisson process each, split over the repertoire."""
        setting = self.setting
        counts = setting.stream(SPONTANEOUS, "how many").poisson(setting.supply.own_rate * setting.hours, setting.size)
        total = int(counts.sum())
        tick = setting.stream(SPONTANEOUS, "when").integers(setting.start, setting.end, total)
        action = pick(setting.choice, setting.stream(SPONTANEOUS, "what").random(total))
        return join_acts([Acts(tick, np.repeat(np.arange(setting.size), counts), action, np.zeros(total, np.int64))])

    def block(self, start: int, end: int) -> tuple[Acts, Percepts]:
        """Return the acts, and what the perceivers perceive, in ``start <= tick < end``; the rest is kept for later."""
        setting = self.setting
        setting.start, setting.end = start, end
        spontaneous = self._spontaneous()
        brought = [(acts, percepts) for _, module in self.active
                   for acts, percepts in [module.originate(setting, spontaneous)]]
        acts = join_acts([self._acts, spontaneous, *(made for made, _ in brought)])
        now = acts.tick < end
        acts, self._acts = _split(acts, now), _split(acts, ~now)
        observed = [module.observe(setting, acts) for _, module in self.active]
        percepts = join_percepts([self._percepts, *(made for _, made in brought), *observed])
        percepts = _distinct(_split(percepts, self.wanted[percepts.animal]))
        now = percepts.tick < end
        percepts, self._percepts = _split(percepts, now), _split(percepts, ~now)
        return acts, percepts

    def agenda(self, start: int, end: int) -> list[Event]:
        """Return the acts and percepts of the perceivers, in the order of the engine."""
        acts, percepts = self.block(start, end)
        acts = _split(acts, self.wanted[acts.actor])
        kind = np.where(percepts.kind == VISUAL_OTHER, self._viewpoints(percepts), percepts.kind + self.views - 1)
        zeros = np.zeros(len(acts.tick), np.int64)
        rows = np.concatenate([
            np.stack([acts.tick, zeros + ACT, acts.actor, zeros, acts.action, acts.origin]),
            np.stack([percepts.tick, np.full(len(kind), PERCEPT), percepts.animal, kind, self.shown[percepts.action],
                      percepts.source])], axis=1)
        order = np.lexsort((rows[2], rows[1], rows[0]))
        return list(zip(*rows[:, order].tolist(), strict=True))

    def _viewpoints(self, percepts: Percepts) -> Ints:
        """Return the viewpoint of each percept: drawn evenly for others, 0 with one viewpoint."""
        view = np.zeros(len(percepts.tick), np.int64)
        if self.views > 1:
            for number, name in enumerate(self.setting.sources):
                rows = np.flatnonzero(percepts.source == number)
                view[rows] = self.setting.stream(name, "viewpoint").integers(self.views, size=len(rows))
        return view


Rows = TypeVar("Rows", Acts, Percepts)


def _split(rows: Rows, keep: np.ndarray) -> Rows:
    """Return the rows that are flagged, as the same kind of table."""
    return type(rows)(*(column[keep] for column in rows))


def _distinct(percepts: Percepts) -> Percepts:
    """Return the percepts in order, each act perceived once by an animal in one population (the first source keeps it)."""
    order = np.lexsort((percepts.actor, percepts.action, percepts.kind, percepts.animal, percepts.tick))
    columns = np.stack([percepts.tick, percepts.animal, percepts.kind, percepts.action, percepts.actor])[:, order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (columns[:, 1:] != columns[:, :-1]).any(axis=0)
    return Percepts(*(column[order[first]] for column in percepts))


def derangement(effectors: tuple[str, ...], kinds: tuple[str, ...]) -> Ints:
    """Return the permuted world: each action shown as another, of another effector and of the same kind where possible.

    The assignment has the greatest weight (4 for another effector, 2 for the same kind) among all without a fixed point.
    """
    import networkx as nx

    graph, count = nx.Graph(), len(effectors)
    for done in range(count):
        for seen in range(count):
            if done != seen:
                fit = 1 + 4 * (effectors[done] != effectors[seen]) + 2 * (kinds[done] == kinds[seen])
                graph.add_edge(("done", done), ("seen", seen), weight=fit)
    pairs = nx.max_weight_matching(graph, maxcardinality=True)
    shown = np.arange(count)
    for first, second in pairs:
        done, seen = (first, second) if first[0] == "done" else (second, first)
        shown[done[1]] = seen[1]
    return shown
