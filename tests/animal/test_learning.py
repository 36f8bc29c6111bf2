"""Nights, sensitive periods, quiet time: how networks learn, whatever the rule."""

import numpy as np
import pytest

from mirror_abm.animal.constant_values import constants_with
from mirror_abm.animal.learning import Learning, consolidate, maturity
from mirror_abm.animal.pathway import Pathway
from mirror_abm.animal.timing import Timing
from mirror_abm.engine.population import Population
from tests.clock import FAST
from tests.quiet import FREE as UNMOVED
from tests.quiet import quiet_macaque

FREE = FAST | UNMOVED
BARE = {"seed": 2, "point": True, "size": 1, "collect": False, "without": ("all",)}


def pair(population, seen, done, times):
    animal = population.learners[0]
    for _ in range(times):
        animal.perceive(population.percept(seen))
        animal.act(done)
        population.forward(1000)
    return animal


def matched(animal, seen="grasp", done="grasp"):
    return animal.respond(seen)[
        animal.network.motor[animal.model.repertoire.names.index(done)] == 1.0
    ].mean()


def test_a_night_moves_slow_and_fast_weights_as_the_formula_says():
    point = constants_with(entrenchment=0.2, overnight_return=0.5)
    fast, slow = np.array([[1.0, -0.4]]), np.array([[0.0, 0.1]])
    consolidate(Pathway(fast, None, None, None, slow), point)
    np.testing.assert_allclose(slow, [[0.2, 0.0]])
    np.testing.assert_allclose(fast, [[0.6, -0.2]])


def raised_then_countered(nights, entrenchment):
    """Return the mirror response after matched days and a counter-trained one: evening, morning."""
    population = Population(
        quiet_macaque(),
        engine="agents",
        **BARE,
        constants=FREE
        | {"entrenchment": entrenchment, "overnight_return": 0.5 if entrenchment else 0.0},
    )
    population.day_ticks = population.block_ticks = 60_000
    for _ in range(nights):
        pair(population, "grasp", "grasp", 40)
        population.forward(60_000 - population.tick % 60_000)
    animal = pair(population, "grasp", "tear", 50)
    evening = matched(animal)
    population.forward(60_000 - population.tick % 60_000)
    return evening, matched(animal)


def test_a_lifetime_is_entrenched_and_a_few_days_are_not():
    (evening, morning), (_, short) = raised_then_countered(20, 0.1), raised_then_countered(2, 0.1)
    plain_evening, plain_morning = raised_then_countered(20, 0.0)
    assert morning > evening + 0.2  # a night brings back what a lifetime made
    assert morning > short + 0.15  # and only what a lifetime made
    assert abs(plain_morning - plain_evening) < 0.02  # without entrenchment nothing comes back


def test_after_a_sensitive_period_the_same_training_teaches_less():
    learned = {}
    for period in (0.0, 1.0):
        for age in (0, 6):
            population = Population(
                quiet_macaque(), **BARE, constants=FREE | {"sensitive_period": period}
            )
            population.day_ticks = population.block_ticks = 20_000
            population.forward(20_000 * age)
            learned[period, age] = matched(pair(population, "grasp", "grasp", 10))
    assert learned[0.0, 0] == pytest.approx(learned[0.0, 6], rel=0.01)
    assert learned[1.0, 6] < 0.3 * learned[1.0, 0]


def test_plasticity_falls_by_half_towards_what_adults_keep():
    point = constants_with(sensitive_period=4.0, adult_plasticity=0.2)
    assert [maturity(point, day) for day in (0, 4, 8)] == pytest.approx([1.0, 0.6, 0.4])
    assert maturity(constants_with(), 1000) == 1.0


@pytest.mark.parametrize("rule", ["rescorla_wagner", "separable_error"])
def test_quiet_time_in_closed_form_is_quiet_trials_one_by_one(rule):
    raw = FREE | {"matched_speed": 0}
    population = Population(quiet_macaque(), rule=rule, engine="agents", **BARE, constants=raw)
    network, learning, other = (
        population.learners[0].network,
        population.learning,
        population.learners[0].network.weights.copy(),
    )
    network.weights[-1] = 0.7
    learning.rest(network, 25 * learning.timing.window)
    wanted = 0.7 * (1 - 0.3 * 0.3 * 0.03) ** 25
    np.testing.assert_allclose(network.weights[-1], wanted, rtol=1e-12)
    np.testing.assert_array_equal(network.weights[:-1], other[:-1])


@pytest.mark.parametrize("rule", ["mackintosh", "pearce_hall", "covariance"])
def test_quiet_trials_add_up_and_never_touch_what_is_absent(rule):
    def rested(*parts):
        population = Population(quiet_macaque(), rule=rule, engine="agents", **BARE, constants=FREE)
        network = population.learners[0].network
        network.weights[:] = 0.3
        network.to_motor.average[:] = 0.3
        for part in parts:
            population.learning.rest(network, part)
        return network

    window = Timing.of(constants_with()).window
    once, twice = rested(8 * window), rested(3 * window, 5 * window)
    np.testing.assert_array_equal(once.weights, twice.weights)
    np.testing.assert_array_equal(once.to_motor.associability, twice.to_motor.associability)
    assert (once.weights[:-1] == 0.3).all()
    changed = once.to_motor.average if rule == "covariance" else once.weights[-1]
    assert (changed < 0.3).all()
    assert (
        rested(window // 2).to_motor.average
        if rule == "covariance"
        else rested(window // 2).weights[-1]
    )[0] == pytest.approx(
        0.3
        + 0.5
        * (
            (
                rested(window).to_motor.average
                if rule == "covariance"
                else rested(window).weights[-1]
            )[0]
            - 0.3
        ),
        rel=1e-9,
    )


def test_a_rule_without_plasticity_lets_nothing_pass():
    population = Population(quiet_macaque(), "none", **BARE)
    learning, network = population.learning, population.learners[0].network
    before = network.weights.copy()
    learning.rest(network, 10_000)
    learning.settle(network, network.compound(((0, 0),)), np.ones(network.units))
    learning.night(network)
    np.testing.assert_array_equal(network.weights, before)
    assert isinstance(learning, Learning)
    assert not learning.entrenches
