"""Reading with limits, writing atomically, hashing: only this module and ``tables`` open files."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import secrets
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .errors import InputError, StorageError, reason
from .json_text import as_json, parse_json

_half_written: set[Path] = set()
_NOT_THERE = {errno.ENOENT, errno.ENOTDIR, errno.EBADF, errno.ELOOP}  #: is no such file
MAX_TEXT_BYTES = 256 * 1024  #: of a file that a person writes by hand
MAX_JSON_BYTES = 64 * 1024 * 1024  #: of a file that we wrote ourselves


# ------------------------------------------------------------------ reading
def shown(path: Path) -> str:
    """Return ``path`` as a person would type it: relative to the working folder where it can be.

    Parameters
    ----------
    path : Path
        A file or folder, which need not exist.

    Returns
    -------
    str
        The path for a sentence, on one line: what is not printed is escaped.
    """
    try:
        text = str(Path(os.path.realpath(path)).relative_to(Path.cwd()))
    except (OSError, ValueError):
        text = str(path)
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in text
    )


def read_text(path: Path, limit: int = MAX_TEXT_BYTES) -> str:
    """Return the UTF-8 text of a file.

    Parameters
    ----------
    path : Path
        The file.
    limit : int, optional
        The most bytes it may have.

    Returns
    -------
    str
        The text, line ends as they are; an InputError or StorageError if it cannot be had.
    """
    try:
        return read_given(path, limit).decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{shown(path)}: byte {error.start} is not UTF-8 text.") from None


def read_given(path: Path, limit: int) -> bytes:
    """Return the bytes of a file that a user gives, with the same arguments and errors."""
    try:
        there = path.stat()
        if not stat.S_ISREG(there.st_mode):
            what = "is a folder: must be a file" if path.is_dir() else "no such file"
            raise InputError(f"{shown(path)}: {what}.")
        if there.st_size > limit:
            raise InputError(f"{shown(path)}: {there.st_size:,} bytes: must be at most {limit:,}.")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        if getattr(error, "errno", errno.ENOENT) in _NOT_THERE:  # or no path at all
            raise InputError(f"{shown(path)}: no such file.") from None
        raise StorageError(f"{shown(path)}: cannot be read: {reason(error)}.") from None


def read_data(path: Path, count: int = -1) -> bytes:
    """Return the bytes of a file that we wrote, such as a picture.

    Parameters
    ----------
    path : Path
        The file.
    count : int, optional
        The first bytes, no more than so many; all of them by default.

    Returns
    -------
    bytes
        What is there; a StorageError if it cannot be read.
    """
    try:
        with path.open("rb") as handle:
            return handle.read(count)
    except OSError as error:
        raise StorageError(f"{shown(path)}: cannot be read: {error.strerror}.") from None


def read_yaml(path: Path) -> Any:
    """Return the YAML in a file (see :func:`mirror_abm.base.yaml_text.parse_yaml`).

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    Any
        Mappings, lists and scalars; the former two know the places of what they hold.
    """
    from .yaml_text import parse_yaml  # most files are ours, and are JSON

    return parse_yaml(read_text(path), shown(path))


def read_json(path: Path, exact: bool = False) -> Any:
    """Return the JSON in a file that we wrote.

    Parameters
    ----------
    path : Path
        The file.
    exact : bool, optional
        Whether it must be as :func:`write_json` writes it, to the last blank.

    Returns
    -------
    Any
        Dicts, lists and scalars; an InputError with line and column if it is not JSON.
    """
    return parse_json(read_text(path, MAX_JSON_BYTES), lambda: shown(path), exact)


# ------------------------------------------------------------------ hashing
def canonical(value: Any) -> str:
    """Return ``value`` as JSON with sorted keys and no spaces: the same value, the same text.

    Parameters
    ----------
    value : Any
        Dicts, lists and scalars, all numbers finite.

    Returns
    -------
    str
        One line.

    Examples
    --------
    >>> canonical({"b": [1, 2.5], "a": None})
    '{"a":null,"b":[1,2.5]}'
    """
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def digest(data: bytes | str) -> str:
    """Return the SHA-256 of ``data``.

    Parameters
    ----------
    data : bytes or str
        Text is encoded as UTF-8.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def file_digest(path: Path) -> str:
    """Return the SHA-256 of the bytes of a file, as :func:`digest` does.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


# ------------------------------------------------------------------ writing
@contextmanager
def _storage(path: Path) -> Iterator[None]:
    """Turn an OSError into a sentence that a user can act on."""
    try:
        yield
    except OSError as error:
        if isinstance(error, StorageError):
            raise
        raise StorageError(f"{shown(path)}: cannot be written: {reason(error)}.") from None


def prove_writable(folder: Path, path: Path | None = None) -> None:
    """Prove that files can be written in a folder that is there.

    Parameters
    ----------
    folder : Path
        The folder.
    path : Path, optional
        What is to be written in it, for the StorageError if it cannot; the folder itself if None.
    """
    with _storage(path or folder), tempfile.TemporaryFile(dir=folder):
        pass


def make_folder(path: Path) -> Path:
    """Make a folder and its parents, and prove that it can be written to.

    Parameters
    ----------
    path : Path
        The folder; it may exist.

    Returns
    -------
    Path
        ``path``; a StorageError if it cannot be made, or not be written to.
    """
    with _storage(path):
        if path.is_file():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        path.mkdir(parents=True, exist_ok=True)
    prove_writable(path)
    return path


@contextmanager
def atomically(path: Path) -> Iterator[Path]:
    """Write a temporary file beside ``path``, flush it to the disk, and move it into place.

    Parameters
    ----------
    path : Path
        The file to be written or replaced; a StorageError if the disk refuses, or no ordinary file
        stands there. Nothing is left half written.

    Yields
    ------
    Path
        The file that is to be written meanwhile.
    """
    with _storage(path):
        path = Path(os.path.realpath(path))  # a link stays one, and what it points to is replaced
        if path.exists() and not path.is_file():
            raise IsADirectoryError(errno.EISDIR, "no ordinary file")
        # named by us and before it exists, so that a signal finds it to be removed
        temporary = path.with_name(f".{path.stem[:60]}-{secrets.token_hex(6)}{path.suffix}")
        _half_written.add(temporary)
        try:
            yield temporary
            with temporary.open("rb+") as handle:
                os.fsync(handle.fileno())
            temporary.chmod(0o644)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
            _half_written.discard(temporary)
        if os.name == "nt":
            return  # Windows opens no folder, and keeps by itself what was renamed in it
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def write_atomically(path: Path, write: Callable[[Path], None]) -> None:
    """Write a file whole or not at all, as :func:`atomically` does.

    Parameters
    ----------
    path : Path
        The file to be written or replaced.
    write : callable
        Writes to the path that it is given.
    """
    with atomically(path) as temporary:
        write(temporary)


def discard() -> None:
    """Remove what this process has half written, before it is ended in the midst of writing."""
    for temporary in tuple(_half_written):
        temporary.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write text to a file, atomically.

    Parameters
    ----------
    path : Path
        The file.
    text : str
        What it is to hold, in UTF-8.
    """

    def write(temporary: Path) -> None:
        temporary.write_text(text, encoding="utf-8", newline="\n")

    write_atomically(path, write)


def write_json(path: Path, value: Any) -> None:
    """Write a value as JSON that people can read, atomically.

    Parameters
    ----------
    path : Path
        The file.
    value : Any
        Dicts, lists and scalars.
    """
    write_text(path, as_json(value))


def nowhere() -> int:
    """Return a file descriptor that swallows what is written to it.

    Returns
    -------
    int
        For a standard output without readers.
    """
    return os.open(os.devnull, os.O_WRONLY)
