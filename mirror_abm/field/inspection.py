"""A species file before it is run: all its faults, and what is allowed but improbable, each with file, line and column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import NamedTuple

from ..base.errors import Faults, InputError
from ..base.files import cache_folder, canonical, digest, read_json, read_text, shown, write_json
from ..base.library import LIBRARY
from ..base.yaml_text import parse_yaml
from ..experience.supply import DAYS_PER_YEAR
from ..profile.citations import bibliography
from ..profile.faults import Fault, in_order, sentences
from ..profile.inheritance import chain
from ..profile.quantity import Quantity
from ..profile.species import SpeciesProfile, examined, library, load_species
from ..simulation.plan import make_plan

FAR = 10.0  #: this many times the relatives' median, and beyond all of them, is worth a second look
FEW = 3  #: relatives that make a range; below, all species of the library do
HEARD_BY = {"audition", "vibration"}  #: senses that meet an audible act
SOCIAL = tuple(
    f"experience.{name}.rate" for name in ("being_imitated", "synchrony", "sound", "complementary")
)
SEEN = (
    "experience.being_imitated.rate",
    "experience.mirrors.rate",
    "experience.self_observation.rate",
    "experience.synchrony.rate",
)
UNSEEN = {
    "face",
    "head",
    "ear",
    "brow",
    "eye",
    "throat",
    "neck",
    "nape",
}  #: effectors an animal cannot see without a mirror
IN_YEARS = {"years": 1.0, "days": 1 / DAYS_PER_YEAR}
AGES = (
    ("life_history.weaning", "life_history.maturity"),
    ("life_history.maturity", "life_history.lifespan"),
    ("experience.being_imitated.stage.offset", "life_history.lifespan"),
)
PLACEHOLDER = "replace:"  #: how a reason begins that ``species new`` wrote


@dataclass(frozen=True)
class Inspection:
    """What was found in a species file; ``profile`` is there where nothing is wrong."""

    name: str
    faults: list[str]
    warnings: list[str]
    profile: SpeciesProfile | None


class Relative(NamedTuple):
    """One number of a species of the library."""

    species: str
    value: float
    low: float
    high: float


def inspect(file: Path) -> Inspection:
    """Return all that is wrong or improbable in the species file ``file``.

    Raises
    ------
    InputError : no such file, a folder, or one that is too large. StorageError : one that cannot be read.
    """
    text, name = read_text(file), shown(file)
    found, profile = examined(text, name, bibliography(file), file)
    if profile is None:
        return Inspection(name, found, [], None)
    document = chain(parse_yaml(text, name), name, file, (file.parent, LIBRARY))
    found = in_order([*found, *sentences(_impossible(profile), document, name)])
    return Inspection(
        name,
        found,
        sentences(improbable(profile, file), document, name),
        None if found else profile,
    )


def _impossible(profile: SpeciesProfile) -> list[Fault]:
    """Return the rates that the engine cannot bring about."""
    try:
        make_plan([profile])
    except InputError as error:
        told = error.sentences if isinstance(error, Faults) else [str(error)]
        return [_fault(sentence.removeprefix(f"{profile.name} ")) for sentence in told]
    return []


def _fault(sentence: str) -> Fault:
    """Return the fault whose sentence begins with a dotted name of a number."""
    named = re.match(r"([a-z_]+(?:\.[a-z_0-9]+)+) = ", sentence)
    if not named:
        return Fault((), sentence)
    return Fault((*named.group(1).split("."), "value"), f" = {sentence[named.end() :]}")


# ------------------------------------------------------------------ plausibility
def improbable(profile: SpeciesProfile, file: Path) -> Iterator[Fault]:
    """Yield what is allowed but deserves a second look."""
    if file.stem != profile.name:
        yield Fault(
            ("name",),
            f" = {profile.name!r}: the file is called {file.name}; runs and figures will say {profile.name}.",
        )
    yield from _unwritten(profile)
    yield from contradictions(profile)
    known = ranges()
    for path, dotted, item in _numbers(profile):
        if item.reason.lower().startswith(PLACEHOLDER):
            yield Fault(
                (*path, "reason"),
                f" = {item.reason[:40]!r}: still to be replaced: say how this number is known.",
            )
        yield from _far(path, item, known.get(dotted, []), profile)
        if item.how == "guess" and item.low == item.high and not dotted.endswith(".share"):
            yield Fault(
                (*path, "low"),
                f" = {item.low:g}: a guess without a range: it would be taken as certain.",
            )


def _unwritten(profile: SpeciesProfile) -> Iterator[Fault]:
    """Yield the texts, other than reasons of numbers, that ``species new`` left to be written."""
    texts: dict[tuple[str, ...], object] = {
        ("stage",): profile.stage,
        ("group", "reason"): profile.group.reason,
    }
    texts |= {("taxon", key): value for key, value in profile.taxon.model_dump().items()}
    for path, text in texts.items():
        if isinstance(text, str) and text.lower().startswith(PLACEHOLDER):
            yield Fault(path, f" = {text[:40]!r}: still to be replaced.")


def contradictions(profile: SpeciesProfile) -> Iterator[Fault]:
    """Yield what one part of a profile says and another denies; all of it can be run, so none of it is a fault.

    Senses against what is perceived; a solitary life against what needs company; effectors of the animal's own face against its
    seeing them; and ages out of order.
    """
    numbers, senses = profile.quantities(), set(profile.senses)
    loud = [action.name for action in profile.actions if action.audible]
    if loud and not senses & HEARD_BY:
        yield Fault(
            ("senses",),
            f": no {' or '.join(sorted(HEARD_BY))}, but {', '.join(loud)} would be heard.",
        )
    seen = (
        [name for name in SEEN if name in numbers and numbers[name].high > 0]
        if not senses & {"vision"}
        else []
    )
    if seen:
        yield Fault(
            ("senses",),
            f": no vision, but {', '.join(seen)} would be sights: the engine does not read senses.",
        )
    if profile.group.layout == "solitary":
        for name in SOCIAL:
            if numbers.get(name) and numbers[name].high > 0:
                yield Fault(
                    (*name.split("."), "value"),
                    f" = {numbers[name].value:g}: never happens: the layout is solitary.",
                )
    for at, action in enumerate(profile.actions):
        if action.visible_to_self and action.effector in UNSEEN:
            yield Fault(
                ("actions", at, "visible_to_self"),
                f" = True: but an animal cannot see its own {action.effector}.",
            )
    for earlier, later in AGES:
        first, then = numbers.get(earlier), numbers.get(later)
        if first and then and first.value * IN_YEARS[first.unit] > then.value * IN_YEARS[then.unit]:
            yield Fault(
                (*earlier.split("."), "value"),
                f" = {first.value:g} {first.unit}: is later than {later}, "
                f"{then.value:g} {then.unit}.",
            )


def _numbers(profile: SpeciesProfile) -> Iterator[tuple[tuple[str | int, ...], str, Quantity]]:
    """Yield path in the file, name in the library's ranges, and number."""
    at = {action.name: index for index, action in enumerate(profile.actions)}
    for dotted, item in profile.quantities().items():
        keys = dotted.split(".")
        if keys[0] == "actions":
            yield ("actions", at[keys[1]], *keys[2:]), f"actions.{keys[-1]}", item
        else:
            yield tuple(keys), dotted, item


