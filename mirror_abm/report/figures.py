"""A run's tables -> its figures, as matplotlib figures or as files in the run's folder."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from matplotlib.figure import Figure, FigureBase, SubFigure
from matplotlib.text import Text

from ..base.destinations import is_picture
from ..base.digests import forget, note
from ..base.errors import InputError, unknown
from ..base.files import make_folder, write_atomically
from ..base.items import Drawing
from ..base.leftovers import tidied
from ..base.locks import alone
from ..base.shelf import figures
from ..simulation.archive import Run, load_run
from ..simulation.sweep import Sweep
from .picture import headed, laid_out, picture
from .run_tables import CONTRAST as CONTRAST
from .run_tables import MAIN as MAIN
from .run_tables import needed
from .run_tables import standard as standard
from .sweep import fitting, sweep_tables
from .wording import called, is_latin, origin, sweep_origin

if TYPE_CHECKING:
    from ..figures.contract import Tables
    from ..simulation.plan import Plan

SWEEP_FIGURES = ("sweep", "sweep_grid")
#: endings of files, and how they are written
WRITTEN: dict[str, dict[str, Any]] = {
    ".png": {"dpi": 200},
    ".pdf": {"metadata": {"CreationDate": None}},
    ".svg": {"metadata": {"Date": None}},
}


def plot(
    run: Run | Sweep | str | Path,
    figure: str,
    out: str | Path = "runs",
    into: Figure | SubFigure | None = None,
    names: str = "scientific",
    footer: bool = True,
) -> Figure | SubFigure:
    """Return one figure of a run as a matplotlib figure.

    A new figure is drawn and saved in our style, with text as text (TrueType) in a PDF, and leaves
    your settings as they are. One that is drawn ``into`` yours is saved with your settings: for
    text as text, ``matplotlib.rcParams["pdf.fonttype"] = 42``.

    Parameters
    ----------
    run : Run, Sweep, str or pathlib.Path
        A run, or its id, the beginning of it, or its path, from ``out``; or a sweep.
    figure : str
        A name on the shelf ``figures``. Of a sweep, ``"sweep"``: lines over one setting, a grid of
        cells over two or for many species; or ``"sweep_grid"``: always cells.
    out : str or pathlib.Path
        The folder of runs.
    into : matplotlib.figure.Figure or matplotlib.figure.SubFigure, optional
        A figure of your own to draw in, made with ``layout="constrained"``; its size is yours. A
        figure has several axes, so it takes more than one of yours.
    names : {"scientific", "common", "both"}
        What species are called.
    footer : bool
        Whether it says below its legend what the marks are, how many groups and animals, and what
        the run was.

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
    if isinstance(run, Sweep):
        return _sweep(run, figure, into, names, footer)
    return make(run if isinstance(run, Run) else load_run(run, out), figure, into, names, footer)


