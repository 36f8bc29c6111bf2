"""The species of a run as they were given, and under the priors of a mixture.

The plan of a run under a mixture of priors holds every profile three times: as authored in
``profiles``, where names, acts and senses are read, and under the other priors in ``by_prior``.
Which one a replicate lives by is :func:`mirror_abm.profile.prior.prior_of`. A quantile keeps its
address under all three, so that replicate r of a mixture is replicate r of a run under its prior,
to the last byte.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..base.errors import InputError
from ..engine.settings import override
from ..profile.prior import MIXTURE, PRIORS, under
from ..profile.species import SpeciesProfile, library, load_species, shipped


def as_given(species: Sequence[str | SpeciesProfile]) -> dict[str, SpeciesProfile]:
    """Return the profiles of a run by name, before anything is changed in them.

    Parameters
    ----------
    species : sequence of str or SpeciesProfile
        Names, paths of files, or profiles; none means all bundled ones.

    Returns
    -------
    dict of str to SpeciesProfile
        In the order given.

    Raises
    ------
    InputError
        If one species is named twice.
    """
    chosen = [
        item if isinstance(item, SpeciesProfile) else load_species(item)
        for item in (species or library())
    ]
    profiles = {item.name: item for item in chosen}
    if len(profiles) < len(chosen):
        raise InputError("species: one species is named twice: each must have a name of its own.")
    return profiles


def not_of_the_library(
    profiles: Mapping[str, SpeciesProfile], species: Sequence[str | SpeciesProfile]
) -> dict[str, dict[str, Any]]:
    """Return those profiles, as plain values, that the library does not hold under their names.

    Parameters
    ----------
    profiles : mapping of str to SpeciesProfile
        See :func:`as_given`.
    species : sequence of str or SpeciesProfile
        What they were given as.

    Returns
    -------
    dict of str to dict
        By name.
    """
    if all(isinstance(item, str) and not item.endswith((".yaml", ".yml")) for item in species):
        return {}
    bundled = set(shipped())
    return {
        name: item.model_dump(mode="json")
        for name, item in profiles.items()
        if name not in bundled or load_species(name) != item
    }


def other_priors(
    profiles: Mapping[str, SpeciesProfile], prior: str, numbers: dict[str, float]
) -> dict[str, tuple[SpeciesProfile, ...]]:
    """Return the profiles of a mixture under the priors other than authored.

    Parameters
    ----------
    profiles : mapping of str to SpeciesProfile
        The species as they were given.
    prior : str
        Prior of the run.
    numbers : dict of str to float
        Numbers of profiles that are set by hand, under every prior.

    Returns
    -------
    dict of str to tuple of SpeciesProfile
        By prior; empty unless the run is a mixture.
    """
    return {
        name: tuple(override(under(item, name), numbers) for item in profiles.values())
        for name in (PRIORS[1:] if prior == MIXTURE else ())
    }


def as_values(
    others: Mapping[str, Iterable[SpeciesProfile]],
) -> dict[str, dict[str, dict[str, Any]]]:
    """Return the profiles of a mixture as a plan holds them.

    Parameters
    ----------
    others : mapping of str to iterable of SpeciesProfile
        By prior.

    Returns
    -------
    dict
        Prior, name, profile as plain values.
    """
    return {
        prior: {item.name: item.model_dump(mode="json") for item in held}
        for prior, held in others.items()
    }
