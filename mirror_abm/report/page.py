"""A species as a page a biologist can read: who it is, how it lives, what it does and experiences, what follows, from whom.

The same sections are printed in a terminal (:func:`mirror_abm.report.explanation.tables`) and written as one HTML file.
"""

from __future__ import annotations

import html
import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..mean_field.outlook import prospects, supply_of
from ..profile.citations import Reference
from ..profile.quantity import Quantity
from ..profile.species import SpeciesProfile

WORDS = {"visual_other": "sight of others", "visual_self": "sight of oneself", "auditory": "sound"}
#: what the parts of a profile are called, in the order of the page
TITLES = {
    "": "life",
    "group": "group",
    "acts": "what it does, in all",
    "experience": "sources of experience",
}
DECADES = (-4, 4)  #: of the bars that show ranges


class Section(NamedTuple):
    """One part of the page; ``spans`` are the ranges of the rows, where they have any."""

    title: str
    text: str = ""
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    spans: Sequence[Quantity] = ()


def who(profile: SpeciesProfile) -> str:
    """Return what a profile describes, in one line."""
    taxon = profile.taxon
    return (
        f"{taxon.scientific} ({taxon.vernacular}, {taxon.taxonomic_class}); {profile.context}; {profile.stage}; "
        f"senses: {', '.join(profile.senses)}; layout {profile.group.layout}; {profile.status.replace('_', ' ')}"
        + ("" if profile.blinded else "; rates not blind")
    )


def sections(profile: SpeciesProfile, references: Iterable[Reference]) -> list[Section]:
    """Return the page on a profile.

    Raises
    ------
    InputError : a rate that is impossible.
    """
    return [
        Section("", who(profile)),
        *_numbers(profile),
        _actions(profile),
        *outlook(profile),
        Section(
            "sources of the numbers",
            columns=("key", "reference"),
            rows=[(item.key, item.text) for item in references],
        ),
    ]


def _numbers(profile: SpeciesProfile) -> list[Section]:
    """Return the numbers of a profile, part by part."""
    found = []
    for part, title in TITLES.items():
        items = {
            name: item
            for name, item in profile.quantities().items()
            if not name.startswith("actions.")
            and (name.split(".")[0] == part if part else name.split(".")[0] not in TITLES)
        }
        rows = [
            (
                name,
                f"{item.value:g}",
                f"{item.low:g}-{item.high:g}",
                item.unit,
                item.how,
                item.source,
                item.reason,
            )
            for name, item in items.items()
        ]
        found.append(
            Section(
                title,
                columns=("name", "value", "range", "unit", "how", "source", "reason"),
                rows=rows,
                spans=list(items.values()),
            )
        )
    return found


def _actions(profile: SpeciesProfile) -> Section:
    answers = {
        pair.act: pair.answer
        for pair in (
            profile.experience.complementary.pairs if profile.experience.complementary else []
        )
    }
    rows = [
        (
            action.name,
            action.effector,
            action.kind,
            f"{action.share.value:g}",
            f"{action.duration.value:g}",
            "yes" if action.visible_to_self else "no",
            "yes" if action.audible else "no",
            answers.get(action.name, "-"),
        )
        for action in profile.actions
    ]
    return Section(
        "actions",
        columns=(
            "action",
            "effector",
            "kind",
            "share of its kind",
            "seconds",
            "visible to self",
            "audible",
            "answered by",
        ),
        rows=rows,
    )


def outlook(profile: SpeciesProfile) -> list[Section]:
    """Return what follows from the rates before any simulation: events per hour, matched share, contingency per action."""
    supply, (expected, why) = supply_of(profile), prospects(profile)
    words = []
    for population, name in WORDS.items():
        these = [item for item in expected if item.population == population]
        total = sum(item.matched + item.nonmatched for item in these)
        if total > 0:
            words.append(
                f"{name} {total:.3g} an hour, {sum(item.matched for item in these) / total:.0%} of them matched"
            )
    text = (
        f"Expected before any simulation, at the medians, per active hour: {supply.rate:.4g} acts; "
        + ("; ".join(words) if words else "nothing is perceived that it can do itself")
        + "."
        + (f" No delta P: {why}" if why else "")
    )
    rows = [
        (
            item.action,
            item.effector,
            WORDS[item.population],
            f"{item.acts:.3g}",
            f"{item.matched:.3g}",
            f"{item.nonmatched:.3g}",
            f"{item.matched_share:.2f}",
            "-" if math.isnan(item.delta_p) else f"{item.delta_p:.2f}",
        )
        for item in expected
    ]
    return [
        Section(
            "contingency expected per action",
            text,
            (
                "action",
                "effector",
                "perceived as",
                "done per hour",
                "matched",
                "non-matched",
                "matched share",
                "delta P",
            ),
            rows,
        )
    ]


# ------------------------------------------------------------------ HTML
STYLE = """body{font:15px/1.45 Georgia,serif;color:#222;max-width:1100px;margin:2em auto;padding:0 1em}
h1{font-size:1.7em;margin:0}h1 i{font-style:italic}h2{font-size:1.1em;margin:1.8em 0 .4em;border-bottom:1px solid #bbb}
table{border-collapse:collapse;font-size:.86em}th{text-align:left;font-weight:600;color:#555;vertical-align:bottom}
td,th{padding:.22em .8em .22em 0;vertical-align:top}tr:nth-child(even) td{background:#f7f6f3}
td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}th.n{text-align:right}td.w{white-space:nowrap}
td.long{min-width:15em}.guess{color:#a04000}svg{display:block}p{margin:.3em 0}"""


def as_html(profile: SpeciesProfile, page: Sequence[Section]) -> str:
    """Return the page as one self-contained HTML file."""
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
        parts.append(_table(section))
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{html.escape(taxon.scientific)}</title>'
        f"<style>{STYLE}</style></head>\n<body>\n" + "\n".join(parts) + "\n</body></html>\n"
    )


def _table(section: Section) -> str:
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
