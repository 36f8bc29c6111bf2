"""Infancies that an account arranges: hands are watched, and what is contingent is preferred."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..sources.contract import Supply
from ._open import Open

#: what the accounts with such an infancy leave open
INFANCY = {
    "gaze": Open(
        0.8,
        0.6,
        0.95,
        "share",
        "chance that an infant watches its own act of the hand (forelimb); assumed: the authors "
        "write of a marked preference for hands, and give no rate in what was read",
    ),
    "preference": Open(
        0.5,
        0.0,
        0.9,
        "share",
        "share of the acts of others which an infant would see at another age, that it leaves "
        "unattended because they do not follow its own; assumed, and none is possible: of infants "
        "of five months the contrary is published (Bahrick & Watson 1985, abstract)",
    ),
}


def arranged(supply: Supply, drawn: Mapping[str, float]) -> Supply:
    """Return the supply of an infant that watches its hands and prefers what is contingent.

    Parameters
    ----------
    supply : Supply
        Supply of experience.
    drawn : mapping of str to float
        ``gaze`` and ``preference``.

    Returns
    -------
    Supply
        The same after the early period of life, whose end is drawn. Until then own visible acts of
        the forelimb are seen with a chance of at least ``gaze``, unless the animal sees none of its
        acts at all - their sight is prevented, or anatomy rules it out -; and of the acts of others
        that are not answers to its own, only the share ``1 - preference`` of what it would see is
        seen. Copies of its acts and synchronous acts, which are contingent, are seen as ever.
    """
    return replace(
        supply,
        infant_until=supply.early,
        infant_gaze=max(supply.gaze, drawn["gaze"]) if supply.gaze > 0 else 0.0,
        infant_watches=("forelimb",),
        infant_attention=supply.attention * (1 - drawn["preference"]),
    )
