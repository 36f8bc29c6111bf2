"""What a file is: text, a workbook, a document of ELAN, or what must be exported first."""

from __future__ import annotations

import codecs
import re

from ..base.errors import InputError

WORKBOOK, EAF, TEXT = "workbook", "eaf", "text"
#: what files that are no text begin with, what they are, and what to do with them
_REFUSED = (
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls)", "save it as CSV UTF-8, or as .xlsx"),
    (b"%PDF", "a PDF", "export the log as TSV or CSV in UTF-8"),
    (b"\x1f\x8b", "compressed (gzip)", "unpack it first"),
    (b"7z\xbc\xaf", "compressed (7z)", "unpack it first"),
    (b"Rar!", "compressed (rar)", "unpack it first"),
    (b"SQLite format 3", "a database", "export the log as TSV or CSV in UTF-8"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
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
    if data.startswith(b"PK\x03\x04"):
        if b"xl/" in data[-65_536:] or b"xl/" in data[:65_536]:
            return WORKBOOK
        sort = "an OpenDocument sheet" if b"opendocument" in data[:200] else "a ZIP archive"
        raise InputError(f"{name}: is {sort}: save the log as CSV in UTF-8, or as .xlsx.")
    for begin, sort, todo in _REFUSED:
        if data.startswith(begin):
            raise InputError(f"{name}: is {sort}: {todo}.")
    return TEXT


def decoded(data: bytes, name: str) -> str:
    """Return the text of a file, with newlines as line ends.

    Parameters
    ----------
    data : bytes
        UTF-8, or UTF-16 with its mark, as Excel saves *Unicode text*.
    name : str
        What the file is called in sentences.

    Returns
    -------
    str
        Without the mark at its beginning.

    Raises
    ------
    InputError
        It is in another encoding, or no text.
    """
    encoding = next((each for mark, each in _BOMS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise InputError(f"{name}: is cut off or damaged UTF-16: save it again.") from None
        number = data.count(b"\n", 0, error.start) + 1
        if b"\0" in data[:10_000]:
            raise InputError(
                f"{name}: is not text: export the log as TSV or CSV in UTF-8."
            ) from None
        raise InputError(
            f"{name}:{number} is not UTF-8 text (byte {error.start}), as of an older Excel "
            "(Latin-1 or Windows-1252): save it as CSV UTF-8 (in LibreOffice, character set UTF-8)."
        ) from None
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text[:10_000]:
        raise InputError(f"{name}: is not text: export the log as TSV or CSV in UTF-8.")
    return text


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
