"""Tasks over processes: what a run and the board of experiments have in common."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager, suppress
from multiprocessing import active_children, get_context, parent_process
from multiprocessing import connection as connections
from queue import Empty, SimpleQueue
from threading import Thread
from threading import enumerate as enumerate_threads
from typing import Any

from .errors import MirrorError
from .files import discard
from .interruption import heed, heeding
from .startup import hurry

#: with threads of their own, two workers on two cores ran 5 to 40 times slower
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
PATIENCE = 1.0  #: seconds between two looks whether the work is to stop
RESTARTS = 3  #: how often workers may be killed before we give up
_POOLS = "concurrent.futures.process"


def lasting(
    work: Callable[[Any], Any], tasks: Sequence[Any], workers: int
) -> Generator[tuple[int, Any], None, None]:
    """Yield the result of each task as it is finished, and replace workers that are killed.

    The tasks of a killed worker are done again. With one worker, or one task, the work is done in
    this process.

    Parameters
    ----------
    work : callable
        A function of one task that can be pickled.
    tasks : sequence
        The tasks.
    workers : int
        The most processes.

    Yields
    ------
    tuple of int and Any
        The number of a task, and what ``work`` made of it.

    Raises
    ------
    MirrorError
        Workers were killed more than ``RESTARTS`` times.
    """
    with heeding():
        if workers == 1 or len(tasks) < 2:
            for number, task in enumerate(tasks):
                heed()
                yield number, work(task)
            heed()
        else:
            yield from _lasting(work, tasks, workers)


def _lasting(
    work: Callable[[Any], Any], tasks: Sequence[Any], workers: int
) -> Generator[tuple[int, Any], None, None]:
    """Yield what workers made of the tasks, and replace those that are killed."""
    left, restarts = dict(enumerate(tasks)), 0
    while left:
        numbers = list(left)
        try:
            with closing(spread(work, list(left.values()), workers)) as pool:
                for at, result in pool:
                    del left[numbers[at]]
                    yield numbers[at], result
        except BrokenProcessPool:
            restarts += 1
            if restarts > RESTARTS:
                hint = (
                    ""
                    if len(left) < len(tasks)
                    else 'In a script, put the call under `if __name__ == "__main__":`. '
                )
                raise MirrorError(
                    f"worker processes were killed {restarts} times (out of memory?). {hint}Or try "
                    "--workers 1."
                ) from None


def spread(
    work: Callable[[Any], Any], tasks: Sequence[Any], workers: int
) -> Generator[tuple[int, Any], None, None]:
    """Yield the result of each task as it is finished, over several processes.

    Parameters
    ----------
    work : callable
        A function of one task that can be pickled.
    tasks : sequence
        The tasks.
    workers : int
        The most processes.

    Yields
    ------
    tuple of int and Any
        The number of a task, and what ``work`` made of it.

    Raises
    ------
    BrokenProcessPool
        A worker was killed; all workers are gone, with the tasks that they were at.
    """
    for name in _THREADS:
        os.environ.setdefault(name, "1")
    pool = ProcessPoolExecutor(
        min(workers, len(tasks)), mp_context=get_context("spawn"), initializer=_obedient
    )
    others, managers = set(active_children()), _managers()
    numbers: dict[Future[Any], int] = {}
    finished: SimpleQueue[Future[Any]] = SimpleQueue()
    try:
        with _deaf():
            for number, task in enumerate(tasks):
                future = pool.submit(work, task)
                numbers[future] = number
                future.add_done_callback(finished.put)
        while numbers:
            future = _next(finished)
            yield numbers.pop(future), future.result()
            heed()
    except BaseException:
        # before the pool is shut down, which waits for every worker
        _end(set(active_children()) - others)
        pool.shutdown(wait=False, cancel_futures=True)
        for thread in _managers() - managers:
            thread.join(2)
        raise
    pool.shutdown(wait=True)


def _next(finished: SimpleQueue[Future[Any]]) -> Future[Any]:
    """Return the next task that is finished, however many are not: nobody looks through them."""
    while True:
        heed()
        with suppress(Empty):
            return finished.get(timeout=PATIENCE)


def _managers() -> set[Thread]:
    """Return the threads that manage pools.

    Python wakes each of them when it ends, and writes a traceback if one closes its pipe just then:
    so nobody should end while one is still at work.
    """
    return {each for each in enumerate_threads() if type(each).__module__ == _POOLS}


def _end(children: set[Any]) -> None:
    """End workers that nobody waits for; one that is deep in compiled code has to be killed."""
    for child in children:
        child.terminate()
    for child in children:
        child.join(2)
        if child.is_alive():
            child.kill()


def _obedient() -> None:
    """Let a worker that is told to end, or left behind, remove what it has half written and end.

    It may not raise: the pool would take ``SystemExit`` for the result of the task, and wait
    for the worker for ever.
    """

    def leave(number: int, _: object) -> None:
        discard()
        os._exit(128 + number)

    signal.signal(signal.SIGTERM, leave)
    hurry()
    Thread(target=_outlive_nobody, daemon=True).start()


def _outlive_nobody() -> None:
    """End this worker when the process that started it is gone, by whatever death.

    A parent that is killed tells nobody, and its workers would go on writing for ever.
    """
    parent = parent_process()
    if parent is not None:
        connections.wait([parent.sentinel])
        discard()
        os._exit(1)


@contextmanager
def _deaf() -> Iterator[None]:
    """Start processes that Ctrl-C does not reach: this one ends them, without their tracebacks."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
