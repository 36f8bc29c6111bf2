"""Which words each block of a species file should say, so that its numbers need not.

Of all ways to say source, how and reason once, that with the fewest characters is taken; a line
counts as :data:`LINE` of them. What a block says already, it goes on saying.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from ..base.brief import brief
from ..profile.annotations import is_list, models_in
from ..profile.number_fields import holds_numbers, unit_of
from ..profile.short import TABLE, WORDS
from .short_text import WIDTH, in_quotes, number_items

LINE = 40  #: what a line costs beside its characters
FEWEST = 2  #: numbers for which a block says something
FOR_ALL = "guess"  #: all that a whole file may say of how: what is added is not called measured

Path = tuple[Any, ...]


@dataclass
class Number:
    """A number of a file.

    Attributes
    ----------
    path : tuple
        Keys and numbers of rows.
    full : dict
        All that holds for it.
    unit : str
        That which need not be written.
    """

    path: Path
    full: dict[str, Any]
    unit: str

    __repr__ = brief


@dataclass
class Block:
    """A block that holds numbers, a list of such blocks, or one row of it.

    Attributes
    ----------
    path : tuple
        Keys and numbers of rows.
    said : dict
        The words that it says already.
    reason : str or None
        Its own field of this name, which is a word for its numbers as well.
    parts : list of Number or Block
        What stands in it.
    kind : str
        ``block``, ``rows`` or ``row``.
    """

    path: Path
    said: dict[str, Any]
    reason: str | None = None
    parts: list[Number | Block] = field(default_factory=list)
    kind: str = "block"

    __repr__ = brief

    def numbers(self) -> Iterator[Number]:
        """Yield all numbers in it."""
        for part in self.parts:
            if isinstance(part, Number):
                yield part
            else:
                yield from part.numbers()

    def blocks(self) -> Iterator[Block]:
        """Yield itself and all blocks in it."""
        yield self
        for part in self.parts:
            if isinstance(part, Block):
                yield from part.blocks()


def outline(model: type[BaseModel], written: Any, full: Any, path: Path = ()) -> Block:
    """Return the blocks and numbers of a document.

    Parameters
    ----------
    model : type of BaseModel
        Of the document.
    written : dict
        As a person wrote it.
    full : dict
        The same, written out (:func:`~mirror_abm.profile.short.written_out`).
    path : tuple, default ()
        Where it stands.

    Returns
    -------
    Block
        The document.
    """
    said = {word: written[word] for word in WORDS if word in written}
    own = said.pop("reason", None) if "reason" in model.model_fields else None
    made = Block(path, said, own)
    for key, item in full.items():
        held = model.model_fields.get(key)
        if held is None or item is None:
            continue
        unit = unit_of(held)
        inner = next(models_in(held.annotation), None)
        if unit is not None:
            made.parts.append(Number((*path, key), dict(item), unit))
        elif inner is None or not holds_numbers(inner):
            continue
        elif is_list(held.annotation):
            made.parts.append(_rows(inner, written[key], item, (*path, key)))
        else:
            made.parts.append(outline(inner, written[key], item, (*path, key)))
    return made


def _rows(model: type[BaseModel], written: Any, full: Any, path: Path) -> Block:
    """Return a list of blocks, whether it is written as a list or as a table."""
    words = written if isinstance(written, dict) else {}
    made = Block(path, {word: words[word] for word in WORDS if word in words}, kind="rows")
    rows = words[TABLE] if words else written
    for at, (row, item) in enumerate(zip(rows, full, strict=True)):
        block = outline(model, row, item, (*path, at))
        block.kind = "row"
        made.parts.append(block)
    return made


def inner_words(
    outer: Mapping[str, Any], own: Mapping[str, Any], reason: str | None = None
) -> dict[str, Any]:
    """Return what is said for the numbers of a block.

    Parameters
    ----------
    outer : mapping
        What the blocks around it say.
    own : mapping
        What it says itself.
    reason : str, optional
        Its own field of this name.

    Returns
    -------
    dict
        As :mod:`~mirror_abm.profile.short` understands it.
    """
    words = dict(outer)
    if {"source", "how"} & set(own):
        words.pop("reason", None)
    if own.get("how") == "measured" != outer.get("how"):
        words.pop("source", None)
    return words | dict(own) | ({} if reason is None else {"reason": reason})


def chosen(block: Block, outer: Mapping[str, Any] | None = None) -> dict[Path, dict[str, Any]]:
    """Return what each block should say.

    Parameters
    ----------
    block : Block
        A document, or a block of one.
    outer : mapping, optional
        What the blocks around it say.

    Returns
    -------
    dict
        By path, the words; a block that says nothing is left out.
    """
    return _cheapest(block, outer or {})[1]


def _cheapest(block: Block, outer: Mapping[str, Any]) -> tuple[int, dict[Path, dict[str, Any]]]:
    """Return the least cost of a block, and what is said in it for that."""
    best: tuple[int, dict[Path, dict[str, Any]]] | None = None
    for own in _candidates(block, outer):
        words = inner_words(outer, own, block.reason)
        cost = sum(LINE + len(f"{word}: {in_quotes(str(text))}") for word, text in own.items())
        said = {block.path: own} if own else {}
        for part in block.parts:
            if isinstance(part, Number):
                cost += _cost(part, words)
            else:
                more, inner = _cheapest(part, words)
                cost, said = cost + more, said | inner
        if best is None or cost < best[0]:
            best = cost, said
    assert best is not None  # _candidates yields at least one
    return best


def _candidates(block: Block, outer: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield what a block may say: what it says; or nothing, and what its numbers have in common."""
    yield block.said
    numbers = list(block.numbers())
    if block.said or block.kind == "row" or len(numbers) < FEWEST:
        return
    for words in (("source", "how"), WORDS):
        if "reason" in words and block.reason is not None:
            continue
        common = Counter(tuple(each.full[word] for word in words) for each in numbers)
        for held in (held for held, times in common.items() if times >= FEWEST):
            wanted = dict(zip(words, held, strict=True))
            if not block.path and wanted["how"] != FOR_ALL:
                continue
            own = {word: text for word, text in wanted.items() if outer.get(word) != text}
            if own.get("how") == "measured":
                own = {"source": wanted["source"]} | own
            if {"source", "how"} & set(own) and "reason" in wanted:
                own["reason"] = wanted["reason"]
            if own:
                yield own


def _cost(number: Number, words: Mapping[str, Any]) -> int:
    """Return what it costs to write a number."""
    length = len(", ".join(number_items(number.full, words, number.unit)))
    return length + LINE * (1 + length // (WIDTH - 20))
