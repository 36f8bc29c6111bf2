"""Who was watched, when: a table of presence, for follows and animals that a log cannot hold.

A log has acts, so an observation in which nothing happened is not in it, nor an animal that did
nothing. The table has one row per animal and observation (and per stretch of time, where start
and stop are given); what it does not name is taken from the log. A column ``active`` says for how
much of the time the animal was awake and could act: rates are then per active hour, which is what
a species file holds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..base.brief import brief
from ..base.errors import InputError, did_you_mean
from ..base.files import read_given, shown
from ..base.given import decoded
from ..base.workbook import as_text, sheets_of
from .columns import NAMES, is_called
from .formats import read_cells, read_sheet, recognise
from .opening import AS_TEXT, WORKBOOK, kind_of
from .sheet import Asked, CodedActs, Format, Sheet, plain_name, unit_in, without_unit
from .times import ALLOWED, hint, times_in

if TYPE_CHECKING:
    from .log import FieldLog

LARGEST = 64 * 1024**2  #: bytes of one table
SLACK = 0.01  #: seconds by which an act may stand outside, as times are rounded
LASTED = ("hours", "duration", "length", "observation duration", "observation length", "observed")
ACTIVE = ("active", "active hours", "active time", "active duration")
_WHAT = (
    "must name observation, and hours or start and stop; with subject where not every animal was "
    "watched in every observation, and active where they slept in part of it"
)


@dataclass(frozen=True)
class Presence:
    """Who was watched in which observation.

    Attributes
    ----------
    rows : DataFrame
        observation, subject ('' where the table names none), seconds, active (seconds of them, all
        where the table says nothing), start and stop (nan where only hours are given), and place,
        for sentences.
    """

    rows: pd.DataFrame

    __repr__ = brief

    def applied(self, log: FieldLog) -> FieldLog:
        """Return a log with what the table says of who was watched, and for how long.

        Parameters
        ----------
        log : FieldLog
            The log.

        Returns
        -------
        FieldLog
            With ``watched``, and the lengths of the observations that the table names.

        Raises
        ------
        InputError
            An animal acts where or when it was not watched, or it is not clear who was.
        """
        rows = self.rows if (self.rows["subject"] != "").any() else _everybody(self.rows, log)
        _check_acts(rows, log)
        every = {
            (str(observation), str(subject)): _watched(part)
            for (observation, subject), part in rows.groupby(["observation", "subject"], sort=False)
        }
        watched = {who: seconds for who, seconds in every.items() if seconds > 0}
        lengths = {
            str(name): _length(part) for name, part in rows.groupby("observation", sort=False)
        }
        notes = [*_activity(rows, len(every) - len(watched)), *_notes(log, watched, lengths)]
        all_of_it = set(log.events["observation"]) <= set(lengths)
        kept = [each for each in log.notes if not (all_of_it and each.startswith("focal time"))]
        return replace(log, watched=watched, seconds=log.seconds | lengths, notes=(*kept, *notes))


def read_presence(table: str | Path | pd.DataFrame | Presence) -> Presence:
    """Return a table of presence.

    Parameters
    ----------
    table : str, Path, DataFrame or Presence
        A table, or the path of one: text in UTF-8 or UTF-16, or an Excel workbook; one that was
        read already is returned.

    Returns
    -------
    Presence
        Who was watched.

    Raises
    ------
    InputError
        What cannot be read, as ``file:line``.
    """
    if isinstance(table, Presence):
        return table
    if isinstance(table, pd.DataFrame):
        cells = table.map(as_text)
        cells.columns = [str(column) for column in table.columns]
        if cells.empty or not _has_header(list(cells.columns), Asked()):
            raise InputError(f"present: {_WHAT}.")
        lines = np.arange(1, len(cells) + 1)
        place = "{name}: row {line}:"
        sheet = Sheet(cells.reset_index(drop=True), "present", lines, separator="", place=place)
    elif isinstance(table, (str, Path)) and "\0" not in str(table):
        sheet = _sheet(read_given(Path(table), LARGEST), shown(Path(table)))
    else:
        raise InputError(f"present = {table!r}: must be a table, or the path of one.")
    return Presence(_rows(sheet))


def _sheet(data: bytes, name: str) -> Sheet:
    """Return the rows of a file."""
    if kind_of(data, name) == WORKBOOK:
        return read_cells(sheets_of(data, name), name, Asked(), readers=(PRESENCE,))[0]
    text = decoded(data, name, AS_TEXT)
    found = recognise(text, name, readers=(PRESENCE,), needed=f"is no table of presence: {_WHAT}")
    return read_sheet(text, name, found)


def _column(columns: list[str], role: str) -> str | None:
    if role in ("hours", "active"):
        called = set(LASTED if role == "hours" else ACTIVE)
        found = (each for each in columns if {plain_name(each), without_unit(each)} & called)
    else:
        found = (each for each in columns if is_called(each, role))
    return next(found, None)


def _has_header(cells: list[str], asked: Asked) -> bool:
    there = {role for role in (*NAMES, "hours") if _column(cells, role) is not None}
    return {"observation", "hours"} <= there or {"observation", "time", "stop"} <= there


def _no_acts(sheet: Sheet, asked: Asked) -> CodedActs:
    raise InputError(f"{sheet.name}: is a table of presence and no log: give it as --present.")


PRESENCE = Format("presence", "a table of presence", _has_header, _no_acts)


def _rows(sheet: Sheet) -> pd.DataFrame:
    """Return the rows of a table, checked one by one."""
    columns = [str(column) for column in sheet.table.columns]
    named = {role: _column(columns, role) for role in ("observation", "subject", "hours")}
    start, stop, hours = _column(columns, "time"), _column(columns, "stop"), named["hours"]
    nan = np.full(len(sheet.table), np.nan)
    texts = {
        role: sheet.table[column].str.strip() if column is not None else ""
        for role, column in named.items()
        if role != "hours"
    }
    rows = pd.DataFrame(texts, index=sheet.table.index).assign(start=nan, stop=nan)
    if hours is not None:
        unit = "hours" if plain_name(hours) == "hours" else None
        rows["seconds"] = times_in(sheet, hours, "hours", unit).seconds
    elif start is not None and stop is not None:
        rows["start"] = times_in(sheet, start, "start").seconds
        rows["stop"] = times_in(sheet, stop, "stop").seconds
        rows["seconds"] = rows["stop"] - rows["start"]
    active = _column(columns, "active")
    rows["active"] = rows["seconds"]
    if active is not None:
        like = "hours" if plain_name(hours or "") == "hours" else unit_in(hours or "")
        rows["active"] = times_in(sheet, active, "active", unit_in(active) or like).seconds
    rows["place"] = [sheet.where(row) for row in range(len(rows))]
    for role, column in (("hours", hours), ("start", start), ("stop", stop)):
        held = rows["seconds" if role == "hours" else role]
        if column is not None and (role == "hours") == (hours is not None):
            _refuse_no_time(rows, held, role, sheet.table[column].str.strip())
    _refuse_faults(rows, named["subject"] is not None)
    return rows


def _refuse_faults(rows: pd.DataFrame, subjects: bool) -> None:
    """Refuse the first row of a table that cannot be."""
    for wrong, what in (
        (rows["observation"] == "", "observation: is missing"),
        ((rows["subject"] == "") & subjects, "subject: is missing"),
        (
            rows["seconds"] <= 0,
            "lasts no time: hours must be above 0, and stop after start; behind midnight, add 24 "
            "to the hours",
        ),
        (rows["seconds"] > 1e9, "lasts more than 30 years: must be hours"),
        (~(rows["active"] >= 0), "active: must be a time, not below 0"),
        (
            rows["active"] > rows["seconds"] * (1 + 1e-6) + SLACK,
            "active: must not be longer than the animal was watched",
        ),
    ):
        if wrong.any():
            raise InputError(f"{rows.loc[wrong, 'place'].iloc[0]} {what}.")
    again = rows.duplicated(["observation", "subject"]) & rows["start"].isna()
    if again.any():
        row = rows[again].iloc[0]
        raise InputError(
            f"{row['place']} names {row['subject'] or 'the observation'!r} in observation "
            f"{row['observation']!r} a second time: give the hours once, or start and stop."
        )


def _refuse_no_time(rows: pd.DataFrame, held: pd.Series, role: str, cells: pd.Series) -> None:
    """Refuse the first cell that is no time."""
    wrong = ~np.isfinite(held)
    if wrong.any():
        cell = cells[wrong].iloc[0]
        raise InputError(
            f"{rows.loc[wrong, 'place'].iloc[0]} {role} = {cell!r}: {ALLOWED}{hint(cell)}."
        )


def _everybody(rows: pd.DataFrame, log: FieldLog) -> pd.DataFrame:
    """Return rows for every animal of a log, if the log shows all of them in every observation."""
    there = log.events[["observation", "subject"]].drop_duplicates()
    subjects = sorted(there["subject"].unique())
    if len(there) < len(subjects) * there["observation"].nunique():
        raise InputError(
            "present: names no subjects, and the log has other animals in one observation than in "
            "another: add a column subject with who was watched, one animal a row."
        )
    return rows.drop(columns="subject").merge(pd.DataFrame({"subject": subjects}), how="cross")


def _check_acts(rows: pd.DataFrame, log: FieldLog) -> None:
    """Refuse acts of animals that were not watched then."""
    events = log.events[log.events["observation"].isin(set(rows["observation"]))]
    who = set(zip(rows["observation"], rows["subject"], strict=True))
    awake = rows[rows["active"] > 0]
    ever = set(zip(awake["observation"], awake["subject"], strict=True))
    for name, subject in (
        events[["observation", "subject"]].drop_duplicates().itertuples(index=False)
    ):
        if (name, subject) not in who:
            there = {each for observation, each in who if observation == name}
            raise InputError(
                f"present: {subject!r} acts in observation {name!r}, but the table does not "
                f"name it there.{did_you_mean(subject, there)}"
            )
        if (name, subject) not in ever:
            raise InputError(
                f"present: {subject!r} acts in observation {name!r}, where the table says that "
                "it was active for 0 hours."
            )
    for (name, subject), part in rows[rows["start"].notna()].groupby(["observation", "subject"]):
        mine = events[(events["observation"] == name) & (events["subject"] == subject)]["start"]
        inside = np.zeros(len(mine), bool)
        for start, stop in zip(part["start"], part["stop"], strict=True):
            inside |= ((mine >= start - SLACK) & (mine <= stop + SLACK)).to_numpy()
        if not inside.all():
            more = f" ({(~inside).sum() - 1} more)" if (~inside).sum() > 1 else ""
            raise InputError(
                f"present: {subject!r} acts in observation {name!r} at "
                f"{mine[~inside].iloc[0]:.10g} s, when the table does not say "
                f"that it was watched{more}: start and stop must be on the clock of the log."
            )


def _watched(part: pd.DataFrame) -> float:
    """Return for how many seconds one animal was watched, and active, in one observation."""
    if part["start"].isna().any() or (part["active"] < part["seconds"]).any():
        return float(part["active"].sum())
    total, until = 0.0, -np.inf
    for start, stop in part[["start", "stop"]].sort_values("start").itertuples(index=False):
        total += max(0.0, stop - max(start, until))
        until = max(until, stop)
    return total


def _length(part: pd.DataFrame) -> float:
    """Return the seconds of one observation: its longest, or from first start to last stop."""
    if part["start"].isna().any():
        return float(part["seconds"].max())
    return float(part["stop"].max() - part["start"].min())


def _activity(rows: pd.DataFrame, asleep: int) -> list[str]:
    """Return what the table says of the time in which animals were active."""
    active, seconds = rows["active"].sum(), rows["seconds"].sum()
    if not (rows["active"] < rows["seconds"]).any():
        return []
    never = f"; {asleep} times an animal was active at no time of an observation" if asleep else ""
    return [
        f"rates are per active hour: {active / 3600:.4g} of {seconds / 3600:.4g} hours in which "
        f"animals were watched{never}"
    ]


def _notes(
    log: FieldLog, watched: dict[tuple[str, str], float], lengths: dict[str, float]
) -> list[str]:
    """Return what the table changes."""
    there = set(log.events["observation"])
    empty = [name for name in lengths if name not in there]
    silent = sorted({subject for _, subject in watched} - set(log.events["subject"]))
    notes = [
        f"focal time of {len(lengths)} observations is of the table of presence, "
        f"{sum(watched.values()) / 3600:.4g} focal hours"
    ]
    if empty:
        notes.append(f"follows in which nothing happened: {len(empty)} ({_some(empty)})")
    if silent:
        near = next((did_you_mean(each, log.events["subject"].unique()) for each in silent), "")
        notes.append(
            f"animals that were watched and never act: {len(silent)} ({_some(silent)}){near}"
        )
    rest = len(there - set(lengths))
    if rest:
        notes.append(
            f"observations that the table of presence does not name, as the log has them: {rest}"
        )
    other = [
        name for name in lengths
        if name in log.seconds and abs(log.seconds[name] - lengths[name]) > 1 + 0.01 * lengths[name]
    ]  # fmt: skip
    if other:
        notes.append(
            f"observations whose length in the log is another than in the table of presence, which "
            f"is believed: {len(other)} ({_some(other)})"
        )
    return notes


def _some(names: list[str]) -> str:
    return ", ".join(names[:5]) + (" ..." if len(names) > 5 else "")
