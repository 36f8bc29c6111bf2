"""Cohorts: which animals take part in an experiment, and how they grew up before it began.

Developed animals have lived to an age, in time-lapse where learning in ordinary life is slow: by
default to maturity, or two years if that comes first, as in a run. Where the clock is fast life is
simulated only until little is still learned; the animals are as old, and as plastic, as told.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from ..animal.constant_values import constants_of
from ..animal.constants import Constants
from ..animal.network import Network
from ..base.brief import brief
from ..base.shelf import accounts, rules
from ..engine.options import Options
from ..engine.population import Population
from ..engine.setup import Setup
from ..experiments.contract import Rearing
from ..profile.senses import left
from ..profile.species import SpeciesProfile, load_species
from ..simulation.horizon import MATURITY, Life, dose, last_change, life, time_lapse
from ..simulation.plan import override

#: what the sight (or sound) of an act drives in a motor unit of that act, given a synapse
PRESET = 0.3
#: animals in the group in which each subject was raised
GROUP_SIZE = 10


@dataclass(frozen=True)
class Cohort:
    """Everything that decides which animals take part: equal cohorts are the same animals.

    Attributes
    ----------
    species : str
        Name of a species file.
    account : str
        Account of where mirror units come from.
    rule : str or None
        Learning rule; None for the account's own.
    seed : int
        Seed of all random streams.
    draw : int or None
        Number of the draw of the uncertain numbers (constants and profile); None for their
        defaults.
    animals : int
        How many animals, each raised in a group of its own.
    kind : str
        ``"developed"`` (raised as the profile says) or ``"preset"`` (a newborn given the matched
        weights of a trained animal).
    days : float
        Active days that developed animals have lived as they come, where there is no age.
    age : float, str or None
        Age in days that they have lived to, or ``"maturity"``: the species' own horizon.
    settings : tuple of (str, float)
        Numbers that are fixed, by dotted name, sorted.
    without : tuple of str
        Sources of experience that are switched off during rearing.
    senseless : tuple of str
        Senses that are missing during rearing: of ``"vision"`` and ``"hearing"``.
    """

    species: str
    account: str = "associative"
    rule: str | None = None
    seed: int = 0
    draw: int | None = None
    animals: int = 8
    kind: str = "developed"
    days: float = 0.0
    age: float | str | None = MATURITY
    settings: tuple[tuple[str, float], ...] = ()
    without: tuple[str, ...] = ()
    senseless: tuple[str, ...] = ()

    __repr__ = brief

    def fixed(self, settings: Mapping[str, float]) -> Cohort:
        """Return the cohort with more numbers fixed.

        Parameters
        ----------
        settings : mapping of str to float
            Numbers by dotted name; they replace those fixed before.

        Returns
        -------
        Cohort
            A new cohort; this one stays as it is.
        """
        given = dict(self.settings) | {name: float(value) for name, value in settings.items()}
        return replace(self, settings=tuple(sorted(given.items())))

    def reared(self, rearing: Rearing) -> Cohort:
        """Return the cohort of a condition whose animals were raised in a way of their own.

        Parameters
        ----------
        rearing : Rearing
            What differs from the species' profile.

        Returns
        -------
        Cohort
            A new cohort; this one stays as it is.
        """
        cohort = replace(
            self.fixed(rearing.settings),
            without=tuple(sorted({*self.without, *rearing.sources})),
            senseless=tuple(sorted({*self.senseless, *rearing.senses})),
        )
        if rearing.days is not None:
            return replace(cohort, days=float(rearing.days), age=None)
        if rearing.age is not None:
            age = rearing.age if isinstance(rearing.age, str) else float(rearing.age)
            return replace(cohort, days=0.0, age=age)
        return cohort


def fixed_constants(cohort: Cohort) -> dict[str, float]:
    """Return the global constants of a cohort that are fixed by hand, and not drawn.

    Parameters
    ----------
    cohort : Cohort
        Its settings.

    Returns
    -------
    dict of str to float
        By name, without ``constants.``.
    """
    return {
        name.removeprefix("constants."): value
        for name, value in cohort.settings
        if name.startswith("constants.")
    }


@lru_cache(maxsize=16)
def _species(name: str) -> SpeciesProfile:
    """Return the profile of a species; a board asks for it again and again."""
    return load_species(name)


def _profile(cohort: Cohort) -> SpeciesProfile:
    """Return the profile of a cohort, with the numbers of it that are fixed."""
    numbers = {name: value for name, value in cohort.settings if not name.startswith("constants.")}
    return override(_species(cohort.species), numbers)


def drawn_constants(cohort: Cohort) -> Constants:
    """Return the global constants of a cohort's draw, before any account changes them."""
    fixed = fixed_constants(cohort)
    return constants_of(cohort.seed, cohort.draw or 0, fixed, cohort.draw is None)


