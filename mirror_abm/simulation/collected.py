"""The rows of all cells of a task, put into one table each at the end.

A cell is an account in an arm. What is recorded in it are arrays and rows; a data frame is made
once for each table, not for each cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ..base.arrow import arrow, arrow_of
from .horizon import Life
from .recordings import ADDRESS, UNIT_OF_REPLICATION

TABLES = ("units", "ledger", "curves", "ontogeny", "draws")


class Cell(NamedTuple):
    """What the rows of a cell begin with."""

    species: str
    account: str
    arm: str
    world: str


class _Part(NamedTuple):
    """Columns of some cells, each of as many rows as there are labels."""

    cell: Cell
    columns: dict[str, np.ndarray]
    rows: int


class Collected:
    """Tables of a task that is being carried out.

    Parameters
    ----------
    lived : Life
        How long the animals live, and in what time-lapse; the same in all cells.
    """

    def __init__(self, lived: Life):
        self.lived = lived
        self._parts: dict[str, list[_Part]] = {name: [] for name in TABLES}

    def __repr__(self) -> str:
        cells = len({part.cell for parts in self._parts.values() for part in parts})
        return f"<Collected: {cells} cells>"

    def add(self, table: str, cell: Cell, columns: Mapping[str, Any]) -> None:
        """Add the rows of a cell to a table.

        Parameters
        ----------
        table : str
            One of ``TABLES``.
        cell : Cell
            The cell.
        columns : mapping of str to array
            All columns but those of the cell and of the life that was lived; the same names in all
            cells. Without rows nothing is added.
        """
        made = {name: np.asarray(values) for name, values in columns.items()}
        rows = len(next(iter(made.values())))
        self._parts[table].append(_Part(cell, made, rows))

    def add_rows(
        self, table: str, cell: Cell, names: Sequence[str], rows: Sequence[tuple[Any, ...]]
    ) -> None:
        """Add rows to a table, as tuples in the order of ``names``."""
        self.add(table, cell, columns_of(names, rows))

    def repeat(self, cell: Cell, arm: str, but: Sequence[str] = ()) -> None:
        """Add all rows of a cell once more, as those of another arm in which all was the same.

        Parameters
        ----------
        cell : Cell
            The cell.
        arm : str
            Name of the other arm.
        but : sequence of str
            Tables to which nothing is added.
        """
        for name, parts in self._parts.items():
            if name not in but:
                same = [part for part in parts if part.cell == cell]
                parts.extend(part._replace(cell=cell._replace(arm=arm)) for part in same)

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return the tables.

        Returns
        -------
        dict of str to pandas.DataFrame
            Each between the columns of its cell and its unit of replication, before which stand the
            age at the end, unless each row has its own, and the time-lapse.
        """
        return {name: self._frame(parts) for name, parts in self._parts.items()}

    def tables(self) -> dict[str, Any]:
        """Return the tables as Arrow has them, without making frames of them first.

        Returns
        -------
        dict of str to pyarrow.Table
            Equal to what :func:`mirror_abm.base.arrow.arrow` makes of :meth:`frames`.
        """
        found = {}
        for name, parts in self._parts.items():
            columns = self._columns(parts)
            there = len(columns["species"])
            found[name] = arrow_of(columns) if there else arrow(self._frame(parts))
        return found

    def _frame(self, parts: list[_Part]) -> pd.DataFrame:
        """Return the rows of all parts as one frame."""
        columns = self._columns(parts)
        frame = pd.DataFrame(columns, index=range(len(columns["species"])))
        return frame if len(frame) else frame.astype(dict.fromkeys(Cell._fields, "str"))

    def _columns(self, parts: list[_Part]) -> dict[str, np.ndarray]:
        """Return the rows of all parts as columns."""
        full = [part for part in parts if part.rows] or parts[:1]
        counts = [part.rows for part in full]
        columns: dict[str, Any] = {
            name: np.repeat(np.array([getattr(part.cell, name) for part in full], object), counts)
            for name in Cell._fields
        }
        for name in full[0].columns if full else ():
            columns[name] = np.concatenate([_plain(part.columns[name]) for part in full])
        rows = sum(counts)
        if "age" not in columns:
            columns["age"] = np.full(rows, self.lived.age)
        columns["lapse"] = np.full(rows, self.lived.lapse)
        columns["unit_of_replication"] = np.full(rows, UNIT_OF_REPLICATION, object)
        return columns


def columns_of(names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> dict[str, np.ndarray]:
    """Return rows as columns; without rows only addresses are known to be numbers."""
    if not rows:
        return {name: np.array([], int if name in ADDRESS else object) for name in names}
    columns = zip(*rows, strict=True)
    return {name: np.asarray(column) for name, column in zip(names, columns, strict=True)}


def _plain(column: np.ndarray) -> np.ndarray:
    """Return a column of words as objects, so that words of all lengths fit beside each other."""
    return column.astype(object) if column.dtype.kind == "U" else column
