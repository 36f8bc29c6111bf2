"""What the layouts share: log-normal tie strengths."""

from __future__ import annotations

import networkx as nx
import numpy as np


def weigh(graph: nx.Graph, tie_inequality: float, rng: np.random.Generator) -> nx.Graph:
    """Give every edge a weight: log-normal with log standard deviation ``tie_inequality``, times the edge's ``factor``."""
    for first, second, data in sorted(graph.edges(data=True), key=lambda edge: (edge[0], edge[1])):
        strength = float(np.exp(tie_inequality * rng.standard_normal()))
        graph[first][second]["weight"] = strength * data.pop("factor", 1.0)
    return graph
