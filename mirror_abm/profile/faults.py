"""Faults of what a person wrote: what is wrong, where, and the sentence that says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from ..base.errors import MOST_FAULTS
from . import inheritance

Path = tuple[Any, ...]  #: keys and numbers of items, from the outermost


class Found(ValueError):
    """Several faults of one check.

    Parameters
    ----------
    sentences : list of str
        One a fault; what stands before `` = `` or ``:`` may be a dotted name below the checked
        block, e.g. ``rate.low``.
    """

    def __init__(self, sentences: list[str]):
        super().__init__(sentences[0])
        self.sentences = sentences


def tell(sentences: Iterable[str]) -> None:
    """Raise all faults of one check at once, if there are any.

    A check that asks for a value which is not known, because it is faulty itself, ends with what it
    found before.

    Parameters
    ----------
    sentences : iterable of str
        One a fault.

    Raises
    ------
    Found
        There are some.
    """
    found: list[str] = []
    try:
        for sentence in sentences:
            found.append(sentence)
    except AttributeError:
        if not found:
            raise
    if found:
        raise Found(found)


class Fault(NamedTuple):
    """What is wrong at one place of a document.

    Attributes
    ----------
    path : tuple
        Keys and numbers of items, from the outermost.
    rest : str
        The sentence after the place and the dotted name.
    at_key : bool
        Whether the key is wrong, rather than its value.
    """

    path: Path
    rest: str
    at_key: bool = False


def place_of(document: Any, path: Path, name: str, at_key: bool = False) -> str:
    """Return ``file:line:column`` of the value at a path, or of what is nearest around it.

    Parameters
    ----------
    document : Any
        A document with places, or a chain of them.
    path : tuple
        Keys and numbers of items, from the outermost.
    name : str
        What the file is called.
    at_key : bool, optional
        Whether the place of the key is wanted, rather than of the value.

    Returns
    -------
    str
        Line and column counted from 1.
    """
    document, name = inheritance.owner(document, name, path)
    line = column = 0
    for number, key in enumerate(path, start=1):
        document = inheritance.rows(document, key)
        marks = getattr(document, "lc", None)
        inside = (
            key in document
            if isinstance(document, dict)
            else (isinstance(document, list) and isinstance(key, int) and key < len(document))
        )
        if marks is None or not inside:
            break
        following = document[key]
        block = isinstance(document, dict) and isinstance(following, (dict, list))
        if following is None and marks.value(key)[0] > marks.key(key)[0]:
            block = True  # nothing is written behind the key
        line, column = (
            marks.key(key) if block or (at_key and number == len(path)) else marks.value(key)
        )
        document = following
    return f"{name}:{line + 1}:{column + 1}"


def sentences(faults: Iterable[Fault], document: Any, name: str) -> list[str]:
    """Return faults as sentences ``file:line:column name = got: must ...``.

    Parameters
    ----------
    faults : iterable of Fault
        What is wrong.
    document : Any
        The document, with places, or a chain of them.
    name : str
        What the file is called.

    Returns
    -------
    list of str
        In the order of the file, each once.
    """
    return in_order(told(faults, document, name))


def told(faults: Iterable[Fault], document: Any, name: str) -> list[str]:
    """Return faults as sentences, in the order in which they are given.

    What is wrong with a value that was said elsewhere - by a block around it, or by a shorter word
    - is told under the name at which a person wrote it.

    Parameters
    ----------
    faults : iterable of Fault
        What is wrong; of what is missing, that alone which was not told before.
    document : Any
        The document, with places, or a chain of them.
    name : str
        What the file is called.

    Returns
    -------
    list of str
        One a fault.
    """
    found = []
    for fault in faults:
        *outer, last = fault.path or (None,)
        holder = _at(document, name, outer)
        if fault.rest == ": is missing." and last in getattr(holder, "told", ()):
            continue
        origins = getattr(holder, "origins", {})
        place = place_of(document, fault.path, name, fault.at_key)
        found.append(f"{place} {worded(fault._replace(path=origins.get(last, fault.path)))}")
    return found


def _at(document: Any, name: str, path: Sequence[Any]) -> Any:
    """Return what stands at a path in the file that holds it, or None."""
    node, _ = inheritance.owner(document, name, path)
    for key in path:
        node = inheritance.step(node, key)
    return node


def worded(fault: Fault) -> str:
    """Return a fault as ``name = got: must ...``, without its place.

    Parameters
    ----------
    fault : Fault
        What is wrong.

    Returns
    -------
    str
        One sentence.

    Examples
    --------
    >>> worded(Fault(("acts", "audible_rate"), ": is missing."))
    'acts.audible_rate: is missing.'
    """
    dotted = ".".join(str(part) for part in fault.path)
    rest = fault.rest if fault.rest.endswith((".", "?")) else f"{fault.rest}."
    return f"{dotted}{rest if dotted else rest.strip(': ')}"


def first(told: Sequence[str]) -> str:
    """Return the sentence to tell where only one is told.

    Parameters
    ----------
    told : sequence of str
        All sentences on a file; at least one.

    Returns
    -------
    str
        That on a misspelt key, if there is one, rather than that on the key which is missing
        because of it; else the first.
    """
    return next((sentence for sentence in told if ": unknown key." in sentence), told[0])


def in_order(told: Iterable[str]) -> list[str]:
    """Return sentences by line and column, each once, and no more than anyone would read.

    Parameters
    ----------
    told : iterable of str
        Sentences that begin with ``file:line:column``.

    Returns
    -------
    list of str
        At most :data:`~mirror_abm.base.errors.MOST_FAULTS`, and one on how many more there are.
    """

    def place(sentence: str) -> tuple[int, ...]:
        found = re.search(r":(\d+):(\d+) ", sentence)
        return tuple(int(number) for number in found.groups()) if found else (0,)

    listed = sorted(dict.fromkeys(told), key=place)
    return (
        listed
        if len(listed) <= MOST_FAULTS
        else [*listed[:MOST_FAULTS], f"and {len(listed) - MOST_FAULTS} more faults."]
    )
