"""The code and the data files that a run executes, and their hashes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from ..animal.birth import rule_of
from ..animal.calibration import FILE
from ..base.fingerprint import fingerprint
from ..base.library import LIBRARY
from ..base.shelf import accounts, sources
from ..base.sources_read import remembered
from ..profile.species import SpeciesProfile

#: the modules from which everything that a run executes is reached
TASK = ("simulation.runner",)
TREE = "tree.nwk"


def used(
    names: Sequence[str], rule: str = "", profiles: Iterable[SpeciesProfile] = ()
) -> dict[str, list[str]]:
    """Return the items of shelves that a task under some accounts uses, by shelf.

    A new file beside them changes nothing.

    Every source of experience is used, for each brings events, and each is removed alone to find
    the one that matters.

    Parameters
    ----------
    names : sequence of str
        The accounts.
    rule : str
        The rule in place of theirs, or ``""``.
    profiles : iterable of SpeciesProfile
        The species, for their layouts.

    Returns
    -------
    dict of str to list of str
        Names of items, sorted.
    """
    learned = {accounts.load(name).RULE for name in names} | {rule_of(name, rule) for name in names}
    found = {
        "accounts": set(names),
        "rules": learned,
        "sources": set(sources.names),
        "measures": set[str](),
        "layouts": {profile.group.layout for profile in profiles},
    }
    return {shelf: sorted(items) for shelf, items in found.items()}


def inherited(names: Iterable[str], carrier: bool | None) -> bool:
    """Return whether an account asks the tree which lineages carry what it assumes.

    Parameters
    ----------
    names : iterable of str
        The accounts.
    carrier : bool or None
        The answer, if it was given.

    Returns
    -------
    bool
        False where the answer was given.
    """
    return carrier is None and any(accounts.load(name).INHERITED for name in names)


def data_files() -> dict[str, Path]:
    """Return the files of data that may decide a run's numbers, by name.

    Returns
    -------
    dict of str to pathlib.Path
        The tree, of which accounts of inheritance ask who carries what, and the calibration, from
        which constants are drawn.
    """
    return {TREE: LIBRARY / TREE, FILE.name: FILE}


def code_hashes(
    names: Sequence[str],
    rule: str,
    profiles: Iterable[SpeciesProfile],
    carrier: bool | None,
    tree: str = "",
    calibrated: bool = False,
) -> dict[str, str]:
    """Return the hash of every file whose text decides a run's numbers.

    The library's tree is one where an account asks for it and the plan holds no other, and so is
    the calibration where constants are drawn from it.

    Parameters
    ----------
    names : sequence of str
        The accounts.
    rule : str
        The rule in place of theirs, or ``""``.
    profiles : iterable of SpeciesProfile
        The species.
    carrier : bool or None
        Whether the animals carry what accounts of inheritance assume; None if the tree says.
    tree : str
        The tree that the plan holds, as Newick; none if that of the library is meant.
    calibrated : bool
        Whether constants are drawn from the calibration (:func:`.drawn_constants.calibrates`).

    Returns
    -------
    dict of str to str
        Hash by file.
    """
    wanted = {TREE: inherited(names, carrier) and not tree, FILE.name: calibrated}
    data = [file for name, file in data_files().items() if wanted[name]]
    with remembered():
        return fingerprint(TASK, used(names, rule, profiles), data)
