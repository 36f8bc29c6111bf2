"""Numbers set by hand, by dotted name: of a species' profile, or global constants."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from ..base.checks import finite, mapping
from ..base.errors import InputError, did_you_mean
from ..profile.examination import examine
from ..profile.faults import worded
from ..profile.species import SpeciesProfile


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
                f"--set {name}: {profile.name} has no such number.{did_you_mean(name, known)} "
                f"`mirror-abm species show {profile.name}` lists them."
            )
        here: Any = data
        for key in name.split("."):
            here = (
                next(a for a in here if a["name"] == key) if isinstance(here, list) else here[key]
            )
        here.update(
            value=number, low=number, high=number, how="guess", reason="set by hand for this run"
        )
    found, made = examine(SpeciesProfile, data)
    if found:
        # a sum is wrong because a part of it is
        innermost = max(found, key=lambda fault: len(fault.path))
        raise InputError(
            f"--set {', '.join(f'{k}={v:g}' for k, v in settings.items())}: {worded(innermost)}"
        )
    return cast(SpeciesProfile, made)
