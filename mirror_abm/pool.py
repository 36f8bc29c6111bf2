"""Tasks over processes, for what is done again rather than resumed: the board of experiments."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, get_context
from typing import Any

from .errors import MirrorError
from .runner import _THREADS, _deaf, _polite


def spread(work: Callable[[Any], Any], tasks: Sequence[Any], workers: int) -> Iterator[tuple[int, Any]]:
    """Yield ``(number, work(task))`` of each task as it is finished, over ``workers`` processes."""
    for name in _THREADS:
        os.environ.setdefault(name, "1")
    pool = ProcessPoolExecutor(min(workers, len(tasks)), mp_context=get_context("spawn"), initializer=_polite)
    others = set(active_children())
    try:
        with _deaf():
            waiting = {pool.submit(work, task): number for number, task in enumerate(tasks)}
        for future in as_completed(waiting):
            yield waiting[future], future.result()
    except BrokenProcessPool:
        raise MirrorError("a worker process was killed (out of memory?). In a script, put the call under "
                          "`if __name__ == \"__main__\":`. Or try --workers 1.") from None
    except BaseException:
        ours = set(active_children()) - others
        pool.shutdown(wait=False, cancel_futures=True)
        for child in ours:
            child.terminate()
        raise
    pool.shutdown(wait=True)
