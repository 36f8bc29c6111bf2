"""A run under a mixture of priors: every replicate is that of a run under its prior alone."""

import pandas as pd
import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.base.files import canonical, digest
from mirror_abm.engine.population import Population
from mirror_abm.profile.prior import PRIORS, prior_of
from mirror_abm.profile.species import load_species
from mirror_abm.simulation.conditions import changed_since, command, in_words
from mirror_abm.simulation.dispatch import _without_others
from mirror_abm.simulation.manifest import manifest
from mirror_abm.simulation.plan import make_plan
from mirror_abm.simulation.plan_difference import plan_differences
from mirror_abm.simulation.species_given import as_given, not_of_the_library, other_priors
from mirror_abm.simulation.task import simulate

MACAQUE, MOUSE = "macaca_mulatta", "mus_musculus"
SYNCHRONY = "experience.synchrony.rate"


def mixed(**options):
    return make_plan([MACAQUE], prior="mixture", **({"days": 0.02, "replicates": 6} | options))


def test_a_replicate_of_a_mixture_is_that_of_a_run_under_its_prior():
    plan = mixed(account=["associative", "genetic"])
    for replicate, prior in enumerate(PRIORS):
        alone = make_plan(
            [MACAQUE], prior=prior, days=0.02, replicates=6, account=["associative", "genetic"]
        )
        one, other = (simulate(each, MACAQUE, replicate) for each in (plan, alone))
        turn = one["draws"]["name"] == "simulated.prior"
        assert set(one["draws"].loc[turn, "value"]) == {float(replicate)}
        one["draws"] = one["draws"][~turn].reset_index(drop=True)
        for name in ("units", "curves", "ledger", "draws"):
            pd.testing.assert_frame_equal(one[name], other[name])
        assert plan.profile(MACAQUE, replicate + 3) == alone.profile(MACAQUE)


def test_a_population_of_a_mixture_lives_by_the_prior_of_its_replicate():
    drawn = [Population(MACAQUE, prior="mixture", replicate=r, seed=0).drawn for r in range(3)]
    alone = [Population(MACAQUE, prior=p, replicate=r, seed=0).drawn for r, p in enumerate(PRIORS)]
    assert drawn == alone
    assert [prior_of("mixture", r) for r in range(120)].count("exchangeable") == 40


def test_no_other_run_has_the_profiles_of_a_mixture_or_another_id_because_of_them():
    plan = make_plan([MACAQUE], days=1)
    assert plan.by_prior == {}
    told = plan.as_dict()
    for name in ("version", "own", "tree", "by_prior"):
        told.pop(name)
    assert digest(canonical(told))[:12] == plan.id != mixed(days=1, replicates=20).id


def test_numbers_set_by_hand_are_set_under_every_prior():
    plan = mixed(settings={SYNCHRONY: 0.5})
    values = {plan.profile(MACAQUE, r).quantities()[SYNCHRONY].value for r in range(3)}
    assert values == {0.5}
    one = plan_differences(plan, mixed(settings={SYNCHRONY: 0.7}))
    whose = one.loc[one["what"].str.endswith(SYNCHRONY), "what"]
    assert {f"{MACAQUE} ({prior}) {SYNCHRONY}" for prior in PRIORS[1:]} < set(whose)
    assert "a mixture of three priors" in in_words(plan)
    assert "--prior mixture" in command(plan)


def test_a_task_travels_with_its_own_species_and_a_manifest_names_all_profiles():
    plan = make_plan([MACAQUE, MOUSE], prior="mixture", days=0.02, replicates=3)
    sent = _without_others(plan, MOUSE)
    assert {name for held in sent.by_prior.values() for name in held} == {MOUSE}
    assert sent.profile(MOUSE, 2) == plan.profile(MOUSE, 2)
    one = make_plan([MOUSE], prior="authored", days=0.02, replicates=3)
    hashes = [manifest(each, 1, "compiled", 0.0)["profiles"][MOUSE] for each in (plan, one)]
    assert hashes[0] != hashes[1]


def test_a_profile_of_the_library_that_changed_under_any_prior_is_noticed(monkeypatch):
    plan = mixed()
    assert changed_since(plan, 0.0) == []
    held = plan.by_prior["exchangeable"][MACAQUE]["experience"]["synchrony"]["rate"]
    held["value"] *= 0.9
    assert changed_since(plan, 0.0) == [f"species/{MACAQUE}.yaml"]


def test_species_are_each_given_once_and_those_of_the_library_are_not_kept():
    with pytest.raises(InputError, match="named twice"):
        as_given([MACAQUE, MACAQUE])
    given = as_given([MOUSE, load_species(MACAQUE)])
    assert not_of_the_library(given, [MOUSE, load_species(MACAQUE)]) == {}
    assert other_priors(given, "authored", {}) == {}
