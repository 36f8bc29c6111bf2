"""What the senses of a species let it perceive: no vision, no sights; no hearing, no sounds.

Vibration counts as hearing. Touch, smell and chemoreception bring neither sights nor sounds.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

HEARING = frozenset({"audition", "vibration"})  #: senses that meet an audible act
#: what an animal can be deprived of, and the senses of a profile that go with it
SENSES = {"vision": frozenset({"vision"}), "hearing": HEARING}


def sees(senses: Collection[str]) -> bool:
    """Return whether an animal with these senses sees acts."""
    return "vision" in senses


def hears(senses: Collection[str]) -> bool:
    """Return whether an animal with these senses hears audible acts, if only as vibrations."""
    return not HEARING.isdisjoint(senses)


def left(senses: Collection[str], lost: Collection[str]) -> list[str]:
    """Return the senses that an animal has left.

    Parameters
    ----------
    senses : collection of str
        Those of its species, as its profile names them.
    lost : collection of str
        What it is deprived of, keys of ``SENSES``.

    Returns
    -------
    list of str
        In the order of the profile.

    Examples
    --------
    >>> left(["vision", "audition", "vibration"], ["hearing"])
    ['vision']
    """
    gone = frozenset().union(*(SENSES[name] for name in lost))
    return [sense for sense in senses if sense not in gone]


def perceives(profile: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the modalities in which a species perceives acts, from the text of its profile.

    Parameters
    ----------
    profile : mapping
        With ``senses`` and ``actions``, as in a species file.

    Returns
    -------
    tuple of str
        Of ``visual`` and ``auditory``: the first where it sees, the second where it hears and any
        act makes a sound.

    Examples
    --------
    >>> perceives({"senses": ["touch", "vibration"], "actions": [{"audible": True}]})
    ('auditory',)
    """
    loud = any(action["audible"] for action in profile["actions"])
    there = {"visual": sees(profile["senses"]), "auditory": loud and hears(profile["senses"])}
    return tuple(name for name, can in there.items() if can)
