"""What is allowed in a species file but improbable, and deserves a second look."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import median

from ..animal.constant_values import constants_with
from ..experience.supply import DAYS_PER_YEAR
from ..profile.faults import Fault
from ..profile.quantity import COINCIDENCES, Quantity
from ..profile.senses import HEARING
from ..profile.species import SpeciesProfile
from .first_edition import per_bout_in
from .ranges import Relative, placed_numbers, ranges
from .text import PLACEHOLDER
from .watching import watched

FAR = 10.0  #: this many times the relatives' median, and beyond all of them
FEWEST_RELATIVES = 3  #: species that make a range; with fewer, all species of the library do
SOCIAL = tuple(
    f"experience.{name}.rate" for name in ("being_imitated", "synchrony", "sound", "complementary")
)
SIGHTS = tuple(
    f"experience.{name}.rate"
    for name in ("being_imitated", "mirrors", "self_observation", "synchrony")
)
SOUNDS = ("experience.sound.rate",)
#: effectors that an animal cannot see without a mirror
UNSEEN = {"face", "head", "ear", "brow", "eye", "throat", "neck", "nape"}
IN_YEARS = {"years": 1.0, "days": 1 / DAYS_PER_YEAR}
#: ages of which the first must come before the second
IN_ORDER = (
    ("life_history.weaning", "life_history.maturity"),
    ("life_history.maturity", "life_history.lifespan"),
    ("experience.being_imitated.stage.offset", "life_history.lifespan"),
)


def improbable(profile: SpeciesProfile, file: Path) -> Iterator[Fault]:
    """Yield what is allowed but deserves a second look.

    Parameters
    ----------
    profile : SpeciesProfile
        A valid profile.
    file : Path
        Where it was read.

    Yields
    ------
    Fault
        A warning with its place in the file.
    """
    if file.stem != profile.name:
        yield Fault(
            ("name",),
            f" = {profile.name!r}: the file is called {file.name}; runs and figures will say "
            f"{profile.name}.",
        )
    yield from _unwritten(profile)
    yield from _synchrony(profile)
    yield from contradictions(profile)
    yield from watched(profile)
    known = ranges()
    for path, dotted, item in placed_numbers(profile):
        if item.reason.lower().startswith(PLACEHOLDER):
            yield Fault(
                path,
                f": reason = {item.reason[:60]!r}: still to be replaced: say how this number is "
                "known.",
            )
        yield from _far(path, item, known.get(dotted, []), profile)
        if item.how == "guess" and item.low == item.high and not dotted.endswith(".share"):
            yield Fault(
                (*path, "low"),
                f" = {item.low:g}: a guess without a range: it would be taken as certain.",
            )


def _synchrony(profile: SpeciesProfile) -> Iterator[Fault]:
    """Yield bouts where coincidences are meant, and acts too long to be done on each beat."""
    block, point = profile.experience.synchrony, constants_with()
    if block is None:
        return
    place = ("experience", "synchrony")
    if block.rate.unit != COINCIDENCES:
        held, size = per_bout_in(profile)
        yield Fault(
            (*place, "rate", "unit"),
            f" = {block.rate.unit!r}: read as bouts, as in the first edition: write {COINCIDENCES} "
            "if acts with a fellow's same act within 0.2 s were counted"
            + (
                f"; or convert (species upgrade --convert): a bout holds {held:.3g} of them in a "
                f"group of {size}, so {block.rate.value:g} bouts are {block.rate.value * held:.3g}."
                if held
                else "."
            ),
        )
    beat = 60 / point.synchrony_tempo
    lengths = {action.name: action.duration.low for action in profile.actions}
    for at, name in enumerate(block.acts or ()):
        if lengths[name] > beat:
            yield Fault(
                (*place, "acts", at),
                f" = {name!r}: lasts {lengths[name]:g} s at least, and cannot be done again on "
                f"each beat of {beat:g} s.",
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
    """Yield what one part of a profile says and another denies.

    Senses against what is perceived; a solitary life against what needs company; effectors that an
    animal cannot see against its seeing them; and ages out of order. All of it can be run, so none
    of it is a fault.

    Parameters
    ----------
    profile : SpeciesProfile
        A valid profile.

    Yields
    ------
    Fault
        A warning with its place in the file.
    """
    numbers = profile.quantities()
    yield from _senseless(profile, numbers)
    if profile.group.layout == "solitary":
        for name in SOCIAL:
            if name in numbers and numbers[name].high > 0:
                yield Fault(
                    (*name.split("."), "value"),
                    f" = {numbers[name].value:g}: never happens: the layout is solitary.",
                )
    for at, action in enumerate(profile.actions):
        if action.visible_to_self and action.effector in UNSEEN:
            yield Fault(
                ("actions", at, "visible_to_self"),
                f": visible to the animal itself, but it cannot see its own {action.effector}.",
            )
    for earlier, later in IN_ORDER:
        first, then = numbers.get(earlier), numbers.get(later)
        if first and then and first.value * IN_YEARS[first.unit] > then.value * IN_YEARS[then.unit]:
            yield Fault(
                (*earlier.split("."), "value"),
                f" = {first.value:g} {first.unit}: is later than {later}, "
                f"{then.value:g} {then.unit}.",
            )


def _senseless(profile: SpeciesProfile, numbers: dict[str, Quantity]) -> Iterator[Fault]:
    """Yield sounds and sights of an animal without the sense for them, which count as nothing."""
    loud = [action.name for action in profile.actions if action.audible]
    if loud and not profile.hears:
        without = " or ".join(sorted(HEARING))
        heard = [name for name in SOUNDS if name in numbers and numbers[name].high > 0]
        more = f", and {heard[0]} is counted as nothing" if heard else ""
        yield Fault(
            ("senses",), f": no {without}, so that {', '.join(loud)} {_are(loud)} not heard{more}."
        )
    seen = [name for name in SIGHTS if name in numbers and numbers[name].high > 0]
    if seen and not profile.sees:
        yield Fault(
            ("senses",),
            f": no vision, so that {', '.join(seen)} {_are(seen)} counted as nothing.",
        )


def _are(names: list[str]) -> str:
    """Return the verb of a sentence about these."""
    return "is" if len(names) == 1 else "are"


def _far(
    path: tuple[str | int, ...],
    item: Quantity,
    everywhere: list[tuple[str, Relative]],
    profile: SpeciesProfile,
) -> Iterator[Fault]:
    """Yield the warning for a number that is far from those of its relatives."""
    others = [each for each in everywhere if each[1].species != profile.name]
    near = [relative for taxon, relative in others if taxon == profile.taxon.taxonomic_class]
    whom = f"the library's {profile.taxon.taxonomic_class}"
    if len({relative.species for relative in near}) < FEWEST_RELATIVES:
        near, whom = [relative for _, relative in others], "all species of the library"
    if not near or path[-1] == "share":
        return
    values = [relative.value for relative in near]
    least, middle, most = min(values), median(values), max(values)
    if item.unit == "share":
        low, high = min(each.low for each in near), max(each.high for each in near)
        far = not low <= item.value <= high
    else:
        far = not least <= item.value <= most and not middle / FAR < item.value < middle * FAR
    if far:
        times = "is far from"
        if item.value > 0 < middle:
            times = f"is {item.value / middle:.2g} times the median, {middle:g}, of"
        yield Fault(
            (*path, "value"),
            f" = {item.value:g}: {times} {whom}, {least:g} to {most:g}. Is it in {item.unit}?",
        )
