"""What is still to happen to the animals of the agents engine, in order."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from ..experience.events import ACT, Events
from .animal import Animal, OpenTrial, Percept

if TYPE_CHECKING:
    from .population import Population


class Agenda:
    """Events and settlements to come, of all groups of a population.

    Parameters
    ----------
    animals : sequence of sequences of Animal
        Animals of each group; groups are of one size.
    """

    def __init__(self, animals: Sequence[Sequence[Animal]]):
        self._animals = animals
        self._events: deque[tuple[int, int, int, int, int, int]] = deque()
        self._settlements: list[tuple[int, int, int, Animal, OpenTrial]] = []
        self._serial = 0

    def load(self, made: Sequence[Events]) -> None:
        """Take the events of the next block of time.

        Parameters
        ----------
        made : sequence of Events
            Those of each group.
        """
        events = Events(*(np.concatenate(columns) for columns in zip(*made, strict=True)))
        group = np.repeat(np.arange(len(made)), [len(part.tick) for part in made])
        order = np.lexsort((events.animal, group, events.kind != ACT, events.tick))
        rows = (events.tick, group, events.animal, events.kind, events.action, events.source)
        self._events = deque(zip(*(column[order].tolist() for column in rows), strict=True))

    def settle_at(self, tick: int, animal: Animal, trial: OpenTrial) -> None:
        """Queue the settlement of a trial; within a tick, they come in order of group and animal.

        Parameters
        ----------
        tick : int
            When the window of the trial is over.
        animal : Animal
            Whose trial it is.
        trial : OpenTrial
            The trial.
        """
        self._serial += 1
        number = animal.group * len(self._animals[animal.group]) + animal.index
        heapq.heappush(self._settlements, (tick, number, self._serial, animal, trial))

    def forget(self, animal: Animal) -> None:
        """Drop the settlements of an animal that goes.

        Parameters
        ----------
        animal : Animal
            The animal.
        """
        self._settlements = [each for each in self._settlements if each[3] is not animal]
        heapq.heapify(self._settlements)

    def happen(self, model: Population, until: int) -> None:
        """Let everything before a tick happen.

        Parameters
        ----------
        model : Population
            Its clock is set to the time of whatever happens.
        until : int
            The tick.
        """
        events, settlements = self._events, self._settlements
        while events and events[0][0] < until:
            tick, group, index, kind, action, source = events.popleft()
            while settlements and settlements[0][0] < tick:
                self._settle(model)
            model.tick = tick
            animal = self._animals[group][index]
            if kind == ACT:
                animal.act(action)
            else:
                animal.perceive(Percept(kind, action, source))
        while settlements and settlements[0][0] < until:
            self._settle(model)
        model.tick = until

    def _settle(self, model: Population) -> None:
        """Settle the next trial."""
        tick, _, _, animal, trial = heapq.heappop(self._settlements)
        model.tick = tick
        animal.settle(trial)
