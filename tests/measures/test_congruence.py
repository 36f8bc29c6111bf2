"""Congruence by hand, and its expectation over all permutations."""

import itertools

import numpy as np
import pytest

from mirror_abm.measures import congruence

from .recorded import recordings


def test_congruence_by_hand():
    eye = np.eye(4)
    executed = np.array([eye[0], eye[0], eye[0], eye[0], eye[0] + 0.5 * eye[1], eye[0]])
    observed = np.array([eye[0], eye[0] + eye[2], eye[1], 0 * eye[0], eye[1], 0.24 * eye[0]])
    table = congruence.measure(recordings(executed, observed), 0.25)
    assert table["kind"].tolist() == ["strict", "broad", "non_congruent", "none", "broad", "none"]
    assert table["congruent"].tolist() == [True, True, False, False, True, False]
    assert table["counter"].tolist() == [False, False, True, False, True, False]
    assert set(table["unit_of_replication"]) == {"group"}


def test_expected_by_permutation_is_the_mean_over_all_permutations():
    rng = np.random.default_rng(3)
    for _ in range(12):
        executed = np.where(rng.random(5) < 0.5, rng.uniform(0.3, 0.9, 5), 0.0)
        executed[rng.integers(5)] = 1.0
        observed = np.where(rng.random(5) < 0.5, rng.uniform(0.3, 0.9, 5), 0.0)
        stated = congruence.measure(recordings(executed[None], observed[None]), 0.25)[
            "expected"
        ].item()
        shuffled = [observed[list(order)] for order in itertools.permutations(range(5))]
        every = congruence.measure(
            recordings(np.tile(executed, (120, 1)), np.array(shuffled)), 0.25
        )
        assert stated == pytest.approx(every["congruent"].mean(), abs=1e-12)
