"""A cluster of Dask: one that is there, or one on this computer that lasts as long as the work."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from typing import Any

from .errors import InputError, MirrorError

SECONDS = 20  #: to wait for a scheduler to answer
WORDS = "must be tcp://HOST:PORT, where a Dask scheduler listens, or local:N for N workers here"
_HERE = re.compile(r"local:(\d{1,4})")
_THERE = re.compile(r"(tcp|tls|ws|wss|ucx)://[^\s/]+:\d{1,5}/?")


class DaskExecutor:
    """A cluster with the interface of ``concurrent.futures``.

    Parameters
    ----------
    client : distributed.Client
        The connection to its scheduler.
    """

    def __init__(self, client: Any):
        self._client = client
        self._executor = client.get_executor(pure=False)

    def submit(self, work: Callable[..., Any], /, *given: Any) -> Any:
        """Begin a task, and return its future."""
        return self._executor.submit(work, *given)

    def workers(self) -> int:
        """Return how many tasks are carried out at once; workers may come and go."""
        return max(1, sum(int(each) for each in self._client.nthreads().values()))


def checked_address(address: str) -> str:
    """Return the address of a cluster, if it is one.

    Parameters
    ----------
    address : str
        What was typed.

    Returns
    -------
    str
        The same.

    Raises
    ------
    InputError
        It is none.
    """
    here = _HERE.fullmatch(address)
    if not (_THERE.fullmatch(address) or (here and int(here[1]))):
        raise InputError(f"--cluster {address}: {WORDS}.")
    return address


@contextmanager
def cluster(address: str) -> Iterator[DaskExecutor]:
    """Connect to a cluster for as long as work is done there.

    Parameters
    ----------
    address : str
        ``tcp://HOST:PORT``, or ``local:N``.

    Yields
    ------
    DaskExecutor
        With the interface of ``concurrent.futures``.

    Raises
    ------
    InputError
        It is no address, Dask distributed is not installed, or nobody answers there.
    """
    here = _HERE.fullmatch(checked_address(address))
    try:
        distributed: Any = import_module("distributed")  # it has no types
    except ImportError:
        raise InputError(
            f"--cluster {address}: needs Dask distributed: pip install 'mirror-abm[cluster]'."
        ) from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what is wrong, we tell
    with ExitStack() as stack:
        where: Any = address
        if here:
            where = stack.enter_context(
                distributed.LocalCluster(
                    n_workers=int(here[1]),
                    threads_per_worker=1,
                    host="127.0.0.1",
                    dashboard_address=None,
                    silence_logs=logging.CRITICAL,
                )
            )
        yield DaskExecutor(stack.enter_context(_client(distributed, where, address)))


def _client(distributed: Any, where: Any, address: str) -> Any:
    """Return the connection to a cluster that has a worker."""
    try:
        client = distributed.Client(where, timeout=SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError, RuntimeError) as error:
        raise InputError(
            f"--cluster {address}: no scheduler answers there ({type(error).__name__}): start one "
            "with `dask scheduler`, and workers with `dask worker`."
        ) from None
    try:
        client.wait_for_workers(1, timeout=SECONDS)
    except TimeoutError:
        client.close()
        raise MirrorError(
            f"--cluster {address}: has no workers: start some with `dask worker {address} "
            "--nthreads 1`."
        ) from None
    return client
