"""Compilation of small loops over arrays, and compiled code that is kept under a checksum.

numba's own cache is not used. It trusts its files: one byte changed in them gives other numbers, a
file cut short an error, and two processes that compile the same function for other arguments at
once may take each other's code. Here each compiled function is a file by itself, named by all that
it was made of, and counts only if it says what it said when it was written.
"""

from __future__ import annotations

import inspect
import pickle
import platform
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numba
import numpy as np
from numba import njit
from numba.core import serialize
from numba.core.compiler import CompileResult

from .cache import cache_folder, drop, keep, kept
from .files import digest, read_text


def jit(loop: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a loop over arrays with numba, and keep the compiled code on the disk.

    Only for functions that call none of ours: numba does not notice when a function that was
    called from elsewhere has changed, and would go on using the old one.

    Parameters
    ----------
    loop : callable
        Function of arrays and numbers.

    Returns
    -------
    callable
        The compiled function; compiled anew in each process where its source is in no file.
    """
    compiled, source = njit(nogil=True)(loop), Path(inspect.getfile(loop))
    if not source.is_file():
        return compiled  # type: ignore[no-any-return]
    return on_disk(compiled, lambda: (cache_folder() / "loops", _text(source)))


@cache
def _text(source: Path) -> str:
    """Return the text of a module, read once."""
    return read_text(source)


def made_by() -> tuple[str, ...]:
    """Return what compiled code depends on besides its source and the processor.

    Returns
    -------
    tuple of str
        The versions of numba, NumPy and Python, and the kind of machine.
    """
    return numba.__version__, np.__version__, sys.version, platform.machine()


def on_disk(loop: Any, where: Callable[[], tuple[Path, str]]) -> Callable[..., Any]:
    """Keep the code of a compiled function on the disk.

    Parameters
    ----------
    loop : callable
        What numba made of a function.
    where : callable
        Returns the folder, and the text that the function is made of; called when the function is
        first compiled.

    Returns
    -------
    callable
        ``loop``.
    """
    if hasattr(loop, "py_func"):  # it is a plain function where compilation is switched off
        loop._cache = _Kept(loop.py_func, where)
    return loop  # type: ignore[no-any-return]


def is_compiled(loop: Any, *given: Any) -> bool:
    """Return whether a function need not be compiled any more for such arguments.

    Parameters
    ----------
    loop : callable
        A function given to :func:`on_disk`.
    *given : Any
        Arguments.

    Returns
    -------
    bool
        Whether its code is on the disk, unharmed.
    """
    if not hasattr(loop, "py_func"):
        return True
    signature = tuple(loop.typeof_pyval(each) for each in given)
    if signature in loop.overloads:
        return True
    return kept(loop._cache.place(signature, loop.targetctx)) is not None


class _Kept:
    """The compiled code of one function on the disk: what numba asks of a cache."""

    def __init__(self, function: Callable[..., Any], where: Callable[[], tuple[Path, str]]):
        self.function, self.where = function, where

    @property
    def cache_path(self) -> str:
        """The folder, for the statistics that numba shows."""
        return str(self.where()[0])

    def _made_of(self, signature: Any, codegen: Any) -> tuple[Any, ...]:
        """Return all that the code for some types of arguments is made of."""
        name, text = self.function.__qualname__, digest(self.where()[1])
        return name, signature, codegen.magic_tuple(), text, made_by()

    def place(self, signature: Any, target: Any) -> Path:
        """Return the file for the code for some types of arguments."""
        made_of = self._made_of(signature, target.codegen())
        return self.where()[0] / f"{self.function.__name__}-{digest(repr(made_of))[:20]}.code"

    def load_overload(self, signature: Any, target: Any) -> Any:
        """Return the compiled function for some types of arguments, None if there is none."""
        target.refresh()
        path = self.place(signature, target)
        data = kept(path)
        if data is None:
            return None
        try:
            made_of, code = pickle.loads(data)
            if made_of == self._made_of(signature, target.codegen()):
                rebuild: Any = CompileResult._rebuild
                return rebuild(target, *code)
            drop(path, "was made of something else")
        except Exception as error:  # whatever unpickling raises: it can be compiled again
            drop(path, f"cannot be loaded ({type(error).__name__})")
        return None

    def save_overload(self, signature: Any, compiled: Any) -> None:
        """Keep a compiled function, unless it has addresses of this process in it."""
        if compiled.library.has_dynamic_globals or not all(
            each.can_cache for each in compiled.lifted
        ):
            return
        made_of = self._made_of(signature, compiled.codegen)
        dumps: Any = serialize.dumps
        keep(self.place(signature, compiled.target_context), dumps((made_of, compiled._reduce())))
