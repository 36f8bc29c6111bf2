"""Ctrl-C that gets lost on its way still ends the work."""

import signal
import threading

import pytest

from mirror_abm.base import interruption, progress
from mirror_abm.base.errors import Interrupted
from mirror_abm.base.interruption import asked, forget, heed, heeding, stop
from mirror_abm.base.processes import lasting


@pytest.fixture(autouse=True)
def _fresh(monkeypatch):
    """Nobody has asked yet; and Ctrl-C is heard, also where the tests began in the background."""
    monkeypatch.setattr(interruption, "_asked", [])
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


class Deaf:
    """Loses what is raised while it is deleted, as Python does with it."""

    def __del__(self):
        signal.raise_signal(signal.SIGINT)


def interrupted_unheard(task):
    """Be interrupted in the second task, where nobody hears of it."""
    if task == 1:
        Deaf()
    return task


def test_who_is_asked_to_stop_stops_when_it_next_asks():
    heed()
    with pytest.raises(Interrupted):
        stop(Interrupted("now"))
    assert str(asked()) == "now"
    with pytest.raises(Interrupted, match="now"):
        heed()
    forget()
    heed()
    assert asked() is None


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_interruption_that_python_throws_away_ends_the_work():
    done = []
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    with pytest.raises(KeyboardInterrupt):
        for _, found in lasting(interrupted_unheard, [0, 1, 2, 3], 1):
            done.append(found)
    assert done in ([0], [0, 1])
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert [found for _, found in lasting(abs, [0, 1], 1)] == [0, 1], "and only that work"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_handler_of_the_command_ends_work_over_processes_too(monkeypatch):
    def order(*_):
        stop(Interrupted("by the command"))

    before = signal.signal(signal.SIGINT, order)
    try:
        done = []
        with pytest.raises(Interrupted, match="by the command"):
            for number, _ in lasting(abs, list(range(4)), 2):
                done.append(number)
                Deaf()
        assert len(done) == 1
        assert signal.getsignal(signal.SIGINT) is order, "it stays the command's"
    finally:
        signal.signal(signal.SIGINT, before)


def test_what_is_followed_by_a_bar_is_stopped_between_two_items(monkeypatch):
    seen = []
    with pytest.raises(Interrupted):
        for item in progress.followed([1, 2, 3], False, "things"):
            seen.append(item)
            interruption._asked.append(Interrupted("now"))
    assert seen == [1]


def test_other_threads_and_other_handlers_are_left_alone():
    def ours(*_):
        return None

    before = signal.signal(signal.SIGINT, ours)
    try:
        with heeding():
            assert signal.getsignal(signal.SIGINT) is ours
    finally:
        signal.signal(signal.SIGINT, before)
    found = []

    def elsewhere():
        with heeding():
            found.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert found == [signal.default_int_handler]
