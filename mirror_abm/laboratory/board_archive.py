"""The folder of a board: the parts of its cohorts as they are done, tables, last ``DONE``; the same board is not made twice."""

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
from ..base.processes import lasting
from ..base.tables import read_table
from ..conditioning.acquisition_rate import REFERENCE
from ..profile.species import load_species
from ..simulation.archive import is_done, is_whole, keep, seal, verify
from ..simulation.plan import used
from .board import Task, judge, prepare_rules, scores, work
from .experiment import load

TABLES = ("values", "verdicts", "scores")
WORK = (
    "laboratory.board_archive",
)  #: the module from which everything that a board executes is reached
Progress = Callable[[int, int, str], None]  #: cohorts done, cohorts in all, the cohort just done


def described(tasks: Sequence[Task]) -> dict[str, Any]:
    """Return all that a board is made of, as plain values; its hash is the board's id."""
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
        "code": fingerprint(WORK, items),
    }


def board_id(tasks: Sequence[Task]) -> str:
    """Return the id of a board: twelve hexadecimal digits of the hash of all that it is made of."""
    return digest(canonical(described(tasks)))[:12]


def _part(path: Path, number: int) -> Path:
    return path / "parts" / str(number)


def _do(path: Path, item: tuple[int, Task]) -> Task:
    """Carry out one task and keep its values; nothing large travels between processes."""
    number, task = item
    keep(_part(path, number), {"values": work(task)})
    return task


def execute(
    tasks: Sequence[Task], out: Path, workers: int = 1, progress: Progress | None = None
) -> Path:
    """Carry out a board and return its folder ``out/<id>``; a finished one is returned as it is, an interrupted one resumed.

    Raises
    ------
    StorageError : the folder cannot be written, or was changed. Interrupted : Ctrl-C; the same call resumes.
    """
    plan = described(tasks)
    path = out / digest(canonical(plan))[:12]
    if is_done(path):
        return verify(path).path
    make_folder(path)
    write_json(path / "plan.json", plan)
    todo = [
        (number, task) for number, task in enumerate(tasks) if not is_whole(_part(path, number))
    ]
    prepare_rules(task for _, task in todo)
    done = len(tasks) - len(todo)
    try:
        with closing(lasting(partial(_do, path), todo, workers)) as finished:
            for _, task in finished:
                done += 1
                if progress:
                    progress(done, len(tasks), f"{task.cohort.species} {task.cohort.account}")
    except (KeyboardInterrupt, Interrupted):
        done = sum(is_whole(_part(path, number)) for number in range(len(tasks)))
        raise Interrupted(
            f"board {path.name}: interrupted with {done} of {len(tasks)} cohorts done; type the same command "
            "again to resume."
        ) from None
    _finish(tasks, path)
    return path


def _finish(tasks: Sequence[Task], path: Path) -> None:
    """Write the tables of a board whose parts are all there."""
    values = pd.concat(
        [read_table(_part(path, number) / "values.parquet") for number in range(len(tasks))],
        ignore_index=True,
    )
    judged = judge(values, tasks[0].folder)
    seal(path, dict(zip(TABLES, (values, judged, scores(judged)), strict=True)), ("plan.json",))


def tables(path: Path) -> tuple[pd.DataFrame, ...]:
    """Return the values, verdicts and scores of a finished board."""
    return tuple(read_table(path / "tables" / f"{name}.parquet") for name in TABLES)
