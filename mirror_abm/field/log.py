"""A log of behaviour: one table of acts, and how long each observation lasted.

An act counts by its beginning; ends only give durations.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pandas as pd

from ..base.brief import line
from ..base.card import FIRST, card, facts, table
from ..base.errors import InputError, did_you_mean
from .presence import Presence, read_presence

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
    columns : dict of str to str
        Which column was taken for what: time, subject, behaviour, and what else there is.
    doubts : dict of str to str
        By observation, why its length is not known though the log says something of it.
    watched : dict of (str, str) to float
        Seconds for which each subject was watched in each observation, by both names, where a
        table of presence says so; empty where whoever acts or is addressed was watched throughout.
    """

    events: pd.DataFrame
    seconds: dict[str, float]
    format: str
    notes: tuple[str, ...] = field(default=())
    columns: dict[str, str] = field(default_factory=dict)
    doubts: dict[str, str] = field(default_factory=dict)
    watched: dict[tuple[str, str], float] = field(default_factory=dict)

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

    def observed(
        self,
        hours: Mapping[str, float] | float | None = None,
        present: str | Path | pd.DataFrame | Presence | None = None,
    ) -> FieldLog:
        """Return the log with the length of every observation known, and its acts within it.

        Parameters
        ----------
        hours : float or mapping of str to float, optional
            Length of every observation, or of each by name, in hours; it overrides what the log
            says.
        present : str, Path, DataFrame or Presence, optional
            Table of presence: observation, subject (who was watched), and hours, or start and
            stop on the clock of the acts; active, where animals slept in part of it, makes rates
            those of an active hour. It counts follows in which nothing happened, and animals that
            did nothing; it overrides the log as well.

        Returns
        -------
        FieldLog
            With times from the beginning of each observation; where acts stand before it or later
            than its length, times count from its first act.

        Raises
        ------
        InputError
            The length of an observation is not known, or shorter than the span of its acts; or
            the table of presence contradicts the log.
        """
        log = self if present is None else read_presence(present).applied(self)
        named = {name: None for name, _ in log.watched}
        names = list(dict.fromkeys([*log.events["observation"].unique(), *named]))
        lengths = log._lengths(_seconds(hours, names, set(named)), names)
        spans = log.events.groupby("observation", sort=False)["start"].agg(["min", "max"])
        origin = {}
        for name, first, last in spans.itertuples():
            least = last - first
            if lengths[name] <= 0 or lengths[name] < least * (1 - 1e-6) - SLACK:
                midnight = 43_200 < least < 86_400 and last < 86_400
                raise InputError(
                    f"observation {name!r}: lasts {lengths[name]:g} s but its acts span "
                    f"{least:g} s: give its true length (--hours, or `observed` in Python)."
                    f"{' If it passed midnight, add 24 to the hours behind it.' * midnight}"
                )
            within = first >= -SLACK and last <= lengths[name] + SLACK
            origin[name] = 0.0 if within else first
        moved = [
            f"observation {name!r} is counted from its first act, at {start:.10g} s"
            for name, start in origin.items()
            if start
        ]
        shift = log.events["observation"].map(origin).to_numpy(float)
        length = log.events["observation"].map(lengths).to_numpy(float)
        events = log.events.assign(
            start=np.clip(log.events["start"] - shift, 0.0, length),
            stop=log.events["stop"] - shift,
        )
        return replace(
            log, events=events, seconds=lengths, doubts={}, notes=(*log.notes, *_some(moved))
        )

    def _lengths(self, given: Mapping[str, float], names: Sequence[str]) -> dict[str, float]:
        """Return the seconds of each observation: as given, else as the log says."""
        lengths = self.seconds | dict(given)
        missing = [name for name in names if name not in lengths]
        if missing:
            more = f" ({len(missing) - 1} more)" if len(missing) > 1 else ""
            why = self.doubts.get(missing[0], "the log does not say how long it was observed")
            raise InputError(
                f"observation {missing[0]!r}: {why}{more}: "
                "give the hours (--hours, or `observed` in Python)."
            )
        return {name: float(lengths[name]) for name in names}


def _some(sentences: Sequence[str], most: int = 3) -> tuple[str, ...]:
    """Return the first sentences, and how many more there are."""
    more = len(sentences) - most
    return (*sentences[:most], f"... and {more} more like this") if more > 0 else tuple(sentences)


def _seconds(
    hours: Mapping[str, float] | float | None, names: Sequence[str], watched: set[str]
) -> dict[str, float]:
    """Return the seconds of each observation whose hours are given."""
    if hours is None:
        return {}
    others = [name for name in names if name not in watched]
    each = hours if isinstance(hours, Mapping) else dict.fromkeys(others, hours)
    for name, value in each.items():
        if name in watched:
            raise InputError(
                f"hours of observation {name!r}: the table of presence says how long it was: "
                "correct them there."
            )
        if name not in names:
            raise InputError(
                f"hours of observation {name!r}: there is none of this name."
                f"{did_you_mean(name, names)} A follow in which nothing happened is in no log: "
                "name it, and who was watched, in a table of presence (--present FILE)."
            )
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < 1e6:
            raise InputError(f"hours = {value!r}: must be a number above 0.")
    return {str(name): float(value) * 3600 for name, value in each.items()}
