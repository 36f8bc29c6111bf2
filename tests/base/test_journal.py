"""Records are added one by one: each is whole or not there, whatever became of the file."""

import multiprocessing
import os

import pytest

from mirror_abm.base import journal
from mirror_abm.base.errors import StorageError
from mirror_abm.base.journal import MOST_FILES, append, files, put_in_order, read, records

THREE = {"a.0": b"first", "a.1": b"", "b.0": b"third" * 50}


@pytest.fixture
def folder(tmp_path):
    for key, data in THREE.items():
        append(tmp_path, key, data)
    return tmp_path


def held(folder):
    return {key: read(key, record) for key, record in records(folder).items()}


def test_what_was_added_is_found_by_its_key_in_one_file_a_process(folder):
    assert held(folder) == THREE
    assert len(files(folder)) == 1
    process = multiprocessing.get_context("spawn").Process(
        target=append, args=(folder, "c.0", b"elsewhere")
    )
    process.start()
    process.join()
    assert held(folder) == THREE | {"c.0": b"elsewhere"}
    assert len(files(folder)) == 2


def test_a_file_cut_at_any_length_loses_only_what_is_cut(folder):
    (path,) = files(folder)
    whole = path.read_bytes()
    ends = [record.at + record.length for record in records(folder).values()]
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        kept = sum(end <= length for end in ends)
        assert held(folder) == dict(list(THREE.items())[:kept]), length


def test_a_byte_changed_anywhere_is_noticed_and_left_behind(folder):
    (path,) = files(folder)
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x41]) + whole[at + 1 :])
        put_in_order(folder)
        assert held(folder).items() < THREE.items(), at
        (path,) = files(folder)
    append(folder, "a.0", b"first")
    assert held(folder)["a.0"] == b"first"


def test_what_is_damaged_is_told_when_it_is_read(folder):
    (path,) = files(folder)
    record = records(folder)["b.0"]
    path.write_bytes(path.read_bytes()[: record.at] + b"?" * record.length)
    with pytest.raises(StorageError, match=r"is not what was written: type the command again; "):
        read("b.0", record)


def test_many_files_become_one(folder, monkeypatch):
    for number in range(MOST_FILES):
        monkeypatch.setattr(journal, "_own", {})
        append(folder, f"c.{number}", b"x")
    assert len(files(folder)) == MOST_FILES + 1
    put_in_order(folder)
    assert len(files(folder)) == 1
    assert held(folder) == THREE | {f"c.{number}": b"x" for number in range(MOST_FILES)}


def test_a_disk_that_refuses_leaves_nothing_of_the_record(folder, monkeypatch):
    (path,) = files(folder)
    size, write = path.stat().st_size, os.write

    def full(descriptor, data):
        write(descriptor, data[:7])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(StorageError, match=r"cannot be written: No space left on device\."):
            append(folder, "d.0", b"lost")
    assert path.stat().st_size == size
    append(folder, "d.0", b"kept")
    assert held(folder) == THREE | {"d.0": b"kept"}


def test_nothing_is_added_where_the_folder_is_gone(tmp_path):
    """So a worker whose command was killed cannot write into a run that is finished."""
    with pytest.raises(StorageError, match="cannot be written"):
        append(tmp_path / "gone", "a", b"x")
    assert records(tmp_path / "gone") == {}


def test_what_is_interrupted_on_its_way_to_the_disk_is_there_and_may_be_read(tmp_path, monkeypatch):
    def stopped(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(journal.os, "fsync", stopped)
    with pytest.raises(KeyboardInterrupt):
        append(tmp_path, "a.0", b"first")
    assert held(tmp_path) == {"a.0": b"first"}
