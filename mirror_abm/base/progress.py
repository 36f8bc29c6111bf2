"""How far long work is: a bar in notebooks and at the Python prompt, silence in scripts and pipes.

The command has a bar of its own (``cli/progress.py``) and hands in a function instead.
"""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from html import escape
from typing import Any, TypeVar

from .errors import InputError
from .interruption import heed

#: of a bar: what is done, how much of it, how long it took and takes
FORMAT = (
    "{desc}: {percentage:3.0f}%|{bar}| {n_fmt} of {total_fmt} {unit}, {elapsed}, {remaining} left"
)
STEP = 0.2  #: seconds between two states of a page
SHORT = 1.0  #: seconds that nobody needs to be told about
Item = TypeVar("Item")
Advance = Callable[[int, str], None]  #: told how many are done, and what was done last


def in_notebook() -> bool:
    """Return whether this is a notebook: Jupyter, or what talks to a kernel as Jupyter does."""
    return hasattr(_shell(), "kernel")


def _shell() -> Any:
    """Return IPython's shell, in which this runs, or None."""
    return getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()


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
    at_prompt = hasattr(sys, "ps1") or _shell() is not None
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
    shown = (_Page if in_notebook() else _Text)(total, unit, done, delay)
    try:
        yield shown.advance
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
            heed()
            yield item
            advance(number, unit)


class _Text:
    """A bar of text on the standard error."""

    def __init__(self, total: int, unit: str, done: int, delay: float):
        from tqdm.std import tqdm

        form = {"unit": unit, "bar_format": FORMAT, "dynamic_ncols": True, "delay": delay}
        self.bar: Any = tqdm(total=total, initial=done, desc="starting", **form)

    def advance(self, done: int, what: str) -> None:
        """Show how many are done."""
        self.bar.set_description_str(what, refresh=False)
        self.bar.update(done - self.bar.n)

    def close(self) -> None:
        """Leave the bar as it is."""
        self.bar.close()


class _Page:
    """A bar in the output of a notebook's cell: one element, which is changed in place.

    It needs no widgets, and what is saved of it is its last state, not every step.
    """

    def __init__(self, total: int, unit: str, done: int, delay: float):
        self.total, self.unit, self.done = total, unit, done
        self.began = time.monotonic()
        self.at_first = done
        self.handle: Any = None
        if delay == 0:
            self.show("starting")
        self.due = self.began + max(delay, STEP)

    def advance(self, done: int, what: str) -> None:
        """Show how many are done, if there is somebody who can have read the last number."""
        self.done = done
        if time.monotonic() >= self.due:
            self.show(what)
            self.due = time.monotonic() + STEP

    def show(self, what: str) -> None:
        """Show it now."""
        ipython = importlib.import_module("IPython.display")
        gone = time.monotonic() - self.began
        made = self.done - self.at_first
        left = gone / made * (self.total - self.done) if made else None
        times = f"{gone:.0f} s" + (f", about {left:.0f} s left" if left else "")
        page = ipython.HTML(
            f'<progress value="{self.done}" max="{self.total}" '
            'style="vertical-align:middle"></progress> '
            f"{self.done:,} of {self.total:,} {escape(self.unit)}, {times}: {escape(what)}"
        )
        if self.handle is None:
            self.handle = ipython.display(page, display_id=True)
        else:
            self.handle.update(page)

    def close(self) -> None:
        """Show what was done in all, if anything was shown."""
        if self.handle is not None:
            self.show("done" if self.done >= self.total else "stopped")
