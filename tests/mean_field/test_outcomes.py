"""Expected outcomes against outcomes that are drawn."""

import numpy as np
import pytest

from mirror_abm.engine.population import Population
from mirror_abm.mean_field.outcomes import Outcomes, accidental, tally
from mirror_abm.mean_field.timeline import Timeline
from mirror_abm.mean_field.trials import AFTER, ExpectedTrials, Trials


def test_outcomes_are_those_of_a_million_drawn_windows():
    """The strongest act in a window: of acts that fall in by chance, and of a copy besides."""
    supply = Population("macaca_mulatta", point=True, size=2, engine="agents").supply
    timeline = Timeline.of(supply, 300, 100.0, 20)
    amplitudes, acts = np.array([[1.0, 0.4], [0.3, 1.0]]), np.array([400.0, 150.0])
    schedule = ExpectedTrials([], [], np.zeros(2), 0.0, acts, np.zeros(2))
    outcomes = Outcomes(amplitudes, schedule, timeline, 1.0, 0.7, 0.5)
    rng, draws = np.random.Generator(np.random.PCG64(1)), 200_000

    def strength(lag):
        return np.exp(-np.abs(lag)) * np.where(lag < 0, 0.5, 1.0) * (np.abs(lag) <= 3)

    best = np.zeros((draws, 2))
    for action, rate in enumerate(acts):
        count = rng.poisson(rate * 6 / 3600, draws)
        owner = np.repeat(np.arange(draws), count)
        lags = strength(rng.uniform(-3, 3, len(owner)))
        for unit in range(2):
            np.maximum.at(best[:, unit], owner, lags * amplitudes[action, unit])
    np.testing.assert_allclose(outcomes(()), best.mean(axis=0), atol=0.003)
    latency = strength(np.clip(np.exp(0.6 * rng.standard_normal(draws)), 0.2, 5.0))
    best = np.maximum(best, latency[:, None] * amplitudes[0])
    np.testing.assert_allclose(outcomes((((1.0, 0, AFTER),),)), best.mean(axis=0), atol=0.004)


def test_percepts_that_coincide_by_accident_are_one_compound_in_place_of_two_trials():
    """The correction moves trials from single compounds to joint ones, and creates none."""
    supply = Population("macaca_mulatta", point=True, size=2, engine="agents").supply
    timeline = Timeline.of(supply, 300, 100.0, 20)
    own = Trials(80.0, ((0, 0, 0),), (((1.0, 0, 0),),))
    idle = Trials(50.0, ((0, 1, 0),), ())
    acts = np.array([80.0, 20.0])
    schedule = ExpectedTrials([own, idle], [], np.zeros(2), 0.0, acts, np.zeros(2))
    outcomes = Outcomes(np.eye(2), schedule, timeline, 1.0, 0.7, 1.0)
    found = {compound: often for compound, (often, _) in accidental(schedule, outcomes).items()}
    per_hour = 0.2 / 3600
    assert found[(0, 0), (0, 1)] == pytest.approx(2 * 80 * 50 * per_hour)
    assert found[((0, 0),)] == pytest.approx(-2 * 80 * 50 * per_hour)
    # the idle sight loses as many to the act, and as many pairs of its own as meet by accident
    assert found[((0, 1),)] == pytest.approx(-2 * 80 * 50 * per_hour - 50 * 50 * per_hour)
    assert set(tally([own, idle], outcomes)) == {((0, 0),), ((0, 1),)}
