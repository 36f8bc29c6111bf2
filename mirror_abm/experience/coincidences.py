"""Synchrony in coincidences, what a log counts, and the bouts in which the engine brings them.

A *coincidence* is an own act with at least one fellow's same act within 0.2 s, beyond what chance
gives: several fellows at once are one coincidence. Bouts, tempo and coherence say how coincidences
bunch, not how many there are: the bouts per hour follow from the coincidences per hour.
"""

from __future__ import annotations

import numpy as np

from ..layouts.contract import Floats
from ..profile.quantity import COINCIDENCES
from ..profile.species import SpeciesProfile
from ..sources.contract import Supply

WITHIN = 0.2  #: seconds between two acts that are done at once


def per_bout(supply: Supply, size: int) -> float:
    """Return the coincidences that a participant has in one bout of synchrony.

    Parameters
    ----------
    supply : Supply
        Length, tempo, participation and coherence of bouts.
    size : int
        Animals in the group.

    Returns
    -------
    float
        Expected own acts, in a bout that the animal takes part in with another, that coincide with
        an act of at least one fellow.

    Notes
    -----
    With participation p, coherence c, B beats, n animals, and ``m_b`` beats within 0.2 s of beat b
    (itself alone, unless the tempo is 300 per minute or more)::

        c sum over b of (1 - (1 - p (1 - (1 - c)^m_b))^(n - 1)) / (1 - (1 - p)^(n - 1))

    which is ``B c`` times the chance that at least one fellow acts, given that at least one takes
    part. It grows with the group from ``B c^2`` (two animals) to ``B c``.
    """
    p, c, others = supply.participation, supply.coherence, size - 1
    if others < 1 or p <= 0:
        return 0.0
    beat = np.arange(supply.beats) * (60 / supply.tempo)
    near = (np.abs(beat[:, None] - beat) <= WITHIN + 1e-9).sum(axis=1)
    fellows = 1 - (1 - p * (1 - (1 - c) ** near)) ** others
    return float(c * fellows.sum() / (1 - (1 - p) ** others))


def synchronous(profile: SpeciesProfile, acts: Floats) -> Floats:
    """Return the weights by which the act of a bout of synchrony is chosen.

    Parameters
    ----------
    profile : SpeciesProfile
        Species.
    acts : ndarray of float, shape (K,)
        Spontaneous acts per active hour.

    Returns
    -------
    ndarray of float, shape (K,)
        The spontaneous acts per hour of those that ``experience.synchrony.acts`` names, 0 for the
        others. Where no acts are named: of all silent acts if the rate is in coincidences, of all
        acts if it is in bouts, as in the first edition.
    """
    block = profile.experience.synchrony
    if block is None or (block.acts is None and block.rate.unit != COINCIDENCES):
        return acts
    named = {action.name for action in profile.actions if not action.audible}
    named = named if block.acts is None else set(block.acts)
    return np.asarray(acts * np.array([action.name in named for action in profile.actions]))


def bouts_for(rate: float, supply: Supply, size: int) -> tuple[float, float, str]:
    """Return the bouts per hour that hold ``rate`` coincidences per hour.

    Parameters
    ----------
    rate : float
        Coincidences per active hour of an animal.
    supply : Supply
        Acts and bouts; its ``bout_rate`` is not read.
    size : int
        Animals in the group.

    Returns
    -------
    bouts : float
        Bouts per active hour that an animal takes part in with another; 0 without company.
    most : float
        The most coincidences that are possible; ``bouts`` holds no more.
    why : str
        Why there cannot be more, the end of a sentence.
    """
    if size < 2 or supply.solitary:
        return 0.0, float("inf"), ""
    held, done = per_bout(supply, size), float(supply.synchronous.sum())
    bunched = 3600 / supply.bout_duration * held
    most = min(done, bunched)
    why = f"only {done:.4g} acts that can be done in synchrony are done per hour"
    if bunched < done:
        why = f"a bout lasts {supply.bout_duration:g} s and holds {held:.3g} coincidences"
    return (min(rate, most) / held if held > 0 else 0.0), most, why
