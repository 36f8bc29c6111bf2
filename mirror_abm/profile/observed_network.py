"""An observed social network, from the file a person has -> one that the model can use, every repair told.

Read are GraphML, edge lists (``source, target[, weight]``, with or without header) and adjacency matrices (names in the
first row and column), the latter two as CSV or TSV. What is wanted is an undirected network of animals whose ties have
positive weights. Repaired and told: ties to oneself, weights of 0, missing or not a number, several ties between two
animals, directions, a matrix whose rows and columns are in different orders, isolates, separate parts. Refused: a negative
or infinite weight, no animals, and networks in which no two animals with a common partner are tied, as in mating and
two-mode networks, which do not say who sees whom.
"""

from __future__ import annotations

import csv
import math
import re
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import networkx as nx
import numpy as np
from pydantic import BaseModel, ConfigDict

from ..base.errors import InputError, MirrorError
from ..base.files import read_text, shown
from .faults import examine, worded

Profile = TypeVar("Profile", bound=BaseModel)
LIMIT = 64 * 1024 * 1024
MOST = 5000  #: animals
FEW = 5  #: below this many animals with ties, a network without triangles is no reason for doubt
HEADS = {
    "source",
    "target",
    "from",
    "to",
    "animal",
    "partner",
    "id1",
    "id2",
    "node1",
    "node2",
    "individual1",
    "individual2",
    "animal1",
    "animal2",
    "actor",
    "receiver",
}
WEIGHT = {"weight", "value", "count", "strength", "ties", "sri", "hwi", "frequency"}
Tie = tuple[str, str, float]


@dataclass(frozen=True)
class ObservedNetwork:
    """A network that was read: ``graph`` with weights on its ties, and what was repaired, as sentences."""

    graph: nx.Graph
    repairs: tuple[str, ...]
    name: str


class Network(BaseModel):
    """An observed network as a plan keeps it: the file's name, its animals, and its ties by number, with weights."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: str
    animals: list[str]
    ties: list[tuple[int, int, float]]

    def graph(self) -> nx.Graph:
        """Return the network, its animals by number."""
        made: nx.Graph = nx.empty_graph(len(self.animals))
        made.add_weighted_edges_from(self.ties)
        return made


def belongs(layout: str, network: str | Network | None, largest: float) -> None:
    """Raise ``ValueError`` unless the layout ``observed``, and it alone, has a network, with as many animals as a group."""
    if (layout == "observed") != (network is not None):
        raise ValueError(
            "layout = 'observed' needs network, the file of an observed network, and no other layout has one"
        )
    if isinstance(network, Network) and largest > len(network.animals):
        raise ValueError(
            f"size.high = {largest:g}: must be at most {len(network.animals)}, the animals in the observed network"
        )


def embedded(profile: Profile, folder: Path) -> tuple[Profile, list[str]]:
    """Return a species profile with the observed network itself in place of its file's name, and what is wrong with it.

    ``folder`` is that of the species file. What was repaired is a warning.
    """
    group: Any = getattr(profile, "group", None)
    if not isinstance(group.network, str):
        return profile, []
    try:
        found = read_network(folder / group.network)
        number = {animal: index for index, animal in enumerate(found.graph)}
        ties = sorted(
            (number[a], number[b], float(weight))
            for a, b, weight in found.graph.edges(data="weight")
        )
    except MirrorError as error:
        return profile, [str(error)]
    faults, made = examine(
        type(group),
        group.model_dump()
        | {
            "network": {
                "file": group.network,
                "animals": [str(animal) for animal in found.graph],
                "ties": ties,
            }
        },
    )
    if faults:
        return profile, [worded(fault) for fault in faults]
    for repair in found.repairs:
        warnings.warn(f"{found.name}: {repair}.", stacklevel=3)
    return profile.model_copy(update={"group": made}), []


def read_network(file: str | Path, bipartite: bool = False) -> ObservedNetwork:
    """Return the network in ``file``; ``bipartite`` allows one in which no two animals with a common partner are tied.

    Raises
    ------
    InputError : what cannot be used, in one sentence.
    """
    if not isinstance(file, (str, Path)) or "\0" in str(file):
        raise InputError(f"network = {file!r}: must be the path of a file.")
    path = Path(file)
    return parse_network(read_text(path, LIMIT), shown(path), bipartite)


def parse_network(text: str, name: str, bipartite: bool = False) -> ObservedNetwork:
    """Return the network in the ``text`` of a file called ``name`` (see :func:`read_network`)."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    repairs: list[str] = []
    animals, ties, directed = (
        _graphml(text, name) if text.lstrip().startswith("<") else _delimited(text, name, repairs)
    )
    if not animals:
        raise InputError(f"{name}: is an empty network: it has no animals.")
    if len(animals) > MOST:
        raise InputError(f"{name}: has {len(animals):,} animals: must have at most {MOST:,}.")
    graph = _repaired(animals, ties, directed, name, repairs)
    tied = [animal for animal, degree in graph.degree() if degree]
    if not bipartite and len(tied) >= FEW and nx.is_bipartite(graph):
        raise InputError(
            f"{name}: no two animals with a common partner are tied, as in a mating or a two-mode network, which "
            "does not say who sees whom; if it does here, allow it with --bipartite."
        )
    return ObservedNetwork(graph, tuple(repairs), name)


