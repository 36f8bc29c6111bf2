"""What killed writers left behind: temporary files beside those that they were to become."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import StorageError
from .files import shown
from .locks import alone, in_use

#: as :func:`mirror_abm.base.files.atomically` names what it has not finished
_HALF_WRITTEN = re.compile(r"\.[^/]*-[0-9a-f]{12}(\.[^/.]*)?")


def is_half_written(name: str) -> bool:
    """Return whether a file is what a killed writer left, by its name.

    Parameters
    ----------
    name : str
        The name of the file, without its folder.

    Returns
    -------
    bool
        Whether it is named as :func:`atomically` names what it has not finished.
    """
    return _HALF_WRITTEN.fullmatch(name) is not None


def sweep(folder: Path) -> None:
    """Remove what killed writers left in a folder and the folders in it.

    Parameters
    ----------
    folder : Path
        A folder in which nobody else writes now; a folder in it that somebody works in is left
        alone.
    """
    for where, inner, names in os.walk(folder):
        inner[:] = [each for each in inner if not in_use(Path(where, each))]
        for name in filter(is_half_written, names):
            path = Path(where, name)
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise StorageError(f"{shown(path)}: cannot be removed: {error.strerror}.") from None


@contextmanager
def tidied(folder: Path, what: str) -> Iterator[None]:
    """Work in a folder alone, without what killed writers left there.

    Parameters
    ----------
    folder : Path
        The folder; made if it is not there.
    what : str
        What is worked on, for whoever has to wait.

    Yields
    ------
    None
        While nobody else who asks for the folder gets it.
    """
    with alone(folder, what):
        sweep(folder)
        yield
