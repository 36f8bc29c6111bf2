"""A finished run put to the test: every checksum, and a sample of its cells made again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pandas as pd

from ..base.brief import line
from ..base.checks import one_of, whole
from ..base.digests import CHANGED, MISSING, NOTE, UNKNOWN, WHOLE, is_damaged, noted, states
from ..base.errors import InputError, MirrorError
from ..base.files import shown
from ..base.processes import lasting
from ..base.seeds import LARGEST_SEED, stream
from ..base.tables import read_table
from ..engine.population import ENGINES
from .archive import Run, folder_of, is_done
from .archive import verify as check_files
from .conditions import changed_code
from .equality import first_difference
from .identity import SCHEMA
from .plan import Plan
from .plan_file import plan_again
from .preparation import compile_for
from .task import TABLES, simulate

SAMPLE = 20  #: cells that are made again
FIGURES = "figures"  #: the folder, with checksums of its own: figures are drawn when all is sealed

Cell = tuple[str, int]  #: a species, and the number of a replicate
Tell = Callable[[int, int, str], None]  #: cells done, cells in all, the species


@dataclass(frozen=True)
class Verification:
    """What became of a run since it was made, and whether its numbers come out again.

    Attributes
    ----------
    run : Run
        The run.
    files : pandas.DataFrame
        One row per file: file, state (as written, changed, missing, or without a checksum).
    cells : pandas.DataFrame
        One row per table of each cell that was made again: species, replicate, table, rows, same
        (whether every byte of them is), and where the first difference is.
    total : int
        Cells of the run in all.
    code : str
        Which code has changed since the run was made; empty if none has.
    """

    run: Run
    files: pd.DataFrame
    cells: pd.DataFrame
    total: int
    code: str = ""

    def __repr__(self) -> str:
        verdict = "verified" if self.ok else "not verified"
        return line(f"Verification of run {self.run.id}", verdict, *self.sentences)

    @property
    def damaged(self) -> pd.DataFrame:
        """The files that are missing or not what was written."""
        return self.files[self.files["state"].isin((CHANGED, MISSING))]

    @property
    def ok(self) -> bool:
        """Whether all files are what was written, and all cells came out the same."""
        return self.damaged.empty and bool(self.cells["same"].all())

    @property
    def sentences(self) -> list[str]:
        """What was found, in sentences."""
        return [*self._on_files(), *self._on_cells()]

    def _on_files(self) -> Iterator[str]:
        """Yield what became of the files."""
        state = self.files["state"]
        whole_ones, unknown = int((state == WHOLE).sum()), int((state == UNKNOWN).sum())
        damaged = len(self.damaged)
        said = f"{whole_ones} files are as written" + (f", {damaged} are not" if damaged else "")
        lacking = f"; {unknown} have no checksum" if unknown else ""
        yield f"{said}{lacking}."

    def _on_cells(self) -> Iterator[str]:
        """Yield what became of the cells that were made again."""
        if self.cells.empty:
            yield "No cell was made again."
            return
        cells = self.cells.groupby(["species", "replicate"])["same"].all()
        rows = int(self.cells["rows"].sum())
        made = f"{len(cells)} of {self.total} cells, {rows:,} rows, were made again"
        since = f", though {self.code} changed since" if self.code else ""
        if cells.all():
            yield f"{made}: every byte is the same{since}."
            return
        wrong = self.cells[~self.cells["same"]].iloc[0]
        yield (
            f"{made}: {int((~cells).sum())} of them came out otherwise"
            + (f"; {self.code} changed since" if self.code else "")
            + "."
        )
        yield f"First difference: {wrong['difference']}."


def verify_run(
    run: Run | str | Path,
    sample: int = SAMPLE,
    seed: int = 0,
    engine: str = "compiled",
    workers: int = 1,
    progress: Tell | None = None,
    out: str | Path = "runs",
) -> Verification:
    """Return what became of a run: of its files, and of a sample of its cells made again.

    Parameters
    ----------
    run : Run, str or pathlib.Path
        A finished run, its id, the beginning of its id, or the path of its folder; its files may
        be damaged.
    sample : int, default 20
        Cells - one replicate of one species, under all accounts and arms - that are made again,
        spread over the species; all of them if there are no more.
    seed : int, default 0
        Seed of the draw of cells.
    engine : {"compiled", "agents"}, default "compiled"
        Which engine makes them.
    workers : int, default 1
        Number of processes. More than 1 from a script needs ``if __name__ == "__main__":``.
    progress : callable, optional
        Called after each cell, with the cells done, those in all, and the species.
    out : str or pathlib.Path, default "runs"
        Folder in which a run named by its id is looked for.

    Returns
    -------
    Verification
        ``ok`` says whether all is as it was written; ``files`` and ``cells`` are tables.

    Raises
    ------
    InputError
        If there is no such run, it is not finished, or its tables are of an earlier release.
    StorageError
        If what it says of itself cannot be read.

    Examples
    --------
    >>> import tempfile
    >>> import mirror_abm as ma
    >>> folder = tempfile.TemporaryDirectory()
    >>> run = ma.run("octopus_vulgaris", days=0.02, replicates=2, out=folder.name)
    >>> found = ma.verify_run(run, sample=1)
    >>> found.ok, found.cells["table"].tolist()
    (True, ['units', 'ledger', 'curves', 'ontogeny', 'draws'])
    >>> folder.cleanup()
    """
    run = run if isinstance(run, Run) else Run(folder_of(run, out))
    whole("sample", sample, 0)
    whole("seed", seed, 0, LARGEST_SEED)
    whole("workers", workers, 1, 256)
    one_of("engine", engine, ENGINES)
    if not is_done(run.path):
        raise InputError(f"run {run.id}: is not finished; type its command again to resume it.")
    files = checked_files(run.path)
    state = dict(zip(files["file"], files["state"], strict=True))
    if not sample or state["plan.json"] != WHOLE:
        return Verification(run, files, _cells([]), 0)
    written, plan = plan_again(run.path)
    if written.schema != SCHEMA:
        raise InputError(
            f"run {run.id}: its tables are of schema {written.schema}, those of this version of "
            f"schema {SCHEMA}: --sample 0 checks the files alone; `mirror-abm run --plan "
            f"{shown(run.path)}/plan.json` makes it anew, and `mirror-abm runs diff` compares both."
        )
    cells = drawn_cells(written, sample, seed)
    if engine == "compiled":
        compile_for([plan], progress=False)
    rows: list[tuple[object, ...]] = []
    work = partial(_made_again, run, plan, engine)
    for done, (_, found) in enumerate(lasting(work, cells, workers), 1):
        rows += found
        if progress:
            progress(done, len(cells), str(found[0][0]))
    total = len(plan.species) * plan.replicates
    return Verification(run, files, _cells(rows), total, changed_code(written, plan))


def checked_files(folder: Path) -> pd.DataFrame:
    """Return what became of every file of a run, figures included.

    Parameters
    ----------
    folder : pathlib.Path
        The folder of the run.

    Returns
    -------
    pandas.DataFrame
        One row per file: file, state.
    """
    written = noted(folder)
    if "plan.json" not in written:
        check_files(folder)  # says what is wrong with DONE
    found = states(folder, written)
    for name in ("tables", FIGURES):
        listed = {f"{name}/{each}": total for each, total in noted(folder / name).items()}
        there = [path for path in (folder / name).glob("*") if path.name != NOTE]
        others = {f"{name}/{path.name}" for path in there} - {*listed, *written}
        found |= states(folder, listed) | dict.fromkeys(sorted(others), UNKNOWN)
        if is_damaged(folder / name):
            found[f"{name}/{NOTE}"] = CHANGED
    return pd.DataFrame(sorted(found.items()), columns=["file", "state"])


def drawn_cells(plan: Plan, sample: int, seed: int) -> list[Cell]:
    """Return a sample of the cells of a plan, spread over its species.

    Parameters
    ----------
    plan : Plan
        What was run.
    sample : int
        How many cells.
    seed : int
        Seed of the draw.

    Returns
    -------
    list of tuple of str and int
        In the order of the plan; no species has more than one cell more than another.
    """
    species = [plan.species[at] for at in stream(seed, "verify").permutation(len(plan.species))]
    numbers = {
        name: stream(seed, "verify", name).permutation(plan.replicates).tolist() for name in species
    }
    drawn = [(name, numbers[name][turn]) for turn in range(plan.replicates) for name in species]
    return sorted(drawn[:sample])


def _made_again(run: Run, plan: Plan, engine: str, cell: Cell) -> list[tuple[object, ...]]:
    """Return, for each table of a cell, whether it comes out again as it was stored."""
    made, found = simulate(plan, *cell, engine), list[tuple[object, ...]]()
    for name in TABLES:
        try:
            first = first_difference(_rows(run, name, cell), made[name])
            told = "" if first is None else f"table {name}, {first.told('stored', 'made again')}"
        except MirrorError as error:  # the stored table is missing, or cannot be read
            told = str(error).rstrip(".")
        found.append((*cell, name, len(made[name]), not told, told))
    return found


def _rows(run: Run, name: str, cell: Cell) -> pd.DataFrame:
    """Return the rows of one cell in a stored table, of which no more is read than holds them."""
    only = dict(zip(("species", "replicate"), ([each] for each in cell), strict=True))
    return read_table(run.path / "tables" / f"{name}.parquet", only=only)


def _cells(rows: list[tuple[object, ...]]) -> pd.DataFrame:
    """Return what was found of cells as a table."""
    columns = ["species", "replicate", "table", "rows", "same", "difference"]
    table = pd.DataFrame(rows, columns=columns).astype({"rows": int, "same": bool})
    return table.sort_values(["species", "replicate"], kind="stable", ignore_index=True)
