"""Who lives in a population: settled when it is made, as all that happens to it is made ahead.

What Mesa offers beside ``step()`` and would have no effect on such a population is refused in one
sentence: animals that go or come, agents that step one by one, and copies. Animals go and come in a
:class:`~mirror_abm.engine.community.Community`, whose events are made a day at a time.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sized
from typing import Any, NoReturn

from ..base.errors import InputError


class DailyRecords(dict[float, Any]):
    """What was collected of the animals, by the number of the day.

    ``batch_run`` of Mesa before 3.4 counts days from 0 where its collector counts from 1: a row had
    the age of one day and the animals of the day before.
    """

    def get(self, step: float, default: Any = None) -> Any:
        """Return what was collected in a step that is counted from 0."""
        return super().get(step + 1, default)


class Membership:
    """What makes the animals of a population the same from its first tick to the last.

    Attributes
    ----------
    members : int
        How many animals there are; -1 while the population is being made.
    """

    members: int = -1
    agents: Collection[Any]
    agents_by_type: Mapping[type, Sized]

    def register_agent(self, agent: Any) -> None:
        """Take an animal in, while the population is being made.

        Parameters
        ----------
        agent : mesa.Agent
            The animal.

        Raises
        ------
        InputError
            The population has been made.
        """
        if self.members >= 0:
            raise InputError(
                f"{type(agent).__name__}: cannot be added: who lives in a population is settled "
                "when it is made, and all that happens to them is made ahead; its `size` makes "
                "larger groups, its `groups` more of them; animals come and go in a Community."
            )
        model: Any = super()
        model.register_agent(agent)

    def admitted(self, animal: Any) -> None:
        """Give a place to an animal that has just been made: those of a population have theirs.

        Parameters
        ----------
        animal : Animal
            The animal.
        """

    def deregister_agent(self, agent: Any) -> None:
        """Refuse to let an animal go.

        Parameters
        ----------
        agent : mesa.Agent
            The animal.

        Raises
        ------
        InputError
            Always.
        """
        raise InputError(
            f"{agent!r}: cannot be removed: who lives in a population is settled when it is made, "
            "and all that happens to them is made ahead; its `size` makes smaller groups, its "
            "`learners` lets only some learn, its `without` takes experience away; animals come "
            "and go in a Community."
        )

    def take_in(self, agent: Any) -> None:
        """Register an animal as Mesa does, and count it: for populations whose members change.

        Parameters
        ----------
        agent : mesa.Agent
            The animal.
        """
        model: Any = super()
        model.register_agent(agent)
        self.members += 1

    def let_go(self, agent: Any) -> None:
        """Forget an animal as Mesa does, and count it: the same.

        Parameters
        ----------
        agent : mesa.Agent
            The animal.
        """
        model: Any = super()
        model.deregister_agent(agent)
        self.members -= 1

    def check_members(self) -> None:
        """Refuse to go on with a set of agents that was changed by hand.

        Raises
        ------
        InputError
            ``agents`` or ``agents_by_type`` has other animals than were made.
        """
        kinds = sum(len(each) for each in self.agents_by_type.values())
        for name, many in (("agents", len(self.agents)), ("agents_by_type", kinds)):
            if many != self.members:
                raise InputError(
                    f"{name}: were {self.members} and are {many}: who lives in a population is "
                    f"settled when it is made; select from a copy, agents.copy(), and leave {name} "
                    "as it is."
                )
        if any(animal.model is not self for animal in self.agents):
            raise InputError(
                "agents: an animal of another population is among them: who lives in a "
                "population is settled when it is made."
            )

    def reset_rng(self, rng: Any = None) -> NoReturn:
        """Refuse to draw anew, for nothing of a population is drawn from Mesa's generators.

        Parameters
        ----------
        rng : object, optional
            The seed.

        Raises
        ------
        InputError
            Always.
        """
        raise InputError(
            f"{self!r}: cannot be given another seed: what happens in it is settled when it is "
            "made; make another population with this seed."
        )

    reset_randomizer = reset_rng

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        """Refuse to be copied and pickled.

        Animals and groups share arrays, which would part in a copy.
        """
        raise InputError(
            f"{self!r}: cannot be copied or pickled, for its animals share arrays with the engine "
            "and lead on to what is made ahead; make it again with the same seed, replicate and "
            "options and let it live as long: it is the same, bit for bit."
        )


def refuse_alone(animal: object, what: str) -> NoReturn:
    """Refuse that one animal lives by itself.

    Parameters
    ----------
    animal : Animal
        The animal.
    what : str
        What was called: ``step``, ``advance``.

    Raises
    ------
    InputError
        Always.
    """
    raise InputError(
        f"{animal!r}: {what}() does nothing for one animal: a group lives through its events "
        "together, in order of time; population.step() is a day of all, population.forward(ticks) "
        "less."
    )
