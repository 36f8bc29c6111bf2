"""Canalized (Del Giudice, Manera & Keysers 2009): infancy is arranged to feed a Hebbian learner.

Infants watch their own hands, and move them rhythmically: the account changes the *supply* of
experience. Own visible acts are watched with a chance of at least 0.8, unless the animal sees none
of its own acts at all. Nothing else is changed, and no weight is built in.
"""

from dataclasses import replace

from .contract import Supply

RULE = "hebbian"

SUPPLY = True

GAZE = 0.8  #: chance that an infant watches its own visible act; assumed

REFUTED_BY = (
    "mirror units for acts that the animal cannot see itself do, in animals that are not imitated; "
    "no fall of mirror responses when the sight of the own hands is prevented; "
    "a fall of the response where acts come without the sight (contingency), "
    "or where another cue predicts them"
)


def supply(supply: Supply) -> Supply:
    """Return the supply of an infant that watches its own hands.

    Parameters
    ----------
    supply : Supply
        Supply of experience.

    Returns
    -------
    Supply
        The same, with a gaze of at least ``GAZE``; but one of 0 - the sight of the own acts is
        prevented, or anatomy rules it out - stays 0.
    """
    return replace(supply, gaze=max(supply.gaze, GAZE)) if supply.gaze > 0 else supply
