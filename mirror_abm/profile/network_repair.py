"""Ties as they stand in a file become an undirected network of positive weights.

Every repair is told. Repaired: ties to oneself, weights of 0, missing or not a number, several
ties between two animals, directions. Kept and told: isolates and separate parts. Refused: negative
and infinite weights.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ..base.errors import InputError
from .network_graphs import RawNetwork, Tie
from .network_weights import ROUNDING

if TYPE_CHECKING:
    import networkx as nx


#: share of ties in both directions at which a list is mirrored though all its weights are alike
MIRRORED = 0.8
_TWICE = (
    "{name}: {twice} of {of_all} ties stand in both directions, always with the same weight: are "
    "they written twice, or do they have directions? Write each once, or, for directions, GraphML "
    "with edgedefault directed."
)


def repaired(read: RawNetwork, name: str) -> tuple[nx.Graph, tuple[str, ...]]:
    """Return the undirected network, and what was repaired.

    Parameters
    ----------
    read : RawNetwork
        The network as it stands in the file.
    name : str
        What the file is called in sentences.

    Returns
    -------
    networkx.Graph
        Every animal, and ties with a positive ``weight``.
    tuple of str
        The repairs, as sentences.

    Raises
    ------
    InputError
        A weight is negative or infinite, or their sum is; or it cannot be told whether ties that
        are written twice have directions.
    """
    import networkx as nx

    for first, second, weight in read.ties:
        if weight < 0 or math.isinf(weight):
            raise InputError(
                f"{name}: tie {first}-{second} has weight {weight:g}: must be a positive number; a "
                "network of avoidance is no network of ties."
            )
    repairs = list(read.repairs)
    ties = _undirected(_usable(read.ties, repairs), read.directed, name, repairs)
    graph = nx.Graph()
    graph.add_nodes_from(read.animals)
    for first, second, weight in ties:
        before = graph.get_edge_data(first, second, {"weight": 0.0})["weight"]
        graph.add_edge(first, second, weight=before + weight)
    if any(math.isinf(weight) for *_, weight in graph.edges(data="weight")):
        raise InputError(f"{name}: the weights of the ties are too large to be added up.")
    return graph, (*repairs, *_gaps(graph))


def _usable(ties: list[Tie], repairs: list[str]) -> list[Tie]:
    """Return the ties between two animals that have a weight, saying what was left out."""
    if ties and all(math.isnan(weight) for *_, weight in ties):
        repairs.append(
            f"no tie has a weight (missing or not a number): all {len(ties)} were given weight 1"
        )
        ties = [(first, second, 1.0) for first, second, _ in ties]
    for what, wrong in (
        ("ties of an animal to itself", lambda tie: tie[0] == tie[1]),
        ("ties whose weight is missing or not a number", lambda tie: math.isnan(tie[2])),
        ("ties of weight 0, which are no ties", lambda tie: tie[2] == 0),
    ):
        found = [tie for tie in ties if wrong(tie)]
        if found:
            repairs.append(f"{what} were left out: {len(found)} of {len(ties)}")
            ties = [tie for tie in ties if not wrong(tie)]
    return ties


def _undirected(ties: list[Tie], directed: bool, name: str, repairs: list[str]) -> list[Tie]:
    """Return the ties whose weights are to be added up, saying what that does to them."""
    pairs = {(first, second): weight for first, second, weight in ties}
    several = len(ties) - len(pairs)
    both = {pair: weight for pair, weight in pairs.items() if pair[::-1] in pairs}
    agree = all(
        math.isclose(pairs[pair[::-1]], weight, rel_tol=ROUNDING) for pair, weight in both.items()
    )
    twice, of_all = len(both) // 2, len(pairs) - len(both) // 2
    whole = twice == of_all
    one_weight = len(set(pairs.values())) == 1 and not (directed or several)
    if one_weight and of_all <= 2 * twice < MIRRORED * 2 * of_all:
        raise InputError(_TWICE.format(name=name, twice=twice, of_all=of_all))
    if both and agree and not several and (whole or (not directed and 2 * twice >= of_all)):
        which = "every tie stands" if whole else f"{twice} of {of_all} ties stand"
        repairs.append(f"{which} in both directions with the same weight: each was taken once")
        ties = [(*pair, pairs[pair]) for pair in pairs if pair not in both or pair[0] < pair[1]]
    elif directed or both:
        if agree and not (directed or several) and len(set(both.values())) > 1:
            raise InputError(_TWICE.format(name=name, twice=twice, of_all=of_all))
        repairs.append("the ties have directions: the weights of both directions were added")
    if several:
        repairs.append(
            f"several ties between the same animals were added up: {several} more than there are "
            "pairs"
        )
    return ties


def _gaps(graph: nx.Graph) -> list[str]:
    """Return what is to be said of animals without ties and of separate parts."""
    import networkx as nx

    told = []
    alone = list(nx.isolates(graph))
    if not graph.number_of_edges():
        told.append("there are no ties: the animals are solitary")
    elif alone:
        told.append(
            f"animals without ties are kept, and see nobody: {len(alone)} of {len(graph)} "
            f"({', '.join(alone[:5])})"
        )
    parts = sum(len(part) > 1 for part in nx.connected_components(graph))
    if parts > 1:
        told.append(f"the network falls into {parts} separate parts, which are kept")
    seen: dict[str, str] = {}
    for animal in graph:
        other = seen.setdefault("".join(animal.split()).lower(), animal)
        if other != animal:
            told.append(
                f"{other!r} and {animal!r} are taken for two animals: if they are one, write them "
                "alike"
            )
            break
    return told
