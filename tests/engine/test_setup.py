"""What a population is made of is settled once, at the door, and the same through every door."""

import inspect

import pytest

import mirror_abm as ma
from mirror_abm.base.errors import InputError
from mirror_abm.engine.options import DEFAULTS
from mirror_abm.engine.setup import Setup
from mirror_abm.experience import supply as supply_module
from mirror_abm.simulation.plan import make_plan
from mirror_abm.simulation.task import simulate

SET = {"experience.self_observation.rate": 3.0, "constants.tau": 2.0}
OCTOPUS = "octopus_vulgaris"


def through(door, **options):
    """Return the time constant and the rate of self-observation that a door settles on."""
    if door == "run":
        plan = make_plan([OCTOPUS], days=0.01, replicates=1, **options)
        setup = Setup.of(plan.profile(OCTOPUS), checked=True, constants=plan.constants)
    elif door == "population":
        setup = ma.Population(OCTOPUS, engine="agents", **options).setup
    else:
        setup = ma.expected(OCTOPUS, **options).population.setup
    return setup.constants.tau, setup.drawn["experience.self_observation.rate"]


@pytest.mark.parametrize("door", ["run", "population", "expected"])
def test_settings_mean_the_same_through_every_door(door):
    assert through(door, settings=SET) == (2.0, 3.0)
    with pytest.raises(InputError, match=r"has no such number. Did you mean experience.mirrors"):
        through(door, settings={"experience.mirors.rate": 1})
    with pytest.raises(InputError, match=r"constants.tau = -1: must lie in"):
        through(door, settings={"constants.tau": -1})
    with pytest.raises(InputError, match=r"setings.*Did you mean settings"):
        through(door, setings=SET)


def test_constants_are_a_short_way_to_say_settings():
    short = Setup.of(OCTOPUS, constants={"tau": 2.0}, point=True)
    long = Setup.of(OCTOPUS, settings={"constants.tau": 2.0}, point=True)
    assert short.constants == long.constants
    assert short.constants.tau == 2.0


@pytest.mark.parametrize("door", [ma.Population, ma.expected, make_plan])
def test_every_option_shows_in_help_with_the_default_that_holds(door):
    shown = inspect.signature(door).parameters
    options = set(DEFAULTS) & set(shown)
    seed = "rng" if door is ma.Population else "seed"  # which Mesa's batch_run must not find
    assert seed in shown
    assert {"point", "settings", "without", "world", "weights", "cap", "prior"} <= options
    for name in options - {"groups", "learners", "point", "rule"}:
        assert shown[name].default == DEFAULTS[name], name


def test_the_supply_of_a_species_is_checked_once_and_resolved_once_for_a_population(monkeypatch):
    strict = []

    def counted(*given, **options):
        strict.append(given[4] if len(given) > 4 else options["strict"])
        return supply_module.resolve(*given, **options)

    monkeypatch.setattr("mirror_abm.engine.setup.resolve", counted)
    plan = make_plan([OCTOPUS], account=["associative"], days=0.01, replicates=1, knockouts=0)
    assert strict == [True]  # at the door
    simulate(plan, OCTOPUS, 0, "agents")
    assert strict == [True, False]  # with its draws, once
    strict.clear()
    ma.Population(OCTOPUS, engine="agents")
    assert sorted(strict) == [False, True]


@pytest.mark.parametrize("species", ["homo_sapiens", "mus_musculus", OCTOPUS])
def test_a_sensitive_period_is_a_share_of_the_age_at_maturity_where_an_account_has_one(species):
    for replicate in range(3):
        setup = Setup.of(species, "epigenetic", seed=2, replicate=replicate)
        days = setup.drawn["life_history.maturity"] * 365.25
        share = setup.constants.early_period
        assert setup.constants.sensitive_period == pytest.approx(share * days, rel=1e-12)
        assert 0.03 <= share <= 0.3
        plain = Setup.of(species, seed=2, replicate=replicate).constants
        assert plain.sensitive_period == 0
        assert plain.early_period == share
    point = Setup.of(species, "epigenetic", point=True, constants={"early_period": 0.2})
    maturity = ma.load_species(species).life_history.maturity.value * 365.25
    assert point.constants.sensitive_period == pytest.approx(0.2 * maturity)


@pytest.mark.parametrize("days", [0.0, 12.0])
def test_a_sensitive_period_that_is_set_by_hand_is_the_one_that_holds(days):
    given = {"settings": {"constants.sensitive_period": days}}
    for account in ("epigenetic", "associative"):
        assert Setup.of(OCTOPUS, account, **given).constants.sensitive_period == days


def test_a_setup_may_be_given_in_place_of_a_species():
    setup = Setup.of(OCTOPUS, "hebbian", seed=3, groups=2)
    population = ma.Population(setup, engine="agents", collect=False)
    other = ma.Population(OCTOPUS, "hebbian", seed=3, groups=2, engine="agents", collect=False)
    assert population.setup is setup
    for one in (population, other):
        one.forward(2000)
    pairs = zip(population.learners, other.learners, strict=True)
    assert all((a.weights == b.weights).all() for a, b in pairs)
    with pytest.raises(InputError, match=r"seed: must be options of Setup\.of"):
        ma.Population(setup, seed=4)
