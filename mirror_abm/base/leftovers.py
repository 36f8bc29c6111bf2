"""What killed writers left behind: temporary files beside those that they were to become."""

from __future__ import annotations

import os
import re
from pathlib import Path

from .errors import StorageError
from .files import shown

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
        A folder in which nobody else writes now.
    """
    for where, _, names in os.walk(folder):
        for name in filter(is_half_written, names):
            path = Path(where, name)
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise StorageError(f"{shown(path)}: cannot be removed: {error.strerror}.") from None
