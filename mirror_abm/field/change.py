"""One value of a species file changed in place; all else stays byte for byte, comments too."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ..base.brief import brief
from ..base.errors import Faults, InputError, did_you_mean
from ..base.files import read_text, shown, write_text
from ..base.yaml_spans import Node, tree
from ..base.yaml_text import parse_yaml
from ..profile.citations import bibliography
from ..profile.inheritance import documents, rows
from ..profile.layers import placed
from ..profile.short import TABLE, WORDS
from ..profile.species import SpeciesProfile, examined
from .text import PLACEHOLDER, value_text

PARTS = ("value", "low", "high", "unit", *WORDS)  #: of a number, in the order in which they stand
KNOWN = ("measured", "derived")  #: what a number must not be called with the reason of a guess

Path_ = tuple[Any, ...]


class Changed(NamedTuple):
    """What became of a file.

    Attributes
    ----------
    text : str
        The new text, which was written.
    left : dict
        Of a number, the parts that were not named and stay as they were.
    followed : list of str
        Of a number without a range of its own, the parts that are now its value.
    """

    text: str
    left: dict[str, Any]
    followed: list[str]

    def __repr__(self) -> str:
        return brief(self)


def change(file: Path, dotted: str, value: str | None, **rest: str | float | None) -> Changed:
    """Change one value of a species file in place.

    Parameters
    ----------
    file : Path
        The species file.
    dotted : str
        A number as ``species show`` names it (its ``value`` is changed), or any single value, for
        example ``taxon.vernacular``.
    value : str or None
        What is written there; None leaves the value of a number as it is.
    **rest : str or float or None
        low, high, source, how and reason of a number.

    Returns
    -------
    Changed
        The new text, and what stays as it was.

    Raises
    ------
    Faults
        What would be wrong then; the file is left as it is.
    InputError
        There is no such value, it is a block, or a number would be called measured or derived with
        the reason of a guess.
    """
    text, name = read_text(file), shown(file)
    document = parse_yaml(text, name)
    full = documents(placed(SpeciesProfile, text, name, file)[0])[0]
    path = _path(document, full, dotted, name)
    new = {key: item for key, item in {"value": value, **rest}.items() if item is not None}
    number = _number_around(full, path)
    if number is not None and path != number and "value" in new:
        new[path[-1]] = new.pop("value")  # group.size.low=3 is group.size with --low 3
    if number is not None:
        held = _at(full, number)
        _refuse_reason_of_a_guess(held, new, f"{name} {dotted}")
        edits = _of_number(text, document, number, new)
    else:
        held = {}
        edits = _of_single_value(text, document, path, new, f"{name} {dotted}")
    if set(new) & {"value", "source"}:
        edits += _marks(text, [start for start, _, _ in edits])
    changed = text
    for start, end, put in sorted(edits, reverse=True):
        changed = changed[:start] + put + changed[end:]
    before, _ = examined(text, name, bibliography(file), file)
    after, _ = examined(changed, name, bibliography(file), file)
    known = {_without_place(sentence) for sentence in before}
    worse = [sentence for sentence in after if _without_place(sentence) not in known]
    if worse:
        raise Faults(worse)
    write_text(file, changed)
    origins = getattr(held, "origins", {})
    bare = [key for key in ("low", "high") if key in origins and key not in new]
    left = {key: held[key] for key in PARTS if key in held and key not in (*new, *bare, "unit")}
    return Changed(changed, left, bare if "value" in new else [])


def _marks(text: str, places: Sequence[int]) -> list[tuple[int, int, str]]:
    """Return what to delete: remarks that what is changed was taken over from a relative."""
    found = set()
    for at in places:
        line = re.compile(r"[^\n]*?([ \t]*# from \w+: check)[ \t]*(?=\n|\Z)")
        match = line.match(text, text.rfind("\n", 0, at) + 1)
        if match:
            found.add((match.start(1), match.end(1), ""))
    return sorted(found)


def _without_place(sentence: str) -> str:
    """Return a sentence without line and column, which a change may move."""
    return re.sub(r":\d+:\d+ ", " ", sentence, count=1)


def _at(node: Any, path: Path_) -> Any:
    """Return what stands at a path, a row of a table by its number."""
    for key in path:
        node = rows(node, key)[key]
    return node


def _number_around(full: Any, path: Path_) -> Path_ | None:
    """Return the path of the number that is at a path, or of which a part is, or None."""
    for number in (path, path[:-1]):
        held = _at(full, number) if _there(full, number) else None
        if isinstance(held, dict) and "value" in held and number:
            return number
    return None


def _there(node: Any, path: Path_) -> bool:
    """Return whether something stands at a path."""
    try:
        _at(node, path)
    except (KeyError, IndexError, TypeError):
        return False
    return True


def _refuse_reason_of_a_guess(held: Any, new: Mapping[str, Any], where: str) -> None:
    """Refuse to call a number known with the reason that it had before it was."""
    how = new.get("how", held.get("how"))
    draft = str(held.get("reason", "")).lower().startswith(PLACEHOLDER)
    anew = "how" in new and new["how"] != held.get("how")
    elsewhere = "reason" in getattr(held, "origins", {})
    if elsewhere and "reason" not in new and {"source", "how"} & set(new):
        raise InputError(
            f"{where}: the reason {str(held['reason'])[:60]!r} is said for other numbers as well, "
            "and not for another source or how: give this number its own with --reason."
        )
    if how in KNOWN and "reason" not in new and (anew or ("how" in new and draft)):
        raise InputError(
            f"{where}: how = {how!r}: the reason that stands there, {str(held['reason'])[:60]!r}, "
            f"is not one of a number that is {how}: give it with --reason."
        )


def _path(document: Any, full: Any, dotted: str, name: str) -> Path_:
    """Return the path of a dotted name, which may be a part that a number leaves unsaid."""
    head, _, part = dotted.rpartition(".")
    if head and part in PARTS:
        try:
            number = _find(document, head, name)
        except InputError:
            number = ()
        if number and _number_around(full, number) == number:
            return (*number, part)
    return _find(document, dotted, name)


def _find(document: Any, dotted: str, name: str) -> Path_:
    """Return the path of a dotted name; actions are named, not numbered."""
    path: Path_ = ()
    here = document
    for key in dotted.split("."):
        inner = here[TABLE] if isinstance(here, dict) and _table(here) else here
        names: Sequence[Any] = list(here) if isinstance(here, dict) else []
        step: Any = key
        if isinstance(inner, list):
            of_rows = [item.get("name") if isinstance(item, dict) else None for item in inner]
            number = int(key) if key.isdigit() and int(key) < len(inner) else None
            step = of_rows.index(key) if key in of_rows else number
            if step is None and key in names and key != TABLE:
                step, inner = key, here
            names = [*of_rows, *names]
        elif key not in names:
            step = None
        if step is None:
            where = ".".join(str(part) for part in path) or "the file"
            raise InputError(
                f"{name} {dotted}: {where} has no {key}."
                f"{did_you_mean(key, [n for n in names if n and n != key])} This command changes "
                "what is written and adds nothing: write new keys in an editor."
            )
        path, here = (*path, step), inner[step]
    return path


def _table(node: Any) -> bool:
    """Return whether a block is a list with what is said for its rows."""
    return isinstance(node.get(TABLE), list)


def _node(root: Node, document: Any, path: Path_) -> Node:
    """Return the place of what stands at a path in the text."""
    node = root
    for key in path:
        if rows(document, key) is not document:
            document, node = document[TABLE], node.items[TABLE]
        document, node = document[key], node.items[key]
    return node


def _of_single_value(
    text: str, document: Any, path: Path_, new: Mapping[str, Any], where: str
) -> list[tuple[int, int, str]]:
    """Return what to write for a value that is no number with a range."""
    target = _at(document, path)
    if isinstance(target, (dict, list)):
        first = next(iter(target), "") if isinstance(target, dict) else 0
        raise InputError(
            f"{where}: is a block: name one value in it, for example {'.'.join(where.split()[1:])}"
            f".{first}."
        )
    if set(new) - {"value"}:
        raise InputError(
            f"{where}: is no number with a range: --low, --high, --source, --how and --reason do "
            "not apply."
        )
    if path[-1] == "how" and new["value"] in KNOWN and target != new["value"]:
        raise InputError(
            f"{where}: would call all numbers below {new['value']} with the reasons that they "
            "have: name one number, with --how and --reason."
        )
    node = _node(tree(text), document, path)
    return [(node.start, node.end, _in_place_of(target, new["value"]))]


def _of_number(
    text: str, document: Any, path: Path_, new: Mapping[str, Any]
) -> list[tuple[int, int, str]]:
    """Return what to write of a number: parts in place of others, and those that it lacks."""
    node, written = _node(tree(text), document, path), _at(document, path)
    if not isinstance(written, dict):  # a bare number
        parts = {"value": _in_place_of(written, new.get("value", written))}
        parts |= {key: _new(key, new[key]) for key in PARTS[1:] if key in new}
        bare = len(parts) == 1
        listed = ", ".join(f"{key}: {put}" for key, put in parts.items())
        return [(node.start, node.end, parts["value"] if bare else f"{{{listed}}}")]
    edits = []
    between = ", " if node.flow else "\n" + " " * _indent(text, node)
    for some in (PARTS[:4], PARTS[4:]):  # numbers stand behind the value, words at the end
        there = [held for key, held in node.items.items() if key in some or "source" in some]
        at = max(held.end for held in there)
        lacking = [key for key in some if key in new and key not in written]
        put = [f"{key}: {_new(key, new[key])}" for key in lacking]
        if put and "reason" in written and "source" in some:  # the reason stays the last
            at = node.keys["reason"].start
            edits.append((at, at, "".join(f"{piece}{between}" for piece in put)))
        elif put:
            edits.append((at, at, "".join(f"{between}{piece}" for piece in put)))
    for key in (key for key in new if key in written):
        held = node.items[key]
        edits.append((held.start, held.end, _in_place_of(written[key], new[key])))
    return edits


def _indent(text: str, node: Node) -> int:
    """Return how many blanks stand before the keys of a block without brackets."""
    return node.start - text.rfind("\n", 0, node.start) - 1


def _new(key: str, value: Any) -> str:
    """Return a part that was not written before."""
    if key in ("source", "how", "reason", "unit"):
        return value_text(str(value))
    return f"{value:.10g}" if isinstance(value, (int, float)) else str(value)


def _in_place_of(old: Any, value: Any) -> str:
    """Return a value as YAML, of the kind that stood there.

    A number or a flag stays bare, text is quoted where it must be.
    """
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    text = f"{value:.10g}" if number else str(value)
    bare = not isinstance(old, str) and re.fullmatch(r"[-+.\w]+", text)
    return text if bare else value_text(text)
