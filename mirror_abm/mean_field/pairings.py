"""What an animal is expected to experience per active hour, counted as in its ledger.

Percepts are paired with own acts, weighted by k(dt); trials are counted for delta P.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..base.shelf import sources
from ..engine.population import Population
from ..sources.contract import KINDS
from .animals import Prospect
from .outcomes import HAPPENS, Outcomes


def experience(population: Population, item: Prospect) -> pd.DataFrame:
    """Return the percepts and pairings of one animal.

    Parameters
    ----------
    population : Population
        The animals.
    item : Prospect
        What the animal meets.

    Returns
    -------
    DataFrame
        One row per source, population of units and action: percepts, and pairings weighted by
        k(dt), matched and nonmatched, per active hour.
    """
    names = population.repertoire.names
    count, single = len(names), np.eye(len(names))
    outcomes = Outcomes(
        np.hstack([single, 1 - single]),
        item.schedule,
        item.timeline,
        population.constants.tau,
        population.supply.coherence,
        1.0,
    )
    rows = []
    for flow in item.schedule.all_percepts():
        strongest = flow.rate * outcomes(flow.near)
        rows += [
            (
                sources.names[source],
                KINDS[kind],
                names[action],
                flow.rate,
                strongest[action],
                strongest[count + action],
            )
            for kind, action, source in flow.percepts
        ]
    table = pd.DataFrame(
        rows, columns=["source", "population", "action", "percepts", "matched", "nonmatched"]
    )
    return table.groupby(["source", "population", "action"]).sum().reset_index()


def delta_p(population: Population, item: Prospect) -> pd.DataFrame:
    """Return how contingent one animal's acts are on what it perceives.

    Parameters
    ----------
    population : Population
        The animals.
    item : Prospect
        What the animal meets.

    Returns
    -------
    DataFrame
        One row per population of units and action: perceived and paired trials per active hour,
        and delta_p = P(done | perceived) - P(done | not perceived).
    """
    names, schedule = population.repertoire.names, item.schedule
    outcomes = Outcomes(
        np.eye(len(names)),
        schedule,
        item.timeline,
        population.constants.tau,
        population.supply.coherence,
        1.0,
        HAPPENS,
    )
    seen, both = np.zeros((len(KINDS), len(names))), np.zeros((len(KINDS), len(names)))
    done, total = schedule.alone.copy(), schedule.intertrial + schedule.alone.sum()
    for trial in schedule.all_trials():
        happens = trial.rate * outcomes(trial.near)
        done, total = done + happens, total + trial.rate
        for kind, action, _ in trial.percepts:
            seen[kind, action] += trial.rate
            both[kind, action] += happens[action]
    rows = []
    for kind, action in zip(*np.nonzero(seen > 0), strict=True):
        perceived, paired = seen[kind, action], both[kind, action]
        otherwise = (done[action] - paired) / (total - perceived)
        rows.append((KINDS[kind], names[action], perceived, paired, paired / perceived - otherwise))
    return pd.DataFrame(rows, columns=["population", "action", "perceived", "paired", "delta_p"])
