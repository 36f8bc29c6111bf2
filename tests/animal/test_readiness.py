"""Readiness to copy: a Hill function of a noiseless response, read out in a fixed order."""

import numpy as np
import pytest

import mirror_abm as ma
from mirror_abm.animal.readiness import (
    DEFAULT,
    STEEPNESS,
    drawn_steepness,
    matched_by_act,
    readiness,
)

FEW = {"size": 2, "point": True, "seed": 3, "collect": False}


def test_readiness_is_none_without_a_response_half_at_the_criterion_and_rises():
    responses = np.linspace(-1, 1, 201)
    found = readiness(responses, 0.25, 4.0)
    assert (found[responses <= 0] == 0).all()
    assert readiness(0.25, 0.25, 7.0) == 0.5
    assert (np.diff(found[responses >= 0]) > 0).all()
    assert found[-1] == pytest.approx(1 / (1 + 0.25**4))


@pytest.mark.parametrize(("steepness", "fold"), [(2, 9), (4, 3), (8, 3**0.5)])
def test_the_declared_reason_says_how_steep_it_is(steepness, fold):
    low, high = 0.25 / fold**0.5, 0.25 * fold**0.5
    assert readiness(low, 0.25, steepness) == pytest.approx(0.1)
    assert readiness(high, 0.25, steepness) == pytest.approx(0.9)


def test_the_steepness_is_drawn_within_its_range_and_its_median_is_the_default():
    drawn = [drawn_steepness(5, replicate) for replicate in range(200)]
    assert min(drawn) >= STEEPNESS["low"]
    assert max(drawn) <= STEEPNESS["high"]
    assert np.median(drawn) == pytest.approx(DEFAULT, rel=0.05)
    assert drawn_steepness(5, 7, point=True) == DEFAULT
    assert drawn_steepness(5, 7) != drawn_steepness(6, 7)


@pytest.mark.parametrize("views", [1, 2])
def test_what_is_read_out_is_the_response_of_the_network(views):
    population = ma.Population("callithrix_jacchus", constants={"views": views}, **FEW)
    population.step()
    network, names = population.learners[0].network, population.repertoire.names
    found = matched_by_act(network)
    for act in range(len(names)):
        units = network.motor[act] == 1.0
        seen = [network.response(network.sight[view, act])[units].mean() for view in range(views)]
        assert found[act] == pytest.approx(np.mean(seen), abs=1e-12)


def test_in_a_permuted_world_the_sight_is_that_of_what_is_shown():
    population = ma.Population("callithrix_jacchus", world="permuted", **FEW)
    network = population.learners[0].network
    found = matched_by_act(network, population.shown)
    units = network.motor[0] == 1.0
    seen = network.response(network.sight[0, population.shown[0]])[units].mean()
    assert found[0] == pytest.approx(seen, abs=1e-12)
