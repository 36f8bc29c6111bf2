"""One command at a time in a folder: the others wait, and no lock outlives who took it."""

import builtins
import errno
import os
import subprocess
import sys
import threading
import time

import pytest

from mirror_abm.base import locks
from mirror_abm.base.errors import Interrupted, StorageError
from mirror_abm.base.locks import LOCK, alone, alone_in_all, in_use

HOLDER = (
    "import sys\nfrom pathlib import Path\nfrom mirror_abm.base.locks import alone\n"
    "with alone(Path(sys.argv[1]), 'run'):\n print('mine', flush=True)\n sys.stdin.read()"
)


@pytest.fixture
def other(tmp_path):
    """Another process, which works in the folder."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "mine\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


@pytest.fixture
def told(monkeypatch):
    """What was told to whoever waits."""
    lines = []
    monkeypatch.setattr(locks, "tell", lambda _, text: lines.append(text))
    return lines


def test_a_folder_is_in_use_while_somebody_works_in_it_and_no_file_is_left(tmp_path):
    folder = tmp_path / "not" / "there"
    assert not in_use(folder)
    with alone(folder, "run"):
        assert in_use(folder)
        with alone(folder, "run"):  # who holds it may take it again
            assert in_use(folder)
        assert in_use(folder)
    assert not in_use(folder)
    assert list(folder.iterdir()) == []


def test_the_second_waits_says_so_once_and_goes_on(other, tmp_path, told):
    assert in_use(tmp_path)
    threading.Timer(0.5, other.stdin.close).start()
    began = time.monotonic()
    with alone(tmp_path, "run abc"):
        assert time.monotonic() - began >= 0.4
    assert told == ["run abc: another command is at work on it; waiting for it to end."]
    assert list(tmp_path.iterdir()) == []


def test_the_lock_of_a_killed_process_is_gone_with_it(other, tmp_path, told):
    other.kill()
    other.wait()
    assert (tmp_path / LOCK).exists()
    assert not in_use(tmp_path)
    with alone(tmp_path, "run"):
        assert in_use(tmp_path)
    assert not told
    assert not (tmp_path / LOCK).exists()


def test_ctrl_c_while_waiting_is_an_interruption(other, tmp_path, monkeypatch, told):
    def pressed(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", pressed)
    with (
        pytest.raises(Interrupted, match=r"^run x: interrupted while another command was at work"),
        alone(tmp_path, "run x"),
    ):
        pass
    assert in_use(tmp_path)


def test_threads_of_one_process_wait_for_each_other(tmp_path, told):
    inside, most = [], []

    def work():
        with alone(tmp_path, "run"):
            inside.append(1)
            most.append(len(inside))
            time.sleep(0.05)
            inside.pop()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1, 1, 1, 1]


def test_a_lock_whose_file_was_replaced_while_one_waited_is_none(tmp_path):
    """Who had it removes the file: to hold the removed one would be to hold nothing."""
    path = tmp_path / LOCK
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT)
    path.unlink()
    assert not locks._is_there(path, descriptor)
    path.touch()
    assert not locks._is_there(path, descriptor)
    os.close(descriptor)


def test_several_folders_are_taken_in_one_order(tmp_path, monkeypatch):
    taken, alone_in = [], locks.alone

    def noted(folder, what):
        taken.append((folder.name, what))
        return alone_in(folder, what)

    monkeypatch.setattr(locks, "alone", noted)
    with alone_in_all({tmp_path / "b": "run b", tmp_path / "a": "run a"}):
        assert in_use(tmp_path / "a")
        assert in_use(tmp_path / "b")
    assert taken == [("a", "run a"), ("b", "run b")]


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP])
def test_a_disk_that_keeps_no_locks_is_told_of_and_the_work_goes_on(
    number, tmp_path, told, monkeypatch
):
    def refused(_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(locks, "_taken", refused)
    with alone(tmp_path, "run x"):
        pass
    assert told == ["run x: this disk keeps no locks: start no other command on it."]
    assert list(tmp_path.iterdir()) == []


def test_without_the_modules_of_any_system_the_work_goes_on(tmp_path, told, monkeypatch):
    def blocked(name, *_):
        raise ImportError(name)

    monkeypatch.setattr(locks, "import_module", blocked)
    with alone(tmp_path, "run"):
        pass
    assert len(told) == 1


def test_the_lock_of_windows_is_taken_where_there_is_no_other(tmp_path, monkeypatch):
    class Windows:
        LK_NBLCK = 2
        held = False

        @classmethod
        def locking(cls, _descriptor, mode, count):
            assert (mode, count) == (2, 1)
            if cls.held:
                raise PermissionError(errno.EACCES, "Permission denied")
            cls.held = True

    def imported(name):
        if name == "fcntl":
            raise ImportError(name)
        return Windows

    monkeypatch.setattr(locks, "import_module", imported)
    with alone(tmp_path, "run"):
        assert Windows.held
        assert locks._try(tmp_path, "run") is None


def test_nothing_bound_to_a_system_is_imported_at_the_door(monkeypatch):
    real = builtins.__import__

    def guarded(name, *rest):
        assert name not in ("fcntl", "msvcrt", "resource")
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", guarded)
    for name in ("base.locks", "simulation.manifest"):
        monkeypatch.delitem(sys.modules, f"mirror_abm.{name}", raising=False)
        __import__(f"mirror_abm.{name}")


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").touch()
    with (
        pytest.raises(StorageError, match=r"file/x: cannot be written: "),
        alone(tmp_path / "file" / "x", "run"),
    ):
        pass
