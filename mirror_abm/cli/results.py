"""What a command leaves in the folder of a run: figures and tables, and where they are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .console import console, tell_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from ..simulation.archive import Run


def a_run_or_draws(name: str, out: Path) -> Run | Path:
    """Return the run that is meant, or the file of a table of draws if the name is that of one."""
    from ..simulation.archive import load_run

    file = Path(name)
    return file if file.suffix == ".parquet" else load_run(name, out)


def show_files(run: Run, names: tuple[str, ...] = ()) -> None:
    """Draw the figures of a run that are not there yet, its own ones if none is named."""
    from ..report.run_tables import standard

    files = _draw_missing(run, names or standard(run))
    show_figures(files)
    tell_file("run", run.path)


def show_figures(files: Iterable[Path]) -> None:
    """Print where some figures are."""
    for file in files:
        tell_file("figure", file)


def _draw_missing(run: Run, names: tuple[str, ...]) -> list[Path]:
    """Draw what is not there, say which figures have nothing to show, return the files of others.

    What draws is loaded only if something is missing: that takes a second.
    """
    from ..base.interruption import heed
    from ..base.locks import alone

    files = [run.path / "figures" / f"{name}.png" for name in names]
    if all(_is_drawn(file) for file in files):
        return files
    drawn_now = []
    with alone(run.path, f"run {run.id}"):  # two equal commands: the second finds them drawn
        for file in files:
            heed()
            if _is_drawn(file) or drawn(run, file.stem):
                drawn_now.append(file)
    return drawn_now


def _is_drawn(file: Path) -> bool:
    """Return whether a figure is there, whole, in both forms."""
    from ..base.destinations import is_picture

    return is_picture(file) and is_picture(file.with_suffix(".pdf"))


def drawn(run: Run, name: str, names: str = "scientific") -> list[Path]:
    """Draw a figure of a run and return its files; say so if the run has nothing to show in it."""
    from ..base.errors import InputError
    from ..report.figures import save

    try:
        return save(run, [name], names)
    except InputError as error:
        console().print(f"no {error}")
        return []


def keep_results(run: Run, name: str, tables: dict[str, pd.DataFrame], before: str = "") -> None:
    """Draw the figure ``name`` and keep its tables in the run's folder; print where they are."""
    from ..base.files import make_folder
    from ..base.leftovers import tidied
    from ..base.tables import write_csv
    from ..report.figures import save_tables
    from ..report.wording import origin

    with tidied(run.path, f"run {run.id}"):
        show_figures(save_tables(name, tables, run.path / "figures", name, origin(run)))
        folder = make_folder(run.path / "next")
        for part, table in tables.items():
            write_csv(folder / f"{before}{part}.csv", table)
            tell_file("table", folder / f"{before}{part}.csv")


def labelled(run: Run, table: pd.DataFrame) -> pd.DataFrame:
    """Return a table with the names and classes of its species, in the order readers expect."""
    from ..simulation.naming import in_tree_order

    plan = run.plan
    rank = {name: at for at, name in enumerate(in_tree_order(plan))}
    clades = {name: profile["taxon"]["taxonomic_class"] for name, profile in plan.profiles.items()}
    known = table[table["species"].isin(list(rank))]
    known = known.assign(
        label=known["species"].map(plan.labels), clade=known["species"].map(clades)
    )
    return known.sort_values(
        "species", key=lambda names: names.map(rank), kind="stable"
    ).reset_index(drop=True)
