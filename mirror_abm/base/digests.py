"""Checksums of files that come one by one into a folder, such as figures; and what became of them.

They stand in a file ``DONE`` of the folder, as those of a run do, and are told anew for each file
that is written again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from .errors import MirrorError
from .files import file_digest, read_json, write_json

NOTE = "DONE"  #: the file that holds the checksums, beside what it is of
WHOLE = "as written"
MISSING, CHANGED, UNKNOWN = "missing", "changed", "without a checksum"


def noted(folder: Path) -> dict[str, str]:
    """Return the checksums that a folder keeps of its files.

    Parameters
    ----------
    folder : Path
        The folder.

    Returns
    -------
    dict of str to str
        Checksum by name of file; none where there is no list, or it is damaged.
    """
    return _listed(folder) or {}


def is_damaged(folder: Path) -> bool:
    """Return whether the list of checksums that a folder keeps is not what was written.

    Parameters
    ----------
    folder : Path
        The folder.

    Returns
    -------
    bool
        False also where there is no list.
    """
    return (folder / NOTE).exists() and _listed(folder) is None


def _listed(folder: Path) -> dict[str, str] | None:
    """Return the list of a folder, None if there is none, or not as it was written."""
    try:
        data = read_json(folder / NOTE, exact=True)
    except MirrorError:
        return None
    right = isinstance(data, Mapping) and all(isinstance(each, str) for each in data.values())
    return dict(data) if right else None


def note(folder: Path, files: Iterable[Path]) -> None:
    """Keep the checksums of files that were just written, beside those of others in the folder.

    Parameters
    ----------
    folder : Path
        The folder.
    files : iterable of Path
        Files in it.
    """
    fresh = {path.name: file_digest(path) for path in files}
    before = {name: each for name, each in noted(folder).items() if (folder / name).is_file()}
    write_json(folder / NOTE, before | fresh)


def forget(folder: Path, files: Iterable[Path]) -> None:
    """Drop the checksums of files that are about to be written again.

    Between the old checksum and the new one there is none, so that a file is never called changed
    because its writer was ended.

    Parameters
    ----------
    folder : Path
        The folder.
    files : iterable of Path
        Files in it, which need not exist.
    """
    before, going = noted(folder), {path.name for path in files}
    if going & set(before):
        write_json(folder / NOTE, {name: before[name] for name in before if name not in going})


def state(path: Path, checksum: str | None) -> str:
    """Return what became of a file.

    Parameters
    ----------
    path : Path
        The file.
    checksum : str or None
        Of what was written; None if that is not known.

    Returns
    -------
    str
        ``"as written"``, ``"missing"``, ``"changed"`` or ``"without a checksum"``.
    """
    if not path.is_file():
        return MISSING
    if checksum is None:
        return UNKNOWN
    try:
        return WHOLE if file_digest(path) == checksum else CHANGED
    except OSError:
        return CHANGED


def states(folder: Path, written: Mapping[str, str]) -> dict[str, str]:
    """Return what became of files, by name.

    Parameters
    ----------
    folder : Path
        The folder to which the names are relative.
    written : mapping of str to str
        Checksum by name.

    Returns
    -------
    dict of str to str
        As :func:`state` says, in the order of the names.
    """
    return {name: state(folder / name, written[name]) for name in sorted(written)}