def _far(
    path: tuple[str | int, ...],
    item: Quantity,
    all_of_them: list[tuple[str, Relative]],
    profile: SpeciesProfile,
) -> Iterator[Fault]:
    """Yield the warning for a number that is far from those of its relatives."""
    others = [
        (taxon, relative) for taxon, relative in all_of_them if relative.species != profile.name
    ]
    near = [relative for taxon, relative in others if taxon == profile.taxon.taxonomic_class]
    whom = f"the library's {profile.taxon.taxonomic_class}"
    if len({relative.species for relative in near}) < FEW:
        near, whom = [relative for _, relative in others], "all species of the library"
    if not near or path[-1] == "share":
        return
    low, high = min(relative.low for relative in near), max(relative.high for relative in near)
    least, middle, most = (f(relative.value for relative in near) for f in (min, median, max))
    if item.unit == "share":
        far = not low <= item.value <= high
    else:
        far = not least <= item.value <= most and not (middle / FAR < item.value < middle * FAR)
    if far:
        times = (
            f"is {item.value / middle:.2g} times the median, {middle:g}, of"
            if item.value > 0 < middle
            else "is far from"
        )
        yield Fault(
            (*path, "value"),
            f" = {item.value:g}: {times} {whom}, {least:g} to {most:g}. Is it in {item.unit}?",
        )


def ranges() -> dict[str, list[tuple[str, Relative]]]:
    """Return the numbers of all species of the library by name, each with its class; kept in the cache between calls."""
    stamp = digest(
        canonical({name: digest(read_text(LIBRARY / f"{name}.yaml")) for name in library()})
    )[:16]
    try:
        kept = cache_folder() / f"ranges-{stamp}.json"
        rows = read_json(kept) if kept.is_file() else None
    except (InputError, OSError):
        kept, rows = None, None
    if rows is None:
        rows = [
            [dotted, profile.taxon.taxonomic_class, profile.name, item.value, item.low, item.high]
            for profile in map(load_species, library())
            for _, dotted, item in _numbers(profile)
        ]
        if kept is not None:
            write_json(kept, rows)
    found: dict[str, list[tuple[str, Relative]]] = {}
    for dotted, taxon, *relative in rows:
        found.setdefault(dotted, []).append((taxon, Relative(*relative)))
    return found
