"""The console that the commands print to."""

from __future__ import annotations

import os
import sys
from typing import Any

from ..report.terminal import plain_table

__all__ = ["console", "decimal", "plain_table", "ranged"]


def console(stderr: bool = False) -> Any:
    """Return a console on the standard output, or the standard error."""
    from rich.console import Console

    class Plain(Console):
        """A console that prints words as they are, whose reader may leave early, as ``| head`` does: that is no failure."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

        def print(self, *objects: Any, **options: Any) -> None:
            """Print; a path is never broken over lines, a table never narrower than the names in it."""
            from rich.table import Table

            if len(objects) == 1 and isinstance(objects[0], Table):
                width = self.width
                for column in objects[0].columns:
                    cells = [str(cell) for cell in (column.header, *column.cells)]
                    column.min_width = max(
                        len(part)
                        for cell in cells
                        for part in ([cell] if column.no_wrap else cell.split()) or [""]
                    )
                self.width = max(
                    width, sum((column.min_width or 0) + 2 for column in objects[0].columns)
                )
                super().print(*objects, **options)
                self.width = width
            else:
                super().print(*objects, **({"soft_wrap": True} | options if objects else options))

    terminal = (sys.stderr if stderr else sys.stdout).isatty() or "COLUMNS" in os.environ
    return Plain(
        stderr=stderr, highlight=False, markup=False, emoji=False, width=None if terminal else 120
    )


def decimal(value: float, digits: int = 2) -> str:
    """Return a number as text, never as -0.00."""
    return f"{round(value, digits) + 0.0:.{digits}f}"


def ranged(mean: float, low: float, high: float, digits: int = 2) -> str:
    """Return a mean and its range as text."""
    return f"{decimal(mean, digits)} [{decimal(low, digits)}, {decimal(high, digits)}]"
