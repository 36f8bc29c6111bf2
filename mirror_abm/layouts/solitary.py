"""Solitary: no ties; nobody sees, hears or copies anybody."""

from __future__ import annotations

import networkx as nx
import numpy as np


def graph(size: int, unit_size: int, tie_inequality: float, rng: np.random.Generator) -> nx.Graph:
    """Return ``size`` animals without ties; the other arguments have no meaning here."""
    return nx.empty_graph(size)
