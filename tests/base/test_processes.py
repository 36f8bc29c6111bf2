"""Tasks over processes: all results come, and killed workers are replaced, but not for ever."""

import os
import signal
import sys
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from mirror_abm.base import processes
from mirror_abm.base.errors import InputError, MirrorError
from mirror_abm.base.processes import lasting, spread


def square(number):
    return number**2, os.getpid()


def fail(number):
    raise InputError(f"task {number} is wrong.")


def killed_once(task):
    """Kill the worker at the first try of the last task, and note that in a file."""
    number, folder = task
    mark = Path(folder) / "killed"
    if number == 2 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def always_killed(_):
    os.kill(os.getpid(), signal.SIGKILL)


def test_one_worker_or_one_task_is_this_process():
    for tasks, workers in (([1, 2, 3], 1), ([5], 4)):
        found = dict(lasting(square, tasks, workers))
        assert found == {at: (task**2, os.getpid()) for at, task in enumerate(tasks)}


def test_several_workers_do_every_task_once_with_one_thread_each(monkeypatch):
    for name in processes._THREADS:
        monkeypatch.delenv(name, raising=False)
    found = sorted(spread(square, [3, 4, 5], 2))
    assert [(at, value) for at, (value, _) in found] == [(0, 9), (1, 16), (2, 25)]
    assert os.getpid() not in {process for _, (_, process) in found}
    assert {os.environ[name] for name in processes._THREADS} == {"1"}


def calls_of(tasks):
    """Return how many calls it takes this thread to hand out so many tasks and get them back."""
    calls = []
    sys.setprofile(lambda _, event, __: calls.append(event))
    try:
        assert len(list(spread(square, range(tasks), 2))) == tasks
    finally:
        sys.setprofile(None)
    return len(calls)


def test_a_task_takes_no_longer_because_many_wait():
    """Whoever looks through all that are not finished each time one is, takes n^2 steps for n."""
    assert calls_of(800) < 8 * calls_of(100)


def test_a_fault_in_a_task_comes_through():
    with pytest.raises(InputError, match=r"task \d is wrong"):
        list(spread(fail, [1, 2], 2))


def test_the_task_of_a_killed_worker_is_done_again(tmp_path):
    tasks = [(number, str(tmp_path)) for number in range(3)]
    assert sorted(lasting(killed_once, tasks, 2)) == [(0, 0), (1, 1), (2, 2)]
    assert (tmp_path / "killed").exists()


def test_workers_that_are_killed_again_and_again_end_in_a_sentence(monkeypatch):
    monkeypatch.setattr(processes, "RESTARTS", 1)
    with pytest.raises(MirrorError, match=r"killed 2 times .* Or try --workers 1\."):
        list(lasting(always_killed, [1, 2], 2))
    with pytest.raises(BrokenProcessPool):
        list(spread(always_killed, [1, 2], 2))
