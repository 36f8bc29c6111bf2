"""Tables -> a matplotlib figure in the style of all figures, with a footer below its legend.

The style holds whenever the figure is drawn or saved, by us or by its user, and the settings of the
user stay what they are.
"""

from __future__ import annotations

import io
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure, SubFigure
from matplotlib.offsetbox import TextArea, VPacker

from ..base.items import Drawing
from ..base.seeds import drawn_alike
from ..base.startup import put_off

# densities and trees, which no figure of ours draws
with put_off("scipy.stats:gaussian_kde", "scipy.cluster.hierarchy"):
    from ..figures.contract import MARGIN, Tables, style, wrapped

#: points: of the type of the footer, and from one of its lines to the next
SMALL, LINE = 6.0, 7.4


class Picture(Figure):
    """A figure in our style: its text is text (TrueType) in a PDF, and it shows in a notebook."""

    def draw(self, renderer: Any) -> None:
        """Draw the figure in our style, whatever the settings are by now."""
        with mpl.rc_context(rc=style()):  # type: ignore[arg-type]
            super().draw(renderer)

    def savefig(self, fname: Any, **options: Any) -> None:
        """Save the figure with the fonts of our style."""
        with mpl.rc_context(rc=style()):  # type: ignore[arg-type]
            super().savefig(fname, **options)

    def _repr_png_(self) -> bytes:
        """Return what a notebook shows of the figure."""
        written = io.BytesIO()
        self.savefig(written, format="png", dpi=120)
        return written.getvalue()


def picture(
    module: Drawing,
    tables: Tables,
    about: str | None = "",
    into: Figure | SubFigure | None = None,
) -> Figure | SubFigure:
    """Return what a module of the shelf draws of some tables, in the style of all figures.

    Parameters
    ----------
    module : module
        A figure of the shelf.
    tables : dict
        Name -> table, as the module's ``NEEDS`` says.
    about : str, optional
        What the tables come from, for the footer: the run, and what is not default. None: there is
        no footer at all.
    into : matplotlib.figure.Figure or matplotlib.figure.SubFigure, optional
        A figure to draw in, whose size stays.

    Returns
    -------
    matplotlib.figure.Figure or matplotlib.figure.SubFigure
        ``into``, or a new figure in its own size, higher by its footer.
    """
    text = "" if about is None else explained(module, tables, about)
    with drawn_alike(), mpl.rc_context(rc=style()):  # type: ignore[arg-type]
        if into is not None:
            module.draw(tables, into)
            foot(into, text)
            return into
        width, height = module.size(tables)
        figure = Picture(figsize=(width, height), layout="constrained")
        module.draw(tables, figure)
        figure.set_size_inches(width, height + foot(figure, text) * LINE / 72)
    return figure


def laid_out(figure: Figure | SubFigure, dpi: float) -> None:
    """Lay out a figure, for good: as often as it is drawn again nothing moves, and it takes less.

    Parameters
    ----------
    figure : matplotlib.figure.Figure or matplotlib.figure.SubFigure
        Drawn on, with constrained layout.
    dpi : float
        The resolution for which it is laid out.
    """
    whole = figure.figure if isinstance(figure, SubFigure) else figure
    before = whole.dpi
    whole.set_dpi(dpi)
    whole.draw_without_rendering()
    whole.set_dpi(before)
    with mpl.rc_context({"figure.autolayout": False, "figure.constrained_layout.use": False}):
        whole.set_layout_engine(None)  # a placeholder would have it drawn twice for each file


def headed(figure: Figure | SubFigure, text: str) -> Figure | SubFigure:
    """Put a warning above all panels of a figure.

    Parameters
    ----------
    figure : matplotlib.figure.Figure or matplotlib.figure.SubFigure
        Already drawn on, with constrained layout, which makes the room.
    text : str
        A few words.

    Returns
    -------
    matplotlib.figure.Figure or matplotlib.figure.SubFigure
        The same.
    """
    with mpl.rc_context(rc=style()):  # type: ignore[arg-type]
        figure.suptitle(text, color="firebrick", fontsize=9, weight="bold")
    return figure


def explained(module: Drawing, tables: Tables, about: str = "") -> str:
    """Return the footer of a figure: what its marks are, how many, and what they come from.

    Parameters
    ----------
    module : module
        A figure of the shelf; its ``caption(tables)``, if it has one, comes first.
    tables : dict
        Name -> table.
    about : str
        What the tables come from.

    Returns
    -------
    str
        Sentences, not wrapped.
    """
    caption = getattr(module, "caption", None)
    return " ".join(text for text in (caption(tables) if caption else "", about) if text)


def foot(figure: Figure | SubFigure, text: str) -> int:
    """Put small grey type below the legend, inside the figure, wrapped to its width.

    Parameters
    ----------
    figure : matplotlib.figure.Figure or matplotlib.figure.SubFigure
        Already drawn on, with constrained layout, which makes the room.
    text : str
        Sentences; nothing is done for none.

    Returns
    -------
    int
        Lines of the footer.
    """
    if not text:
        return 0
    # type of other settings than ours may be wider on the screen than in print
    room = 1.0 if isinstance(figure, Picture) else 0.91
    width = room * figure.bbox.width / figure.dpi * 72 - 2 * MARGIN
    written = wrapped(text, width, SMALL)
    legend = (
        figure.legends[-1]
        if figure.legends
        else figure.legend([], [], loc="outside lower center", frameon=False)
    )
    area = TextArea(
        written, textprops={"size": SMALL, "color": "0.35", "linespacing": LINE / SMALL}
    )
    area.set_figure(figure)
    (box,) = (part for part in legend.get_children() if isinstance(part, VPacker))
    box.get_children().append(area)
    return written.count("\n") + 1