def _repaired(
    animals: list[str], ties: list[Tie], directed: bool, name: str, repairs: list[str]
) -> nx.Graph:
    """Return the undirected network, saying what was mended."""
    for first, second, weight in ties:
        if weight < 0 or math.isinf(weight):
            raise InputError(
                f"{name}: tie {first}-{second} has weight {weight:g}: must be a positive number; a network of "
                "avoidance is no network of ties."
            )
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
    graph = nx.Graph()
    graph.add_nodes_from(animals)
    ordered = {(first, second) for first, second, _ in ties}
    several = len(ties) - len(ordered)
    back = {(first, second): weight for first, second, weight in ties}
    mirrored = (
        len(ordered) > 1
        and not several
        and all(back.get((b, a)) == weight for (a, b), weight in back.items())
    )
    if mirrored:
        repairs.append(
            "every tie stands in both directions with the same weight: each was taken once"
        )
        ties = [(first, second, weight) for first, second, weight in ties if first < second]
    elif directed or any((second, first) in ordered for first, second in ordered):
        repairs.append("the ties have directions: the weights of both directions were added")
    if several:
        repairs.append(
            f"several ties between the same animals were added up: {several} more than there are pairs"
        )
    for first, second, weight in ties:
        before = graph.get_edge_data(first, second, {"weight": 0.0})["weight"]
        graph.add_edge(first, second, weight=before + weight)
    if any(math.isinf(weight) for *_, weight in graph.edges(data="weight")):
        raise InputError(f"{name}: the weights of the ties are too large to be added up.")
    alone = list(nx.isolates(graph))
    if not graph.number_of_edges():
        repairs.append("there are no ties: the animals are solitary")
    elif alone:
        repairs.append(
            f"animals without ties are kept, and see nobody: {len(alone)} of {len(graph)} ({', '.join(alone[:5])})"
        )
    parts = sum(len(part) > 1 for part in nx.connected_components(graph))
    if parts > 1:
        repairs.append(f"the network falls into {parts} separate parts, which are kept")
    return graph


