"""Where in a YAML text each value begins and ends, so that a part of it can be written anew."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from .brief import brief


@dataclass
class Node:
    """One value of a YAML text.

    Attributes
    ----------
    start, end : int
        Its first character, and the one after its last; of a block without brackets, that after
        the last character of what stands in it.
    flow : bool
        Whether it is a mapping or list in brackets.
    keys : dict of str to Node
        The keys of a mapping.
    items : dict
        The values of a mapping by key, or of a list by number.
    """

    start: int
    end: int
    flow: bool = False
    keys: dict[str, Node] = field(default_factory=dict)
    items: dict[Any, Node] = field(default_factory=dict)

    __repr__ = brief

    def at(self, *path: Any) -> Node:
        """Return the value at a path."""
        node = self
        for key in path:
            node = node.items[key]
        return node

    def scalars(self) -> Iterator[tuple[int, int]]:
        """Yield where the single values and keys in it begin and end, in the order of the text."""
        inner = [each for held in (self.keys, self.items) for each in held.values()]
        if not inner and not self.flow:
            yield self.start, self.end
        for each in sorted(inner, key=lambda node: node.start):
            yield from each.scalars()


def tree(text: str) -> Node:
    """Return the values of a YAML text with their places.

    Parameters
    ----------
    text : str
        YAML that :func:`~mirror_abm.base.yaml_text.parse_yaml` takes: one document without anchors
        and tags.

    Returns
    -------
    Node
        The document.

    Examples
    --------
    >>> text = "a: {b: 1, c: [2, 3]}"
    >>> node = tree(text).at("a", "c")
    >>> text[node.start:node.end]
    '[2, 3]'
    """
    opened: list[tuple[Node, list[Any], bool]] = []  # node, the key that waits, is it a list
    root = Node(0, 0)
    for event in YAML(typ="safe", pure=True).parse(text):
        if isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            node, _, _ = opened.pop()
            if node.flow:
                node.end = event.end_mark.index
            for outer, _, _ in opened:
                outer.end = max(outer.end, node.end)
            continue
        if not isinstance(event, (ScalarEvent, MappingStartEvent, SequenceStartEvent)):
            continue
        is_scalar = isinstance(event, ScalarEvent)
        flow = bool(getattr(event, "flow_style", False))
        node = Node(event.start_mark.index, event.start_mark.index, flow)
        if is_scalar:
            node.end = event.end_mark.index
            node.end -= len(text[node.start : node.end]) - len(text[node.start : node.end].rstrip())
            for outer, _, _ in opened:
                outer.end = max(outer.end, node.end)
        if opened:
            _put(opened[-1], node, event)
        else:
            root = node
        if not is_scalar:
            opened.append((node, [], isinstance(event, SequenceStartEvent)))
    return root


def _put(holder: tuple[Node, list[Any], bool], node: Node, event: Any) -> None:
    """Put a value, or a key, where it belongs."""
    outer, waiting, is_list = holder
    if is_list:
        outer.items[len(outer.items)] = node
    elif waiting:
        outer.items[waiting.pop()] = node
    else:
        outer.keys[event.value] = node
        waiting.append(event.value)


def comments(text: str, root: Node) -> list[tuple[int, int]]:
    """Return where the comments of a text begin and end, in its order.

    Parameters
    ----------
    text : str
        YAML.
    root : Node
        What :func:`tree` makes of it.

    Returns
    -------
    list of tuple of int
        From ``#`` to the end of the line.
    """
    found, at = [], 0
    for start, end in [*root.scalars(), (len(text), len(text))]:
        if start >= at:
            gap = text[at:start]
            for match in re.finditer(r"(?:^|(?<=[\s,\[\]{}:]))#[^\n]*", gap):
                found.append((at + match.start(), at + len(match.group().rstrip()) + match.start()))
            at = end
    return found
