"""Coded logs of behaviour -> one table of acts: who did what, when, to whom, in which observation.

Nothing is guessed: what cannot be read is refused with file and line, and what was left out is
said in a note.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from ..base.errors import InputError
from ..base.files import read_given, shown
from ..base.given import decoded
from ..base.workbook import sheets_of
from .acts import check_acts
from .columns import checked_roles
from .eaf import eaf_sheet
from .elan import ELAN
from .formats import read_cells, read_sheet, recognise
from .log import FieldLog
from .opening import AS_TEXT, EAF, WORKBOOK, kind_of, kind_of_text
from .sheet import Asked, CodedActs, Format, Sheet

LARGEST_FILE = 1024**3  #: bytes of one log


def read_log(
    files: str | Path | Iterable[str | Path],
    target: str | None = None,
    subject: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> FieldLog:
    r"""Return the acts in one or more coded logs of behaviour.

    BORIS exports (tabular and aggregated events), ELAN exports (tab-delimited text), documents of
    ELAN (.eaf) and plain tables with at least time, subject and behaviour are told apart by what
    is in them; tables may be text in UTF-8 or UTF-16, or Excel workbooks (.xlsx).

    Parameters
    ----------
    files : str or Path, or several of them
        Logs of one kind, as BORIS writes a file for each observation.
    target : str, optional
        Column that holds whom an act addressed, in BORIS often ``Modifier #1``.
    subject : str, optional
        Column that holds who acted, where it is called something else.
    columns : mapping of str to str, optional
        Columns by what they hold (time, stop, duration, subject, behaviour, target, observation,
        length), where they are called something else or two could be meant.

    Returns
    -------
    FieldLog
        Acts as a table, with times in seconds.

    Raises
    ------
    InputError
        What cannot be read, as ``file:line``.

    See Also
    --------
    replay : What the events of a log would have taught the animals.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> import mirror_abm as ma
    >>> rows = "time,subject,behaviour\n1.0,Ada,wave\n2.5,Bo,wave\n"
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "monday.csv"
    ...     _ = file.write_text(rows)
    ...     log = ma.read_log(file)
    >>> log.format
    'plain'
    >>> log.events[["observation", "subject", "behaviour", "start"]]
      observation subject behaviour  start
    0      monday     Ada      wave    1.0
    1      monday      Bo      wave    2.5

    A plain table does not say how long the animals were observed; ``observed`` adds it, in hours:

    >>> log.observed(0.5).seconds
    {'monday': 1800.0}
    """
    asked = _asked(target, subject, columns)
    paths = _paths(files)
    titles = _titles(paths)
    return joined_logs(
        [
            log_in(read_given(path, LARGEST_FILE), shown(path), asked, title)
            for path, title in zip(paths, titles, strict=True)
        ]
    )


def joined_logs(logs: Sequence[FieldLog]) -> FieldLog:
    """Return several logs of one kind as one.

    Parameters
    ----------
    logs : sequence of FieldLog
        No observation is in two of them.

    Returns
    -------
    FieldLog
        All of their acts.

    Raises
    ------
    InputError
        They are of different kinds, or an observation is in two of them.
    """
    formats = sorted({log.format for log in logs})
    if len(formats) > 1:
        raise InputError(
            f"logs: are of different kinds ({', '.join(formats)}): read each kind alone."
        )
    known: set[str] = set()
    seconds: dict[str, float] = {}
    doubts: dict[str, str] = {}
    columns: dict[str, str] = {}
    for log in logs:
        names = set(log.events["observation"].unique())
        twice = sorted(names & known)
        if twice:
            raise InputError(
                f"logs: observation {twice[0]!r} is in two files: give each observation once."
            )
        known |= names
        seconds |= log.seconds
        doubts |= log.doubts
        for role, column in log.columns.items():
            held = columns.setdefault(role, column)
            if column not in held.split(" / "):
                columns[role] = f"{held} / {column}"
    events = pd.concat([log.events for log in logs], ignore_index=True)
    notes = tuple(dict.fromkeys(note for log in logs for note in log.notes))
    return FieldLog(events, seconds, formats[0], notes, columns, doubts)


def _asked(target: str | None, subject: str | None, columns: Mapping[str, str] | None) -> Asked:
    """Return the columns that the user named, one way or the other."""
    named = dict(checked_roles(columns).columns)
    for role, column in (("target", target), ("subject", subject)):
        if column is not None and named.setdefault(role, column) != column:
            raise InputError(
                f"column for {role}: is both {named[role]!r} and {column!r}: name one of them."
            )
    return Asked(named)


def _paths(files: str | Path | Iterable[str | Path]) -> list[Path]:
    """Return the paths of one or more files."""
    one = isinstance(files, (str, Path)) or not isinstance(files, Iterable)
    paths = [files] if one else list(files)  # type: ignore[arg-type]
    if not paths or not all(
        isinstance(path, (str, Path)) and "\0" not in str(path) for path in paths
    ):
        raise InputError(f"log = {files!r}: must be the path of a file, or several.")
    return [Path(path) for path in paths]  # type: ignore[arg-type]


def _titles(paths: Sequence[Path]) -> list[str]:
    """Return what the observation of each file is called, where nothing in it says so.

    The name of the file without its ending; with its folders where two files have one name.
    """
    stems = [path.stem for path in paths]
    return [
        stem if stems.count(stem) == 1 else Path(shown(path)).with_suffix("").as_posix()
        for path, stem in zip(paths, stems, strict=True)
    ]


def parse_log(
    text: str,
    name: str,
    target: str | None = None,
    subject: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> FieldLog:
    """Return the acts in the text of one log.

    Parameters
    ----------
    text : str
        The log.
    name : str
        What the file is called in sentences.
    target : str, optional
        Column that holds whom an act addressed.
    subject : str, optional
        Column that holds who acted.
    columns : mapping of str to str, optional
        Columns by what they hold.

    Returns
    -------
    FieldLog
        Acts as a table, with times in seconds.

    Raises
    ------
    InputError
        What cannot be read, as ``file:line``.
    """
    data = text.encode("utf-8", "surrogatepass")
    return log_in(data, name, _asked(target, subject, columns))


def log_in(data: bytes, name: str, asked: Asked, title: str = "") -> FieldLog:
    """Return the acts in the bytes of one log.

    Parameters
    ----------
    data : bytes
        The log.
    name : str
        What the file is called in sentences.
    asked : Asked
        The columns that the user named.
    title : str, optional
        The observation, where nothing in the file names it.

    Returns
    -------
    FieldLog
        Acts as a table, with times in seconds.

    Raises
    ------
    InputError
        What cannot be read, as ``file:line``.
    """
    if kind_of(data, name) == WORKBOOK:
        return log_of(*read_cells(sheets_of(data, name), name, asked, title), asked)
    text = decoded(data, name, AS_TEXT)
    if kind_of_text(text, name) == EAF:
        sheet, notes = eaf_sheet(text, name, title)
        return log_of(sheet, ELAN, asked, notes)
    found = recognise(text, name, asked)
    return log_of(read_sheet(text, name, found, title), found.format, asked)


def log_of(sheet: Sheet, format: Format, asked: Asked, notes: Sequence[str] = ()) -> FieldLog:
    """Return the acts in a sheet of a known format.

    Parameters
    ----------
    sheet : Sheet
        The rows.
    format : Format
        Its format.
    asked : Asked
        The columns that the user named.
    notes : sequence of str, optional
        What is to be noted first.

    Returns
    -------
    FieldLog
        Acts as a table, with times in seconds.

    Raises
    ------
    InputError
        What cannot be read, as ``file:line``.
    """
    return checked_log(format.read(sheet, asked), sheet, format.name, notes)


def checked_log(coded: CodedActs, sheet: Sheet, format: str, notes: Sequence[str] = ()) -> FieldLog:
    """Return what a reader found, checked.

    Parameters
    ----------
    coded : CodedActs
        What the reader of the format found.
    sheet : Sheet
        Where it was found.
    format : str
        What ``FieldLog.format`` says.
    notes : sequence of str, optional
        What is to be noted first.

    Returns
    -------
    FieldLog
        Acts as a table, with times in seconds.

    Raises
    ------
    InputError
        The first row that is wrong.
    """
    events, found = check_acts(coded, sheet)
    there = set(events["observation"].unique())
    seconds = {key: value for key, value in coded.lengths.items() if key in there}
    return FieldLog(
        events, seconds, format, (*notes, *found), dict(coded.columns), dict(coded.doubts)
    )
