"""The mean field against long simulations of the very same animals."""

import math

import numpy as np
import pandas as pd
import pytest

import mirror_abm as ma
from mirror_abm.engine.population import Population
from mirror_abm.mean_field.responses import by_action, unit_responses
from mirror_abm.profile.species import library, load_species
from tests.clock import FAST

TOLERANCE = 0.02
QUICK = ("macaca_mulatta", "danio_rerio", "octopus_vulgaris")


def raised(species, days, groups=6, learners=4, looks=10, **options):
    """Return a population, its prospects, and expected and simulated unit tables at the same ages.

    Both are averaged over the last half of ``days`` of simulation. Expected values are computed
    before the first tick, from the animals that are then simulated. What they learn with is strong
    enough to be learned in the days that they are simulated.
    """
    solitary = load_species(species).group.layout == "solitary"
    made = {
        "seed": 5,
        "groups": 24 if solitary else groups,
        "learners": 1 if solitary else learners,
        "collect": False,
        "point": True,
        "size": 1 if solitary else None,
    } | options
    made["constants"] = FAST | options.get("constants", {})
    population = Population(species, **made)
    prospects = ma.expected(population)
    ages, tables = [], []
    for age in np.linspace(0.5, 1.0, looks) * days * population.day_ticks:
        population.forward(round(age) - population.tick)
        ages.append(population.hours)
        tables.append(now(population))
    return population, prospects, mean([prospects.at(age) for age in ages]), mean(tables)


def now(population):
    """Return what the motor units of all learners respond now."""
    return pd.concat(
        [unit_responses(population, animal, animal.network) for animal in population.learners],
        ignore_index=True,
    )


def mean(tables):
    return tables[0].assign(
        **{
            name: np.mean([table[name] for table in tables], axis=0)
            for name in ("matched", "nonmatched")
        }
    )


def differences(expected, simulated):
    """Return the mean difference and its standard error over groups, by modality and view."""
    keys = ["modality", "view"]
    table = expected[[*keys, "group"]].assign(
        **{name: expected[name] - simulated[name] for name in ("matched", "nonmatched")}
    )
    by_group = table.groupby([*keys, "group"])[["matched", "nonmatched"]].mean()
    return by_group.groupby(keys).mean(), by_group.groupby(keys).sem()


def agree(species, days, rare=False, **options):
    """Assert that expected and simulated responses agree within the tolerance.

    What is met so rarely that its mean over groups is not known to 0.007 may be off by three
    standard errors more; with ``rare`` it is not compared.
    """
    _, _, expected, simulated = raised(species, days, **options)
    difference, error = differences(expected, simulated)
    measured = error < 0.007
    assert measured.loc[("visual", "other")].all(), error
    assert difference.abs()[measured].max(axis=None) < TOLERANCE, difference
    assert rare or (difference.abs() < TOLERANCE + 3 * error).all(axis=None), difference
    each = by_action(expected).set_index(["modality", "view", "action"]) - by_action(
        simulated
    ).set_index(["modality", "view", "action"])
    assert each["matched"].abs().median() < TOLERANCE
    return expected, simulated


@pytest.mark.parametrize("species", QUICK)
def test_expected_responses_are_those_of_simulated_animals(species):
    expected, simulated = agree(species, 10.0, rare=True, learners=2, groups=4, looks=20)
    seen = expected[expected["view"] == "other"]
    spread = by_action(simulated)["matched"].max() - by_action(simulated)["matched"].min()
    assert seen["matched"].mean() > 0.03  # there is something to be right about
    assert spread > 0.05


@pytest.mark.slow
@pytest.mark.parametrize("species", library())
def test_expected_responses_are_those_of_long_simulations(species):
    agree(species, 100.0)


@pytest.mark.slow
def test_expected_responses_are_those_of_long_simulations_sampled():
    agree("tursiops_truncatus", 60.0)


def test_the_options_of_a_population_are_those_of_the_mean_field():
    agree(
        "danio_rerio",
        8.0,
        rare=True,
        learners=2,
        groups=4,
        without=("watching_others",),
        world="permuted",
        constants={"backward_efficacy": 0.0, "tau": 0.5, "units_per_action": 3, "views": 2},
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("species", "options"),
    [
        ("macaca_mulatta", {"account": "genetic_facilitated", "carrier": True}),
        ("macaca_mulatta", {"without": ("watching_others", "self_observation")}),
        ("canis_familiaris", {"world": "permuted"}),
        (
            "macaca_mulatta",
            {
                "constants": {
                    "connectivity": 1.0,
                    "backward_efficacy": 0.0,
                    "views": 2.0,
                    "tau": 0.5,
                }
            },
        ),
    ],
)
def test_more_options_of_a_population_are_those_of_the_mean_field(species, options):
    agree(species, 10.0, learners=2, looks=20, **options)


