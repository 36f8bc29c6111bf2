"""Columns told by their names: what they may be called, and the acts in a table that has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from ..base.errors import InputError, did_you_mean, unknown
from .lengths import Lengths
from .sheet import ROLES, Asked, CodedActs, Sheet, plain_name, split_cells, without_unit
from .times import is_missing, times_in

#: what a column may be called, as :func:`~mirror_abm.field.sheet.plain_name` returns it
NAMES = {
    "observation": ("observation id", "observation", "obs", "session", "video"),
    "subject": ("subject", "actor", "individual", "animal", "focal", "participant"),
    "behaviour": ("behavior", "behaviour", "action", "act", "event"),
    "time": ("time", "start", "begin", "onset", "start time", "begin time"),
    "stop": ("stop", "end", "offset", "stop time", "end time"),
    "target": ("target", "receiver", "recipient", "partner"),
    "status": ("status", "behavior type", "behaviour type"),
}
TIMED = ("time", "stop")


def known_columns(cells: Sequence[str], asked: Asked | None = None) -> set[str]:
    """Return which of the columns ``NAMES`` are among the cells of a header.

    Parameters
    ----------
    cells : sequence of str
        The cells.
    asked : Asked, optional
        The columns that the user named, which are known by that.

    Returns
    -------
    set of str
        What they hold.
    """
    there = {cell.strip() for cell in cells}
    named = {role for role, column in (asked or Asked()).columns.items() if column in there}
    return named | {role for role in NAMES if any(is_called(cell, role) for cell in cells)}


def is_called(cell: str, role: str) -> bool:
    """Return whether a column has a name of what it should hold."""
    known = NAMES[role]
    return plain_name(cell) in known or (role in TIMED and without_unit(cell) in known)


def checked_roles(columns: Mapping[str, str] | None) -> Asked:
    """Return the columns that the user named, if they are named for something that there is.

    Parameters
    ----------
    columns : mapping of str to str, optional
        Names of columns by what they hold.

    Returns
    -------
    Asked
        The same.

    Raises
    ------
    InputError
        No column can hold that.
    """
    if columns is not None and not isinstance(columns, Mapping):
        raise InputError(
            f"columns = {columns!r}: must map what a column holds to its name, for example "
            "{'time': 'Start'}."
        )
    for role in columns or {}:
        if role not in ROLES:
            raise unknown("column for", role, ROLES)
    return Asked(dict(columns or {}))


def find_column(sheet: Sheet, role: str, asked: Asked) -> str | None:
    """Return the column of a sheet that holds something, or None where there is none.

    Parameters
    ----------
    sheet : Sheet
        The log.
    role : str
        One of ``NAMES``.
    asked : Asked
        The columns that the user named.

    Returns
    -------
    str or None
        The name of the column in the sheet.

    Raises
    ------
    InputError
        The user named a column that does not exist, or two columns could be meant.
    """
    if asked.get(role) is not None:
        return named_column(sheet, role, asked)
    others = {column for each, column in asked.columns.items() if each != role}
    columns = [
        column for column in sheet.table.columns if is_called(column, role) and column not in others
    ]
    if len(columns) > 1 and not all(
        sheet.table[column].equals(sheet.table[columns[0]]) for column in columns[1:]
    ):
        told = " and ".join(repr(column) for column in columns[:2])
        raise InputError(
            f"{sheet.name}: two columns could be the {role}, {told}: say which it is with "
            f"--column {role}={shown_word(columns[0])} (columns={{{role!r}: ...}} in Python)."
        )
    return columns[0] if columns else None


def shown_word(column: str) -> str:
    """Return the name of a column as it is typed in a shell."""
    return f'"{column}"' if set(column) & set(" #()'") else column


def named_column(sheet: Sheet, role: str, asked: Asked) -> str | None:
    """Return the column that the user named for something, or None where none was.

    Parameters
    ----------
    sheet : Sheet
        The log.
    role : str
        What it holds.
    asked : Asked
        The columns that the user named.

    Returns
    -------
    str or None
        The name of the column.

    Raises
    ------
    InputError
        There is no such column.
    """
    column = asked.get(role)
    columns = [str(each) for each in sheet.table.columns]
    if column is None or column in columns:
        return column
    raise InputError(
        f"{sheet.name}: has no column {column!r} for the {role}.{did_you_mean(column, columns)} "
        f"Columns: {', '.join(columns[:30])}."
    )


def acts_in(
    sheet: Sheet, taken: Mapping[str, str], lengths: Lengths, kept: Iterable[str] = ()
) -> CodedActs:
    """Return the acts in a table whose columns are known.

    Parameters
    ----------
    sheet : Sheet
        The log.
    taken : mapping of str to str
        Columns by what they hold, with subject, behaviour and time at least.
    lengths : Lengths
        How long each observation lasted.
    kept : iterable of str, optional
        Columns that are to be kept as they are.

    Returns
    -------
    CodedActs
        With ``status`` where there is such a column, and ``modifiers``.
    """
    table = sheet.table

    def text(role: str, otherwise: str = "") -> pd.Series:
        held = taken.get(role)
        return pd.Series(otherwise, table.index) if held is None else table[held].str.strip()

    begin = times_in(sheet, taken["time"], "time")
    rows = pd.DataFrame(
        {
            "observation": observations_of(sheet, taken),
            "subject": _named(text("subject")),
            "behaviour": text("behaviour"),
            "start": begin.seconds,
            "written_start": table[taken["time"]],
            "stop": float("nan"),
            "written_stop": "",
            "target": _named(text("target")),
        }
    )
    notes = list(begin.notes)
    if "stop" in taken:
        end = times_in(sheet, taken["stop"], "stop")
        rows = rows.assign(stop=end.seconds, written_stop=table[taken["stop"]])
        notes += [note for note in end.notes if note not in notes]
    if "status" in taken:
        rows = rows.assign(status=text("status").str.upper())
    modifiers = [each for each in table.columns if str(each).lower().startswith("modifier")]
    if modifiers:
        joined = table[modifiers[0]].str.strip()
        for each in modifiers[1:]:
            joined = joined + "|" + table[each].str.strip()
        rows = rows.assign(modifiers=joined)
    rows = rows.assign(**{column: table[column] for column in kept})
    return CodedActs(
        rows,
        lengths.seconds,
        [*lengths.notes, *notes],
        columns=dict(taken) | lengths.columns,
        doubts=lengths.doubts,
    )


def observations_of(sheet: Sheet, taken: Mapping[str, str]) -> pd.Series:
    """Return the observation of each row: of its column, else of the lines above, else the file."""
    if "observation" in taken:
        return sheet.table[taken["observation"]].str.strip()
    return pd.Series(_observation_above(sheet), sheet.table.index)


def _named(cells: pd.Series) -> pd.Series:
    """Return names, an empty text where a cell says that there is none."""
    return cells.mask(is_missing(cells), "")


def _observation_above(sheet: Sheet) -> str:
    """Return the observation that the lines above the header name, else the name of the file."""
    pairs = [split_cells(line, sheet.separator or "\t") for line in sheet.head]
    block = {plain_name(cells[0]): cells[1].strip() for cells in pairs if len(cells) > 1}
    return block.get("observation id") or sheet.stem
