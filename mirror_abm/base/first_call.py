"""Compilation put off to the first call: a command that compiles nothing need not load numba."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from typing import Any


def jit(loop: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a loop over arrays when it is first called, see :func:`mirror_abm.base.jit.jit`.

    Parameters
    ----------
    loop : callable
        Function of arrays and numbers that calls none of ours.

    Returns
    -------
    callable
        The same, compiled.
    """

    @cache
    def compiled() -> Callable[..., Any]:
        from .jit import jit as compile_now

        return compile_now(loop)

    @wraps(loop)
    def call(*given: Any) -> Any:
        return compiled()(*given)

    return call
