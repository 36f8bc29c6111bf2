"""Recordings as arrays: in the order of the panel, complete or refused."""

import numpy as np
import pytest

from mirror_abm.measures.contract import by_unit

from .recorded import recordings


def test_rows_may_come_in_any_order():
    executed, observed = np.arange(8.0).reshape(2, 4), np.arange(8.0, 16.0).reshape(2, 4)
    table = recordings(
        executed, observed, counter=[3, 2, 1, 0], perceptible=[True, False, True, True]
    )
    shuffled = table.sample(frac=1, random_state=1)
    units, actions, does, sees, counter, heard = by_unit(shuffled)
    order = [int(name.split()[1]) for name in actions]
    assert units["unit"].tolist() == [0, 1]
    np.testing.assert_array_equal(does, executed[:, order])
    np.testing.assert_array_equal(sees, observed[:, order])
    assert heard.tolist() == [[a != 1 for a in order]] * 2
    assert [actions[there] for there in counter] == [f"act {3 - a}" for a in order]


def test_measures_refuse_incomplete_recordings():
    table = recordings(np.eye(3), np.eye(3))
    with pytest.raises(ValueError, match="missing column executed"):
        by_unit(table.drop(columns="executed"))
    with pytest.raises(ValueError, match="every action of the panel"):
        by_unit(table.iloc[:-1])
