"""The command ``evidence``: what was sought and found in which species."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..report.cells import Told
from ..report.terminal import plain_table
from .console import console, tell_file
from .options import a_new

if TYPE_CHECKING:
    import pandas as pd

    from ..report.cells import Told
from ..report.terminal import Table

IN_SCOPE = "In scope of what is simulated"


def evidence_command(
    taxon: Annotated[
        str | None,
        typer.Argument(help="A taxon or a profile; all if none is given.", show_default=False),
    ] = None,
    figure: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Draw the tree with the verdicts into FILE, .png, .pdf or .svg, instead of "
            "printing.",
            callback=a_new("PICTURES"),
            show_default=False,
        ),
    ] = None,
) -> None:
    """Show what was sought and found, species by species.

    Each record says whether its source was read. With --figure, the verdicts are drawn on the
    dated tree.
    """
    from ..inference.evidence import load_evidence

    table = load_evidence(taxon)
    if figure is not None:
        _draw_on_tree(table, figure)
        return
    screen = console()
    for title, part in (
        (IN_SCOPE, table[table["scope"] == "in"]),
        ("Out of scope", table[table["scope"] == "out"]),
    ):
        screen.print(_record_table(title, part))
    count = table.drop_duplicates("record")
    screen.print(
        f"{len(count)} records of {count['taxon'].nunique()} taxa; "
        + ", ".join(f"{number} {name}" for name, number in count["read"].value_counts().items())
        + ". Not tested is not negative; a species without a record was not searched, as far as is "
        "known."
    )
    screen.print(
        "cite: "
        + ", ".join(sorted({key for keys in count["cite"] for key in keys.split()}))
        + " (species/evidence/references.bib)"
    )


def _record_table(title: str, part: pd.DataFrame) -> Table:
    """Return a table for readers: one row per record and entry of its panel."""
    inside = title == IN_SCOPE
    last = "speaks to" if inside else "why not"
    table = plain_table(title, "taxon", "looked for", "area", "verdict", "read", last)
    for row in part.astype(object).where(part.notna(), "").itertuples(index=False):
        table.add_row(
            row.taxon,
            row.looked_for,
            "-" if row.area == "unknown" else row.area,
            _verdict(row),
            row.read,
            _spoken_to(row) if inside else row.reason,
        )
    return table


def _verdict(row: Any) -> Told:
    """Return what was found, and on how many cells and animals it rests."""
    verdict = (row.panel_verdict or row.verdict).replace("_", " ")
    counts = {name: getattr(row, name) for name in ("mirror", "recorded", "of", "animals")}
    return Told(
        verdict + _sample(row),
        verdict,
        **{name: None if count == "" else count for name, count in counts.items()},
    )


def _sample(row: Any) -> str:
    """Return how many cells and animals a record rests on, in words."""
    kind = {"motor": "motor cells", "responding": "cells that respond"}.get(row.of, "cells")
    mirror = "?" if row.mirror == "" else row.mirror
    cells = f"; {mirror} of {row.recorded} {kind}" if row.recorded != "" else ""
    return cells + (f"; {row.animals} animals" if row.animals != "" else "")


def _spoken_to(row: Any) -> str:
    """Return what a record speaks to, in words: measure, modality, effector and actions."""
    what = ", ".join(
        text
        for text in (row.panel_effector, row.panel_actions.replace(" ", ", "), row.panel_what)
        if text and text != "unknown"
    )
    speaks = f"{row.panel_measure}, {row.panel_modality}" + (f": {what}" if what else "")
    return speaks.replace("_", " ")


def _draw_on_tree(table: pd.DataFrame, file: Path) -> None:
    """Draw the verdicts on the tree into a file."""
    from ..report.evidence_tree import evidence_on_tree
    from ..report.figures import write_figure

    tables, missing = evidence_on_tree(table)
    write_figure("evidence", tables, file)
    tell_file("figure", file)
    if missing:
        console().print(f"Not on the tree, and so not drawn: {', '.join(missing)}.")
