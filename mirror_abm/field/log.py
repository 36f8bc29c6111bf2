"""Coded logs of behaviour -> one table of acts: who did what, when, to whom, in which observation.

An act counts by its beginning; ends only give durations. Nothing is guessed: what cannot be read
is refused with file and line, and what was left out is said in a note.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pandas as pd

from ..base.brief import line
from ..base.card import FIRST, card, facts, table
from ..base.errors import InputError, did_you_mean
from ..base.files import read_text, shown
from .acts import check_acts
from .formats import read_sheet, recognise
from .sheet import Asked

LARGEST_FILE = 1024**3  #: bytes of one log
SLACK = 0.01  #: seconds by which an act may stand outside its observation, as times are rounded


@dataclass(frozen=True)
class FieldLog:
    """A log that was read.

    Attributes
    ----------
    events : DataFrame
        One row per act: observation, subject, behaviour, start, stop (seconds; nan for a point),
        target ('' for none), in order of observation and start.
    seconds : dict of str to float
        How long each observation lasted, where the log says so.
    format : str
        One of ``formats.FORMATS``.
    notes : tuple of str
        What was left out or taken for granted, as sentences without a full stop.
    """

    events: pd.DataFrame
    seconds: dict[str, float]
    format: str
    notes: tuple[str, ...] = field(default=())

    def __repr__(self) -> str:
        return line(self, *self._told().values())

    def _repr_html_(self) -> str:
        return card(
            "A log of behaviour",
            facts({**self._told(), "notes": "; ".join(self.notes)}),
            table(self.events, "Acts (.events)", FIRST),
        )

    def _told(self) -> dict[str, str]:
        """Return how much is in the log, by what it is."""
        counts = self.events[["observation", "subject", "behaviour"]].nunique()
        return {
            "format": self.format,
            "acts": f"{len(self.events):,} acts",
            "observations": f"{counts['observation']:,} observations",
            "subjects": f"{counts['subject']:,} subjects",
            "behaviours": f"{counts['behaviour']:,} behaviours",
        }

    def observed(self, hours: Mapping[str, float] | float | None = None) -> FieldLog:
        """Return the log with the length of every observation known, and its acts within it.

        Parameters
        ----------
        hours : float or mapping of str to float, optional
            Length of every observation, or of each by name, in hours; it overrides what the log
            says.

        Returns
        -------
        FieldLog
            With times from the beginning of each observation; where acts stand later than its
            length, times count from its first act.

        Raises
        ------
        InputError
            The length of an observation is not known, or shorter than the span of its acts.
        """
        names = list(self.events["observation"].unique())
        lengths = self._lengths(_seconds(hours, names), names)
        spans = self.events.groupby("observation", sort=False)["start"].agg(["min", "max"])
        origin = {}
        for name, first, last in spans.itertuples():
            least = last - first
            if lengths[name] <= 0 or lengths[name] < least * (1 - 1e-6) - SLACK:
                raise InputError(
                    f"observation {name!r}: lasts {lengths[name]:g} s but its acts span "
                    f"{least:g} s: give its true length (--hours, or `observed` in Python)."
                )
            origin[name] = 0.0 if last <= lengths[name] + SLACK else first
        moved = [
            f"observation {name!r} is counted from its first act, at {start:g} s"
            for name, start in origin.items()
            if start
        ]
        shift = self.events["observation"].map(origin).to_numpy(float)
        length = self.events["observation"].map(lengths).to_numpy(float)
        events = self.events.assign(
            start=np.minimum(self.events["start"] - shift, length),
            stop=self.events["stop"] - shift,
        )
        return replace(self, events=events, seconds=lengths, notes=(*self.notes, *_some(moved)))

    def _lengths(self, given: Mapping[str, float], names: Sequence[str]) -> dict[str, float]:
        """Return the seconds of each observation: as given, else as the log says."""
        lengths = self.seconds | dict(given)
        missing = [name for name in names if name not in lengths]
        if missing:
            more = f" ({len(missing) - 1} more)" if len(missing) > 1 else ""
            raise InputError(
                f"observation {missing[0]!r}: the log does not say how long it was observed{more}: "
                "give the hours (--hours, or `observed` in Python)."
            )
        return {name: float(lengths[name]) for name in names}


def _some(sentences: Sequence[str], most: int = 3) -> tuple[str, ...]:
    """Return the first sentences, and how many more there are."""
    more = len(sentences) - most
    return (*sentences[:most], f"... and {more} more like this") if more > 0 else tuple(sentences)


def _seconds(hours: Mapping[str, float] | float | None, names: Sequence[str]) -> dict[str, float]:
    """Return the seconds of each observation whose hours are given."""
    if hours is None:
        return {}
    each = hours if isinstance(hours, Mapping) else dict.fromkeys(names, hours)
    for name, value in each.items():
        if name not in names:
            raise InputError(
                f"hours of observation {name!r}: there is none of this name."
                f"{did_you_mean(name, names)}"
            )
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < 1e6:
            raise InputError(f"hours = {value!r}: must be a number above 0.")
    return {str(name): float(value) * 3600 for name, value in each.items()}


def read_log(
    files: str | Path | Iterable[str | Path], target: str | None = None, subject: str | None = None
) -> FieldLog:
    r"""Return the acts in one or more coded logs of behaviour.

    BORIS exports (tabular and aggregated events), ELAN exports (tab-delimited text) and plain
    tables with at least time, subject and behaviour are told apart by their headers.

    Parameters
    ----------
    files : str or Path, or several of them
        Logs of one kind, as BORIS writes a file for each observation.
    target : str, optional
        Column that holds whom an act addressed, in BORIS often ``Modifier #1``.
    subject : str, optional
        Column that holds who acted, where it is called something else.

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
    logs = [
        parse_log(read_text(path, LARGEST_FILE), shown(path), target, subject)
        for path in _paths(files)
    ]
    formats = sorted({log.format for log in logs})
    if len(formats) > 1:
        raise InputError(
            f"logs: are of different kinds ({', '.join(formats)}): read each kind alone."
        )
    seconds: dict[str, float] = {}
    known: set[str] = set()
    for log in logs:
        names = set(log.events["observation"].unique())
        twice = sorted(names & known)
        if twice:
            raise InputError(
                f"logs: observation {twice[0]!r} is in two files: give each observation once."
            )
        known |= names
        seconds |= log.seconds
    events = pd.concat([log.events for log in logs], ignore_index=True)
    notes = tuple(dict.fromkeys(note for log in logs for note in log.notes))
    return FieldLog(events, seconds, formats[0], notes)


def _paths(files: str | Path | Iterable[str | Path]) -> list[Path]:
    """Return the paths of one or more files."""
    one = isinstance(files, (str, Path)) or not isinstance(files, Iterable)
    paths = [files] if one else list(files)  # type: ignore[arg-type]
    if not paths or not all(
        isinstance(path, (str, Path)) and "\0" not in str(path) for path in paths
    ):
        raise InputError(f"log = {files!r}: must be the path of a file, or several.")
    return [Path(path) for path in paths]  # type: ignore[arg-type]


def parse_log(
    text: str, name: str, target: str | None = None, subject: str | None = None
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

    Returns
    -------
    FieldLog
        Acts as a table, with times in seconds.

    Raises
    ------
    InputError
        What cannot be read, as ``file:line``.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text[:10_000]:
        raise InputError(f"{name}: is not text: export the log as TSV or CSV in UTF-8.")
    found = recognise(text, name)
    sheet = read_sheet(text, name, found)
    coded = found.format.read(sheet, Asked(target, subject))
    events, notes = check_acts(coded, sheet)
    there = set(events["observation"].unique())
    seconds = {key: value for key, value in coded.lengths.items() if key in there}
    return FieldLog(events, seconds, found.format.name, tuple(notes))
