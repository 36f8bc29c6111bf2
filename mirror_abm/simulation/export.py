"""The tables of a run for other programs: a folder with a README, a codebook and references."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable
from pathlib import Path

import pandas as pd

from ..base.checks import one_of
from ..base.errors import InputError, StorageError, unknown
from ..base.files import make_folder, read_json, read_text, shown, write_json, write_text
from ..base.leftovers import sweep
from ..base.library import LIBRARY
from ..base.tables import write_csv, write_table
from ..profile.citations import MAX_BIB_BYTES, entries
from .archive import TABLES, Run, load_run
from .codebook import ROWS, codebook
from .conditions import RUNS, command, in_words
from .identity import is_file
from .manifest import made
from .naming import in_tree_order
from .own_species import OWN_SPECIES, keep_species

EXPORTED = ("summary", *(name for name in TABLES if name != "summary"), "species")
BESIDE = ("columns.csv", "references.bib", "README.txt")  #: what stands beside the tables
UNFINISHED = ".unfinished"  #: what an export writes that is under way, or was stopped
REPLICATION = (
    "The unit of replication is the group: one group per species and replicate, with its own draws "
    "of all uncertain numbers. Animals of one group, and units of one animal, are not independent: "
    "average them within groups before any statistics (groups.* has done so). low and high are the "
    "ends of the range that holds a new group with the chance in the column level; it does not "
    "shrink with more replicates. These are predictions of a model, not data."
)


def _write_json(path: Path, table: pd.DataFrame) -> None:
    """Write a table as a JSON list of records; what is missing is null."""
    write_text(path, table.to_json(orient="records", indent=1, double_precision=15) + "\n")


WRITERS: dict[str, Callable[[Path, pd.DataFrame], None]] = {
    "csv": write_csv,
    "json": _write_json,
    "parquet": write_table,
}


def export(
    run: Run | str | Path,
    folder: str | Path,
    format: str = "csv",
    tables: Iterable[str] = (),
    out: str | Path = "runs",
) -> Path:
    """Write the tables of a run into a folder of their own, for other programs and for archives.

    Beside the tables stand ``README.txt``, which says what was run, how to repeat it and what every
    file holds; ``columns.csv``, type, unit and meaning of every column; and ``references.bib``,
    what the numbers of the species cite. Species that are not the library's are kept as well.

    Parameters
    ----------
    run : Run, str or pathlib.Path
        A finished run; itself, its id, the beginning of its id, or the path of its folder.
    folder : str or pathlib.Path
        The folder; it is made, and must be empty if it is there.
    format : {"csv", "json", "parquet"}, default "csv"
        Comma-separated text, JSON records or Parquet.
    tables : iterable of str, optional
        Tables of the run, or ``species``, their taxa; all of them if none is named.
    out : str or pathlib.Path, default "runs"
        Folder in which a run named by its id is looked for.

    Returns
    -------
    pathlib.Path
        The folder.

    Raises
    ------
    InputError
        If there is no such run, table or format, or something is in the folder.
    StorageError
        If the folder cannot be written to.

    Examples
    --------
    >>> import tempfile
    >>> import mirror_abm as ma
    >>> folder = tempfile.TemporaryDirectory()
    >>> run = ma.run("octopus_vulgaris", days=0.02, replicates=2, out=folder.name)
    >>> made = ma.export(run, folder.name + "/octopus", tables=["summary", "species"])
    >>> sorted(path.name for path in made.iterdir())
    ['README.txt', 'columns.csv', 'references.bib', 'species.csv', 'summary.csv']
    >>> folder.cleanup()
    """
    found = run if isinstance(run, Run) else load_run(run, out)
    one_of("format", format, tuple(WRITERS))
    named = [tables] if isinstance(tables, str) else list(dict.fromkeys(tables))
    for name in named:
        if name not in EXPORTED:
            raise unknown("table", name, EXPORTED)
    if not isinstance(folder, (str, Path)) or "\0" in str(folder) or not str(folder):
        raise InputError(f"folder = {folder!r}: must be the path of a folder.")
    home = Path(folder)
    if home.is_dir() and any(home.iterdir()) and not is_file(home / UNFINISHED):
        raise InputError(f"{shown(home)}: is not empty: name another folder, or remove it first.")
    chosen = {
        name: _species(found) if name == "species" else found.table(name)
        for name in named or _there(found)
    }
    _begin(make_folder(home), [*(f"{name}.{format}" for name in chosen), *BESIDE])
    for name, table in chosen.items():
        WRITERS[format](home / f"{name}.{format}", table)
    columns = codebook(chosen)
    write_csv(home / "columns.csv", columns)
    write_text(home / "references.bib", _references(found))
    keep_species(found.plan, home)
    write_text(home / "README.txt", _readme(found, chosen, columns, format))
    _remove(home / UNFINISHED)
    return home


def _begin(home: Path, names: Iterable[str]) -> None:
    """Note what is written into a folder, without what an export that was stopped left there."""
    try:
        before = read_json(home / UNFINISHED, exact=True)
    except InputError:
        before = []
    for name in before if isinstance(before, list) else ():
        if Path(str(name)).name == name:
            _remove(home / name)
    sweep(home)
    write_json(home / UNFINISHED, sorted(names))


def _remove(path: Path) -> None:
    """Remove a file that we wrote."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(f"{shown(path)}: cannot be removed: {error.strerror}.") from None