def lived(cohort: Cohort) -> Life:
    """Return how long the animals of a cohort live before the experiment, and in what time-lapse.

    Parameters
    ----------
    cohort : Cohort
        Which animals; their account and sources have no say in it.

    Returns
    -------
    Life
        Days that are simulated, and the age that they lead to.
    """
    return life(_profile(cohort), [drawn_constants(cohort)], cohort.days, cohort.age)


def lived_on(cohort: Cohort, begun: float, age: float) -> Life:
    """Return how much of a later part of life is simulated, and in what time-lapse.

    Parameters
    ----------
    cohort : Cohort
        How the animals live in it.
    begun, age : float
        Age in days at its beginning and at its end.

    Returns
    -------
    Life
        Its ages are days since the beginning. Where the clock is fast it is simulated until little
        is still learned, counted from its beginning, which may bring new experience.
    """
    profile, constants = _profile(cohort), drawn_constants(cohort)
    salience = constants.alpha * constants.incidental_salience
    change = max(0.0, last_change(profile, age) - begun)
    return Life(age - begun, time_lapse(constants), change + dose(profile) / salience)


@lru_cache(maxsize=16)
def settled_in(cohort: Cohort, lapse: float = 1.0) -> Setup:
    """Return what the population of a cohort is made of, and how it lives.

    Parameters
    ----------
    cohort : Cohort
        Which animals.
    lapse : float
        Days of age that a simulated day stands for.

    Returns
    -------
    Setup
        Animals that are deprived of a sense have the units for it: only what they live is that of
        a species without the sense, and what an account makes of that.
    """
    profile, options = _profile(cohort), _options(cohort, lapse)
    setup = Setup.of(profile, cohort.account, **options)
    if not cohort.senseless:
        return setup
    less = profile.model_copy(update={"senses": left(profile.senses, cohort.senseless)})
    lost = Setup.of(less, cohort.account, checked=True, **options)
    return replace(
        setup,
        intact=lost.intact,
        supply=lost.supply,
        limited=lost.limited,
        birth=lost.birth,
        learning=replace(lost.learning, sounds=setup.learning.sounds),
    )


def _options(cohort: Cohort, lapse: float) -> Options:
    """Return the options of a cohort's population."""
    return {
        "seed": cohort.seed,
        "replicate": cohort.draw or 0,
        "groups": cohort.animals,
        "point": cohort.draw is None,
        "learners": 1,
        "cap": GROUP_SIZE,
        "constants": fixed_constants(cohort),
        "without": cohort.without,
        "rule": accounts.load(cohort.account).RULE if cohort.rule is None else cohort.rule,
        "carrier": True,
        "lapse": lapse,
    }


@lru_cache(maxsize=12)
def raised(cohort: Cohort) -> Population:
    """Return the population in which a cohort grew up.

    Parameters
    ----------
    cohort : Cohort
        Which animals.

    Returns
    -------
    Population
        One learner in each of ``cohort.animals`` groups. It is kept and shared: copy an animal
        before you train it.

    Notes
    -----
    Preset animals do not grow up, and animals whose account learns nothing stay as they were born.
    Every animal carries the heritable system that some accounts assume: the laboratory asks what
    follows from an account where it applies.
    """
    rule = accounts.load(cohort.account).RULE if cohort.rule is None else cohort.rule
    rules.load(rule)
    before = lived(cohort)
    lives = cohort.kind == "developed" and rules.load(rule).PLASTIC and before.days > 0
    population = Population(
        settled_in(cohort, before.lapse if lives else 1.0),
        collect=False,
        engine="compiled" if lives else "agents",
    )
    if lives:
        grow_up(population, before)
    elif cohort.kind == "preset" and rules.load(rule).PLASTIC:
        for animal in population.learners:
            preset(animal.network)
    return population


def grow_up(population: Population, before: Life) -> None:
    """Let a newborn population live, sleep as many nights as it is days old, and be of its age.

    Parameters
    ----------
    population : Population
        Changed in place.
    before : Life
        The life before it enters the laboratory.
    """
    population.forward(round(before.days * population.day_ticks))
    whole = population.tick // population.day_ticks
    if before.lapse > 1:  # the nights of the days of age since the last simulated day ended
        nights = math.floor(min(before.age, before.until)) - whole * before.lapse
        for animal in population.learners if nights > 0 else ():
            population.learning.night(animal.network, nights)
    population.skip(max(0.0, before.age - min(before.age, before.until)))


def preset(network: Network, level: float = PRESET) -> None:
    """Give a newborn network the matched weights of a trained animal, whatever the account.

    Parameters
    ----------
    network : Network
        Changed in place.
    level : float
        What a motor unit of an act receives in all from the act's own visual units (viewpoint 0)
        that have a synapse on it, and likewise from its auditory units; execution drives by 1.
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
