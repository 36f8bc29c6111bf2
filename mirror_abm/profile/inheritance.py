"""Variants: a profile that inherits another one and changes what captivity, or rearing, changes.

``inherits: macaca_mulatta`` names a profile in the same folder or in the library. Blocks are merged
key by key. A number (a block with a ``value``) and a list are replaced whole, so that a changed
number must bring its own source, how and reason; ``null`` removes an optional block. A fault is
placed in the file that holds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ..base.errors import InputError, unknown
from ..base.files import read_text, shown
from ..base.yaml_text import parse_yaml

ABSENT: Any = object()  #: where nothing stands, not even null


class Layer(NamedTuple):
    """One file of a chain of inheritance.

    Attributes
    ----------
    document : PlacedMapping
        What it says.
    name : str
        What it is called in sentences.
    """

    document: Any
    name: str


class Chain(tuple[Layer, ...]):
    """A variant, the profile that it inherits, the one that this inherits, and so on."""


def _place(layer: Layer, key: str) -> str:
    """Return ``file:line:column`` of the value of a key."""
    line, column = layer.document.lc.value(key)
    return f"{layer.name}:{line + 1}:{column + 1}"


def chain(document: Any, name: str, file: Path, folders: Sequence[Path]) -> Any:
    """Return a document that inherits nothing, or the chain of a variant and its ancestors.

    Parameters
    ----------
    document : PlacedMapping
        What a species file says.
    name : str
        What the file is called in sentences.
    file : Path
        Where it stands.
    folders : sequence of Path
        Where parents are looked for, the first to be looked in first.

    Returns
    -------
    PlacedMapping or Chain
        ``document`` itself, or the chain.

    Raises
    ------
    InputError
        No such parent, a profile that inherits itself, or a variant without a name of its own.
    """
    if "inherits" not in document:
        return document
    layers, seen = [Layer(document, name)], [file.resolve()]
    while "inherits" in layers[-1].document:
        path = _parent(layers[-1], folders)
        if path.resolve() in seen:
            way = " -> ".join([*(item.stem for item in seen), path.stem])
            raise InputError(
                f"{_place(layers[-1], 'inherits')} inherits = {path.stem!r}: must not come back to "
                f"itself ({way}): inherit from a profile that stands alone."
            )
        seen.append(path.resolve())
        parent = parse_yaml(read_text(path), shown(path))
        if not isinstance(parent, dict):
            raise InputError(
                f"{shown(path)}:1:1 must be a mapping of keys to values, to be inherited from."
            )
        layers.append(Layer(parent, shown(path)))
        _own_name(layers[-2], parent)
    return Chain(layers)


def variant_schema(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a variant, in which only what changes need stand.

    Parameters
    ----------
    schema : dict
        The JSON Schema of a species file.

    Returns
    -------
    dict
        What ``species/variant.schema.json`` holds.
    """
    blocks = {
        name: block
        if name in ("Action", "Attention", "Pair", "Quantity")
        else {key: item for key, item in block.items() if key not in ("required", "anyOf")}
        for name, block in schema["$defs"].items()
    }
    return schema | {"$defs": blocks, "required": ["name", "inherits"]}


def documents(document: Any) -> list[Any]:
    """Return the documents of a chain, the variant first, or the only document.

    Parameters
    ----------
    document : PlacedMapping or Chain
        What :func:`chain` returns.

    Returns
    -------
    list of PlacedMapping
        At least one.
    """
    return [layer.document for layer in document] if isinstance(document, Chain) else [document]


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
            f"{_place(layer, 'name')} name = {layer.document['name']!r}: is the name of the "
            "profile it inherits: a variant must have a name of its own."
        )


def _block(node: Any) -> bool:
    """Return whether ``node`` is merged key by key: a mapping that is not a number."""
    return isinstance(node, dict) and "value" not in node


def _merge(parent: Any, child: Any) -> Any:
    """Return what a variant says, and what its parent says of everything else."""
    if not (_block(parent) and _block(child)):
        return child
    return parent | {key: _merge(parent.get(key), value) for key, value in child.items()}


def merged(documents: Iterable[Any]) -> Any:
    """Return plain documents as one.

    Parameters
    ----------
    documents : iterable of dict
        The variant first; at least one.

    Returns
    -------
    dict
        The whole profile.

    Examples
    --------
    >>> merged([{"a": {"b": 2}}, {"a": {"b": 1, "c": 1}, "d": 1}])
    {'a': {'b': 2, 'c': 1}, 'd': 1}
    """
    first, *rest = documents
    return _merge(merged(rest), first) if rest else first


def owner(document: Any, name: str, path: Sequence[Any]) -> tuple[Any, str]:
    """Return the document that holds the value at a path, or what is nearest around it.

    Parameters
    ----------
    document : PlacedMapping or Chain
        What :func:`chain` returns.
    name : str
        What the file is called, if it is the only one.
    path : sequence
        Keys and numbers of items, from the outermost.

    Returns
    -------
    PlacedMapping
        The document.
    str
        What its file is called in sentences.
    """
    if not isinstance(document, Chain):
        return document, name
    alive = [(layer, layer.document) for layer in document]
    for key in path:
        found = [(layer, step(node, key)) for layer, node in alive]
        having = [(layer, node) for layer, node in found if node is not ABSENT]
        if not having:
            break
        last = next((at for at, (_, node) in enumerate(having) if not _block(node)), len(having))
        alive = having[: max(1, last)]
    return alive[0][0]


def rows(node: Any, key: Any) -> Any:
    """Return the list in which an item is sought by number, where it stands in a ``table``.

    Parameters
    ----------
    node : Any
        A mapping, list or scalar.
    key : Any
        What is sought in it.

    Returns
    -------
    Any
        ``node`` itself, or the list in it.
    """
    return (
        node["table"]
        if isinstance(key, int) and isinstance(node, dict) and "table" in node
        else node
    )


def step(node: Any, key: Any) -> Any:
    """Return what stands in a mapping or list under a key or number.

    Parameters
    ----------
    node : Any
        A mapping, list or scalar.
    key : Any
        A key, or the number of an item.

    Returns
    -------
    Any
        The value, or ``ABSENT``.
    """
    node = rows(node, key)
    if isinstance(node, dict):
        return node.get(key, ABSENT)
    there = isinstance(node, list) and isinstance(key, int) and key < len(node)
    return node[key] if there else ABSENT
