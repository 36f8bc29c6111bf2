"""The folder of a board: its cohorts as they are done, then its tables, last ``DONE``.

A board that is done is not made again, and one that was interrupted goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import astuple
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from ..base.errors import Interrupted
from ..base.files import canonical, digest, make_folder, write_json
from ..base.fingerprint import fingerprint, source_digest
from ..base.leftovers import sweep
from ..base.locks import alone
from ..base.processes import lasting
from ..base.tables import read_table, write_table
from ..conditioning.acquisition_rate import REFERENCE
from ..profile.species import load_species
from ..simulation.parts import Parts, keep
from ..simulation.plan import used
from ..simulation.sealing import check, is_done, seal, tidy
from .board import CohortTask, prepare_rules, work
from .experiment import load
from .scoring import judge, scores

BOARD_TABLES = ("values", "verdicts", "scores")
#: the module from which everything that a board executes can be reached
ROOTS = ("laboratory.board_archive",)
#: called with cohorts done, cohorts in all, the cohort just done
Report = Callable[[int, int, str], None]


def described(tasks: Sequence[CohortTask]) -> dict[str, Any]:
    """Return all that a board is made of, as plain values.

    Parameters
    ----------
    tasks : sequence of CohortTask
        The board.

    Returns
    -------
    dict
        Cohorts, profiles, and the hashes of experiments and code. Its hash is the board's id.
    """
    experiments = {(name, task.folder) for task in tasks for name in task.names}
    profiles = {name: load_species(name) for name in {task.cohort.species for task in tasks}}
    items: dict[str, set[str]] = {
        "rules": {REFERENCE, *(task.cohort.rule for task in tasks if task.cohort.rule)}
    }
    for task in tasks:
        for shelf, chosen in used([task.cohort.account], "", profiles.values()).items():
            items.setdefault(shelf, set()).update(chosen)
    return {
        "cohorts": [[list(task.names), list(astuple(task.cohort))] for task in tasks],
        "profiles": {name: profile.model_dump(mode="json") for name, profile in profiles.items()},
        "experiments": {
            name: source_digest(load(name, folder).file) for name, folder in experiments
        },
        "code": fingerprint(ROOTS, items),
    }


def board_id(tasks: Sequence[CohortTask]) -> str:
    """Return the id of a board.

    Parameters
    ----------
    tasks : sequence of CohortTask
        The board.

    Returns
    -------
    str
        Twelve hexadecimal digits of the hash of all that it is made of.
    """
    return digest(canonical(described(tasks)))[:12]


def _kept(path: Path, item: tuple[int, CohortTask]) -> CohortTask:
    """Carry out one task and write down its values: nothing large travels between processes."""
    number, task = item
    keep(path, str(number), {"values": work(task)})
    return task


def carry_out(
    tasks: Sequence[CohortTask], out: Path, workers: int = 1, progress: Report | None = None
) -> Path:
    """Carry out a board, resume it, or find that it is done.

    Parameters
    ----------
    tasks : sequence of CohortTask
        The board.
    out : Path
        Folder of boards.
    workers : int
        Processes.
    progress : callable, optional
        Called after each cohort with cohorts done, cohorts in all, and the cohort just done.

    Returns
    -------
    Path
        Folder of the board, ``out/<id>``.

    Raises
    ------
    StorageError
        If the folder cannot be written, or was changed since.
    Interrupted
        On Ctrl-C; the same call resumes.
    """
    plan = described(tasks)
    path = out / digest(canonical(plan))[:12]
    if not is_done(path):
        with alone(path, f"board {path.name}"):
            if not is_done(path):  # by whoever was waited for
                _make(tasks, plan, path, workers, progress)
                return path
    check(path)
    tidy(path)
    return path


def _make(
    tasks: Sequence[CohortTask],
    plan: dict[str, Any],
    path: Path,
    workers: int,
    progress: Report | None,
) -> None:
    """Carry out what is left of a board, whose folder nobody else works in."""
    make_folder(path)
    sweep(path)
    write_json(path / "plan.json", plan)
    parts = Parts(path)
    todo = [(number, task) for number, task in enumerate(tasks) if str(number) not in parts]
    prepare_rules(task for _, task in todo)
    done = len(tasks) - len(todo)
    try:
        with closing(lasting(partial(_kept, path), todo, workers)) as finished:
            for _, task in finished:
                done += 1
                if progress:
                    progress(done, len(tasks), f"{task.cohort.species} {task.cohort.account}")
    except (KeyboardInterrupt, Interrupted):
        parts.look()
        done = sum(str(number) in parts for number in range(len(tasks)))
        raise Interrupted(
            f"board {path.name}: interrupted with {done} of {len(tasks)} cohorts done; type the "
            "same command again to resume."
        ) from None
    parts.look()
    _write_tables(tasks, parts, path)


def _write_tables(tasks: Sequence[CohortTask], parts: Parts, path: Path) -> None:
    """Write the tables of a board whose parts are all there."""
    values = parts.frame("values", map(str, range(len(tasks))))
    judged = judge(values, tasks[0].folder)
    made = dict(zip(BOARD_TABLES, (values, judged, scores(judged)), strict=True))
    folder = make_folder(path / "tables")
    for name, table in made.items():
        write_table(folder / f"{name}.parquet", table)
    seal(path, ("plan.json",), made)


def board_tables(path: Path) -> tuple[pd.DataFrame, ...]:
    """Return the tables of a finished board.

    Parameters
    ----------
    path : Path
        Its folder.

    Returns
    -------
    values, verdicts, scores : pandas.DataFrame
        As :mod:`mirror_abm.laboratory.scoring` makes them.
    """
    return tuple(read_table(path / "tables" / f"{name}.parquet") for name in BOARD_TABLES)
