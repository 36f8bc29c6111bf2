"""One animal in training: the stimuli it meets, the phases it goes through, and how it changes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Self

import numpy as np

from ..animal.learning import Learning
from ..animal.network import Array, Network
from ..base.brief import brief
from ..base.errors import InputError, unknown
from ..base.seeds import Word, stream
from ..engine.population import Population
from ..experiments.contract import Phase, Stimulus
from ..simulation.horizon import Life
from . import training
from .blank_units import blank_units, copied
from .cohort import Cohort, lived_on
from .home_life import Stay, exchange, live_at_home


@dataclass
class Trainee:
    """One animal in the laboratory, as its training sees it.

    Attributes
    ----------
    network : Network
        Its own network; no other animal shares it.
    learning : Learning
        How it learns.
    rule : str
        Name of its learning rule.
    population : Population
        The population in which it grew up.
    roles : mapping of str to str
        The study's names of movements, and the actions of the species that stand for them.
    address : tuple
        Replicate, species, group, number and ``"laboratory"``: the address of its random streams.
    features : dict
        Units and amplitudes of what each stimulus met so far has of its own, by name.
    undergone : list of Phase
        The phases it has been through.
    home : list of Array
        What it knows of the context in which it grew up while it is in the laboratory's: weights,
        slow weights and associability, each of shape (n,).
    cohort : Cohort or None
        The cohort of the experiment, before a condition raises it in a way of its own: what
        ordinary life is like for its species. None: as ``population`` lived.
    older : float
        Days of age since it first entered the laboratory: nights, and days of ordinary life.
    days_home : int
        Days of ordinary life that were simulated since then.
    """

    network: Network
    learning: Learning
    rule: str
    population: Population
    roles: Mapping[str, str]
    address: tuple[Word, ...]
    features: dict[str, tuple[slice, Array]] = field(default_factory=dict)
    undergone: list[Phase] = field(default_factory=list)
    home: list[Array] = field(default_factory=list)
    cohort: Cohort | None = None
    older: float = 0.0
    days_home: int = 0

    __repr__ = brief

    @classmethod
    def of(
        cls,
        population: Population,
        number: int,
        roles: Mapping[str, str],
        cohort: Cohort | None = None,
    ) -> Self:
        """Return a copy of an animal as it enters the laboratory, a context that is new to it.

        Parameters
        ----------
        population : Population
            Where it grew up; left as it is.
        number : int
            Number of the learner.
        roles : mapping of str to str
            The study's names of movements, and the actions that stand for them.
        cohort : Cohort, optional
            The cohort of the experiment, before a condition raised it in a way of its own.

        Returns
        -------
        Trainee
            The copy.
        """
        animal = population.learners[number]
        network, learning = copied(animal.network), population.learning.at(1.0)
        rule = learning.rule
        network.scale(population.grown, learning.saliences(network))
        pathway = network.to_motor
        new = [
            np.zeros_like(row[-1]) for row in (pathway.weights, pathway.slow, pathway.associability)
        ]
        home = exchange(network, [*new[:2], new[2] + (rule.ASSOCIABILITY or 0.0)])
        address = (
            population.replicate,
            population.profile.name,
            animal.group,
            animal.index,
            "laboratory",
        )
        return cls(
            network,
            learning,
            rule.__name__.rpartition(".")[2],
            population,
            roles,
            address,
            home=home,
            cohort=cohort,
        )

    # ------------------------------------------------------------------ names and patterns
    @property
    def names(self) -> tuple[str, ...]:
        """The actions of the species."""
        return self.population.repertoire.names

    def number(self, action: str) -> int:
        """Return the number of an action, by the study's name or the species'."""
        name = self.roles.get(action, action)
        if name not in self.names:
            raise unknown("action", action, {*self.names, *self.roles})
        return self.names.index(name)

    def pattern(self, stimulus: Stimulus) -> Array:
        """Return the pattern over cues that a stimulus excites.

        Parameters
        ----------
        stimulus : Stimulus
            What is presented. When one with features of its own is first met, the network is given
            units for them.

        Returns
        -------
        Array
            Strength of each cue, of shape (C,).
        """
        network = self.network
        if stimulus.name:
            self._meet(stimulus)
        pattern = np.zeros(len(network.weights))
        if stimulus.action:
            kind = network.kinds.named(stimulus.view, stimulus.modality)
            pattern += stimulus.like * network.pattern(kind, self.number(stimulus.action))
        if stimulus.name:
            place, x = self.features[stimulus.name]
            pattern[place] = stimulus.amplitude * x
        return pattern

    def _meet(self, stimulus: Stimulus) -> None:
        """Give the network units for a stimulus's own features, when it is first met."""
        name = stimulus.name
        if name not in self.features:
            draw = stream(self.population.seed_value, *self.address, "features", name)
            self.features[name] = blank_units(
                self.network, self.learning, self.population.birth, stimulus, draw
            )

    # ------------------------------------------------------------------ training
    def undergo(self, phases: Sequence[Phase], readable: bool = False, first: int = 0) -> None:
        """Go through the phases of a condition.

        Parameters
        ----------
        phases : sequence of Phase
            In their order.
        readable : bool
            Whether to learn trial by trial in plain Python, which gives the same bits.
        first : int
            Number of the first of these phases; the order of a phase's trials is drawn by its
            number.
        """
        self.undergone += phases
        for place, phase in enumerate(phases, start=first):
            if phase.lesion:
                self.lesion()
            # every stimulus is met before any pattern is made: new features change its length
            for trial in phase.trials:
                for stimulus in trial.see:
                    self.pattern(stimulus)
            rng = stream(self.population.seed_value, *self.address, "order", place)
            patterns = {
                trial: [self.pattern(stimulus) for stimulus in trial.see] for trial in phase.trials
            }
            acts = {
                trial: [self.number(action) for action in trial.actions] for trial in phase.trials
            }
            given = training.schedule(self.network, self.learning, phase, patterns, acts, rng)
            if readable or phase.pause:
                training.teach(self.network, self.learning, given, phase.pause)
            else:
                training.teach_compiled(self.network, self.learning, self.rule, given)
            for _ in range(phase.nights):
                self.learning.night(self.network)
            self.older += phase.nights
            if phase.lives:
                self._live(phase)

    def _live(self, phase: Phase) -> None:
        """Live at home for the days of a phase, or to its age."""
        begun, elsewhere, span = self.population.age + self.older, None, Life(float(phase.days))
        if phase.rearing is not None or phase.age is not None:
            if self.cohort is None:
                raise InputError("live: an animal without its cohort: make it by subject(...).")
            elsewhere = None if phase.rearing is None else self.cohort.reared(phase.rearing)
            if phase.age is not None:
                if phase.age <= begun:
                    raise InputError(
                        f"live(age={phase.age:g}): the animal is {begun:.4g} days old by then: "
                        "must be more."
                    )
                span = lived_on(elsewhere or self.cohort, begun, phase.age)
        stay, group = Stay(span, elsewhere, self.days_home, self.older), int(self.address[2])
        self.home, self.learning = live_at_home(
            self.network, self.learning, self.population, group, self.home, stay
        )
        self.older += span.age
        self.days_home += math.ceil(span.days)

    def lesion(self) -> None:
        """Set all weights to 0: what was learned or built in is gone, the anatomy stays."""
        for pathway in (self.network.to_motor, self.network.to_sound):
            pathway.weights[:] = pathway.slow[:] = 0.0
        self.home[:2] = [np.zeros_like(row) for row in self.home[:2]]

    def copy(self) -> Self:
        """Return a copy that shares nothing with this animal."""
        again = copy(self)
        for name, value in vars(self).items():
            if isinstance(value, (list, dict)):
                setattr(again, name, type(value)(value))
        again.network = copied(self.network)
        return again

    # ------------------------------------------------------------------ learning over phases
    def phase_by_phase(self) -> Iterator[tuple[Self, int]]:
        """Yield this animal as it was before its training, and after each phase of it.

        Yields
        ------
        animal : Trainee
            A fresh copy of the same animal, trained anew with the same draws; it is the same
            object each time. Asking it changes nothing.
        trials : int
            Trials given so far.
        """
        places: list[tuple[object, ...]] = [
            (animal.group, animal.index) for animal in self.population.learners
        ]
        again, given = (
            type(self).of(
                self.population, places.index(self.address[2:4]), self.roles, self.cohort
            ),
            0,
        )
        yield again, given
        for number, phase in enumerate(self.undergone):
            again.undergo((phase,), first=number)
            given += sum(trial.times for trial in phase.trials)
            yield again, given

    def learning_curve(self, score: Callable[[Self], float]) -> list[float]:
        """Return what a score says of this animal after each phase of its training.

        Parameters
        ----------
        score : callable
            Takes the animal, returns a number.

        Returns
        -------
        list of float
            One score a phase.
        """
        return [score(animal) for animal, _ in self.phase_by_phase()][1:]

    def to_criterion(self, score: Callable[[Self], float], criterion: float) -> tuple[Self, int]:
        """Return the animal as it was when it reached a criterion, and the trials it needed.

        Parameters
        ----------
        score : callable
            Takes the animal, returns a number; it is asked after each phase.
        criterion : float
            Score to be reached.

        Returns
        -------
        animal : Trainee
            As it was after the first phase that brought its score to the criterion; as it was at
            the end if none did.
        trials : int
            Trials it had been given by then. If the criterion was never reached these are all
            trials: a lower bound.
        """
        reached = None
        for reached in self.phase_by_phase():
            if reached[1] and score(reached[0]) >= criterion:
                break
        assert reached is not None
        return reached
