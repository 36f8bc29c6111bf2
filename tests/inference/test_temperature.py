"""The temperature: a closed form, a fine grid, and few draws that are overconfident."""

from itertools import product

import numpy as np
import pytest

from mirror_abm.inference.study import Study
from mirror_abm.inference.temperature import (
    PLUG_IN,
    POWERS,
    Temperature,
    fit,
    fitted,
    log_score,
    posteriors,
    tempered,
)
from mirror_abm.inference.worlds import Design

from .tables import made

RNG = np.random.default_rng


def drawn_from(posterior, rng):
    return (rng.random((len(posterior), 1)) > posterior.cumsum(axis=1)).sum(axis=1)


@pytest.mark.parametrize("true", [0.2, 0.5, 1.0, 2.0])
def test_a_likelihood_that_is_told_too_loudly_is_turned_down_to_what_it_is(true):
    """If the log-odds are b times what is told, the temperature is b."""
    rng = RNG(1)
    logs = rng.normal(0, 2, (60_000, 3))
    truth = drawn_from(posteriors(true * logs), rng)
    assert fitted(logs[None], truth)[0] == pytest.approx(true, rel=0.04)


def test_two_likelihoods_each_count_for_what_they_are_and_noise_for_nothing():
    rng = RNG(2)
    parts = rng.normal(0, 1.5, (2, 60_000, 3))
    truth = drawn_from(posteriors(0.7 * parts[0] + 0.2 * parts[1]), rng)
    assert fitted(parts, truth).tolist() == pytest.approx([0.7, 0.2], abs=0.03)
    truth = drawn_from(posteriors(0.7 * parts[0] - 0.3 * parts[1]), rng)
    b, c = fitted(parts, truth)
    assert b > 0.5 and c == 0.0  # nobody is believed the wrong way round


def test_the_fit_is_the_best_of_a_fine_grid():
    rng = RNG(3)
    parts, truth = rng.normal(0, 3, (2, 500, 4)), rng.integers(4, size=500)
    parts[0, np.arange(500), truth] += 1.5
    parts[1, np.arange(500), truth] += 0.8

    def score(powers):
        return log_score(posteriors(np.tensordot(np.array(powers), parts, 1)), truth)

    best = max(score(each) for each in product(np.linspace(0, 0.6, 61), repeat=2))
    assert score(fitted(parts, truth)) >= best - 1e-5


def test_a_posterior_has_its_prior_where_nothing_is_said_and_sums_to_one():
    prior = np.array([0.5, 0.3, 0.2])
    np.testing.assert_allclose(posteriors(np.zeros((1, 3)), prior), [prior])
    assert posteriors(np.array([[-4000.0, 0.0, -9000.0]])).tolist() == [[0.0, 1.0, 0.0]]
    parts = RNG(0).normal(size=(len(POWERS) + 1, 5, 3))
    np.testing.assert_array_equal(tempered(parts, PLUG_IN, POWERS), parts[POWERS.index(1.0)])
    both = tempered(parts, Temperature(0.5, 2.0, POWERS[0]), POWERS)
    np.testing.assert_allclose(both, 0.5 * parts[0] + 2 * parts[-1])


def test_the_fit_of_a_design_scores_better_than_the_plug_in_and_than_knowing_nothing():
    drawn = made(draws=45)
    design = Design([drawn.study(cell, Study(2, 20)) for cell in drawn.cells])
    found, said, account, draw = fit(design, np.arange(45), 90, RNG(3))
    assert found.power in POWERS and min(found.b, found.c) >= 0
    assert set(draw) == set(range(45))
    worlds = design.simulate(np.arange(45), 90, RNG(3))
    parts = design.log_likelihoods(worlds.outcomes, np.arange(45), worlds.draw, POWERS)
    loud = posteriors(tempered(parts, PLUG_IN, POWERS))
    assert log_score(said, account) > max(log_score(loud, account), -np.log(4))
