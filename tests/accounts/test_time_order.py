"""Oracles of order in time: the contiguity kernel, its asymmetry, and what accounts make of it."""

import math

import numpy as np
import pytest

from mirror_abm.animal.constant_values import constants_with
from mirror_abm.animal.learning import Learning
from mirror_abm.base.shelf import rules
from mirror_abm.engine.population import Population
from tests.clock import FAST
from tests.quiet import FREE, quiet_macaque

OPTIONS = {"seed": 4, "point": True, "size": 2, "collect": False}


@pytest.mark.parametrize("precision", [0.0, 0.3, 0.9])
@pytest.mark.parametrize("seconds", [0.0, 0.02, 0.25, 2.0, -0.02, -1.0])
def test_an_act_counts_as_the_formula_says(precision, seconds):
    constants = constants_with(
        precision=precision, tau_fast=0.04, backward_efficacy=0.3, forward_efficacy=0.8, tau=1.5
    )
    learning = Learning.newborn(rules.load("hebbian"), constants)
    k = (1 - precision) * math.exp(-abs(seconds) / 1.5)
    k += precision * math.exp(-abs(seconds) / 0.04)
    k *= 0.3 if seconds < 0 else 0.8 if seconds > 0 else 1.0
    assert learning.contiguity(round(seconds * 100)) == pytest.approx(k, rel=1e-12)


def test_the_old_kernel_returns_to_the_bit_where_there_is_no_precision():
    timing = Learning.newborn(rules.load("hebbian"), constants_with()).timing
    assert timing.kernel == tuple(math.exp(-dt / 100.0 / 1.0) for dt in range(301))


@pytest.mark.parametrize("engine", ["agents", "compiled"])
@pytest.mark.parametrize("account", ["hebbian", "inverse_model", "associative"])
def test_what_one_pairing_teaches_is_as_long_as_the_kernel(engine, account):
    """Covariance from rest: W = alpha beta r with r = k(dt), until the average has moved."""
    for ticks in (3, 25, 100, -3, -25, -100):
        moved, learning = pairing(engine, account, ticks)
        assert moved == pytest.approx(
            learning.contiguity(ticks) * pairing(engine, account, 0)[0], rel=1e-9, abs=1e-15
        )


def pairing(engine, account, ticks):
    """Return what one pairing adds to the strongest matched synapse, and how the animal learns."""
    fixed = FAST | FREE | {"initial_sd": 0.0, "context_salience": 1e-9}
    population = Population(
        quiet_macaque(), account, engine=engine, without="all", constants=fixed, **OPTIONS
    )
    animal = population.learners[0]
    population.forward(1000)
    if ticks < 0:
        animal.act("grasp")
        population.forward(-ticks)
    animal.perceive(population.percept("grasp"))
    if ticks >= 0:
        population.forward(ticks)
        animal.act("grasp")
    population.forward(1000)
    return animal.weights[:-1].max(), population.learning


def test_hebbian_sights_go_with_what_is_done_next():
    """A, B, C follow each other by .3 s, and each is seen when the next is under way."""

    def trained(account):
        fixed = FAST | FREE | {"initial_sd": 0.0}
        population = Population(
            quiet_macaque(), account, without="all", engine="agents", constants=fixed, **OPTIONS
        )
        animal = population.learners[0]
        for _ in range(3):
            for act, seen in (("grasp", None), ("groom", "grasp"), ("tear", "groom")):
                animal.act(act)
                if seen:
                    animal.perceive(population.percept(seen))
                population.forward(30)
            population.forward(1500)
        names = population.repertoire.names
        return {
            act: float(
                animal.respond("grasp")[animal.network.motor[names.index(act)] == 1.0].mean()
            )
            for act in ("grasp", "groom")
        }

    hebbian, associative = trained("hebbian"), trained("associative")
    assert hebbian["groom"] > 2 * hebbian["grasp"]
    assert associative["groom"] < 2 * associative["grasp"]


def test_an_inverse_model_learns_from_its_consequences_alone():
    for ticks, learns in ((30, False), (-30, True), (0, True)):
        assert (pairing("agents", "inverse_model", ticks)[0] > 1e-6) == learns


def test_spike_timing_parts_25_from_250_ms_and_the_default_kernel_does_not():
    """What the protocols of paired stimulation turn on."""
    ratios = {}
    for precision in (0.0, 0.5):
        constants = constants_with(precision=precision)
        learning = Learning.newborn(rules.load("covariance"), constants)
        ratios[precision] = learning.contiguity(25) / learning.contiguity(2)
    assert ratios[0.0] > 0.75 > 0.55 > ratios[0.5]
    assert np.isfinite(list(ratios.values())).all()
