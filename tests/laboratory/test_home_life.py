"""Ordinary life between training and test."""

from dataclasses import replace

import numpy as np
import pytest

from mirror_abm.animal.learning import maturity
from mirror_abm.base.errors import InputError
from mirror_abm.base.shelf import sources
from mirror_abm.engine.population import Population
from mirror_abm.experiments import contract as c
from mirror_abm.laboratory import cohort as cohorts
from mirror_abm.laboratory import home_life
from mirror_abm.laboratory.cohort import Cohort
from mirror_abm.laboratory.subject import subject
from mirror_abm.simulation.horizon import Life

from .subjects import PRESET, one


def test_a_day_at_home_is_what_the_population_would_have_lived(monkeypatch):
    """The agents engine, given the events of the group's own day, arrives at the same weights."""
    events, ticks, made = [], [], home_life.day_of

    def remembered(population, group, number, length, stay):
        found = made(population, group, number, length, stay)
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


SEEING = ("watching_others", "being_imitated", "mirrors", "synchrony", "self_observation")


def percepts(day):
    """Return how many percepts of a day each source brought."""
    named = np.array(sources.names)[day.source[day.kind >= 0]]
    return {name: int((named == name).sum()) for name in sources.names}


def test_a_later_life_has_everything_or_what_it_is_said_to_lack():
    base = Cohort("homo_sapiens", animals=1, age=300.0)
    blind = cohorts.raised(base.reared(c.Rearing(without_sense="vision")))
    ticks = blind.day_ticks

    def day(rearing):
        elsewhere = None if rearing is None else base.reared(rearing)
        stay = home_life.Stay(Life(1.0), elsewhere)
        return percepts(home_life.day_of(blind, 0, 0, ticks, stay))

    dark, everything = day(None), day(c.Rearing())
    assert not any(dark[name] for name in SEEING if name != "self_observation")
    assert dark["sound"] > 0  # it hears others
    assert dark["self_observation"] > 0  # and itself
    assert all(everything[name] > 0 for name in ("watching_others", "being_imitated"))
    assert everything["sound"] > 0
    silent = day(c.Rearing(without_sense=("vision", "hearing")))
    assert not any(silent.values())
    chosen = day(c.Rearing(without="being_imitated"))
    assert chosen["being_imitated"] == 0 < chosen["watching_others"]


def test_conditions_that_live_alike_live_the_same_day_however_they_were_raised():
    base = Cohort("homo_sapiens", animals=1, age=30.0)
    sighted = cohorts.raised(base)
    blind = cohorts.raised(base.reared(c.Rearing(without_sense="vision")))
    stay = home_life.Stay(Life(1.0), base.reared(c.Rearing()))
    pair = [home_life.day_of(one, 0, 0, 10**6, stay) for one in (sighted, blind)]
    assert all(map(np.array_equal, *pair))


def test_a_life_to_an_age_is_lived_in_time_lapse_as_a_population_lives():
    """The agents engine lives through the same events, days of many days of age: the same bits."""
    base = Cohort("homo_sapiens", animals=1, age=300.0)
    animal, other = (subject(base, 0, {}) for _ in range(2))
    animal.undergo((c.live(age=390.0),))
    population = other.population
    life = cohorts.lived_on(base, population.age, 390.0)
    assert life.lapse == pytest.approx(100)
    stay, ticks = home_life.Stay(life), population.day_ticks
    home = Population(cohorts.settled_in(base, life.lapse), engine="agents", collect=False)
    born = home.learners[0].network
    born.to_motor.weights[:] = other.network.weights
    born.to_motor.weights[-1] = other.home[0]
    born.to_sound.weights[:] = other.network.to_sound.weights
    length = round(life.days * ticks)
    home.script(0, home_life.day_of(population, 0, 0, length, stay))
    home.forward(length)
    home.learners[0].rest(length)
    assert 0.5 * ticks < length < ticks
    assert np.array_equal(born.weights[:-1], animal.network.weights[:-1])
    assert np.array_equal(born.weights[-1], animal.home[0])
    assert animal.older == pytest.approx(90, abs=0.01)


def test_a_later_life_adds_up_to_what_one_life_comes_to():
    """Raised to an age at once, or in two parts: the same on average (24 people, other draws)."""
    cohort = Cohort("homo_sapiens", animals=24, age=800.0)
    at_once = [one(number, cohort) for number in range(24)]
    in_parts = [one(number, replace(cohort, age=400.0)) for number in range(24)]
    for animal in in_parts:
        animal.undergo((c.live(age=800.0),))
    first, second = (
        np.mean([animal.automatic_imitation("open", "close") for animal in animals])
        for animals in (at_once, in_parts)
    )
    assert first > 4
    assert second == pytest.approx(first, abs=4)


def test_an_animal_is_less_plastic_after_a_part_of_its_sensitive_period():
    cohort = replace(Cohort("homo_sapiens", animals=1, age=200.0), account="epigenetic")
    animal = one(0, cohort)
    before = animal.network.salience[0]
    animal.undergo((c.live(age=700.0),))
    population = animal.population
    constants, born = population.constants, int(population.age)
    expected = maturity(constants, 700) / maturity(constants, born)
    assert expected < 0.9
    assert animal.network.salience[0] / before == pytest.approx(expected, rel=0.01)
    assert animal.learning.plasticity == pytest.approx(
        population.learning.plasticity * expected, rel=0.01
    )


def test_a_second_life_goes_on_where_the_first_ended():
    animal = one(0, replace(PRESET, animals=1))
    animal.undergo((c.live(0.01), c.rest(3), c.live(0.01)))
    assert animal.days_home == 2
    assert animal.older == pytest.approx(3.02)


def test_an_age_that_has_passed_is_refused():
    animal = one(0, Cohort("homo_sapiens", animals=1, age=30.0))
    with pytest.raises(InputError, match=r"live\(age=20\): the animal is 30 days old by then"):
        animal.undergo((c.live(age=20.0),))
