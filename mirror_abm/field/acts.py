"""From coded rows to acts: every row is checked, and ends are joined to their beginnings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from ..base.errors import InputError, closest, did_you_mean
from .sheet import CodedActs, Sheet
from .times import ALLOWED, LATEST, hint, is_missing

COLUMNS = ("observation", "subject", "behaviour", "start", "stop", "target")
STATUS = ("START", "STOP", "POINT", "STATE")
NOBODY = ("", "no focal subject")
HELPERS = ("line", "place", "status", "written_start", "written_stop", "modifiers")
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
        One row per act with ``COLUMNS`` and what else the reader kept; start and stop in seconds,
        stop nan where none is known.
    notes : list of str
        What was left out or taken for granted.

    Raises
    ------
    InputError
        The first row that is wrong, as ``file:line``, and how many more there are.
    """
    rows = coded.rows.assign(
        line=sheet.lines[coded.rows.index],
        place=coded.rows.index,
        status=coded.rows.get("status", "POINT"),
    ).reset_index(drop=True)
    for wrong, say in _faults(rows):
        _refuse_first(rows[wrong], sheet, say)
    notes = list(coded.notes)
    rows = rows.sort_values(["observation", "start", "line"], kind="stable")
    if coded.separate_ends:
        rows = _join_ends(rows, notes)
    if rows.empty:
        raise InputError(f"{sheet.name}: has no acts, only ends or empty rows.")
    rows = _without_nobody(rows, notes, sheet.name)
    same = ["observation", "subject", "behaviour", "start", "target"]
    again = rows.duplicated(same + (["modifiers"] if "modifiers" in rows else []))
    if again.any():
        notes.append(f"rows that say the same act again, left out: {again.sum()}")
    notes += [*strangers(rows[~again]), *alike(rows)]
    kept = [column for column in rows.columns if column not in (*COLUMNS, *HELPERS)]
    return rows.loc[~again, [*COLUMNS, *kept]].reset_index(drop=True), notes


def strangers(acts: pd.DataFrame) -> list[str]:
    """Return a note on acts that address an animal of which the log has no act.

    Parameters
    ----------
    acts : DataFrame
        With subject and target.

    Returns
    -------
    list of str
        One note, or none.
    """
    subjects = set(acts["subject"])
    strange = acts["target"][(acts["target"] != "") & ~acts["target"].isin(subjects)]
    if strange.empty:
        return []
    names = list(strange.unique())
    near = next((did_you_mean(name, subjects) for name in names if closest(name, subjects)), "")
    told = ", ".join(map(repr, names[:5])) + (" ..." if len(names) > 5 else "")
    return [
        f"acts addressed to what is no subject of the log, and so seen by no subject with --seen "
        f"target: {len(strange)} ({told}).{near}".rstrip(".")
    ]


def alike(acts: pd.DataFrame) -> list[str]:
    """Return notes on names that are two though they differ in capitals and blanks alone.

    Parameters
    ----------
    acts : DataFrame
        With subject and behaviour.

    Returns
    -------
    list of str
        One note for each kind of name that has such.
    """
    notes = []
    for what in ("subject", "behaviour"):
        seen: dict[str, str] = {}
        for name in acts[what].unique():
            other = seen.setdefault(re.sub(r"[\s_.-]+", "", name).lower(), name)
            if other != name:
                notes.append(
                    f"{other!r} and {name!r} are taken for two {what}s: if they are one, write "
                    "them alike"
                )
                break
    return notes


def _faults(rows: pd.DataFrame) -> Iterator[_Wrong]:
    """Yield what can be wrong: the rows in which it is, and the sentence for one of them."""
    yield (
        ~rows["status"].isin(STATUS),
        lambda row: f"status = {row.status!r}: must be START, STOP, POINT or STATE",
    )
    yield (
        ~(np.isfinite(rows["start"]) & (rows["start"].abs() < LATEST)),
        lambda row: f"time = {row.written_start!r}: {ALLOWED}{hint(row.written_start)}",
    )
    begins = rows["status"] != "STOP"
    yield begins & (rows["behaviour"] == ""), lambda row: "behaviour: is missing"
    yield rows["observation"] == "", lambda row: "observation: is missing"
    yield (
        ~is_missing(rows["written_stop"]) & ~np.isfinite(rows["stop"]),
        lambda row: f"stop = {row.written_stop!r}: {ALLOWED}, or empty{hint(row.written_stop)}",
    )
    yield (
        rows["stop"] < rows["start"],
        lambda row: f"ends at {row.stop:g} s, before {row.start:g} s",
    )


def _refuse_first(wrong: pd.DataFrame, sheet: Sheet, say: Callable[[Any], str]) -> None:
    """Raise the sentence on the first row that is wrong, and say how many more there are."""
    if len(wrong):
        row = next(wrong.itertuples(index=False))
        more = f" ({len(wrong) - 1} more)" if len(wrong) > 1 else ""
        raise InputError(f"{sheet.where(int(row.place))} {say(row)}{more}.")


def _without_nobody(rows: pd.DataFrame, notes: list[str], name: str) -> pd.DataFrame:
    """Return the acts of which the log says who did them."""
    nobody = rows["subject"].str.lower().isin(NOBODY)
    if nobody.all():
        raise InputError(f"{name}: no row says who acted: the column of subjects is empty.")
    if nobody.any():
        notes.append(f"acts of nobody in particular, left out: {nobody.sum()}")
    return rows[~nobody]


def _join_ends(rows: pd.DataFrame, notes: list[str]) -> pd.DataFrame:
    """Return beginnings with the end that follows each; an end without a beginning is left out.

    An end belongs to the beginning of the same act with the same modifiers, towards the same
    animal; what then is left of ends that say neither, to the beginning that is left.
    """
    keys = ["observation", "subject", "behaviour"]
    finer = [key for key in ("target", "modifiers") if key in rows]
    stop, used = _matched(rows, [*keys, *finer])
    left = rows[~used]
    bare = (left[finer].replace(r"[|\s]+", "", regex=True) == "").all(axis=1)
    loose = left[((left["status"] == "START") & ~bare) | ((left["status"] == "STOP") & bare)]
    more, of_these = _matched(loose, keys)
    stop.loc[loose.index[of_these & (loose["status"] == "START")]] = more[of_these]
    used.loc[loose.index[of_these]] = True
    starts, stops = rows["status"] == "START", rows["status"] == "STOP"
    lone, unended = int((stops & ~used).sum()), int((starts & ~used).sum())
    if lone:
        notes.append(f"ends (STOP) without a beginning, left out: {lone}")
    if unended:
        notes.append(f"beginnings (START) without an end, which have no duration: {unended}")
    joined = rows.assign(stop=rows["stop"].where(~starts, stop))[~stops]
    return joined.sort_values(["observation", "start", "line"], kind="stable")


def _matched(rows: pd.DataFrame, keys: list[str]) -> tuple[pd.Series, pd.Series]:
    """Return the end of each beginning that an end of the same keys follows, and who matches."""
    index = rows.index
    rows = rows.sort_values([*keys, "start", "line"], kind="stable")
    same = (rows[keys] == rows[keys].shift(-1)).all(axis=1)
    ended = same & (rows["status"] == "START") & (rows["status"].shift(-1) == "STOP")
    stop = rows["start"].shift(-1).where(ended)
    used = ended | ended.shift(1, fill_value=False)
    return stop.reindex(index), used.reindex(index)
