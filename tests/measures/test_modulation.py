"""Modulation: excited, suppressed or neither, unit by unit."""

import numpy as np
import pandas as pd

from mirror_abm.measures import modulation
from mirror_abm.measures.contract import Recorded


def recorded(executed, observed, perceptible=None):
    """Return recordings of units with as many actions as they have columns."""
    executed, observed = np.array(executed, float), np.array(observed, float)
    names = [f"act_{number}" for number in range(executed.shape[1])]
    flags = np.ones(executed.shape, bool) if perceptible is None else np.array(perceptible)
    return Recorded(names, executed, observed, np.roll(np.arange(len(names)), 1), flags)


def test_a_unit_is_judged_by_its_own_act_and_the_criterion():
    does = [[1, 0, 0, 0]] * 4
    sees = [[0.5, 0, 0, 0], [-0.5, 0.9, 0, 0], [0.1, -0.9, 0, 0], [0.2, -0.2, 0, 0]]
    found = modulation.of_units(recorded(does, sees), 0.2)
    assert list(found["modulation"]) == ["excited", "suppressed", "neither", "neither"]
    assert list(found["excited"]) == [1, 0, 0, 0]
    assert list(found["suppressed"]) == [0, 1, 0, 0]
    assert list(found["expected_excited"]) == [0.25, 0.25, 0, 0]
    assert list(found["expected_suppressed"]) == [0, 0.25, 0.25, 0]


def test_the_expectation_is_the_mean_over_all_permutations_of_the_labels():
    rng = np.random.Generator(np.random.PCG64(1))
    does, sees = rng.random((30, 3)), rng.normal(0, 0.5, (30, 3))
    found = modulation.of_units(recorded(does, sees), 0.25)
    shifted = [
        modulation.of_units(recorded(does, np.roll(sees, by, axis=1)), 0.25) for by in range(3)
    ]
    for kind in ("excited", "suppressed"):
        every = np.mean([each[kind] for each in shifted], axis=0)
        assert np.allclose(found[f"expected_{kind}"], every)


def test_an_act_that_cannot_be_perceived_says_nothing():
    found = modulation.of_units(recorded([[1, 0]], [[-0.5, 0]], [[False, True]]), 0.2)
    assert found["modulation"][0] == ""
    assert np.isnan(found["suppressed"][0])


def test_a_table_gives_what_its_arrays_give():
    table = pd.DataFrame(
        {
            "replicate": 0,
            "group": 0,
            "animal": 0,
            "modality": "visual",
            "view": "other",
            "unit": [1, 1, 2, 2],
            "action": ["a", "b"] * 2,
            "counter": ["b", "a"] * 2,
            "perceptible": True,
            "executed": [1.0, 0.1, 0.0, 1.0],
            "observed": [0.6, 0.0, 0.0, -0.6],
        }
    )
    found = modulation.measure(table, 0.2)
    assert list(found["modulation"]) == ["excited", "suppressed"]
    assert list(found["best_executed"]) == ["a", "b"]
