"""Logs of ELAN: its export of tab-delimited text.

With or without a header; times as ``hh:mm:ss.ms``, ``ss.msec`` or ``msec``; one column for each
tier, or one for all. The participant (or else the tier) is taken for who acts, the annotation for
what it does.

References
----------
The Language Archive, Max Planck Institute for Psycholinguistics. ELAN manual, Exporting a document
as a tab-delimited text file: https://www.mpi.nl/tools/elan/docs/manual/
Sec_Exporting_a_document_as_a_tab_delimited_text_file.html
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from ..base.errors import InputError, did_you_mean
from .columns import CLOCK
from .sheet import Asked, CodedActs, Format, Sheet

#: how a header writes the unit of a time, the one that is read first
TIME_UNIT = r" - (hh:mm:ss|ss\.msec|msec)"
TIME_UNITS = {"ss.msec": "seconds", "hh:mm:ss": "clock", "msec": "milliseconds"}
#: how cells without a header look that hold times
BARE = {"clock": CLOCK, "milliseconds": r"\d+", "seconds": r"\d+\.\d+"}
FILES = ("file", "file path")
NO_ANNOTATION = (*FILES, "cv entry description")


class _Columns(NamedTuple):
    """Which column of an export holds what; ``tier`` and ``actor`` may be missing."""

    begin: str
    end: str
    tier: str | None
    actor: str | None
    annotations: list[str]
    file: str | None


def _has_header(cells: list[str]) -> bool:
    return sum(re.search(TIME_UNIT, cell) is not None for cell in cells) >= 2


def _is_bare(lines: list[str]) -> bool:
    """Return whether each line has two times; the last may be cut off."""
    times = rf"\t(?:{CLOCK}|\d+(?:\.\d+)?)(?=\t|$)"
    return all(len(re.findall(times, line)) >= 2 for line in lines[:-1] or lines)


def _read(sheet: Sheet, asked: Asked) -> CodedActs:
    """Return the acts in an export; its targets are not known."""
    sheet, begin, end, rest = _timed(sheet)
    columns = _columns(sheet, asked, begin, end, rest)
    if columns.tier is None and sheet.headed:
        return _one_column_per_tier(sheet, columns)
    table = sheet.table
    actor = table[columns.actor].str.strip() if columns.actor is not None else None
    by_participant = actor is not None and bool((actor != "").any())
    if not by_participant:
        actor = table[columns.tier].str.strip() if columns.tier else ""
    rows = {
        "observation": table[columns.file].str.strip() if columns.file else sheet.stem,
        "subject": actor,
        "behaviour": table[columns.annotations[0 if sheet.headed else -1]].str.strip(),
    }
    return _with_times(table, rows, columns, "participant" if by_participant else "tier")


def _one_column_per_tier(sheet: Sheet, columns: _Columns) -> CodedActs:
    """Return the acts of an export in which every tier has a column of annotations."""
    times = sheet.table[[columns.begin, columns.end]]
    long = pd.concat(
        times.assign(subject=tier, behaviour=sheet.table[tier].str.strip())
        for tier in columns.annotations
    )
    long = long[long["behaviour"] != ""]
    rows = {
        "observation": sheet.stem,
        "subject": long["subject"],
        "behaviour": long["behaviour"],
    }
    return _with_times(long, rows, columns, "tier")


def _with_times(
    table: pd.DataFrame, rows: dict[str, pd.Series | str], columns: _Columns, who: str
) -> CodedActs:
    """Return acts with their times, and the note on what was taken for what."""
    note = f"the {who} is taken for who acts, the annotation for what it does"
    times = {"start": table[columns.begin], "stop": table[columns.end], "target": ""}
    return CodedActs(pd.DataFrame(rows | times, index=table.index), notes=[note])


def _columns(sheet: Sheet, asked: Asked, begin: str, end: str, rest: list[str]) -> _Columns:
    """Return which of the columns without times holds what."""
    by_name = {column.lower(): column for column in reversed(rest)}
    if sheet.headed:
        tier, participant = by_name.get("tier"), by_name.get("participant")
    else:
        tier, participant = rest[0] if rest else None, rest[1] if len(rest) > 2 else None
    actor = asked.subject or participant
    if actor is not None and actor not in sheet.table.columns:
        raise InputError(
            f"{sheet.name}: has no column {actor!r} for the subject."
            f"{did_you_mean(actor, sheet.table.columns)}"
        )
    annotations = [
        column
        for column in rest
        if column not in (tier, actor) and column.lower() not in NO_ANNOTATION
    ]
    if not annotations:
        raise InputError(f"{sheet.name}:1 has no column of annotations beside the times.")
    file = next((column for column in rest if column.lower() in FILES), None)
    return _Columns(begin, end, tier, actor, annotations, file)


def _timed(sheet: Sheet) -> tuple[Sheet, str, str, list[str]]:
    """Return the sheet with times in seconds, begin, end, and the columns that hold no time."""
    units = {column: _unit(sheet, column) for column in sheet.table.columns}
    if not sheet.headed:
        units[sheet.table.columns[-1]] = ""  # the last holds annotations, which may be numbers
    for unit in TIME_UNITS.values():
        pair = [column for column, its_unit in units.items() if its_unit == unit][:2]
        if len(pair) == 2:
            break
    else:
        raise InputError(
            f"{sheet.name}:1 has no columns of begin and end times: export begin and end as "
            "hh:mm:ss.ms, ss.msec or msec."
        )
    table = sheet.table
    if unit == "milliseconds":
        table = table.assign(**{column: _from_milliseconds(table[column]) for column in pair})
    rest = [column for column, its_unit in units.items() if not its_unit]
    return replace(sheet, table=table), pair[0], pair[1], rest


def _unit(sheet: Sheet, column: str) -> str:
    """Return the unit of the times in a column, or an empty text where it holds none."""
    if sheet.headed:
        told = re.search(TIME_UNIT, column)
        return TIME_UNITS[told[1]] if told else ""
    cells = sheet.table[column].iloc[:200]
    looks = (unit for unit, pattern in BARE.items() if cells.str.fullmatch(pattern).all())
    return next(looks, "")


def _from_milliseconds(cells: pd.Series) -> pd.Series:
    """Return seconds as text."""
    return (pd.to_numeric(cells, errors="coerce") / 1000).map(lambda value: f"{value:.3f}")


ELAN = Format("elan", "an ELAN export of tab-delimited text", _has_header, _read, _is_bare)
