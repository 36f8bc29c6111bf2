"""Expected trials and intertrial intervals against those of simulated animals."""

import numpy as np
import pytest

import mirror_abm as ma
from mirror_abm.engine.population import Population


def test_trials_and_intertrial_intervals_come_as_often_as_expected():
    population = Population("melospiza_georgiana", seed=1, groups=4, point=True, collect=False)
    schedules = [item.schedule for item in ma.expected(population).prospects]
    population.forward(4 * population.day_ticks)
    hours = population.hours
    quiet = np.mean([animal.ledger.intertrial_windows for animal in population.learners]) / hours
    alone = np.mean([animal.ledger.acts_without_percept for animal in population.learners]) / hours
    assert np.mean([each.intertrial for each in schedules]) == pytest.approx(quiet, rel=0.02)
    assert np.mean([each.alone.sum() for each in schedules]) == pytest.approx(alone, rel=0.05)
