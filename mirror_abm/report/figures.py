"""A run's tables -> its figures, as matplotlib figures or as files in the run's folder."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure, FigureBase

from ..base.errors import InputError
from ..base.files import make_folder, write_atomically
from ..base.items import Drawing
from ..base.shelf import figures
from ..base.startup import put_off
from ..simulation.archive import TABLES as RECORDED
from ..simulation.archive import Run
from ..simulation.summary import BASELINE

with put_off(
    "scipy.stats:gaussian_kde", "scipy.cluster.hierarchy"
):  # of what no figure of ours draws, densities and trees
    from ..figures.contract import Tables, style

MAIN = ("species_forest", "learning_curves", "sources")
CONTRAST = ("contrast",)
BELONGS = {
    "evidence": "`mirror-abm evidence --figure FILE`",
    "social_networks": "`mirror-abm species networks --figure FILE`",
    "experiment": "`mirror-abm experiment run NAME`",
    "repair": "`mirror-abm experiment run repair`",
    "scoreboard": "`mirror-abm experiment run all`",
}  #: figures of other tables than a run's


def standard(run: Run) -> tuple[str, ...]:
    """Return the figures that belong to a run: of the main kind, or of a contrast."""
    return CONTRAST if run.plan.contrasts else MAIN


def make(run: Run, name: str, into: Any = None) -> Any:
    """Return figure ``name`` of a run; drawn ``into`` a figure or subfigure that is there, where one is given."""
    module = figures.load(name)
    tables = _tables(run, module, name)
    if into is None:
        return picture(module, tables)
    if not isinstance(into, FigureBase):
        raise InputError(
            f"into = {into!r}: must be a matplotlib Figure or SubFigure: a figure has several axes."
        )
    with mpl.rc_context(rc=style()):  # type: ignore[arg-type]
        module.draw(tables, into)
    return into


def picture(module: Drawing, tables: Tables) -> Figure:
    """Return what ``module`` draws of ``tables``, in the style of all figures."""
    with mpl.rc_context(rc=style()):  # type: ignore[arg-type]
        figure = Figure(figsize=module.size(tables), layout="constrained")
        module.draw(tables, figure)
    return figure


def write_figure(name: str, tables: Tables, path: Path) -> None:
    """Draw the figure ``name`` of given tables into ``path``, as PNG or PDF by its ending."""
    if path.suffix not in (".png", ".pdf"):
        raise InputError(f"figure = {str(path)!r}: must end in .png or .pdf.")
    figure = picture(figures.load(name), tables)
    options: dict[str, Any] = (
        {"dpi": 200} if path.suffix == ".png" else {"metadata": {"CreationDate": None}}
    )
    write_atomically(path, partial(figure.savefig, **options))


def save(run: Run, names: Iterable[str]) -> list[Path]:
    """Draw figures into the run's folder, each as PNG and PDF; return the files."""
    folder = make_folder(run.path / "figures")
    return [path for name in names for path in _written(make(run, name), folder, name)]


def save_tables(name: str, tables: Tables, folder: Path, file: str) -> list[Path]:
    """Draw figure ``name`` of tables that are at hand into ``folder``, as PNG and PDF; return the files."""
    return _written(picture(figures.load(name), tables), make_folder(folder), file)


def _written(figure: Figure, folder: Path, name: str) -> list[Path]:
    """Write a figure as PNG and PDF, laid out once, so that both are alike; return the files."""
    files = []
    for suffix, options in ((".png", {"dpi": 200}), (".pdf", {"metadata": {"CreationDate": None}})):
        path = folder / f"{name}{suffix}"
        write_atomically(path, partial(figure.savefig, **options))
        figure.set_layout_engine("none")
        files.append(path)
    return files


def _tables(run: Run, module: Drawing, name: str) -> Tables:
    """Return what a figure needs of a run: the arm it is about, species by their scientific names."""
    plan, tables = run.plan, {}
    labels, rank = plan.labels, {name: at for at, name in enumerate(plan.in_order)}
    clades = {name: profile["taxon"]["taxonomic_class"] for name, profile in plan.profiles.items()}
    for wanted, columns in module.NEEDS.items():
        table: Any = _table(run, wanted, name)
        arms = set(table["arm"])
        if getattr(module, "EVERY_ARM", False):
            table = table[table["arm"].isin(arms)]
            if len(arms) < 2:
                raise InputError(
                    f"figure {name}: run {run.id} has one arm only: make it with `mirror-abm contrast`."
                )
        else:
            table = table[table["arm"] == (BASELINE if BASELINE in arms else min(arms, default=""))]
        if wanted == "ledger":
            table = _with_hours(run, table)
        table = table.assign(label=table["species"].map(labels), clade=table["species"].map(clades))
        table = table.sort_values(
            "species", key=lambda names: names.map(rank), kind="stable"
        ).reset_index(drop=True)
        missing = [column for column in columns if column not in table]
        if missing or table.empty:
            raise InputError(
                f"figure {name}: run {run.id} has nothing to draw: "
                f"{'no rows' if table.empty else 'no ' + ', '.join(missing)} in table {wanted}."
            )
        tables[wanted] = table
    return tables


def _table(run: Run, wanted: str, figure: str) -> Any:
    """Return the table of ``run`` that a figure needs, or say that the figure is not one of a run."""
    if wanted not in RECORDED:
        raise InputError(
            f"figure {figure}: is not drawn from a run: it belongs to {BELONGS.get(figure, 'another command')}."
        )
    return run.table(wanted)


def _with_hours(run: Run, table: Any) -> Any:
    """Return the ledger of the accounts that lived through it, with the hours lived."""
    hours = run.table("curves").groupby("species")["hours"].max()
    return table.assign(hours=table["species"].map(hours))
