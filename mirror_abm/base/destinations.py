"""Paths that a person typed, before any work is done: whether they can be written to.

What stands at a path is never lost by mistake: a file is replaced only if it begins as what is
written there begins (a page by a page, a picture by a picture), and nothing but ordinary files is
replaced at all.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Collection, Mapping
from pathlib import Path

from .errors import InputError, StorageError
from .files import prove_writable, read_data, shown

#: what a file with an ending begins with; a file that begins otherwise is somebody else's
Beginnings = Mapping[str, Collection[bytes]]
PICTURES: Beginnings = {".png": (b"\x89PNG",), ".pdf": (b"%PDF",), ".svg": (b"<?xml",)}
PAGES: Beginnings = {".html": (b"<!doctype html>",), ".htm": (b"<!doctype html>",)}
TREES: Beginnings = dict.fromkeys((".nwk", ".newick", ".tre", ".tree", ".txt"), (b"(",))
#: blocks for a species file, from logs and from networks; never the species file itself
_BLOCKS = (b"# Measured from ", b"group:  # these lines in place of")
BLOCKS: Beginnings = {".yaml": _BLOCKS, ".yml": _BLOCKS}
DRAWS: Beginnings = {".parquet": (b"PAR1",)}
RATES: Beginnings = {".csv": (b"measure,subject,behaviour,answer,",)}
#: what a whole picture ends with; blanks may follow
_ENDS = {".png": b"IEND\xaeB`\x82", ".pdf": b"%%EOF", ".svg": b"</svg>"}
_UNPRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def typed_path(what: str, path: Path) -> Path:
    """Return a path that was typed, with ``~`` as the home folder.

    Parameters
    ----------
    what : str
        The option or argument, for the sentence.
    path : Path
        What was typed.

    Returns
    -------
    Path
        The path.

    Raises
    ------
    InputError
        It holds a line break or another character that is not printed.
    StorageError
        No disk takes a name so long, or one of its folders is closed to us.
    """
    if _UNPRINTED.search(str(path)):
        raise InputError(
            f"{what} {shown(path)}: must not hold line breaks or other characters that are not "
            "printed."
        )
    try:
        path = path.expanduser()
    except RuntimeError:  # the home of somebody whom this machine does not know
        raise InputError(f"{what} {path}: there is no such home folder.") from None
    _kind(what, path)
    return path


def new_file(what: str, path: Path, begins: Beginnings) -> Path:
    """Return the path of a file that can be written.

    Parameters
    ----------
    what : str
        The option, for the sentence.
    path : Path
        What was typed.
    begins : mapping of str to collection of bytes
        The endings that are allowed, and how a file begins that may be replaced.

    Returns
    -------
    Path
        The path.

    Raises
    ------
    InputError
        A folder, another ending, a folder that is not there, or a file that would be lost.
    StorageError
        The folder cannot be written to.
    """
    path = typed_path(what, path)
    named, folder, kind = f"{what} {shown(path)}", path.parent, _kind(what, path)
    if kind == "folder":
        raise InputError(
            f"{named}: is a folder: must be a file, for example {_example(path, begins)}."
        )
    if kind == "other":
        raise InputError(f"{named}: is a device: must be an ordinary file.")
    if path.suffix.lower() not in begins:
        raise InputError(f"{named}: must end in {_either(begins)}.")
    where = _kind(what, folder)
    if where != "folder":
        why = "there is no such folder: make it first" if where == "" else "is no folder"
        raise InputError(f"{named}: {shown(folder)}: {why}.")
    if kind == "file" and not _ours(path, begins[path.suffix.lower()]):
        raise InputError(
            f"{named}: exists, and this command has not written it: it is not replaced. Name "
            "another file, or move it away."
        )
    prove_writable(folder, path)
    return path


def folder_to_be(what: str, path: Path) -> Path:
    """Return the path of a folder that is there or can be made.

    Parameters
    ----------
    what : str
        The option, for the sentence.
    path : Path
        What was typed.

    Returns
    -------
    Path
        The path.

    Raises
    ------
    InputError
        A file stands there, or on the way to it.
    """
    path = typed_path(what, path)
    for each in (path, *path.parents):
        kind = _kind(what, each)
        if kind == "folder":
            break
        if kind:
            raise InputError(f"{what} {shown(path)}: {shown(each)} is a file: must be a folder.")
    return path


def _kind(what: str, path: Path) -> str:
    """Return "folder", "file", "other" (a device, a pipe), or nothing for what is not there."""
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        raise StorageError(
            f"{what} {_shortened(path)}: cannot be used: {error.strerror or error}."
        ) from None
    return "folder" if stat.S_ISDIR(mode) else "file" if stat.S_ISREG(mode) else "other"


def _shortened(path: Path) -> str:
    """Return a path for a sentence; of one that no disk takes, the beginning."""
    text = shown(path)
    return text if len(text) <= 200 else f"{text[:60]}..."


def _example(folder: Path, begins: Beginnings) -> str:
    """Return the path of a file in a folder."""
    return shown(folder / f"NAME{next(iter(begins))}")


def _either(names: Collection[str]) -> str:
    """Return names as a sentence has them: a, b or c."""
    *most, last = names
    return f"{', '.join(most)} or {last}" if most else last


def _ours(path: Path, beginnings: Collection[bytes]) -> bool:
    """Return whether a file begins as what is written there begins; an empty one is nobody's."""
    first = read_data(path, max(len(each) for each in beginnings))
    return not first or any(first.startswith(each) for each in beginnings)


def is_picture(path: Path) -> bool:
    """Return whether a whole picture stands at a path, not an empty file or a part of one.

    Parameters
    ----------
    path : Path
        A file as its ending says: PNG, PDF or SVG.

    Returns
    -------
    bool
        Whether it begins and ends as one of its kind.
    """
    suffix = path.suffix.lower()
    if not path.is_file():
        return False
    try:
        whole = read_data(path)
    except StorageError:
        return False
    return whole.startswith(tuple(PICTURES[suffix])) and whole.rstrip().endswith(_ENDS[suffix])
