"""A folder is worked in by one command at a time: the second waits, and then finds what is there.

The system keeps the lock, on a file ``.lock`` in the folder, for as long as the process lives that
took it (``flock``, on Windows ``locking``). So there is no number of a process to be believed, and
the lock of a process that was killed is gone with it: the file may stay, and means nothing.
"""

from __future__ import annotations

import errno
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from .errors import Interrupted, StorageError
from .files import shown
from .log import tell

LOCK = ".lock"  #: the file on which the system keeps the lock
PAUSE = 0.1  #: seconds between two looks whether a folder is free
#: what systems answer where a disk keeps no locks
_NONE_KEPT = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL, errno.ENOTTY}
#: what they answer where nothing may be written: whoever writes there will hear of it
_READ_ONLY = {errno.EACCES, errno.EPERM, errno.EROFS}
#: folders that a thread of this process holds, and how often it took them
_held: dict[str, list[int]] = {}


@contextmanager
def alone(folder: Path, what: str) -> Iterator[None]:
    """Work in a folder alone: wait for whoever works in it, saying so in one line.

    Who holds it may take it again. Where the disk keeps no locks, the work goes on with a note.

    Parameters
    ----------
    folder : Path
        The folder; made if it is not there.
    what : str
        What is worked on, for the line: ``run 0123456789ab``.

    Yields
    ------
    None
        While nobody else who asks for the folder gets it.

    Raises
    ------
    Interrupted
        On Ctrl-C while waiting.
    StorageError
        If the folder cannot be made.
    """
    place, me = os.path.realpath(folder), threading.get_ident()
    mine = _held.get(place)
    if mine is not None and mine[0] == me:
        mine[1] += 1
        try:
            yield
        finally:
            mine[1] -= 1
        return
    descriptor = _wait_for(folder, what)
    _held[place] = [me, 1]
    try:
        yield
    finally:
        del _held[place]
        if descriptor is not None:
            _release(folder / LOCK, descriptor)


@contextmanager
def alone_in_all(folders: dict[Path, str]) -> Iterator[None]:
    """Work in several folders alone.

    Parameters
    ----------
    folders : dict of Path to str
        What is worked on, by its folder. They are taken in the order of their paths, so that no two
        commands wait for each other.

    Yields
    ------
    None
        While nobody else who asks for any of them gets it.
    """
    with ExitStack() as stack:
        for folder in sorted(folders):
            stack.enter_context(alone(folder, folders[folder]))
        yield


def in_use(folder: Path) -> bool:
    """Return whether somebody works in a folder, this process or another one.

    Parameters
    ----------
    folder : Path
        The folder.

    Returns
    -------
    bool
        False also where that cannot be told.
    """
    if os.path.realpath(folder) in _held:
        return True
    try:
        descriptor = os.open(folder / LOCK, os.O_RDWR)
    except OSError:
        return False
    try:
        return not _taken(descriptor)
    except OSError:
        return False
    finally:
        os.close(descriptor)


def _wait_for(folder: Path, what: str) -> int | None:
    """Return the open file that holds the lock of a folder, or None where there are no locks."""
    place, told = os.path.realpath(folder), False
    try:
        while True:
            descriptor = None if place in _held else _try(folder, what)
            if descriptor is not None:
                return None if descriptor < 0 else descriptor
            if not told:
                tell(__name__, f"{what}: another command is at work on it; waiting for it to end.")
                told = True
            time.sleep(PAUSE)
    except KeyboardInterrupt:
        raise Interrupted(
            f"{what}: interrupted while another command was at work on it; type the same command "
            "again to go on."
        ) from None


def _try(folder: Path, what: str) -> int | None:
    """Return the file that now holds the lock, None if another holds it, -1 without locks."""
    descriptor = -1
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
        # who had it may have removed the file, or the folder, while this one was waiting
        if _taken(descriptor) and _is_there(folder / LOCK, descriptor):
            return descriptor
    except OSError as error:
        if descriptor >= 0:
            os.close(descriptor)
        if error.errno in _NONE_KEPT:
            tell(__name__, f"{what}: this disk keeps no locks: start no other command on it.")
            with suppress(OSError):
                (folder / LOCK).unlink()
        elif error.errno not in _READ_ONLY:
            raise StorageError(
                f"{shown(folder)}: cannot be written: {error.strerror or error}."
            ) from None
        return -1
    os.close(descriptor)
    return None


def _is_there(path: Path, descriptor: int) -> bool:
    """Return whether an open file is the one that stands at a path."""
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _release(path: Path, descriptor: int) -> None:
    """Give a lock back, and leave no file; others who wait for it see that it is another's."""
    with suppress(OSError):  # Windows removes no file that is open
        path.unlink()
    os.close(descriptor)
    if os.name == "nt":
        with suppress(OSError):
            path.unlink()


def _taken(descriptor: int) -> bool:
    """Take the lock of an open file if nobody has it; return whether it is ours."""
    ways: dict[str, Callable[[Any, int], bool]] = {"fcntl": _flock, "msvcrt": _locking}
    for name, way in ways.items():
        with suppress(ImportError):
            return way(import_module(name), descriptor)
    raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))


def _flock(fcntl: Any, descriptor: int) -> bool:
    """Take it as Linux and macOS have it."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _locking(msvcrt: Any, descriptor: int) -> bool:
    """Take it as Windows has it: the first byte."""
    try:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EDEADLK, 36):
            return False
        raise
    return True
