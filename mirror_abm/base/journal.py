"""Records added one by one to files that are never rewritten: each is whole, or it is not there.

Every process that adds records has a file of its own in the folder, so that none waits for another,
and there are no more files than processes. A record is::

    magic, length of its key, length of its bytes, SHA-256 of both, key, bytes

What a killed writer left is cut short and is passed over, as is what does not have its checksum.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import struct
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from .errors import StorageError
from .files import atomically, shown

_HEAD = struct.Struct("<8sIQ32s")
_MAGIC = b"mirror2\n"  #: another number for another form of what records hold
ENDING = ".records"
MOST_FILES = 8  #: before they are put together: each time that work is resumed adds some
SYNC = 1.0  #: seconds of work that a failure of power may take away
#: the file of this process in each folder, and when it was last flushed to the disk
_own: dict[tuple[int, str], list[float | str]] = {}


class Record(NamedTuple):
    """Where a record stands.

    Attributes
    ----------
    path : Path
        The file.
    at, length : int
        Where its bytes begin, and how many they are.
    checksum : bytes
        SHA-256 of key and bytes.
    """

    path: Path
    at: int
    length: int
    checksum: bytes


def append(folder: Path, key: str, data: bytes) -> None:
    """Add a record to the file that this process has in a folder.

    Parameters
    ----------
    folder : Path
        The folder; it must be there.
    key : str
        What it is found by.
    data : bytes
        What it holds.

    Raises
    ------
    StorageError
        The disk refuses; then nothing of it stays.
    """
    name, synced = _own.setdefault(
        (os.getpid(), os.path.realpath(folder)), [f"{secrets.token_hex(6)}{ENDING}", 0.0]
    )
    path, code = folder / str(name), key.encode()
    head = _HEAD.pack(_MAGIC, len(code), len(data), hashlib.sha256(code + data).digest())
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
        try:
            end, whole = os.lseek(descriptor, 0, os.SEEK_END), False
            try:
                _write(descriptor, head + code + data)
                whole = True
                if time.monotonic() - float(synced) >= SYNC:
                    os.fsync(descriptor)
                    _own[os.getpid(), os.path.realpath(folder)][1] = time.monotonic()
            except BaseException as error:
                if isinstance(error, OSError) or not whole:  # what is interrupted later, stays
                    with suppress(OSError):
                        os.ftruncate(descriptor, end)
                raise
        finally:
            os.close(descriptor)
    except OSError as error:
        raise StorageError(f"{shown(path)}: cannot be written: {error.strerror}.") from None


def _write(descriptor: int, data: bytes) -> None:
    """Write all of it, however little the system takes at once."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def records(folder: Path) -> dict[str, Record]:
    """Return where the records of a folder stand, by their keys.

    Parameters
    ----------
    folder : Path
        The folder, which need not be there.

    Returns
    -------
    dict of str to Record
        The first of each key; whether they are what was written :func:`read` will tell.

    Raises
    ------
    StorageError
        A file cannot be read.
    """
    found: dict[str, Record] = {}
    for path in files(folder):
        for code, record in _in_file(path):
            with suppress(UnicodeDecodeError):
                found.setdefault(code.decode(), record)
    return found


def files(folder: Path) -> list[Path]:
    """Return the files of a folder that hold records, by name.

    Parameters
    ----------
    folder : Path
        The folder, which need not be there.

    Returns
    -------
    list of Path
        Those that are whole or being written.
    """
    try:
        within = sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise StorageError(f"{shown(folder)}: cannot be read: {error.strerror}.") from None
    return [path for path in within if path.suffix == ENDING and not path.name.startswith(".")]


def _in_file(path: Path) -> Iterator[tuple[bytes, Record]]:
    """Yield the records of a file, up to what is no record."""
    try:
        size = path.stat().st_size
        with path.open("rb") as handle:
            while len(head := handle.read(_HEAD.size)) == _HEAD.size:
                magic, of_key, length, checksum = _HEAD.unpack(head)
                at = handle.tell() + of_key
                if magic != _MAGIC or at + length > size:
                    return
                yield handle.read(of_key), Record(path, at, length, checksum)
                handle.seek(at + length)
    except OSError as error:
        raise StorageError(f"{shown(path)}: cannot be read: {error.strerror}.") from None


def _whole(folder: Path) -> tuple[dict[str, Record], bool]:
    """Return the records that are what was written, and whether there is nothing else."""
    found: dict[str, Record] = {}
    clean = True
    for path in files(folder):
        end = 0
        for code, record in _in_file(path):
            end = record.at + record.length
            try:
                key = code.decode()
                read(key, record)
                found.setdefault(key, record)
            except (UnicodeDecodeError, StorageError):
                clean = False
        clean = clean and end == path.stat().st_size
    return found, clean


def read(key: str, record: Record) -> bytes:
    """Return what a record holds.

    Parameters
    ----------
    key : str
        Its key.
    record : Record
        Where it stands.

    Returns
    -------
    bytes
        What was added.

    Raises
    ------
    StorageError
        It cannot be read, or is not what was written.
    """
    try:
        with record.path.open("rb") as handle:
            handle.seek(record.at)
            data = handle.read(record.length)
    except OSError as error:
        raise StorageError(f"{shown(record.path)}: cannot be read: {error.strerror}.") from None
    if hashlib.sha256(key.encode() + data).digest() != record.checksum:
        raise StorageError(
            f"{shown(record.path)}: is not what was written: type the command again; what is "
            "damaged is done again."
        )
    return data


def beginning(record: Record, most: int) -> bytes:
    """Return the first bytes of what a record holds, though nobody knows if they are whole.

    Parameters
    ----------
    record : Record
        Where it stands.
    most : int
        How many.

    Returns
    -------
    bytes
        Fewer if it holds no more.

    Raises
    ------
    StorageError
        They cannot be read.
    """
    try:
        with record.path.open("rb", buffering=0) as handle:
            handle.seek(record.at)
            return handle.read(min(most, record.length))
    except OSError as error:
        raise StorageError(f"{shown(record.path)}: cannot be read: {error.strerror}.") from None


def put_in_order(folder: Path) -> None:
    """Leave what is damaged behind, and make one file of many; nobody may be writing there.

    Parameters
    ----------
    folder : Path
        The folder.
    """
    before = files(folder)
    found, clean = _whole(folder)
    if clean and len(before) <= MOST_FILES:
        return
    with (
        atomically(folder / f"{secrets.token_hex(6)}{ENDING}") as temporary,
        temporary.open("wb") as handle,
    ):
        for key, record in found.items():
            code = key.encode()
            handle.write(_HEAD.pack(_MAGIC, len(code), record.length, record.checksum))
            handle.write(code + read(key, record))
    for path in before:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise StorageError(f"{shown(path)}: cannot be removed: {error.strerror}.") from None
