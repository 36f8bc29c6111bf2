"""A population grows older: in time-lapse, with its stages, nights and sensitive periods."""

import numpy as np
import pytest

import mirror_abm as ma
from mirror_abm.animal.constant_values import constants_with
from mirror_abm.animal.learning import consolidate
from mirror_abm.animal.pathway import Pathway
from mirror_abm.base.errors import InputError
from mirror_abm.experiments.contract import Phase
from mirror_abm.laboratory.trainee import Trainee
from tests.clock import FAST

SLOW = FAST | {"incidental_salience": 0.05}


def grown(engine="compiled", days=0.5, species="macaca_mulatta", **options):
    """Return a small population that has lived until an age in days."""
    constants = SLOW | options.pop("constants", {})
    made = ma.Population(
        species,
        seed=3,
        learners=1,
        size=4,
        collect=False,
        engine=engine,
        constants=constants,
        **options,
    )
    made.forward(round(days / made.lapse * made.day_ticks))
    return made


def weights(population):
    """Return the weights of all learners."""
    return [animal.network.weights for animal in population.learners]


@pytest.mark.parametrize("lapse", [1.0, 4.0])
@pytest.mark.parametrize("more", [{}, {"sensitive_period": 0.3, "entrenchment": 0.1}])
def test_both_engines_are_equal_to_the_last_bit_with_incidental_salience(lapse, more):
    first, second = (
        grown(engine, lapse=lapse, constants=more, days=1.2) for engine in ("agents", "compiled")
    )
    for one, other in zip(weights(first), weights(second), strict=True):
        assert one.tobytes() == other.tobytes()


@pytest.mark.parametrize("account", ["associative", "hebbian", "genetic_facilitated"])
def test_what_is_perceived_in_life_teaches_less_than_in_the_laboratory(account):
    strength = [
        np.abs(weights(grown(account=account, constants={"incidental_salience": s}))[0]).sum()
        for s in (1.0, 0.05, 0.0005)
    ]
    assert strength[0] > 1.2 * strength[1] > 1.2 * strength[2]


def test_a_lapse_of_one_changes_nothing():
    for one, other in zip(weights(grown()), weights(grown(lapse=1.0)), strict=True):
        assert one.tobytes() == other.tobytes()


def test_age_is_told_in_days_of_life_and_not_of_simulation():
    population = grown(lapse=4.0, days=2.0)
    assert population.age == pytest.approx(2.0)
    assert population.hours == pytest.approx(2.0 * population.profile.active_hours.value)
    assert population.tick == pytest.approx(0.5 * population.day_ticks)
    population.step()
    assert population.age == pytest.approx(6.0)


def test_stages_of_life_come_sooner_in_time_lapse():
    plain, lapsed = grown(species="homo_sapiens"), grown(species="homo_sapiens", lapse=4.0)
    assert lapsed.supply.copied_until == pytest.approx(plain.supply.copied_until / 4)
    assert lapsed.supply.copied == plain.supply.copied


def test_a_sensitive_period_ends_at_the_same_age_in_time_lapse():
    ends = []
    for lapse in (1.0, 5.0):
        population = grown(lapse=lapse, days=2.0, constants={"sensitive_period": 0.5})
        population.forward(1)
        ends.append(population.grown)
    assert ends[0] == ends[1] < 0.2


def test_nights_without_days_between_them_are_those_nights_one_by_one():
    constants = constants_with(entrenchment=0.2, overnight_return=0.1)
    rng = np.random.default_rng(0)
    start = rng.normal(size=(3, 4))

    def pathway():
        made = Pathway.newborn(start.copy(), np.ones((3, 4)), None, True)
        made.slow[:] = 0.3 * start
        return made

    single, together = pathway(), pathway()
    for _ in range(7):
        consolidate(single, constants)
    consolidate(together, constants, 7.0)
    np.testing.assert_allclose(together.weights, single.weights, rtol=1e-12)
    np.testing.assert_allclose(together.slow, single.slow, rtol=1e-12)
    assert not np.allclose(single.weights, start)


def test_a_life_in_time_lapse_leads_where_the_whole_life_leads():
    """The mean response to own acts, over groups that differ in nothing but the lapse."""
    indices = {}
    for lapse in (1.0, 10.0):
        made = ma.Population(
            "macaca_mulatta",
            seed=5,
            groups=40,
            learners=1,
            size=4,
            point=True,
            collect=False,
            constants=FAST | {"incidental_salience": 0.02},
            lapse=lapse,
        )
        made.forward(round(10 / lapse * made.day_ticks))
        indices[lapse] = np.array([animal.matched_response for animal in made.learners])
    difference = indices[10.0] - indices[1.0]
    error = difference.std(ddof=1) / np.sqrt(len(difference))
    assert indices[1.0].mean() > 0.05  # something was learned
    assert abs(difference.mean()) < 0.01 + 2 * error
    assert error < 0.01


@pytest.mark.parametrize("lapse", [0.5, float("nan"), 1e9, "ten"])
def test_a_lapse_that_cannot_be_lived_is_refused_in_one_sentence(lapse):
    with pytest.raises(InputError, match="lapse"):
        grown(lapse=lapse)


def test_training_in_the_laboratory_is_as_salient_as_it_was():
    slow, fast = grown(), grown(constants={"incidental_salience": 1.0})
    animals = [Trainee.of(population, 0, {}) for population in (slow, fast)]
    np.testing.assert_array_equal(animals[0].network.salience, animals[1].network.salience)
    assert animals[0].learning.timing == animals[1].learning.timing
    assert slow.learners[0].network.salience[0] == pytest.approx(0.05 * fast.constants.alpha)


def test_at_home_between_training_and_test_life_is_incidental_again():
    moved = []
    for salience in (1.0, 0.01):
        animal = Trainee.of(grown(constants={"incidental_salience": salience}), 0, {})
        before, attended = animal.network.weights.copy(), animal.network.salience.copy()
        animal.undergo((Phase((), days=0.2),))
        moved.append(np.abs(animal.network.weights - before).sum())
        np.testing.assert_array_equal(animal.network.salience, attended)
    assert moved[0] > 10 * moved[1] > 0
