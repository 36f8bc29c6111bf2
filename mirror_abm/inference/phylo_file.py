"""A table of traits in a file, read cell by cell."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from ..base.brief import some
from ..base.errors import InputError, did_you_mean
from ..base.files import read_text, shown
from ..base.number_text import NOT_THERE, read_numbers
from ..base.tables import lines_of_rows, parse_table

MAX_TABLE_BYTES = 4_000_000
SEPARATORS = (",", ";", "\t")
SPECIES = "species"  #: the column with their names


def read_traits(path: str | Path, species: str = SPECIES) -> pd.DataFrame:
    """Return the table of traits in a file, with a column of species.

    Parameters
    ----------
    path : str or Path
        Text with a line of heads, cells separated by commas, semicolons or tabs.
    species : str, default "species"
        The column with the names of the species.

    Returns
    -------
    pandas.DataFrame
        Columns of numbers as numbers, nan where a cell says that there is none; others as text.
        The index is the line of the file.

    Raises
    ------
    InputError
        No such file, no table, no column of species, a species twice, or cells that can be read
        as two numbers.
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
    _look_at(table, species, name)
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
        if column != species and 2 * known.sum() > sum(there):  # else it is a column of words
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


def _look_at(table: pd.DataFrame, species: str, name: str) -> None:
    """Refuse a table without a column of species, or with a species twice."""
    heads = list(table.columns)
    if species not in heads:
        raise InputError(
            f"{name}:1 has no column {species!r}: must have one with the names of the species (it "
            f"has {some(heads)}).{did_you_mean(species, heads)}"
        )
    names = table[species].str.strip()
    again = names.duplicated() & (names != "")
    if again.any():
        line, double = table.index[again][0], names[again].iloc[0]
        raise InputError(
            f"{name}:{line} {double}: stands in line {table.index[names == double][0]}, too: a "
            "species is one data point; give its mean, or one of its rows."
        )
