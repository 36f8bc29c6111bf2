"""A table of traits in a file, read cell by cell."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from ..base.errors import InputError
from ..base.files import read_text, shown
from ..base.number_text import NOT_THERE, read_numbers
from ..base.tables import lines_of_rows, parse_table

MAX_TABLE_BYTES = 4_000_000
SEPARATORS = (",", ";", "\t")
SPECIES = "species"  #: the column with their names


def read_traits(path: str | Path) -> pd.DataFrame:
    """Return the table of traits in a file, with the column ``species``.

    Parameters
    ----------
    path : str or Path
        Text with a line of heads, cells separated by commas, semicolons or tabs.

    Returns
    -------
    pandas.DataFrame
        Columns of numbers as numbers, nan where a cell says that there is none; others as text.
        The index is the line of the file.

    Raises
    ------
    InputError
        No such file, no table, or cells that can be read as two numbers.
    """
    file = Path(path)
    text, name = read_text(file, MAX_TABLE_BYTES).removeprefix("\ufeff"), shown(file)
    head = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=head.count)
    table = parse_table(text, name, separator)
    if table.empty:
        raise InputError(f"{name}: holds no table: must have a line of heads and a row a species.")
    table.columns = [str(column).strip() for column in table.columns]
    table.index = pd.Index(lines_of_rows(text, separator, 0, len(table)), name="line")
    table = table[(table.map(str.strip) != "").any(axis=1)]
    for column in table.columns:
        cells = [str(cell).strip() for cell in table[column]]
        read = read_numbers(cells, separator)
        there = [cell not in NOT_THERE for cell in cells]
        known = ~np.isnan(np.array(read.values))
        if read.doubt is not None:
            raise InputError(
                f"{name}:{table.index[read.doubt[0]]} {column} = {cells[read.doubt[0]]!r}: "
                f"{read.doubt[1]}."
            )
        if column != SPECIES and 2 * known.sum() > sum(there):  # else it is a column of words
            wrong = [at for at, ok in enumerate(known) if there[at] and not ok]
            if wrong:
                raise InputError(
                    f"{name}:{table.index[wrong[0]]} {column} = {cells[wrong[0]]!r}: must be a "
                    "number, as most cells of its column are; NA or nothing where it is not known."
                )
            table[column] = np.array(read.values)
        else:
            table[column] = [cell if ok else None for cell, ok in zip(cells, there, strict=True)]
    return table
