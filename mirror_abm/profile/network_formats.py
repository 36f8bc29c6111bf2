"""Files of social networks: GraphML, edge lists and adjacency matrices -> animals and ties.

Edge lists (``source, target[, weight]``, with or without header) and matrices (names in the first
row and column) may be separated by commas, semicolons or tabs.
"""

from __future__ import annotations

import csv
import math
import re
import warnings
from typing import Any, NamedTuple

import numpy as np

from ..base.brief import brief
from ..base.errors import InputError

#: how the columns of an edge list that name the animals are called
_HEADS = {
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
#: how the column of weights is called
_WEIGHTS = {"weight", "value", "count", "strength", "ties", "sri", "hwi", "frequency"}
MAX_TIES = 1_000_000  #: in a file, each direction counted: all of 1,000 animals
_NOTHING = ' "0.NAan'  #: of what letters a cell of a matrix is made that stands for no tie
Tie = tuple[str, str, float]  #: two animals, and a weight that may be missing (nan)
Row = tuple[int, list[str]]  #: the number of a line, and its cells


class RawNetwork(NamedTuple):
    """A network as it stands in a file.

    Attributes
    ----------
    animals : list of str
        Each once.
    ties : list of (str, str, float)
        As they were written, repeated ones too.
    directed : bool
        Whether ``a, b`` is another tie than ``b, a``.
    repairs : tuple of str
        What had to be mended on reading, as sentences.
    """

    animals: list[str]
    ties: list[Tie]
    directed: bool
    repairs: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return brief(self)


def parse_ties(text: str, name: str) -> RawNetwork:
    """Return the network in the text of a file.

    Parameters
    ----------
    text : str
        GraphML, an edge list or an adjacency matrix.
    name : str
        What the file is called in sentences.

    Returns
    -------
    RawNetwork
        Animals and ties, not yet repaired.

    Raises
    ------
    InputError
        It is none of these, or has no animals, or too many ties.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if _too_many(text):
        raise InputError(
            f"{name}: has more than {MAX_TIES:,} ties, both directions counted: must have fewer; "
            "leave out the weakest, or some of the animals."
        )
    found = _graphml(text, name) if text.lstrip().startswith("<") else _delimited(text, name)
    if not found.animals:
        raise InputError(f"{name}: is an empty network: it has no animals.")
    return found


def _too_many(text: str) -> bool:
    """Return whether there are more ties than can be read in seconds; stop counting then.

    A matrix of 3,000 x 3,000 took 37 s and 1.6 GB before anything was said of it.
    """
    if text.lstrip().startswith("<"):
        return text.count("<edge") > MAX_TIES
    head = next((line for line in text.split("\n") if line.strip()), "")
    separator = max("\t,;", key=head.count)
    if head.count(separator) <= 3:
        return text.count("\n") > MAX_TIES + 1
    lines = (line.split(separator)[1:] for line in text.split("\n"))
    found = -sum(1 for cell in head.split(separator)[1:] if cell.strip(_NOTHING))
    for cells in lines:
        found += sum(1 for cell in cells if cell.strip(_NOTHING))
        if found > MAX_TIES:
            return True
    return False


def _graphml(text: str, name: str) -> RawNetwork:
    """Return the ties in GraphML."""
    import networkx as nx

    if re.search(r"<!\s*(DOCTYPE|ENTITY)", text, re.IGNORECASE):
        raise InputError(f"{name}: a DOCTYPE or ENTITY is not allowed in a network: remove it.")
    try:
        with warnings.catch_warnings():
            # of keys without a type; a weight that is no number is refused below
            warnings.simplefilter("ignore")
            graph = nx.parse_graphml(text, node_type=str)
    except Exception as error:  # networkx raises what its parsers meet: KeyError, ParseError ...
        said = " ".join(str(error).split())[:160].rstrip(".")
        raise InputError(
            f"{name}: is not GraphML that can be read: {type(error).__name__} {said}."
        ) from None
    ties = []
    for first, second, data in graph.edges(data=True):
        found = next((data[key] for key in data if key.lower() in _WEIGHTS), None)
        ties.append((str(first), str(second), _weight(found, name, f"tie {first}-{second}")))
    return RawNetwork([str(node) for node in graph], ties, graph.is_directed())


def _weight(value: Any, name: str, where: str) -> float:
    """Return a weight as a number; nan where it is missing."""
    if value is None or str(value).strip().lower() in ("", "na", "nan", "none", "null"):
        return math.nan
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        raise InputError(
            f"{name}: {where} has weight {str(value)[:40]!r}: must be a number."
        ) from None


def _delimited(text: str, name: str) -> RawNetwork:
    """Return the ties in an edge list or a matrix."""
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
    if square and not (len(head) == 3 and {cell.lower() for cell in head} & (_HEADS | _WEIGHTS)):
        return _matrix(rows, name)
    if len(head) > 3 and len({cell.lower() for cell in head} & _HEADS) < 2:
        raise InputError(
            f"{name}:{rows[0][0]} is neither an edge list (source, target, weight) nor a matrix "
            f"with the same names in its first row and column: has {len(head)} columns and "
            f"{len(rows)} rows."
        )
    return _edges(rows, name)


def _matrix(rows: list[Row], name: str) -> RawNetwork:
    """Return the ties in an adjacency matrix; of a symmetric one, each once."""
    names = rows[0][1][1:]
    if len(set(names)) < len(names) or "" in names:
        raise InputError(
            f"{name}:{rows[0][0]} names an animal twice, or not at all: each must have a name of "
            "its own."
        )
    weight = _cells(rows, name)
    symmetric = np.array_equal(weight, weight.T, equal_nan=True)
    one_sided = not np.tril(weight, -1).any() or not np.triu(weight, 1).any()
    ties = [
        (names[i], names[j], float(weight[i, j]))
        for i, j in np.argwhere(weight != 0)
        if not symmetric or i <= j
    ]
    directed = not symmetric and not one_sided
    if [row[0] for _, row in rows[1:]] == names:
        return RawNetwork(names, ties, directed)
    repair = "rows and columns name the animals in different orders: they were matched by name"
    return RawNetwork(names, ties, directed, (repair,))


def _cells(rows: list[Row], name: str) -> np.ndarray:
    """Return the numbers in an adjacency matrix, rows in the order of columns."""
    names = rows[0][1][1:]
    number = {animal: index for index, animal in enumerate(names)}
    weight = np.zeros((len(names), len(names)))
    for line, row in rows[1:]:
        if len(row) != len(names) + 1:
            raise InputError(
                f"{name}:{line} has {len(row)} cells: must have {len(names) + 1}, as the first row."
            )
        at = number[row[0]]
        try:
            weight[at] = np.array(row[1:], dtype=float)
        except ValueError:
            for other, cell in zip(names, row[1:], strict=True):
                value = _weight(cell, f"{name}:{line}", f"tie {row[0]}-{other}")
                weight[at, number[other]] = 0.0 if cell == "" else value
        if math.isnan(weight[at, at]):
            weight[at, at] = 0.0
    return weight


def _edges(rows: list[Row], name: str) -> RawNetwork:
    """Return the ties in an edge list."""
    head = [cell.lower() for cell in rows[0][1]]
    headed = len(set(head) & _HEADS) >= 2 or (bool(set(head) & _WEIGHTS) and len(head) > 2)
    places = [index for index, cell in enumerate(head) if cell in _HEADS][:2] if headed else [0, 1]
    places = places if len(places) == 2 else [0, 1]
    heavy = 2 if len(head) > 2 else None
    if headed:
        heavy = next((index for index, cell in enumerate(head) if cell in _WEIGHTS), None)
    animals: dict[str, None] = {}
    ties = []
    for line, row in rows[headed:]:
        if len(row) <= max(places) or not all(row[place] for place in places):
            raise InputError(
                f"{name}:{line} names no two animals: must be source, target and, if there is "
                "one, weight."
            )
        first, second = (row[place] for place in places)
        animals.update({first: None, second: None})
        cell = row[heavy] if heavy is not None and heavy < len(row) else None
        ties.append((first, second, _weight(cell, f"{name}:{line}", f"tie {first}-{second}")))
    return RawNetwork(list(animals), ties, False)