def test_the_fixed_point_is_where_a_long_simulation_stays():
    """From the fixed point of the mean field nothing moves on average; from birth it does."""
    drift = {}
    for begin in ("fixed point", "birth"):
        population = Population(
            "macaca_mulatta",
            seed=2,
            groups=4,
            learners=2,
            size=8,
            point=True,
            collect=False,
            constants=FAST,
        )
        prospects = ma.expected(population)
        if begin == "fixed point":
            for animal, item in zip(population.learners, prospects.prospects, strict=True):
                animal.weights[:] = item.weights.at(math.inf)
                animal.network.to_sound.weights[:] = item.sound_weights.at(math.inf)
        start, looks = now(population), []
        for _ in range(16):
            population.forward(population.day_ticks // 2)
            looks.append(now(population))
        moved = mean(looks)["matched"] - start["matched"]
        drift[begin] = moved.groupby([start["modality"], start["view"]]).mean().abs().max()
    assert drift["fixed point"] < 0.01
    assert drift["birth"] > 0.1


def test_the_horizon_is_the_smaller_of_maturity_and_the_approach():
    octopus, macaque = (
        ma.expected("octopus_vulgaris", groups=2),
        ma.expected("canis_familiaris", groups=2, learners=1),
    )
    row = octopus.horizon.iloc[0]
    assert row["horizon"] == row["maturity"] == pytest.approx(0.8 * 365.25)
    assert row["days"] > row["maturity"]  # a mirror once in a fortnight
    seen = (
        octopus.responses.set_index(["view", "action"])
        .loc["other"]
        .loc[["jet", "bob_head", "blow_funnel"]]
    )
    assert (seen["matched_at_horizon"] < 0.3 * seen["matched"]).all()  # hardly begun
    table = macaque.horizon.set_index("modality")
    assert table.loc["auditory", "horizon"] == table.loc["auditory"][["days", "maturity"]].min()
    days = table.loc["auditory", "days"]
    units = macaque.at(days * macaque.population.profile.active_hours.value)
    response = units.query("modality == 'auditory' and view == 'other'")["matched"].mean()
    assert response == pytest.approx(table.loc["auditory", "asymptote"], rel=0.012)
    assert ma.horizon("octopus_vulgaris", groups=2) == row["horizon"]
    silent = ma.expected("octopus_vulgaris", groups=1, without="all").horizon
    assert silent["horizon"].isna().all()
    assert ma.horizon("octopus_vulgaris", groups=1, without="all") == silent["maturity"].iloc[0]


def test_expecting_changes_nothing_and_needs_no_time():
    population = Population(
        "canis_familiaris", seed=1, point=True, learners=1, collect=False, engine="agents"
    )
    before = population.learners[0].weights.copy()
    first, again = (
        ma.expected(population),
        ma.expected("canis_familiaris", seed=1, groups=1, learners=1),
    )
    assert (population.learners[0].weights == before).all()
    assert population.tick == 0
    pd.testing.assert_frame_equal(first.units, again.units)
    assert set(first.units["modality"]) == {"visual", "auditory"}
    own = first.responses.query("view == 'self'").groupby("modality")["matched"].count()
    assert own["visual"] == sum(population.repertoire.visible) > 0
    assert own["auditory"] == sum(population.repertoire.audible) > 0


@pytest.mark.parametrize("hours", [-1, "3", True, math.nan])
def test_an_age_must_be_a_number(hours):
    with pytest.raises(ma.MirrorError, match="hours = "):
        ma.expected("octopus_vulgaris", groups=1).at(hours)


def test_what_is_expected_is_told_in_a_line_and_shown_with_its_tables():
    coming = ma.expected("octopus_vulgaris", groups=1, learners=1)
    assert repr(coming).startswith("<Expected: octopus_vulgaris, associative, 1 animal in 1 group,")
    assert not {"horizon", "responses"} & set(vars(coming))  # a line computes nothing
    page = coming._repr_html_()
    for action in coming.responses["action"].unique():
        assert f">{action}<" in page
    assert f"{coming.horizon['maturity'][0]:.1f}" in page
