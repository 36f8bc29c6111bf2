"""The animals of the laboratory: raised or preset, copied for each condition, trained, and asked.

A :class:`Subject` is all that an experiment's ``measure`` sees: it answers stimuli; its weights are not for reading.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from ..animal import constants as constants_module
from ..animal.learning import Learning
from ..animal.network import Array, Network
from ..animal.pathway import Pathway
from ..base.errors import InputError, unknown
from ..base.seeds import Word, stream
from ..base.shelf import accounts, measures, rules
from ..conditioning.acquisition_rate import matched
from ..engine.population import Population
from ..experiments.contract import Phase, Rearing, Stimulus, Trial, sight
from ..profile.species import SpeciesProfile, load_species
from ..simulation.plan import override
from ..simulation.recordings import panel
from . import training
from .acquisition import choice, curve, to_criterion
from .home_life import exchange
from .home_life import live as live_on
from .readouts import facilitation, race

KINDS = ("developed", "preset")
PRESET = 0.6  #: what the sight (or sound) of an act drives in a motor unit of the act, if a synapse joins them
DAYS = 3.0  #: active days that developed animals lived before the experiment
CAP = 10  #: animals in the group in which each was raised
OWN, GRADED = (
    4,
    8,
)  #: units that code what a stimulus has of its own, at 1 and at 0.2-0.6: about as an action is coded
FEATURES = OWN + GRADED


@dataclass(frozen=True)
class Cohort:
    """Which animals: everything that decides them; equal cohorts are the same animals.

    draw : number of the draw of the uncertain numbers (constants and profile), None for their defaults.
    """

    species: str
    account: str = "associative"
    rule: str | None = None
    seed: int = 0
    draw: int | None = None
    animals: int = 8
    kind: str = "developed"
    days: float = DAYS
    settings: tuple[tuple[str, float], ...] = ()
    without: tuple[str, ...] = ()

    def fixed(self, settings: Mapping[str, float]) -> Cohort:
        """Return the cohort with more numbers fixed."""
        given = dict(self.settings) | {name: float(value) for name, value in settings.items()}
        return replace(self, settings=tuple(sorted(given.items())))

    def reared(self, rearing: Rearing) -> Cohort:
        """Return the cohort of a condition whose animals were raised in a way of their own."""
        return replace(
            self.fixed(rearing.settings),
            without=tuple(sorted({*self.without, *rearing.without})),
            days=self.days if rearing.days is None else float(rearing.days),
        )


def _constants(cohort: Cohort, rule: str) -> dict[str, float]:
    """Return the global constants that are fixed: by hand, and the betas of the rule at matched half-life."""
    fixed = {
        name.removeprefix("constants."): value
        for name, value in cohort.settings
        if name.startswith("constants.")
    }
    made = (
        constants_module.constants(**fixed)
        if cohort.draw is None
        else constants_module.draw(cohort.seed, cohort.draw, fixed)
    )
    return fixed | (matched(rule, made) if rules.load(rule).PLASTIC else {})


@lru_cache(maxsize=16)
def _species(name: str) -> SpeciesProfile:
    """Return the profile of a species; a board asks for it again and again."""
    return load_species(name)


@lru_cache(maxsize=12)
def raised(cohort: Cohort) -> Population:
    """Return the population in which the cohort grew up: one learner in each of ``animals`` groups.

    Preset animals, and those whose account learns nothing, are as they were born. Animals are carriers of the heritable system
    that some accounts assume: the laboratory asks what follows from the account where it applies.
    """
    rule = accounts.load(cohort.account).RULE if cohort.rule is None else cohort.rule
    rules.load(rule)
    numbers = {name: value for name, value in cohort.settings if not name.startswith("constants.")}
    lives = cohort.kind == "developed" and rules.load(rule).PLASTIC and cohort.days > 0
    population = Population(
        override(_species(cohort.species), numbers),
        cohort.account,
        seed=cohort.seed,
        replicate=cohort.draw or 0,
        groups=cohort.animals,
        point=cohort.draw is None,
        learners=1,
        cap=CAP,
        constants=_constants(cohort, rule),
        without=cohort.without,
        rule=rule,
        carrier=True,
        collect=False,
        engine="compiled" if lives else "agents",
    )
    if lives:
        population.forward(round(cohort.days * population.day_ticks))
    elif cohort.kind == "preset" and rules.load(rule).PLASTIC:
        for animal in population.learners:
            preset(animal.network)
    return population


def preset(network: Network, level: float = PRESET) -> None:
    """Give a newborn network the matched weights of a trained animal, all of one level, whatever the account.

    Each motor unit of an act that has synapses from own units of the act's sight (from viewpoint 0), or of its sound, gets from
    them together what drives it by ``level``.
    """
    for banks in (network.sight[0], network.sound):
        for action, pattern in enumerate(banks):
            cues, units = (
                np.flatnonzero(pattern == 1.0),
                np.flatnonzero(network.motor[action] == 1.0),
            )
            pathway = network.to_motor
            there = np.asarray(pathway.synapse)[np.ix_(cues, units)] > 0
            share = np.where(there, level / np.maximum(1, there.sum(axis=0)), 0.0)
            for weights in (pathway.weights, pathway.slow):
                if weights.shape == pathway.weights.shape:
                    weights[np.ix_(cues, units)] = np.where(
                        there, share, weights[np.ix_(cues, units)]
                    )


def copied(network: Network) -> Network:
    """Return a copy of a network that shares nothing with it."""
    arrays: dict[str, Any] = {
        name: value.copied() if isinstance(value, Pathway) else value.copy()
        for name, value in vars(network).items()
        if isinstance(value, (np.ndarray, Pathway))
    }
    return replace(network, **arrays, _compounds={})


@dataclass
class Subject:
    """One animal in the laboratory.

    names : the actions of its species; ``roles`` : the study's names for some of them. home : what it knows of the context in
    which it grew up, while it is in the laboratory's (weights, slow weights, associability).
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

    @classmethod
    def of(cls, population: Population, number: int, roles: Mapping[str, str]) -> Subject:
        """Return a copy of learner ``number`` of ``population`` as it enters the laboratory, a context that is new to it."""
        animal = population.learners[number]
        network, rule = copied(animal.network), population.learning.rule
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
            population.learning,
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
        """Return (C,) what a stimulus excites; units of its own are added to the network when it is first met."""
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
        """Give the network units for what ``stimulus`` has of its own: blank but for the initial weights, before the context."""
        network, constants, name = self.network, self.learning.constants, stimulus.name
        if name in self.features:
            return
        at, n = len(network.weights) - 1, network.units
        draw = stream(self.population.seed_value, *self.address, "features", name)
        there = draw.random((FEATURES, n)) < constants.connectivity
        birth = (
            self.population.birth
        )  # features of their own match nothing: they learn as what does not match
        rows: dict[str, Any] = {
            "synapse": there * (birth.plasticity * birth.nonmatched) if birth.scaled else there,
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
        for array in ("sight", "self_sight", "sound"):
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
        """Go through the phases of a condition; ``readable`` settles trial by trial in Python, with the same bits.

        ``first`` : number of the first of them, by which the order of its trials is drawn.
        """
        self.undergone += phases
        for place, phase in enumerate(phases, start=first):
            if phase.lesion:
                self.lesion()
            for trial in phase.trials:
                for stimulus in trial.see:
                    self.pattern(stimulus)
            rng = stream(self.population.seed_value, *self.address, "order", place)
            patterns = {
                trial: [self.pattern(stimulus) for stimulus in trial.see] for trial in phase.trials
            }
            acts = {trial: [self.number(action) for action in trial.do] for trial in phase.trials}
            given = training.course(self.network, self.learning, phase, patterns, acts, rng)
            if readable or phase.pause:
                training.settle(self.network, self.learning, given, phase.pause)
            else:
                training.settle_compiled(self.network, self.learning, self.rule, given)
            for _ in range(phase.nights):
                self.learning.night(self.network)
            self.home = live_on(
                self.network, self.population, int(self.address[2]), phase.days, self.home
            )

    def lesion(self) -> None:
        """Set all weights to 0: the anatomy stays, what was learned (or built in) is gone."""
        for pathway in (self.network.to_motor, self.network.to_sound):
            pathway.weights[:] = pathway.slow[:] = 0.0
        self.home[:2] = [np.zeros_like(row) for row in self.home[:2]]

    def copy(self) -> Subject:
        """Return a copy that shares nothing with this animal."""
        again = copy(self)
        for name, value in vars(self).items():
            if isinstance(value, (list, dict)):
                setattr(again, name, type(value)(value))
        again.network = copied(self.network)
        return again

    def contingency_sensitivity(
        self, seen: Stimulus, done: str, pairings: int = 100, extra: int = 100
    ) -> float:
        """Return the share of what ``pairings`` of a stimulus and an act teach that is lost if ``extra`` acts come without it.

        0 for a rule that counts pairings; this animal is left as it is.
        """
        taught = []
        for alone in (0, extra):
            animal = self.copy()
            before = animal.drive(seen, done)
            animal.undergo((Phase((Trial(pairings, (seen,), (done,)), Trial(alone, (), (done,)))),))
            taught.append(animal.drive(seen, done) - before)
        return 1.0 - taught[1] / taught[0] if taught[0] else 0.0

    # ------------------------------------------------------------------ what it answers
    def response(self, *stimuli: Stimulus, slow: bool = False) -> Array:
        """Return (n,) what stimuli drive in the motor units beyond the context; ``slow``: by what is entrenched alone."""
        for (
            stimulus
        ) in stimuli:  # all features are met before any pattern is made: they change its length
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
        """Return the mean response of the motor units of ``action`` to a stimulus (to the sight of an action, by name)."""
        stimulus = sight(seen) if isinstance(seen, str) else seen
        return float(
            self.response(stimulus, slow=slow)[
                self.network.motor[self.number(action)] == 1.0
            ].mean()
        )

    def mirror(
        self, action: str, others: Sequence[str], shown: Callable[[str], Stimulus] = sight
    ) -> float:
        """Return the mirror index of an action: its own response to its sight, minus that to the sight of ``others``."""
        return self.drive(shown(action), action) - float(
            np.mean([self.drive(shown(other), action) for other in others])
        )

    def automatic_imitation(
        self, first: str, second: str, shown: Callable[[str], Stimulus] = sight
    ) -> float:
        """Return the cost, in ms, of seeing the other of two movements instead of the same while doing one.

        ``mean RT(incompatible) - mean RT(compatible)`` over both movements, by
        :func:`mirror_abm.laboratory.readouts.race`; ``shown`` makes the stimulus of a movement
        (``sight``, ``robot``, ...).
        """
        times: dict[bool, list[float]] = {True: [], False: []}
        for done, other in ((first, second), (second, first)):
            for seen in (first, second):
                times[seen == done].append(
                    race(self.drive(shown(seen), done), self.drive(shown(seen), other))
                )
        return float(np.mean(times[False]) - np.mean(times[True]))

    def population_response(self, seen: Stimulus | str, actions: Sequence[str] = ()) -> float:
        """Return the mean activity of the motor units (of ``actions``, or all) while something is seen; none is below 0."""
        stimulus = sight(seen) if isinstance(seen, str) else seen
        active = np.maximum(self.response(stimulus), 0.0)
        numbers = [self.number(action) for action in actions]
        return float(
            active[(self.network.motor[numbers] == 1.0).any(axis=0)].mean()
            if numbers
            else active.mean()
        )

    def reaction_time(self, seen: Stimulus, done: str, other: str) -> float:
        """Return the reaction time, in ms, of doing ``done``, and not ``other``, while ``seen`` is shown."""
        return race(self.drive(seen, done), self.drive(seen, other))

    def correct(self, seen: Stimulus | str, done: str, other: str) -> float:
        """Return the chance that ``done`` and not ``other`` is chosen while something is seen; noise as in a recorded trial."""
        return choice(
            self.drive(seen, done) - self.drive(seen, other), self.learning.constants.trial_noise
        )

    def learning_curve(self, score: Callable[[Subject], float]) -> list[float]:
        """Return what ``score`` says of this animal after each phase of its training."""
        return curve(self, score)

    def to_criterion(
        self, score: Callable[[Subject], float], criterion: float
    ) -> tuple[Subject, int]:
        """Return the animal after the phase that first brought ``score`` to ``criterion`` (or the last), and the trials."""
        return to_criterion(self, score, criterion)

    def motor_evoked_potential(self, seen: Stimulus | str, action: str, at: float = 320.0) -> float:
        """Return how much the muscle of ``action`` is facilitated ``at`` ms after the onset of what is seen."""
        return facilitation(self.drive(seen, action), self.drive(seen, action, slow=True), at)

    def recordings(
        self,
        shown: Callable[[str], Stimulus] = sight,
        label: str = "other",
        actions: Sequence[str] = (),
    ) -> pd.DataFrame:
        """Return a table as :func:`mirror_abm.simulation.recordings.recordings` makes it, of this
        subject and of any kind of stimulus.

        ``actions`` : recorded; the standard panel if none is given. Columns: unit, view (``label``), action, executed, observed.
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
                "executed": (done + spread * noise.standard_normal(done.shape)).ravel(),
                "observed": (seen + spread * noise.standard_normal(seen.shape)).ravel(),
            }
        )

    def single_units(
        self,
        shown: Callable[[str], Stimulus] = sight,
        label: str = "other",
        actions: Sequence[str] = (),
    ) -> pd.DataFrame:
        """Return one row per recorded motor unit: congruent, kind, expected, ... of the measure ``congruence``."""
        return measures.load("congruence").measure(
            self.recordings(shown, label, actions), self.learning.constants.criterion
        )

    def congruent_share(
        self,
        shown: Callable[[str], Stimulus] = sight,
        label: str = "other",
        actions: Sequence[str] = (),
    ) -> float:
        """Return the share of congruent units minus its expectation under permuted labels."""
        units = self.single_units(shown, label, actions)
        return float((units["congruent"] - units["expected"]).mean())


def subject(cohort: Cohort, number: int, roles: Mapping[str, str]) -> Subject:
    """Return a fresh copy of animal ``number`` of a cohort."""
    if cohort.kind not in KINDS:
        raise InputError(f"subjects = {cohort.kind!r}: must be one of {', '.join(KINDS)}.")
    return Subject.of(raised(cohort), number, roles)
