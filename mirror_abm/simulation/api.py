"""The figure of a run, as users call it: ``mirror_abm.plot``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .archive import Run, load_run

if TYPE_CHECKING:
    from matplotlib.figure import Figure, SubFigure


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
        A run, its id, the beginning of its id, or the path of its folder.
    figure : str
        A name on the shelf ``figures``.
    out : str or pathlib.Path, default "runs"
        Folder in which a run named by its id is looked for.
    into : matplotlib.figure.Figure or matplotlib.figure.SubFigure, optional
        A figure of your own to draw in, made with ``layout="constrained"``; its size is yours. A
        figure has several axes, so it takes more than one of yours.

    Returns
    -------
    matplotlib.figure.Figure or matplotlib.figure.SubFigure
        The figure drawn, or ``into``.

    Raises
    ------
    InputError
        If there is no such run or figure, or the run lacks what the figure needs.
    """
    from ..report.figures import make

    drawn: Figure | SubFigure = make(
        run if isinstance(run, Run) else load_run(run, out), figure, into
    )
    return drawn
