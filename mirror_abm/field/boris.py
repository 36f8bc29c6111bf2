"""Logs of BORIS: its exports of tabular and of aggregated events.

Up to version 7 a tabular export begins with a block of lines (``Observation id``,
``Media file(s)``, ``Time offset (s)`` ...) and marks acts by ``Status``; from version 8 on each
row names its observation, and ``Behavior type`` holds START, STOP or POINT. In the aggregated
export it holds STATE or POINT.

References
----------
Friard, O. & Gamba, M. (2016). BORIS: a free, versatile open-source event-logging software for
video/audio coding and live observations. Methods in Ecology and Evolution, 7, 1325-1330.
doi 10.1111/2041-210X.12584. The exports: https://www.boris.unito.it/user_guide/export_events/
"""

from __future__ import annotations

from dataclasses import replace

from .columns import find_column, known_columns, named_acts
from .sheet import Asked, CodedActs, Format, Sheet, plain_name

#: BORIS's own reckoning of an observation, and what it misses
CAVEATS = dict.fromkeys(
    ("observation duration", "coding duration"),
    ", which BORIS counts from the first to the last act unless the whole observation was exported",
)


def _has_tabular_header(cells: list[str]) -> bool:
    names = {plain_name(cell) for cell in cells}
    return {"behavior", "subject", "time"} <= names and "status" in known_columns(cells)


def _has_aggregated_header(cells: list[str]) -> bool:
    names = {plain_name(cell) for cell in cells}
    return {"behavior", "subject", "start", "stop", "behavior type"} <= names


def _read(sheet: Sheet, asked: Asked) -> CodedActs:
    """Return the acts in either export; a modifier may hold whom an act addressed."""
    found = named_acts(sheet, asked, CAVEATS)
    modified = any(column.lower().startswith("modifier") for column in sheet.table.columns)
    if modified and find_column(sheet, "target", asked.target) is None:
        note = (
            "no target was read; if a modifier holds whom an act addressed, name its column "
            "with --target"
        )
        return replace(found, notes=[note, *found.notes])
    return found


def _read_tabular(sheet: Sheet, asked: Asked) -> CodedActs:
    """Return the acts in a tabular export, whose ends stand in rows of their own."""
    return replace(_read(sheet, asked), separate_ends=True)


TABULAR = Format(
    "boris_tabular", "a BORIS export of tabular events", _has_tabular_header, _read_tabular
)
AGGREGATED = Format(
    "boris_aggregated", "a BORIS export of aggregated events", _has_aggregated_header, _read
)
