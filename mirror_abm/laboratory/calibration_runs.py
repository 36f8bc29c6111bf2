"""The simulation of the facts that calibrate, kept task by task.

An interrupted calibration goes on where it stopped, and one of more draws begins with what there
is: both share a folder, whose name is the hash of all that decides the values of a task.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from ..accounts.contract import BASELINES
from ..base.checks import whole
from ..base.errors import Interrupted
from ..base.files import canonical, digest, make_folder, write_json
from ..base.fingerprint import fingerprint
from ..base.leftovers import sweep
from ..base.locks import alone
from ..base.processes import lasting
from ..base.progress import Advance
from ..base.seeds import LARGEST_SEED
from ..base.shelf import accounts as account_shelf
from ..profile.species import load_species
from ..simulation.parts import Parts, keep
from ..simulation.plan import used
from .board import CohortTask, prepare_rules
from .cohort import Cohort
from .experiment import load
from .facts import FACTS, FactTask, work

#: the module from which all that a task executes is reached
ROOTS = ("laboratory.facts",)


def rivals_on_the_shelf() -> tuple[str, ...]:
    """Return the accounts that are no baselines, in the order of their names."""
    return tuple(name for name in account_shelf.names if name not in BASELINES)


def tasks_of(accounts: Sequence[str], draws: int, animals: int, seed: int) -> list[FactTask]:
    """Return what there is to simulate, checked.

    Parameters
    ----------
    accounts : sequence of str
        Accounts.
    draws, animals, seed : int
        Draws of the constants, animals in each condition, seed of the draws.

    Returns
    -------
    list of FactTask
        Draw by draw, so that what is done first can be looked at.

    Raises
    ------
    InputError
        For an unknown account, or a number that cannot be.
    """
    whole("draws", draws, 2, 100_000)
    whole("replicates", animals, 2, 1_000)
    whole("seed", seed, 0, LARGEST_SEED)
    for name in accounts:
        account_shelf.load(name)
    return [
        FactTask(fact, account, draw, animals, seed)
        for draw in range(draws)
        for account in dict.fromkeys(accounts)
        for fact in FACTS
    ]


def described(tasks: Sequence[FactTask]) -> dict[str, Any]:
    """Return what decides the values of tasks, whatever their number, as plain values.

    Parameters
    ----------
    tasks : sequence of FactTask
        The tasks of a calibration.

    Returns
    -------
    dict
        Its hash names the folder, which more draws share.
    """
    accounts = sorted({task.account for task in tasks} | {*rivals_on_the_shelf()})
    profiles = {load(fact).species: load_species(load(fact).species) for fact in FACTS}
    return {
        "seed": tasks[0].seed,
        "animals": tasks[0].animals,
        "profiles": {name: each.model_dump(mode="json") for name, each in profiles.items()},
        "code": fingerprint(ROOTS, used(accounts, "", profiles.values())),
    }


def name_of(task: FactTask) -> str:
    """Return what a task is called among the parts of its folder."""
    return f"{task.account} {task.fact} {task.draw}"


def _kept(path: Path, task: FactTask) -> FactTask:
    """Carry out one task and write down its values."""
    keep(path, name_of(task), {"values": work(task)})
    return task


def simulate(tasks: Sequence[FactTask], out: Path, workers: int, advance: Advance) -> Path:
    """Simulate what is not there yet.

    Parameters
    ----------
    tasks : sequence of FactTask
        What there is to do.
    out : pathlib.Path
        Folder of calibrations.
    workers : int
        Processes.
    advance : callable
        Called with the tasks that are done, and what the last was about.

    Returns
    -------
    pathlib.Path
        The folder of the calibration, ``out/<id>``.

    Raises
    ------
    Interrupted
        On Ctrl-C; the same call resumes.
    """
    plan = described(tasks)
    path = out / digest(canonical(plan))[:12]
    with alone(path, f"calibration {path.name}"):
        make_folder(path)
        sweep(path)
        write_json(path / "plan.json", plan)
        parts = Parts(path)
        todo = [task for task in tasks if name_of(task) not in parts]
        done = len(tasks) - len(todo)
        if todo:
            prepare_rules(CohortTask((), "", Cohort("homo_sapiens", t.account)) for t in todo)
        try:
            with closing(lasting(partial(_kept, path), todo, workers)) as finished:
                for _, task in finished:
                    done += 1
                    advance(done, f"{task.fact} {task.account}")
        except (KeyboardInterrupt, Interrupted):
            raise Interrupted(
                f"calibration {path.name}: interrupted with {done} of {len(tasks)} tasks done; "
                "type the same command again to resume."
            ) from None
    return path


def read(tasks: Sequence[FactTask], path: Path) -> pd.DataFrame:
    """Return the values of simulated animals.

    Parameters
    ----------
    tasks : sequence of FactTask
        Which; all must have been simulated.
    path : pathlib.Path
        The folder of the calibration.

    Returns
    -------
    pandas.DataFrame
        Columns as :func:`mirror_abm.laboratory.facts.work` returns them.
    """
    return Parts(path).frame("values", map(name_of, tasks))
