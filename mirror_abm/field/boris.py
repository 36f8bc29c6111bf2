"""Logs of BORIS: its exports of tabular and of aggregated events.

Up to version 7 a tabular export begins with a block of lines (``Observation id``,
``Media file(s)``, ``Time offset (s)`` ...) and marks acts by ``Status``; from version 8 on each
row names its observation, and ``Behavior type`` holds START, STOP or POINT. In the aggregated
export it holds STATE or POINT.

Its columns have exact names and places. What stands between ``FPS`` and ``Subject`` are the
independent variables of the user, under names of the user's own: nothing is read from them unless
they are named.

References
----------
Friard, O. & Gamba, M. (2016). BORIS: a free, versatile open-source event-logging software for
video/audio coding and live observations. Methods in Ecology and Evolution, 7, 1325-1330.
doi 10.1111/2041-210X.12584. The exports: https://www.boris.unito.it/user_guide/export_events/
"""

from __future__ import annotations

from dataclasses import replace

from .columns import acts_in, named_column, observations_of
from .lengths import columns_of_lengths, lengths_in
from .sheet import Asked, CodedActs, Format, Sheet

FRAMES = ("FPS", "FPS (frame/s)")
#: names of columns by what they hold
NAMES = {
    "observation": ("Observation id",),
    "subject": ("Subject",),
    "behaviour": ("Behavior",),
    "time": ("Time", "Start (s)"),
    "stop": ("Stop (s)",),
    "status": ("Behavior type", "Status"),
}
YOURS = " (independent variable)"  #: behind a name of the user's that BORIS uses as well


def _cells(cells: list[str]) -> list[str]:
    return [cell.strip().strip('"') for cell in cells]


def _has_tabular_header(cells: list[str], asked: Asked) -> bool:
    names = set(_cells(cells))
    return {"Subject", "Behavior", "Time"} <= names and bool(names & set(NAMES["status"]))


def _has_aggregated_header(cells: list[str], asked: Asked) -> bool:
    names = set(_cells(cells))
    return {"Subject", "Behavior", "Behavior type", "Start (s)", "Stop (s)"} <= names


def _variables(names: list[str]) -> range:
    """Return the places of the user's independent variables."""
    if "Subject" not in names:
        return range(0)
    subject = len(names) - 1 - names[::-1].index("Subject")
    first = next((place for place, name in enumerate(names) if name in FRAMES), subject)
    return range(first + 1, subject)


def own_names(cells: list[str]) -> list[str]:
    """Return the names of the columns, those of the user's variables told from BORIS's.

    Parameters
    ----------
    cells : list of str
        The header.

    Returns
    -------
    list of str
        The same; a variable that is called as a column of BORIS has ``YOURS`` behind its name.
    """
    names = _cells(cells)
    variables = _variables(names)
    boris = {name for place, name in enumerate(names) if place not in variables}
    return [
        f"{name}{YOURS}" if place in variables and name in boris else name
        for place, name in enumerate(names)
    ]


def _read(sheet: Sheet, asked: Asked) -> CodedActs:
    """Return the acts in either export; a modifier may hold whom an act addressed."""
    columns = [str(column) for column in sheet.table.columns]
    variables = {columns[place] for place in _variables(columns)}
    ours = [column for column in columns if column not in variables]
    named = {
        role: next((name for name in names if name in ours), None) for role, names in NAMES.items()
    }
    for role in (*named, "target"):
        named[role] = named_column(sheet, role, asked) or named.get(role)
    taken = {role: column for role, column in named.items() if column is not None}
    observation = observations_of(sheet, taken)
    one = named_column(sheet, "length", asked)
    held = columns_of_lengths(ours, boris=True) if one is None else [one]
    lengths = lengths_in(sheet, observation, held, boris=True, chosen=one is not None)
    found = acts_in(sheet, taken, lengths)
    modified = any(column.lower().startswith("modifier") for column in ours)
    if modified and "target" not in taken:
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
    "boris_tabular",
    "a BORIS export of tabular events",
    _has_tabular_header,
    _read_tabular,
    names=own_names,
)
AGGREGATED = Format(
    "boris_aggregated",
    "a BORIS export of aggregated events",
    _has_aggregated_header,
    _read,
    names=own_names,
)
