"""Congruence: which motor units respond to the observation of what they do.

An action is *effective* in observation (or execution) if the unit's response to it exceeds
``criterion`` times the unit's best response in execution. With E and O the sets of effective
actions, e and o the best executed and observed ones:

- congruent: e in O, or (O not empty and) o in E; **strict** if E = O = {e}, else **broad**;
- non-congruent: O not empty, not congruent; none: O empty.

``expected`` is the exact chance that the unit would be called congruent if the observed actions'
labels were permuted: with A actions in the panel and O not empty::

    P = |O|/A + |E|/A - 1/A - (|E| - 1)(|O| - 1) / (A (A - 1))

``counter`` marks units that are congruent in the permuted world: with the action that is shown
there in place of the one performed.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from .contract import NEEDS, by_unit

__all__ = ["NEEDS", "expected_by_permutation", "measure"]


def expected_by_permutation(executed: np.ndarray, observed: np.ndarray, panel: int) -> np.ndarray:
    """Return the chance that a unit is congruent over all permutations of the observed labels.

    Parameters
    ----------
    executed : ndarray of int
        Number of actions effective in execution, |E|.
    observed : ndarray of int
        Number of actions effective in observation, |O|.
    panel : int
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
    chance = (observed + executed - 1) / panel - (executed - 1) * (observed - 1) / (
        panel * (panel - 1)
    )
    return np.where(observed > 0, chance, 0.0)


def measure(table: pd.DataFrame, criterion: float) -> pd.DataFrame:
    """Return the congruence of each unit.

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
        n_executed, n_observed (effective actions); kind (strict, broad, non_congruent or none);
        congruent, counter (flags); expected (of congruent); unit_of_replication.
    """
    units, actions, executed, observed, counter = by_unit(table)
    rows = np.arange(len(units))
    best_executed, best_observed = executed.argmax(axis=1), observed.argmax(axis=1)
    level = criterion * executed[rows, best_executed, None]
    does, sees = executed > level, observed > level
    any_seen = sees.any(axis=1)
    congruent = sees[rows, best_executed] | (any_seen & does[rows, best_observed])
    back = np.argsort(counter)
    countered = sees[rows, counter[best_executed]] | (any_seen & does[rows, back[best_observed]])
    alone = (does.sum(axis=1) == 1) & (sees.sum(axis=1) == 1)
    kind = np.select(
        [congruent & alone, congruent, any_seen], ["strict", "broad", "non_congruent"], "none"
    )
    names = np.array(actions)
    return units.assign(
        best_executed=names[best_executed],
        best_observed=names[best_observed],
        n_executed=does.sum(axis=1),
        n_observed=sees.sum(axis=1),
        kind=kind,
        congruent=congruent,
        counter=countered,
        expected=expected_by_permutation(does.sum(axis=1), sees.sum(axis=1), len(actions)),
        unit_of_replication="group",
    )
