"""Tables in files: Parquet for machines, delimited text for people."""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import InputError, StorageError, reason, unknown
from .files import shown, write_atomically, write_text

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray


def write_table(path: Path, table: pd.DataFrame) -> None:
    """Write a table as Parquet, atomically.

    The same table gives the same bytes, as long as the versions of pandas and pyarrow are the same.

    Parameters
    ----------
    path : Path
        The file.
    table : pandas.DataFrame
        Its index is left out.
    """

    def write(temporary: Path) -> None:
        table.to_parquet(temporary, index=False, compression="zstd")

    write_atomically(path, write)


def read_table(
    path: Path,
    columns: Sequence[str] | None = None,
    only: Mapping[str, Sequence[str | int]] | None = None,
) -> pd.DataFrame:
    """Return the table in a Parquet file, or a part of it without reading the rest.

    Parameters
    ----------
    path : Path
        The file.
    columns : sequence of str, optional
        These columns, in this order.
    only : mapping of str to sequence of str or int, optional
        Rows with one of these values in a column.

    Returns
    -------
    pandas.DataFrame
        The table, or the part.

    Raises
    ------
    InputError
        No such file, or no such column.
    StorageError
        It cannot be read, or is not Parquet.
    """
    import pandas as pd  # slow to import, and most commands need no table

    if not path.is_file():
        raise InputError(f"{shown(path)}: no such table.")
    try:
        if columns is not None:
            known = columns_of(path)
            for name in columns:
                if name not in known:
                    raise unknown("column", name, known, f"table {path.stem}:")
        filters = [(name, "in", list(values)) for name, values in (only or {}).items()]
        return pd.read_parquet(
            path, columns=None if columns is None else list(columns), filters=filters or None
        )
    except InputError:
        raise
    except (OSError, ValueError) as error:
        raise StorageError(f"{shown(path)}: cannot be read: {reason(error)}.") from None


def columns_of(path: Path) -> list[str]:
    """Return the names of the columns of a Parquet file.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    list of str
        In their order.
    """
    from pyarrow import parquet

    return list(parquet.read_schema(path).names)


def parse_table(
    text: str, name: str, separator: str, first: int = 0, header: bool = True
) -> pd.DataFrame:
    """Return the delimited table in ``text``.

    Blank lines count as rows; :func:`lines_of_rows` tells on which line of the file each row is.

    Parameters
    ----------
    text : str
        The text of a file.
    name : str
        What the file is called in a sentence.
    separator : str
        One character.
    first : int, optional
        The line on which the table begins, counted from 0.
    header : bool, optional
        Whether the first line names the columns.

    Returns
    -------
    pandas.DataFrame
        Every cell as text; '' where there is none.

    Raises
    ------
    InputError
        A row has too many cells, or the text is no table.
    """
    import pandas as pd

    lines = text.split("\n", first)[-1] if first else text

    def read(lines: str) -> pd.DataFrame:
        with warnings.catch_warnings():
            warnings.simplefilter("error", pd.errors.ParserWarning)
            return pd.read_csv(
                io.StringIO(lines),
                sep=separator,
                header=0 if header else None,
                dtype=str,
                na_filter=False,
                skip_blank_lines=False,
                index_col=False,
                engine="c",
            )

    try:
        try:
            found = read(lines)
        except (pd.errors.ParserWarning, pd.errors.ParserError) as error:
            found = read(_without_empty_ends(error, name, first, lines, separator))
    except InputError:
        raise
    except pd.errors.EmptyDataError:
        return pd.DataFrame()
    except (pd.errors.ParserError, pd.errors.ParserWarning, ValueError, OverflowError) as error:
        raise _unreadable(error, name, first, lines, separator) from None
    return found.fillna("")


