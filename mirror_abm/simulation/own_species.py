"""Species that are not the library's, kept as species files in the folder of their run.

A run can be repeated from its folder alone: the file says what the profile said, to the last digit,
before numbers were set by hand and before the prior. It stands on its own, so that a profile from
which it inherits may change or go.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath
from typing import Any

from ..base.files import make_folder, write_text
from ..base.library import LIBRARY
from ..profile.citations import references, sources_in
from ..profile.observed_network import ObservedNetwork
from .plan import Plan

OWN_SPECIES = "species"  #: in the folder of a run: the species that are not the library's
OWN_TREE = "tree.nwk"  #: beside them: a tree that is not the library's
HEAD = (
    "# The profile as it was run, kept by the run in whose folder it is. Copy it to change it:\n"
    "# the run is whole only as long as this file is as it was written.\n"
)
MOST_TIES = 500  #: of a network within a species file; a larger one is a file beside it
PARENT = "# Stands for the profile that {name} inherits; {name} says everything itself.\n"
ENTRY = (
    "@misc{{{key},\n  note = {{cited by {names}; see the references of that species file}}\n}}\n"
)


def keep_species(plan: Plan, folder: Path) -> list[str]:
    """Write the species and the tree of a run that are not the library's into its folder.

    Parameters
    ----------
    plan : Plan
        The run.
    folder : pathlib.Path
        The folder of the run.

    Returns
    -------
    list of str
        The files that were written, as paths within the folder; none for species of the library.
    """
    if not (plan.own or plan.tree):
        return []
    home = make_folder(folder / OWN_SPECIES)
    texts: dict[str, str] = {}
    own = {name: _network_apart(data, texts) for name, data in plan.own.items()}
    texts |= {f"{name}.yaml": HEAD + species_text(data) for name, data in own.items()}
    for name, data in own.items():
        parent = data.get("inherits")
        if parent and f"{parent}.yaml" not in texts and not (LIBRARY / f"{parent}.yaml").is_file():
            alone = data | {"name": parent, "inherits": None}
            texts[f"{parent}.yaml"] = PARENT.format(name=name) + species_text(alone)
    entries = _entries(plan.own)
    if entries:
        texts["references.bib"] = entries
    if plan.tree:
        texts[OWN_TREE] = plan.tree + "\n"
    for name, text in texts.items():
        make_folder((home / name).parent)
        write_text(home / name, text)
    return [f"{OWN_SPECIES}/{name}" for name in texts]


def _network_apart(profile: dict[str, Any], texts: dict[str, str]) -> dict[str, Any]:
    """Return a profile in which a large network is named; its file is put to the texts."""
    network = profile["group"]["network"]
    if not isinstance(network, dict) or len(network["ties"]) <= MOST_TIES:
        return profile
    import networkx as nx

    graph = nx.relabel_nodes(
        ObservedNetwork(**network).graph(), dict(enumerate(network["animals"]))
    )
    place = PurePath(network["file"])
    file = place.name if place.is_absolute() or ".." in place.parts else str(place)
    texts[file] = "\n".join(nx.generate_graphml(graph)) + "\n"
    return profile | {"group": profile["group"] | {"network": file}}


def _entries(own: Mapping[str, Any]) -> str:
    """Return entries for the sources that the library does not list."""
    cited: dict[str, list[str]] = {}
    for name, data in sorted(own.items()):
        for key in sorted({key for _, key in sources_in(data)} - references()):
            cited.setdefault(key, []).append(name)
    return "".join(
        ENTRY.format(key=key, names=", ".join(names)) for key, names in sorted(cited.items())
    )


def species_text(profile: Mapping[str, Any]) -> str:
    """Return the text of a species file that says all of a profile.

    Parameters
    ----------
    profile : mapping
        The profile as plain values.

    Returns
    -------
    str
        YAML; what a variant does not have it says is ``null``, or it would be inherited.

    Examples
    --------
    >>> print(species_text({"name": "mus", "inherits": None, "acts": {"rate": {"value": 0.1}}}))
    name: "mus"
    acts:
      rate: {value: 0.1}
    <BLANKLINE>
    """
    inherits = profile.get("inherits") is not None
    return "\n".join(_lines(profile, "", inherits)) + "\n"


def _lines(block: Mapping[str, Any], indent: str, nulls: bool) -> Iterator[str]:
    """Yield the lines of one block; numbers with their ranges stand on one line each."""
    for key, value in block.items():
        if value is None and not nulls:
            continue
        if isinstance(value, Mapping) and value and "value" not in value:
            yield f"{indent}{key}:"
            yield from _lines(value, indent + "  ", nulls)
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            yield f"{indent}{key}:"
            for item in value:
                first, *rest = _lines(item, indent + "    ", nulls=False)
                yield f"{indent}  - {first.lstrip()}"
                yield from rest
        else:
            yield f"{indent}{key}: {_flow(value)}"


def _flow(value: Any) -> str:
    """Return a value on one line, so that it is read as the very same."""
    if isinstance(value, Mapping):
        inner = (f"{key}: {_flow(item)}" for key, item in value.items() if item is not None)
        return "{" + ", ".join(inner) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    text = json.dumps(value, ensure_ascii=False)
    return "".join(each if each.isprintable() else f"\\U{ord(each):08X}" for each in text)
