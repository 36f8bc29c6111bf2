"""The console that the commands print to, and the tables and numbers that they print."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from ..report.terminal import plain_table

if TYPE_CHECKING:
    from rich.table import Table


def console(stderr: bool = False) -> Any:
    """Return a console on the standard output.

    Parameters
    ----------
    stderr : bool, default False
        Print on the standard error instead.

    Returns
    -------
    rich.console.Console
        A console that prints words as they are, without markup or highlighting.
    """
    from rich.console import Console

    class Plain(Console):
        """A console whose reader may leave early, as ``| head`` does: that is no failure."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

        def print(self, *objects: Any, **options: Any) -> None:
            """Print; a path is never broken over lines, a table never narrower than its names."""
            from rich.table import Table

            if len(objects) == 1 and isinstance(objects[0], Table):
                width = self.width
                self.width = max(width, _least_width(objects[0]))
                super().print(*objects, **options)
                self.width = width
            else:
                super().print(*objects, **({"soft_wrap": True} | options if objects else options))

    terminal = (sys.stderr if stderr else sys.stdout).isatty() or "COLUMNS" in os.environ
    return Plain(
        stderr=stderr, highlight=False, markup=False, emoji=False, width=None if terminal else 120
    )


def _least_width(table: Table) -> int:
    """Set the least width at which no word of a table is cut, column by column; return the sum."""
    for column in table.columns:
        cells = [str(cell) for cell in (column.header, *column.cells)]
        column.min_width = max(
            len(part)
            for cell in cells
            for part in ([cell] if column.no_wrap else cell.split()) or [""]
        )
    return sum((column.min_width or 0) + 2 for column in table.columns)


def unbroken_table(*columns: str) -> Table:
    """Return an empty table without lines or title, in which nothing is broken over lines."""
    return plain_table("", *columns, unbroken=columns)


def decimal(value: float, digits: int = 2) -> str:
    """Return a number as text, never as -0.00."""
    return f"{round(value, digits) + 0.0:.{digits}f}"


def ranged(mean: float, low: float, high: float, digits: int = 2) -> str:
    """Return a mean and its range as text."""
    return f"{decimal(mean, digits)} [{decimal(low, digits)}, {decimal(high, digits)}]"
