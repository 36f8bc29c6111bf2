"""Logs of ELAN: its export of tab-delimited text.

With or without a header, in whatever language the header is; begin, end and duration in any time
code, of which any may be missing; one column for each tier, or one for all. Columns of times are
told by their time code, which is the same in all languages, the others by their names in English
or else by their places: tier and participant stand before the times, annotations behind them. The
participant (or else the tier) is taken for who acts, the annotation for what it does.

References
----------
The Language Archive, Max Planck Institute for Psycholinguistics. ELAN manual, Exporting a document
as a tab-delimited text file: https://www.mpi.nl/tools/elan/docs/manual/
Sec_Exporting_a_document_as_a_tab_delimited_text_file.html
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..base.errors import InputError
from .columns import named_column, shown_word
from .sheet import Asked, CodedActs, Format, Sheet
from .timecodes import BARE, CODES, HEADED, seconds_of_code

FILES = ("file", "file path", "file name")
NO_ANNOTATION = (*FILES, "cv entry description", "annotation id", "annotation ids")
#: what one column of annotations is called, in the languages of ELAN
ANNOTATIONS = (
    "annotation", "annotations", "text", "value", "annotation value", "anotación", "anotació",
    "annotatie", "anotação", "annotazione", "аннотация", "注释", "注釈", "주석",
)  # fmt: skip
#: words for begin, end and duration; what else a column is called is told by its numbers
WORDS = {
    "begin": ("begin", "start", "anfang", "début", "debut", "départ", "depart", "inicio", "início",
              "inici", "comienzo", "inizio", "начал", "开始", "開始", "시작"),
    "stop": ("end", "stop", "fin", "final", "fim", "eind", "slut", "fine", "коне", "конц", "结束",
             "終了", "끝"),
    "duration": ("duration", "dauer", "durée", "duree", "duración", "duracion", "durada", "duração",
                 "duur", "längd", "varaktighet", "durata", "длител", "продолж", "持续", "時間長",
                 "継続", "길이"),
}  # fmt: skip
A_FILE = r"(?i).*\.(?:eaf|pfsx|etf|mp4|wav|mpe?g|mov|avi|mts|mkv|webm|mp3)"


class _Columns(NamedTuple):
    """Which column of an export holds what."""

    begin: str | None
    stop: str | None
    duration: str | None
    actor: str | None
    spare: str | None
    participant: str | None
    annotations: list[str]
    file: str | None


def _has_header(cells: list[str], asked: Asked) -> bool:
    return len(cells) > 1 and any(_code(cell) is not None for cell in cells)


def _code(column: str) -> str | None:
    """Return the time code in the name of a column."""
    told = re.search(HEADED, column)
    return told[1] if told else None


def _is_bare(lines: list[str]) -> bool:
    """Return whether each line has two times; the last may be cut off."""
    times = rf"\t(?:{'|'.join(BARE.values())})(?=\t|$)"
    return all(len(re.findall(times, line)) >= 2 for line in lines[:-1] or lines)


def _read(sheet: Sheet, asked: Asked) -> CodedActs:
    """Return the acts in an export; its targets are not known, but where a column is named."""
    columns = _columns(sheet, asked)
    if columns.actor is None:
        return _one_column_per_tier(sheet, columns)
    table = sheet.table
    actor, who = table[columns.actor].str.strip(), columns.actor
    if columns.spare is not None and (actor == "").all():
        actor, who = table[columns.spare].str.strip(), columns.spare
    target = named_column(sheet, "target", asked)
    rows = pd.DataFrame(
        {
            "observation": _files(sheet, columns, table),
            "subject": actor,
            "behaviour": table[columns.annotations[0]].str.strip(),
            "target": table[target].str.strip() if target is not None else "",
        }
    )
    said = rows["behaviour"] != ""
    if not said.any():
        raise InputError(f"{sheet.where(0)} no annotation says what was done: all are empty.")
    found = _with_times(sheet, table[said], rows[said], columns, {"subject": who, "target": target})
    if said.all():
        return found
    empty = f"annotations without a word, left out: {int((~said).sum())}"
    return replace(found, notes=[*found.notes, empty])


def _one_column_per_tier(sheet: Sheet, columns: _Columns) -> CodedActs:
    """Return the acts of an export in which every tier has a column of annotations."""
    long = pd.concat(
        sheet.table.assign(subject=tier, behaviour=sheet.table[tier].str.strip())
        for tier in columns.annotations
    )
    long = long[long["behaviour"] != ""]
    rows = long[["subject", "behaviour"]].assign(
        observation=_files(sheet, columns, long), target=""
    )
    tiers = ", ".join(columns.annotations[:8]) + (" ..." if len(columns.annotations) > 8 else "")
    return _with_times(sheet, long, rows, columns, {"subject": f"the names of {tiers}"})


def _files(sheet: Sheet, columns: _Columns, table: pd.DataFrame) -> pd.Series | str:
    """Return the observation of each row: its file, by its name where the names differ."""
    if columns.file is None:
        return sheet.stem
    cells = table[columns.file].str.strip()
    last = cells.str.replace(r".*[\\/]", "", regex=True)
    return last if last.nunique() == cells.nunique() else cells


def _with_times(
    sheet: Sheet,
    table: pd.DataFrame,
    rows: pd.DataFrame,
    columns: _Columns,
    taken: dict[str, str | None],
) -> CodedActs:
    """Return acts with their times, and the note on what was taken for what."""
    begin, stop, lasts = (
        None if each is None else _seconds(sheet, each).reindex(table.index)
        for each in (columns.begin, columns.stop, columns.duration)
    )
    start = begin if begin is not None else stop - lasts  # type: ignore[operator]
    if stop is None:
        stop = start + (np.nan if lasts is None else lasts)
    ends = columns.stop or columns.duration
    rows = rows.assign(
        start=start,
        written_start=table[columns.begin or columns.stop],
        stop=stop,
        written_stop=table[ends] if ends is not None else "",
    )
    wide = columns.actor is None
    taken = {
        "time": columns.begin,
        "stop": columns.stop,
        "duration": columns.duration if None in (columns.begin, columns.stop) else None,
        **taken,
        "behaviour": "the annotations below" if wide else columns.annotations[0],
        "observation": columns.file,
    }
    names = {
        role: column if sheet.headed or not column.isdigit() else f"column {int(column) + 1}"
        for role, column in taken.items()
        if column is not None
    }
    is_participant = not wide and taken["subject"] == columns.participant
    who = "participant" if is_participant else "tier"
    note = f"the {who} is taken for who acts, the annotation for what it does"
    return CodedActs(rows, notes=[note], columns=names)


def _columns(sheet: Sheet, asked: Asked) -> _Columns:
    """Return which column holds what."""
    begin, stop, duration, timed = _times(sheet, asked)
    every = [str(column) for column in sheet.table.columns]
    file = named_column(sheet, "observation", asked) or _file_column(sheet, every, timed)
    rest = [column for column in every if column not in timed and column != file]
    rest = [column for column in rest if column.lower() not in NO_ANNOTATION]
    first = min(every.index(column) for column in timed)
    before = [column for column in rest if every.index(column) < first]
    behind = [column for column in rest if every.index(column) >= first]
    by_name = {column.lower(): column for column in reversed(rest)}
    tier = by_name.get("tier") or next(iter(before), None)
    participant = by_name.get("participant") or next(
        (column for column in before if column != tier), None
    )
    if tier == participant:
        tier = None
    subject = named_column(sheet, "subject", asked)
    actor = subject or participant or tier
    spare = tier if subject is None and participant is not None else None
    held = named_column(sheet, "behaviour", asked)
    annotations = [held] if held else [each for each in behind if each not in (tier, actor)]
    if not annotations:
        raise InputError(f"{sheet.name}:1 has no column of annotations beside the times.")
    if actor is None and (len(annotations) == 1 and annotations[0].lower() in ANNOTATIONS):
        raise InputError(
            f"{sheet.name}:1 has neither tier nor participant, so nobody acts: tick one of them "
            "when ELAN exports."
        )
    return _Columns(begin, stop, duration, actor, spare, participant, annotations, file)


def _file_column(sheet: Sheet, every: Sequence[str], timed: Sequence[str]) -> str | None:
    """Return the column that holds the names of files: by its name, or by what is in it."""
    named = next((column for column in every if column.lower() in FILES), None)
    if named is not None:
        return named
    for column in reversed(every):
        cells = sheet.table[column].str.strip()
        if column not in timed and (cells != "").all() and cells.str.fullmatch(A_FILE).all():
            return column
    return None


def _times(sheet: Sheet, asked: Asked) -> tuple[str | None, str | None, str | None, list[str]]:
    """Return begin, stop and duration in the most exact time code, and all columns of times."""
    if not sheet.headed:
        return _bare_times(sheet)
    codes = {str(column): _code(str(column)) for column in sheet.table.columns}
    timed = [column for column, code in codes.items() if code is not None]
    kinds: dict[str, dict[str, str]] = {}  # of what -> time code -> column
    for column in timed:
        stem = re.split(HEADED, column)[0].strip().lower()
        kinds.setdefault(stem, {})[str(codes[column])] = column
    common = [code for code in CODES if sum(code in each for each in kinds.values()) >= 2]
    named = {role: named_column(sheet, role, asked) for role in ("time", "stop", "duration")}
    best = {
        stem: next(each[code] for code in (*common, *CODES) if code in each)
        for stem, each in kinds.items()
    }
    begin, stop, duration = _told_apart(sheet, best, named)
    return begin, stop, duration, timed


def _told_apart(
    sheet: Sheet, best: dict[str, str], named: dict[str, str | None]
) -> tuple[str | None, str | None, str | None]:
    """Return begin, stop and duration: as named, by their words, else by what their numbers say.

    ELAN writes them in this order.
    """
    found = dict(named)
    left = [stem for stem, column in best.items() if column not in found.values()]
    for role, field in (("begin", "time"), ("duration", "duration"), ("stop", "stop")):
        told = [stem for stem in left if any(word in stem for word in WORDS[role])]
        if found[field] is None and told:
            found[field] = best[told[0]]
            left.remove(told[0])
    if found["time"] is None and not (found["stop"] and found["duration"]):
        if len(left) < len(best) or len(left) < 2:
            raise InputError(
                f"{sheet.name}:1 has no column of begin times: export the begin as well, or name "
                f"its column with --column time=COLUMN."
            )
        found["time"] = best[left.pop(0)]
    begin = found["time"]
    for stem in left if begin is not None else ():
        role = "stop" if _is_end(sheet, str(begin), best[stem]) else "duration"
        if found[role] is None:
            found[role] = best[stem]
    return found["time"], found["stop"], found["duration"]


def _is_end(sheet: Sheet, begin: str, column: str) -> bool:
    """Return whether a column holds ends and no durations, by its numbers; ask if they are mute."""
    start, other = _seconds(sheet, begin), _seconds(sheet, column)
    if (other < start).any():
        return False
    with np.errstate(all="ignore"):
        together = start.nunique() > 2 and np.corrcoef(start, other)[0, 1] > 0.999
    if together or (other[start > 0] / start[start > 0]).max() < 2:
        return True
    raise InputError(
        f"{sheet.name}:1 column {column!r} can hold ends or durations: say which with --column "
        f"stop={shown_word(column)}, or --column duration={shown_word(column)}."
    )


def _bare_times(sheet: Sheet) -> tuple[str | None, str | None, str | None, list[str]]:
    """Return begin and stop of an export without a header, and all its columns of times."""
    columns = [str(column) for column in sheet.table.columns]
    file = _file_column(sheet, columns, [])
    last = [column for column in columns if column != file][-1]  # annotations may be numbers
    looks: dict[str, list[str]] = {}
    for column in columns:
        cells = sheet.table[column].iloc[:200].str.strip()
        for code, pattern in BARE.items():
            if column != last and cells.str.fullmatch(pattern).all():
                looks.setdefault(code, []).append(column)
                break
    for code in ("ss.msec", "hh:mm:ss", "msec", "PAL"):
        pair = looks.get(code, [])
        if code == "PAL" and pair:
            raise InputError(
                f"{sheet.name}:1 has times with frames and no header that says how many a second "
                "has: export column headers, or times as ss.msec."
            )
        if len(pair) >= 2:
            timed = [column for each in looks.values() for column in each]
            begin, stop = pair[0], pair[1]
            if len(pair) == 2 and (_seconds(sheet, stop) < _seconds(sheet, begin)).any():
                return begin, None, stop, timed
            return begin, stop, None, timed
    raise InputError(
        f"{sheet.name}:1 has no columns of begin and end times: export begin and end as "
        "hh:mm:ss.ms, ss.msec or msec."
    )


def _seconds(sheet: Sheet, column: str) -> pd.Series:
    """Return the times in a column, by the time code that its name or its cells have."""
    cells = sheet.table[column]
    if sheet.headed:
        code = _code(column) or "ss.msec"
    else:
        shown = cells.iloc[:200].str.strip()
        code = next(each for each, look in BARE.items() if shown.str.fullmatch(look).all())
    found: NDArray[np.float64] = seconds_of_code(cells, code, sheet.separator)
    return pd.Series(found, cells.index)


ELAN = Format("elan", "an ELAN export of tab-delimited text", _has_header, _read, _is_bare)
