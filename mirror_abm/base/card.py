"""Objects as small pages of HTML: what a notebook shows when a cell ends with their name.

Colours are those of the notebook, light or dark; wide tables scroll sideways, long ones downwards.
Whatever comes from a file or a name is escaped.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Iterable, Mapping
from html import escape
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .brief import NOTHING, number
from .errors import MirrorError

if TYPE_CHECKING:
    import pandas as pd

ROWS = 60  #: rows of a table that are shown
FIRST = 10  #: rows of each of several tables
THUMBNAIL = 360  #: width of a picture, pixels
_LINE = "border-bottom:1px solid rgba(128,128,128,.35);"
_CELL = f"padding:.15em .7em .15em 0;vertical-align:top;{_LINE}"


def card(title: str, *parts: str) -> str:
    """Return a small page.

    Parameters
    ----------
    title : str
        What the object is, as text.
    *parts : str
        HTML, as the other functions of this module return it; what is empty is left out.

    Returns
    -------
    str
        One HTML element.
    """
    head = f'<div style="font-weight:600;margin:.2em 0 .5em">{escape(title)}</div>'
    return (
        '<div class="mirror-abm" style="max-width:72em;line-height:1.4">'
        f"{head}{''.join(part for part in parts if part)}</div>"
    )


def facts(told: Mapping[str, object]) -> str:
    """Return facts as a table of two columns.

    Parameters
    ----------
    told : mapping of str to object
        Each fact by name, as text or a number; those that are empty are left out.

    Returns
    -------
    str
        HTML.
    """
    head = f'style="text-align:left;font-weight:normal;opacity:.75;white-space:nowrap;{_CELL}"'
    rows = "".join(
        f'<tr><th scope="row" {head}>{escape(name)}</th>'
        f'<td style="text-align:left;{_CELL}">{escape(_text(value))}</td></tr>'
        for name, value in told.items()
        if value not in ("", None)
    )
    return f'<table style="border-collapse:collapse;margin:0 0 .6em">{rows}</table>' if rows else ""


def table(frame: pd.DataFrame, caption: str = "", rows: int = ROWS) -> str:
    """Return a table.

    Parameters
    ----------
    frame : pandas.DataFrame
        The table; its index is not shown.
    caption : str, optional
        What it shows, as text.
    rows : int, optional
        The most rows; a line below says how many there are.

    Returns
    -------
    str
        HTML, empty for a table without rows.
    """
    if frame.empty:
        return ""
    numeric = [frame[name].dtype.kind in "iuf" for name in frame.columns]
    align = ["right" if each else "left" for each in numeric]
    head = "".join(
        f'<th scope="col" style="text-align:{side};font-weight:600;{_CELL}">'
        f"{escape(str(name).replace('_', ' '))}</th>"
        for name, side in zip(frame.columns, align, strict=True)
    )
    texts = [_column(frame[name].iloc[:rows].tolist()) for name in frame.columns]
    body = "".join(f"<tr>{_cells(values, align)}</tr>" for values in zip(*texts, strict=True))
    more = f"the first {rows} of {len(frame):,} rows" if len(frame) > rows else ""
    scrolling = "overflow:auto;max-height:32em;margin:0 0 .3em"
    return (
        f'<div style="margin:.5em 0 .2em">{escape(caption)}</div>'
        f'<div style="{scrolling}"><table style="border-collapse:collapse">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{note(more)}"
    )


def _column(values: list[Any]) -> list[str]:
    """Return the texts of a column: numbers with as many decimals, where they are of one size."""
    sizes = [abs(each) for each in values if isinstance(each, float) and math.isfinite(each)]
    sizes = [each for each in sizes if each >= NOTHING]
    if not sizes or all(each == round(each) for each in sizes):
        return [_text(each) for each in values]
    decimals = min(4, max(1, 2 - math.floor(math.log10(max(sizes)))))
    if min(sizes) < 0.1**decimals:
        return [_text(each) for each in values]
    return [
        f"{round(each, decimals) + 0.0:,.{decimals}f}"
        if isinstance(each, float) and math.isfinite(each)
        else _text(each)
        for each in values
    ]


def _cells(values: Iterable[str], align: Iterable[str]) -> str:
    """Return the cells of a row."""
    return "".join(
        f'<td style="text-align:{side};white-space:nowrap;{_CELL}">{escape(value)}</td>'
        for value, side in zip(values, align, strict=True)
    )


def _text(value: object) -> str:
    """Return what stands in a cell; what is not known is a dash."""
    if value is None or (isinstance(value, float) and value != value):
        return "-"
    numeric = hasattr(value, "__float__") and not isinstance(value, (bool, str))
    return number(float(value)) if numeric else str(value)  # type: ignore[arg-type]


def tables_card(item: object, title: str, **tables: tuple[str, list[str] | None]) -> str:
    """Return an object that holds tables as a page, with the first rows of each.

    Parameters
    ----------
    item : object
        The object.
    title : str
        What it is.
    **tables : tuple of str and list of str or None
        A caption for each of its tables, and the columns that are shown; None for all.

    Returns
    -------
    str
        HTML.
    """
    parts = []
    for name, (caption, columns) in tables.items():
        frame = getattr(item, name)
        chosen = frame if columns is None else frame[columns]
        chosen = chosen.drop(columns="unit_of_replication", errors="ignore")
        parts.append(table(chosen, f"{caption} (.{name})", FIRST) or note(f".{name}: no rows"))
    return card(title, *parts)


def note(text: str) -> str:
    """Return a remark in small print, or nothing.

    Parameters
    ----------
    text : str
        The remark.

    Returns
    -------
    str
        HTML.
    """
    style = "opacity:.75;font-size:90%;margin:0 0 .4em"
    return f'<div style="{style}">{escape(text)}</div>' if text else ""


def pictures(files: Iterable[Path]) -> str:
    """Return small copies of pictures, each with its name.

    They are part of the page, so that a notebook can be sent to others.

    Parameters
    ----------
    files : iterable of pathlib.Path
        PNG files.

    Returns
    -------
    str
        HTML; a file that cannot be read as a picture is named without one.
    """
    shown = "".join(
        f'<figure style="display:inline-block;margin:.3em .8em .3em 0;vertical-align:top">'
        f"{_thumbnail(file)}"
        f'<figcaption style="font-size:90%;opacity:.75">{escape(file.name)}</figcaption></figure>'
        for file in files
    )
    return f"<div>{shown}</div>" if shown else ""


def _thumbnail(file: Path) -> str:
    """Return a small copy of a picture as an element, or nothing if it is no picture."""
    from PIL import UnidentifiedImageError
    from PIL.Image import open as opened

    from .files import read_data

    try:
        with opened(BytesIO(read_data(file))) as found:
            small = found.convert("RGB")
    except (UnidentifiedImageError, MirrorError):
        return ""
    small.thumbnail((2 * THUMBNAIL, 4 * THUMBNAIL))  # twice as fine, for fine screens
    made = BytesIO()
    small.quantize(64).save(made, "PNG")
    text = base64.b64encode(made.getvalue()).decode("ascii")
    width = min(THUMBNAIL, small.width)
    return (
        f'<img alt="{escape(file.stem)}" style="width:{width}px;max-width:100%;display:block" '
        f'src="data:image/png;base64,{text}">'
    )
