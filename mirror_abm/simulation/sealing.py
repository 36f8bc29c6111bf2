"""``DONE``: the checksum of each file that a finished run or board consists of, by name."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from ..base.errors import InputError, StorageError
from ..base.files import file_digest, read_json, shown, write_json
from ..base.leftovers import is_half_written, sweep
from ..base.locks import LOCK, alone, in_use
from .identity import advice, is_file
from .parts import PARTS

DONE = "DONE"


def is_done(folder: Path) -> bool:
    """Return whether the run or board in ``folder`` was finished."""
    return is_file(folder / DONE)


def checksums(folder: Path) -> dict[str, str]:
    """Return what ``DONE`` says of a finished run or board.

    Parameters
    ----------
    folder : pathlib.Path
        Its folder.

    Returns
    -------
    dict of str to str
        Checksum by name of file, without what killed writers left, which earlier releases listed.

    Raises
    ------
    StorageError
        If it is damaged.
    """
    file = folder / DONE
    try:
        written = read_json(file, exact=True)
    except InputError:
        written = None
    if (
        not isinstance(written, dict)
        or "plan.json" not in written
        or not all(isinstance(each, str) for each in written.values())
        or any(Path(name).is_absolute() or ".." in Path(name).parts for name in written)
    ):
        raise StorageError(f"{shown(file)}: is damaged: {advice(folder)}")
    return {name: each for name, each in written.items() if not is_half_written(Path(name).name)}


def check(folder: Path) -> None:
    """Refuse a finished run or board of which a file is not what was written.

    Parameters
    ----------
    folder : pathlib.Path
        Its folder.

    Raises
    ------
    StorageError
        If a file is missing, was changed since, or cannot be read.
    """
    for name, checksum in checksums(folder).items():
        path = folder / name
        try:
            wrong = "is not what was written" if file_digest(path) != checksum else ""
        except (FileNotFoundError, NotADirectoryError):
            wrong = "is missing"
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise StorageError(f"{shown(path)}: cannot be read: {reason}.") from None
        if wrong:
            raise StorageError(f"{shown(path)}: {wrong}: {advice(folder)}")


def seal(path: Path, documents: Iterable[str], tables: Iterable[str]) -> None:
    """Write ``DONE``, now that all else is there; then drop the parts.

    Parameters
    ----------
    path : pathlib.Path
        The folder of the run or board.
    documents : iterable of str
        Files in it, by name.
    tables : iterable of str
        Its tables, by name: nothing else that is in their folder counts.

    Raises
    ------
    StorageError
        If anything cannot be written, or the parts cannot be removed.
    """
    names = [*documents, *(f"tables/{name}.parquet" for name in tables)]
    write_json(path / DONE, {name: file_digest(path / name) for name in names})
    try:
        shutil.rmtree(path / PARTS)
    except OSError as error:
        raise StorageError(f"{shown(path / PARTS)}: cannot be removed: {error.strerror}.") from None


def tidy(folder: Path) -> None:
    """Remove what a command that was killed at the very end left in a finished run or board.

    Parameters
    ----------
    folder : pathlib.Path
        Its folder. Where nothing may be removed, it stays.
    """
    left = (folder / PARTS).exists() or (folder / LOCK).exists()
    if left and not in_use(folder):
        with alone(folder, folder.name), suppress(OSError):
            shutil.rmtree(folder / PARTS, ignore_errors=True)
            sweep(folder)
