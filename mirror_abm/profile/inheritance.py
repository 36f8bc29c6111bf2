"""Variants: a profile that inherits another one and changes what captivity, or rearing, changes.

``inherits: macaca_mulatta`` names a profile in the same folder or in the library. Blocks are merged key by key; a number (a
block with a ``value``) and a list are replaced whole, so that a changed number must bring its own source, how and reason;
``null`` removes an optional block. A fault is placed in the file that wrote what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ..base.errors import InputError, unknown
from ..base.files import read_text, shown
from ..base.yaml_text import parse_yaml


class Layer(NamedTuple):
    """One file of a chain of inheritance."""

    document: Any
    name: str


class Stack(tuple[Layer, ...]):
    """A variant, what it inherits, what that inherits ..."""


def _place(layer: Layer, key: str) -> str:
    line, column = layer.document.lc.value(key)
    return f"{layer.name}:{line + 1}:{column + 1}"


def stack(document: Any, name: str, file: Path, folders: Sequence[Path]) -> Any:
    """Return ``document`` itself if it inherits nothing, else the :class:`Stack` of it and its ancestors.

    Parameters
    ----------
    file : where the document stands; ``folders`` : where parents are looked for, in this order.

    Raises
    ------
    InputError : no such parent, a profile that comes back to itself, a variant without a name of its own.
    """
    if "inherits" not in document:
        return document
    layers, seen = [Layer(document, name)], [file.resolve()]
    while "inherits" in layers[-1].document:
        path = _parent(layers[-1], folders)
        if path.resolve() in seen:
            way = " -> ".join([*(item.stem for item in seen), path.stem])
            raise InputError(
                f"{_place(layers[-1], 'inherits')} inherits = {path.stem!r}: must not come back to itself ({way}): "
                "inherit from a profile that stands alone."
            )
        seen.append(path.resolve())
        parent = parse_yaml(read_text(path), shown(path))
        if not isinstance(parent, dict):
            raise InputError(
                f"{shown(path)}:1:1 must be a mapping of keys to values, to be inherited from."
            )
        layers.append(Layer(parent, shown(path)))
        _own_name(layers[-2], parent)
    return Stack(layers)


def variant_schema(schema: dict[str, Any]) -> dict[str, Any]:
    """Return ``schema``, that of a species file, for a variant, in which only what changes need stand."""
    blocks = {
        name: block
        if name in ("Action", "Pair", "Quantity")
        else {key: item for key, item in block.items() if key != "required"}
        for name, block in schema["$defs"].items()
    }
    return schema | {"$defs": blocks, "required": ["name", "inherits"]}


def documents(document: Any) -> list[Any]:
    """Return the documents of a :class:`Stack`, the variant first, or the one there is."""
    return [layer.document for layer in document] if isinstance(document, Stack) else [document]


def bundled(folder: Path, inherits: bool) -> tuple[str, ...]:
    """Return the names of the profiles in ``folder`` that inherit from another, or of those that do not, sorted."""
    return tuple(
        path.stem
        for path in sorted(folder.glob("*.yaml"))
        if bool(re.search(r"^inherits\s*:", read_text(path), re.MULTILINE)) == inherits
    )


def _parent(layer: Layer, folders: Sequence[Path]) -> Path:
    """Return the file from which ``layer`` inherits."""
    wanted = layer.document["inherits"]
    there = {path.stem: path for folder in reversed(folders) for path in folder.glob("*.yaml")}
    if not isinstance(wanted, str) or wanted not in there:
        raise unknown("inherits", wanted, there, _place(layer, "inherits"))
    return there[wanted]


def _own_name(layer: Layer, parent: Any) -> None:
    """Refuse a variant that is called like what it inherits."""
    if "name" not in layer.document:
        raise InputError(
            f"{layer.name}:1:1 name: is missing: a variant must have a name of its own."
        )
    if layer.document["name"] == parent.get("name"):
        raise InputError(
            f"{_place(layer, 'name')} name = {layer.document['name']!r}: is the name of the profile it inherits: "
            "a variant must have a name of its own."
        )


def _block(node: Any) -> bool:
    """Return whether ``node`` is merged key by key: a mapping that is not a number."""
    return isinstance(node, dict) and "value" not in node


def _merge(parent: Any, child: Any) -> Any:
    if not (_block(parent) and _block(child)):
        return child
    return parent | {key: _merge(parent.get(key), value) for key, value in child.items()}


def merged(documents: Iterable[Any]) -> Any:
    """Return plain documents, the variant first, as one."""
    first, *rest = documents
    return _merge(merged(rest), first) if rest else first


def owner(document: Any, name: str, path: Sequence[Any]) -> tuple[Any, str]:
    """Return the document, and the name of its file, that wrote the value at ``path``, or what is nearest around it."""
    if not isinstance(document, Stack):
        return document, name
    alive = [(layer, layer.document) for layer in document]
    for key in path:
        having = [(layer, node[key]) for layer, node in alive if _has(node, key)]
        if not having:
            break
        last = next((at for at, (_, node) in enumerate(having) if not _block(node)), len(having))
        alive = having[: max(1, last)]
    return alive[0][0]


def _has(node: Any, key: Any) -> bool:
    return (
        key in node
        if isinstance(node, dict)
        else isinstance(node, list) and isinstance(key, int) and key < len(node)
    )