def make(
    run: Run,
    name: str,
    into: Figure | SubFigure | None = None,
    names: str = "scientific",
    footer: bool = True,
) -> Figure | SubFigure:
    """Return one figure of a run.

    Parameters
    ----------
    run : Run
        The run.
    name : str
        A name on the shelf ``figures``.
    into : matplotlib.figure.Figure or matplotlib.figure.SubFigure, optional
        A figure to draw in.
    names : {"scientific", "common", "both"}
        What species are called.
    footer : bool
        Whether it has a footer.

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
    tables = needed(run, module, name, called(run.plan, names))
    return _drawn(module, tables, origin(run) if footer else None, into, run.plan, names)


def _drawn(
    module: Drawing,
    tables: Tables,
    about: str | None,
    into: Figure | SubFigure | None,
    plan: Plan,
    names: str,
) -> Figure | SubFigure:
    """Return a figure of some tables, with what is no scientific name set upright."""
    if not isinstance(into, FigureBase | None):
        raise InputError(
            f"into = {into!r}: must be a matplotlib Figure or SubFigure: a figure has several axes."
        )
    figure = picture(module, tables, about, into)
    if names != "scientific":
        labelled = [table["label"] for table in tables.values() if "label" in table]
        _upright(plan, figure, {label for labels in labelled for label in labels})
    return figure


def _sweep(
    sweep: Sweep, figure: str, into: Figure | SubFigure | None, names: str, footer: bool
) -> Figure | SubFigure:
    """Return the figure of a sweep: lines over one setting, cells over two or of many species."""
    if figure not in SWEEP_FIGURES:
        raise unknown("figure of a sweep", figure, SWEEP_FIGURES)
    fits = fitting(sweep)
    if not fits:
        raise InputError(
            f"figure {figure}: shows one or two settings, and this sweep varies {len(sweep.axes)}: "
            "draw its table, for example with seaborn.relplot."
        )
    module = figures.load("sweep_grid" if figure == "sweep_grid" else fits)
    labels = called(sweep.plan, names)
    tables = {
        name: table.assign(label=table["species"].map(labels)) if "species" in table else table
        for name, table in sweep_tables(sweep).items()
    }
    about = sweep_origin(sweep) if footer else None
    return _drawn(module, tables, about, into, sweep.plan, names)


def _upright(plan: Plan, figure: Figure | SubFigure, labels: set[str]) -> None:
    """Set upright what is no scientific name."""
    upright = {label for label in labels if not is_latin(label, plan)}
    for text in figure.findobj(Text):
        if " ".join(text.get_text().split()) in upright:  # type: ignore[attr-defined]
            text.set_style("normal")  # type: ignore[attr-defined]


def write_figure(name: str, tables: Tables, path: Path, about: str = "") -> None:
    """Draw a figure of given tables into a file.

    Parameters
    ----------
    name : str
        A name on the shelf ``figures``.
    tables : dict
        Name -> table.
    path : pathlib.Path
        Ends in ``.png``, ``.pdf`` or ``.svg``.
    about : str
        What the tables come from, for the footer.

    Raises
    ------
    InputError
        If the file has another ending.
    """
    if path.suffix.lower() not in WRITTEN:
        raise InputError(f"figure = {str(path)!r}: must end in .png, .pdf or .svg.")
    _write(picture(figures.load(name), tables, about), path)


def save(run: Run, wanted: Iterable[str], names: str = "scientific") -> list[Path]:
    """Draw figures into a run's folder, each as PNG and PDF, and keep their checksums.

    Nobody else writes in the folder meanwhile: two lists of checksums would each lack the other's.

    Parameters
    ----------
    run : Run
        The run.
    wanted : iterable of str
        Names on the shelf ``figures``.
    names : {"scientific", "common", "both"}
        What species are called.

    Returns
    -------
    list of pathlib.Path
        The files.
    """
    folder = run.path / "figures"
    with alone(run.path, f"run {run.id}"):
        make_folder(folder)
        drawn = ((name, make(run, name, names=names)) for name in wanted)
        return [path for name, figure in drawn for path in _write_both(figure, folder, name)]


def save_early(run: Run, done: str) -> Path:
    """Draw the main figure of a run that is not finished into its folder, as PNG, and mark it so.

    It has the name of the figure that will take its place, and no checksum: without its PDF no
    figure counts as drawn.

    Parameters
    ----------
    run : Run
        The groups that are there.
    done : str
        How many of them there are, in words.

    Returns
    -------
    pathlib.Path
        The file.
    """
    name, folder = standard(run)[0], make_folder(run.path / "figures")
    files = [folder / f"{name}{suffix}" for suffix in (".png", ".pdf")]
    forget(folder, files)
    files[1].unlink(missing_ok=True)
    _write(headed(make(run, name), f"PROVISIONAL: {done}"), files[0])
    return files[0]


def save_tables(name: str, tables: Tables, folder: Path, file: str, about: str = "") -> list[Path]:
    """Draw a figure of tables that are at hand into a folder, as PNG and PDF, with checksums.

    Parameters
    ----------
    name : str
        A name on the shelf ``figures``.
    tables : dict
        Name -> table.
    folder : pathlib.Path
        Made if it is not there. Whoever calls this works alone in what it is the folder of.
    file : str
        Name of the files, without ending.
    about : str
        What the tables come from, for the footer.

    Returns
    -------
    list of pathlib.Path
        The files.
    """
    return _write_both(picture(figures.load(name), tables, about), make_folder(folder), file)


def save_sweep(sweep: Sweep) -> list[Path]:
    """Draw the figure of a sweep into its folder, as PNG and PDF, if it is not there.

    Parameters
    ----------
    sweep : Sweep
        A finished sweep.

    Returns
    -------
    list of pathlib.Path
        The files; none where no figure can show so many settings.
    """
    files = [sweep.path / f"sweep{suffix}" for suffix in (".png", ".pdf")]
    if not fitting(sweep) or all(map(is_picture, files)):
        return files if fitting(sweep) else []
    with alone(sweep.path, f"sweep {sweep.id}"):
        if all(map(is_picture, files)):  # by whoever was waited for
            return files
        figure = _sweep(sweep, "sweep", None, "scientific", True)
        return _write_both(figure, sweep.path, "sweep", keep=False)


def _write_both(
    figure: Figure | SubFigure, folder: Path, name: str, keep: bool = True
) -> list[Path]:
    """Write a figure as PNG and PDF, laid out once, so that both are alike; return the files.

    Their checksums are kept in the folder, unless its ``DONE`` is of something else. What killed
    writers left there is removed.
    """
    files = [folder / f"{name}{suffix}" for suffix in (".png", ".pdf")]
    owner = folder.parent if keep else folder  # the run, board or sweep
    with tidied(owner, f"figures of {owner.name}"):
        if keep:
            forget(folder, files)
        laid_out(figure, WRITTEN[".png"]["dpi"])
        for path in files:
            _write(figure, path)
        if keep:
            note(folder, files)
    return files


def _write(figure: Figure | SubFigure, path: Path) -> None:
    """Write a figure as the ending says, without a date: equal figures, equal files."""
    options = WRITTEN[path.suffix.lower()]
    write_atomically(path, partial(figure.savefig, **options))  # type: ignore[union-attr]
