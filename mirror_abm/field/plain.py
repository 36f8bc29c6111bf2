"""A plain table with at least the columns time, subject and behaviour."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from ..base.errors import InputError
from .columns import (
    NAMES,
    acts_in,
    find_column,
    known_columns,
    named_column,
    observations_of,
    shown_word,
)
from .lengths import Lengths, columns_of_lengths, lengths_in
from .sheet import Asked, CodedActs, Format, Sheet, plain_name
from .times import is_missing

NEEDED = ("subject", "behaviour", "time")
DATES = ("date", "day", "datum", "fecha", "observation date")  #: what a column of dates is called
A_DATE = r"\d{4}-\d\d-\d\d( 00:00:00)?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}"
MARKS = ("START", "STOP")  #: what a column of status must hold to be one


def _has_header(cells: list[str], asked: Asked) -> bool:
    return set(NEEDED) <= known_columns(cells, asked)


def read_plain(sheet: Sheet, asked: Asked, kept: tuple[str, ...] = ()) -> CodedActs:
    """Return the acts in a plain table.

    Parameters
    ----------
    sheet : Sheet
        The table.
    asked : Asked
        The columns that the user named.
    kept : tuple of str, optional
        Columns that are to be kept as they are.

    Returns
    -------
    CodedActs
        Beginnings and ends stand in rows of their own where a column of status says START or
        STOP; any other column of this name means nothing that is known here.

    Raises
    ------
    InputError
        A column is missing, or two could be meant.
    """
    found = {role: find_column(sheet, role, asked) for role in NAMES}
    missing = next((role for role in NEEDED if found[role] is None), None)
    if missing is not None:
        raise InputError(
            f"{sheet.name}: column {missing} is missing: must have time (or start), subject and "
            "behaviour."
        )
    taken = {role: column for role, column in found.items() if column is not None}
    marks = sheet.table[taken["status"]].str.strip().str.upper() if "status" in taken else None
    ends = marks is not None and bool(marks.isin(MARKS).any())
    if not ends:
        taken.pop("status", None)
    coded = acts_in(sheet, taken, lengths_of(sheet, asked, observations_of(sheet, taken)), kept)
    _refuse_days(sheet, coded.rows, [*taken.values()])
    _refuse_new_clocks(sheet, coded.rows, [*taken.values()])
    return replace(coded, separate_ends=ends)


def _refuse_days(sheet: Sheet, rows: pd.DataFrame, taken: list[str]) -> None:
    """Refuse times of day of several days in one observation, which a column of dates tells.

    Dates that belong to animals, as those of their birth, do not count; nor do those beside times
    that go on over a day.
    """
    start = rows.groupby("observation")["start"]
    running = (start.max() - start.min() > 86_400) | (start.min() > 1e6)  # dates, or one clock
    for column in sheet.table.columns:
        called = plain_name(column) in DATES
        first = sheet.table[column].iloc[:200].str.strip()  # most columns are told by these
        if column in taken or not (called or first[~is_missing(first)].str.fullmatch(A_DATE).all()):
            continue
        cells = sheet.table[column].str.strip().where(lambda each: ~is_missing(each))
        if not (called or cells.dropna().str.fullmatch(A_DATE).all()):
            continue
        if not called and cells.groupby(rows["subject"]).nunique().max() < 2:
            continue
        for name, found in cells.dropna().groupby(rows["observation"]).unique().items():
            if len(found) > 1 and not running[name]:
                raise InputError(
                    f"{sheet.name}: observation {name!r} has acts of several days (column "
                    f"{column!r}: {found[0]}, {found[1]}): each day is an observation with "
                    f"--column observation={shown_word(column)}; or write date and time in one "
                    "column, as yyyy-mm-dd hh:mm:ss."
                )


def _refuse_new_clocks(sheet: Sheet, rows: pd.DataFrame, taken: list[str]) -> None:
    """Refuse acts whose times begin anew wherever another column has another value.

    That column parts observations: a trial, a clip. One that belongs to animals, or to what they
    do, parts nothing, however the rows are sorted.
    """
    start, index = rows["start"].to_numpy(), rows.reset_index(drop=True)
    if not (np.diff(start) < 0).any():
        return
    others = {
        str(column): sheet.table[column].str.strip().to_numpy()
        for column in sheet.table.columns
        if column not in taken
    }
    for name, places in index.groupby("observation", sort=False).indices.items():
        falls = np.diff(start[places]) < 0
        for column, every in others.items() if falls.any() else ():
            cells, blocks = every[places], int(falls.sum()) + 1
            if ((cells[1:] != cells[:-1]) != falls).any() or len({*cells}) < blocks:
                continue
            mine = index.iloc[places].assign(cell=cells)
            if min(mine.groupby(by)["cell"].nunique().max() for by in ("subject", "behaviour")) > 1:
                raise InputError(
                    f"{sheet.where(int(places[1:][falls][0]))} times begin anew where the column "
                    f"{column!r} changes ({blocks} times in observation {name!r}): if each is an "
                    f"observation, add --column observation={shown_word(column)}; if all are one, "
                    "sort the rows by time."
                )


def lengths_of(sheet: Sheet, asked: Asked, observation: pd.Series) -> Lengths:
    """Return how long each observation of a plain table lasted."""
    one = named_column(sheet, "length", asked)
    columns = list(sheet.table.columns)
    held = columns_of_lengths(columns, boris=False) if one is None else [one]
    return lengths_in(sheet, observation, held, boris=False, chosen=one is not None)


PLAIN_TABLE = Format("plain", "a plain table", _has_header, read_plain)
