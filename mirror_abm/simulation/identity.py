"""Whether a folder holds a run, and one that this version can read; without reading the run."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from ..base.errors import InputError, StorageError
from ..base.files import shown

SCHEMA = 3  #: version of the tables
TABLES = (
    *("units", "animals", "groups", "acts", "ledger", "curves", "ontogeny", "draws"),
    *("knockouts", "by_act", "by_effector", "by_visibility", "summary"),
)


def is_file(path: Path) -> bool:
    """Return whether there is a file; False also where nobody may look."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def advice(folder: Path) -> str:
    """Return what to do with a folder that is damaged: the end of a sentence."""
    return f"delete the folder {shown(folder)} and type the command again."


def check_name(folder: Path, manifest: Any) -> None:
    """Refuse the folder of a run that is damaged or has another name than when it was made.

    Parameters
    ----------
    folder : pathlib.Path
        The folder.
    manifest : object
        What its manifest holds.

    Raises
    ------
    MirrorError
        If it is no manifest, or that of a run with another id.
    """
    made = manifest.get("id") if isinstance(manifest, dict) else None
    if not isinstance(made, str):
        raise StorageError(
            f"{shown(folder / 'manifest.json')}: is not the manifest of a run: {advice(folder)}"
        )
    if made != folder.name and made != Path(os.path.realpath(folder)).name:
        raise InputError(
            f"{shown(folder)}: holds run {made}: give the folder that name again, for a run is "
            "found by it."
        )


def check_schema(schema: object) -> None:
    """Refuse tables of a version that is not known yet.

    Parameters
    ----------
    schema : object
        What a plan or a manifest says of its tables.

    Raises
    ------
    InputError
        Saying so, as the end of a sentence about a file or folder.
    """
    if not isinstance(schema, int) or schema > SCHEMA:
        raise InputError(
            f"has tables of schema {schema}, and this version knows those up to {SCHEMA}: "
            "install the version that made it, or a later one."
        )


def check_kind(plan: object) -> None:
    """Refuse the plan of something else than a run, or of tables that are not known yet.

    Parameters
    ----------
    plan : object
        What a file ``plan.json`` holds.

    Raises
    ------
    InputError
        Saying so, as the end of a sentence about the file.
    """
    if not isinstance(plan, dict):
        return
    if "cohorts" in plan:
        raise InputError("is the plan of a board of experiments, not that of a run.")
    if plan.get("schema") is not None:
        check_schema(plan["schema"])
