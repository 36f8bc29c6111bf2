"""The accounts: what each gives a newborn and makes of experience, which is the same for all."""

import numpy as np
import pytest

import mirror_abm as ma
from mirror_abm.animal.birth import rule_of
from mirror_abm.base.shelf import accounts
from mirror_abm.engine import arrays
from mirror_abm.engine.population import Population
from mirror_abm.simulation.plan import make_plan
from mirror_abm.simulation.task import simulate
from tests.clock import FAST
from tests.quiet import FREE, quiet_macaque

OPTIONS = {"seed": 4, "point": True, "size": 4, "collect": False}


def stream(account, monkeypatch, **options):
    """Return the bytes of all events that a population of ``account`` lives through in two days."""
    taken, original = [], arrays.supply

    def keep(group, events):
        taken.append(b"".join(column.tobytes() for column in events))
        return original(group, events)

    monkeypatch.setattr(arrays, "supply", keep)
    population = Population("macaca_mulatta", account, **(OPTIONS | options))
    population.day_ticks = 100_000
    population.forward(200_000)
    monkeypatch.undo()
    return b"".join(taken), population


def test_accounts_that_leave_the_supply_alone_live_through_the_same_bytes(monkeypatch):
    streams = {name: stream(name, monkeypatch)[0] for name in accounts.names}
    same = {name for name in accounts.names if not accounts.load(name).SUPPLY}
    assert {
        "associative",
        "hebbian",
        "genetic",
        "genetic_facilitated",
        "epigenetic",
        "none",
    } <= same
    assert len({streams[name] for name in same}) == 1
    assert len(streams["associative"]) > 10_000
    assert streams["motor_only"] != streams["associative"]


def test_canalized_infants_see_more_of_their_own_hands(monkeypatch):
    settings = {"size": 2, "constants": {"acts_rate": 600.0}}
    own = {}
    for name in ("associative", "canalized"):
        _, population = stream(name, monkeypatch, **settings)
        frame = population.learners[0].ledger.frame()
        own[name] = frame[frame["population"] == "visual_self"]["percepts"].sum()
    assert own["canalized"] > 1.5 * own["associative"]


@pytest.mark.parametrize("rule", ["oja", "mackintosh", "covariance"])
def test_rules_learn_from_the_same_bytes(rule, monkeypatch):
    assert stream("associative", monkeypatch)[0] == stream("associative", monkeypatch, rule=rule)[0]


def test_carriers_are_born_with_mirror_units_and_others_are_not():
    born = {
        carrier: Population("macaca_mulatta", "genetic", carrier=carrier, **OPTIONS).learners[0]
        for carrier in (True, False)
    }
    assert born[True].matched() > 0.25
    assert abs(born[False].matched()) < 0.02
    assert born[True].matched(modality="auditory") > 0.25
    for animal in born.values():
        before = animal.weights.copy()
        animal.model.forward(50_000)
        assert np.array_equal(animal.weights, before)


def test_carriers_are_drawn_on_the_tree_and_only_where_an_account_asks():
    drawn = {
        (replicate, modality): population.birth.at_birth(modality) > 0
        for replicate in range(12)
        for population in [Population("macaca_mulatta", "genetic", replicate=replicate, **OPTIONS)]
        for modality in ("visual", "auditory")
    }
    assert 4 < sum(drawn.values()) < 20
    with pytest.raises(ma.MirrorError, match="carrier"):
        Population("macaca_mulatta", "genetic", carrier="yes", **OPTIONS)


def test_a_facilitated_carrier_learns_what_matches_and_hardly_what_does_not():
    def trained(carrier):
        population = Population(
            quiet_macaque(),
            "genetic_facilitated",
            carrier=carrier,
            constants=FAST | FREE,
            **OPTIONS,
        )
        animal = population.learners[0]
        start = {pair: mean(animal, *pair) for pair in (("grasp", "grasp"), ("chew", "lip_smack"))}
        for seen, done in (("grasp", "grasp"), ("chew", "lip_smack")):
            for _ in range(4):
                animal.perceive(population.percept(seen))
                animal.act(done)
                population.forward(1000)
        return {pair: mean(animal, *pair) - start[pair] for pair in start}

    def mean(animal, seen, done):
        number = animal.model.repertoire.names.index(done)
        return animal.respond(seen)[animal.network.motor[number] == 1.0].mean()

    carrier, other = trained(True), trained(False)
    assert carrier["chew", "lip_smack"] < 0.35 * other["chew", "lip_smack"]
    share = {pair: carrier[pair] / other[pair] for pair in carrier}  # of what a non-carrier learns
    assert share["grasp", "grasp"] > 1.3 * share["chew", "lip_smack"]


def test_early_social_input_sets_the_pace_of_the_epigenetic_account_and_not_its_start():
    born = {rate: Population(_imitated(rate), "epigenetic", **OPTIONS) for rate in (0.1, 5.0)}
    assert born[0.1].birth.visual == born[5.0].birth.visual == 0.05
    assert born[0.1].birth.plasticity < 0.6 < 1.1 < born[5.0].birth.plasticity


def _imitated(rate):
    from mirror_abm.profile.species import load_species
    from mirror_abm.simulation.plan import override

    return override(load_species("macaca_mulatta"), {"experience.being_imitated.rate": rate})


def test_each_account_says_what_would_refute_it_on_the_command_line(capsys, monkeypatch):
    from mirror_abm.cli.main import main

    with monkeypatch.context() as patch:
        patch.setattr("sys.argv", ["mirror-abm", "explain", "accounts"])
        main()
    said = " ".join(capsys.readouterr().out.split())
    for name in accounts.names:
        assert name in said


def test_a_rule_does_not_make_an_account_learn_that_does_not():
    """Under any rule, the chance baseline stays chance and inherited weights stay as they are."""
    plan = make_plan(
        ["octopus_vulgaris"],
        account=["associative", "genetic", "none"],
        rule="oja",
        days=0.02,
        replicates=1,
    )
    assert [rule_of(account, plan.rule) for account in plan.accounts] == ["oja", "none", "none"]
    curves = simulate(plan, "octopus_vulgaris", 0, engine="agents")["curves"]
    moved = (
        curves.groupby(["account", "animal", "modality"])["mirror_index"]
        .agg(np.ptp)
        .groupby("account")
        .max()
    )
    assert moved["associative"] > 0
    assert moved["none"] == moved["genetic"] == 0
