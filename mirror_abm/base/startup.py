"""Starting fast: a command that takes two seconds may not spend one of them on what it never uses.

Measured on a run of one replicate: a fifth of the time went into looking for garbage among imported modules, which are none,
and a sixth into importing parts of scipy that seaborn and mesa need in calls that we never make.
"""

from __future__ import annotations

import atexit
import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

_ours = False  #: this process is a command or a worker of ours, not a session or script of somebody else's


def hurry() -> None:
    """Take the short cuts below, in a process that is our own; whoever imports the library gets the modules he knows.

    The garbage collector looks at all objects once in a million new ones, and not at the end. A million objects are a few dozen
    populations: the memory that cycles hold stays bounded.
    """
    global _ours
    _ours = True
    gc.set_threshold(50_000, 10, 2)
    atexit.register(gc.freeze)


class _Absent(ModuleType):
    """Stands for a module that is imported as soon as anything is asked of it but what was set here."""

    def __init__(self, name: str):
        super().__init__(name)
        self.__path__ = []  # so that what is below it may be asked for

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(_real(self.__name__), name)


def _real(name: str) -> ModuleType:
    """Return the module itself, which may be absent until now."""
    for absent in [key for key, module in sys.modules.items() if isinstance(module, _Absent)]:
        del sys.modules[absent]
    return import_module(name)


def _called_later(module: str, function: str) -> Callable[..., Any]:
    def call(*given: Any, **options: Any) -> Any:
        return getattr(_real(module), function)(*given, **options)

    return call


@contextmanager
def put_off(*wanted: str) -> Iterator[None]:
    """Let what is imported meanwhile take a module, or a function of one, without importing it until it is used.

    ``wanted`` : ``"scipy.cluster.hierarchy"``, or ``"scipy.stats:gaussian_kde"``. Whoever imports such a module afterwards gets
    the real one; what is there already is not put off, and nothing is in a process that is not our own (:func:`hurry`).
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
