"""Which layout an observed network has, with which numbers, and how well it is reproduced.

The layouts ``complete`` and ``partition`` tie every pair, so the inequality that absent ties make
goes into ``tie_inequality``, the log standard deviation of the weights: it is solved (by bisection,
on groups with the same random numbers) so that the mean dyad_gini is the observed one. Among the
layouts, and for ``partition`` among sizes of units, the one is chosen whose mean modularity,
dyad_gini and strength_cv have the smallest summed squared distance from the observed. What no
layout can make - a density between that of a ring and 1, above all - is reported beside what it
made.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from ..base.checks import whole
from ..base.errors import InputError
from ..base.ranges import carried, ends
from ..base.seeds import integer
from ..experience.ties import social_network

STATISTICS = ("density", "modularity", "strength_cv", "dyad_gini", "weight_cv", "weight_gini")
JUDGED = ("modularity", "strength_cv", "dyad_gini")
LARGEST_GROUP = 60  #: animals in a group that is made to compare, as in a run
TRIES = 6  #: groups per candidate
GROUPS = 50
NEAR = 0.02  #: squared distance
WIDEST = 4.0  #: the largest tie_inequality tried
Numbers = Mapping[str, float]


def gini(values: np.ndarray[Any, Any]) -> float:
    """Return the Gini coefficient of values.

    Parameters
    ----------
    values : array of float
        Not below 0.

    Returns
    -------
    float
        0 where all are equal, near 1 where one has all; 0 without values.

    Notes
    -----
    Of n values x in ascending order::

        gini = sum_i (2 i - n - 1) x_i / (n sum x)

    Examples
    --------
    >>> gini(np.array([0, 0, 0, 1]))
    0.75
    """
    x = np.sort(np.asarray(values, dtype=float))
    n = len(x)
    if not n or x.sum() <= 0:
        return 0.0
    return float(((2 * np.arange(1, n + 1) - n - 1) * x).sum() / (n * x.sum()))


def _cv(values: np.ndarray[Any, Any]) -> float:
    """Return the coefficient of variation."""
    return float(values.std() / values.mean()) if len(values) and values.mean() > 0 else 0.0


def modularity(graph: nx.Graph, seed: int = 0) -> float:
    """Return the weighted modularity of the best of five partitions.

    Parameters
    ----------
    graph : Graph
        With ``weight`` on its ties.
    seed : int, default 0
        Seed of the Louvain method.

    Returns
    -------
    float
        Modularity Q; 0 without ties.

    References
    ----------
    Blondel, V. D., Guillaume, J.-L., Lambiotte, R. & Lefebvre, E. (2008). Fast unfolding of
    communities in large networks. Journal of Statistical Mechanics, P10008.
    doi 10.1088/1742-5468/2008/10/P10008
    """
    if not graph.number_of_edges():
        return 0.0
    found = [
        nx.community.louvain_communities(
            graph, weight="weight", seed=integer(seed, "louvain", turn)
        )
        for turn in range(5)
    ]
    return max(float(nx.community.modularity(graph, parts, weight="weight")) for parts in found)


def statistics(graph: nx.Graph, seed: int = 0) -> dict[str, float]:
    """Return the statistics of a weighted network.

    Parameters
    ----------
    graph : Graph
        With ``weight`` on its ties, 1 where there is none.
    seed : int, default 0
        Seed of the partitions.

    Returns
    -------
    dict of str to float
        ``animals``; ``density`` of ties; ``modularity`` of the weights; ``strength_cv``, the
        coefficient of variation of the animals' summed ties; ``weight_cv`` and ``weight_gini`` of
        the ties there are; and ``dyad_gini`` of all pairs, a pair without a tie counting as 0.

    Notes
    -----
    ::

        dyad_gini = 1 - density (1 - weight_gini)
    """
    weights = np.array(
        [weight for *_, weight in graph.edges(data="weight", default=1.0)], dtype=float
    )
    strength = np.array([value for _, value in graph.degree(weight="weight")], dtype=float)
    density = float(nx.density(graph))
    return {
        "animals": float(len(graph)),
        "density": density,
        "modularity": modularity(graph, seed),
        "strength_cv": _cv(strength),
        "dyad_gini": 1 - density * (1 - gini(weights)),
        "weight_cv": _cv(weights),
        "weight_gini": gini(weights),
    }


def _made(
    layout: str, size: int, unit_size: float, inequality: float, seed: int, turn: int
) -> nx.Graph:
    """Return one group of a layout."""
    return social_network(layout, size, unit_size, inequality, seed, "network fit", turn)


def _dyad_gini(graph: nx.Graph) -> float:
    """Return the Gini coefficient of all pairs of animals."""
    weights = np.array([weight for *_, weight in graph.edges(data="weight")], dtype=float)
    return 1 - float(nx.density(graph)) * (1 - gini(weights))


def solve(layout: str, size: int, unit_size: float, wanted: float, seed: int) -> float:
    """Return the inequality of ties at which the groups of a layout are as unequal as wanted.

    Parameters
    ----------
    layout : str
        Name on the shelf ``layouts``.
    size : int
        Animals in a group.
    unit_size : float
        Animals in a unit of ``partition``.
    wanted : float
        Mean dyad_gini, from 0 to 1.
    seed : int
        Seed of the groups.

    Returns
    -------
    float
        ``tie_inequality``, in log units, within [0, WIDEST].
    """
    turns = max(TRIES, round(240 / size))  # small groups scatter more

    def mean(inequality: float) -> float:
        groups = (_made(layout, size, unit_size, inequality, seed, turn) for turn in range(turns))
        return float(np.mean([_dyad_gini(group) for group in groups]))

    low, high = 0.0, WIDEST
    if mean(low) >= wanted:
        return low
    if mean(high) <= wanted:
        return high
    for _ in range(12):
        middle = (low + high) / 2
        low, high = (middle, high) if mean(middle) < wanted else (low, middle)
    return (low + high) / 2


def fit(observed: Numbers, seed: int = 0) -> dict[str, Any]:
    """Return the layout that fits best.

    Parameters
    ----------
    observed : mapping of str to float
        animals, density and the statistics ``JUDGED``, as :func:`statistics` gives them.
    seed : int, default 0
        Seed of the groups; the same seed gives the same fit.

    Returns
    -------
    dict
        layout; unit_size in animals; tie_inequality in log units; distance, the summed squared
        distance from the observed; size of the groups that were made; and unit_low and unit_high,
        the smallest and the largest units that fit about as well.

    Raises
    ------
    InputError
        A statistic is missing.
    """
    missing = [name for name in ("animals", "density", *JUDGED) if name not in observed]
    if missing:
        raise InputError(
            f"statistics: {missing[0]} is missing: must have animals, density, {', '.join(JUDGED)}."
        )
    size = min(LARGEST_GROUP, max(2, round(observed["animals"])))
    if observed["density"] == 0 or observed["animals"] < 2:
        return {
            "layout": "solitary",
            "unit_size": 1.0,
            "unit_low": 1.0,
            "unit_high": 1.0,
            "tie_inequality": 0.0,
            "distance": 0.0,
            "size": size,
        }
    tried = []
    for layout, unit_size in _candidates(size):
        inequality = solve(layout, size, unit_size, observed["dyad_gini"], seed)
        made = pd.DataFrame(
            [
                statistics(_made(layout, size, unit_size, inequality, seed, turn), seed)
                for turn in range(TRIES)
            ]
        )
        distance = float(sum((made[name].mean() - observed[name]) ** 2 for name in JUDGED))
        tried.append((distance, layout, unit_size, round(inequality, 3)))
    best = min(tried)
    near = [
        unit
        for distance, layout, unit, _ in tried
        if layout == best[1] and distance <= best[0] + NEAR
    ]
    return {
        "layout": best[1],
        "unit_size": best[2],
        "unit_low": min(near),
        "unit_high": max(near),
        "tie_inequality": best[3],
        "distance": best[0],
        "size": size,
    }


def _candidates(size: int) -> list[tuple[str, float]]:
    """Return the layouts to try, and the sizes of their units."""
    units = sorted(
        {
            max(2, round(size / parts))
            for parts in (2, 3, 4, 5, 6, 8, 10, 12, 15, 20)
            if size / parts >= 1.5
        }
    )
    return [
        ("complete", float(size)),
        ("small_world", float(size)),
        *(("partition", float(unit)) for unit in units),
    ]


def resemblance(
    observed: Numbers, fitted: Mapping[str, Any], groups: int = GROUPS, seed: int = 0
) -> pd.DataFrame:
    """Return how well groups made by a fitted layout resemble the observed network.

    Parameters
    ----------
    observed : mapping of str to float
        Statistics of the network.
    fitted : mapping
        A fit, as :func:`fit` gives it.
    groups : int, default 50
        How many groups are made.
    seed : int, default 0
        Seed of the groups.

    Returns
    -------
    DataFrame
        One row per statistic: statistic, observed, mean, low, high (range that holds a new group
        with the chance ``level``), level, inside (whether the observed lies within the range),
        groups, size, unit_of_replication.
    """
    whole("groups", groups, 2, 10_000)
    made = pd.DataFrame(
        [
            statistics(
                _made(
                    fitted["layout"],
                    fitted["size"],
                    fitted["unit_size"],
                    fitted["tie_inequality"],
                    seed,
                    1000 + turn,
                ),
                seed,
            )
            for turn in range(groups)
        ]
    )
    rows = []
    for name in STATISTICS:
        if name in observed and observed[name] == observed[name]:
            low, high = ends(made[name])
            slack = 1e-9
            inside = bool(low - slack <= observed[name] <= high + slack)
            here = (name, float(observed[name]), made[name].mean(), low, high, carried(groups))
            rows.append((*here, inside, groups, fitted["size"]))
    columns = ["statistic", "observed", "mean", "low", "high", "level", "inside", "groups", "size"]
    return pd.DataFrame(rows, columns=columns).assign(unit_of_replication="group")
