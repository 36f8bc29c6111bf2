"""The sources of the numbers: ``references.bib`` -> keys, entries as written, and references as text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ..base.errors import Faults, did_you_mean
from ..base.files import read_text, shown
from ..base.library import LIBRARY

LIMIT = 4_000_000  #: bytes of a file of references

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
KEY = r"^[a-z][a-z0-9_]*$"  #: of a source


class Reference(NamedTuple):
    """One entry of a ``.bib`` file: as it was written, and its fields in plain letters."""

    key: str
    kind: str
    written: str
    fields: dict[str, str]

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


def references(folder: Path = LIBRARY) -> set[str]:
    """Return the keys of ``references.bib``."""
    return set(
        re.findall(r"^@\w+\{([^,\s]+),", read_text(folder / "references.bib", LIMIT), re.MULTILINE)
    )


def bibliography(file: Path) -> set[str]:
    """Return the keys that a species file may cite: the library's, and those of a ``references.bib`` beside the file."""
    beside = file.parent / "references.bib"
    return references() | (references(file.parent) if beside.is_file() else set())


def unlisted(key: str, bib: set[str]) -> str:
    """Return the end of the sentence about a source that no file of references has: `` = 'key': is not in ...``."""
    return f" = {key[:60]!r}: is not in references.bib.{did_you_mean(key, bib)}"


def cited(keys: Iterable[str], folders: Iterable[Path] = ()) -> list[Reference]:
    """Return the entries of ``keys``, sorted, from the files of references in ``folders`` and the library's.

    Raises
    ------
    Faults : keys that no file of references has.
    """
    known: dict[str, Reference] = {}
    for folder in (LIBRARY, *folders):
        if (folder / "references.bib").is_file():
            known |= entries(read_text(folder / "references.bib", LIMIT))
    wanted = sorted(set(keys))
    missing = [
        f"{key}: is not in {shown(LIBRARY / 'references.bib')} or beside the file.{did_you_mean(key, known)}"
        for key in wanted
        if key not in known
    ]
    if missing:
        raise Faults(missing)
    return [known[key] for key in wanted]


def entries(text: str) -> dict[str, Reference]:
    """Return the entries of a ``.bib`` file by key."""
    found = {}
    for start in re.finditer(r"^@(\w+)\{([^,\s]+),", text, re.MULTILINE):
        end = _closing(text, start.end())
        body = text[start.end() : end]
        found[start.group(2)] = Reference(
            start.group(2), start.group(1).lower(), text[start.start() : end + 1], _fields(body)
        )
    return found


def _closing(text: str, at: int) -> int:
    """Return where the brace closes that was opened before ``at``; the end of the text where it never does."""
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
    """Return LaTeX text as plain Unicode: accents, braces, the few commands a list of references holds."""
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
    """Yield path and source of every block in a species file that looks like a number with one."""
    if (
        isinstance(data, dict)
        and isinstance(data.get("source"), str)
        and re.fullmatch(KEY, data["source"])
    ):
        yield path, data["source"]
    for key, item in (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    ):
        yield from sources_in(item, (*path, key))
