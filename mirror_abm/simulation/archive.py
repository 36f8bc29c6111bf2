"""The folder of a run: tables, manifest, ``DONE``; what is there is whole, or it is not there."""

from __future__ import annotations

import platform
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd

from ..base.errors import InputError, MirrorError, StorageError, unknown
from ..base.files import file_digest, make_folder, read_json, shown, write_json
from ..base.tables import read_table, write_table
from .plan import Plan

TABLES = ("units", "animals", "groups", "ledger", "curves", "draws", "knockouts", "summary")
PACKAGES = ("mesa", "numpy", "numba", "networkx", "pandas", "pyarrow", "pydantic", "seaborn")


@dataclass(frozen=True)
class Run:
    """A finished run on the disk.

    ``run.table("summary")`` returns a table as a pandas DataFrame; ``run.plan`` what was run; ``run.manifest`` under what
    conditions; ``run.figures`` the files of its figures.
    """

    path: Path

    @property
    def id(self) -> str:
        """The run id: the hash of the plan."""
        return self.path.name

    @property
    def plan(self) -> Plan:
        """The plan that was run."""
        return Plan.from_dict(read_json(self.path / "plan.json"))

    @property
    def manifest(self) -> dict[str, Any]:
        """Versions, seeds, hashes, sources to cite, seconds elapsed, memory."""
        return dict(read_json(self.path / "manifest.json"))

    @property
    def figures(self) -> list[Path]:
        """The files of the figures drawn so far."""
        return sorted((self.path / "figures").glob("*.png"))

    def table(self, name: str) -> pd.DataFrame:
        """Return one table: units, animals, groups, ledger, curves, draws, knockouts or summary."""
        if name not in TABLES:
            raise unknown("table", name, TABLES)
        return read_table(self.path / "tables" / f"{name}.parquet")


def is_done(folder: Path) -> bool:
    """Return whether the run in ``folder`` was finished."""
    return (folder / "DONE").is_file()


def verify(folder: Path) -> Run:
    """Return the finished run in ``folder`` if every file of it is what was written.

    Raises
    ------
    StorageError : a file that is missing or was changed since.
    """
    written = read_json(folder / "DONE")
    if not isinstance(written, dict) or "plan.json" not in written:
        raise StorageError(
            f"{shown(folder / 'DONE')}: is damaged: delete the folder {shown(folder)} and type the command again."
        )
    for name, checksum in written.items():
        path = folder / name
        if not path.is_file() or file_digest(path) != checksum:
            what = "is not what was written" if path.is_file() else "is missing"
            raise StorageError(
                f"{shown(path)}: {what}: delete the folder {shown(folder)} and type the command again."
            )
    return Run(folder)


def _named(run: str | Path, out: str | Path) -> Path:
    """Return the folder of a run by path, id, or the beginning of its id."""
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
    """Return a finished run by its id (or the beginning of it) in ``out``, or by the path of its folder.

    Raises
    ------
    InputError : no such run, or one that is not finished. StorageError : one that was damaged.
    """
    path = _named(run, out)
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
    """Keep the tables of one task in the folder of its part."""
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
        return False  # damaged: it is done again


def seal(path: Path, tables: dict[str, pd.DataFrame], documents: Iterable[str]) -> None:
    """Write the tables and, last, ``DONE`` with the checksums of them and of ``documents``; then drop the parts."""
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
    """Writes one run: the parts of each task as they come, then the whole, then ``DONE``."""

    def __init__(self, plan: Plan, out: Path):
        self.plan = plan
        self.path = make_folder(out / plan.id)
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
        """Write the tables, the manifest and, last, ``DONE`` with the checksums of all; then drop the parts."""
        write_json(self.path / "manifest.json", manifest)
        seal(self.path, tables, ("plan.json", "manifest.json"))
        return Run(self.path)


def software() -> dict[str, str]:
    """Return the versions under which a run was made."""
    return {
        "python": sys.version.split()[0],
        "machine": platform.machine(),
        "system": platform.system(),
        **{name: version(name) for name in PACKAGES},
    }
