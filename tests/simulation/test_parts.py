"""Parts of a run: what each task made, found again by the task."""

import pandas as pd
import pytest

from mirror_abm.base.errors import StorageError
from mirror_abm.simulation.parts import Parts, keep, keep_packed, packed, tasks_kept

TABLE = pd.DataFrame({"value": [1.5, 2.5], "word": ["a", "b"]})


def test_what_a_task_made_is_kept_and_found_again(tmp_path):
    parts = Parts(tmp_path)
    assert "a.0" not in parts
    keep(tmp_path, "a.0", {"values": TABLE})
    keep_packed(tmp_path, "a.1", packed({"values": TABLE.assign(value=0.0)}))
    assert tasks_kept(tmp_path) == ["a.0", "a.1"]
    assert "a.0" not in parts  # until it is looked up
    parts.look()
    assert "a.0" in parts
    found = parts.frame("values", ["a.1", "a.0"])
    assert found["value"].tolist() == [0.0, 0.0, 1.5, 2.5]
    assert "a.1" in Parts(tmp_path)
    assert len(list((tmp_path / "parts").iterdir())) == 1


def test_a_task_that_is_gone_is_told_with_what_to_do(tmp_path):
    with pytest.raises(StorageError, match=r"holds no task a\.0 any more: type the command again"):
        Parts(tmp_path).tables("a.0")


def test_where_nothing_was_done_no_tasks_are_kept(tmp_path):
    assert tasks_kept(tmp_path / "missing") == []
