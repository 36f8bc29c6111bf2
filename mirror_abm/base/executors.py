"""Tasks over an executor: anything that has ``submit`` and gives futures, wherever it works.

Only so many tasks are given at once as keep it busy, so that neither their results nor what they
are made of gather in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from concurrent.futures import BrokenExecutor, CancelledError
from queue import SimpleQueue
from typing import Any, Protocol

from .errors import InputError, MirrorError

AHEAD = 3  #: tasks that wait for each worker, so that it need not wait for us
UNKNOWN = 64  #: workers that an executor is taken to have, if it does not say
LOST = ("KilledWorker", "TerminatedWorkerError", "CommClosedError")  #: as libraries call it


class Executor(Protocol):
    """What carries out tasks, as in ``concurrent.futures``."""

    def submit(self, work: Callable[..., Any], /, *given: Any) -> Any:
        """Begin a task, and return its future."""


def checked_executor(executor: Any) -> Executor:
    """Return an executor, if it is one.

    Parameters
    ----------
    executor : Any
        What was given.

    Returns
    -------
    Executor
        The same.

    Raises
    ------
    InputError
        It has no ``submit``.
    """
    if not callable(getattr(executor, "submit", None)) or isinstance(executor, type):
        raise InputError(
            f"executor = {executor!r}: must have a method submit that returns futures, as "
            "concurrent.futures.ProcessPoolExecutor() and mpi4py.futures.MPIPoolExecutor() have."
        )
    return executor  # type: ignore[no-any-return]


def workers_of(executor: Any) -> int:
    """Return how many tasks an executor carries out at once, as far as it says so.

    Parameters
    ----------
    executor : Any
        The executor.

    Returns
    -------
    int
        ``UNKNOWN`` if it does not say.
    """
    told = getattr(executor, "workers", None) or getattr(executor, "_max_workers", None)
    found = told() if callable(told) else told
    return found if isinstance(found, int) and found > 0 else UNKNOWN


def over(
    executor: Executor, work: Callable[[Any], Any], tasks: Iterable[Any]
) -> Generator[tuple[int, Any], None, None]:
    """Yield the result of each task as it is finished.

    Parameters
    ----------
    executor : Executor
        What carries them out; it is left open.
    work : callable
        A function of one task.
    tasks : iterable
        The tasks.

    Yields
    ------
    tuple of int and Any
        The number of a task, and what ``work`` made of it.

    Raises
    ------
    MirrorError
        The executor lost workers, or cannot load what they need.
    """
    left = iter(enumerate(tasks))
    finished: SimpleQueue[tuple[int, Any]] = SimpleQueue()
    waiting: dict[int, Any] = {}

    def begin() -> None:
        room = workers_of(executor) * (1 + AHEAD)
        while len(waiting) < room:
            number, task = next(left, (None, None))
            if number is None:
                return
            waiting[number] = executor.submit(work, task)
            waiting[number].add_done_callback(_teller(finished, number))

    try:
        with _told():
            begin()
        while waiting:
            number, future = finished.get()
            del waiting[number]
            with _told():
                result = future.result()
                begin()
            yield number, result
    finally:
        for future in waiting.values():
            future.cancel()


def _teller(finished: SimpleQueue[tuple[int, Any]], number: int) -> Callable[[Any], None]:
    """Return what is called when a future is done."""
    return lambda future: finished.put((number, future))


class _told:
    """Turn what an executor raises when it lost its workers into a sentence."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: Any, trace: Any) -> None:
        if kind is None or issubclass(kind, MirrorError):
            return
        if issubclass(kind, ImportError):
            raise MirrorError(
                f"the workers of the executor cannot load what they need ({error}): install this "
                "version of mirror-abm there."
            ) from None
        if issubclass(kind, (BrokenExecutor, CancelledError)) or kind.__name__ in LOST:
            raise MirrorError(
                "the executor lost its workers (out of memory?): what is finished is kept, and "
                "the same command goes on from there."
            ) from None
