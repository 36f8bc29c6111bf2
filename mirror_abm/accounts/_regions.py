"""Regions of the body, the same for all species: which effectors an account speaks of together.

A part that no list names is a region of its own.
"""

from __future__ import annotations

#: region -> effectors of the library's species; assumed. The face is what feeds and displays in
#: it: beaks and mandibles serve both
REGIONS = {
    "face": (
        "face",
        "mouth",
        "lips",
        "tongue",
        "jaw",
        "bill",
        "maxilla",
        "mandible",
        "incisor",
        "nostril",
        "whisker",
        "ear",
        "operculum",
        "proboscis",
        "antenna",
    ),
    "forelimb": ("hand", "thumb", "forepaw", "foreleg", "wing", "pectoral_fin"),
    "hindlimb": ("foot", "leg", "hindleg", "midleg"),
    "voice": ("vocal_tract", "syrinx", "phonic_lips", "throat"),
    "body": (
        "head",
        "neck",
        "trunk",
        "torso",
        "thorax",
        "abdomen",
        "spine",
        "tail",
        "fin",
        "skin",
        "plumage",
        "gaster",
    ),
}
_REGION = {effector: region for region, parts in REGIONS.items() for effector in parts}


def region(effector: str) -> str:
    """Return the region of the body to which an effector belongs.

    Parameters
    ----------
    effector : str
        As a species file names it.

    Returns
    -------
    str
        One of ``REGIONS``, or the effector itself where none lists it, such as the arms of an
        octopus.
    """
    return _REGION.get(effector, effector)
