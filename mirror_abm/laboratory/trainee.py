"""One animal in training: the stimuli it meets, the phases it goes through, and how it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from typing import Any, Self

import numpy as np

from ..animal.anatomy import of_units
from ..animal.learning import Learning
from ..animal.network import Array, Network
from ..animal.pathway import Pathway
from ..base.brief import brief
from ..base.errors import unknown
from ..base.seeds import Word, stream
from ..engine.population import Population
from ..experiments.contract import Phase, Stimulus
from . import training
from .home_life import exchange, live_at_home

#: units that code what a stimulus has of its own, at amplitude 1 and at 0.2-0.6: about as many as
#: code an action
OWN, GRADED = 4, 8
FEATURES = OWN + GRADED


def copied(network: Network) -> Network:
    """Return a copy of a network that shares nothing with it.

    Parameters
    ----------
    network : Network
        Left as it is.

    Returns
    -------
    Network
        The copy.
    """
    arrays: dict[str, Any] = {
        name: value.copied() if isinstance(value, Pathway) else value.copy()
        for name, value in vars(network).items()
        if isinstance(value, (np.ndarray, Pathway))
    }
    return replace(network, **arrays, _compounds={})


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

    __repr__ = brief

    @classmethod
    def of(cls, population: Population, number: int, roles: Mapping[str, str]) -> Self:
        """Return a copy of an animal as it enters the laboratory, a context that is new to it.

        Parameters
        ----------
        population : Population
            Where it grew up; left as it is.
        number : int
            Number of the learner.
        roles : mapping of str to str
            The study's names of movements, and the actions that stand for them.

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
        """Give the network blank units, placed before the context, for a stimulus's own features.

        Only their weights at birth are not 0.
        """
        network, constants, name = self.network, self.learning.constants, stimulus.name
        if name in self.features:
            return
        at, n = len(network.weights) - 1, network.units
        draw = stream(self.population.seed_value, *self.address, "features", name)
        there = draw.random((FEATURES, n)) < constants.connectivity
        # they match no action, so their synapses learn as nonmatched ones do
        birth = self.population.birth
        heard = stimulus.modality == "auditory"
        slowed = birth.nonmatched_sound if heard else birth.nonmatched
        rows: dict[str, Any] = {
            "synapse": there * (birth.plasticity * of_units(network.motor, slowed))
            if birth.scaled
            else there,
            "weights": there * draw.normal(0.0, 1.0, (FEATURES, n)) * constants.initial_sd,
        }
        rows["slow"] = rows["weights"]
        if self.learning.rule.ASSOCIABILITY is not None:
            rows["associability"] = np.full((FEATURES, n), self.learning.rule.ASSOCIABILITY)
        pathway = network.to_motor
        network.to_motor = pathway._replace(
            **{
                array: np.insert(getattr(pathway, array), at, row, axis=0)
                for array, row in rows.items()
                if getattr(pathway, array).shape[0] == at + 1
            }
        )
        network.salience = np.insert(
            network.salience, at, np.full(FEATURES, network.salience[0] * stimulus.salience)
        )
        for array in ("sight", "self_sight", "sound", "own_sound"):
            value = getattr(network, array)
            blank = np.zeros((*value.shape[:-1], FEATURES))
            setattr(
                network, array, np.concatenate([value[..., :at], blank, value[..., at:]], axis=-1)
            )
        network.forget_compounds()
        self.features[name] = (
            slice(at, at + FEATURES),
            np.concatenate([np.ones(OWN), 0.2 + 0.4 * draw.random(GRADED)]),
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
            acts = {trial: [self.number(action) for action in trial.do] for trial in phase.trials}
            given = training.schedule(self.network, self.learning, phase, patterns, acts, rng)
            if readable or phase.pause:
                training.teach(self.network, self.learning, given, phase.pause)
            else:
                training.teach_compiled(self.network, self.learning, self.rule, given)
            for _ in range(phase.nights):
                self.learning.night(self.network)
            self.home = live_at_home(
                self.network, self.population, int(self.address[2]), phase.days, self.home
            )

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
            type(self).of(self.population, places.index(self.address[2:4]), self.roles),
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
