"""The subject of an experiment: what an animal answers when it is tested.

A :class:`Subject` is all that an experiment's ``measure`` sees: it answers stimuli; its weights are
not for reading.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ..animal.network import Array
from ..base.errors import InputError
from ..base.seeds import stream
from ..base.shelf import measures
from ..experiments.contract import SUBJECTS, Phase, Stimulus, Trial, sight
from ..simulation.recordings import panel
from .cohort import Cohort, raised
from .readouts import choice, facilitation, race
from .trainee import Trainee

Show = Callable[[str], Stimulus]  #: makes the stimulus of an action


@dataclass(repr=False)
class Subject(Trainee):
    """One animal in the laboratory: trained as a :class:`Trainee`, and asked.

    Drives are shares of execution: a motor unit is driven by 1 when its own act is done. Actions go
    by the study's names (``ACTIONS`` of the experiment) or the species'.
    """

    # ------------------------------------------------------------------ what stimuli drive
    def response(self, *stimuli: Stimulus, slow: bool = False) -> Array:
        """Return what stimuli, presented together, drive in the motor units beyond the context.

        Parameters
        ----------
        *stimuli : Stimulus
            What is presented.
        slow : bool
            Whether by the entrenched (slow) weights alone.

        Returns
        -------
        Array
            Drive of each motor unit, of shape (n,).
        """
        # every stimulus is met before any pattern is made: new features change its length
        for stimulus in stimuli:
            self.pattern(stimulus)
        shown = np.maximum.reduce([self.pattern(stimulus) for stimulus in stimuli])
        network = self.network
        if slow and network.to_motor.entrenched:
            network = replace(
                network,
                to_motor=network.to_motor._replace(weights=network.to_motor.slow),
                to_sound=network.to_sound._replace(weights=network.to_sound.slow),
            )
        return network.response(shown)

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

    # ------------------------------------------------------------------ the electrode
    def recordings(
        self, shown: Show = sight, label: str = "other", actions: Sequence[str] = ()
    ) -> pd.DataFrame:
        """Return recordings of this animal's motor units, from any kind of stimulus.

        Parameters
        ----------
        shown : callable
            Makes the stimulus of an action: ``sight``, ``robot``, ...
        label : str
            What to call this kind of stimulus, in the column ``view``; it also names the noise.
        actions : sequence of str
            Actions that are recorded; the standard panel if empty.

        Returns
        -------
        pandas.DataFrame
            One row per unit and action, as :mod:`mirror_abm.simulation.recordings` makes them.
        """
        constants, repertoire = self.learning.constants, self.population.repertoire
        chosen = [self.number(a) for a in actions] or list(panel(repertoire, int(constants.panel)))
        units = np.flatnonzero((self.network.motor[chosen] == 1.0).any(axis=0))
        spread = constants.trial_noise / np.sqrt(constants.trials)
        noise = stream(self.population.seed_value, *self.address, "recording", label)
        seen = np.stack([self.response(shown(repertoire.names[a]))[units] for a in chosen])
        done = self.network.motor[np.ix_(np.array(chosen), units)]
        names = np.array([repertoire.names[a] for a in chosen])
        return pd.DataFrame(
            {
                "replicate": self.population.replicate,
                "group": self.address[2],
                "animal": self.address[3],
                "unit": np.tile(units, len(chosen)),
                "modality": "visual",
                "view": label,
                "action": np.repeat(names, len(units)),
                "counter": np.repeat(np.roll(names, 1), len(units)),
                "perceptible": True,
                "executed": (done + spread * noise.standard_normal(done.shape)).ravel(),
                "observed": (seen + spread * noise.standard_normal(seen.shape)).ravel(),
            }
        )

    def single_units(
        self, shown: Show = sight, label: str = "other", actions: Sequence[str] = ()
    ) -> pd.DataFrame:
        """Return what each recorded motor unit is, by the measure ``congruence``.

        Parameters
        ----------
        shown, label, actions : callable, str, sequence of str
            As in :meth:`recordings`.

        Returns
        -------
        pandas.DataFrame
            One row per unit: own, other, congruent, kind, expected, ...
        """
        recorded = self.recordings(shown, label, actions)
        criterion = self.learning.constants.criterion
        units: pd.DataFrame = measures.load("congruence").measure(recorded, criterion)
        return units

    def congruent_share(
        self, shown: Show = sight, label: str = "other", actions: Sequence[str] = ()
    ) -> float:
        """Return how many more units respond to what they do than to other acts.

        Parameters
        ----------
        shown, label, actions : callable, str, sequence of str
            As in :meth:`recordings`.

        Returns
        -------
        float
            Own minus other, as the measure ``congruence`` has them.
        """
        units = self.single_units(shown, label, actions)
        return float(units["own"].mean() - units["other"].mean())


def subject(cohort: Cohort, number: int, roles: Mapping[str, str]) -> Subject:
    """Return a fresh copy of an animal, which shares nothing with other copies.

    Parameters
    ----------
    cohort : Cohort
        Where it comes from.
    number : int
        Number of the animal, from 0.
    roles : mapping of str to str
        The study's names of movements, and the actions of the species that stand for them.

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
    return Subject.of(raised(cohort), number, roles)
