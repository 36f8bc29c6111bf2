"""Two runs side by side: plan, version, the first row that differs, and the numbers, paired."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from ..base.brief import line
from ..base.special import special
from .archive import Run, load_run
from .confidence import CONFIDENCE_LEVEL, confidence_interval
from .equality import FirstDifference, first_difference
from .plan import Plan, arm_name
from .plan_difference import plan_differences, version_differences
from .plan_file import read_plan
from .statistics import UNITS
from .summary import HEADLINE
from .task import TABLES

CELL = ("species", "account", "modality")
NUMBERS = [
    *("species", "account", "arm", "modality", "one", "other"),
    *("difference", "low", "high", "n", "unit_of_replication"),
]


@dataclass(frozen=True)
class RunDifference:
    """What differs between two runs, and by how much.

    Attributes
    ----------
    one, other : Run
        The runs.
    plan : pandas.DataFrame
        One row per value of the plans that differs: what, one, other.
    version : pandas.DataFrame
        The same of releases, packages and files of code.
    table : str
        The table in which the first difference is, of what both runs recorded; empty if there is
        none.
    first : FirstDifference or None
        The first row that differs, and the first column in it.
    shared : int
        How many rows both runs have: of the same species, replicates, accounts and arms.
    paired : bool
        Whether both runs have the same draws, so that each group is compared with itself.
    numbers : pandas.DataFrame
        One row per species, account, arm and modality: own minus other in each run, their
        difference (the other minus the one), its 95 % interval, and n groups of each.
    """

    one: Run
    other: Run
    plan: pd.DataFrame
    version: pd.DataFrame
    table: str
    first: FirstDifference | None
    shared: int
    paired: bool
    numbers: pd.DataFrame

    def __repr__(self) -> str:
        return line(f"Runs {self.one.id} and {self.other.id}", *self.sentences)

    @property
    def same(self) -> bool:
        """Whether all that both runs recorded is the same, bit for bit."""
        return self.first is None and self.shared > 0

    @property
    def sentences(self) -> list[str]:
        """What was found, in sentences."""
        return list(self._told())

    def _told(self) -> Iterator[str]:
        """Yield what was found."""
        yield f"Plans: {_counted(len(self.plan), 'value')}."
        yield f"Versions, packages and files of code: {_counted(len(self.version), '')}."
        if not self.shared:
            yield "The runs have no species, account and arm in common."
        elif self.first is None:
            yield f"All {self.shared:,} rows that both recorded are the same, bit for bit."
        else:
            told = self.first.told(f"in {self.one.id}", f"in {self.other.id}")
            yield f"First difference: table {self.table}, {told}."


def _counted(count: int, what: str) -> str:
    """Return how many things differ, in words."""
    if not count:
        return "the same"
    noun = f" {what}{'s' * (count != 1)}" if what else ""
    return f"{count}{noun} {'differ' if count != 1 else 'differs'}"


def diff_runs(
    one: Run | str | Path, other: Run | str | Path, out: str | Path = "runs"
) -> RunDifference:
    """Return what differs between two runs: their plans, their versions, their rows, their numbers.

    Parameters
    ----------
    one, other : Run, str or pathlib.Path
        Finished runs, their ids, the beginnings of these, or the paths of their folders.
    out : str or pathlib.Path, default "runs"
        Folder in which runs named by their ids are looked for.

    Returns
    -------
    RunDifference
        Tables, and the first row that differs.

    Raises
    ------
    InputError
        If there is no such run, it is not finished, or a later version made it.
    StorageError
        If a run was damaged.

    Examples
    --------
    >>> import tempfile
    >>> import mirror_abm as ma
    >>> folder = tempfile.TemporaryDirectory()
    >>> options = {"days": 0.02, "replicates": 2, "knockouts": 0, "out": folder.name}
    >>> one = ma.run("octopus_vulgaris", **options)
    >>> other = ma.run("octopus_vulgaris", settings={"constants.tau": 2}, **options)
    >>> found = ma.diff_runs(one, other)
    >>> found.plan
                  what one other
    0  constants.tau   -     2.0
    >>> found.paired, found.numbers["n"].tolist()
    (True, [2, 2, 2, 2])
    >>> folder.cleanup()
    """
    a, b = (each if isinstance(each, Run) else load_run(each, out) for each in (one, other))
    plan, another = read_plan(a.path), read_plan(b.path)
    table, first, shared = _first(a, b, plan, another)
    paired = _same_draws(a, b, plan, another)
    return RunDifference(
        one=a,
        other=b,
        plan=plan_differences(plan, another),
        version=version_differences(a, b),
        table=table,
        first=first,
        shared=shared,
        paired=paired,
        numbers=_numbers(a, b, plan, another, paired),
    )


def _first(
    one: Run, other: Run, plan: Plan, another: Plan
) -> tuple[str, FirstDifference | None, int]:
    """Return the table with the first difference, the difference, and how many rows are shared."""
    species = [name for name in plan.species if name in another.species]
    both = [name for name in TABLES if _has(one, name) and _has(other, name)]
    shared, found = 0, list[tuple[int, str, FirstDifference]]()
    for each in species:
        for name in both:
            stored = one.table(name, species=each), other.table(name, species=each)
            a, b = _alike(*stored, plan, another)
            shared += min(len(a), len(b))
            first = (
                None
                if found and found[0][2].where.get("species") != each
                else (first_difference(a, b))
            )
            if first:
                found.append((first.where.get("replicate", 0), name, first))
    if not found:
        return "", None, shared
    _, table, first = min(found, key=lambda item: item[0])
    return table, first, shared


def _has(run: Run, name: str) -> bool:
    """Return whether a run has a table; those of earlier releases lack some."""
    return (run.path / "tables" / f"{name}.parquet").is_file()


def _alike(
    one: pd.DataFrame, other: pd.DataFrame, plan: Plan, another: Plan
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the rows of two tables that both runs could have: alike in all but their numbers."""
    replicates = min(plan.replicates, another.replicates)
    left = set(plan.accounts) & set(another.accounts)
    columns = [
        name
        for name in one.columns
        if name in other and not (name == "world" and plan.world != another.world)
    ]
    arms = set(one["arm"]) & set(other["arm"])

    def chosen(table: pd.DataFrame) -> pd.DataFrame:
        kept = (
            (table["replicate"] < replicates)
            & table["account"].isin(left)
            & table["arm"].isin(arms)
        )
        return table.loc[kept, columns].reset_index(drop=True)

    return chosen(one), chosen(other)


