"""The behaviours of a log under the names of a profile's actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..base.errors import InputError, did_you_mean
from ..profile.species import SpeciesProfile
from .log import FieldLog


def renamed(
    log: FieldLog, names: Mapping[str, str], profile: SpeciesProfile
) -> tuple[FieldLog, list[str]]:
    """Return the log with behaviours under the names of actions, for rates.

    Parameters
    ----------
    log : FieldLog
        The log.
    names : mapping of str to str
        Actions by behaviour; a behaviour that is not in it is looked for under its own name, in
        lower case with underscores.
    profile : SpeciesProfile
        Whose actions they are.

    Returns
    -------
    log : FieldLog
        All acts; a behaviour that is no action keeps its own name.
    other : list of str
        The behaviours that are no action.

    Raises
    ------
    InputError
        A name that the log or the profile does not have.
    """
    actions = [action.name for action in profile.actions]
    there = list(log.events["behaviour"].unique())
    for behaviour, action in names.items():
        if behaviour not in there:
            raise InputError(
                f"--as {behaviour}={action}: the log has no such behaviour."
                f"{did_you_mean(behaviour, there)}"
            )
        if action not in actions:
            raise InputError(
                f"--as {behaviour}={action}: {profile.name} has no such action."
                f"{did_you_mean(action, actions)}"
            )
    found = {
        each: names.get(each, each.strip().lower().replace(" ", "_").replace("-", "_"))
        for each in there
    }
    events = log.events.assign(behaviour=log.events["behaviour"].map(found))
    return replace(log, events=events), [each for each in there if found[each] not in actions]


def only_actions(
    log: FieldLog, actions: Sequence[str], names: Mapping[str, str | None]
) -> tuple[FieldLog, NDArray[np.bool_]]:
    """Return the acts of a log that are actions, for a replay.

    Parameters
    ----------
    log : FieldLog
        The log.
    actions : sequence of str
        The actions that there are.
    names : mapping of str to str or None
        Actions by behaviour; None leaves a behaviour out, and a behaviour that is not in it must
        be an action.

    Returns
    -------
    log : FieldLog
        The acts that are kept, their behaviours under the names of actions.
    kept : array of bool
        Which of the acts that was.

    Raises
    ------
    InputError
        A behaviour that is no action, or nothing that is kept.
    """
    there = list(log.events["behaviour"].unique())
    found: dict[str, Any] = {each: names.get(each, each) for each in there}
    wrong = [each for each, action in found.items() if action is not None and action not in actions]
    if wrong:
        more = f" and {len(wrong) - 1} more" if len(wrong) > 1 else ""
        raise InputError(
            f"behaviour {wrong[0]!r}{more}: no such action (there are {', '.join(actions)}): map "
            f"it with actions={{{wrong[0]!r}: ACTION}}, or to None to leave it out."
            f"{did_you_mean(wrong[0], actions)}"
        )
    kept = log.events["behaviour"].map(lambda each: found[each] is not None).to_numpy(bool)
    if not kept.any():
        raise InputError("events: every behaviour is left out.")
    events = log.events[kept].reset_index(drop=True)
    return replace(log, events=events.assign(behaviour=events["behaviour"].map(found))), kept
