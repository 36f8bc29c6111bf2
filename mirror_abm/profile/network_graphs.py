"""Networks in the formats of graph programs: GraphML, GEXF, GML, Pajek; most by way of networkx."""

from __future__ import annotations

import math
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from ..base.brief import brief, some
from ..base.errors import InputError
from .network_pajek import parse_pajek

if TYPE_CHECKING:
    import networkx as nx

Tie = tuple[str, str, float]  #: two animals, and a weight that may be missing (nan)
FORMATS = {
    "graphml": "GraphML",
    "gexf": "GEXF",
    "gml": "GML",
    "pajek": "Pajek",
    "edgelist": "an edge list of networkx",
}
#: attributes of ties that are no weights
_ASIDE = {
    *("id", "key", "label", "type", "source", "target", "start", "end", "spells", "viz", "color"),
    *("networkx_key", "time", "timestamp", "date", "year"),
}
_LINE = re.compile(r"\S+\s+\S+\s+\{.*\}")  #: of networkx: two animals, and what is said of them
_GML = re.compile(r"((creator|comment)\s+\"[^\"]*\"\s*|version\s+\S+\s*)*graph\s*\[", re.IGNORECASE)


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
    taken : str
        What was taken for the animals and for the weights, as a sentence.
    """

    animals: list[str]
    ties: list[Tie]
    directed: bool
    repairs: tuple[str, ...] = ()
    taken: str = ""

    def __repr__(self) -> str:
        return brief(self)


def kind_of(text: str, name: str) -> str:
    """Return which of the formats of graph programs a text has.

    Parameters
    ----------
    text : str
        The text of a file.
    name : str
        What it is called in sentences.

    Returns
    -------
    str
        A key of ``FORMATS``, or ``""`` for a list or a matrix.

    Raises
    ------
    InputError
        It is another kind of XML.
    """
    begin = re.sub(r"\A(\s*([#%][^\n]*)?\n)+", "", text[:4000])
    begin = begin.lstrip()
    if begin.startswith("<"):
        root = re.search(r"<(?:\w+:)?([A-Za-z]\w*)", re.sub(r"<!--.*?-->|<[?!].*?>", "", begin))
        sort = root[1].lower() if root else ""
        if sort in ("graphml", "gexf"):
            return sort
        if re.search(r"<!\s*(DOCTYPE|ENTITY)", text, re.IGNORECASE):
            raise InputError(f"{name}: a DOCTYPE or ENTITY is not allowed in a network: remove it.")
        raise InputError(
            f"{name}: is XML or HTML{f' <{root[1]}>' if root else ''}, and neither GraphML nor "
            "GEXF: save the network as one of these, or as CSV (source, target, weight)."
        )
    first = [line.strip() for line in begin.split("\n")[:5] if line.strip()]
    if first and all(_LINE.fullmatch(line) for line in first):
        return "edgelist"
    if _GML.match(begin):
        return "gml"
    return "pajek" if re.match(r"\*(network|vertices)\b", begin, re.IGNORECASE) else ""


def parse_graph(text: str, kind: str, name: str) -> RawNetwork:
    """Return the network in the text of a graph program.

    Parameters
    ----------
    text : str
        The text.
    kind : str
        A key of ``FORMATS``.
    name : str
        What the file is called in sentences.

    Returns
    -------
    RawNetwork
        Animals by label where they have one; weights from the attribute ``weight``, or from the
        only one that has numbers.

    Raises
    ------
    InputError
        It cannot be read, or several attributes could be the weight.
    """
    if re.search(r"<!\s*(DOCTYPE|ENTITY)", text, re.IGNORECASE):
        raise InputError(f"{name}: a DOCTYPE or ENTITY is not allowed in a network: remove it.")
    try:
        with warnings.catch_warnings():
            # of keys without a type; a weight that is no number is refused below
            warnings.simplefilter("ignore")
            graph = _READERS[kind](text)
    except Exception as error:  # networkx raises what its parsers meet: KeyError, ParseError ...
        said = " ".join(str(error).split())[:160].rstrip(".")
        raise InputError(
            f"{name}: is not {FORMATS[kind]} that can be read: {type(error).__name__} {said}."
        ) from None
    edges = list(graph.edges(data=True))
    key, repairs, taken = _weight_key([data for *_, data in edges], name)
    ties = [
        (str(first), str(second), number_of(data.get(key), name, f"tie {first}-{second}"))
        for first, second, data in edges
    ]
    if graph.graph.get("skipped"):
        told = f"sections that are no network were skipped: {some(graph.graph['skipped'], 80)}"
        repairs = (*repairs, told)
    directed = graph.is_directed() and kind != "edgelist"  # which does not say
    return RawNetwork([str(node) for node in graph], ties, directed, repairs, taken)


def _gexf(text: str) -> nx.Graph:
    """Return the network in GEXF, its animals by label where all have one of their own."""
    import io

    import networkx as nx

    graph = nx.read_gexf(io.BytesIO(text.encode("utf-8")), node_type=str)
    weighed = [data for *_, data in graph.edges(data=True)]
    if any("weight" in data for data in weighed):
        for data in weighed:
            data.setdefault("weight", 1.0)  # as the format has it
    return _by_label(graph)


def _by_label(graph: nx.Graph) -> nx.Graph:
    """Return a network with animals by label, if each has a label of its own."""
    import networkx as nx

    for called in ("label", "name"):  # the second is that of igraph
        given = graph.nodes(data=called)
        labels = {node: str(label) for node, label in given if label not in (None, "")}
        if graph and len(set(labels.values())) == len(graph):
            return nx.relabel_nodes(graph, labels)
    return graph


def _gml(text: str) -> nx.Graph:
    """Return the network in GML, its animals by label where all have one of their own."""
    import networkx as nx

    body = re.sub(r"\A(\s*[#%][^\n]*\n)+", "", text)
    if not re.search(r"\bmultigraph\s+[01]\b", body):  # ties may be written twice
        body = re.sub(r"\bgraph(\s*)\[", r"graph\1[ multigraph 1 ", body, count=1)
    return _by_label(nx.parse_gml(body, label="id"))


def _pajek(text: str) -> nx.Graph:
    """Return the network in a Pajek file."""
    import networkx as nx

    read = parse_pajek(text)
    graph = nx.MultiDiGraph() if read.directed else nx.MultiGraph()
    graph.add_nodes_from((number, {"label": label}) for number, label in read.labels.items())
    graph.add_weighted_edges_from(read.ties)
    graph.graph["skipped"] = read.skipped
    return _by_label(graph)


def _edge_list(text: str) -> nx.Graph:
    """Return the network in an edge list as networkx writes it."""
    import networkx as nx

    return nx.parse_edgelist(text.split("\n"), comments="#", create_using=nx.MultiDiGraph)


def _graphml(text: str) -> nx.Graph:
    """Return the network in GraphML, its animals by label or name where all have one."""
    import networkx as nx

    graph = nx.parse_graphml(text, node_type=str)
    for key, value in graph.graph.get("edge_default", {}).items():
        for *_, data in graph.edges(data=True):
            data.setdefault(key, value)
    return _by_label(graph)


_READERS: Mapping[str, Callable[[str], Any]] = {
    "graphml": _graphml,
    "gexf": _gexf,
    "gml": _gml,
    "pajek": _pajek,
    "edgelist": _edge_list,
}


def _weight_key(edges: list[dict[str, Any]], name: str) -> tuple[str, tuple[str, ...], str]:
    """Return the attribute that holds the weights, what was passed over, and what was taken."""
    there = Counter(key for data in edges for key in data)
    called = [key for key in there if key.lower() in ("weight", "weights")]
    others = [
        key
        for key in there
        if key.lower() not in _ASIDE and key not in called and _numeric(edges, key)
    ]
    if len(called or others) > 1:
        raise InputError(
            f"{name}: {len(called or others)} attributes of ties could be the weight "
            f"({some(called or others, 80)}): call the one that is meant weight, or remove the "
            "others."
        )
    if not (called or others):
        return "weight", (), "no attribute of ties is a weight"
    key = (called or others)[0]
    left = others if called else []
    over = (f"attributes of ties with numbers were passed over: {some(left, 80)}",) if left else ()
    return key, over, f"weights from the attribute {key}"


def _numeric(edges: Iterable[Mapping[str, Any]], key: str) -> bool:
    """Return whether an attribute has numbers, and nothing else, where it is given."""
    found = [data[key] for data in edges if key in data]
    if any(isinstance(value, bool) for value in found):
        return False
    try:
        return any(not math.isnan(number_of(value, "", "")) for value in found)
    except InputError:
        return False


def number_of(value: Any, name: str, where: str) -> float:
    """Return a weight as a number; nan where it is missing.

    Parameters
    ----------
    value : object
        What stands there.
    name, where : str
        The file and the tie, for the sentence.

    Returns
    -------
    float
        The weight.

    Raises
    ------
    InputError
        It is no number.
    """
    if value is None or str(value).strip().lower() in ("", "na", "n/a", "nan", "none", "null"):
        return math.nan
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        raise InputError(
            f"{name}: {where} has weight {str(value)[:40]!r}: must be a number."
        ) from None
