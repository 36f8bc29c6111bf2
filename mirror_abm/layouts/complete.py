"""Complete: every animal is tied to every other, with log-normal tie strengths."""

from __future__ import annotations

import networkx as nx
import numpy as np

from .contract import weigh


def graph(size: int, unit_size: int, tie_inequality: float, rng: np.random.Generator) -> nx.Graph:
    """Return the complete graph on ``size`` animals; ``unit_size`` has no meaning here."""
    return weigh(nx.complete_graph(size), tie_inequality, rng)
