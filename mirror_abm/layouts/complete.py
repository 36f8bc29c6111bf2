"""Complete: every animal is tied to every other, with log-normal tie strengths."""

from __future__ import annotations

import networkx as nx
import numpy as np

from .contract import weigh


def graph(size: int, unit_size: int, tie_inequality: float, rng: np.random.Generator) -> nx.Graph:
    """Return the complete graph.

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
        Every animal tied to every other.
    """
    return weigh(nx.complete_graph(size), tie_inequality, rng)
