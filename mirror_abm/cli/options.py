"""Arguments and options that several commands take, each defined once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

OneSpecies = Annotated[
    str, typer.Argument(help="Name of a bundled species, or path of a species file.")
]
RunName = Annotated[
    str,
    typer.Argument(metavar="RUN", help="A run id, or its beginning, or the path of its folder."),
]
RunFolder = Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for runs.")]
RandomSeed = Annotated[int, typer.Option("--seed", help="Seed of all draws.")]
Processes = Annotated[
    int | None,
    typer.Option("--workers", help="Processes [default: one per core].", show_default=False),
]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="NAME=NUMBER",
        help="Fix a number of the profiles, e.g. experience.being_imitated.rate=0, or a "
        "constant, e.g. constants.tau=2 (repeatable).",
        show_default=False,
    ),
]
StudyAnimals = Annotated[int, typer.Option("--animals", help="Animals of the study.")]
StudyUnits = Annotated[int, typer.Option("--units", help="Units recorded in each animal.")]
Sensitivity = Annotated[
    str,
    typer.Option(
        metavar="LOW,HIGH",
        help="Chance that a congruent unit is met and called so, uniform in this range.",
    ),
]
FalsePositive = Annotated[
    str,
    typer.Option(
        metavar="LOW,HIGH",
        help="Chance that another unit is called congruent, uniform in this range.",
    ),
]
NewBlocks = Annotated[
    Path | None,
    typer.Option(
        "--write", metavar="FILE", help="File for the blocks of a species file.", show_default=False
    ),
]
ReferenceKey = Annotated[
    str, typer.Option("--key", help="Key of your reference in references.bib.")
]
