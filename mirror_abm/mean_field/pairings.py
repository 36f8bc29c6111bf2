"""What an animal is expected to experience per active hour, counted as in its ledger.

Percepts are paired with own acts, weighted by k(dt).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..base.shelf import sources
from ..engine.population import Population
from ..sources.contract import KINDS
from .animals import Prospect
from .outcomes import Outcomes


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
