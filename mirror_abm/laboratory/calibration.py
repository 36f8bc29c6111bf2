"""Constants calibrated: facts simulated on common draws, and what they leave of the ranges.

Draw by draw and account by account each fact of :mod:`.facts` is simulated with its own protocol,
and its likelihood taken (:mod:`.likelihoods`). The result is a file that
:mod:`mirror_abm.animal.calibration` reads. Work is kept task by task: an interrupted calibration
goes on where it stopped, and one of more draws begins with what there is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from ..accounts.contract import BASELINES
from ..animal.calibration import Calibration, effective, ranges
from ..animal.constant_values import draw_constants
from ..animal.constants import describe
from ..animal.declaration import CALIBRATED
from ..base.brief import brief
from ..base.checks import whole
from ..base.errors import Interrupted
from ..base.files import canonical, digest, make_folder, write_json
from ..base.fingerprint import fingerprint
from ..base.leftovers import sweep
from ..base.locks import alone
from ..base.processes import lasting
from ..base.progress import Advance
from ..base.ranges import LEVEL
from ..base.seeds import LARGEST_SEED, quantile
from ..base.shelf import accounts as account_shelf
from ..profile.species import load_species
from ..simulation.parts import Parts, keep
from ..simulation.plan import used
from ..version import VERSION
from .board import CohortTask, prepare_rules
from .cohort import Cohort
from .experiment import load
from .facts import FACTS, SAYS, FactTask, work
from .likelihoods import LIKELIHOOD

#: draws and animals that the calibration of the package has
DRAWS, ANIMALS = 200, 4
ROOTS = ("laboratory.calibration",)


class Calibrated(NamedTuple):
    """A calibration, and what it says.

    Attributes
    ----------
    made : Calibration
        Draws and chances, as they are written to the file.
    facts : pandas.DataFrame
        One row per account and fact: ``speaks``; ``chance``, its mean over the draws, and
        ``largest``; ``ruled_out``, the share of draws with less than a twentieth of the largest;
        ``effective_draws`` by this fact alone (all, where it is silent).
    constants : pandas.DataFrame
        One row per account and calibrated constant, and for the accounts in equal parts (``all``):
        median and 90 % range before and after (``prior_``, ``posterior_``), ``unit``, how it is
        ``drawn``, and ``shift``, how far the mean moved in the ranks of the prior, from -0.5 to
        0.5.
    accounts : pandas.DataFrame
        One row per account: ``draws``, ``effective_draws`` by all facts, and ``in_common``, of 100
        draws of a run of all accounts, how many are effective under this one.
    """

    made: Calibration
    facts: pd.DataFrame
    constants: pd.DataFrame
    accounts: pd.DataFrame

    def __repr__(self) -> str:
        return brief(self)


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


def calibrated(values: pd.DataFrame, animals: int, seed: int, made: str) -> Calibrated:
    """Return the calibration that simulated animals make.

    Parameters
    ----------
    values : pandas.DataFrame
        Columns fact, account, draw, condition, replicate, value.
    animals, seed : int
        Animals in each condition, seed of the draws.
    made : str
        The command.

    Returns
    -------
    Calibrated
        With its tables.
    """
    found = {
        key: LIKELIHOOD[key[1]](part)
        for key, part in values.groupby(["account", "fact", "draw"], sort=False)
    }
    accounts, draws = list(dict.fromkeys(values["account"])), values["draw"].nunique()
    chances = {
        account: {
            fact: [float(f"{found[account, fact, draw]:.5g}") for draw in range(draws)]
            for fact in FACTS
        }
        for account in accounts
    }
    return tables_of(Calibration(seed, animals, chances, ranges(), made, VERSION))


def tables_of(made: Calibration) -> Calibrated:
    """Return a calibration with its tables.

    Parameters
    ----------
    made : Calibration
        Such as that of the package.

    Returns
    -------
    Calibrated
        What it says of facts, constants and accounts.
    """
    weights = {name: made.weights(name) for name in made.accounts}
    return Calibrated(made, _facts(made), _constants(made, weights), _accounts(made, weights))


def _facts(made: Calibration) -> pd.DataFrame:
    """Return the table ``facts``."""
    rows = []
    for account, by_fact in made.chances.items():
        for fact, chances in by_fact.items():
            speaks, largest = made.speaks(account, fact), max(chances)
            out = sum(each < largest / 20 for each in chances) / made.draws if speaks else 0.0
            left = effective(chances) if speaks else float(made.draws)
            mean = sum(chances) / made.draws
            rows.append((account, fact, SAYS[fact], speaks, mean, largest, out, left))
    names = ["account", "fact", "says", "speaks", "chance", "largest", "ruled_out"]
    return pd.DataFrame(rows, columns=[*names, "effective_draws"])


def drawn_values(made: Calibration) -> pd.DataFrame:
    """Return the calibrated constants of all draws of a calibration.

    Parameters
    ----------
    made : Calibration
        Its seed and draws.

    Returns
    -------
    pandas.DataFrame
        One row per draw, one column per constant that is drawn and taken from the calibration.
    """
    names = [
        name
        for name, item in describe().items()
        if name in made.ranges and item.metadata["basis"] == CALIBRATED
    ]
    rows = [draw_constants(made.seed, n) for n in range(made.draws)]
    return pd.DataFrame([{name: getattr(row, name) for name in names} for row in rows])


def _constants(made: Calibration, weights: Mapping[str, list[float]]) -> pd.DataFrame:
    """Return the table ``constants``."""
    drawn = drawn_values(made)
    both = {**weights, "all": made.common(made.accounts)}
    low, high = (1 - LEVEL) / 2, (1 + LEVEL) / 2
    even = [1 / made.draws] * made.draws
    scale = {
        name: (item.metadata["unit"], item.metadata["drawn"]) for name, item in describe().items()
    }
    rows = []
    for name, values in drawn.items():
        ranks = [quantile(made.seed, n, "constants", str(name)) for n in range(made.draws)]
        before = [_at(values, even, level) for level in (low, 0.5, high)]
        for account, each in both.items():
            after = [_at(values, each, level) for level in (low, 0.5, high)]
            shift = sum(w * u for w, u in zip(each, ranks, strict=True)) - 0.5
            rows.append((account, name, *scale[name], *before, *after, shift, made.draws))
    ends = ["low", "median", "high"]
    columns = [f"{when}_{end}" for when in ("prior", "posterior") for end in ends]
    names = ["account", "constant", "unit", "drawn", *columns, "shift", "draws"]
    return pd.DataFrame(rows, columns=names)


def _at(values: pd.Series, weights: Sequence[float], level: float) -> float:
    """Return the smallest value up to which the weights add up to ``level``."""
    order = values.argsort(kind="stable")
    sums = pd.Series(weights).iloc[order].cumsum().to_numpy()
    place = min(int((sums < level * sums[-1] - 1e-12).sum()), len(values) - 1)
    return float(values.iloc[order.iloc[place]])


def _accounts(made: Calibration, weights: Mapping[str, list[float]]) -> pd.DataFrame:
    """Return the table ``accounts``."""
    common = made.common(made.accounts)
    rows = []
    for name, each in weights.items():
        ratio = sum(w * w / q for w, q in zip(each, common, strict=True) if q)
        rows.append((name, made.draws, effective(each), 100 / ratio))
    return pd.DataFrame(rows, columns=["account", "draws", "effective_draws", "in_common"])
