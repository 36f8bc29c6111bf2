"""Columns told by their names: what they may be called, and the acts in a table that has them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..base.errors import InputError, did_you_mean
from .sheet import Asked, CodedActs, Sheet, plain_name, split_cells

#: what a column may be called, as :func:`~mirror_abm.field.sheet.plain_name` returns it
NAMES = {
    "observation": ("observation id", "observation", "obs", "session", "video"),
    "subject": ("subject", "actor", "individual", "animal", "focal", "participant"),
    "behaviour": ("behavior", "behaviour", "action", "act", "event"),
    "time": ("time", "start", "begin", "onset"),
    "stop": ("stop", "end", "offset"),
    "target": ("target", "receiver", "recipient", "partner"),
    "status": ("status", "behavior type"),
    "length": ("observation duration", "coding duration", "total length", "media duration"),
}
#: a time of day or of a film
CLOCK = r"\d+:\d{1,2}:\d{1,2}(?:[.,]\d+)?"


def known_columns(cells: list[str]) -> set[str]:
    """Return which of the columns ``NAMES`` are among the cells of a header."""
    names = {plain_name(cell) for cell in cells}
    return {key for key, known in NAMES.items() if names & set(known)}


def find_column(sheet: Sheet, key: str, asked: str | None = None) -> str | None:
    """Return the column of a sheet that holds ``key``, or None where there is none.

    Parameters
    ----------
    sheet : Sheet
        The log.
    key : str
        One of ``NAMES``.
    asked : str, optional
        The column that the user named.

    Returns
    -------
    str or None
        The name of the column in the sheet.

    Raises
    ------
    InputError
        The user named a column that does not exist.
    """
    columns = list(sheet.table.columns)
    if asked is None:
        named = {plain_name(column): column for column in reversed(columns)}
        return next((named[known] for known in NAMES[key] if known in named), None)
    if asked not in columns:
        raise InputError(
            f"{sheet.name}: has no column {asked!r} for the {key}.{did_you_mean(asked, columns)} "
            f"Columns: {', '.join(columns[:30])}."
        )
    return asked


def named_acts(sheet: Sheet, asked: Asked, caveats: Mapping[str, str] | None = None) -> CodedActs:
    """Return the acts in a table whose columns are told by their names.

    Parameters
    ----------
    sheet : Sheet
        The log.
    asked : Asked
        The columns that the user named.
    caveats : mapping of str to str, optional
        What to add to the note on focal time, by the name of the column it is taken from.

    Returns
    -------
    CodedActs
        With ``status`` where there is such a column.
    """
    table = sheet.table
    column = {key: find_column(sheet, key, getattr(asked, key, None)) for key in NAMES}

    def text(key: str, otherwise: str = "") -> pd.Series:
        held = column[key]
        return pd.Series(otherwise, table.index) if held is None else table[held].str.strip()

    rows = pd.DataFrame(
        {
            "observation": text("observation", _observation_above(sheet)),
            "subject": text("subject"),
            "behaviour": text("behaviour"),
            "start": table[column["time"]],
            "stop": table[column["stop"]] if column["stop"] else "",
            "target": text("target"),
        }
    )
    if column["status"] is not None:
        rows = rows.assign(status=text("status").str.upper())
    lengths, told_by = _observation_lengths(sheet, rows["observation"])
    notes = []
    if told_by is not None:
        caveat = (caveats or {}).get(plain_name(told_by), "")
        notes = [f"focal time is the column {told_by!r}, in seconds{caveat}"]
    return CodedActs(rows, lengths, notes)


def _observation_above(sheet: Sheet) -> str:
    """Return the observation that the lines above the header name, else the name of the file."""
    pairs = [split_cells(line, sheet.separator) for line in sheet.head]
    block = {plain_name(cells[0]): cells[1].strip() for cells in pairs if len(cells) > 1}
    return block.get("observation id") or sheet.stem


def _observation_lengths(
    sheet: Sheet, observation: pd.Series
) -> tuple[dict[str, float], str | None]:
    """Return the seconds of each observation, and the first column that says so in numbers.

    BORIS's *Observation duration by subject by observation* is not among the names: it adds up
    the durations of the acts.
    """
    named = {plain_name(column): column for column in reversed(list(sheet.table.columns))}
    for known in NAMES["length"]:
        if known in named:
            per_row = pd.to_numeric(sheet.table[named[known]], errors="coerce")
            longest = per_row.groupby(observation.to_numpy()).max().dropna()
            longest = longest[np.isfinite(longest) & (longest > 0)]
            if len(longest):
                lengths = {str(key): float(value) for key, value in longest.items()}
                return lengths, named[known]
    return {}, None


def to_seconds(cells: pd.Series) -> NDArray[np.float64]:
    """Return times in seconds.

    Parameters
    ----------
    cells : Series of str
        Numbers with a decimal point or comma, or ``hh:mm:ss.mmm``.

    Returns
    -------
    array of float
        Seconds; nan for what is neither.
    """
    found = np.array(pd.to_numeric(cells, errors="coerce"), dtype=float)
    left = np.flatnonzero(np.isnan(found))
    rest = cells.iloc[left].astype(str).str.strip()
    clock = rest.str.fullmatch(CLOCK).to_numpy(bool)
    comma = rest.str.fullmatch(r"\d+,\d+").to_numpy(bool)
    if comma.any():
        found[left[comma]] = rest[comma].str.replace(",", ".").astype(float)
    if clock.any():
        parts = rest[clock].str.replace(",", ".").str.split(":", expand=True).astype(float)
        found[left[clock]] = parts[0] * 3600 + parts[1] * 60 + parts[2]
    return found
