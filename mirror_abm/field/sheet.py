"""What a reader of one format is given, what it gives back, and what a format is.

A format is one module (``boris``, ``elan``, ``plain``) that makes a :class:`Format`; ``formats``
lists them.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..base.brief import brief

#: seconds in the units that the name of a column may say
UNITS = {
    1.0: ("s", "sec", "secs", "second", "seconds"),
    0.001: ("ms", "msec", "millisecond", "milliseconds"),
    60.0: ("min", "mins", "minute", "minutes"),
    3600.0: ("h", "hr", "hrs", "hour", "hours"),
}
_BRACKETS = r"\s*[(\[](.*?)[)\]]"


def plain_name(cell: str) -> str:
    """Return the name of a column in lower case, without quotes, underscores, points, brackets.

    Parameters
    ----------
    cell : str
        As the header has it.

    Returns
    -------
    str
        For comparison with names that are known.

    Examples
    --------
    >>> plain_name("Start (s)"), plain_name("observation_duration"), plain_name("Behavior.type")
    ('start', 'observation duration', 'behavior type')
    """
    bare = re.sub(r"[_.\s]+", " ", cell.strip().strip('"').lower())
    return re.sub(_BRACKETS, "", bare).strip()


def unit_in(cell: str) -> str:
    """Return what the name of a column says of its unit: a word in brackets, or its last word.

    Parameters
    ----------
    cell : str
        As the header has it.

    Returns
    -------
    str
        In lower case; an empty text where the name says none.

    Examples
    --------
    >>> unit_in("Time [h:m:s]"), unit_in("start_ms"), unit_in("Time"), unit_in("Frame number")
    ('h:m:s', 'ms', '', 'frames')
    """
    bracket = re.search(_BRACKETS, cell.lower())
    if bracket:
        return bracket[1].strip()
    if re.search(r"(^| )frames?( (number|index|no|nr))?$", plain_name(cell)):
        return "frames"
    last = plain_name(cell).rpartition(" ")[2]
    return last if any(last in words for words in UNITS.values()) else ""


def without_unit(cell: str) -> str:
    """Return the plain name of a column without the unit at its end."""
    name, unit = plain_name(cell), unit_in(cell)
    return name.removesuffix(f" {unit}") if unit else name


def split_cells(line: str, separator: str) -> list[str]:
    """Return the cells of one line, or none where its quotes are broken."""
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []


#: what a column can hold, for whoever names one
ROLES = ("observation", "subject", "behaviour", "time", "stop", "duration", "target", "length")


@dataclass(frozen=True)
class Asked:
    """The columns that the user named.

    Attributes
    ----------
    columns : mapping of str to str
        Names of columns by what they hold, one of ``ROLES``.
    """

    columns: Mapping[str, str] = field(default_factory=dict)

    __repr__ = brief

    def get(self, role: str) -> str | None:
        """Return the column that was named for a role, or None."""
        return self.columns.get(role)


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
        What separates the cells; empty where cells are no text, so that numbers are plain.
    title : str
        The observation, where nothing in the file names it; the name of the file without its
        ending by default.
    place : str
        How a row is told: ``file:line`` by default.
    """

    table: pd.DataFrame
    name: str
    lines: NDArray[np.int64]
    headed: bool = True
    head: tuple[str, ...] = ()
    separator: str = ","
    title: str = ""
    place: str = "{name}:{line}"

    __repr__ = brief

    @property
    def stem(self) -> str:
        """Return the observation that is meant where nothing in the file names one."""
        return self.title or Path(self.name).stem

    def where(self, row: int) -> str:
        """Return the place of a row, counted from 0, for a sentence."""
        return self.place.format(name=self.name, line=self.lines[row])


@dataclass(frozen=True)
class CodedActs:
    """What a reader found, before anything is checked.

    Attributes
    ----------
    rows : DataFrame
        observation, subject, behaviour and target as text, start and stop in seconds, one row per
        row of the sheet and with its index; ``status`` where the format marks what a row is,
        ``modifiers`` where there are any, and whatever else is to be kept.
    lengths : dict
        Seconds that each observation lasted, where the log says so.
    notes : list of str
        What was left out or taken for granted, as sentences without a full stop.
    separate_ends : bool
        Whether beginnings (START) and ends (STOP) stand in rows of their own.
    columns : dict of str to str
        Which column was taken for what.
    doubts : dict of str to str
        By observation, why its length is not known though the log says something of it.
    """

    rows: pd.DataFrame
    lengths: dict[str, float] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    separate_ends: bool = False
    columns: dict[str, str] = field(default_factory=dict)
    doubts: dict[str, str] = field(default_factory=dict)

    __repr__ = brief


def without_header(lines: list[str]) -> bool:
    """Return that no lines are of this format: it always has a header."""
    return False


def as_written(cells: list[str]) -> list[str]:
    """Return the names of columns as the header has them."""
    return cells


class Format(NamedTuple):
    """One kind of log.

    Attributes
    ----------
    name : str
        What ``FieldLog.format`` says.
    title : str
        The same for readers of a sentence.
    has_header : callable
        Whether the cells of one line are the header of this format, given the columns that the
        user named.
    read : callable
        The acts in a sheet, with the columns that the user named.
    is_bare : callable
        Whether the first lines of a file are of this format without a header.
    names : callable
        The names of the columns, each of them once, from the cells of the header.
    """

    name: str
    title: str
    has_header: Callable[[list[str], Asked], bool]
    read: Callable[[Sheet, Asked], CodedActs]
    is_bare: Callable[[list[str]], bool] = without_header
    names: Callable[[list[str]], list[str]] = as_written
