"""A species file before it is run: all its faults and warnings, each with file, line and column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ..base.brief import brief
from ..base.errors import Faults, InputError
from ..base.files import read_text, shown
from ..profile.citations import bibliography
from ..profile.faults import Fault, in_order, sentences
from ..profile.layers import placed
from ..profile.species import SpeciesProfile, examined
from ..simulation.plan import make_plan
from .plausibility import improbable


@dataclass(frozen=True)
class Inspection:
    """What was found in a species file.

    Attributes
    ----------
    name : str
        What the file is called in sentences.
    faults : list of str
        What is wrong, in the order of the file.
    warnings : list of str
        What is allowed but improbable.
    profile : SpeciesProfile or None
        The species, where nothing is wrong.
    """

    name: str
    faults: list[str]
    warnings: list[str]
    profile: SpeciesProfile | None

    __repr__ = brief


def inspect(file: Path) -> Inspection:
    """Return all that is wrong or improbable in a species file.

    Parameters
    ----------
    file : Path
        The file.

    Returns
    -------
    Inspection
        Its faults and warnings, and its profile where there are no faults.

    Raises
    ------
    InputError
        No such file, a folder, or one that is too large.
    StorageError
        A file that cannot be read.
    """
    text, name = read_text(file), shown(file)
    found, profile = examined(text, name, bibliography(file), file)
    if profile is None:
        return Inspection(name, found, [], None)
    document, _ = placed(SpeciesProfile, text, name, file)
    found = in_order([*found, *sentences(_impossible(profile), document, name)])
    warnings = sentences(improbable(profile, file), document, name)
    warnings = in_order([*warnings, *_marked(text, name)])
    return Inspection(name, found, warnings, None if found else profile)


def _marked(text: str, name: str) -> list[str]:
    """Return how many lines of a draft still say that they were taken over from a relative."""
    found = list(re.finditer(r"# (from \w+: check)\b", text))
    if not found:
        return []
    line = text.count("\n", 0, found[0].start()) + 1
    column = found[0].start() - text.rfind("\n", 0, found[0].start())
    many = f"{len(found)} lines say" if len(found) > 1 else "1 line says"
    return [
        f"{name}:{line}:{column} {found[0][1]}: still {many} so: see whether it is true of this "
        "species, and delete the remark."
    ]


def _impossible(profile: SpeciesProfile) -> list[Fault]:
    """Return the rates that the engine cannot bring about."""
    try:
        make_plan([profile])
    except InputError as error:
        told = error.sentences if isinstance(error, Faults) else [str(error)]
        return [_fault(sentence.removeprefix(f"{profile.name} ")) for sentence in told]
    return []


def _fault(sentence: str) -> Fault:
    """Return the fault whose sentence begins with a dotted name of a number."""
    named = re.match(r"([a-z_]+(?:\.[a-z_0-9]+)+) = ", sentence)
    if not named:
        return Fault((), sentence)
    return Fault((*named.group(1).split("."), "value"), f" = {sentence[named.end() :]}")
