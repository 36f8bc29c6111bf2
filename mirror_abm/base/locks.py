"""Folders that a process is working in, so that no other one deletes them meanwhile."""

from __future__ import annotations

import contextlib
import fcntl
import os
import weakref
from pathlib import Path


def use(folder: Path, owner: object) -> None:
    """Mark a folder as in use for as long as an object, or this process, lives.

    Several may use it. Where the disk keeps no such marks, nothing is marked.

    Parameters
    ----------
    folder : Path
        The folder.
    owner : object
        Who uses it.
    """
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        weakref.finalize(owner, os.close, descriptor)
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)


def in_use(folder: Path) -> bool:
    """Return whether a folder is in use, by this process or another one.

    Parameters
    ----------
    folder : Path
        The folder.

    Returns
    -------
    bool
        False also where that cannot be told.
    """
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return False
