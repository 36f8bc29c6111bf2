"""Parts of a YAML text written anew in place: numbers, tables, what blocks say; all else is left.

A part is replaced from its first to its last character. Comments within it are put above it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..base.yaml_spans import Node, comments, tree
from ..profile.blocks import Action
from ..profile.short import TABLE
from .saying import Block, Number, inner_words
from .short_text import WIDTH, folded, in_quotes, number_items, number_text, table_rows
from .text import value_text

Path = tuple[Any, ...]
ANYWHERE = -(10**6)  #: a column from which everything fits
FEWEST_KEYS = 3  #: of a block of single values that is put in brackets


class Rewriting:
    """A species file on its way to the short form.

    Parameters
    ----------
    text : str
        The file.
    whole : Block
        Its outline.
    words : mapping
        By path, what each block should say.
    renamed : mapping
        By path, the keys of numbers that get another name.
    """

    def __init__(
        self,
        text: str,
        whole: Block,
        words: Mapping[Path, dict[str, Any]],
        renamed: Mapping[Path, str],
    ):
        self.old, self.whole, self.words, self.renamed = text, whole, words, renamed
        self.root = tree(text)
        self.comments = comments(text, self.root)
        self.edits: list[tuple[int, int, str]] = []

    def text(self, brackets: bool = True) -> str:
        """Return the text in the short form; ``brackets``: also for blocks of single values."""
        self._block(self.whole, self.root, {})
        if brackets:
            self._bracket(self.root)
        text = self.old
        for start, end, new in sorted(self.edits, reverse=True):
            text = text[:start] + new + text[end:]
        return text

    def _indent(self, at: int) -> int:
        """Return how many blanks stand before the key at a place, or before its line."""
        line = self.old[self.old.rfind("\n", 0, at) + 1 : at]
        return len(line) - len(line.lstrip())

    def _column(self, at: int) -> int:
        return at - self.old.rfind("\n", 0, at) - 1

    def _line_start(self, at: int) -> int:
        return self.old.rfind("\n", 0, at) + 1

    def _line_end(self, at: int) -> int:
        end = self.old.find("\n", at)
        return len(self.old) if end < 0 else end

    def _colon(self, key: Node) -> int:
        """Return the place behind the colon of a key."""
        return self.old.index(":", key.end) + 1

    def _within(self, start: int, end: int) -> list[str]:
        """Return the comments between two places."""
        return [self.old[a:b] for a, b in self.comments if start <= a < end]

    def _raw(self, node: Node) -> dict[str, str]:
        """Return how value, low and high of a number are written."""
        if not node.items:
            return {"value": self.old[node.start : node.end]}
        return {
            key: self.old[node.items[key].start : node.items[key].end]
            for key in ("value", "low", "high")
            if key in node.items
        }

    def _block(self, block: Block, node: Node, outer: Mapping[str, Any]) -> None:
        """Write what is in a block anew, and what it says."""
        own = self.words.get(block.path, {})
        words = inner_words(outer, own, block.reason)
        if own and own != block.said:
            self._say(block, node, own)
        for name in set(node.items) - {part.path[-1] for part in block.parts}:
            self._listed(node.keys[name], node.items[name])
        for part in block.parts:
            key, inner = part.path[-1], node.items[part.path[-1]]
            if isinstance(part, Number):
                self._number(part, node.keys[key], inner, words, node.flow)
            elif part.kind == "rows":
                self._rows(part, node.keys[key], inner, words)
            elif node.flow or not self._single(part, node.keys[key], inner, words):
                self._block(part, inner, words)

    def _listed(self, key: Node, node: Node) -> None:
        """Write a list of names, or of blocks in brackets, on one line, if it fits."""
        items = list(node.items.values())
        colon = self._colon(key)
        plain = all(item.flow or not item.items for item in items)
        if node.keys or node.flow or not items or not plain or self._within(colon, node.end):
            return
        text = f" [{', '.join(self.old[item.start : item.end] for item in items)}]"
        if colon - self._line_start(key.start) + len(text) <= WIDTH and "\n" not in text:
            self.edits.append((colon, node.end, text))

    def _say(self, block: Block, node: Node, own: Mapping[str, Any]) -> None:
        """Insert what a block says: above what it speaks of."""
        said = _said(own, self._column(next(iter(node.keys.values())).start))
        if node.flow:
            self.edits.append((node.start + 1, node.start + 1, "".join(f"{x}, " for x in said)))
            return
        keys = list(node.keys.values())
        first = keys[0]
        if not block.path:  # above the first number of the file
            names = {part.path[0] for part in block.parts}
            at = next(at for at, name in enumerate(node.keys) if name in names)
            first = keys[at]
            if at:
                before = self._line_end(node.items[list(node.keys)[at - 1]].end)
                self.edits.append((before, before, "".join(f"\n{line}" for line in said)))
                return
        indent = " " * self._column(first.start)
        start = first.start
        self.edits.append((start, start, "".join(f"{line}\n{indent}" for line in said)))

    def _number(
        self, number: Number, key: Node, node: Node, words: Mapping[str, Any], inline: bool
    ) -> None:
        """Write a number anew behind its key; in a block in brackets, all on one line."""
        new = self.renamed.get(number.path)
        raw = self._raw(node) if new is None else {}
        items = number_items(number.full, words, number.unit, raw)
        name = new or self.old[key.start : key.end]
        colon = self._colon(key)
        column = ANYWHERE if inline else self._column(key.start) + len(name) + 2
        text = number_text(items, self._indent(key.start), column)
        if new is not None:
            self.edits.append((key.start, key.end, name))
        self._put(key, colon, node.end, f" {text}")

    def _put(self, key: Node, start: int, end: int, text: str) -> None:
        """Replace what stands behind a key; comments within it go above the key."""
        if self.old[start:end] == text:
            return
        self.edits.append((start, end, text))
        above = self._line_start(key.start)
        indent = " " * self._indent(key.start)
        for comment in reversed(self._within(start, end)):
            self.edits.append((above, above, f"{indent}{comment}\n"))

    def _single(self, block: Block, key: Node, node: Node, words: Mapping[str, Any]) -> bool:
        """Write a block that holds one number and nothing else on one line, if it fits."""
        if len(node.keys) != 1 or len(block.parts) != 1 or block.said or block.path in self.words:
            return False
        part = block.parts[0]
        colon = self._colon(key)
        if not isinstance(part, Number) or self._within(colon, node.end):
            return False
        name = self.renamed.get(part.path, part.path[-1])
        raw = self._raw(node.items[part.path[-1]]) if part.path not in self.renamed else {}
        items = number_items(part.full, words, part.unit, raw)
        text = f" {{{name}: {number_text(items, 0, ANYWHERE)}}}"
        if colon - self._line_start(key.start) + len(text) > WIDTH:
            if not node.flow:
                return False
            deeper = self._column(key.start) + 2
            column = deeper + len(name) + 2
            text = f"\n{' ' * deeper}{name}: {number_text(items, deeper, column)}"
        if self.old[colon : node.end] != text:
            self.edits.append((colon, node.end, text))
        return True

    def _rows(self, block: Block, key: Node, node: Node, outer: Mapping[str, Any]) -> None:
        """Write a list as a table of one line a row, and what its block says."""
        own = self.words.get(block.path, {})
        words = inner_words(outer, own)
        indent = self._column(key.start)
        if node.keys:  # a table already
            if own != block.said:
                self._say(block, node, own)
            table_key, rows = node.keys[TABLE], node.items[TABLE]
            indent = self._column(table_key.start)
            head = ""
        else:
            said = _said(own, indent + 2)
            pad = "\n" + " " * (indent + 2)
            table_key, rows = key, node
            head = "".join(f"{pad}{line}" for line in [*said, f"{TABLE}:"])
            indent += 2
        if self.root.flow or node.flow or rows.flow:
            return
        made = self._table(block, rows, words, indent + 2)
        start = self._line_end(self._colon(table_key))
        lines, at = [], start
        for number, row in enumerate(made):
            inner = rows.items[number]
            following = rows.items.get(number + 1)
            upto = self._line_end(inner.end) if following else inner.end
            lines += [" " * (indent + 2) + each for each in self._within(at, upto)]
            lines.append(row)
            at = upto
        text = head + "\n" + "\n".join(lines)
        if self.old[start : rows.end] != text:
            self.edits.append((start, rows.end, text))

    def _table(self, block: Block, rows: Node, outer: Mapping[str, Any], indent: int) -> list[str]:
        """Return the rows of a table."""
        spelled = Action.SPELLED["kind"]
        made: list[dict[str, list[str] | str]] = []
        for row in block.parts:
            assert isinstance(row, Block)  # a list of blocks holds nothing else
            node = rows.items[row.path[-1]]
            words = inner_words(outer, row.said, row.reason)
            numbers = {part.path[-1]: part for part in row.parts if isinstance(part, Number)}
            held = {
                key: self.old[item.start : item.end]
                for key, item in node.items.items()
                if key not in numbers
            }
            for word, flags in spelled.items():
                if {key: held.get(key) == "true" for key in flags} == flags and set(flags) <= set(
                    held
                ):
                    held = {key: text for key, text in held.items() if key not in flags}
                    held["kind"] = word
                    break
            written: dict[str, list[str] | str] = dict(held)
            for key, number in numbers.items():
                raw = self._raw(node.items[key])
                written[key] = number_items(number.full, words, number.unit, raw)
            made.append(written)
        return table_rows(made, indent)

    def _bracket(self, root: Node) -> None:
        """Put blocks of single values, none of them a number with a range, in brackets."""
        holding = {part.path[0] for part in self.whole.parts}
        for name, node in root.items.items():
            key = root.keys[name]
            colon = self._colon(key)
            if name in holding or node.flow or len(node.keys) < FEWEST_KEYS or root.flow:
                continue
            pieces = self._pieces(node, colon)
            if pieces is not None:
                text = _bracketed(pieces, colon - self._line_start(key.start) + 1)
                self.edits.append((colon, self._line_end(node.end), f" {text}"))

    def _pieces(self, node: Node, colon: int) -> list[tuple[str, str]] | None:
        """Return the values of a block, each with the comment behind it, or None."""
        pieces, at = [], colon
        for name, item in node.items.items():
            key = node.keys[name]
            if item.items or item.flow or self._within(at, key.start):
                return None
            text = self.old[key.start : item.end]
            if "\n" in text or item.start == item.end:
                return None
            at = self._line_end(item.end)
            pieces.append((text, " ".join(self._within(item.end, at))))
        return pieces


def _said(own: Mapping[str, Any], indent: int) -> list[str]:
    """Return the words of a block, as they are written at a depth."""
    plain = [f"{word}: {value_text(own[word])}" for word in ("source", "how") if word in own]
    if "reason" in own:
        plain.append(folded(f"reason: {in_quotes(own['reason'])}", indent, " " * indent))
    return plain


def _bracketed(pieces: list[tuple[str, str]], column: int) -> str:
    """Return single values in brackets, a new line behind each comment and where it is full."""
    lines, line, start = [], "{", " " * (column + 1)
    at = column
    for number, (text, comment) in enumerate(pieces):
        end = "}" if number == len(pieces) - 1 else ","
        gap = " " if line.strip() not in ("", "{") else ""
        rest = f"  {comment}" if comment else ""
        if gap and at + len(line) + len(gap + text + end + rest) > WIDTH:
            lines.append(line)
            line, gap, at = start, "", 0
        line += gap + text + end + rest
        if comment and end == ",":
            lines.append(line)
            line, at = start, 0
    return "\n".join([*lines, line])
