"""Arguments and options that several commands take, each defined once.

Every option or argument that is a path says by its callback what it is: a file that is read, a
file that is written, or a folder. What is wrong with it is told before any work is done.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer


def _checked(value: Any, param: typer.CallbackParam, check: Callable[[str, Path], Path]) -> Any:
    """Return a typed path, or several, each checked under the name of its option."""
    named = next((name for name in param.opts if name.startswith("--")), param.name or "path")
    if isinstance(value, (list, tuple)):
        return [check(named, Path(each)) for each in value]
    return value if value is None else check(named, Path(value))


def a_file_to_read(param: typer.CallbackParam, value: Any) -> Any:
    """Return the path of a file to be read; whoever reads it tells what is wrong with it."""
    from ..base.destinations import typed_path

    return _checked(value, param, typed_path)


def a_folder(param: typer.CallbackParam, value: Any) -> Any:
    """Return the path of a folder, which is made where it has to be."""
    from ..base.destinations import folder_to_be

    return _checked(value, param, folder_to_be)


def a_new(kind: str) -> Callable[[typer.CallbackParam, Any], Any]:
    """Return a function that returns the path of a file to be written.

    ``kind`` is a name of :mod:`mirror_abm.base.destinations`: PICTURES, PAGES, TREES, ...
    """

    def a_file_to_write(param: typer.CallbackParam, value: Any) -> Any:
        from ..base import destinations

        begins = getattr(destinations, kind)
        return _checked(value, param, lambda what, path: destinations.new_file(what, path, begins))

    return a_file_to_write


OneSpecies = Annotated[
    str, typer.Argument(help="Name of a bundled species, or path of a species file.")
]
SpeciesFiles = Annotated[list[Path], typer.Argument(help="Species files.", callback=a_file_to_read)]
RunName = Annotated[
    str,
    typer.Argument(metavar="RUN", help="A run id, or its beginning, or the path of its folder."),
]
TrainingTrials = Annotated[int, typer.Option("--trials", help="Trials of each act a day.")]
TrainingDays = Annotated[
    int, typer.Option("--days", help="Days of training, each ended by a night.")
]
SameDraws = Annotated[
    list[str] | None,
    typer.Option(
        "--also",
        metavar="RUN",
        help="Another run of the same draws, of other species or raised --without something, or "
        "its table of draws (repeatable): studies are made in all of them.",
        show_default=False,
    ),
]
RunFolder = Annotated[
    Path, typer.Option("--out", metavar="DIR", help="Folder for runs.", callback=a_folder)
]
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
GroupCap = Annotated[int, typer.Option("--cap", help="The largest group that is simulated.")]
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
OwnTree = Annotated[
    Path | None,
    typer.Option(
        "--tree",
        metavar="FILE",
        help="A dated tree of your own, in Newick [default: the library's].",
        callback=a_file_to_read,
        show_default=False,
    ),
]
NewFigure = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Draw the figure into FILE, .png, .pdf or .svg, instead of the run's folder.",
        callback=a_new("PICTURES"),
        show_default=False,
    ),
]
NewBlocks = Annotated[
    Path | None,
    typer.Option(
        "--write",
        metavar="FILE",
        help="File for the blocks of a species file, .yaml.",
        callback=a_new("BLOCKS"),
        show_default=False,
    ),
]
ReferenceKey = Annotated[
    str, typer.Option("--key", help="Key of your reference in references.bib.")
]
