"""Which species are shipped: those of a default run, sketches, and variants.

A default run, what is pooled over the library and its medians are of :func:`library` alone, so that
a species that is known in outline only can be shipped and run without moving any of these.
"""

from __future__ import annotations

import re
from pathlib import Path

from ..base.files import read_text
from ..base.library import LIBRARY

_INHERITS = re.compile(r"^inherits\s*:", re.MULTILINE)
_SKETCH = re.compile(r"^status\s*:\s*[\"']?sketch\b", re.MULTILINE)


def library(folder: Path = LIBRARY) -> tuple[str, ...]:
    """Return the names of the bundled species that a run has by default, one profile a taxon.

    Parameters
    ----------
    folder : Path, optional
        Another folder of species files.

    Returns
    -------
    tuple of str
        Sorted; :func:`sketches` and :func:`variants` are left out.

    Examples
    --------
    >>> "macaca_mulatta" in library(), "macaca_mulatta_nursery" in library()
    (True, False)
    """
    return _sorted(folder)["species"]


def sketches(folder: Path = LIBRARY) -> tuple[str, ...]:
    """Return the names of the bundled species that were read in outline only.

    Parameters
    ----------
    folder : Path, optional
        Another folder of species files.

    Returns
    -------
    tuple of str
        Sorted. They are run when they are named, and are part of nothing that is pooled.

    Examples
    --------
    >>> "theropithecus_gelada" in sketches()
    True
    """
    return _sorted(folder)["sketch"]


def variants(folder: Path = LIBRARY) -> tuple[str, ...]:
    """Return the names of the bundled variants, which inherit from a species.

    Parameters
    ----------
    folder : Path, optional
        Another folder of species files.

    Returns
    -------
    tuple of str
        Sorted: captive animals, nursery-reared ones and so on.
    """
    return _sorted(folder)["variant"]


def shipped(folder: Path = LIBRARY) -> tuple[str, ...]:
    """Return the names of all bundled profiles.

    Parameters
    ----------
    folder : Path, optional
        Another folder of species files.

    Returns
    -------
    tuple of str
        Those of :func:`library`, then :func:`sketches`, then :func:`variants`.
    """
    found = _sorted(folder)
    return (*found["species"], *found["sketch"], *found["variant"])


def _sorted(folder: Path) -> dict[str, tuple[str, ...]]:
    """Return the names of the profiles in a folder by what they are."""
    found: dict[str, list[str]] = {"species": [], "sketch": [], "variant": []}
    for path in sorted(folder.glob("*.yaml")):
        text = read_text(path)
        kind = "sketch" if _SKETCH.search(text) else "species"
        found["variant" if _INHERITS.search(text) else kind].append(path.stem)
    return {kind: tuple(names) for kind, names in found.items()}
