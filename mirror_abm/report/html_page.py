"""A species' page as one self-contained HTML file."""

from __future__ import annotations

import html
import math
import re
from collections.abc import Sequence

from ..profile.quantity import Quantity
from ..profile.species import SpeciesProfile
from .cells import ABSENT
from .page import Section

#: powers of ten at the ends of the bars that show ranges
DECADES = (-4, 4)
#: a table with a column of sentences is folded into blocks on a narrow screen, others scroll
SENTENCE = 40
STYLE = """:root{color-scheme:light dark;--ink:#222;--paper:#fff;--soft:#555;--rule:#bbb;
--band:#f7f6f3;--mark:#a04000;--line:#777}
@media screen and (prefers-color-scheme:dark){:root{--ink:#ddd;--paper:#191919;--soft:#aaa;
--rule:#555;--band:#232323;--mark:#ff9d5c;--line:#999}}
*{box-sizing:border-box}
body{font:15px/1.45 Georgia,serif;color:var(--ink);background:var(--paper);max-width:1200px;
margin:2em auto;padding:0 1em;overflow-wrap:break-word}
h1{font-size:1.7em;margin:0}h2{font-size:1.1em;margin:1.8em 0 .4em;
border-bottom:1px solid var(--rule)}p{margin:.3em 0}
.table{overflow-x:auto}table{border-collapse:collapse;font-size:.86em}
th{text-align:left}thead th{font-weight:600;color:var(--soft);vertical-align:bottom}
tbody th{font-weight:400}td,th{padding:.22em .8em .22em 0;vertical-align:top}
tbody tr:nth-child(even){background:var(--band)}
td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
th.n{text-align:right}td.w,.scroll .w{white-space:nowrap}
td.long{min-width:15em}.guess{color:var(--mark)}svg{display:block}
circle{fill:var(--mark)}.ticks{stroke:var(--rule)}.line{stroke:var(--line);stroke-width:2}
@media screen and (max-width:900px){
.fold table,.fold tbody,.fold tr,.fold th,.fold td{display:block}
.fold thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.fold tr{padding:.5em .3em;border-bottom:1px solid var(--rule)}
.fold tbody th{font-weight:600;padding:0 0 .2em}
.fold td,.fold td.n,.fold td.w{display:grid;grid-template-columns:6em minmax(0,1fr);padding:.08em 0;
text-align:left;white-space:normal}.fold td:empty{display:none}.fold td.long{min-width:0}
.fold td::before{content:attr(data-head);color:var(--soft)}
.scroll tbody th{position:sticky;left:0;background:var(--paper)}}
@media print{body{margin:0;max-width:none;font-size:11px}.table{overflow:visible}
td.w,.scroll .w{white-space:normal}tr{break-inside:avoid}h2{break-after:avoid}}"""


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
        HTML with its style sheet and its bars (SVG) inside, for screens of any width and paper.
    """
    taxon = profile.taxon
    parts = [
        f'<h1><i lang="la">{html.escape(taxon.scientific)}</i></h1>',
        f"<p>{html.escape(page[0].text)}</p>",
    ]
    for number, section in enumerate(page[1:], start=1):
        if not section.rows and not section.text:
            continue
        parts.append(f'<h2 id="s{number}">{html.escape(section.title.capitalize())}</h2>')
        if section.text:
            parts.append(f"<p>{html.escape(section.text)}</p>")
        if section.rows:
            parts.append(_html_table(section, f"s{number}"))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{html.escape(f'{taxon.scientific} ({taxon.vernacular})')}</title>"
        f"<style>{STYLE}</style></head>\n<body>\n" + "\n".join(parts) + "\n</body></html>\n"
    )


def _html_table(section: Section, heading: str) -> str:
    """Return a table; where rows have ranges, a bar shows each on one logarithmic axis.

    Roles are spelt out, for a table that is folded by its style is none to a screen reader.
    """
    kinds = _kinds(section)
    heads = list(zip(section.columns, kinds, strict=True))
    if section.spans:
        heads.insert(3, (f"10^{DECADES[0]} to 10^{DECADES[1]}", ""))
    top = "".join(
        f'<th scope="col" role="columnheader"{_class(kind if kind == "n" else "")}>'
        f"{_powers(html.escape(name))}</th>"
        for name, kind in heads
    )
    rows = []
    for number, row in enumerate(section.rows):
        cells = [_cell(*each) for each in zip(row, section.columns, kinds, strict=True)]
        cells[0] = f'<th scope="row" role="rowheader" class="w">{_broken(row[0])}</th>'
        if section.spans:
            cells.insert(3, f'<td role="cell" data-head="">{_bar(section.spans[number])}</td>')
        rows.append(f'<tr role="row">{"".join(cells)}</tr>')
    shape = "fold" if "long" in kinds else "scroll"
    return (
        f'<div class="table {shape}" role="region" aria-labelledby="{heading}" tabindex="0">'
        f'<table role="table" aria-labelledby="{heading}">'
        f'<thead role="rowgroup"><tr role="row">{top}</tr></thead>\n<tbody role="rowgroup">'
        + "\n".join(rows)
        + "</tbody></table></div>"
    )


def _kinds(section: Section) -> list[str]:
    """Return what stands in each column: numbers ("n"), sentences ("long") or words ("w")."""
    kinds = []
    for at in range(len(section.columns)):
        cells = [row[at] for row in section.rows]
        numbers = all(_is_number(cell) for cell in cells)
        sentences = max(map(len, cells), default=0) > SENTENCE
        kinds.append("n" if numbers else "long" if sentences else "w")
    return kinds


def _is_number(cell: str) -> bool:
    """Return whether a cell holds a number, or the dash that stands for none."""
    try:
        float(cell)
    except ValueError:
        return cell == ABSENT
    return True


def _cell(cell: str, head: str, kind: str) -> str:
    """Return a cell, which knows its head for when the table is folded."""
    kind += " guess" if cell == "guess" else ""
    return f'<td role="cell" data-head="{html.escape(head)}"{_class(kind)}>{_broken(cell)}</td>'


def _class(name: str) -> str:
    """Return the attribute for a class; nothing for none."""
    return f' class="{name}"' if name else ""


def _powers(head: str) -> str:
    """Return a head with its powers raised."""
    return re.sub(r"\^(-?\d+)", r"<sup>\1</sup>", head)


def _broken(cell: str) -> str:
    """Return a cell in which a long name may be broken after a point or an underscore."""
    return re.sub(r"(?<=[a-z])([._])(?=[a-z])", r"\1<wbr/>", html.escape(cell))


def _bar(item: Quantity) -> str:
    """Return a range as a line with a mark at the median, on a logarithmic axis."""
    width, (first, last) = 112, DECADES

    def at(value: float) -> float:
        decade = math.log10(value) if value > 0 else first
        return round((min(max(decade, first), last) - first) / (last - first) * width, 1)

    ticks = "".join(f'<path class="ticks" d="M{at(10.0**d)} 5v4"/>' for d in range(first, last + 1))
    line = f'<path class="line" d="M{at(item.low)} 7H{at(item.high)}"/>'
    told = f"{item.value:g}, from {item.low:g} to {item.high:g}"
    return (
        f'<svg role="img" aria-label="{told}" width="{width + 8}" height="14" '
        f'viewBox="-4 0 {width + 8} 14">{ticks}{line}'
        f'<circle cx="{at(item.value)}" cy="7" r="3.5"/></svg>'
    )
