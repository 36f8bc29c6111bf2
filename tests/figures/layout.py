"""What is wrong with a figure as it is drawn: text cut or overprinted, numbers that are none."""

import warnings

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import Collection
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text

#: points that two boxes may share: a box of text is larger than its ink
SLACK = 1.0
#: type set for the screen is widest, for its points, at 60 and 110
DPI = 110


def drawn_texts(figure, dpi=DPI):
    """Draw a figure, warnings being errors; return (words, box in points) of all that is written.

    What is not drawn, as a tick outside the axis, is not among them.
    """
    found = []
    draw = Text.draw

    def noted(self, renderer):
        draw(self, renderer)
        if self.get_visible() and self.get_text().strip():
            found.append(self)

    with warnings.catch_warnings(), mpl.rc_context({"figure.dpi": dpi}):
        warnings.simplefilter("error")
        figure.set_dpi(dpi)
        canvas = FigureCanvasAgg(figure)
        canvas.draw()  # the layout settles
        Text.draw = noted
        try:
            canvas.draw()
        finally:
            Text.draw = draw
    boxes = [text.get_window_extent(canvas.get_renderer()) for text in dict.fromkeys(found)]
    scale = 72 / figure.dpi
    return [
        (text.get_text(), np.array(box.extents) * scale)
        for text, box in zip(dict.fromkeys(found), boxes, strict=True)
    ]


def cut(figure, texts):
    """Return what is written outside the figure."""
    width, height = figure.get_size_inches() * 72
    return [
        f"cut: {words!r}"
        for words, (left, low, right, top) in texts
        if left < -SLACK or low < -SLACK or right > width + SLACK or top > height + SLACK
    ]


def overprinted(texts):
    """Return which words stand on others."""
    found = []
    for number, (words, one) in enumerate(texts):
        for others, two in texts[number + 1 :]:
            across = min(one[2], two[2]) - max(one[0], two[0])
            up = min(one[3], two[3]) - max(one[1], two[1])
            if across > SLACK and up > SLACK:
                found.append(f"overprinted: {words!r} and {others!r}")
    return found


def on_axes(figure, texts):
    """Return the words of legends and footers that stand on a panel."""
    own = {text.get_text() for legend in figure.legends for text in legend.findobj(Text)}
    panels = [
        np.array(axes.get_window_extent().extents) * 72 / figure.dpi
        for axes in figure.axes
        if axes.get_visible()
    ]
    return [
        f"on a panel: {words!r}"
        for words, one in texts
        if words in own
        for two in panels
        if min(one[2], two[2]) - max(one[0], two[0]) > SLACK
        and min(one[3], two[3]) - max(one[1], two[1]) > SLACK
    ]


def numbers(artist):
    """Return the numbers that an artist stands at."""
    if isinstance(artist, Line2D):
        return artist.get_xydata()
    if isinstance(artist, Rectangle):
        return artist.get_bbox().get_points()
    if isinstance(artist, Collection):
        paths = [path.vertices for path in artist.get_paths() if len(path.vertices)]
        return np.concatenate([np.asarray(artist.get_offsets()), *paths])
    if isinstance(artist, Text):
        return np.array([artist.get_position()], float)
    return np.asarray(artist.get_extent(), float)


def not_finite(figure):
    """Return the artists in panels that stand at no number."""
    kinds = (Line2D, Rectangle, Collection, Text, AxesImage)
    found = [
        artist
        for axes in figure.axes
        for artist in [*axes.lines, *axes.patches, *axes.collections, *axes.texts, *axes.images]
        if isinstance(artist, kinds)
    ]
    return [
        f"not finite: {artist}"
        for artist in found
        if len(numbers(artist)) and not np.isfinite(numbers(artist)).all()
    ]


def faults(figure, dpi=DPI):
    """Return every fault of a figure, in words."""
    texts = drawn_texts(figure, dpi)
    return [
        *cut(figure, texts),
        *overprinted(texts),
        *on_axes(figure, texts),
        *not_finite(figure),
    ]
