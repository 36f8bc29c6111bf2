"""A species' page as one self-contained HTML file."""

from __future__ import annotations

import html
import math
from collections.abc import Sequence

from ..profile.quantity import Quantity
from ..profile.species import SpeciesProfile
from .page import Section

#: powers of ten at the ends of the bars that show ranges
DECADES = (-4, 4)
STYLE = """body{font:15px/1.45 Georgia,serif;color:#222;max-width:1100px;margin:2em auto;
padding:0 1em}h1{font-size:1.7em;margin:0}h1 i{font-style:italic}
h2{font-size:1.1em;margin:1.8em 0 .4em;border-bottom:1px solid #bbb}
table{border-collapse:collapse;font-size:.86em}
th{text-align:left;font-weight:600;color:#555;vertical-align:bottom}
td,th{padding:.22em .8em .22em 0;vertical-align:top}tr:nth-child(even) td{background:#f7f6f3}
td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
th.n{text-align:right}td.w{white-space:nowrap}
td.long{min-width:15em}.guess{color:#a04000}svg{display:block}p{margin:.3em 0}"""


def as_html(profile: SpeciesProfile, page: Sequence[Section]) -> str:
    """Return a page as one self-contained HTML file.

    Parameters
    ----------
    profile : SpeciesProfile
        Whose page it is.
    page : sequence of Section
        Its sections, as :func:`mirror_abm.report.page.sections` returns them.

    Returns
    -------
    str
        HTML with its style sheet and its bars (SVG) inside.
    """
    taxon = profile.taxon
    parts = [
        f"<h1><i>{html.escape(taxon.scientific)}</i></h1>",
        f"<p>{html.escape(page[0].text)}</p>",
    ]
    for section in page[1:]:
        if not section.rows and not section.text:
            continue
        parts.append(f"<h2>{html.escape(section.title.capitalize())}</h2>")
        if section.text:
            parts.append(f"<p>{html.escape(section.text)}</p>")
        parts.append(_html_table(section))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{html.escape(taxon.scientific)}</title>"
        f"<style>{STYLE}</style></head>\n<body>\n" + "\n".join(parts) + "\n</body></html>\n"
    )


def _html_table(section: Section) -> str:
    """Return a table; where rows have ranges, a bar shows each on one logarithmic axis."""
    numeric = [
        all(_kind(row[at]) == ' class="n"' for row in section.rows)
        for at in range(len(section.columns))
    ]
    kinds = [' class="n"' if right else "" for right in numeric]
    heads = [
        f"<th{kind}>{html.escape(name)}</th>"
        for name, kind in zip(section.columns, kinds, strict=True)
    ]
    if section.spans:
        heads.insert(3, f"<th>10<sup>{DECADES[0]}</sup> to 10<sup>{DECADES[1]}</sup></th>")
    rows = []
    for number, row in enumerate(section.rows):
        cells = [f"<td{_kind(cell)}>{html.escape(cell)}</td>" for cell in row]
        if section.spans:
            cells.insert(3, f"<td>{_bar(section.spans[number])}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table><tr>{''.join(heads)}</tr>\n" + "\n".join(rows) + "</table>"


def _kind(cell: str) -> str:
    """Return the class of a cell: number, word, guess or long text."""
    try:
        float(cell)
        return ' class="n"'
    except ValueError:
        return (
            ' class="guess"'
            if cell == "guess"
            else ' class="long"'
            if len(cell) > 40
            else ' class="w"'
        )


def _bar(item: Quantity) -> str:
    """Return a range as a line with a mark at the median, on a logarithmic axis."""
    width, (first, last) = 112, DECADES

    def at(value: float) -> float:
        decade = math.log10(value) if value > 0 else first
        return round((min(max(decade, first), last) - first) / (last - first) * width, 1)

    ticks = "".join(f'<path d="M{at(10.0**d)} 5v4" stroke="#ccc"/>' for d in range(first, last + 1))
    line = f'<path d="M{at(item.low)} 7H{at(item.high)}" stroke="#777" stroke-width="2"/>'
    return (
        f'<svg width="{width + 8}" height="14" viewBox="-4 0 {width + 8} 14">{ticks}{line}'
        f'<circle cx="{at(item.value)}" cy="7" r="3.5" fill="#a04000"/></svg>'
    )
