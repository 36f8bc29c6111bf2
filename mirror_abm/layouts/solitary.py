"""Solitary: no ties; nobody sees, hears or copies anybody."""

from __future__ import annotations

import networkx as nx
import numpy as np


def graph(size: int, unit_size: int, tie_inequality: float, rng: np.random.Generator) -> nx.Graph:
    """Return animals without ties.

    Parameters
    ----------
    size : int
        Animals in the group.
    unit_size : int
        Without meaning here.
    tie_inequality : float
        Without meaning here.
    rng : numpy.random.Generator
        Random stream of the group's ties.

    Returns
    -------
    networkx.Graph
        No edges.
    """
    return nx.empty_graph(size)
