"""What a replay is made of: a species that does nothing of itself, and a log with who saw what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..base.errors import InputError
from ..profile.species import SpeciesProfile, load_species
from .acts import COLUMNS
from .log import FieldLog, read_log

FEWEST_ACTIONS, MOST_ACTIONS = 2, 24


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
    if isinstance(events, FieldLog):
        return events.observed(hours), None
    if not isinstance(events, pd.DataFrame) or events.empty:
        raise InputError(
            "events: must be a log, the path of one, or a table of observation, subject, behaviour "
            "and start."
        )
    table = _as_acts(events)
    witnesses = table["seen_by"].fillna("").astype(str) if "seen_by" in table else None
    return FieldLog(table[list(COLUMNS)], {}, "plain").observed(hours), witnesses


def _as_acts(events: pd.DataFrame) -> pd.DataFrame:
    """Return a table of acts with all columns of a log, in order of observation and start."""
    missing = [name for name in ("subject", "behaviour", "start") if name not in events]
    if missing:
        raise InputError(
            f"events: column {missing[0]} is missing: must have subject, behaviour and start "
            "(seconds)."
        )
    start = pd.to_numeric(events["start"], errors="coerce")
    if not np.isfinite(start).all() or (start < 0).any():
        raise InputError(
            "events: start must be seconds from the beginning of the observation, in every row."
        )
    stop = events.get("stop", pd.Series(np.nan, events.index))
    table = events.assign(
        start=start.astype(float),
        observation=events.get("observation", "the log"),
        stop=pd.to_numeric(stop, errors="coerce"),
        target=events.get("target", pd.Series("", events.index)),
    )
    for name in ("observation", "subject", "behaviour", "target"):
        table[name] = table[name].fillna("").astype(str)
    if (table["subject"] == "").any():
        raise InputError("events: subject is missing in a row.")
    return table.sort_values(["observation", "start"], kind="stable").reset_index(drop=True)
