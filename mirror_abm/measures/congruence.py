"""Congruence: which motor units respond to the observation of what they do.

An action is *effective* in observation (or execution) if the unit's response to it exceeds
``criterion`` times the unit's best response in execution. A unit is tested in a modality with the P
actions of the panel that can be perceived in it (sights of all, sounds of audible ones), and counts
there if its best executed action e is one of them. With E and O the sets of effective actions among
the P, and o the best observed of them:

- own: 1 if e in O; other: the share of O among the P - |E| perceptible actions that the unit does
  not execute, absent where there are none. **own minus other** is the headline: its expectation is
  0 for units whose responses know nothing of what they do, however many actions can be perceived;
- congruent: e in O, or (O not empty and) o in E; **strict** if E = O = {e}, else **broad**;
- non-congruent: O not empty, not congruent; none: O empty.

``expected`` is the exact chance that the unit would be called congruent if the observed actions'
labels were permuted; with O not empty::

    P(congruent) = |O|/P + |E|/P - 1/P - (|E| - 1)(|O| - 1) / (P (P - 1))

``counter`` marks units that are congruent in the permuted world: with the action that is shown
there in place of the one performed.

Columns that begin with ``unconditional_`` are the same over all units and the whole panel, whether
or not an action can be perceived, which is how studies count (92 of 532 units).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from .contract import (
    NEEDS,
    Array,
    Flags,
    Indices,
    Recorded,
    effective,
    own_and_other,
    recorded_units,
)

__all__ = ["NEEDS", "expected_by_permutation", "measure", "of_units"]


def expected_by_permutation(
    executed: np.ndarray, observed: np.ndarray, panel: int | np.ndarray
) -> np.ndarray:
    """Return the chance that a unit is congruent over all permutations of the observed labels.

    Parameters
    ----------
    executed : ndarray of int
        Number of actions effective in execution, |E|.
    observed : ndarray of int
        Number of actions effective in observation, |O|.
    panel : int or ndarray of int
        Number of actions in the panel.

    Returns
    -------
    ndarray
        P(congruent); 0 where nothing is effective in observation.

    Examples
    --------
    >>> expected_by_permutation(np.array([1, 2]), np.array([1, 2]), panel=4).round(3).tolist()
    [0.25, 0.667]
    """
    size = np.maximum(panel, 1)
    chance = (observed + executed - 1) / size - (executed - 1) * (observed - 1) / (
        size * np.maximum(size - 1, 1)
    )
    return np.where(observed > 0, chance, 0.0)


def measure(table: pd.DataFrame, criterion: float) -> pd.DataFrame:
    """Return what each unit responds to: its own act, others, and whether it is congruent.

    Parameters
    ----------
    table : DataFrame
        Recordings, with the columns of ``NEEDS``.
    criterion : float
        Share of the best response in execution above which an action is effective.

    Returns
    -------
    DataFrame
        One row per unit and modality: the columns that name the unit; best_executed, best_observed;
        n_executed, n_observed (effective actions of the panel); perceptible, whether its best
        executed action can be perceived in the modality; own, other, congruent, counter (1 or 0),
        expected, kind (strict, broad, non_congruent or none): absent where it cannot, kind empty;
        ``unconditional_kind``, ``_congruent``, ``_counter``, ``_expected``, over the whole panel;
        unit_of_replication.
    """
    units, recorded = recorded_units(table)
    found = of_units(recorded, criterion)
    return units.assign(**found, unit_of_replication="group")


def of_units(recorded: Recorded, criterion: float) -> dict[str, np.ndarray]:
    """Return the columns of :func:`measure` for units whose recordings are arrays already.

    Parameters
    ----------
    recorded : Recorded
        The recordings.
    criterion : float
        As of :func:`measure`.

    Returns
    -------
    dict of str to ndarray, each of shape (U,)
        What is measured of each unit.
    """
    actions, executed, observed, counter, perceptible = recorded
    rows, names = np.arange(len(executed)), np.array(actions)
    does, sees, best = effective(executed, observed, criterion)
    counts = perceptible[rows, best]
    own, other = own_and_other(does, sees, perceptible, best)
    whole = _classes(does, sees, observed, best, counter, np.ones_like(perceptible))
    tested = _classes(does, sees, observed, best, counter, perceptible)
    return {
        "best_executed": names[best],
        "best_observed": names[observed.argmax(axis=1)],
        "n_executed": does.sum(axis=1),
        "n_observed": sees.sum(axis=1),
        "perceptible": counts,
        "own": np.where(counts, own, np.nan),
        "other": np.where(counts, other, np.nan),
        "kind": np.where(counts, tested["kind"], ""),
        **{
            name: np.where(counts, tested[name].astype(float), np.nan)
            for name in ("congruent", "counter", "expected")
        },
        **{f"unconditional_{name}": values for name, values in whole.items()},
    }


def _classes(
    does: Flags, sees: Flags, observed: Array, best: Indices, counter: Indices, panel: Flags
) -> dict[str, np.ndarray]:
    """Return kind, congruent, counter and expected of each unit, over its own panel of actions."""
    rows = np.arange(len(does))
    does, sees = does & panel, sees & panel
    best_observed = np.where(panel, observed, -np.inf).argmax(axis=1)
    any_seen = sees.any(axis=1)
    congruent = sees[rows, best] | (any_seen & does[rows, best_observed])
    back = np.argsort(counter)
    countered = sees[rows, counter[best]] | (any_seen & does[rows, back[best_observed]])
    alone = (does.sum(axis=1) == 1) & (sees.sum(axis=1) == 1)
    kind = np.select(
        [congruent & alone, congruent, any_seen], ["strict", "broad", "non_congruent"], "none"
    )
    return {
        "kind": kind,
        "congruent": congruent,
        "counter": countered,
        "expected": expected_by_permutation(does.sum(axis=1), sees.sum(axis=1), panel.sum(axis=1)),
    }
