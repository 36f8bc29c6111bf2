"""The console that the commands print to, and the tables and numbers that they print."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Iterator
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from ..report.cells import Number
from ..report.layout import wrapped
from ..report.terminal import Column, Line, Table, plain_table

if TYPE_CHECKING:
    from pathlib import Path

#: where tables go that are not to be printed in words
_collection: ContextVar[list[Table] | None] = ContextVar("collection", default=None)


@contextlib.contextmanager
def collected() -> Iterator[list[Table]]:
    """Collect the tables that are printed, instead of printing them."""
    tables: list[Table] = []
    before = _collection.set(tables)
    try:
        yield tables
    finally:
        _collection.reset(before)


class _AsTheyAre:
    """Lines that need no setting any more: ten thousand are printed as quickly as they are made."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines

    def __rich_console__(self, console: Any, options: Any) -> Iterator[Any]:
        """Yield what rich is to print."""
        from rich.control import strip_control_codes
        from rich.segment import Segment
        from rich.style import Style

        bold, end = Style(bold=True), Segment.line()
        for line in self.lines:
            yield Segment(strip_control_codes(line.text), bold if line.bold else None)
            yield end


def console(stderr: bool = False) -> Any:
    """Return a console on the standard output.

    Parameters
    ----------
    stderr : bool, default False
        Print on the standard error instead.

    Returns
    -------
    rich.console.Console
        A console that prints words as they are, without markup or highlighting, and no line that
        is longer than the terminal is wide; in a pipe lines are as long as they are.
    """
    from rich.console import Console

    class Plain(Console):
        """A console whose reader may leave early, as ``| head`` does: that is no failure."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

        def print(self, *objects: Any, **options: Any) -> None:
            """Print; words are never broken over lines, and paths not either (``soft_wrap``)."""
            first, *others = objects or [None]
            tables = None if stderr else _collection.get()
            if others or not isinstance(first, (str, Table)):
                super().print(*objects, **options)
            elif isinstance(first, str):
                super().print(first if options else _fitted(first, width), soft_wrap=True)
            elif tables is not None:
                tables.append(first)
            else:
                super().print(_AsTheyAre(first.lines(width)), soft_wrap=True)

    terminal = (sys.stderr if stderr else sys.stdout).isatty() or "COLUMNS" in os.environ
    made = Plain(
        stderr=stderr, highlight=False, markup=False, emoji=False, width=None if terminal else 120
    )
    width = max(made.width, 1) if terminal else None
    return made


def _fitted(text: str, width: int | None) -> str:
    """Return a text with lines broken at blanks that are longer than the terminal is wide.

    What stands behind a label and two blanks is to be copied, ``figure  runs/a b.png``.
    """
    from rich.cells import cell_len

    if width is None:
        return text
    lines = []
    for line in text.split("\n"):
        indent = line[: len(line) - len(line.lstrip())]
        whole = cell_len(line) <= width or re.match(r"\w+ {2,}\S", line)
        lines += [line] if whole else wrapped(line, width, indent, indent)
    return "\n".join(lines)


def tell_file(what: str, file: Path, more: str = "") -> None:
    """Print where a file is, in one line however long it is: it is there to be copied."""
    from ..base.files import shown

    console().print(f"{what:<7} {shown(file)}{more}", soft_wrap=True)


def unbroken_table(*columns: str | Column, name: str = "") -> Table:
    """Return an empty table without lines or title, in which nothing is broken if it all fits."""
    heads = [each if isinstance(each, str) else each.header for each in columns]
    return plain_table("", *columns, unbroken=heads, name=name)


def decimal(value: float, digits: int = 2) -> Number:
    """Return a number as text, never as -0.00, that keeps its value."""
    return Number(value, digits)
