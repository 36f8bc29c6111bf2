"""Small world: a ring in which each animal is tied to four neighbours, one tie in ten rewired.

After Watts & Strogatz 1998, Nature 393:440 (recalled).
"""

from __future__ import annotations

import networkx as nx
import numpy as np

from .contract import weigh

NEIGHBOURS, REWIRED = 4, 0.1


def graph(size: int, unit_size: int, tie_inequality: float, rng: np.random.Generator) -> nx.Graph:
    """Return a connected small-world graph; below six animals it is complete.

    Parameters
    ----------
    size : int
        Animals in the group.
    unit_size : int
        Without meaning here.
    tie_inequality : float
        Standard deviation of the log weights.
    rng : numpy.random.Generator
        Random stream of the group's ties.

    Returns
    -------
    networkx.Graph
        Connected graph.
    """
    if size <= NEIGHBOURS + 1:
        return weigh(nx.complete_graph(size), tie_inequality, rng)
    seed = int(rng.integers(2**31))
    return weigh(
        nx.connected_watts_strogatz_graph(size, NEIGHBOURS, REWIRED, tries=1000, seed=seed),
        tie_inequality,
        rng,
    )
