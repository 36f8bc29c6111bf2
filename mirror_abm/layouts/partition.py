"""Partition: units (matrilines, families) within a group.

Ties within a unit are ten times as strong as ties between units.
"""

from __future__ import annotations

import networkx as nx
import numpy as np

from .contract import weigh

BETWEEN = 0.1


def graph(size: int, unit_size: int, tie_inequality: float, rng: np.random.Generator) -> nx.Graph:
    """Return the complete graph on the animals of ``round(size / unit_size)`` units.

    Parameters
    ----------
    size : int
        Animals in the group.
    unit_size : int
        Animals in a unit; where it does not divide the size, the first units are one larger.
    tie_inequality : float
        Standard deviation of the log weights.
    rng : numpy.random.Generator
        Random stream of the group's ties.

    Returns
    -------
    networkx.Graph
        Every animal tied to every other; the node attribute ``unit`` says who belongs together.
    """
    units = max(1, round(size / max(1, unit_size)))
    unit = {animal: animal % units for animal in range(size)}
    made = nx.complete_graph(size)
    for first, second in made.edges:
        made[first][second]["factor"] = 1.0 if unit[first] == unit[second] else BETWEEN
    nx.set_node_attributes(made, unit, "unit")
    return weigh(made, tie_inequality, rng)
