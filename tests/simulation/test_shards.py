"""Shares of a run: every task is in one of them, and what they hold becomes the run's."""

import shutil

import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.base.journal import append, records
from mirror_abm.base.locks import alone
from mirror_abm.simulation.parts import PARTS
from mirror_abm.simulation.removal import removable
from mirror_abm.simulation.shards import (
    Shard,
    at_work,
    drop,
    gather,
    lacking,
    parse_shard,
    shards_of,
)

TASKS = [(name, number) for name in ("a", "b") for number in range(5)]


def begun(run, *numbers, of=3):
    """Make shards in the folder of a run, each with one task that is done."""
    for number in numbers:
        folder = Shard(number, of).folder(run) / PARTS
        folder.mkdir(parents=True)
        append(folder, f"task {number}", b"data")


@pytest.mark.parametrize("of", [1, 2, 3, 10, 17])
def test_every_task_is_in_one_shard(of):
    found = [task for number in range(1, of + 1) for task in Shard(number, of).of_tasks(TASKS)]
    assert sorted(found) == TASKS
    sizes = [len(Shard(number, of).of_tasks(TASKS)) for number in range(1, of + 1)]
    assert max(sizes) - min(sizes) <= 1


def test_a_shard_is_read_as_it_is_written():
    assert parse_shard("3/8") == parse_shard(" 3 / 8 ") == Shard(3, 8)
    assert str(Shard(3, 8)) == "3/8"


@pytest.mark.parametrize(
    "text", ["", "3", "0/3", "4/3", "-1/3", "a/b", "1/0", "1/99999999", "1//2"]
)
def test_what_is_no_shard_is_refused(text):
    with pytest.raises(InputError, match="must be I/N"):
        parse_shard(text)


def test_what_shards_hold_becomes_that_of_the_run(tmp_path):
    begun(tmp_path, 1, 3)
    (tmp_path / "shards" / "mine").mkdir()
    assert shards_of(tmp_path) == [Shard(1, 3), Shard(3, 3)]
    assert gather(tmp_path) == []
    assert set(records(tmp_path / PARTS)) == {"task 1", "task 3"}
    assert gather(tmp_path) == []  # there is nothing left to move
    drop(tmp_path)
    assert shards_of(tmp_path) == []
    assert (tmp_path / "shards" / "mine").is_dir()  # it is not ours


def test_a_shard_that_somebody_works_on_is_left_alone(tmp_path):
    begun(tmp_path, 1, 2)
    with alone(Shard(2, 3).folder(tmp_path), "shard"):
        assert at_work(tmp_path) == gather(tmp_path) == [Shard(2, 3)]
        drop(tmp_path)
        assert shards_of(tmp_path) == [Shard(2, 3)]
    assert set(records(tmp_path / PARTS)) == {"task 1"}
    gather(tmp_path)
    assert set(records(tmp_path / PARTS)) == {"task 1", "task 2"}


def test_shards_that_lack_tasks_are_named_if_they_agree_how_many_there_are(tmp_path):
    begun(tmp_path, 1)
    missing = Shard(2, 3).of_tasks(TASKS)[:1] + Shard(3, 3).of_tasks(TASKS)
    assert list(lacking(tmp_path, TASKS, missing)) == [Shard(2, 3), Shard(3, 3)]
    begun(tmp_path, 1, of=4)
    assert list(lacking(tmp_path, TASKS, missing)) == []


def test_a_run_whose_shard_is_at_work_is_not_deleted(run, tmp_path):
    copy = shutil.copytree(run.path, tmp_path / run.id)
    shard = Shard(2, 3).folder(copy)
    shard.mkdir(parents=True)
    with alone(shard, "shard"), pytest.raises(InputError, match="is in progress"):
        removable([copy])
    assert removable([copy]) == [copy]
