"""YAML 1.2 text -> dicts and lists that know the line and column of whatever stands in them.

The text is read in one pass over the parser's events, without recursion. What no species file needs
and what can do harm is refused with its place: tags, anchors, aliases, merge keys, keys that stand
twice, deep nesting, endless lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from .errors import MOST_FAULTS, Faults, InputError
from .places import Place, PlacedList, PlacedMapping

MAX_DEPTH = 40  #: the deepest nesting that a person would write by hand
MAX_VALUES = 6000  #: the most keys and values that a person would write by hand
MAX_DIGITS = 300  #: the longest number

_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
_REFUSED = re.compile(
    r"[^\t\n\r\x20-\x7e\x85\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def scalar(text: str, plain: bool) -> Any:
    """Return what a YAML 1.2 scalar stands for, by the core schema.

    Parameters
    ----------
    text : str
        The scalar, without its quotes.
    plain : bool
        Whether it stands without quotes; quoted text is text.

    Returns
    -------
    None, bool, int, float or str
        The value.

    References
    ----------
    YAML 1.2.2, section 10.3, https://yaml.org/spec/1.2.2/

    Examples
    --------
    >>> scalar("0o17", True), scalar("yes", True), scalar("1", False)
    (15, 'yes', '1')
    """
    if not plain:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
    if _FLOAT.fullmatch(text):
        return float(
            text.replace(".inf", "inf")
            .replace(".Inf", "inf")
            .replace(".INF", "inf")
            .replace(".nan", "nan")
            .replace(".NaN", "nan")
            .replace(".NAN", "nan")
        )
    return text


class _Builder:
    """The document that is made from events, and what is refused on the way."""

    def __init__(self, name: str):
        self.name, self.refused = name, list[str]()
        # what is being filled, the key that waits for its value, and the place of that key
        self.open: list[tuple[Any, Any, Place]] = []
        self.root: Any = None
        self.nodes = 0
        self.documents = 0

    def refuse(self, at: Place, why: str) -> None:
        """Note what is wrong at a place, and read on to find more."""
        self.refused.append(f"{self.name}:{at[0] + 1}:{at[1] + 1} {why}")
        if len(self.refused) >= MOST_FAULTS:
            raise Faults(self.refused)

    def stop(self, at: Place, why: str) -> None:
        """Refuse, and read no further."""
        self.refuse(at, why)
        raise Faults(self.refused)

    def build(self, events: Iterable[Any]) -> Any:
        """Return the document, or raise all that is refused."""
        for event in events:
            at = event.start_mark.line, event.start_mark.column
            if isinstance(event, (MappingEndEvent, SequenceEndEvent)):
                self.open.pop()
            elif isinstance(event, DocumentStartEvent):
                self.documents += 1
                if self.documents > 1:
                    self.stop(at, "a second YAML document begins: must be one document a file.")
            elif isinstance(event, AliasEvent):
                self.refuse(at, "a YAML alias (*) is not allowed here: write the value out.")
                self.add(at, None)
            elif isinstance(event, (ScalarEvent, MappingStartEvent, SequenceStartEvent)):
                self.node(event, at)
        if self.refused:
            raise Faults(self.refused)
        return self.root

    def node(self, event: Any, at: Place) -> None:
        """Take a scalar, or the beginning of a mapping or list."""
        self.nodes += 1
        if self.nodes > MAX_VALUES:
            self.stop(at, f"is one value too many: a file may hold {MAX_VALUES} keys and values.")
        if event.anchor is not None:
            self.refuse(at, "a YAML anchor (&) is not allowed here: write the value out.")
        if event.tag is not None:
            self.refuse(at, "a YAML tag (!) is not allowed here: write the plain value.")
        if isinstance(event, ScalarEvent):
            digits = len(event.value)
            if digits > MAX_DIGITS and _INT.fullmatch(event.value) and event.implicit[0]:
                self.refuse(at, f"is a number of {digits} digits: must have at most {MAX_DIGITS}.")
                self.add(at, None)
            else:
                self.add(at, scalar(event.value, event.implicit[0] and event.style in (None, "")))
            return
        if len(self.open) >= MAX_DEPTH:
            self.stop(at, f"is nested more than {MAX_DEPTH} deep.")
        made: Any = PlacedMapping() if isinstance(event, MappingStartEvent) else PlacedList()
        self.add(at, made)
        self.open.append((made, _NO_KEY, at))

    def add(self, at: Place, value: Any) -> None:
        """Put a value where it belongs: the next item or key, or the key that waits for one."""
        if not self.open:
            self.root = value
            return
        holder, key, key_at = self.open[-1]
        if isinstance(holder, PlacedList):
            holder.lc.put(len(holder), at, at)
            holder.append(value)
        elif key is _NO_KEY:
            self.open[-1] = holder, self.key(holder, value, at), at
        else:
            self.open[-1] = holder, _NO_KEY, at
            if key is not None:
                holder[key] = value
                holder.lc.put(key, key_at, at)

    def key(self, holder: PlacedMapping, key: Any, at: Place) -> str | None:
        """Return ``key`` if it may stand in ``holder``, else None, which drops its value."""
        if not isinstance(key, str):
            got = key if isinstance(key, (bool, int, float)) or key is None else "a list or mapping"
            self.refuse(at, f"the key {got} must be a word.")
        elif key == "<<":
            self.refuse(at, "a YAML merge key (<<) is not allowed here: write the values out.")
        elif key in holder:
            line = holder.lc.key(key)[0] + 1
            self.refuse(
                at, f"{key}: stands twice in one block, first in line {line}: must stand once."
            )
        else:
            return key
        return None


_NO_KEY: Any = object()


def parse_yaml(text: str, name: str) -> Any:
    """Return the YAML 1.2 document in ``text``.

    Parameters
    ----------
    text : str
        The text of a file.
    name : str
        What the file is called in sentences.

    Returns
    -------
    PlacedMapping, PlacedList or scalar
        The document, with the place of every value in ``lc``.

    Raises
    ------
    Faults
        The first place that is not YAML, or all that is refused.
    """
    strange = _REFUSED.search(text, 1 if text.startswith("\ufeff") else 0)
    if strange:
        before = text[: strange.start()].split("\n")
        raise Faults(
            [
                f"{name}:{len(before)}:{len(before[-1]) + 1} the character "
                f"U+{ord(strange.group()):04X} is not allowed in YAML."
            ]
        )
    try:
        return _Builder(name).build(YAML(typ="safe", pure=True).parse(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{name}:{mark.line + 1}:{mark.column + 1}" if mark else name
        problem = " ".join(str(error.problem or error.context or "is not YAML").split())
        raise Faults([f"{place} is not YAML 1.2: {problem}."]) from None
    except (
        YAMLError,
        RecursionError,
        ValueError,
        KeyError,
        IndexError,
        TypeError,
        AttributeError,
        AssertionError,
    ) as error:
        if isinstance(error, InputError):
            raise
        raise Faults([f"{name}: is not YAML 1.2: {' '.join(str(error).split())[:200]}."]) from None


def span(text: str, place: Place) -> tuple[int, int]:
    """Return where a scalar begins and ends in a text.

    Parameters
    ----------
    text : str
        YAML.
    place : tuple of int
        Line and column of the scalar, counted from 0.

    Returns
    -------
    tuple of int
        The first character, and the one after the last.

    Raises
    ------
    InputError
        No scalar begins there.
    """
    for event in YAML(typ="safe", pure=True).parse(text):
        if (
            isinstance(event, ScalarEvent)
            and (event.start_mark.line, event.start_mark.column) == place
        ):
            return event.start_mark.index, event.end_mark.index
    raise InputError(f"line {place[0] + 1}, column {place[1] + 1}: no single value stands there.")
