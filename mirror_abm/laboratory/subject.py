"""The subject of an experiment: what an animal answers when it is tested.

A :class:`Subject` is all that an experiment's ``measure`` sees: it answers stimuli; its weights are
not for reading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..animal.network import Array
from ..base.errors import InputError, unknown
from ..experiments.contract import SUBJECTS, Phase, Stimulus, Trial, own_sound, sight
from .adaptation import fatigue_of, lag_of, repetition_suppression
from .cohort import Cohort, raised
from .electrode import Electrode, Show
from .readouts import choice, facilitation, race

#: what the first and the second of two events are
ORDERS = ("see-see", "do-see", "see-do", "do-do")


@dataclass(repr=False)
class Subject(Electrode):
    """One animal in the laboratory: trained as a :class:`Trainee`, and asked.

    Drives are shares of execution: a motor unit is driven by 1 when its own act is done. Actions go
    by the study's names (``ACTIONS`` of the experiment) or the species'.
    """

    # ------------------------------------------------------------------ what stimuli drive
    def drive(self, seen: Stimulus | str, action: str, slow: bool = False) -> float:
        """Return the mean drive of the motor units of an action by a stimulus.

        Parameters
        ----------
        seen : Stimulus or str
            What is presented; a name means the sight of that action.
        action : str
            The action whose own units are read.
        slow : bool
            Whether by the entrenched (slow) weights alone.

        Returns
        -------
        float
            Mean drive, as a share of execution.
        """
        stimulus = sight(seen) if isinstance(seen, str) else seen
        own = self.network.motor[self.number(action)] == 1.0
        return float(self.response(stimulus, slow=slow)[own].mean())

    def population_response(self, seen: Stimulus | str, actions: Sequence[str] = ()) -> float:
        """Return the mean activity of motor units while something is seen.

        Parameters
        ----------
        seen : Stimulus or str
            What is presented; a name means the sight of that action.
        actions : sequence of str
            Actions whose own units are read; all motor units if empty.

        Returns
        -------
        float
            Mean activity, as a share of execution. No unit is active below 0.
        """
        stimulus = sight(seen) if isinstance(seen, str) else seen
        active = np.maximum(self.response(stimulus), 0.0)
        if actions:
            numbers = [self.number(action) for action in actions]
            active = active[(self.network.motor[numbers] == 1.0).any(axis=0)]
        return float(active.mean())

    def mirror(self, action: str, others: Sequence[str], shown: Show = sight) -> float:
        """Return the mirror index of an action.

        Parameters
        ----------
        action : str
            The action whose own units are read.
        others : sequence of str
            Actions that serve as controls.
        shown : callable
            Makes the stimulus of an action: ``sight``, ``robot``, ...

        Returns
        -------
        float
            Drive of the action's units by its own stimulus, minus their mean drive by the stimuli
            of ``others``; as a share of execution.
        """
        return self.drive(shown(action), action) - float(
            np.mean([self.drive(shown(other), action) for other in others])
        )

    # ------------------------------------------------------------------ behaviour and muscles
    def automatic_imitation(self, first: str, second: str, shown: Show = sight) -> float:
        """Return how much slower a movement is made while the other of two is seen, not the same.

        Parameters
        ----------
        first, second : str
            The two movements.
        shown : callable
            Makes the stimulus of a movement: ``sight``, ``robot``, ...

        Returns
        -------
        float
            Mean RT (incompatible) - mean RT (compatible), in ms, over both movements; reaction
            times are those of :func:`mirror_abm.laboratory.readouts.race`.
        """
        times: dict[bool, list[float]] = {True: [], False: []}
        for done, other in ((first, second), (second, first)):
            for seen in (first, second):
                times[seen == done].append(
                    race(self.drive(shown(seen), done), self.drive(shown(seen), other))
                )
        return float(np.mean(times[False]) - np.mean(times[True]))

    def reaction_time(self, seen: Stimulus, done: str, other: str) -> float:
        """Return the time it takes to do one of two acts while something is seen.

        Parameters
        ----------
        seen : Stimulus
            What is presented.
        done, other : str
            The act that is asked for, and the alternative.

        Returns
        -------
        float
            Reaction time in ms, by :func:`mirror_abm.laboratory.readouts.race`.
        """
        return race(self.drive(seen, done), self.drive(seen, other))

    def correct(self, seen: Stimulus | str, done: str, other: str) -> float:
        """Return the chance that one of two acts is chosen while something is seen.

        Parameters
        ----------
        seen : Stimulus or str
            What is presented; a name means the sight of that action.
        done, other : str
            The act in question, and the alternative.

        Returns
        -------
        float
            Probability of ``done``, by :func:`mirror_abm.laboratory.readouts.choice` with the noise
            of one recorded trial.
        """
        return choice(
            self.drive(seen, done) - self.drive(seen, other), self.learning.constants.trial_noise
        )

    def motor_evoked_potential(self, seen: Stimulus | str, action: str, at: float = 320.0) -> float:
        """Return how much the muscle of an action is facilitated while something is seen.

        Parameters
        ----------
        seen : Stimulus or str
            What is presented; a name means the sight of that action.
        action : str
            The action whose muscle is read.
        at : float
            Time after the onset of what is seen, in ms.

        Returns
        -------
        float
            Facilitation, as a share of execution, by
            :func:`mirror_abm.laboratory.readouts.facilitation`.
        """
        return facilitation(self.drive(seen, action), self.drive(seen, action, slow=True), at)

    # ------------------------------------------------------------------ two events, or several
    def adaptation(
        self,
        action: str,
        other: str,
        order: str = "see-see",
        shown: Show = sight,
        first: Show | None = None,
    ) -> float:
        """Return the repetition suppression of an action: what a first event takes from a second.

        Parameters
        ----------
        action : str
            What is seen, or done, as the second event.
        other : str
            What the first event shows in the control, in place of ``action``.
        order : str
            What the first and the second event are: ``"see-see"``, ``"do-see"``, ``"see-do"`` or
            ``"do-do"``.
        shown : callable
            Makes the stimulus of an action: ``sight``, ``sound``, ...
        first : callable, optional
            The same, of what is seen first, where that is something else.

        Returns
        -------
        float
            Share of the second response that motor units lose because the first event was of the
            same act, by :func:`mirror_abm.laboratory.adaptation.repetition_suppression`.

        Raises
        ------
        InputError
            For another order.
        """
        if order not in ORDERS:
            raise unknown("order", order, ORDERS)
        before, after = order.split("-")

        def activity(event: str, what: str, show: Show = shown) -> Array:
            done: Array = self.network.motor[self.number(what)]
            return done if event == "do" else self.response(show(what))

        drawn = self.cohort.draw if self.cohort else None
        return repetition_suppression(
            activity(before, action, first or shown),
            activity(before, other, first or shown),
            activity(after, action),
            fatigue_of(self.population.seed_value, drawn),
        )

    def sequence_drive(self, sequence: Sequence[str], lag: int, shown: Show = own_sound) -> float:
        """Return how much each act's stimulus drives the act that comes so many acts later.

        Parameters
        ----------
        sequence : sequence of str
            Acts, in their order.
        lag : int
            0 for the act itself, 1 for the next one.
        shown : callable
            Makes the stimulus of an act: ``own_sound``, ``sound``, ...

        Returns
        -------
        float
            Mean drive, as a share of execution, over the acts that have one so much later.
        """
        pairs = [
            (sequence[at], sequence[at + lag])
            for at in range(len(sequence))
            if 0 <= at + lag < len(sequence)
        ]
        if not pairs:
            raise InputError(f"lag = {lag}: no two of {len(sequence)} acts are so far apart.")
        return float(np.mean([self.drive(shown(first), then) for first, then in pairs]))

    def mirroring_offset(
        self, sequence: Sequence[str], step: float, loop: float, shown: Show = own_sound
    ) -> float:
        """Return how much later units respond to playback of a sequence than in performing it.

        Parameters
        ----------
        sequence : sequence of str
            Acts, in their order.
        step : float
            Seconds from one act to the next.
        loop : float
            Seconds from an act to the hearing of its sound.
        shown : callable
            Makes the stimulus of an act: ``own_sound``, ``sound``, ...

        Returns
        -------
        float
            Seconds, by :func:`mirror_abm.laboratory.adaptation.lag_of`: ``loop`` where sounds
            excite the acts that made them, 0 where they excite those done as they are heard; not a
            number where no sound drives any unit.
        """
        drives = [[self.drive(shown(heard), act) for act in sequence] for heard in sequence]
        return lag_of(drives, step, loop)

    def contingency_sensitivity(
        self, seen: Stimulus, done: str, pairings: int = 100, extra: int = 100
    ) -> float:
        """Return how much of what pairings teach is lost if the act also comes on its own.

        Parameters
        ----------
        seen : Stimulus
            What is presented.
        done : str
            The act.
        pairings : int
            Trials of the stimulus with the act.
        extra : int
            Trials of the act without the stimulus.

        Returns
        -------
        float
            Share of the learned drive that is lost: 0 for a rule that counts pairings. This animal
            is left as it is.
        """
        taught = []
        for alone in (0, extra):
            animal = self.copy()
            before = animal.drive(seen, done)
            animal.undergo((Phase((Trial(pairings, (seen,), (done,)), Trial(alone, (), (done,)))),))
            taught.append(animal.drive(seen, done) - before)
        return 1.0 - taught[1] / taught[0] if taught[0] else 0.0


def subject(
    cohort: Cohort, number: int, roles: Mapping[str, str], base: Cohort | None = None
) -> Subject:
    """Return a fresh copy of an animal, which shares nothing with other copies.

    Parameters
    ----------
    cohort : Cohort
        Where it comes from.
    number : int
        Number of the animal, from 0.
    roles : mapping of str to str
        The study's names of movements, and the actions of the species that stand for them.
    base : Cohort, optional
        The cohort of the experiment, where ``cohort`` was raised in a condition's own way.

    Returns
    -------
    Subject
        The animal, untrained.

    Raises
    ------
    InputError
        If the cohort is of no known kind.
    """
    if cohort.kind not in SUBJECTS:
        raise InputError(f"subjects = {cohort.kind!r}: must be one of {', '.join(SUBJECTS)}.")
    return Subject.of(raised(cohort), number, roles, base or cohort)
