"""A run's tables -> its figures, as matplotlib figures or as files in the run's folder."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure, FigureBase, SubFigure

from ..base.destinations import PICTURES
from ..base.errors import InputError
from ..base.files import make_folder, write_atomically
from ..base.items import Drawing
from ..base.shelf import figures
from ..base.startup import put_off
from ..simulation.archive import TABLES as RECORDED
from ..simulation.archive import Run, load_run
from ..simulation.summary import BASELINE

# densities and trees, which no figure of ours draws
with put_off("scipy.stats:gaussian_kde", "scipy.cluster.hierarchy"):
    from ..figures.contract import Tables, style

MAIN = ("species_forest", "learning_curves", "sources")
CONTRAST = ("contrast",)
#: figures of other tables than a run's
BELONGS = {
    "evidence": "`mirror-abm evidence --figure FILE`",
    "social_networks": "`mirror-abm species networks --figure FILE`",
    "experiment": "`mirror-abm experiment run NAME`",
    "repair": "`mirror-abm experiment run repair`",
    "scoreboard": "`mirror-abm experiment run all`",
}


def plot(
    run: Run | str | Path,
    figure: str,
    out: str | Path = "runs",
    into: Figure | SubFigure | None = None,
) -> Figure | SubFigure:
    """Return one figure of a run as a matplotlib figure.

    Parameters
    ----------
    run : Run, str or pathlib.Path
        A run, or its id, the beginning of it, or its path, from ``out``.
    figure : str
        A name on the shelf ``figures``.
    out : str or pathlib.Path
        The folder of runs.
    into : matplotlib.figure.Figure or matplotlib.figure.SubFigure, optional
        A figure of your own to draw in, made with ``layout="constrained"``; its size is yours. A
        figure has several axes, so it takes more than one of yours.

    Returns
    -------
    matplotlib.figure.Figure or matplotlib.figure.SubFigure
        ``into``, or a new figure.

    Raises
    ------
    InputError
        If there is no such run or figure, or if the run lacks what the figure needs.

    Examples
    --------
    >>> import tempfile
    >>> import mirror_abm as ma
    >>> run = ma.run("octopus_vulgaris", days=0.01, replicates=2, knockouts=0,
    ...              out=tempfile.mkdtemp())
    >>> ma.plot(run, "species_forest").axes[0].get_title()
    'visual mirror units'
    """
    return make(run if isinstance(run, Run) else load_run(run, out), figure, into)


def standard(run: Run) -> tuple[str, ...]:
    """Return the names of the figures that belong to a run.

    Parameters
    ----------
    run : Run
        The run.

    Returns
    -------
    tuple of str
        Those of a rearing contrast, or the main ones.
    """
    return CONTRAST if run.plan.contrasts else MAIN


def make(run: Run, name: str, into: Figure | SubFigure | None = None) -> Figure | SubFigure:
    """Return one figure of a run.

    Parameters
    ----------
    run : Run
        The run.
    name : str
        A name on the shelf ``figures``.
    into : matplotlib.figure.Figure or matplotlib.figure.SubFigure, optional
        A figure to draw in.

    Returns
    -------
    matplotlib.figure.Figure or matplotlib.figure.SubFigure
        ``into``, or a new figure.

    Raises
    ------
    InputError
        If there is no such figure, or if the run lacks what it needs.
    """
    module = figures.load(name)
    tables = _needed(run, module, name)
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
    """Return what a module of the shelf draws of some tables, in the style of all figures.

    Parameters
    ----------
    module : module
        A figure of the shelf.
    tables : dict
        Name -> table, as the module's ``NEEDS`` says.

    Returns
    -------
    matplotlib.figure.Figure
        The figure, in its own size.
    """
    with mpl.rc_context(rc=style()):  # type: ignore[arg-type]
        figure = Figure(figsize=module.size(tables), layout="constrained")
        module.draw(tables, figure)
    return figure


def write_figure(name: str, tables: Tables, path: Path) -> None:
    """Draw a figure of given tables into a file.

    Parameters
    ----------
    name : str
        A name on the shelf ``figures``.
    tables : dict
        Name -> table.
    path : pathlib.Path
        Ends in ``.png``, ``.pdf`` or ``.svg``.

    Raises
    ------
    InputError
        If the file has another ending.
    """
    if path.suffix.lower() not in PICTURES:
        raise InputError(f"figure = {str(path)!r}: must end in .png, .pdf or .svg.")
    _write(picture(figures.load(name), tables), path)


def save(run: Run, names: Iterable[str]) -> list[Path]:
    """Draw figures into a run's folder, each as PNG and PDF.

    Parameters
    ----------
    run : Run
        The run.
    names : iterable of str
        Names on the shelf ``figures``.

    Returns
    -------
    list of pathlib.Path
        The files.
    """
    folder = make_folder(run.path / "figures")
    return [path for name in names for path in _write_both(make(run, name), folder, name)]


def save_tables(name: str, tables: Tables, folder: Path, file: str) -> list[Path]:
    """Draw a figure of tables that are at hand into a folder, as PNG and PDF.

    Parameters
    ----------
    name : str
        A name on the shelf ``figures``.
    tables : dict
        Name -> table.
    folder : pathlib.Path
        Made if it is not there.
    file : str
        Name of the files, without ending.

    Returns
    -------
    list of pathlib.Path
        The files.
    """
    return _write_both(picture(figures.load(name), tables), make_folder(folder), file)


def _write_both(figure: Figure | SubFigure, folder: Path, name: str) -> list[Path]:
    """Write a figure as PNG and PDF, laid out once, so that both are alike; return the files."""
    files = [folder / f"{name}{suffix}" for suffix in (".png", ".pdf")]
    for path in files:
        _write(figure, path)
        figure.set_layout_engine("none")  # type: ignore[union-attr]
    return files


def _write(figure: Figure | SubFigure, path: Path) -> None:
    """Write a figure as the ending says; PDF and SVG carry no date: equal figures, equal files."""
    undated = "Date" if path.suffix.lower() == ".svg" else "CreationDate"
    options: dict[str, Any] = (
        {"dpi": 200} if path.suffix.lower() == ".png" else {"metadata": {undated: None}}
    )
    write_atomically(path, partial(figure.savefig, **options))  # type: ignore[union-attr]


def _needed(run: Run, module: Drawing, name: str) -> Tables:
    """Return what a figure needs of a run: the rows of its arm, with the names of species."""
    plan, tables = run.plan, {}
    labels, rank = plan.labels, {name: at for at, name in enumerate(plan.in_order)}
    clades = {name: profile["taxon"]["taxonomic_class"] for name, profile in plan.profiles.items()}
    for wanted, columns in module.NEEDS.items():
        table = _arms(run, _recorded(run, wanted, name), module, name)
        if wanted == "ledger":
            table = _with_hours(run, table)
        table = table.assign(label=table["species"].map(labels), clade=table["species"].map(clades))
        table = table.sort_values("species", key=lambda names: names.map(rank), kind="stable")
        missing = [column for column in columns if column not in table]
        if missing or table.empty:
            lacks = "no rows" if table.empty else "no " + ", ".join(missing)
            raise InputError(
                f"figure {name}: run {run.id} has nothing to draw: {lacks} in table {wanted}."
            )
        tables[wanted] = table.reset_index(drop=True)
    return tables


def _arms(run: Run, table: Any, module: Drawing, name: str) -> Any:
    """Return the rows of the arms that a figure shows: all, or the one that the run is about."""
    arms = set(table["arm"])
    if not getattr(module, "EVERY_ARM", False):
        return table[table["arm"] == (BASELINE if BASELINE in arms else min(arms, default=""))]
    if len(arms) < 2:
        raise InputError(
            f"figure {name}: run {run.id} has one arm only: make it with `mirror-abm contrast`."
        )
    return table


def _recorded(run: Run, wanted: str, figure: str) -> Any:
    """Return the table of a run that a figure needs, or say that the figure is not one of a run."""
    if wanted not in RECORDED:
        belongs = BELONGS.get(figure, "another command")
        raise InputError(f"figure {figure}: is not drawn from a run: it belongs to {belongs}.")
    return run.table(wanted)


def _with_hours(run: Run, table: Any) -> Any:
    """Return the ledger with the hours that each species lived."""
    hours = run.table("curves").groupby("species")["hours"].max()
    return table.assign(hours=table["species"].map(hours))
