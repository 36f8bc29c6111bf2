"""Pages printed in a terminal: text, and tables of any width that lose no word."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from .cells import ABSENT, Number, column_name, shown_cell, values_in
from .layout import column_widths, in_columns, in_records, wrapped

if TYPE_CHECKING:
    import pandas as pd

    from .page import Section

WORTH = 2  #: a table stays in columns unless these take so many times the lines of records


class Line(NamedTuple):
    """One line of a printed table.

    Attributes
    ----------
    text : str
        The line.
    bold : bool
        Whether it is a title or a head.
    """

    text: str
    bold: bool = False


@dataclasses.dataclass
class Column:
    """One column of a table.

    Attributes
    ----------
    header : str
        Its head.
    name : str
        What it is called in CSV and JSON; made of its head if empty.
    unbroken : bool
        Whether its cells are broken over lines only if the table does not fit otherwise.
    cells : list
        What stands in it, from the first row to the last.
    """

    header: str
    name: str = ""
    unbroken: bool = False
    cells: list[Any] = dataclasses.field(default_factory=list)

    def __post_init__(self) -> None:
        """Name it after its head."""
        self.name = self.name or column_name(self.header)


class Table:
    r"""A table without lines, whose cells keep their values.

    A cell is text, a number, None (shown as a dash), or text with values behind it:
    :class:`mirror_abm.report.cells.Number`, ``Ranged`` and ``Told``.

    Parameters
    ----------
    title : str
        Printed above the table; none if empty.
    columns : iterable of Column
        Its columns.
    name : str, optional
        What the table is called among several of a command, in CSV and JSON; its title if empty.

    Examples
    --------
    >>> from mirror_abm.report.cells import Ranged
    >>> table = plain_table("groups", "species", "share")
    >>> table.add_row("macaque", Ranged(0.25, 0.1, 0.4))
    >>> table.records()
    [{'species': 'macaque', 'share': 0.25, 'share_low': 0.1, 'share_high': 0.4}]
    >>> print(*(line.text for line in table.lines()), sep="\n")
    groups
    species  share
    macaque  0.25 [0.10, 0.40]
    """

    def __init__(self, title: str, columns: Iterable[Column], name: str = "") -> None:
        self.title = title
        self.columns = list(columns)
        self.name = name or title

    @property
    def row_count(self) -> int:
        """How many rows it has."""
        return len(self.columns[0].cells) if self.columns else 0

    def add_row(self, *cells: object) -> None:
        """Add a row.

        Parameters
        ----------
        *cells : object
            One for each column.
        """
        for column, cell in zip(self.columns, cells, strict=True):
            column.cells.append(cell)

    def lines(self, width: int | None = None) -> list[Line]:
        """Return the table as it is printed.

        Parameters
        ----------
        width : int or None, optional
            Most characters of a line; None for no limit: then a row is a line.

        Returns
        -------
        list of Line
            Title, heads and rows; or each row by itself, with the heads in it, if no line is wide
            enough for the columns. No line if the table is empty.
        """
        if not self.row_count:
            return []
        heads = [shown_cell(column.header) for column in self.columns]
        rows = list(
            zip(*([shown_cell(cell) for cell in each.cells] for each in self.columns), strict=True)
        )
        title = [Line(text, True) for text in wrapped(self.title, width) if text]
        unbroken = {at for at, column in enumerate(self.columns) if column.unbroken}
        widths = column_widths(heads, rows, width, unbroken)
        widths = widths or column_widths(heads, rows, width, set())
        if widths is not None:
            right = {at for at, column in enumerate(self.columns) if _numeric(column)}
            head, *blocks = in_columns(heads, rows, widths, right)
            found = [Line(text, True) for text in head]
            found += [Line(text) for block in blocks for text in block]
        if width is not None and (widths is None or len(found) > self.row_count + 1):
            records = in_records(heads, rows, width)
            apart = [
                Line(text, at == 0) for block in records for at, text in enumerate((*block, ""))
            ]
            if widths is None or len(found) > WORTH * len(apart):
                found = apart
        return title + found

    def values(self) -> dict[str, list[Any]]:
        """Return the values of the table, as CSV and JSON have them.

        Returns
        -------
        dict of str to list
            The columns by name; None for what is not known.
        """
        made: dict[str, list[Any]] = {}
        for column in self.columns:
            values = [values_in(cell) for cell in column.cells]
            for part in dict.fromkeys(part for each in values or [{"": None}] for part in each):
                name = f"{column.name}_{part}".strip("_")
                while name in made:
                    name += "_again"
                made[name] = [each.get(part) for each in values]
        return made

    def records(self) -> list[dict[str, Any]]:
        """Return the values of the table, row by row.

        Returns
        -------
        list of dict
            By name of the column; None for what is not known.
        """
        made = self.values()
        return [dict(zip(made, row, strict=True)) for row in zip(*made.values(), strict=True)]


def plain_table(
    title: str, *columns: str | Column, unbroken: Collection[str] = (), name: str = ""
) -> Table:
    """Return an empty table without lines.

    Parameters
    ----------
    title : str
        Printed above the table; none if empty.
    *columns : str or Column
        Heads of the columns; a :class:`Column` where CSV and JSON need another name.
    unbroken : collection of str, optional
        Heads of columns whose cells are broken over lines only if the table does not fit otherwise.
    name : str, optional
        What the table is called among several of a command, in CSV and JSON; its title if empty.

    Returns
    -------
    Table
        A table without rows.
    """
    made = [Column(each) if isinstance(each, str) else each for each in columns]
    for column in made:
        column.unbroken = column.unbroken or column.header in unbroken
    return Table(title, made, name)


def printable(sections: Iterable[Section]) -> Iterator[str | Table]:
    """Yield the sections of a page as text and tables for a terminal.

    Parameters
    ----------
    sections : iterable of Section
        The page.

    Yields
    ------
    str or Table
        An empty line between parts, the text of a section, if it has any, then its table, if it has
        columns.
    """
    for number, section in enumerate(sections):
        if number and section.rows:
            yield ""
        if section.text:
            yield section.text
        if section.columns:
            table = plain_table(section.title, *section.columns)
            for row in section.rows:
                table.add_row(*row)
            yield table


def frame_table(title: str, frame: pd.DataFrame, form: str = ".4g", name: str = "") -> Table:
    """Return a frame as a table.

    Parameters
    ----------
    title : str
        Printed above the table; none if empty.
    frame : pandas.DataFrame
        Its columns are the heads; its index is left out.
    form : str, default ".4g"
        How numbers that are no integers are shown.
    name : str, optional
        As of :func:`plain_table`.

    Returns
    -------
    Table
        A row for each of the frame.
    """
    table = plain_table(title, *map(str, frame.columns), name=name)
    for row in frame.itertuples(index=False, name=None):
        table.add_row(*(Number(cell, form) if isinstance(cell, float) else cell for cell in row))
    return table


def _numeric(column: Column) -> bool:
    """Return whether all cells of a column are single numbers, as far as they are known."""
    known = [cell for cell in column.cells if cell is not None and cell != ABSENT]
    return bool(known) and all(
        isinstance(cell, (Number, int, float)) and not isinstance(cell, bool) for cell in known
    )
