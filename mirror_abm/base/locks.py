"""Folders that a process is working in, so that no other one deletes them meanwhile."""

from __future__ import annotations

import contextlib
import os
import weakref
from importlib import import_module
from pathlib import Path
from typing import Any


def _flock(descriptor: int, how: str) -> None:
    """Take a lock at once, an OSError if another has it; nothing where the system has no flock."""
    with contextlib.suppress(ImportError):
        fcntl: Any = import_module("fcntl")
        fcntl.flock(descriptor, getattr(fcntl, how) | fcntl.LOCK_NB)


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
        _flock(descriptor, "LOCK_SH")


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
        _flock(descriptor, "LOCK_EX")
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return False
