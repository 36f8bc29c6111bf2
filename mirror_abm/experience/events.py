"""What happens in a group, in order.

Within one tick acts come first, then percepts, then settlements, each in the order of the animals'
numbers. Acts and percepts do not depend on what anybody has learned, so the sources of experience
make them in blocks of time; settlements are queued by the engine as trials open. Doing the same
thing twice in one tick, or perceiving the same act twice in one population of sensory units, counts
once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

import numpy as np

from ..base.brief import brief
from ..base.seeds import stream
from ..base.shelf import sources
from ..layouts.contract import Flags, Ints, Ties
from ..sources.contract import (
    OWN,
    SPONTANEOUS,
    VISUAL_OTHER,
    Acts,
    Percepts,
    Setting,
    Supply,
    join_acts,
    join_percepts,
    no_acts,
    no_percepts,
)
from .merging import merge

ORDER = ("acts", "percepts", "settlements")  #: within one tick
ACT = -1  #: the kind of an event that is an act
BLOCK = 2**17  #: acts of a group in one block of time, about


class Events(NamedTuple):
    """Events of a group in the order of (animal, tick), acts before percepts.

    Attributes
    ----------
    animal, tick : ndarray of int, shape (E,)
        Who, and when.
    kind : ndarray of int, shape (E,)
        ``ACT``, or the kind of a percept: its viewpoint on another animal, ``views`` for the
        animal's own act seen, ``views + 1`` for a sound of another, ``views + 2`` for its own.
    action : ndarray of int, shape (E,)
        What was done, or is perceived.
    source : ndarray of int, shape (E,)
        Source of a percept, origin of an act.
    """

    animal: Ints
    tick: Ints
    kind: Ints
    action: Ints
    source: Ints

    def __repr__(self) -> str:
        return brief(self)


def block_ticks(supply: Supply, size: int, ticks_per_second: float, day: int) -> int:
    """Return the length of a block of time.

    Parameters
    ----------
    supply : Supply
        Supply of experience.
    size : int
        Animals in the group.
    ticks_per_second : float
        Resolution of time.
    day : int
        Length of an active day in ticks.

    Returns
    -------
    int
        Ticks: a day, or as long as the group needs for about ``BLOCK`` acts if that is shorter.

    Notes
    -----
    Some draws begin anew in each block, so its length must not depend on the sources: a source that
    is switched off, and one whose rate is 0, then leave all other draws where they are. Spontaneous
    acts alone are counted, but where attention is solved (:mod:`mirror_abm.experience.attention`):
    there all acts of the intact species are, as in the first edition.
    """
    rate = supply.rate if supply.block_rate is None else supply.block_rate
    hours = BLOCK / max(rate * size, 1e-9)
    return int(min(day, max(100.0, hours * 3600 * ticks_per_second)))


class EventStream:
    """The events of one group, made block by block.

    Parameters
    ----------
    supply : Supply
        Supply of experience.
    ties : Ties
        Relative ties of the group.
    learners : int
        Animals 0 ... learners - 1 are those whose acts and percepts are wanted.
    shown : ndarray of int, shape (K,)
        Which action the world shows when each is done; the identity in the normal world.
    views : int
        Viewpoints on others.
    without : iterable of str
        Sources that are switched off.
    ticks_per_second : float
        Resolution of time.
    seed : int
        Seed of the random streams.
    *address : int or str
        Words that, with the seed, name the streams of this group.
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
        self.address = (seed, address)
        self.present: Flags | None = None  #: which animals are there; all of them if None
        self._acts, self._percepts = no_acts(), no_percepts()

    def _spontaneous(self) -> Acts:
        """Return the spontaneous acts: of each action, a Poisson process in each animal."""
        setting, rates = self.setting, self.setting.supply.action_rate
        counts = (
            setting.stream(SPONTANEOUS, "how many")
            .poisson(rates * setting.hours, (setting.size, len(rates)))
            .ravel()
        )
        tick = setting.stream(SPONTANEOUS, "when").integers(
            setting.start, setting.end, counts.sum()
        )
        actor, action = np.divmod(np.arange(len(counts)), len(rates))
        acts = Acts(
            tick, actor.repeat(counts), action.repeat(counts), np.zeros(len(tick), np.int64)
        )
        return acts if self.present is None else acts.where(self.present[acts.actor])

    def block(self, start: int, end: int) -> tuple[Acts, Percepts]:
        """Return what happens in a block of time; blocks are asked for in order.

        Parameters
        ----------
        start, end : int
            Ticks; the block is ``[start, end)``.

        Returns
        -------
        acts : Acts
            Acts of all animals.
        percepts : Percepts
            What the learners perceive. Copies and answers that come later are kept for their block.

        Raises
        ------
        ValueError
            If a source does not say the origin of the acts that it lets be perceived.
        """
        setting = self.setting
        setting.start, setting.end = start, end
        spontaneous = self._spontaneous()
        brought = [module.originate(setting, spontaneous) for _, module in self.active]
        held, *others = [
            split(made, made.tick < end) for made in (self._acts, *(made for made, _ in brought))
        ]
        acts = join_acts([held[0], spontaneous, *(now for now, _ in others)])
        self._acts = join_acts([later for _, later in (held, *others)])
        if self.present is not None:
            acts = acts.where(self.present[acts.actor])
        observed = [_told(name, module.observe(setting, acts)) for name, module in self.active]
        wanted = [
            split(made, made.animal < self.learners)[0]
            for made in (*(made for _, made in brought), *observed)
        ]
        parts = [split(made, made.tick < end) for made in (self._percepts, *wanted)]
        self._percepts = join_percepts([later for _, later in parts])
        percepts = join_percepts([now for now, _ in parts])
        there = self.present
        if there is not None:
            percepts = percepts.where(there[percepts.animal] & there[percepts.actor])
        return acts, percepts

    def forget(self, animal: int) -> None:
        """Drop what an animal was still to do and perceive, and what others were of it."""
        self._acts = self._acts.where(self._acts.actor != animal)
        held = self._percepts
        self._percepts = held.where((held.animal != animal) & (held.actor != animal))

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
        acts, percepts = self.block(start, end)
        acts, _ = split(acts, acts.actor < self.learners)
        return in_order(acts, percepts, start, self.shown, self.views, self.view_stream)

    def view_stream(self, source: str) -> np.random.Generator:
        """Return the stream from which the viewpoints on what a source brings are drawn."""
        return self.setting.stream(source, "viewpoint")


