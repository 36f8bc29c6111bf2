"""The sources of the numbers: the keys of ``references.bib``."""

from __future__ import annotations

import re
from pathlib import Path

from .files import read_text

LIBRARY = next(p for p in (Path(__file__).parent / "species", Path(__file__).parents[1] / "species") if p.is_dir())


def references(folder: Path = LIBRARY) -> set[str]:
    """Return the keys of ``references.bib``."""
    return set(re.findall(r"^@\w+\{([^,\s]+),", read_text(folder / "references.bib", 4_000_000), re.MULTILINE))


def bibliography(file: Path) -> set[str]:
    """Return the keys that a species file may cite: the library's, and those of a ``references.bib`` beside the file."""
    beside = file.parent / "references.bib"
    return references() | (references(file.parent) if beside.is_file() else set())
