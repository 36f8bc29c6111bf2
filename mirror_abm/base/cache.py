"""Where on this machine the package keeps what can be made again, and whether it is what we kept.

Code is kept there, and run. So a folder counts only if it is the user's own and nobody else can
write in it; and a file counts only if it says what it said when it was written.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from .errors import StorageError
from .files import digest, make_folder, read_data, shown, write_atomically
from .log import logger

NAMED = "MIRROR_ABM_CACHE"  #: the variable that names another folder
#: the variable in which workers are told of the private folder of the process that started them
_PRIVATE = "_MIRROR_ABM_PRIVATE_CACHE"
_HEAD = b"mirror_abm kept %s\n"  #: of a file: the checksum of its name and of what follows
_told: set[str] = set()  #: what was said of the cache: once in each process

_log = logger(__name__)


# ------------------------------------------------------------------ the folder
def cache_folder() -> Path:
    """Return the folder for what can be made again.

    Returns
    -------
    Path
        That of ``MIRROR_ABM_CACHE``, else one in the user's cache. Where the latter cannot be
        written, or others could write in it, a private folder that is removed at the end.

    Raises
    ------
    StorageError
        ``MIRROR_ABM_CACHE`` names a folder that cannot be written to, that belongs to somebody
        else, or that others can write to.
    """
    wanted = os.environ.get(NAMED)
    if wanted:
        return _own(Path(wanted), f"{NAMED} = ")
    try:
        home = os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()
        return _own(_emptied_if_open(Path(home) / "mirror_abm"))
    except (StorageError, RuntimeError) as error:  # the latter for a user without a home
        folder = _private()
        _tell(f"{error} The cache is a private folder, which lasts as long as this command.")
        return folder


def cache_at_hand() -> Path | None:
    """Return the folder for what can be made again if it is there and can be used as it is.

    Returns
    -------
    Path or None
        None where :func:`cache_folder` would make, change or refuse one.
    """
    home = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    try:
        folder = Path(os.environ.get(NAMED) or Path(home).expanduser() / "mirror_abm")
        whole = folder.is_dir() and not _fault(folder) and os.access(folder, os.W_OK | os.X_OK)
    except (OSError, RuntimeError, ValueError):
        return None
    return folder if whole else None


def _own(folder: Path, named: str = "") -> Path:
    """Return a folder of this user in which nobody else can write, made if it is not there."""
    try:
        if not folder.exists():
            make_folder(folder.parent).joinpath(folder.name).mkdir(0o700, exist_ok=True)
        fault = _fault(make_folder(folder))
    except OSError as error:
        raise StorageError(f"{named}{_sentence(folder, error)}") from None
    if fault:
        raise StorageError(
            f"{named}{shown(folder)}: {fault}: must be a folder of yours with mode 700, for the "
            "code in it is run."
        )
    return folder


def _sentence(path: Path, error: OSError) -> str:
    """Return what the disk says, in a sentence."""
    if isinstance(error, StorageError):
        return str(error)
    return f"{shown(path)}: cannot be written: {error.strerror or error}."


def _fault(folder: Path) -> str:
    """Return why what is in a folder may be somebody else's; empty where it may not."""
    if not hasattr(os, "geteuid"):
        return ""  # Windows: the folders of users are theirs
    link, state, me = folder.lstat(), folder.stat(), os.geteuid()
    if me not in (link.st_uid, state.st_uid) or link.st_uid != state.st_uid:
        return "belongs to another user"
    return "can be written to by others" if state.st_mode & 0o022 else ""


def _emptied_if_open(folder: Path) -> Path:
    """Close our folder in the user's cache to others; empty it if they could write in it."""
    if not hasattr(os, "geteuid") or not folder.is_dir() or folder.stat().st_uid != os.geteuid():
        return folder
    mode = folder.stat().st_mode
    try:
        if mode & 0o077:
            folder.chmod(0o700)
        for child in folder.iterdir() if mode & 0o022 else ():
            if child.is_dir() and not child.is_symlink():
                shutil.rmtree(child)
            else:
                child.unlink()
    except OSError as error:
        raise StorageError(
            f"{shown(folder)}: others could write in it, and it cannot be emptied: "
            f"{error.strerror or error}."
        ) from None
    return folder


def _private() -> Path:
    """Return a folder that nobody knew of beforehand, the same for a process and its workers."""
    told = os.environ.get(_PRIVATE)
    if told and Path(told).is_dir() and not _fault(Path(told)):
        return Path(told)
    try:
        folder = tempfile.mkdtemp(prefix="mirror_abm-")
    except OSError as error:
        raise StorageError(
            f"the cache: no folder can be made for it: {error.strerror or error}. Name one in "
            f"{NAMED}."
        ) from None
    os.environ[_PRIVATE] = folder
    atexit.register(_remove, folder, os.getpid())
    return Path(folder)


def _remove(folder: str, maker: int) -> None:
    """Remove a private folder, if this is the process that made it."""
    if os.getpid() == maker:
        shutil.rmtree(folder, ignore_errors=True)


def _tell(sentence: str) -> None:
    """Log a sentence, once in a process."""
    if sentence not in _told:
        _told.add(sentence)
        _log.warning("%s", sentence)


# ------------------------------------------------------------------ what is in it
def _head(path: Path, data: bytes) -> bytes:
    """Return the first line of a file with ``data``: one that was moved is not what it was."""
    return _HEAD % digest(path.name.encode() + b"\0" + data).encode()


def keep(path: Path, data: bytes) -> None:
    """Keep bytes in the cache, with their checksum.

    A disk that refuses is told of, in the log, and stops nobody: what is in the cache can be made
    again.

    Parameters
    ----------
    path : Path
        The file, in :func:`cache_folder`.
    data : bytes
        What it is to hold.
    """
    _write(path, _head(path, data) + data)


def _write(path: Path, data: bytes) -> None:
    """Write a file of the cache, or say that the disk refuses."""

    def write(temporary: Path) -> None:
        temporary.write_bytes(data)

    try:
        make_folder(path.parent)
        write_atomically(path, write)
    except StorageError as error:
        _tell(f"the cache: {error} It is done without.")


def kept(path: Path) -> bytes | None:
    """Return what was kept in a file of the cache.

    Parameters
    ----------
    path : Path
        The file, in :func:`cache_folder`.

    Returns
    -------
    bytes or None
        The very bytes; None where there is no such file, or where a bit of it changed, which is
        logged, and the file removed.
    """
    if not path.is_file():
        return None
    whole = _bytes(path)
    length = len(_head(path, b""))
    if whole[:length] == _head(path, whole[length:]):
        return whole[length:]
    drop(path, "is not as it was written")
    return None


def _bytes(path: Path) -> bytes:
    """Return what is in a file; nothing where it cannot be read."""
    try:
        return read_data(path)
    except StorageError:
        return b""


def drop(path: Path, why: str) -> None:
    """Remove a file of the cache that is of no use, and log why.

    Parameters
    ----------
    path : Path
        The file.
    why : str
        What is wrong with it, for a sentence.
    """
    _tell(f"the cache: {shown(path)}: {why}; it is made again.")
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        _tell(f"the cache: {shown(path)}: cannot be removed: {error.strerror}.")


def keep_text(path: Path, text: str) -> None:
    """Keep text in the cache for people to look at, exactly as given.

    Nothing is read from it: what stands there and differs is written again, which is logged.

    Parameters
    ----------
    path : Path
        The file, in :func:`cache_folder`.
    text : str
        What it is to hold.
    """
    data = text.encode()
    if path.is_file():
        if _bytes(path) == data:
            return
        drop(path, "is not as it was written")
    _write(path, data)
