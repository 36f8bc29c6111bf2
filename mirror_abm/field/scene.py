"""Who was where and could see what: the acts of a log on the clock of each animal."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..base.errors import InputError, did_you_mean
from ..base.number_text import NOT_THERE
from ..base.shelf import sources
from .log import FieldLog
from .sequence import FIRST, LAST


class Scene:
    """The acts of a log as arrays, and when each animal lives through them.

    Parameters
    ----------
    log : FieldLog
        With the length of every observation known; behaviours are actions.
    actions : list of str
        Names of the actions, in the order of their numbers.
    rate : float
        Ticks per second.
    room : int
        Ticks between two observations, so that nothing is paired across them.

    Attributes
    ----------
    subjects : list of str
        Names of the animals; acts hold their numbers.
    who, action, obs : array of int
        Animal, action and observation of each act.
    whom : array of int
        The animal that was addressed, -1 for nobody or one that never acts.
    addressed : array of bool
        Whether the act was addressed to somebody.
    time : array of float
        Seconds from the beginning of the observation.
    present : array of bool
        Who was in which observation, of shape (observations, animals).
    begin : array of int
        Tick of an animal's clock at which an observation begins, of shape (observations, animals).
    end : array of int
        Tick at which each animal's clock has run out.
    """

    def __init__(self, log: FieldLog, actions: list[str], rate: float, room: int):
        events = log.events
        self.subjects = sorted(events["subject"].unique())
        self.number = {name: index for index, name in enumerate(self.subjects)}
        names = list(events["observation"].unique())
        self.who = events["subject"].map(self.number).to_numpy(np.int64)
        self.obs = events["observation"].map(_index(names)).to_numpy(np.int64)
        self.action = events["behaviour"].map(_index(actions)).to_numpy(np.int64)
        self.time = events["start"].to_numpy(float)
        self.whom = events["target"].map(self.number).fillna(-1).to_numpy(np.int64)
        self.addressed = (events["target"] != "").to_numpy()
        self.present = np.zeros((len(names), len(self.subjects)), bool)
        self.present[self.obs, self.who] = True
        aimed = self.whom >= 0
        self.present[self.obs[aimed], self.whom[aimed]] = True
        place = _index(names)
        for observation, subject in log.watched:
            if observation in place and subject in self.number:
                self.present[place[observation], self.number[subject]] = True
        self.rate = rate
        lengths = np.array([round(log.seconds[name] * rate) + room for name in names])
        ends = np.cumsum(self.present * lengths[:, None], axis=0)
        self.begin = ends - self.present * lengths[:, None]
        self.end = ends[-1]

    def tick(self, rows: NDArray[np.int64], animal: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return when acts happen on the clocks of animals, in ticks."""
        since = np.rint(self.time[rows] * self.rate).astype(np.int64)
        return np.asarray(since + self.begin[self.obs[rows], animal])

    def seen(
        self, seen_by: str, witnesses: pd.Series | None
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return every act with every other animal that could see it.

        Parameters
        ----------
        seen_by : str
            ``"all"``, ``"target"`` or ``"column"``.
        witnesses : Series of str or None
            For ``"column"``, the names of those that saw each act, separated by semicolons or
            commas.

        Returns
        -------
        act, watcher : array of int
            Numbers of acts and animals, pair by pair.

        Raises
        ------
        InputError
            There is no column of those that saw each act.
        """
        if seen_by == "column":
            return self._witnessed(witnesses)
        act, watcher = np.nonzero(self.present[self.obs])
        other = watcher != self.who[act]
        if seen_by == "target":
            other &= ~self.addressed[act] | (watcher == self.whom[act])
        return act[other], watcher[other]

    def _witnessed(
        self, witnesses: pd.Series | None
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return every act with every other animal that is said to have seen it and was there."""
        if witnesses is None:
            raise InputError(
                "seen_by = 'column': events have no column seen_by with the animals that saw each "
                "act."
            )
        pairs = {
            (act, self.number[name])
            for act, cell in enumerate(witnesses)
            for name in witnesses_in(cell, self.number)
            if name in self.number and self.number[name] != self.who[act]
        }
        found = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
        there = self.present[self.obs[found[:, 0]], found[:, 1]]
        return found[there, 0], found[there, 1]


def check_witnesses(log: FieldLog, witnesses: pd.Series | None) -> None:
    """Refuse names of witnesses that are no subject of a log.

    Parameters
    ----------
    log : FieldLog
        The log, before anything is left out.
    witnesses : Series of str or None
        The names of those that saw each act.

    Raises
    ------
    InputError
        A name is nobody's: nobody would have seen what it is said to have seen.
    """
    subjects = sorted(log.events["subject"].unique())
    for row, cell in enumerate(() if witnesses is None else witnesses):
        for name in witnesses_in(cell, subjects):
            if name not in subjects:
                act = log.events.iloc[row]
                raise InputError(
                    f"seen_by = {cell!r}, of {act['behaviour']!r} at {act['start']:.10g} s: "
                    f"{name!r} is no subject of the log, which has {', '.join(subjects[:20])}."
                    f"{did_you_mean(name, subjects)}"
                )


def witnesses_in(cell: str, known: Collection[str]) -> list[str]:
    """Return the names in a cell of those that saw an act.

    Parameters
    ----------
    cell : str
        Names separated by semicolons, or by commas where no animal has one in its name.
    known : collection of str
        Names that there are.

    Returns
    -------
    list of str
        The names, whether they are known or not.
    """
    found: list[str] = []
    for part in (part.strip() for part in cell.split(";")):
        found += [part] if part in known else [each.strip() for each in part.split(",")]
    return [name for name in found if name not in NOT_THERE]


def _index(names: list[str]) -> dict[str, int]:
    """Return the number of each name."""
    return {name: number for number, name in enumerate(names)}


def sources_of_sights(
    scene: Scene, act: NDArray[np.int64], watcher: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the source of experience to which the ledger puts down each sight of another's act.

    Parameters
    ----------
    scene : Scene
        The acts.
    act : array of int
        The acts that were seen.
    watcher : array of int
        Who saw each, of the same shape.

    Returns
    -------
    array of int
        Numbers on the shelf ``sources``: *synchrony* if the watcher begins the same within 0.2 s,
        *being_imitated* if it does the same 0.2-5 s before or after, else *watching_others*.
    """
    span = float(scene.time.max()) + 10 * LAST
    kinds = int(scene.action.max()) + 1
    animals = len(scene.subjects)

    def place(
        obs: NDArray[np.int64], animal: NDArray[np.int64], action: NDArray[np.int64]
    ) -> NDArray[Any]:
        return np.asarray(((obs * animals + animal) * kinds + action) * span)

    own = np.sort(place(scene.obs, scene.who, scene.action) + scene.time)
    at = place(scene.obs[act], watcher, scene.action[act]) + scene.time[act]

    def within(first: float, last: float) -> NDArray[Any]:
        before = np.searchsorted(own, at + first, "left")
        return np.asarray(np.searchsorted(own, at + last, "right") > before)

    names = sources.names
    return np.select(
        [within(-FIRST, FIRST), within(-LAST, LAST)],
        [names.index("synchrony"), names.index("being_imitated")],
        names.index("watching_others"),
    ).astype(np.int64)
