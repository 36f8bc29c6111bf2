"""What the file of a network is: text in which encoding, a workbook, or what is converted first."""

from __future__ import annotations

import re

from ..base.errors import InputError
from ..base.given import decoded, is_workbook

Row = tuple[int, list[str]]  #: the number of a line, and its cells

_CSV = "save the ties as CSV in UTF-8 (source, target, weight)"
#: what files that are no text begin with, what they are, and what to do with them
_NO_TEXT = (
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls)", "save it as .xlsx or as CSV UTF-8"),
    (b"%PDF", "a PDF", _CSV),
    (b"\x1f\x8b", "compressed (gzip, as are .RData and .rds of R)", f"unpack it, or {_CSV}"),
    (b"BZh", "compressed (bzip2)", "unpack it first"),
    (b"\xfd7zXZ", "compressed (xz)", "unpack it first"),
    (b"7z\xbc\xaf", "compressed (7z)", "unpack it first"),
    (b"Rar!", "compressed (rar)", "unpack it first"),
    (b"SQLite format 3", "a database", _CSV),
)
#: formats of networks that are text and not read: how they begin, what they are, what to do
_OTHER_TEXT = (
    (r"dl\s*(n|nr|format|,|\n|$)", "a DL file of UCINET", f"export it to Excel there, or {_CSV}"),
    (r"(strict\s+)?(di)?graph\b[^\[\n]*\{", "a DOT file of Graphviz", _CSV),
    (r"[\[{]\s*[\"\[{]", "JSON", f"in Python networkx.write_graphml writes it anew, or {_CSV}"),
    (r"nodedef\s*>", "a GDF file of GUESS", "save it as GraphML or GEXF in Gephi"),
    (r"#nexus", "a NEXUS file, as of a tree", _CSV),
    (r"%%matrixmarket\s+matrix\s+array", "a Matrix Market array without names", _CSV),
)


def opened(data: bytes, name: str) -> str | list[Row]:
    """Return the text of a file, or the rows of its only sheet.

    Parameters
    ----------
    data : bytes
        What is in it.
    name : str
        What it is called in sentences.

    Returns
    -------
    str or list of (int, list of str)
        Text with newlines as line ends, or numbered rows of cells.

    Raises
    ------
    InputError
        It is something else: what it is, and what to do.
    """
    if is_workbook(data, name, _NO_TEXT, f"save it as .xlsx, or {_CSV}"):
        return _only_sheet(data, name)
    return known_text(decoded(data, name, _CSV), name)


def _only_sheet(data: bytes, name: str) -> list[Row]:
    """Return the rows of the only sheet of a workbook that holds anything."""
    from ..base.workbook import sheets_of  # which loads pandas: few networks need it

    sheets = {
        title: [(number, row) for number, row in enumerate(rows, start=1) if any(row)]
        for title, rows in sheets_of(data, name).items()
    }
    filled = {title: rows for title, rows in sheets.items() if rows}
    if len(filled) > 1:
        raise InputError(
            f"{name}: has {len(filled)} sheets with something in them ({', '.join(filled)[:80]}): "
            "must have one; save the sheet of the network as CSV UTF-8, or delete the others."
        )
    return next(iter(filled.values()), [])


def known_text(text: str, name: str) -> str:
    """Return a text with newlines as line ends, if it is of no format that is known and not read.

    Parameters
    ----------
    text : str
        The text.
    name : str
        What the file is called in sentences.

    Returns
    -------
    str
        Without the mark at its beginning.

    Raises
    ------
    InputError
        It is such a format: which one, and how to convert it.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    begin = text[:2000].lstrip()
    for pattern, sort, todo in _OTHER_TEXT:
        if re.match(pattern, begin, re.IGNORECASE):
            raise InputError(f"{name}: is {sort}, which is not read: {todo}.")
    return text
