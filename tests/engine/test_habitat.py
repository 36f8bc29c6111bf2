"""One habitat for all populations that live through the same events."""

import numpy as np
import pytest

from mirror_abm.base.shelf import accounts
from mirror_abm.engine.habitat import Habitat, surroundings
from mirror_abm.engine.population import Population
from mirror_abm.engine.setup import Setup

MACAQUE = "macaca_mulatta"


def setup_of(account="associative", **options):
    return Setup.of(MACAQUE, account, **({"seed": 5, "learners": 2} | options))


def state(population):
    """Return all that the learners know, as bytes."""
    return b"".join(
        array.tobytes()
        for animal in population.learners
        for pathway in (animal.network.to_motor, animal.network.to_sound)
        for array in pathway
    )


@pytest.mark.parametrize("engine", ["compiled", "agents"])
@pytest.mark.parametrize("account", ["associative", "epigenetic", "canalized"])
def test_who_lives_in_a_shared_habitat_learns_what_it_would_learn_alone(account, engine):
    intact = setup_of(account)
    habitat = Habitat(intact, shared=True)
    for off in ((), ("being_imitated",), ("self_observation",)):
        setup = intact.deprived(off)
        alone, shared = (
            Population(setup, collect=False, engine=engine, habitat=each)
            for each in (None, habitat)
        )
        for population in (alone, shared):
            population.forward(40_000)
        assert state(alone) == state(shared)
        assert alone.learners[0].ledger.trials == shared.learners[0].ledger.trials > 0


def test_accounts_that_leave_the_supply_alone_share_a_habitat():
    home = Habitat(setup_of(), shared=True)
    for name in accounts.names:
        setup = setup_of(name)
        assert home.serves(setup) == (setup.intact.infant_until == 0), name


@pytest.mark.parametrize(
    "options",
    [
        {"seed": 6},
        {"replicate": 1},
        {"size": 7},
        {"learners": 3},
        {"world": "permuted"},
        {"constants": {"views": 2}},
        {"constants": {"tick": 0.02}},
        {"constants": {"fidelity": 0.5}},
        {"settings": {"experience.being_imitated.rate": 1.0}},
    ],
)
def test_nobody_lives_among_events_of_others(options):
    assert not Habitat(setup_of(), shared=True).serves(setup_of(**options))


def test_who_has_more_sources_than_a_habitat_lives_elsewhere():
    intact = setup_of()
    poor = Habitat(intact, without=["mirrors"], shared=True)
    assert not poor.serves(intact)
    assert poor.serves(intact.deprived("mirrors"))
    assert poor.serves(intact.deprived(["mirrors", "sound"]))


def test_a_deprived_setup_is_the_setup_of_a_deprived_population():
    for name in accounts.names:
        intact = setup_of(name)
        for off in ("sound", "self_observation", "all"):
            derived, made = intact.deprived(off), setup_of(name, without=off)
            assert surroundings(derived) == surroundings(made)
            assert (derived.without, derived.birth) == (made.without, made.birth), name
            assert derived.learning.plasticity == made.learning.plasticity
            assert vars(derived.learning.timing) == vars(made.learning.timing)
            for field in ("gaze", "copied", "answered", "attention", "block_rate", "hearing"):
                assert getattr(derived.supply, field) == getattr(made.supply, field), field


def test_newborns_of_a_shared_habitat_know_nothing_of_each_other():
    intact = setup_of()
    habitat = Habitat(intact, shared=True)
    one, two = (habitat.newborn(intact, 0, 0) for _ in range(2))
    one.weights[:] = 1.0
    one.salience[:] = 0.0
    assert np.array_equal(two.weights, Habitat(intact).newborn(intact, 0, 0).weights)
    assert two.salience.max() > 0
