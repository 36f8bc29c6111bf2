"""Starting fast: a command of two seconds should not spend one of them on what it never uses.

Measured on a run of one replicate: a fifth of the time went into looking for garbage among imported
modules, where there is none, and a sixth into importing parts of scipy that seaborn and mesa need
only in calls that we never make.
"""

from __future__ import annotations

import atexit
import gc
import inspect
import re
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

#: whether this process is a command or a worker of ours, not somebody else's session or script
_ours = False


def hurry() -> None:
    """Take the short cuts of this module, in a process of our own.

    Whoever imports the library gets the modules that they know.

    Notes
    -----
    The garbage collector then looks at all objects once in a million new ones, and not at exit. A
    million objects are a few dozen populations, so the memory held by cycles stays bounded.
    """
    global _ours
    _ours = True
    gc.set_threshold(50_000, 10, 2)
    atexit.register(gc.freeze)


def is_ours() -> bool:
    """Return whether this process is a command or a worker of ours, which may take short cuts."""
    return _ours


class _Absent(ModuleType):
    """A stand-in for a module, which is imported once anything is asked of it but what was set."""

    def __init__(self, name: str):
        super().__init__(name)
        self.__path__ = []  # makes it a package, so that its submodules can be asked for

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(_real(self.__name__), name)


def _real(name: str) -> ModuleType:
    """Return the module itself, imported now if it was absent."""
    for absent in [key for key, module in sys.modules.items() if isinstance(module, _Absent)]:
        del sys.modules[absent]
    return import_module(name)


def _called_later(module: str, function: str) -> Callable[..., Any]:
    """Return a function that imports its module when it is first called."""

    def call(*given: Any, **options: Any) -> Any:
        return getattr(_real(module), function)(*given, **options)

    return call


@contextmanager
def put_off(*wanted: str) -> Iterator[None]:
    """Put off the import of modules until they are used, for what is imported in this context.

    Whoever imports such a module afterwards gets the real one. A module that is imported already is
    not put off, and none is in a process that is not our own (:func:`hurry`).

    Parameters
    ----------
    *wanted : str
        A module, as ``"scipy.cluster.hierarchy"``, or a function of one, as
        ``"scipy.stats:gaussian_kde"``.
    """
    if not _ours:
        yield
        return
    absent: dict[str, _Absent] = {}
    for module, _, function in (name.partition(":") for name in wanted):
        parts = module.split(".")
        for end in range(len(parts), 1, -1) if module not in sys.modules else ():
            name = ".".join(parts[:end])
            if name not in sys.modules:
                stub = absent.setdefault(name, _Absent(name))
                if end == len(parts) and function:
                    setattr(stub, function, _called_later(name, function))
                elif end < len(parts):
                    setattr(stub, parts[end], absent[".".join(parts[: end + 1])])
    sys.modules.update(absent)
    try:
        yield
    finally:
        for name, stub in absent.items():
            if sys.modules.get(name) is stub:
                del sys.modules[name]


@contextmanager
def sourceless() -> Iterator[None]:
    """Let what is imported in this context look at the frames above it without their sources.

    Mesa asks ``inspect`` for the stack to name its loggers, which looks for the source of every
    frame of it: a quarter of a second of CPU. In a process that is not our own it may.
    """
    if not _ours:
        yield
        return
    whole = inspect.stack
    inspect.stack = _frames_above
    try:
        yield
    finally:
        inspect.stack = whole


def _frames_above(context: int = 1) -> list[inspect.FrameInfo]:
    """Return the frames of whoever calls, as ``inspect.stack`` does, without lines of source."""
    found, frame = [], inspect.currentframe()
    while frame := frame and frame.f_back:
        code = frame.f_code
        where = code.co_filename, frame.f_lineno, code.co_name
        found.append(inspect.FrameInfo(frame, *where, None, None))
    return found


@contextmanager
def unwarned(beginning: str) -> Iterator[None]:
    """Keep silent about a warning, not ours, of what is imported in this context.

    Parameters
    ----------
    beginning : str
        How the warning begins.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", re.escape(beginning))
        yield
