"""The text of a species file, and of those it inherits, as documents with full numbers."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from ..base.errors import InputError
from ..base.library import LIBRARY
from ..base.yaml_text import parse_yaml
from .inheritance import chain
from .short import written_out


@lru_cache(maxsize=64)
def _document(text: str, name: str) -> Any:
    """Return the document of a file, to be read only: experiments load a few species many times."""
    return parse_yaml(text, name)


def placed(
    model: type[BaseModel], text: str, name: str, file: Path, bib: set[str] | None = None
) -> tuple[Any, list[str]]:
    """Return the document of a species file, or the chain of a variant, with full numbers.

    Parameters
    ----------
    model : type of BaseModel
        ``SpeciesProfile``.
    text : str
        The text of the file.
    name : str
        What the file is called in sentences.
    file : Path
        Where the text stands: parents are looked for beside it, then in the library.
    bib : set of str, optional
        The keys of sources that blocks may say; None for any.

    Returns
    -------
    PlacedMapping or Chain
        As :func:`~mirror_abm.profile.short.written_out` returns it.
    list of str
        What is wrong with the short form itself.

    Raises
    ------
    InputError
        It is no mapping in YAML, or inherits from what is not there.
    """
    document = _document(text, name)
    if not isinstance(document, dict):
        raise InputError(
            f"{name}:1:1 must be a mapping of keys to values, as in species/macaca_mulatta.yaml."
        )
    linked = chain(document, name, file, (file.parent, LIBRARY))
    return written_out(linked, name, model, bib)
