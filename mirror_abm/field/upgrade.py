"""A species file rewritten in the short form: every comment is kept, every number stays equal."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..base.brief import brief
from ..base.errors import Faults, InputError
from ..base.files import read_text, shown, write_text
from ..base.yaml_spans import comments, tree
from ..base.yaml_text import parse_yaml
from ..profile.citations import bibliography
from ..profile.inheritance import documents
from ..profile.layers import placed
from ..profile.species import SpeciesProfile, examined
from .first_edition import Conversion, conversions
from .rewriting import Rewriting
from .saying import chosen, outline


@dataclass(frozen=True)
class Upgraded:
    """What became of a file.

    Attributes
    ----------
    file : Path
        The file.
    before, after : str
        Its text.
    notes : list of str
        What is, or was, said in terms of the first edition.
    equal : bool
        Whether the profile is the same; not where something was converted.
    """

    file: Path
    before: str
    after: str
    notes: list[str]
    equal: bool = True

    __repr__ = brief

    @property
    def lines(self) -> tuple[int, int]:
        """How many lines the file has, before and after."""
        return len(self.before.splitlines()), len(self.after.splitlines())

    @property
    def proof(self) -> str:
        """What was proved of the new text, as a sentence says it."""
        return (
            "it was read again, and every number is equal"
            if self.equal
            else "it was read again: but for what is converted, every number is equal"
        )

    @property
    def difference(self) -> list[str]:
        """The lines that change, as ``diff -u`` tells them."""
        name = shown(self.file)
        return list(
            difflib.unified_diff(
                self.before.splitlines(),
                self.after.splitlines(),
                name,
                f"{name} (short)",
                lineterm="",
            )
        )


def upgraded(file: Path, convert: bool = False) -> Upgraded:
    """Return a species file in the short form; nothing is written.

    Parameters
    ----------
    file : Path
        The species file.
    convert : bool, default False
        Whether what is said in terms of the first edition - the share of non-matching sights
        alone, synchrony in bouts - is said in those of today. The profile is then another.

    Returns
    -------
    Upgraded
        The text before and after.

    Raises
    ------
    Faults
        What is wrong with the file as it is.
    InputError
        The profile would not be the same, so that the file is left as it is.
    """
    original, name = read_text(file), shown(file)
    text = original.replace("\r\n", "\n")
    bib = bibliography(file)
    faults, profile = examined(text, name, bib, file)
    if profile is None or faults:
        raise Faults(faults)
    found = conversions(profile)
    full = documents(placed(SpeciesProfile, text, name, file)[0])[0]
    mine = [each for each in found if _number_at(full, each.old) is not None]
    notes = [
        f"{each.told}." if convert else f"{each.told} with --convert; it stays as it is."
        for each in mine
    ]
    wanted = mine if convert else []
    # blocks that a person spread over lines, as drafts have them, are no reason to rewrite a file
    short = shortened(text, name, file, wanted, brackets=False) == text
    after = text if short else shortened(text, name, file, wanted)
    _prove(profile, wanted, after, name, file, bib)
    _prove_comments(text, after, name)
    if "\r\n" in original:
        after = after.replace("\n", "\r\n")
    return Upgraded(file, original, after, notes, not wanted)


def upgrade(file: Path, convert: bool = False) -> Upgraded:
    """Rewrite a species file in the short form, whole or not at all.

    Parameters
    ----------
    file : Path
        The species file.
    convert : bool, default False
        As :func:`upgraded` takes it, with the same errors.

    Returns
    -------
    Upgraded
        What became of it; a file that is short already is not written.
    """
    made = upgraded(file, convert)
    if made.after != made.before:
        write_text(file, made.after)
    return made


def _number_at(full: Any, dotted: str) -> Any:
    """Return the number of a name in a file, or None where the file does not hold it."""
    for key in dotted.split("."):
        full = full.get(key) if isinstance(full, dict) else None
    return full


def shortened(
    text: str, name: str, file: Path, wanted: Sequence[Conversion] = (), brackets: bool = True
) -> str:
    """Return the text of a species file in the short form, unproved.

    Parameters
    ----------
    text : str
        A file without faults, or some of its blocks, to be copied into another.
    name : str
        What it is called in sentences.
    file : Path
        Where it stands, or will.
    wanted : sequence of Conversion
        Numbers that are said in other terms.
    brackets : bool, default True
        Whether blocks of single values, as ``taxon``, are put in brackets.

    Returns
    -------
    str
        YAML.
    """
    written = parse_yaml(text, name)
    full = documents(placed(SpeciesProfile, text, name, file)[0])[0]
    whole = outline(SpeciesProfile, written, full)
    whole.kind = "block" if "name" in written else "row"  # blocks to be copied say all themselves
    renamed = {}
    for each in wanted:
        path = tuple(each.old.split("."))
        for number in whole.numbers():
            if number.path == path:
                number.full = each.number
        renamed[path] = each.new.rpartition(".")[2]
    return Rewriting(text, whole, chosen(whole), renamed).text(brackets)


def _prove(
    profile: SpeciesProfile,
    wanted: list[Conversion],
    after: str,
    name: str,
    file: Path,
    bib: set[str],
) -> None:
    """Refuse a text that would be read as another profile than is meant."""
    data = profile.model_dump(mode="json")
    for each in wanted:
        *outer, old = each.old.split(".")
        block = data
        for key in outer:
            block = block[key]
        block[old] = None
        block[each.new.rpartition(".")[2]] = each.number
    meant = SpeciesProfile.model_validate(data) if wanted else profile
    faults, found = examined(after, name, bib, file)
    if faults or found != meant:
        why = faults[0] if faults else "a number would be read as another."
        raise InputError(f"{name}: is left as it is: it cannot be shortened without change: {why}")


def _prove_comments(before: str, after: str, name: str) -> None:
    """Refuse a text that lacks a comment."""
    told = [
        Counter(_plain(text[start:end]) for start, end in comments(text, tree(text)))
        for text in (before, after)
    ]
    lost = told[0] - told[1]
    if lost:
        raise InputError(f"{name}: is left as it is: a comment would be lost: {next(iter(lost))}")


def _plain(comment: str) -> str:
    """Return a comment without what its place may change."""
    return re.sub(r"\s+", " ", comment.lstrip("#")).strip()
