"""The commands ``species ...`` about profiles: list, show, check, new, set, upgrade, diff, cite."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..report.cells import Told
from ..report.terminal import plain_table
from .console import console, tell_file
from .options import OneSpecies, SpeciesFiles, a_file_to_read, a_folder, a_new

if TYPE_CHECKING:
    from ..field.change import Changed
    from ..field.upgrade import Upgraded
    from ..profile.citations import Reference
    from ..profile.species import SpeciesProfile


def _references(profiles: list[SpeciesProfile], given: list[str]) -> list[Reference]:
    """Return the references of some profiles, those beside their own files included."""
    from ..profile.citations import cited

    keys = {key for profile in profiles for key in profile.cited()}
    return cited(keys, [Path(name).parent for name in given if name.endswith((".yaml", ".yml"))])


def species_list() -> None:
    """List the bundled species, then sketches and variants.

    Tells how many numbers of each are measured, derived from a source, and guessed.
    """
    from ..profile.species import load_species, shipped

    heads = ("name", "species", "actions", "measured", "derived", "guessed", "status")
    table = plain_table("", *heads)
    for name in shipped():
        profile = load_species(name)
        table.add_row(
            name,
            Told(
                profile.taxon.vernacular,
                profile.taxon.scientific,
                vernacular=profile.taxon.vernacular,
                stage=profile.stage,
            ),
            len(profile.actions),
            *profile.known().values(),
            profile.status.replace("_", " "),
        )
    console().print(table)


def species_show(
    species: OneSpecies,
    html: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write the page as HTML to this file instead, .html.",
            callback=a_new("PAGES"),
            show_default=False,
        ),
    ] = None,
) -> None:
    """Show a profile as a page: every number and its source.

    Also gives ranges and reasons, what the animals do, what follows from it, and whom to cite.
    """
    from ..base.files import write_text
    from ..profile.species import load_species
    from ..report.html_page import as_html
    from ..report.page import sections
    from ..report.terminal import printable

    profile = load_species(species)
    page = sections(profile, _references([profile], [species]))
    if html is not None:
        write_text(html, as_html(profile, page))
        tell_file("page", html)
        return
    for part in printable(page):
        console().print(part)


def species_check(
    files: SpeciesFiles,
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings too.")] = False,
) -> None:
    """Report all faults and improbable values of species files.

    Each is told with file:line:column. Of a file without faults, prints what the engine makes of
    it.
    """
    from ..base.errors import MirrorError
    from ..field.inspection import inspect

    failed = False
    for file in files:
        try:
            found = inspect(file)
        except MirrorError as error:
            if len(files) == 1:
                raise
            console(stderr=True).print(str(error))
            failed = True
            continue
        for sentence in found.faults:
            console(stderr=True).print(sentence)
        if found.profile is not None:
            _tell_no_faults(found.profile, found.name, len(found.warnings))
        for sentence in found.warnings:
            console(stderr=strict).print(sentence if strict else f"warning: {sentence}")
        if found.profile is not None:
            _show_outlook(found.profile)
        failed = failed or bool(found.faults) or (strict and bool(found.warnings))
    if failed:
        raise typer.Exit(2)


def _tell_no_faults(profile: SpeciesProfile, name: str, warnings: int) -> None:
    """Say that a file has no faults, and how much of it is guessed."""
    numbers = profile.quantities()
    guesses = sum(item.how == "guess" for item in numbers.values())
    told = f"; {warnings} warning{'s' * (warnings != 1)}" if warnings else ""
    console().print(
        f"{name}: no faults. {profile.taxon.scientific}, {len(profile.actions)} actions, "
        f"{len(numbers)} numbers, {guesses} of them guesses{told}."
    )


def _show_outlook(profile: SpeciesProfile) -> None:
    """Print what the engine will make of a species file that has no faults."""
    from ..report.page import outlook
    from ..report.terminal import printable

    for part in printable(outlook(profile)):
        console().print(part)


def species_new(
    name: Annotated[str, typer.Argument(help="corvus_corax, or 'Corvus corax'.")],
    like: Annotated[
        str | None,
        typer.Option(
            metavar="SPECIES",
            help="A species, or a species file, whose numbers and actions are taken over as "
            "guesses [default: the middle of the library].",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path, typer.Option(metavar="DIR", help="Folder for the file.", callback=a_folder)
    ] = Path(),
) -> None:
    """Write a commented draft of a species file that validates.

    Its schema and a place for sources are written beside it.
    """
    from ..base.files import shown
    from ..field.draft import new

    written = new(name, like, out)
    for file in written:
        tell_file("written", file)
    console().print(
        f"Replace its guesses, then `mirror-abm species check {shown(written[0])}` and "
        f"`mirror-abm run {shown(written[0])}`."
    )


def species_set(
    file: Annotated[Path, typer.Argument(help="A species file.", callback=a_file_to_read)],
    setting: Annotated[
        str, typer.Argument(metavar="NAME=VALUE", help="As experience.being_imitated.rate=3.")
    ],
    low: Annotated[float | None, typer.Option(help="Lowest value.", show_default=False)] = None,
    high: Annotated[float | None, typer.Option(help="Highest value.", show_default=False)] = None,
    source: Annotated[
        str | None, typer.Option(help="Key of a reference.", show_default=False)
    ] = None,
    how: Annotated[
        str | None, typer.Option(help="measured, derived or guess.", show_default=False)
    ] = None,
    reason: Annotated[
        str | None, typer.Option(help="How the number is known.", show_default=False)
    ] = None,
) -> None:
    """Change one value of a species file; all else stays as it is."""
    from ..base.errors import InputError
    from ..base.files import shown
    from ..field.change import change

    name, sign, value = setting.partition("=")
    if not sign or not name.strip() or not value.strip():
        raise InputError(
            f"{setting}: must be NAME=VALUE, for example experience.being_imitated.rate=3."
        )
    done = change(
        file, name.strip(), value.strip(), low=low, high=high, source=source, how=how, reason=reason
    )
    console().print(f"{shown(file)}: {name.strip()} is now {value.strip()}.{_told(done)}")


def _told(done: Changed) -> str:
    """Return what of a number followed its value, and what was left as it was."""
    from ..field.text import value_text

    told = ""
    if done.followed:
        told += f" So {_are(done.followed)}: no range is written; --low and --high give one."
    if done.left:
        left = ", ".join(f"{key} {value_text(part)}" for key, part in done.left.items())
        told += f" Left as it was: {left}."
    return told


def _are(names: list[str]) -> str:
    """Return names and their verb."""
    return f"{'is' if len(names) == 1 else 'are'} {' and '.join(names)}"


def species_upgrade(
    files: SpeciesFiles,
    only: Annotated[
        bool,
        typer.Option(
            "--check", help="Show what would change, and write nothing; exit with 1 if anything."
        ),
    ] = False,
    convert: Annotated[
        bool,
        typer.Option(
            "--convert",
            help="Also say in today's terms what the first edition said in others: attention, and "
            "coincidences of synchrony. Numbers change.",
        ),
    ] = False,
) -> None:
    """Rewrite species files in the short form; numbers stay equal.

    Comments are kept. A file whose profile would not be equal is left as it is.
    """
    from ..base.errors import MirrorError
    from ..field.upgrade import upgrade, upgraded

    failed = changed = False
    for file in files:
        try:
            done = (upgraded if only else upgrade)(file, convert)
        except MirrorError as error:
            if len(files) == 1:
                raise
            failed = True
            for sentence in getattr(error, "sentences", [str(error)]):
                console(stderr=True).print(sentence)
            continue
        _tell_upgrade(done, only)
        changed |= done.after != done.before
    if failed or (only and changed):
        raise typer.Exit(2 if failed else 1)


def _tell_upgrade(done: Upgraded, only: bool) -> None:
    """Say what became of a file, or would."""
    from ..base.files import shown

    name, (before, after) = shown(done.file), done.lines
    if done.after == done.before:
        console().print(f"{name}: is in the short form already, {before} lines: nothing changes.")
    elif only:
        console().print("\n".join(done.difference), soft_wrap=True)
        console().print(f"{name}: {before} lines would be {after}; nothing is written.")
    else:
        console().print(f"{name}: {before} lines are now {after}; {done.proof}.")
    for note in done.notes:
        console(stderr=True).print(f"{name} {note}")


def species_diff(
    first: OneSpecies,
    second: OneSpecies,
    everything: Annotated[bool, typer.Option("--all", help="Also what is equal.")] = False,
) -> None:
    """Show two profiles side by side.

    Compares their numbers and ranges, and lists actions that only one of them has.
    """
    from ..profile.species import load_species
    from ..report.difference import compare
    from ..report.terminal import printable

    for part in printable(compare(load_species(first), load_species(second), everything)):
        console().print(part)


def species_cite(
    species: Annotated[
        list[str], typer.Argument(help="Names of bundled species, or paths of species files.")
    ],
    form: Annotated[str, typer.Option("--format", help="text or bibtex.")] = "text",
) -> None:
    """Print the references of the sources that profiles use."""
    from ..base.errors import unknown
    from ..profile.species import load_species

    if form not in ("text", "bibtex"):
        raise unknown("--format", form, ("bibtex", "text"))
    found: list[Any] = _references([load_species(name) for name in species], species)
    for item in found:
        console().print(item.written if form == "bibtex" else item.text)
