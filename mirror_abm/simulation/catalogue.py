"""The finished runs of a folder, for a list of them: little is read of each."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..base.errors import InputError, MirrorError, StorageError
from ..base.files import read_json, shown
from .identity import SCHEMA, advice, check_kind, check_name, check_schema, is_file
from .manifest import listed, made

if TYPE_CHECKING:
    from .plan import Plan


@dataclass(frozen=True)
class Listed:
    """A finished run, as a list shows it.

    Attributes
    ----------
    id, made : str
        The run id, and when the run was finished.
    species, accounts : tuple of str
        What was run.
    days : float or None
        Active days that were lived; None where animals lived to an age.
    span, conditions : str
        How long they lived, and what is not default, in words.
    replicates : int
        Groups a species.
    seconds : float
        How long it took.
    """

    id: str
    made: str
    species: tuple[str, ...]
    accounts: tuple[str, ...]
    days: float | None
    span: str
    replicates: int
    conditions: str
    seconds: float


def catalogue(out: Path) -> Iterator[Listed | str]:
    """Yield the finished runs of a folder, the newest first; a sentence of each that is damaged.

    Parameters
    ----------
    out : pathlib.Path
        The folder; it need not be there. What in it is no finished run is passed over.

    Yields
    ------
    Listed or str
        Checksums are not compared here.
    """
    found: list[tuple[float, Path | str]] = []
    try:
        entries = list(os.scandir(out)) if out.is_dir() else []
    except OSError as error:
        raise StorageError(f"{shown(out)}: cannot be read: {error.strerror}.") from None
    for entry in entries:
        path = Path(entry.path)
        try:
            found.append(((path / "DONE").stat().st_mtime, path))
        except PermissionError as error:
            found.append((0.0, f"{shown(path)}: cannot be read: {error.strerror}."))
        except OSError:
            continue  # no finished run
    for _, each in sorted(found, key=lambda each: each[0], reverse=True):
        yield each if isinstance(each, str) else _told(each)


def _told(path: Path) -> Listed | str:
    """Return a run as a list shows it, or what is wrong with its folder."""
    try:
        return _read(path)
    except MirrorError as error:
        return str(error)
    except (TypeError, ValueError, KeyError, AttributeError, OSError):
        return f"{shown(path)}: is not a run of this version: {advice(path)}"


def _read(path: Path) -> Listed:
    """Read what a list shows of a run; of an earlier release from its plan."""
    try:
        manifest: dict[str, Any] = read_json(path / "manifest.json")
    except InputError as error:
        if is_file(path / "manifest.json"):
            raise StorageError(f"{str(error).rstrip('.')}: {advice(path)}") from None
        _plan(path)  # says if it is that of something else
        raise StorageError(f"{shown(path / 'manifest.json')}: is missing: {advice(path)}") from None
    check_name(path, manifest)
    try:
        check_schema(manifest.get("schema", SCHEMA))
    except InputError as error:
        raise InputError(f"{shown(path)}: {error}") from None
    told = manifest.get("listed") or listed(_plan(path))
    return Listed(
        id=path.name,
        made=made(path, manifest),
        species=tuple(told["species"]),
        accounts=tuple(told["accounts"]),
        days=None if told["days"] is None else float(told["days"]),
        span=str(told["span"]),
        replicates=int(told["replicates"]),
        conditions=str(told["with"]),
        seconds=float(manifest["elapsed_seconds"]),
    )


def _plan(path: Path) -> Plan:
    """Return the plan of a run, for which all that runs are made of is loaded; not for a board."""
    file = path / "plan.json"
    data = read_json(file)
    try:
        check_kind(data)
    except InputError as error:
        raise InputError(f"{shown(file)}: {error}") from None
    from .archive import plan_in

    return plan_in(file)
