"""The tables of a run, written from its parts without ever holding them all.

Recorded tables are copied task by task. What follows from them is worked out in *blocks*: some
whole species, or one that is too large for that, cut into chunks of replicates. What concerns one
group (its animals, its acts) is made chunk by chunk and put in order afterwards; what is over
groups is made of these. The order of the rows is that of the run as a whole, and so is every byte,
wherever it is cut (:func:`.statistics.means_of`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import groupby, islice
from pathlib import Path
from typing import Any

import pandas as pd

from ..base.arrow import TableWriter, arrow, common_schema, pack, stacked, unpack
from ..base.files import atomically, make_folder
from . import by_act, summary
from .identity import TABLES as TABLES
from .lived import LIVED, life_told
from .parts import Parts
from .plan import Plan
from .statistics import UNITS
from .task import TABLES as MADE

OVER_GROUPS = ("by_act", "by_effector", "by_visibility", "summary")  #: a few rows a species
OF_GROUPS = ("animals", "groups", "acts")  #: their first columns are the cell, then the group
CHUNK = 50_000  #: units that are worked on at once
TOGETHER = 200  #: tasks that are read and copied at once
LIFE = ["species", "account", "arm", "world", *UNITS["group"], *LIVED]

Task = tuple[str, int]


def task_name(species: str, replicate: int) -> str:
    """Return what a task is called among the parts of its run."""
    return f"{species}.{replicate}"


def write_tables(plan: Plan, parts: Parts, folder: Path) -> None:
    """Write all tables of a run whose tasks are all done; each is there whole, or not at all.

    Parameters
    ----------
    plan : Plan
        The run.
    parts : Parts
        The tables of its tasks.
    folder : pathlib.Path
        The folder of the run; they come into its folder ``tables``.
    """
    tasks = plan.tasks
    schemas, units = _looked_over(parts, tasks)
    made = make_folder(folder / "tables")
    with ExitStack() as stack:
        writers = {}
        for name in TABLES:
            temporary = stack.enter_context(atomically(made / f"{name}.parquet"))
            writers[name] = TableWriter(temporary)
        work = _Finish(plan, parts, schemas, writers)
        for block in _cut(tasks, units):
            work.block(block)
        work.close()


def _looked_over(parts: Parts, tasks: Iterable[Task]) -> tuple[dict[str, Any], dict[Task, int]]:
    """Return the schema of each recorded table, and how many units each task recorded.

    Only what tasks say of their tables is read, and one task for each kind of table.
    """
    kinds: dict[str, dict[str, Any]] = {name: {} for name in MADE}
    units = {}
    for task in tasks:
        told = parts.told(task_name(*task))
        units[task] = told["units"].rows
        if any(told[name].kind not in kinds[name] for name in MADE):
            tables = parts.tables(task_name(*task))
            for name in MADE:
                kinds[name].setdefault(told[name].kind, tables[name].schema)
    return {name: common_schema(each.values()) for name, each in kinds.items()}, units


def _cut(tasks: Sequence[Task], units: dict[Task, int]) -> Iterator[list[list[Task]]]:
    """Yield blocks of whole species, each as the chunks of tasks that are worked on at once."""
    by_species: dict[str, list[Task]] = {}
    for task in tasks:
        by_species.setdefault(task[0], []).append(task)
    block: list[Task] = []
    for each in by_species.values():
        rows = sum(units[task] for task in each)
        if block and sum(units[task] for task in block) + rows > CHUNK:
            yield [block]
            block = []
        if rows > CHUNK:
            yield list(_chunks(each, units))
        else:
            block = block + each
    if block:
        yield [block]


def _few(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    """Yield tasks, some at a time."""
    rest = iter(tasks)
    while few := list(islice(rest, TOGETHER)):
        yield few


def _chunks(tasks: Iterable[Task], units: dict[Task, int]) -> Iterator[list[Task]]:
    """Yield some tasks after the other, as many as are worked on at once."""
    chunk: list[Task] = []
    rows = 0
    for task in tasks:
        chunk.append(task)
        rows += units[task]
        if rows >= CHUNK:
            yield chunk
            chunk, rows = [], 0
    if chunk:
        yield chunk


class _Finish:
    """Writes the tables of a run, block by block.

    Parameters
    ----------
    plan : Plan
        The run.
    parts : Parts
        The tables of its tasks.
    schemas : dict of str to pyarrow.Schema
        Of the recorded tables.
    writers : dict of str to TableWriter
        Of all tables.
    """

    def __init__(
        self, plan: Plan, parts: Parts, schemas: dict[str, Any], writers: dict[str, TableWriter]
    ):
        self.plan, self.parts, self.schemas, self.writers = plan, parts, schemas, writers
        self.few: dict[str, list[pd.DataFrame]] = {name: [] for name in OVER_GROUPS}

    def block(self, chunks: list[list[Task]]) -> None:
        """Write the tables of some whole species."""
        cells: dict[str, _Cells] = {name: _Cells() for name in OF_GROUPS}
        lives, visible = [], []
        for chunk in chunks:
            units = self._copied(chunk)
            animals = summary.animals(units)
            groups = summary.groups(animals)
            acts = by_act.acts(units, self.plan.profiles)
            visible.append(by_act.of_groups(acts))
            for name, table in zip(OF_GROUPS, (animals, groups, acts), strict=True):
                cells[name].add(life_told(table, units))
            lives.append(units[LIFE].drop_duplicates())
        life = _joined(lives)
        self._write("animals", cells["animals"].in_order())
        groups = _joined([each.to_pandas() for each in cells["groups"].in_order()])
        self._write("groups", [arrow(groups)])
        self._write("acts", cells["acts"].in_order())
        drops = summary.knockouts(groups)
        self._write("knockouts", [arrow(life_told(drops, life))])
        tables = by_act.over_all_groups(
            each.to_pandas() for each in cells["acts"].in_order(CHUNK)
        ) | {
            "by_visibility": by_act.by_visibility(_joined(visible)),
            "summary": summary.summary(groups, drops).assign(prior=self.plan.prior),
        }
        for name, table in tables.items():
            self.few[name].append(life_told(table, life))

    def _copied(self, tasks: list[Task]) -> pd.DataFrame:
        """Write the recorded tables of some tasks, and return their units."""
        import pyarrow as pa

        units = []
        for number, (_, some) in enumerate(groupby(tasks, key=lambda task: task[0])):
            if number:
                self._end(MADE)
            for few in _few(some):
                made = [self.parts.tables(task_name(*task)) for task in few]
                for name in MADE:
                    whole = stacked([each[name] for each in made], self.schemas[name])
                    self.writers[name].write(whole)
                    if name == "units":
                        units.append(whole)
        return pa.concat_tables(units).to_pandas()

    def _write(self, name: str, tables: Iterable[Any]) -> None:
        """Write a table of a block."""
        for table in tables:
            self.writers[name].write(table)
        self._end([name])

    def _end(self, names: Iterable[str]) -> None:
        """Tell that a species ends in some tables."""
        for name in names:
            self.writers[name].end()

    def close(self) -> None:
        """Write what is left."""
        for name, tables in self.few.items():
            self.writers[name].write(arrow(_joined(tables)))
        for writer in self.writers.values():
            writer.close()


def _joined(tables: list[pd.DataFrame]) -> pd.DataFrame:
    """Return tables one below the other; what types those without rows have does not count."""
    some = [table for table in tables if len(table)]
    return pd.concat(some or tables[:1], ignore_index=True)


class _Cells:
    """Rows of the groups of some species, packed, by the cell of which they are."""

    def __init__(self) -> None:
        self.chunks = 0
        self.packed: dict[tuple[str, ...], list[bytes]] = {}
        self.whole: Any = None
        self.empty: Any = None

    def add(self, table: pd.DataFrame) -> None:
        """Add the rows of some replicates, sorted by cell, which follow those before."""
        self.chunks += 1
        if self.chunks == 1:
            self.whole = table
            return
        if self.chunks == 2:
            self._pack(self.whole)
            self.whole = None
        self._pack(table)

    def _pack(self, table: pd.DataFrame) -> None:
        """Put each cell to those before."""
        self.empty = arrow(table.head(0)) if self.empty is None else self.empty
        for key, rows in table.groupby(summary.FACTORS, sort=True, observed=True):
            self.packed.setdefault(key, []).append(pack({"rows": arrow(rows)}))

    def in_order(self, most: int = 0) -> Iterator[Any]:
        """Yield the rows, as those of all replicates would be sorted; whole cells in each table."""
        import pyarrow as pa

        if self.whole is not None:
            yield arrow(self.whole)
            return
        waiting = [self.empty]
        keys = sorted(self.packed)
        for key in keys:
            waiting += [unpack(each)["rows"] for each in self.packed[key]]
            if sum(map(len, waiting)) >= most or key == keys[-1]:
                yield pa.concat_tables(waiting, promote_options="permissive").combine_chunks()
                waiting = [self.empty]
        if not keys:
            yield self.empty
