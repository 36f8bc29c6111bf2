"""Ordinary life between training and test."""

from dataclasses import replace

import numpy as np

from mirror_abm.base.shelf import sources
from mirror_abm.engine.population import Population
from mirror_abm.experiments import contract as c
from mirror_abm.laboratory import cohort as cohorts
from mirror_abm.laboratory import home_life
from mirror_abm.laboratory.cohort import Cohort

from .subjects import PRESET, one


def test_a_day_at_home_is_what_the_population_would_have_lived(monkeypatch):
    """The agents engine, given the events of the group's own day, arrives at the same weights."""
    events, ticks, made = [], [], home_life.day_of

    def remembered(population, group, number, length):
        found = made(population, group, number, length)
        events.append(found)
        ticks.append(length)
        return found

    monkeypatch.setattr(home_life, "day_of", remembered)
    cohort = replace(PRESET, animals=2)
    animal = one(1, cohort)
    animal.undergo((c.live(0.02),))
    home = Population(
        "homo_sapiens",
        seed=cohort.seed,
        groups=2,
        point=True,
        learners=1,
        cap=cohorts.GROUP_SIZE,
        carrier=True,
        engine="agents",
        collect=False,
    )
    born = home.learners[1].network
    cohorts.preset(born)
    before = born.weights.copy()
    for group in range(2):
        home.script(group, events[0])
    home.forward(ticks[0])
    home.learners[1].rest(ticks[0])  # a day ends with rest
    assert len(events[0].tick) > 20
    assert np.array_equal(born.weights[:-1], animal.network.weights[:-1])
    assert not np.array_equal(before[:-1], born.weights[:-1])
    assert not animal.network.weights[-1].any()  # what is learned at home stays at home
    assert np.array_equal(animal.home[0], born.weights[-1])


def test_conditions_live_the_same_day_and_animals_do_not():
    cohort = replace(PRESET, animals=2)
    first, again, other = one(0, cohort), one(0, cohort), one(1, cohort)
    again.undergo((c.phase(c.trial(30, see=c.sight("open"), do="close")),))
    population = first.population
    assert again.population is population
    lived = [home_life.day_of(population, group, 0, 100_000) for group in (0, 1)]
    assert not np.array_equal(lived[0].tick, lived[1].tick)
    for animal in (first, again, other):
        animal.undergo((c.live(0.1),))
    assert not np.array_equal(first.network.weights, again.network.weights)


def test_a_day_at_home_comes_as_it_is_and_at_the_stage_of_life_that_the_age_is():
    """People who grew up in time-lapse are imitated at home only up to an age of two years."""
    copied = []
    for age in (700.0, 735.0):
        population = cohorts.raised(Cohort("homo_sapiens", animals=1, age=age))
        assert population.lapse > 50
        day = home_life.day_of(population, 0, 0, population.day_ticks)
        number = list(sources.names).index("being_imitated")
        copied.append(int(((day.kind >= 0) & (day.source == number)).sum()))
        assert day.tick.max() < population.day_ticks
    assert copied[0] > 20
    assert copied[1] == 0


def test_who_learns_nothing_lives_on_as_it_was():
    animal = one(cohort=replace(PRESET, account="genetic"))
    before = animal.network.weights.copy()
    animal.undergo((c.live(1),))
    assert np.array_equal(animal.network.weights, before)
