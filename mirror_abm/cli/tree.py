"""The command ``tree``: how the species are related, and since when."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..report.cells import Number
from ..report.terminal import plain_table
from .console import console, tell_file
from .options import OwnTree, RandomSeed, a_new

MOST_DRAWS = 10_000


def tree_command(
    species: Annotated[
        str | None,
        typer.Argument(help="A species; the whole tree if none is given.", show_default=False),
    ] = None,
    beside: Annotated[
        str | None,
        typer.Option(
            metavar="SPECIES",
            help="The relative beside which a new species is to stand.",
            show_default=False,
        ),
    ] = None,
    age: Annotated[
        float | None,
        typer.Option(help="Age of their last common ancestor, million years.", show_default=False),
    ] = None,
    draw: Annotated[
        int | None,
        typer.Option(help="Draw the ages of all nodes this many times.", show_default=False),
    ] = None,
    seed: RandomSeed = 0,
    own: OwnTree = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write Newick, one tree a line, to this file instead of printing it.",
            callback=a_new("TREES"),
            show_default=False,
        ),
    ] = None,
) -> None:
    """Show the dated tree, or the relatives of a species.

    Can also give a species that is not on it a place (--beside, --age), or draw the ages of its
    nodes anew (--draw). The tree is the library's, or one of your own (--tree), which `run` and
    `contrast` read as well.
    """
    from ..base.errors import InputError
    from ..base.files import write_text
    from ..profile.newick import newick
    from ..profile.tree import graft, redraw, relatives, tree

    made = tree(own)
    if (beside is None) != (age is None) or (beside is not None and species is None):
        raise InputError(
            "--beside and --age go together, with the name of the species that is to have a place."
        )
    if draw is not None and not 1 <= draw <= MOST_DRAWS:
        raise InputError(f"--draw {draw}: must lie between 1 and {MOST_DRAWS:,}.")
    if seed and draw is None:
        raise InputError("--seed: is that of --draw: give both, or neither.")
    if species is not None and beside is None and (draw is not None or out is not None):
        raise InputError(
            f"--{'draw' if draw is not None else 'out'}: is about whole trees: leave {species} "
            "out, or give it a place with --beside and --age."
        )
    if species is not None and beside is not None and age is not None:
        made = graft(made, species, beside, age)
    elif species is not None:
        table = plain_table("", "million years", "species")
        for other, split in relatives(species, made):
            table.add_row(Number(split, 2), other)
        console().print(table)
        differ = "" if own else "; sources differ by 20-40 %"
        console().print(f"million years since the last common ancestor{differ}")
        return
    trees = [made] if draw is None else redraw(made, draw, seed)
    text = "\n".join(newick(each) for each in trees)
    if out is None:
        console().print(text)
    else:
        write_text(out, text + "\n")
        tell_file("tree", out)
