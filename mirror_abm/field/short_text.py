"""Numbers, blocks and tables in the short form of a species file, as a person would write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..profile.short import WORDS
from .text import quoted, value_text

WIDTH = 120  #: characters of a line
ROW = 150  #: characters of a line of a table, whose columns are aligned
DEEPER = 4  #: blanks by which what goes on in the next line is indented


def words_of(number: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """Return which of its words a number must say itself.

    Parameters
    ----------
    number : mapping
        A full number.
    said : mapping
        What the blocks around it say.

    Returns
    -------
    dict
        Those that differ; with a source or how of its own also the reason, which belongs to them,
        and the source of what is measured.
    """
    own = {word for word in WORDS if said.get(word) != number[word]}
    if "how" in own and number["how"] == "measured":
        own.add("source")
    if own & {"source", "how"}:
        own.add("reason")
    return {word: number[word] for word in WORDS if word in own}


def number_items(
    number: Mapping[str, Any],
    said: Mapping[str, Any],
    unit: str,
    raw: Mapping[str, str] | None = None,
) -> list[str]:
    """Return what must be written of a number.

    Parameters
    ----------
    number : mapping
        A full number.
    said : mapping
        What the blocks around it say.
    unit : str
        The unit that is meant where none is written.
    raw : mapping, optional
        How value, low and high were written, if they were.

    Returns
    -------
    list of str
        ``key: text``, the value first.
    """
    raw = raw or {}
    keys = ["value"]
    if not number["low"] == number["value"] == number["high"]:
        keys += ["low", "high"]
    items = [f"{key}: {raw.get(key) or value_text(number[key])}" for key in keys]
    if number["unit"] != unit:
        items.append(f"unit: {value_text(number['unit'])}")
    for word, text in words_of(number, said).items():
        items.append(f"{word}: {in_quotes(text) if word == 'reason' else value_text(text)}")
    return items


def in_quotes(text: str) -> str:
    """Return a text in double quotes, on one line."""
    return re.sub(r"[^ -~]", _escaped, quoted(text))


def _escaped(letter: re.Match[str]) -> str:
    """Return a letter as it is, or as YAML spells it where nobody could see it."""
    return letter[0] if letter[0].isprintable() else f"\\U{ord(letter[0]):08X}"


def number_text(items: Sequence[str], indent: int, column: int, behind: int = 0) -> str:
    """Return a number as it stands behind its key.

    Parameters
    ----------
    items : sequence of str
        What :func:`number_items` returns.
    indent : int
        Blanks before the key.
    column : int
        Characters before the number in its line.
    behind : int, default 0
        Brackets that close behind it.

    Returns
    -------
    str
        A bare number, or a mapping in brackets on as many lines as it needs.
    """
    if len(items) == 1:
        return items[0].removeprefix("value: ")
    return filled(items, indent, column, behind)


def filled(items: Iterable[str], indent: int, column: int, behind: int = 0) -> str:
    """Return a mapping in brackets; what does not fit into the line goes on in the next.

    Parameters
    ----------
    items : iterable of str
        ``key: text``.
    indent : int
        Blanks before the key that holds it; lines that go on stand deeper.
    column : int
        Characters before it in its line.
    behind : int, default 0
        Characters that must fit behind it.

    Returns
    -------
    str
        YAML.
    """
    text, at, start = "{", column + 1, " " * (indent + DEEPER)
    pieces = list(items)
    for number, piece in enumerate(pieces):
        end = "," if number < len(pieces) - 1 else "}"
        room = WIDTH - (behind if end == "}" else 0)
        gap = "" if text == "{" else " "
        if at + len(gap) + len(piece) + 1 > room and gap:
            text, at, gap = text + "\n" + start, len(start), ""
        if at + len(piece) + 1 > room and '"' in piece:
            piece = folded(piece, at, start, room - 1)
        text += gap + piece + end
        at = len((gap + piece + end).rpartition("\n")[2]) + (0 if "\n" in piece else at)
    return text


def folded(piece: str, at: int, start: str, room: int = WIDTH) -> str:
    """Return a key with a quoted text on several lines, which are read as one.

    Parameters
    ----------
    piece : str
        ``key: "text"``.
    at : int
        Characters before it in its line.
    start : str
        Blanks before the lines that follow; they stand a little deeper.
    room : int, optional
        Characters of a line.

    Returns
    -------
    str
        YAML.
    """
    lines, line, deeper = list[str](), "", start + " " * (DEEPER // 2)
    for word in re.split(r"(?<=\S) (?=\S)", piece):
        longer = f"{line} {word}" if line else word
        begun = bool(lines) or '"' in line
        if line and begun and (len(deeper) if lines else at) + len(longer) > room:
            lines.append(line)
            longer = word
        line = longer
    return f"\n{deeper}".join([*lines, line])


def aligned(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return rows of cells as wide as the widest of their column; the last is left as it is.

    Parameters
    ----------
    rows : sequence of sequence of str
        Cells.

    Returns
    -------
    list of list of str
        The same with blanks behind them. Rows of another length than most are left as they are.
    """
    lengths = [len(row) for row in rows]
    usual = max(sorted(set(lengths)), key=lengths.count) if rows else 0
    alike = [row for row in rows if len(row) == usual]
    widths = [max(map(len, cells)) for cells in zip(*alike, strict=True)]
    return [
        [*(cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=False)), row[-1]]
        if len(row) == usual
        else list(row)
        for row in rows
    ]


def table_rows(rows: Sequence[Mapping[str, list[str] | str]], indent: int) -> list[str]:
    """Return rows of a table, one line each where they fit, with aligned columns.

    Parameters
    ----------
    rows : sequence of mapping
        By key, the text of a value, or the items of a number.
    indent : int
        Blanks before each row.

    Returns
    -------
    list of str
        One text a row, of several lines where it is long.
    """
    loose = [{key: f"{key}: {_text(held)}" for key, held in row.items()} for row in rows]
    texts = [dict(row) for row in loose]
    for key in dict.fromkeys(key for row in rows for key in row):
        ranged = [at for at, row in enumerate(rows) if _ranged(row.get(key, ""))]
        lined = aligned([[f"{each}," for each in rows[at][key]] for at in ranged])
        for at, cells in zip(ranged, lined, strict=True):
            texts[at][key] = f"{key}: {{{' '.join(cells)[:-1]}}}"
    lines = aligned([[*(f"{each}," for each in row.values())] for row in texts])
    made = []
    for row, items in zip(lines, loose, strict=True):
        line = f"{' ' * indent}- {{{' '.join(row)[:-1]}}}"
        if len(line) > ROW:
            line = f"{' ' * indent}- {filled(items.values(), indent, indent + 2)}"
        made.append(line)
    return made


def _text(held: Sequence[str] | str) -> str:
    """Return a value of a row, on one line."""
    return held if isinstance(held, str) else number_text(held, 0, -(10**6))


def _ranged(held: Sequence[str] | str) -> bool:
    """Return whether a number is written as value, low and high alone."""
    keys = ["value", "low", "high"]
    return not isinstance(held, str) and [item.partition(":")[0] for item in held] == keys
