"""The sources of the numbers: ``references.bib`` -> keys, entries, and references as text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ..base.brief import brief
from ..base.errors import Faults, did_you_mean
from ..base.files import read_text, shown
from ..base.library import LIBRARY

MAX_BIB_BYTES = 4_000_000  #: of a file of references
CITATION_KEY = r"^[a-z][a-z0-9_]*$"  #: what the key of a source looks like

#: LaTeX accents and the combining characters they stand for
_ACCENTS = {
    "'": "\u0301",
    "`": "\u0300",
    "^": "\u0302",
    '"': "\u0308",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
    "v": "\u030c",
    "u": "\u0306",
    "H": "\u030b",
    "c": "\u0327",
    "k": "\u0328",
    "r": "\u030a",
}
#: LaTeX commands for letters
_LETTERS = {
    "o": "ø",
    "O": "Ø",
    "l": "ł",
    "L": "Ł",
    "ss": "ß",
    "ae": "æ",
    "AE": "Æ",
    "aa": "å",
    "AA": "Å",
    "i": "i",
}


class Reference(NamedTuple):
    """One entry of a ``.bib`` file.

    Attributes
    ----------
    key : str
        What it is cited by.
    kind : str
        ``"article"``, ``"book"`` and so on.
    written : str
        The entry as it was written.
    fields : dict of str to str
        Its fields, in plain letters.
    """

    key: str
    kind: str
    written: str
    fields: dict[str, str]

    def __repr__(self) -> str:
        return brief(self)

    @property
    def text(self) -> str:
        """The reference as it stands in a list of references."""
        get = self.fields.get
        names = [name.strip() for name in re.split(r"\s+and\s+", get("author", ""))]
        who = ", ".join("et al." if name == "others" else name for name in names if name)
        where = " ".join(
            part
            for part in (
                get("journal") or get("booktitle") or get("publisher", ""),
                get("volume", ""),
            )
            if part
        )
        where += f", {get('pages', '').replace('--', '-')}" if get("pages") else ""
        parts = [
            f"{who} ({get('year', 'no year')})",
            get("title", ""),
            where,
            f"doi:{get('doi')}" if get("doi") else get("url", ""),
        ]
        said = " ".join(
            part if part.endswith((".", "?", "!")) else f"{part}." for part in parts if part
        )
        note = " ".join(get("note", "").split())
        return f"{said} [{note}]" if note else said

    @property
    def short(self) -> str:
        """The reference as it stands in a sentence, such as ``Cook et al. 2010``."""
        names = [
            name.split(",")[0] if "," in name else name.split()[-1]
            for name in re.split(r"\s+and\s+", self.fields.get("author", ""))
            if name.strip()
        ]
        if len(names) > 2 or "others" in names:
            names = [f"{names[0]} et al."]
        who = " & ".join(name.strip() for name in names) or self.key.replace("_", " ")
        return f"{who} {self.fields['year']}" if names and "year" in self.fields else who


def references(folder: Path = LIBRARY) -> set[str]:
    """Return the keys of a ``references.bib``.

    Parameters
    ----------
    folder : Path, optional
        Where the file stands; by default, the library.

    Returns
    -------
    set of str
        All of its keys.
    """
    text = read_text(folder / "references.bib", MAX_BIB_BYTES)
    return set(re.findall(r"^@\w+\{([^,\s]+),", text, re.MULTILINE))


def bibliography(file: Path) -> set[str]:
    """Return the keys that a species file may cite.

    Parameters
    ----------
    file : Path
        The species file.

    Returns
    -------
    set of str
        Those of the library, and of a ``references.bib`` beside the file.
    """
    beside = file.parent / "references.bib"
    return references() | (references(file.parent) if beside.is_file() else set())


def unlisted(key: str, bib: set[str]) -> str:
    """Return the end of the sentence about a source that no file of references has.

    Parameters
    ----------
    key : str
        The source that is cited.
    bib : set of str
        The keys that there are.

    Returns
    -------
    str
        `` = 'key': is not in references.bib.``, and what may be meant.
    """
    return f" = {key[:60]!r}: is not in references.bib.{did_you_mean(key, bib)}"


def cited(keys: Iterable[str], folders: Iterable[Path] = ()) -> list[Reference]:
    """Return the entries of the sources that are cited.

    Parameters
    ----------
    keys : iterable of str
        The sources.
    folders : iterable of Path, optional
        Folders whose ``references.bib``, if they have one, adds to that of the library.

    Returns
    -------
    list of Reference
        Each once, sorted by key.

    Raises
    ------
    Faults
        Keys that no file of references has.
    """
    known: dict[str, Reference] = {}
    for folder in (LIBRARY, *folders):
        if (folder / "references.bib").is_file():
            known |= entries(read_text(folder / "references.bib", MAX_BIB_BYTES))
    wanted = sorted(set(keys))
    missing = [
        f"{key}: is not in {shown(LIBRARY / 'references.bib')} or beside the file."
        f"{did_you_mean(key, known)}"
        for key in wanted
        if key not in known
    ]
    if missing:
        raise Faults(missing)
    return [known[key] for key in wanted]


def entries(text: str) -> dict[str, Reference]:
    """Return the entries of a ``.bib`` file.

    Parameters
    ----------
    text : str
        The text of the file.

    Returns
    -------
    dict of str to Reference
        By key, in the order of the file.
    """
    found = {}
    for start in re.finditer(r"^@(\w+)\{([^,\s]+),", text, re.MULTILINE):
        end = _closing(text, start.end())
        body = text[start.end() : end]
        found[start.group(2)] = Reference(
            start.group(2), start.group(1).lower(), text[start.start() : end + 1], _fields(body)
        )
    return found


def _closing(text: str, at: int) -> int:
    """Return where the brace opened before ``at`` is closed; the end if it never is."""
    depth = 1
    for mark in re.finditer(r"(?<!\\)[{}]", text[at:]):
        depth += 1 if mark.group() == "{" else -1
        if depth == 0:
            return at + mark.start()
    return len(text) - 1


def _fields(body: str) -> dict[str, str]:
    """Return the fields of an entry, in plain letters."""
    found, at = {}, 0
    while start := re.compile(r"(\w+)\s*=\s*([{\"]|[^\s,{}\"]+)").search(body, at):
        opening = start.group(2)
        if opening == "{":
            end = _closing(body, start.end())
            value = body[start.end() : end]
        elif opening == '"':
            end = body.find('"', start.end())
            end = len(body) if end < 0 else end
            value = body[start.end() : end]
        else:
            value, end = opening, start.end()
        found[start.group(1).lower()] = plain_letters(value)
        at = end + 1
    return found


def plain_letters(latex: str) -> str:
    r"""Return LaTeX text as plain Unicode.

    Parameters
    ----------
    latex : str
        Text with accents, braces, and the few commands that a list of references holds.

    Returns
    -------
    str
        The same in Unicode, composed (NFC), in one line.

    Examples
    --------
    >>> plain_letters(r"G{\"o}del \& {\O}rsted")
    'Gödel & Ørsted'
    """
    text = re.sub(r"\\([&%$#_])", r"\1", latex)
    text = re.sub(
        r"""\\(?:(['`^"~=.])\s*\{?\\?([A-Za-z])\}?|([vuHckr])\s*\{\\?([A-Za-z])\})""",
        lambda m: (m.group(2) or m.group(4)) + _ACCENTS[m.group(1) or m.group(3)],
        text,
    )
    text = re.sub(
        r"\\(ss|ae|AE|aa|AA|[oOlLi])(?![A-Za-z])\s?", lambda m: _LETTERS[m.group(1)], text
    )
    return " ".join(unicodedata.normalize("NFC", re.sub(r"[{}]", "", text)).split())


def sources_in(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], str]]:
    """Yield every source in a species file that is written like a key.

    Parameters
    ----------
    data : Any
        Plain dicts, lists and scalars.
    path : tuple, optional
        Where ``data`` stands in the file.

    Yields
    ------
    tuple of (tuple, str)
        The path of the block that names the source, and the key.
    """
    inner: Iterable[tuple[Any, Any]] = ()
    if isinstance(data, dict):
        source = data.get("source")
        if isinstance(source, str) and re.fullmatch(CITATION_KEY, source):
            yield path, source
        inner = data.items()
    elif isinstance(data, list):
        inner = enumerate(data)
    for key, item in inner:
        yield from sources_in(item, (*path, key))
