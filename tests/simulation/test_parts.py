"""Parts of a run: what each task made, found again by the task."""

import pandas as pd
import pytest

from mirror_abm.base.errors import StorageError
from mirror_abm.simulation import parts
from mirror_abm.simulation.parts import Parts, keep, keep_packed, packed, tasks_kept

TABLE = pd.DataFrame({"value": [1.5, 2.5], "word": ["a", "b"]})


def test_what_a_task_made_is_kept_and_found_again(tmp_path):
    found = Parts(tmp_path)
    assert "a.0" not in found
    keep(tmp_path, "a.0", {"values": TABLE})
    keep_packed(tmp_path, "a.1", packed({"values": TABLE.assign(value=0.0)}))
    assert tasks_kept(tmp_path) == ["a.0", "a.1"]
    assert "a.0" not in found  # until it is looked up
    found.look()
    assert "a.0" in found
    assert found.frame("values", ["a.1", "a.0"])["value"].tolist() == [0.0, 0.0, 1.5, 2.5]
    assert "a.1" in Parts(tmp_path)
    assert len(list((tmp_path / "parts").iterdir())) == 1


def test_a_task_that_is_gone_is_told_with_what_to_do(tmp_path):
    with pytest.raises(StorageError, match=r"holds no task a\.0 any more: type the command again"):
        Parts(tmp_path).tables("a.0")


def test_what_a_task_made_is_told_without_reading_it(tmp_path, monkeypatch):
    found = Parts(tmp_path)
    for task, rows in (("a.0", 2), ("a.1", 1)):
        keep(tmp_path, task, {"values": TABLE.head(rows), "none": TABLE.head(0)})
    found.look()
    assert [found.told(task)["values"].rows for task in ("a.0", "a.1")] == [2, 1]
    assert found.told("a.0")["values"].kind == found.told("a.1")["none"].kind
    monkeypatch.setattr(parts, "HEAD", 30)  # where more is told than is read at first
    assert found.told("a.0")["values"].rows == 2


def test_what_is_told_of_a_damaged_task_is_that_it_is_damaged(tmp_path):
    found = Parts(tmp_path)
    keep(tmp_path, "a.0", {"values": TABLE})
    found.look()
    (file,) = (tmp_path / "parts").iterdir()
    data = bytearray(file.read_bytes())
    data[data.index(b"values")] ^= 1
    file.write_bytes(data)
    with pytest.raises(StorageError, match=r"is not what was written: type the command again"):
        found.told("a.0")


def test_where_nothing_was_done_no_tasks_are_kept(tmp_path):
    assert tasks_kept(tmp_path / "missing") == []
