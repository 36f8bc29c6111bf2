"""What a replay is made of: a species that does nothing of itself, and a log with who saw what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..base.errors import InputError
from ..base.workbook import as_text
from ..profile.species import SpeciesProfile, load_species
from .acts import COLUMNS
from .log import FieldLog
from .plain import PLAIN_TABLE, read_plain
from .reading import checked_log, read_log
from .sheet import Asked, Sheet

FEWEST_ACTIONS, MOST_ACTIONS = 2, 24
#: names of columns of a table that go before others that could be meant
EXACT = {"time": "start"} | {
    name: name for name in ("observation", "subject", "behaviour", "stop", "target")
}


def silent_species(given: str | SpeciesProfile | Sequence[str]) -> SpeciesProfile:
    """Return the species whose animals stand in a log, without acts and experience of its own.

    Parameters
    ----------
    given : str, SpeciesProfile or sequence of str
        A species; or a list of actions, taken as silent and opaque acts of one effector each.

    Returns
    -------
    SpeciesProfile
        The same animals, which do nothing of themselves and have no sources of experience.

    Raises
    ------
    InputError
        An unknown species, or actions that cannot be.
    """
    if isinstance(given, str):
        profile = load_species(given)
    else:
        profile = given if isinstance(given, SpeciesProfile) else _with_actions(given)
    data = profile.model_dump(mode="json")
    data["acts"]["audible_rate"] |= {"value": 0.0, "low": 0.0, "high": 0.0}
    data["experience"] = {}
    data["group"] |= {
        "layout": "complete",
        "network": None,
        "bipartite": None,
        "unit_size": None,
        "tie_inequality": None,
    }
    return SpeciesProfile.model_validate(data)


def _with_actions(given: Sequence[str]) -> SpeciesProfile:
    """Return a species that has the actions of a list, and nothing else that matters here."""
    names = list(given) if isinstance(given, Sequence) else []
    allowed = FEWEST_ACTIONS <= len(names) <= MOST_ACTIONS
    if not allowed or not all(isinstance(name, str) for name in names):
        raise InputError(
            f"profile = {given!r}: must be a species, or a list of {FEWEST_ACTIONS} to "
            f"{MOST_ACTIONS} actions."
        )
    actions = [
        {
            "name": name,
            "effector": name,
            "share": _unused(1 / len(names), "share"),
            "visible_to_self": False,
            "audible": False,
            "duration": _unused(1, "seconds"),
        }
        for name in names
    ]
    try:
        return SpeciesProfile.model_validate(_unknown_animal() | {"actions": actions})
    except ValueError as error:
        raise InputError(
            f"profile = {names}: actions must be named in lower case, with underscores, each once: "
            f"{str(error).splitlines()[2].strip()[:100].rstrip('.')}."
        ) from None


def _unused(value: float, unit: str) -> dict[str, Any]:
    """Return a number that a profile must have and a replay does not use."""
    return {
        "value": value,
        "low": value,
        "high": value,
        "unit": unit,
        "source": "field_log",
        "how": "guess",
        "reason": "has no part in a replay",
    }


def _unknown_animal() -> dict[str, Any]:
    """Return a species file of an animal of which a log says all that is known, without actions."""
    return {
        "name": "field_log",
        "status": "provisional",
        "blinded": True,
        "context": "wild",
        "stage": "as observed",
        "taxon": {
            "scientific": "Animal observatum",
            "vernacular": "the animals of the log",
            "taxonomic_class": "unknown",
        },
        "active_hours": _unused(24, "hours per day"),
        "senses": ["vision"],
        "life_history": {"maturity": _unused(1, "years"), "lifespan": _unused(1, "years")},
        "group": {"size": _unused(2, "animals"), "layout": "complete", "reason": "as observed"},
        "acts": {
            "audible_rate": _unused(0, "per hour"),
            "visible_share": _unused(0, "share"),
        },
        "experience": {},
    }


def witnessed_log(
    events: FieldLog | pd.DataFrame | str | Path, hours: Mapping[str, float] | float | None
) -> tuple[FieldLog, pd.Series | None]:
    """Return a log whose observations' lengths are known, and who saw each act.

    Parameters
    ----------
    events : FieldLog, DataFrame or path
        A log, a table of acts, or the path of a log.
    hours : float or mapping of str to float, optional
        Length of every observation in hours, or of each by name.

    Returns
    -------
    log : FieldLog
        The log.
    witnesses : Series of str or None
        The column ``seen_by``, where a table has one.

    Raises
    ------
    InputError
        What cannot be read, or an observation of unknown length.
    """
    if isinstance(events, (str, Path)):
        events = read_log(events)
    if not isinstance(events, FieldLog):
        if not isinstance(events, pd.DataFrame) or events.empty:
            raise InputError(
                "events: must be a log, the path of one, or a table of observation, subject, "
                "behaviour and start."
            )
        events = log_of_table(events)
    log = events.observed(hours)
    witnesses = log.events.get("seen_by")
    return replace(log, events=log.events[list(COLUMNS)]), witnesses


def log_of_table(table: pd.DataFrame) -> FieldLog:
    """Return the log in a table of acts, read as a file with the same columns is.

    Parameters
    ----------
    table : DataFrame
        With time (or start), subject and behaviour under any of their names; times as seconds,
        texts, spans of time or dates.

    Returns
    -------
    FieldLog
        Its acts; a column ``seen_by`` is kept.

    Raises
    ------
    InputError
        A column is missing, or a cell cannot be read.
    """
    cells = table.reset_index(drop=True).map(as_text)
    cells.columns = [str(column) for column in table.columns]
    twice = cells.columns[cells.columns.duplicated()]
    if len(twice):
        raise InputError(f"events: has two columns {twice[0]!r}: rename one of them.")
    rows = np.arange(1, len(cells) + 1)
    place = "{name}: row {line}:"
    sheet = Sheet(cells, "events", rows, separator="", title="the log", place=place)
    kept = ("seen_by",) if "seen_by" in cells else ()
    exact = {role: name for role, name in EXACT.items() if name in cells}
    coded = read_plain(sheet, Asked(exact), kept)
    nobody = (coded.rows["subject"] == "").to_numpy()
    if nobody.any():
        raise InputError(f"{sheet.where(int(nobody.argmax()))} subject is missing.")
    return checked_log(coded, sheet, PLAIN_TABLE.name)
