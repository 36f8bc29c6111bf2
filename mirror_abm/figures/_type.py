"""How wide type is, and how it is broken into lines, before anything is drawn."""

from __future__ import annotations

from functools import lru_cache

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath


@lru_cache(maxsize=4096)
def text_width(text: str, size: float) -> float:
    """Return how wide a line of text is.

    Parameters
    ----------
    text : str
        One line.
    size : float
        Points of its type.

    Returns
    -------
    float
        Points.
    """
    if not text.strip():
        return 0.0
    path = TextPath((0, 0), text, size=size, prop=FontProperties(family="DejaVu Sans"))
    return float(path.vertices[:, 0].max())  # of outlines and their control points


def wrapped(text: str, width: float, size: float) -> str:
    """Return a text broken into lines at its spaces, so that it fits.

    Parameters
    ----------
    text : str
        Words; a line break that it holds stays.
    width : float
        Points that a line may have; a longer word stands alone.
    size : float
        Points of the type.

    Returns
    -------
    str
        Lines.
    """
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        for word in part.split(" "):
            longer = f"{line} {word}" if line else word
            if line and text_width(longer, size) > width:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    return "\n".join(lines)
