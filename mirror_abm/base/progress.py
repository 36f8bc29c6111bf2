"""How far long work is: a bar in notebooks and at the Python prompt, silence in scripts and pipes.

The command has a bar of its own (``cli/progress.py``) and hands in a function instead.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from .errors import InputError

#: of a bar: what is done, how much of it, how long it took and takes
FORMAT = (
    "{desc}: {percentage:3.0f}%|{bar}| {n_fmt} of {total_fmt} {unit}, {elapsed}, {remaining} left"
)
SHORT = 1.0  #: seconds that nobody needs to be told about
Item = TypeVar("Item")
Advance = Callable[[int, str], None]  #: told how many are done, and what was done last


def in_notebook() -> bool:
    """Return whether this is a notebook: Jupyter, or what talks to a kernel as Jupyter does."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return hasattr(shell, "kernel")


def wanted(progress: object) -> bool:
    """Return whether a bar is to be shown.

    Parameters
    ----------
    progress : bool or None
        Whether it is; None, where somebody sits and waits: in a notebook, or at a Python prompt in
        a terminal.

    Returns
    -------
    bool
        Whether it is shown.

    Raises
    ------
    InputError
        If it is anything else.
    """
    if isinstance(progress, bool):
        return progress
    if progress is not None:
        raise InputError(f"progress = {progress!r}: must be True, False or None.")
    if in_notebook():
        return True
    at_prompt = hasattr(sys, "ps1") or "IPython" in sys.modules
    return at_prompt and sys.stderr is not None and sys.stderr.isatty()


def checked(progress: Any, told: str) -> Any:
    """Return what was asked of the progress, if it is something that can be asked.

    Parameters
    ----------
    progress : bool, callable or None
        What a caller gave.
    told : str
        What a function is called with, for the sentence.

    Returns
    -------
    bool, callable or None
        The same.

    Raises
    ------
    InputError
        If it is anything else.
    """
    if progress is None or isinstance(progress, bool) or callable(progress):
        return progress
    raise InputError(
        f"progress = {progress!r}: must be True, False, None, or a function of {told}."
    )


@contextmanager
def bar(
    progress: bool | Advance | None, total: int, unit: str, done: int = 0, delay: float = 0
) -> Iterator[Advance]:
    """Show a bar while the work goes on, if one is wanted.

    Parameters
    ----------
    progress : bool, callable or None
        Whether it is wanted, as for :func:`wanted`; or a function that is called in its place.
    total : int
        How many there are to do.
    unit : str
        What is counted, in the plural.
    done : int, optional
        How many were done before.
    delay : float, optional
        Seconds before it is shown: what takes less needs no bar.

    Yields
    ------
    callable
        To be called with how many are done, and what was done last.
    """
    if callable(progress):
        yield progress
        return
    if total < 1 or not wanted(progress):
        yield lambda done, what: None
        return
    form = {"unit": unit, "bar_format": FORMAT, "dynamic_ncols": True, "delay": delay}
    shown = _kind()(total=total, initial=done, desc="starting", **form)
    try:

        def advance(now: int, what: str) -> None:
            if what:
                shown.set_description_str(what, refresh=False)
            shown.update(now - shown.n)

        yield advance
    finally:
        shown.close()


def followed(items: Collection[Item], progress: bool | None, unit: str) -> Iterator[Item]:
    """Yield items one by one, with a bar beside the work on them, if one is wanted.

    Parameters
    ----------
    items : collection
        What there is to do.
    progress : bool or None
        Whether a bar is wanted, as for :func:`wanted`.
    unit : str
        What is counted, in the plural.

    Yields
    ------
    Any
        Each item.
    """
    with bar(progress, len(items), unit, delay=SHORT) as advance:
        for number, item in enumerate(items, start=1):
            yield item
            advance(number, unit)


def _kind() -> Any:
    """Return the bar of a notebook that can draw one, or of text, which every front end shows."""
    import importlib.util

    if in_notebook() and importlib.util.find_spec("ipywidgets"):
        from tqdm.notebook import tqdm
    else:
        from tqdm.std import tqdm
    return tqdm
