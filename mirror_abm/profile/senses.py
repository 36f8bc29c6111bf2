"""What the senses of a species let it perceive: no vision, no sights; no hearing, no sounds.

Vibration counts as hearing. Touch, smell and chemoreception bring neither sights nor sounds.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

HEARING = frozenset({"audition", "vibration"})  #: senses that meet an audible act


def sees(senses: Collection[str]) -> bool:
    """Return whether an animal with these senses sees acts."""
    return "vision" in senses


def hears(senses: Collection[str]) -> bool:
    """Return whether an animal with these senses hears audible acts, if only as vibrations."""
    return not HEARING.isdisjoint(senses)


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
