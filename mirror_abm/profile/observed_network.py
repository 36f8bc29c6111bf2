"""The observed social network of a species, read from the file that its profile names.

What is wanted is an undirected network of animals whose ties have positive weights. Refused are,
beside what ``network_formats`` and ``network_repair`` refuse, networks in which no two animals with
a common partner are tied, as in mating and two-mode networks: they do not say who sees whom.
"""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from pydantic import BaseModel

from ..base.brief import brief
from ..base.errors import InputError, MirrorError
from ..base.files import read_given, shown
from ..base.strict import Strict, for_editors
from .examination import examine
from .faults import worded
from .network_formats import parse_ties
from .network_repair import repaired
from .network_source import Row, opened

if TYPE_CHECKING:
    import networkx as nx

Profile = TypeVar("Profile", bound=BaseModel)
MAX_NETWORK_BYTES = 64 * 1024 * 1024
MAX_ANIMALS = 5000
FEWEST_TIED = 5  #: with fewer animals that have ties, a network without triangles is no surprise


class NetworkRead(NamedTuple):
    """A network that was read from a file.

    Attributes
    ----------
    graph : networkx.Graph
        The animals by name, and their ties with a positive ``weight``.
    repairs : tuple of str
        What was repaired, as sentences.
    name : str
        What the file is called in sentences.
    taken : str
        What was taken for animals and weights.
    """

    graph: nx.Graph
    repairs: tuple[str, ...]
    name: str
    taken: str = ""

    def __repr__(self) -> str:
        return brief(self)


class ObservedNetwork(Strict):
    """An observed network as a plan keeps it.

    Attributes
    ----------
    file : str
        The name of the file from which it was read.
    animals : list of str
        Their names.
    ties : list of (int, int, float)
        Two animals, by number, and the weight of their tie.
    """

    model_config = for_editors(
        "An observed network as a plan keeps it: the file's name, its animals, and its ties by "
        "number, with weights."
    )

    file: str
    animals: list[str]
    ties: list[tuple[int, int, float]]

    def graph(self) -> nx.Graph:
        """Return the network, its animals by number.

        Returns
        -------
        networkx.Graph
            Ties have a ``weight``.
        """
        import networkx as nx

        made: nx.Graph = nx.empty_graph(len(self.animals))
        made.add_weighted_edges_from(self.ties)
        return made


def belongs(
    layout: str,
    network: str | ObservedNetwork | None,
    largest: float,
    bipartite: bool | None = None,
) -> None:
    """Check that the layout ``observed``, and it alone, has a network, which is large enough.

    Parameters
    ----------
    layout : str
        The layout of the group.
    network : str or ObservedNetwork or None
        A file of an observed network, or the network itself.
    largest : float
        The largest group that may be drawn, animals.
    bipartite : bool, optional
        What the block says of networks without triangles.

    Raises
    ------
    ValueError
        It is not so.
    """
    if (layout == "observed") != (network is not None):
        raise ValueError(
            "layout = 'observed' needs network, the file of an observed network, and no other "
            "layout has one"
        )
    if bipartite is not None and network is None:
        raise ValueError("bipartite: is said of a network: must stand beside network, or nowhere")
    if isinstance(network, ObservedNetwork) and largest > len(network.animals):
        raise ValueError(
            f"size.high = {largest:g}: must be at most {len(network.animals)}, the animals in the "
            "observed network"
        )


def embedded(profile: Profile, folder: Path) -> tuple[Profile, list[str]]:
    """Return a profile with the observed network itself in place of the name of its file.

    What was repaired in the network is a warning.

    Parameters
    ----------
    profile : SpeciesProfile
        A profile, with or without a network.
    folder : Path
        Where the species file stands.

    Returns
    -------
    SpeciesProfile
        The profile with its network; unchanged where there is none, or where it cannot be used.
    list of str
        What is wrong with the network.
    """
    group: Any = getattr(profile, "group", None)
    if not isinstance(group.network, str):
        return profile, []
    try:
        found = read_network(folder / group.network, bool(group.bipartite))
        number = {animal: index for index, animal in enumerate(found.graph)}
        ties = sorted(
            (number[a], number[b], float(weight))
            for a, b, weight in found.graph.edges(data="weight")
        )
    except MirrorError as error:
        return profile, [str(error)]
    animals = [str(animal) for animal in found.graph]
    network = {"file": group.network, "animals": animals, "ties": ties}
    faults, made = examine(type(group), group.model_dump() | {"network": network})
    if faults:
        return profile, [worded(fault) for fault in faults]
    for repair in found.repairs:
        warnings.warn(f"{found.name}: {repair}.", stacklevel=3)
    return profile.model_copy(update={"group": made}), []


def read_network(file: str | Path, bipartite: bool = False) -> NetworkRead:
    """Return the network in a file.

    Parameters
    ----------
    file : str or Path
        GraphML, GEXF, GML, Pajek, an edge list or an adjacency matrix, as text or as ``.xlsx``.
    bipartite : bool, optional
        Whether a network is allowed in which no two animals with a common partner are tied.

    Returns
    -------
    NetworkRead
        The network, and what was repaired.

    Raises
    ------
    InputError
        It cannot be used.
    """
    if not isinstance(file, (str, Path)) or "\0" in str(file):
        raise InputError(f"network = {file!r}: must be the path of a file.")
    path = Path(file)
    name = shown(path)
    return parse_network(opened(read_given(path, MAX_NETWORK_BYTES), name), name, bipartite)


def parse_network(given: str | list[Row], name: str, bipartite: bool = False) -> NetworkRead:
    """Return the network in the text of a file or the rows of a sheet (see :func:`read_network`).

    Parameters
    ----------
    given : str or list of (int, list of str)
        As :func:`~mirror_abm.profile.network_formats.parse_ties` takes it.
    name : str
        What the file is called in sentences.
    bipartite : bool, optional
        Whether a network is allowed in which no two animals with a common partner are tied.

    Returns
    -------
    NetworkRead
        The network, and what was repaired.

    Raises
    ------
    InputError
        It cannot be used.
    """
    import networkx as nx  # few species have a network of their own

    read = parse_ties(given, name)
    if len(read.animals) > MAX_ANIMALS:
        raise InputError(
            f"{name}: has {len(read.animals):,} animals: must have at most {MAX_ANIMALS:,}."
        )
    graph, repairs = repaired(read, name)
    tied = [animal for animal, degree in graph.degree() if degree]
    if not bipartite and len(tied) >= FEWEST_TIED and nx.is_bipartite(graph):
        raise InputError(
            f"{name}: no two animals with a common partner are tied, as in a mating or a two-mode "
            "network, which does not say who sees whom; if it does here, as sparse grooming may, "
            "`mirror-abm species from-network FILE --bipartite` fits a layout to it, and "
            "bipartite: true beside network in the block group has it simulated."
        )
    return NetworkRead(graph, repairs, name, read.taken)