def _species(run: Run) -> pd.DataFrame:
    """Return the species of a run, in the order of the tree."""
    plan, rows = run.plan, []
    for name in in_tree_order(plan):
        profile = plan.profiles[name]
        taxon = {key: value for key, value in profile["taxon"].items() if key != "ncbi"}
        life = {"context": profile["context"], "stage": profile["stage"]}
        rows.append({"species": name, "label": plan.labels[name]} | taxon | life)
    return pd.DataFrame(rows)


def _there(run: Run) -> list[str]:
    """Return what of a run can be exported: runs of earlier releases lack some tables."""
    tables = run.path / "tables"
    return [
        name for name in EXPORTED if name == "species" or (tables / f"{name}.parquet").is_file()
    ]


def _references(run: Run) -> str:
    """Return the references of a run, those of the library and those kept with its own species."""
    files = (LIBRARY / "references.bib", run.path / OWN_SPECIES / "references.bib")
    known = {
        key: entry
        for file in files
        if file.is_file()
        for key, entry in entries(read_text(file, MAX_BIB_BYTES)).items()
    }
    return "\n\n".join(known[key].written for key in run.manifest["cite"] if key in known) + "\n"


def _readme(run: Run, tables: dict[str, pd.DataFrame], columns: pd.DataFrame, form: str) -> str:
    """Return the text that says what the folder holds."""
    plan, manifest = run.plan, run.manifest
    what = (
        f"{len(plan.species)} species, accounts {', '.join(plan.accounts)}, {plan.span}, "
        f"{plan.replicates} groups a species, seed {plan.seed}."
    )
    versions = ", ".join(f"{name} {value}" for name, value in manifest["software"].items())
    # species that are not the library's stand in this folder as they do in that of the run
    again = command(plan).replace(f"{RUNS / plan.id}/", "")
    lines = [
        f"Run {run.id} of mirror_abm {manifest['version']}, made {made(run.path, manifest)}",
        "",
        *textwrap.wrap(what, 96),
        *textwrap.wrap(f"Not default: {in_words(plan) or 'nothing'}.", 96, break_long_words=False),
        "",
        f"To repeat it{', in this folder' if plan.own or plan.tree else ''}: {again}",
        *textwrap.wrap(f"Software: {versions}.", 96),
        "",
        *textwrap.wrap(REPLICATION, 96),
        "",
        "Cite what references.bib holds. columns.csv has the following as a table.",
    ]
    for name, table in tables.items():
        lines += ["", f"{name}.{form}: {len(table):,} rows; a row is {ROWS[name]}."]
        for row in columns[columns["table"] == name].itertuples(index=False):
            kind = f"{row.type}, {row.unit}" if row.unit else row.type
            lines += textwrap.wrap(
                f"{row.column:<20} {row.meaning} ({kind})",
                96,
                initial_indent="  ",
                subsequent_indent=" " * 23,
            )
    return "\n".join(lines) + "\n"
