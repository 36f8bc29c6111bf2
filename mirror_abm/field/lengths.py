"""How long each observation lasted: the columns that say so, and which of them is believed.

The whole length goes before the span that was coded: BORIS's *Coding duration* (and its
*Observation duration*, unless the whole observation was exported) runs from the first to the last
act. Files of one player (``;``) follow each other, players (``|``) run side by side. BORIS's
*Observation duration by subject by observation* is not among the names: it adds up the durations
of the acts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from ..base.brief import brief
from ..base.number_text import NOT_THERE
from .sheet import Sheet, plain_name, unit_in, without_unit
from .times import beside, hint, read_cells, seconds_of

#: what the columns are called, the whole length first
WHOLE = ("media duration", "total length", "total duration")
STATED = ("observation duration", "observation length")
SPAN = ("coding duration",)
ALIKE = 0.01  #: share by which two lengths of one observation may differ and be one
CAVEAT = ", which BORIS counts from the first to the last act unless the whole was exported"


@dataclass(frozen=True)
class Lengths:
    """How long each observation lasted.

    Attributes
    ----------
    seconds : dict of str to float
        By observation, where it is known.
    notes : list of str
        Which column was believed, and what another says.
    columns : dict of str to str
        Under ``length``, the column or columns that were believed.
    doubts : dict of str to str
        Why the length of an observation is not known, though the log says something of it.
    """

    seconds: dict[str, float] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    doubts: dict[str, str] = field(default_factory=dict)

    __repr__ = brief


def columns_of_lengths(columns: Sequence[str], boris: bool) -> list[str]:
    """Return the columns that say how long an observation lasted, the most believed first.

    Parameters
    ----------
    columns : sequence of str
        Names of columns.
    boris : bool
        Whether BORIS gave them their names.

    Returns
    -------
    list of str
        Those of them that hold lengths.
    """
    known = (*WHOLE, *STATED, *SPAN) if boris else (*STATED, *WHOLE[:2], *SPAN)
    called = [(column, (plain_name(column), without_unit(column))) for column in columns]
    return [column for name in known for column, names in called if name in names]


def lengths_in(
    sheet: Sheet, observation: pd.Series, columns: Sequence[str], boris: bool, chosen: bool = False
) -> Lengths:
    """Return how long each observation lasted.

    Parameters
    ----------
    sheet : Sheet
        The log.
    observation : Series of str
        The observation of each row.
    columns : sequence of str
        The columns that say so, the most believed first.
    boris : bool
        Whether BORIS wrote them: the first that says something is believed. Columns of a plain
        table that contradict each other are asked about.
    chosen : bool, default False
        Whether the user named the column.

    Returns
    -------
    Lengths
        In seconds.
    """
    seconds: dict[str, float] = {}
    doubts: dict[str, str] = {}
    believed: dict[str, list[str]] = {}
    heard: list[str] = []
    said = {column: _said(sheet, observation, column, doubts, heard) for column in columns}
    for name in pd.unique(observation):
        found = {column: each[name] for column, each in said.items() if name in each}
        if not found:
            continue
        doubts.pop(name, None)
        first = next(iter(found))
        other = next((each for each in found if not _alike(found[first], found[each])), None)
        if other is not None and not boris:
            doubts[name] = (
                f"column {first!r} says {found[first]:g} s and {other!r} {found[other]:g} s: say "
                f"which it is with --column length=COLUMN"
            )
            continue
        seconds[str(name)] = found[first]
        believed.setdefault(first, []).append(name)
    notes = [
        f"focal time{_of(names, len(seconds))} is the column {column!r}, "
        f"{sum(seconds[name] for name in names) / 3600:.4g} h of observation"
        f"{_caveat(column, boris, chosen)}{_less(column, names, said, seconds)}"
        for column, names in believed.items()
    ]
    taken = {"length": ", ".join(believed)} if believed else {}
    return Lengths(seconds, notes + heard, taken, doubts)


def _alike(one: float, two: float) -> bool:
    """Return whether two lengths are the same but for rounding."""
    return abs(one - two) <= ALIKE * max(one, two) + 1.0


def _of(names: Sequence[str], count: int) -> str:
    return "" if len(names) == count else f" of {len(names)} observations"


def _caveat(column: str, boris: bool, chosen: bool) -> str:
    whole = plain_name(column) in WHOLE
    return "" if whole or chosen or not boris else CAVEAT


def _less(
    column: str,
    names: Sequence[str],
    said: dict[str, dict[str, float]],
    seconds: dict[str, float],
) -> str:
    """Return what other columns say of the same observations, where it is something else."""
    for other, each in said.items():
        both = [name for name in names if name in each or _is_span(other)]
        mine = sum(seconds[name] for name in both)
        theirs = sum(each.get(name, 0.0) for name in both)
        if other != column and each and not _alike(mine, theirs):
            ratio = f", {mine / theirs:.3g} times less" if mine > theirs > 0 else ""
            what = "the span that was coded" if _is_span(other) else "another length"
            return (
                f"; {other!r} has {what}, {theirs / 3600:.4g} h{ratio}: if only that was watched, "
                f'add --column length="{other}"'
            )
    return ""


def _is_span(column: str) -> bool:
    return plain_name(column) in SPAN


def _said(
    sheet: Sheet, observation: pd.Series, column: str, doubts: dict[str, str], notes: list[str]
) -> dict[str, float]:
    """Return what a column says of each observation; what cannot be read goes to the doubts."""
    pairs = pd.DataFrame(
        {"name": observation.to_numpy(), "cell": sheet.table[column].str.strip().to_numpy()}
    ).drop_duplicates()
    pairs = pairs[~pairs["cell"].isin(NOT_THERE)]
    factor = seconds_of(unit_in(column), sheet.name, column)
    files = plain_name(column) in WHOLE
    players = {cell: _players(cell, files) for cell in pairs["cell"].unique()}
    files_of = [part for each in players.values() for parts in each for part in parts]
    parts = pd.Series(files_of, dtype=str)
    values, told, doubt = read_cells(parts, sheet.separator, beside(sheet, column), factor)
    notes += [f"column {column!r}: {note}" for note in told]
    known = dict(zip(parts, values.tolist(), strict=True))
    why = "which is no number of seconds" if doubt is None else doubt[1]
    cells = {cell: _longest(each, known) for cell, each in players.items()}
    found: dict[str, float] = {}
    wrong: dict[str, str] = {}
    for name, cell in pairs.itertuples(index=False):
        value = cells[cell]
        if not np.isfinite(value):
            wrong[name] = f"column {column!r} says {cell!r}, {why}{hint(cell)}"
        elif 0 < value < 1 and not _is_span(column):
            wrong[name] = (
                f"column {column!r} says {cell!r}, less than a second; a spreadsheet counts in "
                "days, so format it as [h]:mm:ss and save it again"
            )
        elif value > 0 and not np.isclose(found.setdefault(name, value), value):
            wrong[name] = f"column {column!r} says {found[name]:g} s and {value:g} s"
    doubts |= {name: why for name, why in wrong.items() if name not in doubts}
    return {name: value for name, value in found.items() if name not in wrong}


def _players(cell: str, files: bool) -> list[list[str]]:
    """Return the lengths of the files of each player, without those that are not known."""
    players = [player.split(";") if files else [player] for player in cell.split("|")]
    stripped = [[part.strip() for part in parts] for parts in players]
    return [parts for parts in stripped if not {*parts} & {*NOT_THERE}]


def _longest(players: list[list[str]], known: dict[str, float]) -> float:
    """Return the seconds of the longest player; 0 where none is known, nan for no number."""
    each = [sum(known[part] for part in parts) for parts in players]
    right = [value for value in each if np.isfinite(value)]
    return float(max(right)) if right else float("nan") if each else 0.0
