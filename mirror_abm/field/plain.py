"""A plain table with at least the columns time, subject and behaviour."""

from __future__ import annotations

from dataclasses import replace

from .columns import known_columns, named_acts
from .sheet import Asked, CodedActs, Format, Sheet


def _has_header(cells: list[str]) -> bool:
    return {"time", "subject", "behaviour"} <= known_columns(cells)


def _read(sheet: Sheet, asked: Asked) -> CodedActs:
    """Return the acts; a column ``status`` of a plain table means nothing that is known here."""
    found = named_acts(sheet, asked)
    return replace(found, rows=found.rows.drop(columns="status", errors="ignore"))


PLAIN_TABLE = Format("plain", "a plain table", _has_header, _read)
