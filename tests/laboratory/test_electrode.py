"""What is recorded of single units: congruent, excited, suppressed."""

from dataclasses import replace

import numpy as np
import pytest

from mirror_abm.experiments import contract as c

from .subjects import PRESET, one

ACTS = ("open", "close")


def test_units_that_a_sight_inhibits_fall_silent():
    """The sight of one act is made to inhibit its own units, by hand."""
    animal = one(trial_noise=0.0)
    assert animal.excitation() > 0.4
    assert animal.suppression() == 0
    pathway = animal.network.to_motor
    animal.network.to_motor = pathway._replace(weights=-pathway.weights)
    assert animal.excitation() == 0
    assert animal.suppression() > 0.4
    units = animal.modulation()
    assert set(units["modulation"]) == {"suppressed", "neither"}
    assert animal.suppression(beyond_chance=True) == pytest.approx(
        animal.suppression() - units["expected_suppressed"].mean()
    )


def test_noise_alone_excites_and_suppresses_alike_and_as_often_as_by_chance():
    """A lesioned animal: what crosses the criterion is the noise of ten trials."""
    kinds = []
    for number in range(10):
        animal = one(number, replace(PRESET, animals=10), trial_noise=0.6)
        animal.lesion()
        kinds.append(
            (
                animal.excitation(),
                animal.suppression(),
                animal.excitation(beyond_chance=True),
                animal.suppression(beyond_chance=True),
            )
        )
    up, down, more, less = np.mean(kinds, axis=0)
    assert up > 0.02
    assert up == pytest.approx(down, abs=0.08)
    assert abs(more) < 0.06
    assert abs(less) < 0.06


def test_units_are_counted_as_congruence_counts_them():
    animal = one()
    found = animal.modulation(c.sight, "other", ACTS)
    same = animal.single_units(c.sight, "other", ACTS)
    assert (found["excited"] == same["own"]).all()  # one criterion, one noise
    assert len(found) == len(same)
