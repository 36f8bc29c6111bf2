"""A sweep: ordinary runs over a grid of settings, with the same draws at every point of it.

Every point is a run like any other, with the same seed: its groups draw the same numbers as those
of the other points, but for what the point itself sets, and can be compared one by one. A sweep
keeps no numbers of its own: its tables are put together from those of its runs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Unpack

import pandas as pd

from ..base.brief import line, some
from ..base.card import card, facts, note, table
from ..base.errors import unknown
from ..base.executors import Executor
from ..base.files import make_folder, shown, write_json
from ..base.leftovers import tidied
from ..base.progress import checked
from ..base.ranges import level_in_words
from ..base.tables import write_csv
from ..engine.options import AnimalOptions, spelled
from ..profile.species import SpeciesProfile
from .archive import Run
from .grid import Grid, plan_sweep
from .over import Axis, Point, as_typed
from .plan import ACCOUNTS, LEARNERS, REPLICATES, Plan, arm_name
from .runner import Progress, execute_all
from .statistics import paired, predictive
from .summary import HEADLINE, HEADLINE_WORDS

SWEEP_TABLES = ("summary", "groups", "differences", "points", "authored")
KEYS = ["species", "account", "modality"]


@dataclass(frozen=True)
class Sweep:
    """A finished sweep.

    Attributes
    ----------
    path : pathlib.Path
        The folder of its tables and figures.
    axes : tuple of Axis
        What was varied: ``name`` and ``values`` of each.
    points : list of dict
        All combinations of the values.
    runs : list of Run
        The run of each point.
    authored : pandas.DataFrame
        What each number is where nothing sets it.

    Examples
    --------
    >>> import tempfile
    >>> import mirror_abm as ma
    >>> folder = tempfile.TemporaryDirectory()
    >>> found = ma.sweep("octopus_vulgaris", over={"days": [0.01, 0.02]}, replicates=2,
    ...                  account="associative", out=folder.name)
    >>> found.points
    [{'days': 0.01}, {'days': 0.02}]
    >>> found.table("differences")[["days", "modality", "n"]].query("modality == 'visual'")
       days modality  n
    0  0.02   visual  2
    >>> folder.cleanup()
    """

    path: Path
    axes: tuple[Axis, ...]
    points: list[Point]
    runs: list[Run]
    authored: pd.DataFrame

    def __repr__(self) -> str:
        return line(f"Sweep {self.id}", self._varied(), *self.plan.in_brief)

    def _repr_html_(self) -> str:
        species, accounts, groups, days = self.plan.in_brief
        about = {
            "varied": self._varied(),
            "species": species,
            "accounts": accounts,
            "animals": f"{groups} at each point" + ("" if "days" in self._names() else f", {days}"),
            "folder": shown(self.path),
        }
        keys = [*self._names(), *KEYS, "mean", "low", "high", "level", "n"]
        level = level_in_words(self.table()["n"], "group")
        caption = f"{HEADLINE_WORDS}, {level}"
        return card(
            f"Sweep {self.id}",
            facts(about),
            table(self.table()[keys], caption),
            note('mirror_abm.plot(sweep, "sweep") draws it.'),
            note("Tables: sweep.table(name), of " + ", ".join(SWEEP_TABLES) + "."),
        )

    def _names(self) -> list[str]:
        """Return what was varied."""
        return [axis.name for axis in self.axes]

    def _varied(self) -> str:
        """Return what was varied, with its values, in words."""
        values = self.table("points")[self._names()]
        return "; ".join(
            f"{name} = {some(as_typed(value) for value in values[name].unique())}"
            for name in values
        )

    @property
    def id(self) -> str:
        """The id of the sweep."""
        return self.path.name

    @cached_property
    def plan(self) -> Plan:
        """The plan of the first point."""
        return self.runs[0].plan

    def table(self, name: str = "summary") -> pd.DataFrame:
        """Return one table of the sweep.

        Its first columns are what was varied, by its dotted name: ``table["constants.tau"]``.

        Parameters
        ----------
        name : {"summary", "groups", "differences", "points", "authored"}
            The comparative table of each point; the groups behind it, by draw (``replicate``);
            how the same groups differ from what they are at the first point; the run of each point;
            and what the numbers are where nothing sets them.

        Returns
        -------
        pandas.DataFrame
            The table, tidy: one row per point, species, account and modality, or per group.

        Raises
        ------
        InputError
            If there is no table of this name.
        """
        if name not in SWEEP_TABLES:
            raise unknown("table of a sweep", name, SWEEP_TABLES)
        if name == "authored":
            return self.authored
        if name == "points":
            return pd.DataFrame(
                [point | {"run": run.id} for point, run in zip(self.points, self.runs, strict=True)]
            )
        return self._differences if name == "differences" else self._stacked(name)

    def _stacked(self, name: str) -> pd.DataFrame:
        """Return a table of all runs, one below the other, headed by what was varied."""
        arm = arm_name(self.plan.arms[0])
        parts = []
        for point, run in zip(self.points, self.runs, strict=True):
            rows = run.table(name)
            parts.append(rows[rows["arm"] == arm].assign(run=run.id, **point))
        stacked = pd.concat(parts, ignore_index=True)
        first = self._names()
        return stacked[first + [each for each in stacked.columns if each not in first]]

    @cached_property
    def _differences(self) -> pd.DataFrame:
        """Return how each group differs from itself at the first point."""
        groups = self.table("groups")
        each = paired(groups, KEYS, HEADLINE, "run", self.runs[0].id, unit="group")
        found = predictive(each, ["run", *KEYS], "difference", unit="group")
        moved = each.assign(higher=each["difference"] > 0, lower=each["difference"] < 0)
        shares = moved.groupby(["run", *KEYS], observed=True)[["higher", "lower"]].mean()
        found = found.merge(shares.reset_index(), on=["run", *KEYS])
        return self.table("points").merge(found, on="run", how="inner")


def carry_out(
    grid: Grid,
    out: str | Path = "runs",
    workers: int = 1,
    progress: Progress | None = None,
    engine: str = "compiled",
    executor: Executor | None = None,
) -> Sweep:
    """Carry out a sweep; points that were run before, in whatever way, are not run again.

    Parameters
    ----------
    grid : Grid
        What is to be swept.
    out : str or pathlib.Path, default "runs"
        Folder of the runs; the tables are in ``sweep/<id>`` within it.
    workers : int, default 1
        Number of processes.
    progress : bool or callable, optional
        Whether a bar is shown, or a function of a species, the groups done and those in all.
    engine : {"compiled", "agents"}, default "compiled"
        The compiled loop or the readable reference; both give the same bytes.
    executor : Executor, optional
        What carries out the tasks instead of processes here.

    Returns
    -------
    Sweep
        The finished sweep.

    Raises
    ------
    StorageError
        If a folder cannot be written, or a finished run in it was damaged.
    Interrupted
        After Ctrl-C or SIGTERM; the same call resumes.
    """
    runs = execute_all(grid.plans, out, workers, progress, engine, executor)
    folder = make_folder(Path(out) / "sweep" / grid.id)
    done = Sweep(folder, grid.axes, grid.points, runs, grid.authored)
    about = {
        "over": {axis.name: list(axis.values) for axis in grid.axes},
        "runs": [run.id for run in runs],
    }
    with tidied(folder, f"sweep {grid.id}"):
        for name in SWEEP_TABLES:
            write_csv(done.path / f"{name}.csv", done.table(name))
        write_json(done.path / "sweep.json", about)
    return done


def sweep(
    species: str | SpeciesProfile | Sequence[str | SpeciesProfile] = (),
    over: Mapping[str, Any] | None = None,
    *,
    account: Sequence[str] | str = ACCOUNTS,
    days: float | None = None,
    age: float | str | None = None,
    replicates: int = REPLICATES,
    knockouts: int = 0,
    out: str | Path = "runs",
    workers: int = 1,
    progress: Progress | None = None,
    engine: str = "compiled",
    executor: Executor | None = None,
    **options: Unpack[AnimalOptions],
) -> Sweep:
    """Run species over a grid of values of one or more settings.

    Each point of the grid is an ordinary run with the same seed, so that the same draws are
    compared at every point; a point that was run before is not run again. A number that is varied
    is fixed at each point: the ranges hold what all other numbers leave uncertain.

    Parameters
    ----------
    species : str, SpeciesProfile or sequence of these, optional
        As in :func:`run`; every bundled species if none is given.
    over : mapping from str to str or sequence
        What to vary: numbers of profiles, constants, and ``days``, ``age``, ``cap``, ``learners``,
        ``rule``, ``world``, ``weights``, ``prior``, with values: ``{"constants.tau": [0.5, 1]}``.
        As text, ``"1:30:5"`` is five values from 1 to 30 at equal distances, ``"1:100:5:log"`` at
        equal ratios (both to six significant digits), and ``"0.5,1,2"`` the values themselves.
    account : str or sequence of str, default ("associative", "none")
        Accounts of the origin of mirror neurons, compared at every point.
    days : float, optional
        Active days lived from birth, as they come, instead of to an age.
    age : float or str, optional
        As in :func:`run`.
    replicates : int, default 20
        Groups per species, each with its own draws of the uncertain numbers.
    knockouts : int, default 0
        Replicates in which each source is also removed alone, to find the main one.
    out : str or pathlib.Path, default "runs"
        Folder of the runs; the sweep's tables are in ``sweep/<id>`` within it.
    workers : int, default 1
        Number of processes. More than 1 from a script needs ``if __name__ == "__main__":``.
    progress : bool or callable, optional
        As in :func:`run`, of the groups of all points.
    engine : {"compiled", "agents"}, default "compiled"
        The compiled loop or the readable reference; both give the same bytes.
    executor : Executor, optional
        As in :func:`run`: what carries out the tasks of all points instead of processes here.
    seed : int, default 0
        Seed of all draws.
    point : bool, default False
        Use the medians of all uncertain numbers instead of a draw per replicate.
    settings : mapping from str to float, optional
        Numbers that are the same at every point.
    without : str or iterable of str, optional
        Sources of experience to switch off, or ``"all"``.
    world : {"normal", "permuted"}, default "normal"
        As in :func:`run`.
    weights : {"signed", "excitatory"}, default "signed"
        As in :func:`run`.
    cap : int, default 60
        Size of the largest group that is simulated, in animals.
    learners : int, default 2
        Animals per group that learn and are recorded.
    rule : str, optional
        A learning rule in place of that of every account that learns.
    carrier : bool, optional
        As in :func:`run`.
    tree : str, pathlib.Path or Tree, optional
        As in :func:`run`.
    prior : {"authored", "rule_made", "exchangeable", "mixture"}, default "authored"
        Where the rates of experience come from; see :mod:`mirror_abm.profile.prior`.

    Returns
    -------
    Sweep
        ``table()`` is tidy, one row per point, species, account and modality: for seaborn as it is.
        ``table("groups")`` has every group, ``table("differences")`` how groups change, and
        ``mirror_abm.plot(sweep, "sweep")`` draws it.

    Raises
    ------
    InputError
        If an argument is not what it must be; where only some points are at fault, the sentence
        names the first of them.
    StorageError
        If a folder cannot be written, or a finished run in it was damaged.
    Interrupted
        After Ctrl-C; the same call resumes.

    Examples
    --------
    >>> import tempfile
    >>> import mirror_abm as ma
    >>> folder = tempfile.TemporaryDirectory()
    >>> found = ma.sweep("octopus_vulgaris", over={"constants.tau": [0.5, 2]}, days=0.02,
    ...                  replicates=2, account="associative", out=folder.name)
    >>> found.table().query("modality == 'visual'")[["constants.tau", "account", "n"]]
       constants.tau      account  n
    0            0.5  associative  2
    1            2.0  associative  2
    >>> folder.cleanup()
    """
    checked(progress, "(species, done, total)")
    grid = plan_sweep(
        species,
        {} if over is None else over,
        account=account,
        days=days,
        age=age,
        replicates=replicates,
        knockouts=knockouts,
        **options,
    )
    return carry_out(grid, out, workers, progress, engine, executor)


spelled(AnimalOptions, learners=LEARNERS)(sweep)
