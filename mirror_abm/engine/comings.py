"""Who comes and goes in a community, between two days, by Mesa's own verbs.

Each place in a group has its ties. ``animal.remove()`` leaves a place empty, and
``Animal(community, group, index)`` takes an empty one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ..base.errors import InputError
from ..experience.events import EventStream
from .animal import Animal
from .places import enter, leave, without_events

if TYPE_CHECKING:
    from .population import Population

    _Base = Population
else:
    _Base = object


class Comings(_Base):
    """What lets animals go and come.

    Attributes
    ----------
    births : int
        How many have come since the community was made.
    """

    births: int = 0

    def register_agent(self, agent: Any) -> None:
        """Take an animal in, between two days.

        Parameters
        ----------
        agent : Animal
            The animal.

        Raises
        ------
        InputError
            During a day.
        """
        if self.members < 0:
            super().register_agent(agent)
            return
        self._between_days(f"{type(agent).__name__}: cannot be added")
        self.take_in(agent)

    def admitted(self, animal: Animal) -> None:
        """Give an empty place to an animal that has just been made.

        Parameters
        ----------
        animal : Animal
            With the group and the index that were asked for; -1 for the first empty place.

        Raises
        ------
        InputError
            If there is no such empty place.
        """
        if self.members < 0:
            return
        animal.group, animal.index = self._place(animal)
        group, number = animal.group, animal.index
        self.births += 1
        network = self.habitat.newborn(self.setup, group, self.size - 1 + self.births)
        network.scale(self.grown * self.learning.salience, self.learning.saliences(network))
        animal.__dict__["network"], animal.learns = network, True
        self._animals[group][number] = animal
        if self.arrays:
            self.arrays[group] = enter(network, number, self.arrays[group], self.tick)
        stage = self._stages[group]
        if isinstance(stage, EventStream):
            self._present(stage)[number] = True
            if stage.setting.born is not None:
                stage.setting.born[number] = self.tick
        self._count()

    def _place(self, animal: Animal) -> tuple[int, int]:
        """Return the empty place that an animal takes; an animal without one is none of ours."""
        here = (animal.group, animal.index)
        empty = [
            (group, number)
            for group, animals in enumerate(self._animals)
            for number, each in enumerate(animals)
            if each not in self.agents
        ]
        found = empty[:1] if here == (-1, -1) else [each for each in empty if each == here]
        if found:
            return found[0]
        self.let_go(animal)
        where = "the community" if here == (-1, -1) else f"group {here[0]}, place {here[1]},"
        raise InputError(
            f"{type(animal).__name__}: cannot be added: {where} has no empty place; first let an "
            "animal go, animal.remove()."
        )

    def deregister_agent(self, agent: Any) -> None:
        """Let an animal go, between two days: its place stays empty until another takes it.

        Parameters
        ----------
        agent : Animal
            The animal, which keeps what it knows.

        Raises
        ------
        InputError
            During a day, or if it is not here.
        """
        self._between_days(f"{agent!r}: cannot be removed")
        if agent not in self.agents:
            raise InputError(f"{agent!r}: cannot be removed: it is not in this community.")
        if self.arrays:
            group = self.arrays[agent.group]
            leave(agent, group)
            self.arrays[agent.group] = without_events(group, agent.index)
        self.agenda.forget(agent)
        stage = self._stages[agent.group]
        if isinstance(stage, EventStream):
            self._present(stage)[agent.index] = False
            stage.forget(agent.index)
        self.let_go(agent)
        self._count()

    def _present(self, stage: EventStream) -> Any:
        """Return (n,) who is in a group, to be changed."""
        if stage.present is None:
            stage.present = np.ones(self.size, dtype=bool)
        return stage.present

    def _count(self) -> None:
        """List again who lives here, in order of group and place."""
        every = [animal for animals in self._animals for animal in animals]
        self._learners = [animal for animal in every if animal in self.agents]

    def _between_days(self, what: str) -> None:
        """Refuse that animals go or come during a day, whose events have been made."""
        if self.tick != self._made_until or self.tick % self.day_ticks:
            raise InputError(
                f"{what} during a day, whose events are made at its beginning: go on to its end "
                "first, for example by step()."
            )
