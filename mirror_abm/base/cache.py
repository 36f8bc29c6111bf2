"""Where on this machine the package keeps what can be made again."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from .errors import StorageError
from .files import make_folder


def cache_folder() -> Path:
    """Return the folder for what can be made again.

    Returns
    -------
    Path
        That of ``MIRROR_ABM_CACHE``, else one in the user's cache, else a temporary folder.

    Raises
    ------
    StorageError
        ``MIRROR_ABM_CACHE`` names a folder that cannot be written to.
    """
    home = os.environ.get("XDG_CACHE_HOME") or str(Path("~/.cache").expanduser())
    wanted = os.environ.get("MIRROR_ABM_CACHE")
    if wanted:
        return make_folder(Path(wanted))
    try:
        return make_folder(Path(home) / "mirror_abm")
    except StorageError:
        user = os.getuid() if hasattr(os, "getuid") else 0
        return make_folder(Path(tempfile.gettempdir()) / f"mirror_abm-{user}")
