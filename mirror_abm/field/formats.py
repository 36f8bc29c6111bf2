"""The kinds of log that can be read, told apart by their headers.

To add one: a module that makes a :class:`~mirror_abm.field.sheet.Format`, and its place in
``READERS``, which is the order in which they are tried on each line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..base.errors import InputError
from ..base.tables import lines_of_rows, parse_table
from .boris import AGGREGATED, TABULAR
from .elan import ELAN
from .plain import PLAIN_TABLE
from .sheet import Asked, Format, Sheet, split_cells

READERS = (AGGREGATED, TABULAR, ELAN, PLAIN_TABLE)
#: what each is called in a sentence, by what ``FieldLog.format`` says
FORMATS = {each.name: each.title for each in READERS}
SEPARATORS = ("\t", ",", ";")
NEEDED = (
    f"is no log that can be read: must be {', '.join(FORMATS.values())} with columns time, subject "
    "and behaviour (name others with --column time=COLUMN); columns may be separated by tab, comma "
    "or semicolon"
)
LOOK = 80  #: lines in which a header is looked for


class Recognised(NamedTuple):
    """Which format a text has, and where its header is.

    Attributes
    ----------
    format : Format
        The format.
    line : int or None
        Line of the header, counted from 0; None without one.
    separator : str
        What separates the cells.
    """

    format: Format
    line: int | None
    separator: str


def recognise(
    text: str,
    name: str,
    asked: Asked | None = None,
    readers: Sequence[Format] = READERS,
    needed: str = NEEDED,
) -> Recognised:
    """Return the format of a log.

    Parameters
    ----------
    text : str
        The log, with newlines as line ends.
    name : str
        What the file is called in sentences.
    asked : Asked, optional
        The columns that the user named.
    readers : sequence of Format, optional
        What it may be.
    needed : str, optional
        What a file of none of them is, and must be, as the end of a sentence.

    Returns
    -------
    Recognised
        The first format whose header is found.

    Raises
    ------
    InputError
        It is of none of these formats.
    """
    asked = asked or Asked()
    lines = text[:400_000].split("\n")[:LOOK]
    for number, line in enumerate(lines):
        for separator in SEPARATORS:
            cells = split_cells(line, separator)
            for each in readers:
                if each.has_header(cells, asked):
                    return Recognised(each, number, separator)
    filled = [line for line in lines if line.strip()]
    for each in readers:
        if filled and each.is_bare(filled):
            return Recognised(each, None, "\t")
    raise InputError(f"{name}:1 {needed}.")


def read_sheet(text: str, name: str, found: Recognised, title: str = "") -> Sheet:
    """Return the rows of a log as text, without blank ones.

    Parameters
    ----------
    text : str
        The log, with newlines as line ends.
    name : str
        What the file is called in sentences.
    found : Recognised
        Its format.
    title : str, optional
        The observation, where nothing in the file names it.

    Returns
    -------
    Sheet
        Every cell as text, with the line of every row.

    Raises
    ------
    InputError
        No rows, rows with more cells than the header, or two columns of one name.
    """
    headed, line = found.line is not None, found.line or 0
    table = parse_table(text, name, found.separator, line, header=headed)
    table.columns = [str(column).strip() for column in table.columns]
    if headed:
        written = split_cells(text.split("\n")[line], found.separator)[: table.shape[1]]
        table.columns = _numbered([each.strip() for each in found.format.names(written)])
    twice = table.columns[table.columns.duplicated()]
    if len(twice):
        raise InputError(f"{name}:{line + 1} names two columns {twice[0]!r}: rename one of them.")
    blank = (table == "").all(axis=1).to_numpy(bool)
    if blank.all():
        raise InputError(f"{name}: has no rows below its header.")
    lines = lines_of_rows(text, found.separator, line, len(table), headed)[~blank]
    head = tuple(text.split("\n", line)[:line])
    rows = table[~blank].reset_index(drop=True)
    return Sheet(rows, name, lines, headed, head, found.separator, title)


def read_cells(
    sheets: Mapping[str, list[list[str]]],
    name: str,
    asked: Asked,
    title: str = "",
    readers: Sequence[Format] = READERS,
) -> tuple[Sheet, Format]:
    """Return the log in a workbook, and its format.

    Parameters
    ----------
    sheets : mapping of str to list of list of str
        Rows of cells by name of the sheet.
    name : str
        What the file is called in sentences.
    asked : Asked
        The columns that the user named.
    title : str, optional
        The observation, where nothing in the file names it.
    readers : sequence of Format, optional
        What it may be.

    Returns
    -------
    sheet : Sheet
        The rows of the one sheet that holds a log; a line is a row of it.
    format : Format
        Its format.

    Raises
    ------
    InputError
        No sheet holds a log, or several do.
    """
    found = {
        each: (number, format)
        for each, rows in sheets.items()
        for number, format in _header_of(rows, asked, readers)
    }
    if len(found) != 1:
        several = ", ".join(map(repr, found))
        sort = " or ".join(each.title for each in readers)
        what = f"{len(found)} sheets ({several}) that hold" if found else "no sheet that holds"
        raise InputError(f"{name}: has {what} {sort}: must have one; save it as CSV UTF-8.")
    (each, (number, format)), *_ = found.items()
    rows = sheets[each]
    names = _numbered([cell.strip() for cell in format.names(rows[number])])
    twice = next((cell for cell in names if names.count(cell) > 1), None)
    if twice is not None:
        raise InputError(f"{name}:{number + 1} names two columns {twice!r}: rename one of them.")
    filled = [place for place, row in enumerate(rows) if place > number and any(row)]
    if not filled:
        raise InputError(f"{name}: has no rows below its header.")
    table = pd.DataFrame([rows[place] for place in filled], columns=names, dtype=str)
    lines = np.array(filled, dtype=np.int64) + 1
    head = tuple("\t".join(row) for row in rows[:number])
    return Sheet(table, name, lines, head=head, separator="", title=title), format


def _numbered(names: list[str]) -> list[str]:
    """Return the names of columns; one without a name, as at the end of a row, has its number."""
    return [each or f"column {place}" for place, each in enumerate(names, 1)]


def _header_of(
    rows: list[list[str]], asked: Asked, readers: Sequence[Format]
) -> Iterator[tuple[int, Format]]:
    """Yield the first row of a sheet that is the header of a format, and the format."""
    for number, row in enumerate(rows[:LOOK]):
        for each in readers:
            if each.has_header(row, asked):
                yield number, each
                return
