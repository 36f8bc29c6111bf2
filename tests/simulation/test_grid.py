"""A sweep before it is carried out: plans like any others, and faults with their point."""

import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.profile.species import load_species
from mirror_abm.simulation import grid as module
from mirror_abm.simulation.grid import plan_sweep
from mirror_abm.simulation.horizon import own_horizon
from mirror_abm.simulation.plan import CAP, make_plan

from .tiny import OCTOPUS, SPARROW, TINY

RATE = "experience.self_observation.rate"


def test_each_point_is_the_plan_of_an_ordinary_run():
    found = plan_sweep(OCTOPUS, {"constants.tau": [0.5, 2], "days": [0.01, 0.03]}, replicates=2)
    assert [plan.id for plan in found.plans] == [
        make_plan([OCTOPUS], settings={"constants.tau": tau}, days=days, replicates=2).id
        for tau in (0.5, 2)
        for days in (0.01, 0.03)
    ]
    again = plan_sweep(OCTOPUS, {"constants.tau": "0.5,2", "days": "0.01,0.03"}, replicates=2)
    assert again.id == found.id
    turned = plan_sweep(OCTOPUS, {"constants.tau": "2,0.5", "days": [0.01, 0.03]}, replicates=2)
    assert turned.id != found.id


def test_settings_that_are_the_same_everywhere_are_kept():
    found = plan_sweep(OCTOPUS, {RATE: [1, 2]}, settings={"constants.tau": 2}, **TINY)
    wanted = make_plan([OCTOPUS], settings={"constants.tau": 2, RATE: 2}, **TINY)
    assert found.plans[1].id == wanted.id


@pytest.mark.parametrize(
    ("over", "said"),
    [
        ({"constants.tau": [1, 99]}, r"^constants\.tau = 99: must lie in \[0\.01, 60\]\.$"),
        (
            {"constants.alpha": [0.1, 0.2], "constants.tau": [1, 99]},
            r"^at constants\.alpha = 0\.1, constants\.tau = 99: constants\.tau = 99: must lie in",
        ),
        ({"rule": ["oja", "ojaa"]}, r"^at rule = ojaa: .*Did you mean oja\?$"),
        ({"cap": [2, 2.5]}, r"^cap = 2\.5: must be a whole number"),
        ({"constants.trials": "1:10:5"}, r"^constants\.trials = 3\.25: must be a whole number\.$"),
        ({RATE: [1, -2]}, rf"^at {RATE} = -2: {RATE}\.low = -2: must not be negative"),
        ({RATE: [1, 1e6]}, rf"^at {RATE} = 1000000: {OCTOPUS} {RATE} = 1e\+06: must be at most"),
    ],
    ids=str,
)
def test_a_fault_of_some_points_names_the_first_of_them(over, said):
    with pytest.raises(InputError, match=said):
        plan_sweep(OCTOPUS, over, **TINY)


@pytest.mark.parametrize(
    ("species", "more", "said"),
    [
        ("octopus_vulgari", {}, r"^species = 'octopus_vulgari'.*Did you mean octopus_vulgaris\?$"),
        (OCTOPUS, {"replicates": 0}, r"^replicates = 0: must be a whole number"),
        (OCTOPUS, {"account": "hebb"}, r"^account = 'hebb'.*Did you mean"),
        (OCTOPUS, {"settings": "tau=1"}, r"^settings = 'tau=1': must map names to numbers"),
        (OCTOPUS, {"settings": {"constants.tau": 1}}, r"^over constants\.tau: is also fixed"),
        ([OCTOPUS, OCTOPUS], {}, "is named twice"),
    ],
    ids=str,
)
def test_a_fault_of_all_points_is_told_as_that_of_a_run(species, more, said):
    with pytest.raises(InputError, match=said):
        plan_sweep(species, {"constants.tau": [1, 2]}, **TINY | more)


def test_what_is_varied_and_given_is_refused_unless_it_is_the_default():
    """Days and an age have no number by default: runs live to each species' own age."""
    with pytest.raises(InputError, match=r"^over days: is also fixed: either vary it or fix it\.$"):
        plan_sweep(OCTOPUS, {"days": [1, 2]}, **TINY)
    assert len(plan_sweep(OCTOPUS, {"cap": [1, 2]}, cap=CAP).plans) == 2
    assert len(plan_sweep(OCTOPUS, {"days": [1, 2]}, days=None).plans) == 2


def test_a_grid_that_nobody_would_wait_for_is_refused_at_once(monkeypatch):
    monkeypatch.setattr(module, "make_plan", None)  # nothing is planned
    over = {"constants.tau": "0.1:10:30", "constants.alpha": "0.1:1:30"}
    said = (
        r"^over constants\.tau, constants\.alpha: 30 x 30 values make 900 runs, 36,000 groups, "
        r"about 5 hours on one core: must be at most 400 runs\.$"
    )
    with pytest.raises(InputError, match=said):
        plan_sweep([OCTOPUS, SPARROW], over)


def test_what_numbers_are_where_nothing_sets_them_is_kept():
    over = {RATE: [1, 2], "constants.tau": [1, 2], "cap": [1, 2], "rule": ["oja", "hebbian"]}
    table = plan_sweep([OCTOPUS, SPARROW], over, replicates=2).authored
    assert len(table) == 6  # three numbers of two species; a rule is none
    found = table.set_index(["name", "species"])
    for name in (OCTOPUS, SPARROW):
        number = load_species(name).quantities()[RATE]
        row = found.loc[RATE, name]
        assert (row["value"], row["low"], row["high"], row["unit"]) == (
            number.value,
            number.low,
            number.high,
            "per hour",
        )
    assert tuple(found.loc["constants.tau", OCTOPUS]) == (1.0, 0.5, 2.0, "seconds")
    assert tuple(found.loc["cap", SPARROW]) == (CAP, CAP, CAP, "animals")


def test_by_default_each_species_has_an_age_of_its_own_and_no_days():
    table = plan_sweep([OCTOPUS, SPARROW], {"age": [10, 20]}, replicates=2).authored
    for row in table.itertuples():
        own = own_horizon(load_species(row.species))
        assert (row.name, row.value, row.low, row.high, row.unit) == ("age", own, own, own, "days")
    assert len(table) == 2
    assert plan_sweep([OCTOPUS, SPARROW], {"days": [1, 2]}, replicates=2).authored.empty
