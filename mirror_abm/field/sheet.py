"""What a reader of one format is given, what it gives back, and what a format is.

A format is one module (``boris``, ``elan``, ``plain``) that makes a :class:`Format`; ``formats``
lists them.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..base.brief import brief


def plain_name(cell: str) -> str:
    """Return the name of a column in lower case, without quotes, underscores and brackets."""
    bare = cell.strip().strip('"').lower().replace("_", " ")
    return re.sub(r"\s*[(\[].*?[)\]]", "", bare).strip()


def split_cells(line: str, separator: str) -> list[str]:
    """Return the cells of one line, or none where its quotes are broken."""
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []


class Asked(NamedTuple):
    """The columns that the user named.

    Attributes
    ----------
    target : str or None
        Column that holds whom an act addressed.
    subject : str or None
        Column that holds who acted.
    """

    target: str | None = None
    subject: str | None = None


@dataclass(frozen=True)
class Sheet:
    """The rows of a log as text.

    Attributes
    ----------
    table : DataFrame
        Every cell as text; without a header the columns are called ``"0"``, ``"1"``, ...
    name : str
        What the file is called in sentences.
    lines : array of int
        Line of the file for each row.
    headed : bool
        Whether the columns have names.
    head : tuple of str
        The lines above the header.
    separator : str
        What separates the cells.
    """

    table: pd.DataFrame
    name: str
    lines: NDArray[np.int64]
    headed: bool = True
    head: tuple[str, ...] = ()
    separator: str = ","

    __repr__ = brief

    @property
    def stem(self) -> str:
        """Return the name of the file without its ending."""
        return Path(self.name).stem


@dataclass(frozen=True)
class CodedActs:
    """What a reader found, before anything is checked.

    Attributes
    ----------
    rows : DataFrame
        observation, subject, behaviour, start, stop and target as text, one row per row of the
        sheet and with its index; and ``status`` where the format marks what a row is.
    lengths : dict
        Seconds that each observation lasted, where the log says so.
    notes : list of str
        What was left out or taken for granted, as sentences without a full stop.
    separate_ends : bool
        Whether beginnings (START) and ends (STOP) stand in rows of their own.
    """

    rows: pd.DataFrame
    lengths: dict[str, float] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    separate_ends: bool = False

    __repr__ = brief


def without_header(lines: list[str]) -> bool:
    """Return that no lines are of this format: it always has a header."""
    return False


class Format(NamedTuple):
    """One kind of log.

    Attributes
    ----------
    name : str
        What ``FieldLog.format`` says.
    title : str
        The same for readers of a sentence.
    has_header : callable
        Whether the cells of one line are the header of this format.
    read : callable
        The acts in a sheet, with the columns that the user named.
    is_bare : callable
        Whether the first lines of a file are of this format without a header.
    """

    name: str
    title: str
    has_header: Callable[[list[str]], bool]
    read: Callable[[Sheet, Asked], CodedActs]
    is_bare: Callable[[list[str]], bool] = without_header
