"""The commands about evidence and the tree: what was found in which species, and how the species are related."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    import pandas as pd

Taxon = Annotated[
    str | None,
    typer.Argument(help="A taxon or a profile; all if none is given.", show_default=False),
]
Figure = Annotated[
    Path | None,
    typer.Option(
        "--figure",
        metavar="FILE",
        help="Draw the tree with the verdicts into FILE, .png, .pdf or .svg, instead of printing.",
        show_default=False,
    ),
]

Species = Annotated[
    str | None,
    typer.Argument(help="A species; the whole tree if none is given.", show_default=False),
]
Beside = Annotated[
    str | None,
    typer.Option(help="The relative beside which a new species is to stand.", show_default=False),
]
Age = Annotated[
    float | None,
    typer.Option(help="Age of their last common ancestor, million years.", show_default=False),
]
Draw = Annotated[
    int | None, typer.Option(help="Draw the ages of all nodes this many times.", show_default=False)
]
Seed = Annotated[int, typer.Option(help="Seed of these draws.")]
Out = Annotated[
    Path | None,
    typer.Option(
        help="Write Newick, one tree a line, to this file instead of printing it.",
        show_default=False,
    ),
]


def register(app: typer.Typer, console: Callable[[], Any]) -> None:
    """Add the commands to ``app``; ``console`` makes the console that they print on."""

    @app.command("evidence")
    def evidence_command(species: Taxon = None, figure: Figure = None) -> None:
        """Show what was sought and found, by species, and whether it was read; with --figure, on the tree."""
        evidence(console(), species, figure)

    @app.command("tree")
    def tree_command(
        species: Species = None,
        beside: Beside = None,
        age: Age = None,
        draw: Draw = None,
        seed: Seed = 0,
        out: Out = None,
    ) -> None:
        """Show the dated tree and the relatives of a species; give a species a place in it; draw its ages anew."""
        tree(console(), species, beside, age, draw, seed, out)


def evidence(console: Any, species: str | None, figure: Path | None) -> None:
    """Print the records of a taxon, or of all; or draw them into the file ``figure``."""
    from ..inference.evidence import load_evidence

    table = load_evidence(species)
    if figure is not None:
        _draw(console, table, figure)
        return
    for title, part in (
        ("In scope of what is simulated", table[table["scope"] == "in"]),
        ("Out of scope", table[table["scope"] == "out"]),
    ):
        if not part.empty:
            console.print(_page(title, part))
    count = table.drop_duplicates("record")
    console.print(
        f"{len(count)} records of {count['taxon'].nunique()} taxa; "
        + ", ".join(f"{number} {name}" for name, number in count["read"].value_counts().items())
        + ". Not tested is not negative; a species without a record was not searched, as far as is known."
    )
    console.print(
        "cite: "
        + ", ".join(sorted({key for keys in count["cite"] for key in keys.split()}))
        + " (species/evidence/references.bib)"
    )


def tree(
    console: Any,
    species: str | None,
    beside: str | None,
    age: float | None,
    draw: int | None,
    seed: int,
    out: Path | None,
) -> None:
    """Print the tree or the relatives of a species; or print or write it with a species more, or with ages drawn anew."""
    from ..base.errors import InputError
    from ..base.files import shown, write_text
    from ..profile.newick import newick
    from ..profile.tree import graft, redraw, relatives
    from ..profile.tree import tree as dated

    made = dated()
    if (beside is None) != (age is None) or (beside is not None and species is None):
        raise InputError(
            "--beside and --age go together, with the name of the species that is to have a place."
        )
    if draw is not None and not 1 <= draw <= 10_000:
        raise InputError(f"--draw {draw}: must lie between 1 and 10,000.")
    if species is not None and beside is not None and age is not None:
        made = graft(made, species, beside, age)
    elif species is not None:
        for other, split in relatives(species):
            console.print(f"{split:9.2f}  {other}")
        console.print("million years since the last common ancestor; sources differ by 20-40 %")
        return
    text = "\n".join(
        newick(each) for each in ((made,) if draw is None else redraw(made, draw, seed))
    )
    if out is None:
        console.print(text)
    else:
        write_text(out, text + "\n")
        console.print(f"tree  {shown(out)}")


def _page(title: str, part: pd.DataFrame) -> Any:
    """Return a table for readers: one row per record and entry of its panel."""
    from ..report.terminal import plain_table

    inside = part["scope"].iloc[0] == "in"
    page = plain_table(
        title,
        "taxon",
        "looked for",
        "area",
        "verdict",
        "read",
        "speaks to" if inside else "why not",
    )
    for row in part.astype(object).where(part.notna(), "").itertuples(index=False):
        units = f"; {row.mirror or '?'} of {row.recorded} cells" if row.recorded != "" else ""
        units += f"; {row.animals} animals" if row.animals != "" else ""
        what = ", ".join(
            text
            for text in (row.panel_effector, row.panel_actions.replace(" ", ", "), row.panel_what)
            if text and text != "unknown"
        )
        speaks = f"{row.panel_measure}, {row.panel_modality}" + (f": {what}" if what else "")
        page.add_row(
            row.taxon,
            row.looked_for,
            "-" if row.area == "unknown" else row.area,
            (row.panel_verdict or row.verdict).replace("_", " ") + units,
            row.read,
            speaks.replace("_", " ") if inside else row.reason,
        )
    return page


def _draw(console: Any, table: pd.DataFrame, file: Path) -> None:
    """Draw the verdicts on the tree into ``file``."""
    from ..base.errors import InputError
    from ..base.files import shown, write_atomically
    from ..base.shelf import figures
    from ..report.evidence_tree import evidence_on_tree
    from ..report.figures import picture

    if file.suffix not in (".png", ".pdf", ".svg"):
        raise InputError(f"--figure {file}: must end in .png, .pdf or .svg.")
    tables, missing = evidence_on_tree(table)
    drawn = picture(figures.load("evidence"), tables)
    options: dict[str, Any] = {"dpi": 200} if file.suffix == ".png" else {}
    write_atomically(file, lambda path: drawn.savefig(path, **options))
    console.print(f"figure  {shown(file)}")
    if missing:
        console.print(f"Not on the tree, and so not drawn: {', '.join(missing)}.")