def _graphml(text: str, name: str) -> tuple[list[str], list[Tie], bool]:
    """Return animals, ties and whether they have directions, from GraphML."""
    if re.search(r"<!\s*(DOCTYPE|ENTITY)", text, re.IGNORECASE):
        raise InputError(f"{name}: a DOCTYPE or ENTITY is not allowed in a network: remove it.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # of keys without a type; a weight that is no number is refused below
            graph = nx.parse_graphml(text, node_type=str)
    except Exception as error:  # networkx raises what its parsers meet: KeyError, ParseError ...
        told = " ".join(str(error).split())[:160].rstrip(".")
        raise InputError(
            f"{name}: is not GraphML that can be read: {type(error).__name__} {told}."
        ) from None
    ties = []
    for first, second, data in graph.edges(data=True):
        found = next((data[key] for key in data if key.lower() in WEIGHT), None)
        ties.append((str(first), str(second), _weight(found, name, f"tie {first}-{second}")))
    return [str(node) for node in graph], ties, graph.is_directed()


def _weight(value: Any, name: str, where: str) -> float:
    """Return a weight as a number; nan where it is missing."""
    if value is None or (
        isinstance(value, str) and value.strip().lower() in ("", "na", "nan", "none", "null")
    ):
        return math.nan
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        raise InputError(
            f"{name}: {where} has weight {str(value)[:40]!r}: must be a number."
        ) from None


def _delimited(text: str, name: str, repairs: list[str]) -> tuple[list[str], list[Tie], bool]:
    """Return animals, ties and whether they have directions, from an edge list or a matrix."""
    lines = text.split("\n")
    first = next((line for line in lines if line.strip()), "")
    separator = max("\t,;", key=first.count)
    try:
        rows = [
            (number, [cell.strip() for cell in row])
            for number, row in enumerate(csv.reader(lines, delimiter=separator), start=1)
            if any(cell.strip() for cell in row)
        ]
    except csv.Error as error:
        raise InputError(f"{name}: cannot be read as a table: {error}.") from None
    if not rows:
        raise InputError(f"{name}: is an empty network: it has no animals.")
    head = rows[0][1]
    names = head[1:]
    square = (
        len(head) == len(rows)
        and len(rows) > 2
        and sorted(row[0] for _, row in rows[1:]) == sorted(names)
    )
    if square and not (len(head) == 3 and {cell.lower() for cell in head} & (HEADS | WEIGHT)):
        return _matrix(rows, name, repairs)
    if len(head) > 3 and len({cell.lower() for cell in head} & HEADS) < 2:
        raise InputError(
            f"{name}:{rows[0][0]} is neither an edge list (source, target, weight) nor a matrix with the same "
            f"names in its first row and column: has {len(head)} columns and {len(rows)} rows."
        )
    return _edges(rows, name)


def _matrix(
    rows: list[tuple[int, list[str]]], name: str, repairs: list[str]
) -> tuple[list[str], list[Tie], bool]:
    """Return the ties in an adjacency matrix; of a symmetric one, each once."""
    names = rows[0][1][1:]
    if len(set(names)) < len(names) or "" in names:
        raise InputError(
            f"{name}:{rows[0][0]} names an animal twice, or not at all: each must have a name of its own."
        )
    if [row[0] for _, row in rows[1:]] != names:
        repairs.append(
            "rows and columns name the animals in different orders: they were matched by name"
        )
    number = {animal: index for index, animal in enumerate(names)}
    weight = np.zeros((len(names), len(names)))
    for line, row in rows[1:]:
        if len(row) != len(names) + 1:
            raise InputError(
                f"{name}:{line} has {len(row)} cells: must have {len(names) + 1}, as the first row."
            )
        for other, cell in zip(names, row[1:], strict=True):
            value = _weight(cell, f"{name}:{line}", f"tie {row[0]}-{other}")
            weight[number[row[0]], number[other]] = (
                0.0 if cell == "" or (math.isnan(value) and row[0] == other) else value
            )
    symmetric = np.array_equal(weight, weight.T, equal_nan=True)
    one_sided = not np.tril(weight, -1).any() or not np.triu(weight, 1).any()
    ties = [
        (names[i], names[j], float(weight[i, j]))
        for i, j in np.argwhere(weight != 0)
        if not symmetric or i <= j
    ]
    return names, ties, not symmetric and not one_sided


def _edges(rows: list[tuple[int, list[str]]], name: str) -> tuple[list[str], list[Tie], bool]:
    """Return the ties in an edge list."""
    head = [cell.lower() for cell in rows[0][1]]
    headed = len(set(head) & HEADS) >= 2 or (bool(set(head) & WEIGHT) and len(head) > 2)
    places = [index for index, cell in enumerate(head) if cell in HEADS][:2] if headed else [0, 1]
    places = places if len(places) == 2 else [0, 1]
    heavy = (
        next((index for index, cell in enumerate(head) if cell in WEIGHT), None)
        if headed
        else 2
        if len(head) > 2
        else None
    )
    animals: dict[str, None] = {}
    ties = []
    for line, row in rows[headed:]:
        if len(row) <= max(places) or not all(row[place] for place in places):
            raise InputError(
                f"{name}:{line} names no two animals: must be source, target and, if there is one, weight."
            )
        first, second = (row[place] for place in places)
        animals.update({first: None, second: None})
        cell = row[heavy] if heavy is not None and heavy < len(row) else None
        ties.append((first, second, _weight(cell, f"{name}:{line}", f"tie {first}-{second}")))
    return list(animals), ties, False
