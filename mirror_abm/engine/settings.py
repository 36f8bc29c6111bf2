"""Numbers set by hand, by dotted name: of a species' profile, or global constants."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from ..base.brief import some
from ..base.checks import finite, mapping
from ..base.errors import InputError, did_you_mean
from ..base.log import tell
from ..profile.examination import examine
from ..profile.faults import worded
from ..profile.species import SpeciesProfile

#: constants that are a number of all species which do not state it themselves, and how they do
FOR_ALL = {"acts_rate": "acts.rate", "exchange_rate": "experience.complementary.rate"}
BY_HAND = "set by hand for this run"  #: the reason that a number set by hand is given


def parse_settings(
    settings: Iterable[str],
    option: str = "--set",
    example: str = "experience.being_imitated.rate=0",
) -> dict[str, float]:
    """Return ``["constants.tau=2", ...]`` as a mapping from dotted name to number.

    Parameters
    ----------
    settings : iterable of str
        What was typed.
    option : str, default "--set"
        How it was typed, for the sentence of an error.
    example : str
        What might have been typed.

    Returns
    -------
    dict of str to float
        Number by name.

    Raises
    ------
    InputError
        For what is no name and number, or a name that is given twice.
    """
    parsed: dict[str, float] = {}
    for text in settings:
        name, sign, value = (part.strip() for part in text.partition("="))
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if not name or not sign or not math.isfinite(number):
            raise InputError(f"{option} {text}: must be NAME=NUMBER, for example {example}.")
        if name in parsed:
            raise InputError(f"{option} {text}: {name} is given twice: give it once.")
        parsed[name] = number
    return parsed


def by_hand(profiles: Mapping[str, Any]) -> dict[str, float]:
    """Return the numbers that were set by hand in profiles, as plain values, by dotted name.

    Parameters
    ----------
    profiles : mapping from str to dict
        Profiles by name, as a plan keeps them.

    Returns
    -------
    dict of str to float
        Those that :func:`override` set.
    """

    def walk(value: Any, path: tuple[str, ...]) -> Iterator[tuple[str, float]]:
        if isinstance(value, dict) and value.get("reason") == BY_HAND:
            yield ".".join(path), float(value["value"])
        elif isinstance(value, dict):
            for key, item in value.items():
                yield from walk(item, (*path, key))
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, dict) and "name" in item:
                    yield from walk(item, (*path, str(item["name"])))

    return dict(found for profile in profiles.values() for found in walk(profile, ()))


def split(settings: Mapping[str, float] | None) -> tuple[dict[str, float], dict[str, float]]:
    """Return the constants, and the numbers of a profile, that ``settings`` fix."""
    given = {name: finite(name, value) for name, value in mapping("settings", settings).items()}
    fixed = {
        name.removeprefix("constants."): value
        for name, value in given.items()
        if name.startswith("constants.")
    }
    return fixed, {
        name: value for name, value in given.items() if not name.startswith("constants.")
    }


def override(profile: SpeciesProfile, settings: Mapping[str, float]) -> SpeciesProfile:
    """Return ``profile`` with some of its numbers fixed.

    Name, bounds and consistency are checked again.

    Parameters
    ----------
    profile : SpeciesProfile
        The profile as written.
    settings : mapping from str to float
        Values by dotted name.

    Returns
    -------
    SpeciesProfile
        A new profile, or the same where nothing is set.

    Raises
    ------
    InputError
        For an unknown name, or a value that the profile cannot have.
    """
    if not settings:
        return profile
    data = profile.model_dump(mode="json")
    known = profile.quantities()
    for name, number in settings.items():
        if name not in known:
            raise InputError(
                f"settings (--set) {name or repr(name)}: {profile.name} has no such number."
                f"{_constant_for(name) or did_you_mean(name, known)} "
                f"`mirror-abm species show {profile.name}` lists them."
            )
        here: Any = data
        for key in name.split("."):
            here = (
                next(a for a in here if a["name"] == key) if isinstance(here, list) else here[key]
            )
        here.update(value=number, low=number, high=number, how="guess", reason=BY_HAND)
    found, made = examine(SpeciesProfile, data)
    if found:
        # a sum is wrong because a part of it is
        innermost = max(found, key=lambda fault: len(fault.path))
        raise InputError(
            f"settings (--set) {', '.join(f'{k}={v:g}' for k, v in settings.items())}: "
            f"{worded(innermost)}"
        )
    return cast(SpeciesProfile, made)


def _constant_for(name: str) -> str:
    """Return which constant is the number of a profile that does not state it, as a sentence."""
    constants = [constant for constant, stated in FOR_ALL.items() if stated == name]
    return "".join(f" Its file states none: set constants.{each}." for each in constants)


def check_used(profiles: Iterable[SpeciesProfile], fixed: Mapping[str, float]) -> None:
    """Tell where a constant that was set by hand is not used, as a profile states its own number.

    Parameters
    ----------
    profiles : iterable of SpeciesProfile
        All species of a run.
    fixed : mapping from str to float
        The constants that were set by hand.

    Raises
    ------
    InputError
        For a constant that no species of the run uses.
    """
    by_name = {profile.name: profile.quantities() for profile in profiles}
    for constant in (each for each in FOR_ALL if each in fixed):
        stated = FOR_ALL[constant]
        own = [name for name, numbers in by_name.items() if stated in numbers]
        text = (
            f"settings (--set) constants.{constant} = {fixed[constant]:g}: not used for "
            f"{some(own, 60)}, as {stated} stands in the profile: set that instead"
        )
        if own and len(own) == len(by_name):
            raise InputError(f"{text}.")
        if own:
            tell(__name__, f"{text}; used for {len(by_name) - len(own)} other species.")
