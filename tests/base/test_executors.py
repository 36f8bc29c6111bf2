"""Tasks over an executor of anybody: every task once, in any order, few at a time."""

import threading
import time
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing

import pytest

from mirror_abm.base.errors import InputError, MirrorError
from mirror_abm.base.executors import AHEAD, UNKNOWN, checked_executor, over, workers_of


def square(number):
    return number * number


class Backwards:
    """An executor that does what it was given last first; its futures are finished elsewhere."""

    workers = 2

    def __init__(self):
        self.waiting, self.most = [], 0

    def submit(self, work, task):
        future = Future()
        self.waiting.append((future, work, task))
        self.most = max(self.most, len(self.waiting))
        if len(self.waiting) == 1:
            threading.Thread(target=self.do, daemon=True).start()
        return future

    def do(self):
        time.sleep(0.05)
        while self.waiting:
            future, work, task = self.waiting.pop()
            if future.set_running_or_notify_cancel():
                future.set_result(work(task))


@pytest.mark.parametrize("make", [lambda: ThreadPoolExecutor(3), Backwards])
def test_every_task_is_done_once_whatever_the_order(make):
    found = dict(over(make(), square, range(50)))
    assert found == {number: number**2 for number in range(50)}


def test_only_as_many_tasks_wait_as_keep_the_workers_busy():
    executor, given = Backwards(), []
    tasks = (given.append(number) or number for number in range(100))
    with closing(over(executor, square, tasks)) as finished:
        next(finished)
        assert len(given) <= 2 * (1 + AHEAD) + 1
    assert executor.most <= 2 * (1 + AHEAD)


def test_the_fault_of_a_task_is_raised_and_the_rest_called_off():
    def fail(number):
        raise InputError(f"task {number}: is wrong.")

    with ThreadPoolExecutor(1) as pool, pytest.raises(InputError, match="is wrong"):
        list(over(pool, fail, range(20)))


class Failing:
    """An executor whose tasks end in an error."""

    def __init__(self, error):
        self.error = error

    def submit(self, work, task):
        future = Future()
        future.set_exception(self.error)
        return future


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (BrokenProcessPool("x"), "lost its workers"),
        (CancelledError(), "lost its workers"),
        (type("KilledWorker", (Exception,), {})("x"), "lost its workers"),
        (ModuleNotFoundError("No module named 'mirror_abm'"), "install this version"),
    ],
)
def test_what_befalls_the_workers_is_told_in_a_sentence(error, told):
    with pytest.raises(MirrorError, match=told):
        list(over(Failing(error), square, [1, 2]))


def test_a_bug_of_ours_stays_what_it_is():
    with pytest.raises(ZeroDivisionError):
        list(over(Failing(ZeroDivisionError()), square, [1]))


def test_how_many_workers_there_are_is_asked_where_it_is_told():
    with ThreadPoolExecutor(3) as pool:
        assert workers_of(pool) == 3
    assert workers_of(Backwards()) == 2
    assert workers_of(object()) == UNKNOWN


@pytest.mark.parametrize("wrong", ["local:2", 3, object(), ProcessPoolExecutor])
def test_what_is_no_executor_is_refused(wrong):
    with pytest.raises(InputError, match=r"executor = .*must have a method submit"):
        checked_executor(wrong)
