"""The folder of a run: tables, manifest, ``DONE``; what is there is whole, or it is not there."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from ..base.errors import InputError, MirrorError, StorageError, unknown
from ..base.files import file_digest, make_folder, read_json, shown, write_json
from ..base.locks import use
from ..base.tables import read_table, write_table
from .cards import run_card, run_line
from .own_species import keep_species
from .plan import Plan
from .summary import renewed

TABLES = (
    *("units", "animals", "groups", "acts", "ledger", "curves", "ontogeny", "draws"),
    *("knockouts", "by_act", "by_effector", "by_visibility", "summary"),
)


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
        file = self.path / "plan.json"
        data = read_json(file)
        try:
            return Plan.from_dict(data)
        except InputError as error:
            raise InputError(f"{shown(file)}: {error}") from None

    @property
    def manifest(self) -> dict[str, Any]:
        """Versions, seeds, hashes, sources to cite, seconds elapsed, memory."""
        return dict(read_json(self.path / "manifest.json"))

    @property
    def figures(self) -> list[Path]:
        """The files of the figures drawn so far."""
        return sorted((self.path / "figures").glob("*.png"))

    def table(self, name: str) -> pd.DataFrame:
        """Return one table of the run.

        Parameters
        ----------
        name : {"units", "animals", "groups", "acts", "ledger", "curves", "ontogeny", "draws", \
"knockouts", "by_act", "by_effector", "by_visibility", "summary"}
            The table.

        Returns
        -------
        pandas.DataFrame
            The table, tidy: one row per observation.

        Raises
        ------
        InputError
            If there is no table of this name.
        StorageError
            If its file is missing or damaged.
        """
        if name not in TABLES:
            raise unknown("table", name, TABLES)
        found = read_table(self.path / "tables" / f"{name}.parquet")
        if name != "summary" or "level" in found:
            return found
        return renewed(found, self.table("groups"), self.table("knockouts"))


def is_done(folder: Path) -> bool:
    """Return whether the run in ``folder`` was finished."""
    return (folder / "DONE").is_file()


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
    written = read_json(folder / "DONE")
    if not isinstance(written, dict) or "plan.json" not in written:
        raise StorageError(
            f"{shown(folder / 'DONE')}: is damaged: delete the folder {shown(folder)} and type "
            "the command again."
        )
    for name, checksum in written.items():
        path = folder / name
        if not path.is_file() or file_digest(path) != checksum:
            what = "is not what was written" if path.is_file() else "is missing"
            raise StorageError(
                f"{shown(path)}: {what}: delete the folder {shown(folder)} and type the command "
                "again."
            )
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
        The folder; there is a plan in it.

    Raises
    ------
    InputError
        If there is no such run, or several begin so.
    """
    text = str(run) if isinstance(run, (str, Path)) else ""
    folder = Path(out)
    if text and "\0" not in text and len(text) < 4000 and Path(text).name not in ("", ".", ".."):
        if (Path(text) / "plan.json").is_file():
            return Path(text)
        there = (
            [path for path in sorted(folder.iterdir()) if (path / "plan.json").is_file()]
            if folder.is_dir()
            else []
        )
        found = [path for path in there if path.name.startswith(text)]
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
    """Return the folders of all finished runs in ``out``, the newest first."""
    folders = [path for path in out.glob("*") if is_done(path)] if out.is_dir() else []
    return sorted(folders, key=lambda path: (path / "DONE").stat().st_mtime, reverse=True)


def part(run: Path, species: str, replicate: int) -> Path:
    """Return the folder of the tables of one task."""
    return run / "parts" / f"{species}.{replicate}"


def keep(folder: Path, tables: dict[str, pd.DataFrame]) -> None:
    """Keep the tables of one task in the folder of its part.

    Parameters
    ----------
    folder : pathlib.Path
        The folder of the part; it is made if it is not there.
    tables : dict of str to pandas.DataFrame
        The tables of the task.
    """
    make_folder(folder)
    for name, table in tables.items():
        write_table(folder / f"{name}.parquet", table)
    write_json(
        folder / "DONE",
        {f"{name}.parquet": file_digest(folder / f"{name}.parquet") for name in sorted(tables)},
    )


def is_whole(folder: Path) -> bool:
    """Return whether the part in ``folder`` was finished before, and is what was written."""
    if not is_done(folder):
        return False
    try:
        written = read_json(folder / "DONE")
        return bool(written) and all(
            file_digest(folder / name) == checksum for name, checksum in written.items()
        )
    except (MirrorError, OSError, AttributeError):
        return False  # damaged: the task is done again


def seal(path: Path, tables: dict[str, pd.DataFrame], documents: Iterable[str]) -> None:
    """Write the tables of a run or board and, last, ``DONE``; then drop the parts.

    Parameters
    ----------
    path : pathlib.Path
        The folder of the run or board.
    tables : dict of str to pandas.DataFrame
        What is written into its folder ``tables``.
    documents : iterable of str
        Files that are there already; ``DONE`` holds their checksums beside those of the tables.

    Raises
    ------
    StorageError
        If anything cannot be written, or the parts cannot be removed.
    """
    folder = make_folder(path / "tables")
    for name, table in tables.items():
        write_table(folder / f"{name}.parquet", table)
    files = [*(path / name for name in documents), *sorted(folder.glob("*.parquet"))]
    write_json(path / "DONE", {str(f.relative_to(path)): file_digest(f) for f in files})
    try:
        shutil.rmtree(path / "parts")
    except OSError as error:
        raise StorageError(
            f"{shown(path / 'parts')}: cannot be removed: {error.strerror}."
        ) from None


class Recorder:
    """Writes one run: the parts of each task as they come, then the whole, then ``DONE``.

    Parameters
    ----------
    plan : Plan
        What is run.
    out : pathlib.Path
        Folder in which the run's folder is made.
    """

    def __init__(self, plan: Plan, out: Path):
        self.plan = plan
        self.path = make_folder(out / plan.id)
        use(self.path, self)
        self.documents = ["plan.json", "manifest.json", *keep_species(plan, self.path)]
        write_json(self.path / "plan.json", plan.as_dict())

    def has(self, species: str, replicate: int) -> bool:
        """Return whether this task was finished before, and is whole."""
        return is_whole(part(self.path, species, replicate))

    def parts(self, name: str, tasks: Iterable[tuple[str, int]]) -> pd.DataFrame:
        """Return one table of all tasks, in the order of the plan."""
        return pd.concat(
            [read_table(part(self.path, *task) / f"{name}.parquet") for task in tasks],
            ignore_index=True,
        )

    def finish(self, tables: dict[str, pd.DataFrame], manifest: dict[str, Any]) -> Run:
        """Write the manifest, the tables and, last, ``DONE``; then drop the parts."""
        write_json(self.path / "manifest.json", manifest)
        seal(self.path, tables, self.documents)
        return Run(self.path)
