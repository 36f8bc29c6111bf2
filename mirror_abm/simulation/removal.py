"""Runs deleted from the disk: only what is a run, whole or not, and nothing else with it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from ..base.errors import InputError, MirrorError, StorageError
from ..base.files import read_json, shown
from ..base.leftovers import is_half_written
from ..base.locks import LOCK, in_use
from .archive import folder_of
from .own_species import OWN_SPECIES
from .shards import SHARDS, at_work

#: what may stand in the folder of a run
CONTENTS = (
    *("plan.json", "manifest.json", "DONE", "tables", "figures", "parts", "next", LOCK),
    *(OWN_SPECIES, SHARDS),
)


def removable(runs: Iterable[str | Path], out: str | Path = "runs") -> list[Path]:
    """Return the folders of runs that may be deleted.

    Parameters
    ----------
    runs : iterable of str or pathlib.Path
        Run ids, their beginnings, or paths of the runs' folders; finished or not.
    out : str or pathlib.Path, default "runs"
        Folder in which runs named by their ids are looked for.

    Returns
    -------
    list of pathlib.Path
        Each once, in the order in which they were named.

    Raises
    ------
    InputError
        If any of them is no run, is in progress, or holds what is not of a run.
    """
    folders: dict[Path, Path] = {}
    for run in runs:
        path = folder_of(run, out)
        _check(path)
        folders.setdefault(path.resolve(), path)
    return list(folders.values())


def _check(path: Path) -> None:
    """Refuse to delete what is not a run and nothing else."""
    name = f"run {path.name}"
    if path.is_symlink():
        raise InputError(f"{name}: {shown(path)} is a link to another folder: remove the link.")
    if not _is_run(path):
        raise InputError(f"{name}: {shown(path)} holds no run of this program: delete it yourself.")
    strange = sorted(
        each.name
        for each in path.iterdir()
        if each.name not in CONTENTS and not is_half_written(each.name)
    )
    if strange:
        raise InputError(
            f"{name}: {shown(path / strange[0])} is not of the run: move it elsewhere first."
        )
    if in_use(path) or at_work(path):
        raise InputError(f"{name}: is in progress: interrupt it first.")
    if path.resolve() in (Path.cwd(), *Path.cwd().parents):
        raise InputError(f"{name}: is the folder that you are in: leave it first.")


def _is_run(path: Path) -> bool:
    """Return whether a folder holds a plan of a run; a damaged one counts in a folder of ours."""
    try:
        plan = read_json(path / "plan.json")
    except MirrorError:
        plan = None
    if isinstance(plan, dict) and plan:
        return {"profiles", "accounts", "arms", "replicates", "code"} <= set(plan)
    return re.fullmatch(r"[0-9a-f]{12}", path.name) is not None


def remove(path: Path) -> None:
    """Delete the folder of a run, which :func:`removable` returned.

    Parameters
    ----------
    path : pathlib.Path
        The folder.

    Raises
    ------
    StorageError
        If the disk refuses.
    """
    try:
        (path / "DONE").unlink(missing_ok=True)  # from here on it is not taken for a whole run
        # and until all else is gone, it is found as one that is not finished, to be deleted again
        for each in sorted(path.iterdir(), key=lambda each: each.name == "plan.json"):
            if each.is_dir() and not each.is_symlink():
                shutil.rmtree(each)
            else:
                each.unlink(missing_ok=True)
        path.rmdir()
    except OSError as error:
        raise StorageError(f"{shown(path)}: cannot be deleted: {error.strerror}.") from None


def size(path: Path) -> int:
    """Return how many bytes are in a folder.

    Parameters
    ----------
    path : pathlib.Path
        The folder.

    Returns
    -------
    int
        Of all files in it; links are not followed.
    """
    return sum(each.lstat().st_size for each in path.rglob("*") if not each.is_dir())
