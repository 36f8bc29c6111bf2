"""What measures share: the recordings of each unit as arrays, and what it responds to."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ..base.brief import brief

UNIT = ["replicate", "group", "animal", "modality", "view", "unit"]
NEEDS = (*UNIT, "action", "counter", "perceptible", "executed", "observed")

Array = np.ndarray[Any, np.dtype[np.float64]]
Indices = np.ndarray[Any, np.dtype[np.int64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]


class Recorded(NamedTuple):
    """Recordings of U units with the A actions of a panel, as arrays.

    Attributes
    ----------
    actions : list of str
        The actions of the panel.
    executed, observed : ndarray, shape (U, A)
        Responses while an action is performed; while it is seen or heard.
    counter : ndarray of int, shape (A,)
        The action that a permuted world shows in place of each.
    perceptible : ndarray of bool, shape (U, A)
        Whether an action can be perceived in the modality of the recording.
    """

    actions: list[str]
    executed: Array
    observed: Array
    counter: Indices
    perceptible: Flags

    def __repr__(self) -> str:
        return brief(self)


def recorded_units(table: pd.DataFrame) -> tuple[pd.DataFrame, Recorded]:
    """Return what names each unit of a table, and its recordings as arrays; see :func:`by_unit`."""
    units, actions, executed, observed, counter, perceptible = by_unit(table)
    return units, Recorded(actions, executed, observed, counter, perceptible)


def by_unit(
    table: pd.DataFrame,
) -> tuple[pd.DataFrame, list[str], Array, Array, Indices, Flags]:
    """Return recordings as arrays over units and the actions of the panel.

    Parameters
    ----------
    table : DataFrame
        Recordings, with the columns of ``NEEDS``: one row per unit and action.

    Returns
    -------
    units : DataFrame
        What names each of U units.
    actions : list of str
        The A actions of the panel.
    executed : ndarray, shape (U, A)
        Responses while an action is performed.
    observed : ndarray, shape (U, A)
        Responses while it is seen or heard.
    counter : ndarray of int, shape (A,)
        The action that a permuted world shows in place of each.
    perceptible : ndarray of bool, shape (U, A)
        Whether an action can be perceived in the modality of the recording.

    Raises
    ------
    ValueError
        If a column is missing, or a unit was not recorded once with every action of the panel.
    """
    missing = [name for name in NEEDS if name not in table]
    if missing:
        raise ValueError(f"recordings: missing column {', '.join(missing)}")
    actions = list(dict.fromkeys(table["action"]))
    number = {name: i for i, name in enumerate(actions)}
    ordered = table.assign(_a=table["action"].map(number)).sort_values([*UNIT, "_a"], kind="stable")
    if (
        len(ordered) % len(actions)
        or (ordered["_a"].to_numpy().reshape(-1, len(actions)) != np.arange(len(actions))).any()
    ):
        raise ValueError(
            "recordings: each unit must be recorded once with every action of the panel"
        )
    shape = (-1, len(actions))
    stood_in = table.drop_duplicates("action").set_index("action").loc[actions, "counter"]
    units = ordered.iloc[:: len(actions)][UNIT].reset_index(drop=True)
    return (
        units,
        actions,
        ordered["executed"].to_numpy().reshape(shape),
        ordered["observed"].to_numpy().reshape(shape),
        np.array([number[name] for name in stood_in]),
        ordered["perceptible"].to_numpy(bool).reshape(shape),
    )


def effective(executed: Array, observed: Array, criterion: float) -> tuple[Flags, Flags, Indices]:
    """Return which actions drive each unit, done and observed, and which it does best.

    Parameters
    ----------
    executed, observed : ndarray, shape (U, A)
        Responses of U units to the A actions of the panel.
    criterion : float
        Share of the best response in execution above which an action is effective.

    Returns
    -------
    does, sees : ndarray of bool, shape (U, A)
        Whether an action is effective in execution, and in observation.
    best : ndarray of int, shape (U,)
        The action with the largest response in execution.
    """
    best: Indices = executed.argmax(axis=1)
    level = criterion * executed[np.arange(len(executed)), best, None]
    return executed > level, observed > level, best


def own_and_other(
    does: Flags, sees: Flags, perceptible: Flags, best: Indices
) -> tuple[Flags, Array]:
    """Return whether units respond to their own act, and to which share of others' that can be.

    Parameters
    ----------
    does, sees, best : ndarray
        As :func:`effective` returns them.
    perceptible : ndarray of bool, shape (U, A)
        Whether an action can be perceived in the modality of the recording.

    Returns
    -------
    own : ndarray of bool, shape (U,)
        Whether a unit responds to the observation of its best executed action.
    other : ndarray, shape (U,)
        Share of the perceptible actions that it does not execute to which it responds; absent
        where there are none.
    """
    comparable = perceptible & ~does
    number = comparable.sum(axis=1)
    share = (sees & comparable).sum(axis=1) / np.where(number > 0, number, 1)
    own: Flags = sees[np.arange(len(sees)), best]
    return own, np.where(number > 0, share, np.nan)
