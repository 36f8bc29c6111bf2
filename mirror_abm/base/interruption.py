"""Ctrl-C and the order to end: noted as well as raised, for an exception can be lost on its way.

Python throws away what is raised while an object is being deleted or a callback of a library is
under way. So whoever works on for long asks, between two pieces of work, whether it is to stop.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

_asked: list[BaseException] = []  #: what was raised when this process was asked to stop


def stop(error: BaseException) -> NoReturn:
    """Stop what is under way, at the latest when it asks: for handlers of signals.

    Parameters
    ----------
    error : BaseException
        What ends the work.
    """
    _asked.append(error)
    raise error


def asked() -> BaseException | None:
    """Return what should have ended the work, None if nobody asked for its end.

    Returns
    -------
    BaseException or None
        That of the last signal since :func:`forget`.
    """
    return _asked[-1] if _asked else None


def forget() -> None:
    """Begin new work, which nobody asked to stop."""
    _asked.clear()


def heed() -> None:
    """Stop if that was asked for: between two pieces of work."""
    if _asked:
        raise _asked[-1]


@contextmanager
def heeding() -> Iterator[None]:
    """Note a Ctrl-C within this context too where Python's own handler only raises it.

    As at the prompt, in notebooks and in scripts. A handler that somebody else set stays.
    """
    if (
        threading.current_thread() is not threading.main_thread()
        or signal.getsignal(signal.SIGINT) is not signal.default_int_handler
    ):
        yield
        return
    forget()
    signal.signal(signal.SIGINT, lambda *_: stop(KeyboardInterrupt()))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        forget()
