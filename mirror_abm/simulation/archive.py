"""The folder of a run: tables, manifest, ``DONE``; what is there is whole, or it is not there."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from ..base.errors import InputError, StorageError, unknown
from ..base.files import read_json, shown
from ..base.tables import columns_of, read_table
from .cards import run_card, run_line
from .identity import TABLES as TABLES
from .identity import check_kind, check_name, is_file
from .plan import Plan
from .sealing import check
from .sealing import is_done as is_done
from .summary import renewed


@dataclass(frozen=True)
class Run:
    """A finished run on the disk.

    Attributes
    ----------
    path : pathlib.Path
        The folder of the run.
    id : str
        The run id: the hash of the plan.
    plan : Plan
        What was run.
    manifest : dict
        Under what conditions it was run.
    figures : list of pathlib.Path
        The files of the figures drawn so far.

    Examples
    --------
    >>> import tempfile
    >>> import mirror_abm as ma
    >>> folder = tempfile.TemporaryDirectory()
    >>> run = ma.run("octopus_vulgaris", days=0.02, replicates=2, out=folder.name)
    >>> run.plan.accounts
    ('associative', 'none')
    >>> run.manifest["workers"], "heyes_2010" in run.manifest["cite"], run.figures
    (1, True, [])
    >>> run.table("units")["unit_of_replication"].unique().tolist()
    ['group']
    >>> folder.cleanup()
    """

    path: Path

    def __repr__(self) -> str:
        return run_line(self)

    def _repr_html_(self) -> str:
        return run_card(self, TABLES)

    @property
    def id(self) -> str:
        """The run id: the hash of the plan."""
        return self.path.name

    @property
    def plan(self) -> Plan:
        """The plan that was run."""
        return plan_in(self.path / "plan.json")

    @property
    def manifest(self) -> dict[str, Any]:
        """Versions, seeds, hashes, sources to cite, seconds elapsed, memory."""
        return dict(read_json(self.path / "manifest.json"))

    @property
    def figures(self) -> list[Path]:
        """The files of the figures drawn so far, but for a provisional one, which has no PDF."""
        return [
            file
            for file in sorted((self.path / "figures").glob("*.png"))
            if not file.name.startswith(".") and file.stat().st_size
            if file.with_suffix(".pdf").is_file()
        ]

    def table(
        self,
        name: str,
        species: str | Sequence[str] | None = None,
        columns: Sequence[str] | None = None,
    ) -> pd.DataFrame:
        """Return one table of the run, or a part of it without reading the rest.

        Parameters
        ----------
        name : {"units", "animals", "groups", "acts", "ledger", "curves", "ontogeny", "draws", \
"knockouts", "by_act", "by_effector", "by_visibility", "summary"}
            The table.
        species : str or sequence of str, optional
            Only the rows of these species.
        columns : sequence of str, optional
            Only these columns, in this order.

        Returns
        -------
        pandas.DataFrame
            The table, tidy: one row per observation.

        Raises
        ------
        InputError
            If there is no table, species or column of this name.
        StorageError
            If its file is missing or damaged.
        """
        if name not in TABLES:
            raise unknown("table", name, TABLES)
        file = self.path / "tables" / f"{name}.parquet"
        wanted = None if species is None else self._species(species)
        listed = [columns] if isinstance(columns, str) else columns
        only = {} if wanted is None else {"species": wanted}
        if name == "summary" and file.is_file() and "level" not in columns_of(file):
            whole = renewed(read_table(file), self.table("groups"), self.table("knockouts"))
            whole = whole if wanted is None else whole[whole["species"].isin(wanted)]
            return whole.reset_index(drop=True)[whole.columns if listed is None else list(listed)]
        return read_table(file, listed, only)

    def _species(self, species: str | Sequence[str]) -> list[str]:
        """Return the names of some species of the run."""
        wanted = [species] if isinstance(species, str) else list(species)
        known = self.plan.species
        for name in wanted:
            if name not in known:
                raise unknown("species", name, known)
        return wanted


def plan_in(file: Path) -> Plan:
    """Return the plan that a file of a run holds.

    Parameters
    ----------
    file : pathlib.Path
        The file ``plan.json``.

    Returns
    -------
    Plan
        The plan.

    Raises
    ------
    InputError
        If it is no plan of a run, or one of a later version.
    """
    data = read_json(file)
    try:
        check_kind(data)
        return Plan.from_dict(data)
    except InputError as error:
        raise InputError(f"{shown(file)}: {error}") from None
    except (TypeError, ValueError, KeyError, AttributeError):
        raise InputError(
            f"{shown(file)}: is not the plan of a run, or that of another version."
        ) from None


def verify(folder: Path) -> Run:
    """Return the finished run in a folder if every file of it is what was written.

    Parameters
    ----------
    folder : pathlib.Path
        The folder of the run.

    Returns
    -------
    Run
        The run.

    Raises
    ------
    StorageError
        If a file is missing or was changed since.
    """
    check(folder)
    try:
        manifest = read_json(folder / "manifest.json")
    except InputError:
        plan_in(folder / "plan.json")  # says if it is that of something else, as of a board
        manifest = None
    check_name(folder, manifest)
    return Run(folder)


def folder_of(run: str | Path, out: str | Path) -> Path:
    """Return the folder of a run, finished or not.

    Parameters
    ----------
    run : str or pathlib.Path
        The run id, the beginning of it, or the path of the run's folder.
    out : str or pathlib.Path
        Folder in which a run named by its id is looked for.

    Returns
    -------
    pathlib.Path
        The folder; there is a plan in it, unless the run is damaged.

    Raises
    ------
    InputError
        If there is no such run, or several begin so.
    """
    text = str(run) if isinstance(run, (str, Path)) else ""
    folder = Path(out)
    if text and "\0" not in text and len(text) < 4000 and Path(text).name not in ("", ".", ".."):
        for place in (Path(text), folder / text):
            if place.exists() and not os.access(place, os.R_OK | os.X_OK):
                raise StorageError(f"{shown(place)}: cannot be read: Permission denied.")
        if _is_run(Path(text)):
            return Path(text)
        found = [path for path in _within(folder) if path.name.startswith(text) and _is_run(path)]
        if len(found) == 1:
            return found[0]
        if found:
            raise InputError(
                f"run {text!r}: several runs begin so in {shown(folder)}. Runs there: "
                f"{', '.join(path.name for path in found[:8])}."
            )
    known = ", ".join(path.name for path in finished(folder)[:8]) or "none"
    raise InputError(
        f"run {text[:60] if text else run!r}: no such run in {shown(folder)}. Runs there: {known}."
    )


def _is_run(folder: Path) -> bool:
    """Return whether a run is or was in a folder: one without its plan is damaged, not away."""
    return is_file(folder / "plan.json") or is_done(folder)


def load_run(run: str | Path, out: str | Path = "runs") -> Run:
    """Return a finished run by its id or its folder.

    Parameters
    ----------
    run : str or pathlib.Path
        The run id, the beginning of it, or the path of the run's folder.
    out : str or pathlib.Path, default "runs"
        Folder in which a run named by its id is looked for.

    Returns
    -------
    Run
        The run.

    Raises
    ------
    InputError
        If there is no such run, several begin so, or it is not finished.
    StorageError
        If it was damaged.

    Examples
    --------
    >>> import tempfile
    >>> import mirror_abm as ma
    >>> folder = tempfile.TemporaryDirectory()
    >>> run = ma.run("octopus_vulgaris", days=0.02, replicates=2, out=folder.name)
    >>> ma.load_run(run.id[:6], folder.name) == run
    True
    >>> folder.cleanup()
    """
    path = folder_of(run, out)
    if not is_done(path):
        raise InputError(f"run {path.name}: is not finished; type its command again to resume it.")
    return verify(path)


def finished(out: Path) -> list[Path]:
    """Return the folders of all finished runs in ``out``, the newest first.

    Parameters
    ----------
    out : pathlib.Path
        Folder of runs; it need not be there.

    Returns
    -------
    list of pathlib.Path
        Those that can be looked into.
    """
    found = []
    for path in _within(out):
        with suppress(OSError):
            found.append(((path / "DONE").stat().st_mtime, path))
    return [path for _, path in sorted(found, key=lambda each: each[0], reverse=True)]


def _within(out: Path) -> list[Path]:
    """Return what is in a folder, by name; nothing if it is no folder."""
    try:
        return sorted(out.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise StorageError(f"{shown(out)}: cannot be read: {error.strerror}.") from None
