"""Observed: the network that was observed, or as many of its animals as the group has.

The network stands in the species file as ``group: {layout: observed, network: FILE}``; its ties are
taken as they are.
"""

from __future__ import annotations

import networkx as nx
import numpy as np

NETWORK = True  #: the layout is given a network


def graph(
    size: int, unit_size: int, tie_inequality: float, rng: np.random.Generator, network: nx.Graph
) -> nx.Graph:
    """Return ``size`` animals of the observed network, numbered from 0, and the ties among them.

    Parameters
    ----------
    size : int
        Animals in the group.
    unit_size, tie_inequality
        Without meaning here.
    rng : numpy.random.Generator
        Random stream of the group's ties.
    network : networkx.Graph
        Observed network.

    Returns
    -------
    networkx.Graph
        The network itself, in its own order, if the group is as large; otherwise an even draw of
        its animals.
    """
    names = list(network)
    chosen = (
        range(len(names))
        if size >= len(names)
        else np.sort(rng.permutation(len(names))[:size]).tolist()
    )
    number = {names[index]: place for place, index in enumerate(chosen)}
    made = nx.empty_graph(len(number))
    made.add_weighted_edges_from(
        (number[first], number[second], weight)
        for first, second, weight in network.edges(data="weight", default=1.0)
        if first in number and second in number
    )
    return made