def _without_empty_ends(error: Exception, name: str, first: int, lines: str, separator: str) -> str:
    """Return lines without the empty cells that spreadsheets leave behind the last column.

    Refused are rows with more cells than the header that hold something.
    """
    begins = _beginnings(lines, separator)
    rows = list(csv.reader(io.StringIO(lines), delimiter=separator))
    width = len(rows[0])
    over = next(
        (at for at, row in enumerate(rows) if any(cell.strip() for cell in row[width:])), -1
    )
    if over >= 0:
        raise InputError(
            f"{name}:{begins[over] + first} has {len(rows[over])} cells: must have at most "
            f"{width}, as the rows above; put cells that hold the separator in quotes."
        )
    if all(len(row) <= width for row in rows):
        raise error
    written = io.StringIO()
    csv.writer(written, delimiter=separator, lineterminator="\n").writerows(
        row[:width] for row in rows
    )
    return written.getvalue()


def lines_of_rows(
    text: str, separator: str, first: int, rows: int, header: bool = True
) -> NDArray[np.int64]:
    """Return the line of the file on which each row of a table begins, counted from 1.

    Parameters
    ----------
    text : str
        The text of the file.
    separator : str
        What separates its cells.
    first : int
        The line on which the table begins, counted from 0.
    rows : int
        How many rows were read.
    header : bool, optional
        Whether the first line names the columns.

    Returns
    -------
    array of int
        One per row; cells in quotes may hold line breaks.
    """
    import numpy as np

    lines = text.split("\n", first)[-1] if first else text
    plain = np.arange(rows + header) + first + 1
    if '"' in lines and lines.rstrip("\n").count("\n") + 1 > rows + header:
        begins = _beginnings(lines, separator)[: len(plain)]
        plain[: len(begins)] = np.array(begins) + first
    return np.asarray(plain[int(header) :], dtype=np.int64)


def _beginnings(lines: str, separator: str) -> list[int]:
    """Return the line on which each record of delimited text begins, counted from 1."""
    reader = csv.reader(io.StringIO(lines), delimiter=separator)
    begins, at = [], 1
    csv.field_size_limit(max(csv.field_size_limit(), len(lines) + 1))
    for _ in reader:
        begins.append(at)
        at = reader.line_num + 1
    return begins


def _unreadable(error: Exception, name: str, first: int, lines: str, separator: str) -> InputError:
    """Return what pandas says of a table that it cannot read, with the line of the file."""
    said = " ".join(str(error).removeprefix("Error tokenizing data. C error: ").split())
    unclosed = re.search(r"EOF inside string starting at row (\d+)", said)
    if unclosed:
        row = int(unclosed[1])
        line = [*_beginnings(lines, separator), *range(row + 2)][row] + first
        return InputError(f"{name}:{line} opens a quotation mark that is never closed: close it.")
    wrong = re.search(r"Expected (\d+) fields in line (\d+), saw (\d+)", said)
    if wrong:
        line = [*_beginnings(lines, separator), *[int(wrong[2])] * int(wrong[2])][int(wrong[2]) - 1]
        return InputError(
            f"{name}:{line + first} has {wrong[3]} cells: must have at most {wrong[1]}, "
            "as the rows above; put cells that hold the separator in quotes."
        )
    return InputError(f"{name}: cannot be read as a table: {said[:200].rstrip('.')}.")


def write_csv(path: Path, table: pd.DataFrame) -> None:
    """Write a table as comma-separated text, atomically.

    Parameters
    ----------
    path : Path
        The file.
    table : pandas.DataFrame
        Its index is left out.
    """
    write_text(path, table.to_csv(index=False))


def lacking(table: pd.DataFrame, column: str, within: str, values: Iterable[str] = ()) -> list[str]:
    """Return the values of a column that some values of another are without.

    Parameters
    ----------
    table : pandas.DataFrame
        With both columns.
    column, within : str
        For example ``"modality"`` within ``"species"``.
    values : iterable of str
        The values that there might be; those that are there if none are given.

    Returns
    -------
    list of str
        In the order of ``values``; or sorted, the last first.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"species": ["rat", "rat", "octopus"],
    ...                       "modality": ["visual", "auditory", "visual"]})
    >>> lacking(table, "modality", "species")
    ['auditory']
    """
    count, every = table.groupby(column, observed=True)[within].nunique(), table[within].nunique()
    return [str(value) for value in values or reversed(count.index) if count.get(value, 0) < every]
