"""Coded behaviour logs -> one tidy table of acts: who did what, when, to whom, in which observation.

Four kinds of file are told apart by their header. What the formats are was read in:

- BORIS (Friard & Gamba 2016, doi 10.1111/2041-210X.12584), *tabular* and *aggregated events*:
  https://www.boris.unito.it/user_guide/export_events/. Up to version 7 a tabular export begins with a block of lines
  (``Observation id``, ``Media file(s)``, ``Time offset (s)`` ...) and marks acts by ``Status``; from version 8 on each row
  names its observation, and ``Behavior type`` holds START, STOP or POINT. In the aggregated export it holds STATE or POINT.
- ELAN, *tab-delimited text*:
  https://www.mpi.nl/tools/elan/docs/manual/Sec_Exporting_a_document_as_a_tab_delimited_text_file.html, with or without
  header, times as hh:mm:ss.ms, ss.msec or msec, one column per tier or one for all.
- a plain table with at least time, subject and behaviour.

An act counts by its beginning: STOP rows and ends only give durations. Nothing is guessed: what cannot be read is refused
with file and line, what was left out is said.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pandas as pd

from ..base.errors import InputError, did_you_mean
from ..base.files import read_text, shown
from ..base.tables import parse_table

COLUMNS = ("observation", "subject", "behaviour", "start", "stop", "target")
LIMIT = 1024**3  #: bytes of one log
LOOK = 80  #: lines in which a header is looked for
NOBODY = ("", "no focal subject")

#: what a column may be called (lower case, without what stands in brackets)
NAMES = {
    "observation": ("observation id", "observation", "obs", "session", "video"),
    "subject": ("subject", "actor", "individual", "animal", "focal", "participant"),
    "behaviour": ("behavior", "behaviour", "action", "act", "event"),
    "time": ("time", "start", "begin", "onset"),
    "stop": ("stop", "end", "offset"),
    "target": ("target", "receiver", "recipient", "partner"),
    "status": ("status", "behavior type"),
    "seconds": ("observation duration", "coding duration", "total length", "media duration"),
}
FORMATS = {
    "boris_tabular": "a BORIS export of tabular events",
    "boris_aggregated": "a BORIS export of aggregated events",
    "elan": "an ELAN export of tab-delimited text",
    "plain": "a plain table",
}
_CLOCK = r"\d+:\d{1,2}:\d{1,2}(?:[.,]\d+)?"


@dataclass(frozen=True)
class FieldLog:
    """A log that was read.

    Attributes
    ----------
    events : one row per act: observation, subject, behaviour, start, stop (seconds; nan for a point), target ('' for none),
        in order of observation and start.
    seconds : how long each observation lasted, where the log says so.
    format : one of ``FORMATS``.
    notes : what was left out or taken for granted, as sentences.
    """

    events: pd.DataFrame
    seconds: dict[str, float]
    format: str
    notes: tuple[str, ...] = field(default=())

    def observed(self, hours: Mapping[str, float] | float | None = None) -> FieldLog:
        """Return the log with the length of every observation known, and its acts within it.

        ``hours`` gives the length of every observation, or of each by name; it goes before what the log says.

        Raises
        ------
        InputError : an observation of unknown length, or one that is shorter than from its first to its last act.
        """
        names = list(self.events["observation"].unique())
        given = _hours(hours, names)
        lost = [name for name in names if name not in given and name not in self.seconds]
        if lost:
            raise InputError(
                f"observation {lost[0]!r}: the log does not say how long it was observed"
                f"{f' ({len(lost) - 1} more)' if len(lost) > 1 else ''}: give the hours with --hours."
            )
        lengths = {name: float(given.get(name, self.seconds.get(name, 0.0))) for name in names}
        spans = self.events.groupby("observation", sort=False)["start"].agg(["min", "max"])
        origin = {}
        for name, first, last in spans.itertuples():
            least = last - first
            if lengths[name] <= 0 or lengths[name] < least * (1 - 1e-6) - 0.01:
                raise InputError(
                    f"observation {name!r}: lasts {lengths[name]:g} s but its acts span {least:g} s: give its true "
                    "length with --hours."
                )
            origin[name] = 0.0 if last <= lengths[name] + 0.01 else first
        moved = [
            f"observation {name!r} is counted from its first act, at {start:g} s"
            for name, start in origin.items()
            if start
        ]
        shift = self.events["observation"].map(origin).to_numpy(float)
        length = self.events["observation"].map(lengths).to_numpy(float)
        events = self.events.assign(
            start=np.minimum(self.events["start"] - shift, length), stop=self.events["stop"] - shift
        )
        return replace(self, events=events, seconds=lengths, notes=(*self.notes, *_some(moved)))


def _some(sentences: Sequence[str], most: int = 3) -> tuple[str, ...]:
    """Return the first sentences, and how many more there are."""
    more = len(sentences) - most
    return (*sentences[:most], f"... and {more} more like this") if more > 0 else tuple(sentences)


def _hours(hours: Mapping[str, float] | float | None, names: Sequence[str]) -> dict[str, float]:
    """Return what was told of the length of observations, in seconds."""
    if hours is None:
        return {}
    told = hours if isinstance(hours, Mapping) else dict.fromkeys(names, hours)
    for name, value in told.items():
        if name not in names:
            raise InputError(
                f"hours of observation {name!r}: there is none of this name.{did_you_mean(name, names)}"
            )
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < 1e6:
            raise InputError(f"hours = {value!r}: must be a number above 0.")
    return {str(name): float(value) * 3600 for name, value in told.items()}


def read_log(
    files: str | Path | Iterable[str | Path], target: str | None = None, subject: str | None = None
) -> FieldLog:
    """Return the acts in one or more logs of the same kind (BORIS writes a file for each observation).

    Parameters
    ----------
    target : name of the column that holds whom the act addressed (in BORIS often ``Modifier #1``).
    subject : name of the column that holds who acted, where it is called something else.

    Raises
    ------
    InputError : what cannot be read, as ``file:line``.
    """
    paths = (
        list(files)
        if isinstance(files, Iterable) and not isinstance(files, (str, Path))
        else [files]
    )
    if not paths or not all(
        isinstance(path, (str, Path)) and "\0" not in str(path) for path in paths
    ):
        raise InputError(f"log = {files!r}: must be the path of a file, or several.")
    logs = [
        parse_log(read_text(Path(path), LIMIT), shown(Path(path)), target, subject)
        for path in paths
    ]
    kinds = sorted({log.format for log in logs})
    if len(kinds) > 1:
        raise InputError(
            f"logs: are of different kinds ({', '.join(kinds)}): read each kind alone."
        )
    several: dict[str, float] = {}
    for log in logs:
        twice = sorted(set(log.events["observation"].unique()) & set(several))
        if twice:
            raise InputError(
                f"logs: observation {twice[0]!r} is in two files: give each observation once."
            )
        several |= dict.fromkeys(log.events["observation"].unique(), np.nan) | log.seconds
    return FieldLog(
        pd.concat([log.events for log in logs], ignore_index=True),
        {name: value for name, value in several.items() if value == value},
        kinds[0],
        tuple(dict.fromkeys(note for log in logs for note in log.notes)),
    )


def parse_log(
    text: str, name: str, target: str | None = None, subject: str | None = None
) -> FieldLog:
    """Return the acts in the ``text`` of a log; ``name`` is what the file is called in sentences."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text[:10_000]:
        raise InputError(f"{name}: is not text: export the log as TSV or CSV in UTF-8.")
    kind, line, separator, header = _recognise(text, name)
    if not header:
        table, head, first = parse_table(text, name, separator, 0, header=False), None, 1
    else:
        table, head, first = (
            parse_table(text, name, separator, line),
            text.split("\n", line)[:line],
            line + 2,
        )
    if table.empty:
        raise InputError(f"{name}: has no rows below its header.")
    table.columns = [str(column).strip() for column in table.columns]
    blank = (table == "").all(axis=1).to_numpy()
    lines = np.arange(first, first + len(table))[~blank]
    table = table[~blank].reset_index(drop=True)
    if table.empty:
        raise InputError(f"{name}: has no rows below its header.")
    if kind == "elan":
        return _finish(*_elan(table, name, subject), lines, name, kind)
    return _finish(
        *_columns(table, kind, name, head or [], separator, target, subject), lines, name, kind
    )


def _plain_name(cell: str) -> str:
    return re.sub(
        r"\s*[(\[].*?[)\]]", "", cell.strip().strip('"').lower().replace("_", " ")
    ).strip()


def _recognise(text: str, name: str) -> tuple[str, int, str, list[str]]:
    """Return the kind of log, the line of its header (from 0), its separator, and the cells of the header ([] for none)."""
    lines = text[:400_000].split("\n")[:LOOK]
    for number, line in enumerate(lines):
        for separator in ("\t", ",", ";"):
            cells = _cells(line, separator)
            names = {_plain_name(cell) for cell in cells}
            there = {key for key, known in NAMES.items() if names & set(known)}
            if sum(bool(re.search(r" - (hh:mm:ss|ss\.msec|msec)", cell)) for cell in cells) >= 2:
                return "elan", number, separator, cells
            if {"behavior", "subject", "start", "stop"} <= names and "behavior type" in names:
                return "boris_aggregated", number, separator, cells
            if {"behavior", "subject", "time"} <= names and there >= {"status"}:
                return "boris_tabular", number, separator, cells
            if {"time", "subject", "behaviour"} <= there:
                return "plain", number, separator, cells
    filled = [line for line in lines if line.strip()]
    if filled and all(
        len(re.findall(rf"\t(?:{_CLOCK}|\d+(?:\.\d+)?)(?=\t|$)", line)) >= 2
        for line in filled[:-1] or filled
    ):
        return "elan", 0, "\t", []
    raise InputError(
        f"{name}:1 is no log that can be read: must be {', '.join(FORMATS.values())} with columns time, subject and "
        "behaviour; columns may be separated by tab, comma or semicolon."
    )


def _cells(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []


Parts = tuple[pd.DataFrame, dict[str, float], list[str], pd.Series | None]


def _pick(table: pd.DataFrame, key: str, told: str | None, name: str) -> str | None:
    """Return the column of ``table`` that holds ``key``."""
    if told is not None:
        if told not in table.columns:
            raise InputError(
                f"{name}: has no column {told!r} for the {key}.{did_you_mean(told, table.columns)} Columns: "
                f"{', '.join(table.columns[:30])}."
            )
        return told
    named = {_plain_name(column): column for column in reversed(list(table.columns))}
    return next((named[known] for known in NAMES[key] if known in named), None)


def _columns(
    table: pd.DataFrame,
    kind: str,
    name: str,
    head: list[str],
    separator: str,
    target: str | None,
    subject: str | None,
) -> Parts:
    """Return the acts in a table whose columns are named: BORIS, or plain."""
    notes: list[str] = []
    column = {
        key: _pick(table, key, {"target": target, "subject": subject}.get(key), name)
        for key in NAMES
    }
    if kind in ("boris_tabular", "boris_aggregated"):
        column["target"] = _pick(table, "target", target, name)
        if (
            target is None
            and any(c.lower().startswith("modifier") for c in table.columns)
            and column["target"] is None
        ):
            notes.append(
                "no target was read; if a modifier holds whom an act addressed, name its column with --target"
            )
    if column["observation"] is not None:
        observation = table[column["observation"]].str.strip()
    else:
        pairs = [cells for cells in (_cells(line, separator) for line in head) if len(cells) > 1]
        block = {_plain_name(cells[0]): cells[1].strip() for cells in pairs}
        observation = pd.Series(block.get("observation id") or Path(name).stem, index=table.index)
    empty = pd.Series("", index=table.index)
    found = pd.DataFrame(
        {
            "observation": observation,
            "subject": table[column["subject"] or ""].str.strip(),
            "behaviour": table[column["behaviour"] or ""].str.strip(),
            "start": table[column["time"] or ""],
            "stop": table[column["stop"]] if column["stop"] else empty,
            "target": table[column["target"]].str.strip() if column["target"] else empty,
        }
    )
    status = table[column["status"]].str.strip().str.upper() if column["status"] else None
    return (
        found,
        _lengths(table, kind, found["observation"], notes),
        notes,
        status if kind != "plain" else None,
    )


def _lengths(
    table: pd.DataFrame, kind: str, observation: pd.Series, notes: list[str]
) -> dict[str, float]:
    """Return how long each observation lasted, from the first column that says so in numbers.

    BORIS's *Observation duration by subject by observation* is left alone: it adds up the durations of the acts.
    """
    named = {_plain_name(column): column for column in reversed(list(table.columns))}
    for known in NAMES["seconds"]:
        if known in named and "by subject" not in known:
            per_row = pd.to_numeric(table[named[known]], errors="coerce")
            longest = per_row.groupby(observation.to_numpy()).max().dropna()
            longest = longest[np.isfinite(longest) & (longest > 0)]
            if len(longest):
                notes.append(
                    f"focal time is the column {named[known]!r}, in seconds"
                    + (
                        ", which BORIS counts from the first to the last act unless the whole observation was exported"
                        if kind != "plain" and known in ("observation duration", "coding duration")
                        else ""
                    )
                )
                return {str(key): float(value) for key, value in longest.items()}
    return {}


def _elan(table: pd.DataFrame, name: str, subject: str | None) -> Parts:
    """Return the acts in an ELAN export: the participant (or else the tier) acts, the annotation is what it does."""
    begin, end, rest = _elan_times(table, name)
    notes: list[str] = []
    lower = {column: column.lower() for column in rest}
    headed = not all(str(column).isdigit() for column in table.columns)
    tier = next((c for c in rest if lower[c] == "tier"), rest[0] if not headed else None)
    who = subject or next(
        (c for c in rest if lower[c] == "participant"),
        rest[1] if not headed and len(rest) > 2 else None,
    )
    if who is not None and who not in table.columns:
        raise InputError(
            f"{name}: has no column {who!r} for the subject.{did_you_mean(who, table.columns)}"
        )
    what = [
        c
        for c in rest
        if c not in (tier, who) and lower[c] not in ("file", "file path", "cv entry description")
    ]
    if not what:
        raise InputError(f"{name}:1 has no column of annotations beside the times.")
    if tier is None and headed:  # one column for each tier
        long = table.melt(
            id_vars=[begin, end],
            value_vars=what,
            var_name="tier",
            value_name="value",
            ignore_index=False,
        )
        long = long[long["value"].str.strip() != ""]
        table, tier, who, value = long, "tier", None, "value"
    else:
        value = what[-1] if not headed else what[0]
    named = (
        table[who].str.strip() if who is not None and (table[who].str.strip() != "").any() else None
    )
    notes.append(
        f"the {'participant' if named is not None else 'tier'} is taken for who acts, the annotation for what it does"
    )
    actor = (
        named
        if named is not None
        else table[tier].str.strip()
        if tier
        else pd.Series("", index=table.index)
    )
    files = next((c for c in rest if lower[c] in ("file", "file path")), None)
    observation = (
        table[files].str.strip()
        if files and tier != "tier"
        else pd.Series(Path(name).stem, index=table.index)
    )
    found = pd.DataFrame(
        {
            "observation": observation,
            "subject": actor,
            "behaviour": table[value].str.strip(),
            "start": table[begin],
            "stop": table[end],
            "target": "",
        }
    )
    return found, {}, notes, None


def _elan_times(table: pd.DataFrame, name: str) -> tuple[str, str, list[str]]:
    """Return the columns of begin and end, and those that hold no time; milliseconds are turned into seconds."""
    kinds: dict[str, list[str]] = {"clock": [], "seconds": [], "milliseconds": []}
    headed = not all(str(column).isdigit() for column in table.columns)
    for column in table.columns if headed else table.columns[:-1]:
        cells = table[column].iloc[:200]
        if headed:
            unit = re.search(r" - (hh:mm:ss|ss\.msec|msec)", column)
            kind = (
                {"hh:mm:ss": "clock", "ss.msec": "seconds", "msec": "milliseconds"}.get(unit[1], "")
                if unit
                else ""
            )
        else:
            patterns = {"clock": _CLOCK, "milliseconds": r"\d+", "seconds": r"\d+\.\d+"}
            kind = next(
                (key for key, pattern in patterns.items() if cells.str.fullmatch(pattern).all()), ""
            )
        if kind:
            kinds[kind].append(column)
    pair = next(
        (
            columns
            for columns in (kinds["seconds"], kinds["clock"], kinds["milliseconds"])
            if len(columns) >= 2
        ),
        None,
    )
    if pair is None:
        raise InputError(
            f"{name}:1 has no columns of begin and end times: export begin and end as hh:mm:ss.ms, ss.msec "
            "or msec."
        )
    if pair is kinds["milliseconds"]:
        for column in pair[:2]:
            table[column] = (pd.to_numeric(table[column], errors="coerce") / 1000).map(
                lambda value: f"{value:.3f}"
            )
    times = {column for columns in kinds.values() for column in columns}
    return pair[0], pair[1], [column for column in table.columns if column not in times]


def _seconds(cells: pd.Series) -> np.ndarray:
    """Return times as seconds: numbers (with a decimal point or comma), or hh:mm:ss.mmm; nan for what is neither."""
    found = np.array(pd.to_numeric(cells, errors="coerce"), dtype=float)
    left = np.flatnonzero(np.isnan(found))
    rest = cells.iloc[left].astype(str).str.strip()
    clock = rest.str.fullmatch(_CLOCK).to_numpy(bool)
    comma = rest.str.fullmatch(r"\d+,\d+").to_numpy(bool)
    if comma.any():
        found[left[comma]] = rest[comma].str.replace(",", ".").astype(float)
    if clock.any():
        parts = rest[clock].str.replace(",", ".").str.split(":", expand=True).astype(float)
        found[left[clock]] = parts[0] * 3600 + parts[1] * 60 + parts[2]
    return found


def _finish(
    found: pd.DataFrame,
    seconds: dict[str, float],
    notes: list[str],
    status: pd.Series | None,
    lines: np.ndarray,
    name: str,
    kind: str,
) -> FieldLog:
    """Return the log, with every act checked."""
    found = found.assign(
        line=lines[found.index],
        status="" if status is None else status,
        written=found["start"],
        ended=found["stop"],
    )
    found = found.assign(start=_seconds(found["start"]), stop=_seconds(found["stop"])).reset_index(
        drop=True
    )
    begins = found["status"] != "STOP"
    if status is not None:
        odd = found[~found["status"].isin(["START", "STOP", "POINT", "STATE"])]
        _refuse(
            odd, name, lambda row: f"status = {row.status!r}: must be START, STOP, POINT or STATE"
        )
    _refuse(
        found[~(np.isfinite(found["start"]) & (found["start"].abs() < 1e9))],
        name,
        lambda row: f"time = {row.written!r}: must be seconds or hh:mm:ss.mmm",
    )
    _refuse(
        found[found["start"] < 0], name, lambda row: f"time = {row.written!r}: must not be negative"
    )
    _refuse(found[begins & (found["behaviour"] == "")], name, lambda row: "behaviour: is missing")
    _refuse(found[found["observation"] == ""], name, lambda row: "observation: is missing")
    unended = found["ended"].str.strip().str.lower().isin(["", "na", "nan"])
    _refuse(
        found[~unended & ~np.isfinite(found["stop"])],
        name,
        lambda row: f"stop = {row.ended!r}: must be seconds or hh:mm:ss.mmm, or empty",
    )
    _refuse(
        found[found["stop"] < found["start"]],
        name,
        lambda row: f"ends at {row.stop:g} s, before {row.start:g} s",
    )
    found = found.sort_values(["observation", "start", "line"], kind="stable")
    if kind == "boris_tabular":
        found = _pair(found, notes)
    if found.empty:
        raise InputError(f"{name}: has no acts, only ends or empty rows.")
    nobody = found["subject"].str.lower().isin(NOBODY)
    if nobody.any():
        if nobody.all():
            raise InputError(f"{name}: no row says who acted: the column of subjects is empty.")
        notes.append(f"acts of nobody in particular, left out: {nobody.sum()}")
        found = found[~nobody]
    twice = found.duplicated(["observation", "subject", "behaviour", "start", "target"])
    if twice.any():
        notes.append(f"rows that say the same act again, left out: {twice.sum()}")
        found = found[~twice]
    events = found[list(COLUMNS)].reset_index(drop=True)
    there = set(events["observation"].unique())
    return FieldLog(
        events, {key: value for key, value in seconds.items() if key in there}, kind, tuple(notes)
    )


def _refuse(wrong: pd.DataFrame, name: str, say: object) -> None:
    """Raise the sentence on the first row that is wrong, and say how many more there are."""
    if len(wrong):
        row = next(wrong.itertuples(index=False))
        more = f" ({len(wrong) - 1} more)" if len(wrong) > 1 else ""
        raise InputError(f"{name}:{row.line} {say(row)}{more}.")  # type: ignore[operator]


def _pair(found: pd.DataFrame, notes: list[str]) -> pd.DataFrame:
    """Return beginnings with the end that follows each; ends without a beginning are left out."""
    found = found.sort_values(
        ["observation", "subject", "behaviour", "start", "line"], kind="stable"
    )
    keys = found[["observation", "subject", "behaviour"]]
    same = (keys == keys.shift(-1)).all(axis=1).to_numpy()
    ended = (
        same
        & (found["status"].shift(-1) == "STOP").to_numpy()
        & (found["status"] == "START").to_numpy()
    )
    stop = np.where(ended, found["start"].shift(-1).to_numpy(float), np.nan)
    used = np.concatenate([[False], ended[:-1]])
    stops = (found["status"] == "STOP").to_numpy()
    lone, open_ = (
        int((stops & ~used).sum()),
        int(((found["status"] == "START").to_numpy() & ~ended).sum()),
    )
    if lone:
        notes.append(f"ends (STOP) without a beginning, left out: {lone}")
    if open_:
        notes.append(f"beginnings (START) without an end, which have no duration: {open_}")
    return found.assign(stop=stop)[~stops].sort_values(
        ["observation", "start", "line"], kind="stable"
    )
