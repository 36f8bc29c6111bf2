"""The mirror index by hand, and its expectation over all permutations."""

import itertools

import numpy as np
import pytest

from mirror_abm.measures import mirror_index

from .recorded import recordings


def test_the_index_is_the_response_to_the_best_action_minus_the_mean_of_the_others():
    executed = np.array([[0.2, 1.0, 0.0, 0.1]])
    observed = np.array([[0.3, 0.9, 0.0, 0.6]])
    table = mirror_index.measure(recordings(executed, observed), 0.25)
    assert table["mirror_index"].item() == pytest.approx(0.9 - 0.3)
    assert table["unit_of_replication"].item() == "group"


def test_over_all_permutations_of_labels_it_is_0():
    rng = np.random.default_rng(3)
    for _ in range(12):
        executed, observed = rng.uniform(0, 1, 5), rng.uniform(0, 1, 5)
        shuffled = [observed[list(order)] for order in itertools.permutations(range(5))]
        table = recordings(np.tile(executed, (120, 1)), np.array(shuffled))
        found = mirror_index.measure(table, 0.25)
        assert found["mirror_index"].mean() == pytest.approx(0, abs=1e-12)
        assert (found["expected_index"] == 0).all()


def test_sounds_that_are_not_there_are_not_among_the_others():
    executed = np.array([[0.2, 1.0, 0.0, 0.1], [1.0, 0.0, 0.0, 0.1]])
    observed = np.array([[0.3, 0.9, 0.0, 0.6], [0.3, 0.9, 0.0, 0.6]])
    heard = recordings(executed, observed, perceptible=[False, True, False, True])
    found = mirror_index.measure(heard, 0.25)
    assert found["mirror_index"].tolist() == pytest.approx([0.3, np.nan], nan_ok=True)
    assert found["unconditional_mirror_index"].tolist() == pytest.approx([0.6, -0.2])
    alone = recordings(executed, observed, perceptible=[False, True, False, False])
    assert mirror_index.measure(alone, 0.25)["mirror_index"].isna().all()
