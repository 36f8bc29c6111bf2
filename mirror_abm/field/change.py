"""One value of a species file changed in place; all else stays byte for byte, comments too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..base.errors import Faults, InputError, did_you_mean
from ..base.files import read_text, shown, write_text
from ..base.yaml_text import parse_yaml, span
from ..profile.citations import bibliography
from ..profile.species import examined
from .text import value_text


def change(file: Path, dotted: str, value: str | None, **rest: str | float | None) -> str:
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
    str
        The new text, which was written to the file.

    Raises
    ------
    Faults
        What would be wrong then; the file is left as it is.
    InputError
        There is no such value, or it is a block.
    """
    text, name = read_text(file), shown(file)
    document = parse_yaml(text, name)
    path, target = _find(document, dotted, name)
    new = {key: item for key, item in {"value": value, **rest}.items() if item is not None}
    if isinstance(target, dict) and "value" in target:
        wanted: dict[tuple[Any, ...], Any] = {(*path, key): item for key, item in new.items()}
    elif isinstance(target, (dict, list)):
        first = next(iter(target), "") if isinstance(target, dict) else 0
        raise InputError(
            f"{name} {dotted}: is a block: name one value in it, for example {dotted}.{first}."
        )
    elif set(new) - {"value"}:
        raise InputError(
            f"{name} {dotted}: is no number with a range: --low, --high, --source, --how and "
            "--reason do not apply."
        )
    else:
        wanted = {path: value}
    changed = _replaced(text, document, wanted, name)
    before, _ = examined(text, name, bibliography(file), file)
    after, _ = examined(changed, name, bibliography(file), file)
    known = {_without_place(sentence) for sentence in before}
    worse = [sentence for sentence in after if _without_place(sentence) not in known]
    if worse:
        raise Faults(worse)
    write_text(file, changed)
    return changed


def _without_place(sentence: str) -> str:
    """Return a sentence without line and column, which a change may move."""
    return re.sub(r":\d+:\d+ ", " ", sentence, count=1)


def _find(document: Any, dotted: str, name: str) -> tuple[tuple[Any, ...], Any]:
    """Return path and value of a dotted name; actions are named, not numbered."""
    path: tuple[Any, ...] = ()
    here = document
    for key in dotted.split("."):
        names: Sequence[Any] = list(here) if isinstance(here, dict) else []
        step: Any = key
        if isinstance(here, list):
            names = [item.get("name") if isinstance(item, dict) else None for item in here]
            number = int(key) if key.isdigit() and int(key) < len(here) else None
            step = names.index(key) if key in names else number
        elif key not in names:
            step = None
        if step is None:
            where = ".".join(str(part) for part in path) or "the file"
            raise InputError(
                f"{name} {dotted}: {where} has no {key}."
                f"{did_you_mean(key, [n for n in names if n])} This command changes what is "
                "written and adds nothing: write new keys in an editor."
            )
        path, here = (*path, step), here[step]
    return path, here


def _replaced(text: str, document: Any, wanted: dict[tuple[Any, ...], Any], name: str) -> str:
    """Return ``text`` with the scalars at some paths replaced, from the last to the first."""
    edits = []
    for path, value in wanted.items():
        holder = document
        for key in path[:-1]:
            holder = holder[key]
        if isinstance(holder, dict) and path[-1] not in holder:
            raise InputError(
                f"{name} {'.'.join(map(str, path))}: is not written in the file: write it there "
                "first."
            )
        start, end = span(text, holder.lc.value(path[-1]))
        old = holder[path[-1]]
        edits.append((start, end, _in_place_of(old, value)))
    for start, end, new_text in sorted(edits, reverse=True):
        text = text[:start] + new_text + text[end:]
    return text


def _in_place_of(old: Any, value: Any) -> str:
    """Return a value as YAML, of the kind that stood there.

    A number or a flag stays bare, text is quoted where it must be.
    """
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    text = f"{value:.10g}" if number else str(value)
    bare = not isinstance(old, str) and re.fullmatch(r"[-+.\w]+", text)
    return text if bare else value_text(text)
