"""Pages printed in a terminal: text and tables without lines."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table

    from .page import Section


def plain_table(title: str, *columns: str, unbroken: Collection[str] = ()) -> Table:
    """Return an empty table without lines.

    Parameters
    ----------
    title : str
        Printed above the table; none if empty.
    *columns : str
        Heads of the columns.
    unbroken : collection of str, optional
        Columns whose cells are never broken over lines.

    Returns
    -------
    rich.table.Table
        A table without rows.
    """
    from rich.table import Table

    table = Table(
        title=title or None,
        box=None,
        pad_edge=False,
        padding=(0, 2, 0, 0),
        title_justify="left",
        title_style="bold",
    )
    for name in columns:
        table.add_column(name, no_wrap=name in unbroken)
    return table


def printable(sections: Iterable[Section]) -> Iterator[str | Table]:
    """Yield the sections of a page as text and tables for a terminal.

    Parameters
    ----------
    sections : iterable of Section
        The page.

    Yields
    ------
    str or rich.table.Table
        The text of a section, if it has any, then its table, if it has rows.
    """
    for section in sections:
        if section.text:
            yield section.text
        if section.rows:
            table = plain_table(section.title, *section.columns)
            for row in section.rows:
                table.add_row(*row)
            yield table