def _same_draws(one: Run, other: Run, plan: Plan, another: Plan) -> bool:
    """Return whether the replicates of two runs have the same draws.

    They have if the seed is the same and the code draws from it the same constants; a range that
    was changed moves what is drawn from it, not the draw.
    """
    if plan.seed != another.seed or plan.point != another.point:
        return False
    keys = ["species", "replicate", "name"]
    tables = [run.table("draws").drop_duplicates(keys) for run in (one, other)]
    both = tables[0].merge(tables[1], on=keys)
    fixed = {f"constants.{name}" for name in (*plan.constants, *another.constants)}
    free = both[both["name"].str.startswith("constants.") & ~both["name"].isin(fixed)]
    return len(free) > 0 and bool((free["value_x"] == free["value_y"]).all())


def _arms(plan: Plan, another: Plan) -> list[tuple[str, str]]:
    """Return which arm of one run is compared with which of the other."""
    names = [[arm_name(arm) for arm in each.arms] for each in (plan, another)]
    if len(names[0]) == len(names[1]) == 1:
        return [(names[0][0], names[1][0])]
    return [(name, name) for name in names[0] if name in names[1]]


def _numbers(one: Run, other: Run, plan: Plan, another: Plan, paired: bool) -> pd.DataFrame:
    """Return own minus other in both runs, and the differences with their intervals."""
    a, b = one.table("groups"), other.table("groups")
    rows = list[tuple[object, ...]]()
    for arm, against in _arms(plan, another):
        label = arm if arm == against else f"{arm} / {against}"
        mine, theirs = a[a["arm"] == arm], b[b["arm"] == against]
        for key, left in mine.groupby(list(CELL), sort=False, observed=True):
            right = theirs[(theirs[list(CELL)] == list(key)).all(axis=1)]
            compared = _compared(left, right, paired)
            if compared:
                species, account, modality = key
                rows.append((species, account, label, modality, *compared, "group"))
    return pd.DataFrame(rows, columns=NUMBERS)


def _compared(left: pd.DataFrame, right: pd.DataFrame, paired: bool) -> tuple[float, ...] | None:
    """Return both means, the mean difference, its interval, and the groups; None without any."""
    keys = UNITS["group"]
    if paired:
        both = left[[*keys, HEADLINE]].merge(right[[*keys, HEADLINE]], on=keys).dropna()
        if both.empty:
            return None
        x, y = both[f"{HEADLINE}_x"], both[f"{HEADLINE}_y"]
        return (float(x.mean()), float(y.mean()), *confidence_interval(y - x), len(both))
    x, y = left[HEADLINE].dropna(), right[HEADLINE].dropna()
    if x.empty or y.empty:
        return None
    return (float(x.mean()), float(y.mean()), *independent(x, y), min(len(x), len(y)))


def independent(one: pd.Series, other: pd.Series) -> tuple[float, float, float]:
    """Return the difference of the means of independent groups, and its 95 % interval by Welch.

    Parameters
    ----------
    one, other : pandas.Series
        One value per group.

    Returns
    -------
    difference, low, high : float
        The other minus the one; bounds are infinite where a run has one group.

    Examples
    --------
    >>> independent(pd.Series([1.0, 1.0]), pd.Series([2.0, 2.0]))
    (1.0, 1.0, 1.0)
    """
    difference = float(other.mean() - one.mean())
    if min(len(one), len(other)) < 2:
        return difference, -math.inf, math.inf
    parts = [float(each.var(ddof=1)) / len(each) for each in (one, other)]
    total = sum(parts)
    if total == 0:
        return difference, difference, difference
    freedom = total**2 / sum(
        part**2 / (len(each) - 1) for part, each in zip(parts, (one, other), strict=True)
    )
    half = float(special("stdtrit")(freedom, (1 + CONFIDENCE_LEVEL) / 2)) * math.sqrt(total)
    return difference, difference - half, difference + half
