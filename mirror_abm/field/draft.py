"""A first draft of a species file: it is valid from the start, and every number is a guess."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from ..base.errors import InputError
from ..base.files import make_folder, shown, write_json, write_text
from ..base.library import LIBRARY
from ..base.yaml_spans import Node, tree
from ..profile.quantity import Quantity
from ..profile.short import WORDS
from ..profile.species import SpeciesProfile, load_species, schema
from .blocks import block_lines
from .medians import median_profile
from .text import PLACEHOLDER
from .upgrade import shortened

HEAD = """# yaml-language-server: $schema=profile.schema.json
# {scientific}. A draft: every number is {whence},
# and a guess: `source`, `how` and `reason` below hold for all that do not say their own. Replace
# each by what is known of this species: value (the median), low and high (nothing outside is ever
# drawn), the source (a key of references.bib, beside this file or in the library), how (measured,
# derived or guess), and a reason, which source and how always need:
#   size: {{value: 12, low: 4, high: 30, source: smith_2024, how: measured, reason: "table 2"}}
# `mirror-abm species check {file}` lists what is left to do.
"""
BIB = """% Sources that {file} cites and the library does not have.
% An entry begins at the start of a line:
%
% @article{{smith_2024,
%   author = {{Smith, J.}}, title = {{...}}, journal = {{...}}, year = {{2024}},
%   volume = {{1}}, pages = {{1--10}}, doi = {{...}},
%   note = {{read; table 2}}
% }}
"""
SOURCE = "species_table_2026"  #: of a guess that was taken over
#: what a draft does not take over
OWN = {
    *(("name",), ("status",), ("blinded",), ("stage",)),
    *(("taxon", "scientific"), ("taxon", "vernacular"), ("group", "reason")),
}
LONGEST_REASON = 600  #: characters that a reason may have


def scientific(name: str) -> str:
    """Return a scientific name as it is printed.

    Parameters
    ----------
    name : str
        ``genus_species``, ``Genus species``, or either with a third name.

    Returns
    -------
    str
        ``Genus species``.

    Raises
    ------
    InputError
        It is no scientific name.

    Examples
    --------
    >>> scientific("corvus_corax")
    'Corvus corax'
    """
    words = re.split(r"[\s_]+", name.strip())
    letters = all(re.fullmatch(r"[A-Za-z]+", word) for word in words)
    if not 2 <= len(words) <= 3 or not letters or len(name) > 60:
        raise InputError(
            f"name = {name[:80]!r}: must be a genus and a species, for example corvus_corax or "
            "'Corvus corax'."
        )
    return " ".join(words).capitalize()


def new(name: str, like: str | None, folder: Path) -> list[Path]:
    """Write a draft of a species file, with its schema and a place for its own sources.

    Parameters
    ----------
    name : str
        Scientific name of the species.
    like : str or None
        Species or file whose actions and numbers are taken over; without it they are the medians
        of the library.
    folder : Path
        Where the files are written.

    Returns
    -------
    list of Path
        The files that were written, the species file first.

    Raises
    ------
    InputError
        A name that is none, an unknown ``like``, or a species file that exists.
    """
    full = scientific(name)
    file = folder / f"{full.lower().replace(' ', '_')}.yaml"
    if file.exists():
        raise InputError(
            f"{shown(file)}: exists: it is not overwritten. Choose another folder with --out, or "
            "edit it."
        )
    text = draft(full, load_species(like) if like is not None else None, file.name)
    make_folder(folder)
    written = [file]
    write_text(file, text)
    if not (folder / "references.bib").exists():
        written.append(folder / "references.bib")
        write_text(written[-1], BIB.format(file=file.name))
    if not (folder / "profile.schema.json").exists():
        written.append(folder / "profile.schema.json")
        write_json(written[-1], schema())
    return written


def draft(full: str, like: SpeciesProfile | None, file: str) -> str:
    """Return the text of a draft.

    Parameters
    ----------
    full : str
        Scientific name of the species.
    like : SpeciesProfile or None
        Whose numbers are taken over; the medians of the library without it.
    file : str
        What the file will be called.

    Returns
    -------
    str
        YAML in which all numbers are guesses.
    """
    profile = _taken_over(like) if like is not None else median_profile()
    to_name = {
        "scientific": full,
        "vernacular": f"{PLACEHOLDER} its common name",
        "ncbi": None,
    }
    why = f"{PLACEHOLDER} why this layout: {profile.group.reason}"[:LONGEST_REASON]
    data = profile.model_copy(
        update={
            "name": full.lower().replace(" ", "_"),
            "status": "provisional",
            "blinded": False,
            "taxon": profile.taxon.model_copy(update=to_name),
            "stage": f"{PLACEHOLDER} the age and setting, for example: {profile.stage}",
            "group": profile.group.model_copy(update={"reason": why}),
        }
    )
    whence = "the middle of the library's species"
    if like is not None:
        whence = f"taken over from {like.taxon.scientific}"
    head = HEAD.format(scientific=full, whence=whence, file=file)
    text = head + "\n".join(block_lines(data)) + "\n"
    text = shortened(text, file, LIBRARY / file, brackets=False)
    return text if like is None else marked(text, f"from {like.name}: check")


def _taken_over(like: SpeciesProfile) -> SpeciesProfile:
    """Return a profile with every number called a guess whose reason is to be replaced."""

    def guessed(item: Quantity) -> Quantity:
        reason = f"{PLACEHOLDER} taken over from {like.taxon.scientific}"
        return item.model_copy(update={"source": SOURCE, "how": "guess", "reason": reason})

    group = like.group
    if group.network is not None:  # of those animals, and of no others
        without = {"network": None, "bipartite": None, "layout": "complete"}
        like = like.model_copy(update={"group": group.model_copy(update=without)})
    changed: SpeciesProfile = _mapped(like, guessed)
    return changed


def marked(text: str, mark: str) -> str:
    """Return a draft with a remark behind every line that was taken over.

    Parameters
    ----------
    text : str
        YAML.
    mark : str
        The remark.

    Returns
    -------
    str
        The same; above a table the remark stands once.
    """
    root = tree(text)
    places = {}
    for node in _leaves(root, ()):
        end = text.find("\n", node.start)
        inside = any(start <= end < stop for start, stop in node.scalars())
        places[text.find("\n", node.end) if inside else end] = f"  # {mark}"
    table = text.find("\n  table:\n")
    if table >= 0:
        places[table] = f"\n  # {mark} every act, effector and share"
    for at in sorted(places, reverse=True):
        text = text[:at] + places[at] + text[at:]
    return text


def _leaves(node: Node, path: tuple[Any, ...]) -> Iterator[Node]:
    """Yield the values that were taken over, a number, a list or a block in brackets as one."""
    for key, item in node.items.items():
        here = (*path, key)
        if here in OWN or (path == () and key in WORDS) or here[:2] == ("actions", "table"):
            continue
        if item.keys and not item.flow:
            yield from _leaves(item, here)
        elif here != ("actions", "reason"):
            yield item


def _mapped(value: Any, change: Callable[[Quantity], Quantity]) -> Any:
    """Return a block with every number in it changed."""
    if isinstance(value, Quantity):
        return change(value)
    if isinstance(value, BaseModel):
        return value.model_copy(
            update={key: _mapped(getattr(value, key), change) for key in type(value).model_fields}
        )
    return [_mapped(item, change) for item in value] if isinstance(value, list) else value
