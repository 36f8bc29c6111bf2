"""From coded rows to acts: every row is checked, and ends are joined to their beginnings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from ..base.errors import InputError
from .columns import to_seconds
from .sheet import CodedActs, Sheet

COLUMNS = ("observation", "subject", "behaviour", "start", "stop", "target")
STATUS = ("START", "STOP", "POINT", "STATE")
NOBODY = ("", "no focal subject")
LATEST = 1e9  #: seconds; a later time is a slip
_Wrong = tuple[pd.Series, Callable[[Any], str]]


def check_acts(coded: CodedActs, sheet: Sheet) -> tuple[pd.DataFrame, list[str]]:
    """Return the acts of a log in order of observation and start, and the notes on them.

    Parameters
    ----------
    coded : CodedActs
        What the reader of its format found.
    sheet : Sheet
        Where it was found.

    Returns
    -------
    acts : DataFrame
        One row per act with ``COLUMNS``; start and stop in seconds, stop nan where none is known.
    notes : list of str
        What was left out or taken for granted.

    Raises
    ------
    InputError
        The first row that is wrong, as ``file:line``, and how many more there are.
    """
    rows = coded.rows.assign(
        line=sheet.lines[coded.rows.index],
        status=coded.rows.get("status", "POINT"),
        written_start=coded.rows["start"],
        written_stop=coded.rows["stop"],
        start=to_seconds(coded.rows["start"]),
        stop=to_seconds(coded.rows["stop"]),
    ).reset_index(drop=True)
    for wrong, say in _faults(rows):
        _refuse_first(rows[wrong], sheet.name, say)
    notes = list(coded.notes)
    rows = rows.sort_values(["observation", "start", "line"], kind="stable")
    if coded.separate_ends:
        rows = _join_ends(rows, notes)
    if rows.empty:
        raise InputError(f"{sheet.name}: has no acts, only ends or empty rows.")
    rows = _without_nobody(rows, notes, sheet.name)
    again = rows.duplicated(["observation", "subject", "behaviour", "start", "target"])
    if again.any():
        notes.append(f"rows that say the same act again, left out: {again.sum()}")
    return rows.loc[~again, list(COLUMNS)].reset_index(drop=True), notes


def _faults(rows: pd.DataFrame) -> Iterator[_Wrong]:
    """Yield what can be wrong: the rows in which it is, and the sentence for one of them."""
    yield (
        ~rows["status"].isin(STATUS),
        lambda row: f"status = {row.status!r}: must be START, STOP, POINT or STATE",
    )
    yield (
        ~(np.isfinite(rows["start"]) & (rows["start"].abs() < LATEST)),
        lambda row: f"time = {row.written_start!r}: must be seconds or hh:mm:ss.mmm",
    )
    yield (
        rows["start"] < 0,
        lambda row: f"time = {row.written_start!r}: must not be negative",
    )
    begins = rows["status"] != "STOP"
    yield begins & (rows["behaviour"] == ""), lambda row: "behaviour: is missing"
    yield rows["observation"] == "", lambda row: "observation: is missing"
    no_stop = rows["written_stop"].str.strip().str.lower().isin(["", "na", "nan"])
    yield (
        ~no_stop & ~np.isfinite(rows["stop"]),
        lambda row: f"stop = {row.written_stop!r}: must be seconds or hh:mm:ss.mmm, or empty",
    )
    yield (
        rows["stop"] < rows["start"],
        lambda row: f"ends at {row.stop:g} s, before {row.start:g} s",
    )


def _refuse_first(wrong: pd.DataFrame, name: str, say: Callable[[Any], str]) -> None:
    """Raise the sentence on the first row that is wrong, and say how many more there are."""
    if len(wrong):
        row = next(wrong.itertuples(index=False))
        more = f" ({len(wrong) - 1} more)" if len(wrong) > 1 else ""
        raise InputError(f"{name}:{row.line} {say(row)}{more}.")


def _without_nobody(rows: pd.DataFrame, notes: list[str], name: str) -> pd.DataFrame:
    """Return the acts of which the log says who did them."""
    nobody = rows["subject"].str.lower().isin(NOBODY)
    if nobody.all():
        raise InputError(f"{name}: no row says who acted: the column of subjects is empty.")
    if nobody.any():
        notes.append(f"acts of nobody in particular, left out: {nobody.sum()}")
    return rows[~nobody]


def _join_ends(rows: pd.DataFrame, notes: list[str]) -> pd.DataFrame:
    """Return beginnings with the end that follows each; an end without a beginning is left out."""
    rows = rows.sort_values(["observation", "subject", "behaviour", "start", "line"], kind="stable")
    keys = rows[["observation", "subject", "behaviour"]]
    same = (keys == keys.shift(-1)).all(axis=1).to_numpy()
    starts = (rows["status"] == "START").to_numpy()
    stops = (rows["status"] == "STOP").to_numpy()
    ended = same & (rows["status"].shift(-1) == "STOP").to_numpy() & starts
    used = np.concatenate([[False], ended[:-1]])
    lone, unended = int((stops & ~used).sum()), int((starts & ~ended).sum())
    if lone:
        notes.append(f"ends (STOP) without a beginning, left out: {lone}")
    if unended:
        notes.append(f"beginnings (START) without an end, which have no duration: {unended}")
    stop = np.where(ended, rows["start"].shift(-1).to_numpy(float), np.nan)
    joined = rows.assign(stop=stop)[~stops]
    return joined.sort_values(["observation", "start", "line"], kind="stable")
