"""Files that users give: whether they are text, a workbook, or what must be converted first."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Sequence

from .errors import InputError

#: how files that are no text begin, what they are, and what to do with them
Refused = Sequence[tuple[bytes, str, str]]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BEGINNING = 10_000  #: characters in which a text has no zeros


def is_workbook(data: bytes, name: str, refused: Refused, advice: str) -> bool:
    """Return whether a file is an Excel workbook, and not what is no text either.

    Parameters
    ----------
    data : bytes
        What is in it.
    name : str
        What it is called in sentences.
    refused : sequence of tuple
        What is known and cannot be read.
    advice : str
        What to do with another archive.

    Returns
    -------
    bool
        False for what may be text.

    Raises
    ------
    InputError
        It is something that is known and cannot be read: what it is, and what to do.
    """
    if data.startswith(b"PK\x03\x04"):
        if b"xl/" in data[-65_536:] or b"xl/" in data[:65_536]:
            return True
        sort = "an OpenDocument sheet" if b"opendocument" in data[:200] else "a ZIP archive"
        raise InputError(f"{name}: is {sort}: {advice}.")
    for begin, sort, todo in refused:
        if data.startswith(begin):
            raise InputError(f"{name}: is {sort}: {todo}.")
    return False


def decoded(data: bytes, name: str, advice: str) -> str:
    """Return the text of a file, with newlines as line ends.

    Parameters
    ----------
    data : bytes
        UTF-8, or UTF-16 with its mark, as Excel saves *Unicode text*.
    name : str
        What the file is called in sentences.
    advice : str
        How to save what is meant as text.

    Returns
    -------
    str
        Without the mark at its beginning.

    Raises
    ------
    InputError
        It is in another encoding, or no text.
    """
    encoding = next((each for mark, each in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise InputError(f"{name}: is cut off or damaged UTF-16: save it again.") from None
        if b"\0" in data[:_BEGINNING]:
            raise InputError(f"{name}: is not text: {advice}.") from None
        number = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"{name}:{number} is not UTF-8 text (byte {error.start}), as of an older Excel "
            "(Latin-1 or Windows-1252): save it as CSV UTF-8 (in LibreOffice, character set UTF-8)."
        ) from None
    if "\0" in text[:_BEGINNING]:
        raise InputError(f"{name}: is not text, or UTF-16 without its mark: {advice}.")
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", plain)  # one name for what looks the same
