"""Reaction times, evoked potentials and choices, by other routes."""

import numpy as np
import pytest

from mirror_abm.laboratory import readouts


def test_reaction_times_are_the_course_of_the_lead():
    """Integrate the two response units, instead of solving for the lead."""
    for instructed, other in ((0.0, 0.0), (0.6, 0.0), (-0.3, 0.8), (1.0, -1.0)):
        a = b = time = 0.0
        while a - b < readouts.LEAD:
            da = 1 + readouts.LEARNED * instructed - a - readouts.INHIBITION * b
            db = readouts.LEARNED * other - b - readouts.INHIBITION * a
            a, b, time = a + 0.001 * da, b + 0.001 * db, time + 0.001
        assert readouts.race(instructed, other) == pytest.approx(200 + 200 * time, rel=0.002)
    assert readouts.race(1, 0) < readouts.race(0, 0) < readouts.race(0, 1)
    assert np.isfinite(readouts.race(-1e9, 1e9))


def test_evoked_potentials_are_early_by_slow_and_late_by_fast_weights():
    assert readouts.facilitation(1.0, 1.0, 100) == 0
    assert readouts.facilitation(1.0, 0.0, 250) < 0.05 < 0.8 < readouts.facilitation(1.0, 0.0, 320)
    assert readouts.facilitation(0.0, 1.0, 250) > 0.8
    assert readouts.facilitation(0.5, 0.5, 400) == pytest.approx(0.5, abs=0.01)


def test_choice_is_even_without_a_difference_and_normal_in_it():
    assert readouts.choice(0.0, 0.15) == 0.5
    assert readouts.choice(0.15 * 2**0.5, 0.15) == pytest.approx(0.8413447)  # Phi(1)
    assert readouts.choice(-0.3, 0.15) == pytest.approx(1 - readouts.choice(0.3, 0.15))
