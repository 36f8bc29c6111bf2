"""The kinds of log that can be read, told apart by their headers.

To add one: a module that makes a :class:`~mirror_abm.field.sheet.Format`, and its place in
``READERS``, which is the order in which they are tried on each line.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..base.errors import InputError
from ..base.tables import parse_table
from .boris import AGGREGATED, TABULAR
from .elan import ELAN
from .plain import PLAIN_TABLE
from .sheet import Format, Sheet, split_cells

READERS = (ELAN, AGGREGATED, TABULAR, PLAIN_TABLE)
#: what each is called in a sentence, by what ``FieldLog.format`` says
FORMATS = {each.name: each.title for each in READERS}
SEPARATORS = ("\t", ",", ";")
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


def recognise(text: str, name: str) -> Recognised:
    """Return the format of a log.

    Parameters
    ----------
    text : str
        The log, with newlines as line ends.
    name : str
        What the file is called in sentences.

    Returns
    -------
    Recognised
        The first format whose header is found.

    Raises
    ------
    InputError
        It is of none of these formats.
    """
    lines = text[:400_000].split("\n")[:LOOK]
    for number, line in enumerate(lines):
        for separator in SEPARATORS:
            cells = split_cells(line, separator)
            for each in READERS:
                if each.has_header(cells):
                    return Recognised(each, number, separator)
    filled = [line for line in lines if line.strip()]
    for each in READERS:
        if filled and each.is_bare(filled):
            return Recognised(each, None, "\t")
    raise InputError(
        f"{name}:1 is no log that can be read: must be {', '.join(FORMATS.values())} with columns "
        "time, subject and behaviour; columns may be separated by tab, comma or semicolon."
    )


def read_sheet(text: str, name: str, found: Recognised) -> Sheet:
    """Return the rows of a log as text, without blank ones.

    Parameters
    ----------
    text : str
        The log, with newlines as line ends.
    name : str
        What the file is called in sentences.
    found : Recognised
        Its format.

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
    twice = table.columns[table.columns.duplicated()]
    if len(twice):
        raise InputError(f"{name}:{line + 1} names two columns {twice[0]!r}: rename one of them.")
    blank = (table == "").all(axis=1).to_numpy(bool)
    if blank.all():
        raise InputError(f"{name}: has no rows below its header.")
    first = line + 2 if headed else 1
    lines = np.arange(first, first + len(table))[~blank]
    head = tuple(text.split("\n", line)[:line])
    rows = table[~blank].reset_index(drop=True)
    return Sheet(rows, name, lines, headed, head, found.separator)
