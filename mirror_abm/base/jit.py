"""Compilation of small loops over arrays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from numba import njit


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
        The compiled function; where numba finds no folder for its cache, one that is compiled
        anew in each process.
    """
    try:
        return njit(cache=True, nogil=True)(loop)  # type: ignore[no-any-return]
    except RuntimeError:
        return njit(nogil=True)(loop)  # type: ignore[no-any-return]
