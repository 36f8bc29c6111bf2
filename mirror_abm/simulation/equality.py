"""Two tables of the same rows: the first place at which they are not the same, bit for bit."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from ..base.brief import line

#: columns that say which row it is, as far as a table has them
ADDRESS = ("species", "account", "arm", "world", "modality", "replicate", "group", "animal")
MORE = ("unit", "source", "population", "act", "name", "hours")


class FirstDifference(NamedTuple):
    """The first place at which two tables differ.

    Attributes
    ----------
    row : int
        Number of the row, from 0.
    column : str
        The column, or ``"rows"`` or ``"columns"`` where the tables have others.
    one, other : Any
        What stands there.
    where : dict of str to Any
        What the first table says of the row: its species, account, ...
    """

    row: int
    column: str
    one: Any
    other: Any
    where: dict[str, Any]

    def __repr__(self) -> str:
        return line("FirstDifference", self.told("one", "the other"))

    def told(self, one: str, other: str) -> str:
        """Return the place and what stands there, for a sentence.

        Parameters
        ----------
        one, other : str
            What to call the two tables, as in ``own: 0.5 stored, 0.25 made again``.

        Returns
        -------
        str
            Row, address, column and both values.
        """
        where = ", ".join(f"{name} {value}" for name, value in self.where.items())
        return (
            f"row {self.row}{f' ({where})' if where else ''}, {self.column}: {self.one} {one}, "
            f"{self.other} {other}"
        )


def first_difference(one: pd.DataFrame, other: pd.DataFrame) -> FirstDifference | None:
    """Return the first row, and the first column in it, that is not the same in two tables.

    Numbers are compared by their bits, the signs of zeros included; what is absent equals what is
    absent.

    Parameters
    ----------
    one, other : pandas.DataFrame
        Tables with the same columns, whose rows stand in the same order.

    Returns
    -------
    FirstDifference or None
        None where the tables are the same.

    Examples
    --------
    >>> first_difference(pd.DataFrame({"own": [0.0, 1]}), pd.DataFrame({"own": [-0.0, 1]}))
    <FirstDifference: row 0, own: 0.0 one, -0.0 the other>
    """
    names = list(one.columns)
    if names != list(other.columns):
        return FirstDifference(0, "columns", ", ".join(names), ", ".join(other.columns), {})
    shared = min(len(one), len(other))
    differs = {name: unequal(one[name].iloc[:shared], other[name].iloc[:shared]) for name in names}
    wrong = np.logical_or.reduce([*differs.values(), np.zeros(shared, dtype=bool)])
    if wrong.any():
        row = int(np.argmax(wrong))
        column = next(name for name in names if differs[name][row])
        found = one[column].iloc[row], other[column].iloc[row]
        return FirstDifference(row, column, _plain(found[0]), _plain(found[1]), address(one, row))
    if len(one) != len(other):
        longer = one if len(one) > shared else other
        return FirstDifference(shared, "rows", len(one), len(other), address(longer, shared))
    return None


def unequal(one: pd.Series, other: pd.Series) -> np.ndarray:
    """Return for each row whether two columns differ, bit for bit.

    Parameters
    ----------
    one, other : pandas.Series
        Of one length; their indices do not count.

    Returns
    -------
    numpy.ndarray
        Truth values.
    """
    if all(is_numeric_dtype(each) and not is_bool_dtype(each) for each in (one, other)):
        if is_numeric_dtype(one) and one.dtype.kind == other.dtype.kind == "i":
            return np.asarray(one.to_numpy() != other.to_numpy())
        a, b = (np.ascontiguousarray(each.to_numpy(dtype=np.float64)) for each in (one, other))
        return np.asarray((a.view(np.int64) != b.view(np.int64)) & ~(np.isnan(a) & np.isnan(b)))
    a, b = (each.to_numpy(dtype=object) for each in (one, other))
    absent = one.isna().to_numpy(), other.isna().to_numpy()
    return np.asarray((absent[0] != absent[1]) | ((a != b) & ~absent[0]), dtype=bool)


def address(table: pd.DataFrame, row: int) -> dict[str, Any]:
    """Return what tells a row of a table from others.

    Parameters
    ----------
    table : pandas.DataFrame
        A table of a run.
    row : int
        Number of the row, from 0.

    Returns
    -------
    dict of str to Any
        Value by column.
    """
    names = [name for name in (*ADDRESS, *MORE) if name in table]
    return {name: _plain(table[name].iloc[row]) for name in names}


def _plain(value: Any) -> Any:
    """Return a value as Python has it."""
    return value.item() if isinstance(value, np.generic) else value
