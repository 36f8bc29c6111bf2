"""What a file is: text, a workbook, a document of ELAN, or what must be exported first."""

from __future__ import annotations

import re

from ..base.errors import InputError
from ..base.given import is_workbook

AS_TEXT = "export the log as TSV or CSV in UTF-8"  #: what to do with what is no text
WORKBOOK, EAF, TEXT = "workbook", "eaf", "text"
#: what files that are no text begin with, what they are, and what to do with them
_REFUSED = (
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls)", "save it as CSV UTF-8, or as .xlsx"),
    (b"%PDF", "a PDF", AS_TEXT),
    (b"\x1f\x8b", "compressed (gzip)", "unpack it first"),
    (b"7z\xbc\xaf", "compressed (7z)", "unpack it first"),
    (b"Rar!", "compressed (rar)", "unpack it first"),
    (b"SQLite format 3", "a database", AS_TEXT),
)
_BORIS = (
    "export its events with Observations > Export events > Tabular events (or Aggregated events)"
)
_PRAAT = "open it in ELAN, and export it as tab-delimited text"


def kind_of(data: bytes, name: str) -> str:
    """Return what a file is.

    Parameters
    ----------
    data : bytes
        What is in it.
    name : str
        What it is called in sentences.

    Returns
    -------
    str
        ``"workbook"``, ``"eaf"`` or ``"text"``.

    Raises
    ------
    InputError
        It is something that is known and cannot be read: what it is, and what to do.
    """
    otherwise = "save the log as CSV in UTF-8, or as .xlsx"
    return WORKBOOK if is_workbook(data, name, _REFUSED, otherwise) else TEXT


def kind_of_text(text: str, name: str) -> str:
    """Return whether a text is a document of ELAN or something to be tried as a table.

    Parameters
    ----------
    text : str
        The text.
    name : str
        What the file is called in sentences.

    Returns
    -------
    str
        ``"eaf"`` or ``"text"``.

    Raises
    ------
    InputError
        It is a project, or another document that is known and cannot be read.
    """
    first = text[:4000].lstrip()
    if first.startswith("<"):
        root = re.search(
            r"<([A-Za-z][\w:.-]*)", re.sub(r"<!--.*?-->|<\?.*?\?>|<!DOCTYPE\s+", "", first)
        )
        if root and root[1] == "ANNOTATION_DOCUMENT":
            return EAF
        what = f" <{root[1]}>" if root else ""
        raise InputError(
            f"{name}: is an XML or HTML document{what} and no log that can be read: export the "
            "events as a table, TSV or CSV in UTF-8."
        )
    if first.startswith("{") or first.startswith("[{"):
        if re.search(r'"(?:project_format_version|behaviors_conf|independent_variables)"', text):
            raise InputError(f"{name}: is a BORIS project: {_BORIS}.")
        raise InputError(f"{name}: is JSON: export the log as TSV or CSV in UTF-8.")
    if re.match(r'File type = "ooTextFile|"ooTextFile', first):
        raise InputError(f"{name}: is a TextGrid of Praat: {_PRAAT}.")
    return TEXT