def in_order(
    acts: Acts,
    percepts: Percepts,
    start: int,
    shown: Ints,
    views: int,
    view_stream: Callable[[str], np.random.Generator],
) -> Events:
    """Return acts and percepts of learners as events, in the order of the engines.

    Parameters
    ----------
    acts, percepts : Acts, Percepts
        Of one block of time.
    start : int
        Tick at which it begins.
    shown : ndarray of int, shape (K,)
        Which action the world shows when each is done.
    views : int
        Viewpoints on others, drawn evenly; 0 with one viewpoint.
    view_stream : callable
        The stream of the viewpoints on what a source brings, by its name.

    Returns
    -------
    Events
        In the order of (animal, tick), each once.
    """
    view = np.zeros(len(percepts.tick), np.int64)
    if views > 1:
        for number, name in enumerate(sources.names):
            rows = np.flatnonzero(percepts.source == number)
            view[rows] = view_stream(name).integers(views, size=len(rows))
    kind = np.where(percepts.kind == VISUAL_OTHER, view, percepts.kind + views - 1)
    doing = np.full(len(acts.tick), ACT)
    animal, tick, kind, action, _, source = merge(
        (acts.actor, acts.tick - start, doing + 1, acts.action, acts.origin, acts.origin),
        (
            percepts.animal,
            percepts.tick - start,
            kind + 1,
            shown[percepts.action],
            percepts.actor,
            percepts.source,
        ),
    )
    return Events(animal, tick + start, kind - 1, action, source)


def _told(source: str, percepts: Percepts) -> Percepts:
    """Return what ``observe`` of a source returned, if it says whose acts are perceived."""
    if (percepts.origin == OWN).any():
        raise ValueError(
            f"sources/{source}.py: observe: give setting.percepts the origins of the acts that are "
            "perceived, acts.origin[rows], as its last argument."
        )
    return percepts


class ScriptedEvents:
    """Events that are given, handed out block by block as an :class:`EventStream` does its own.

    Parameters
    ----------
    events : Events
        Everything that is to happen to the group.
    """

    def __init__(self, events: Events):
        self.given = events

    def events(self, start: int, end: int) -> Events:
        """Return the events of a block of time, in the order of the engines.

        Parameters
        ----------
        start, end : int
            Ticks; the block is ``[start, end)``.

        Returns
        -------
        Events
            In the order of (animal, tick).
        """
        keep = (self.given.tick >= start) & (self.given.tick < end)
        animal, tick, kind, action, source = (column[keep] for column in self.given)
        order = np.lexsort((source, action, kind, kind != ACT, tick, animal))
        return Events(animal[order], tick[order], kind[order], action[order], source[order])


Rows = TypeVar("Rows", Acts, Percepts)


def split(rows: Rows, keep: np.ndarray) -> tuple[Rows, Rows]:
    """Return the rows that are flagged, and the others, as the same kind of table."""
    if keep.all():
        return rows, type(rows)(*(column[:0] for column in rows))
    return type(rows)(*(column[keep] for column in rows)), type(rows)(
        *(column[~keep] for column in rows)
    )
