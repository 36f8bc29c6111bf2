"""Who spends time with whom: a social network from networkx, then arrays of relative ties."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..base.errors import InputError
from ..base.seeds import stream
from ..base.shelf import layouts
from ..profile.observed_network import ObservedNetwork
from ..sources.contract import Ties

if TYPE_CHECKING:
    import networkx as nx


def social_network(
    layout: str,
    size: int,
    unit_size: float,
    tie_inequality: float,
    *address: int | str,
    observed: str | ObservedNetwork | None = None,
) -> nx.Graph:
    """Return the weighted social network of one group.

    Parameters
    ----------
    layout : str
        Name on the shelf ``layouts``.
    size : int
        Animals in the group.
    unit_size : float
        Animals in a unit within the group, such as a matriline, for layouts that have units.
    tie_inequality : float
        Standard deviation of the log tie strengths.
    *address : int or str
        Seed and words of the random stream; the same address gives the same network.
    observed : Network, optional
        Network in the species profile, for a layout that needs one.

    Returns
    -------
    networkx.Graph
        Animals as nodes, tie strengths as ``weight``.

    Raises
    ------
    InputError
        If the layout needs an observed network and the profile has none, or one that is too small.
    """
    import networkx as nx

    module, rng = layouts.load(layout), stream(int(address[0]), *address[1:])
    if not hasattr(module, "NETWORK"):
        return nx.Graph(module.graph(size, max(1, round(unit_size)), tie_inequality, rng))
    graph = observed.graph() if isinstance(observed, ObservedNetwork) else nx.empty_graph(0)
    if len(graph) < size:
        raise InputError(
            f"layout = {layout!r}: needs an observed network of at least {size} animals, "
            f"has {len(graph)}: name its file as group.network in the species file."
        )
    return nx.Graph(module.graph(size, max(1, round(unit_size)), tie_inequality, rng, graph))


def relative_ties(graph: nx.Graph) -> Ties:
    """Return how each animal shares out its attention.

    Parameters
    ----------
    graph : networkx.Graph
        Social network; animals are numbered in the order of its nodes.

    Returns
    -------
    Ties
        Relative ties ``w_ij / sum_j w_ij``.

    Raises
    ------
    InputError
        For a weight that is not a positive number, a tie of an animal to itself, or no animals.
    """
    for first, second, data in graph.edges(data=True):
        weight = data.get("weight", 1.0)
        if first == second:
            raise InputError(f"network: animal {first} has a tie to itself: remove it.")
        if not (isinstance(weight, (int, float)) and np.isfinite(weight) and weight > 0):
            raise InputError(
                f"network: tie {first}-{second} has weight {weight!r}: must be a positive number."
            )
    if graph.number_of_nodes() == 0:
        raise InputError("network: has no animals.")
    number = {node: index for index, node in enumerate(graph.nodes)}
    ends = np.array([(number[a], number[b]) for a, b in graph.edges], dtype=np.int64).reshape(-1, 2)
    weight = np.array([float(data.get("weight", 1.0)) for _, _, data in graph.edges(data=True)])
    owner, other = (
        np.concatenate([ends[:, 0], ends[:, 1]]),
        np.concatenate([ends[:, 1], ends[:, 0]]),
    )
    order = np.lexsort((other, owner))
    owner, other, weight = owner[order], other[order], np.concatenate([weight, weight])[order]
    total = np.bincount(owner, weights=weight, minlength=len(number))
    start = np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=len(number)))])
    return Ties(start, other, weight / total[owner])
