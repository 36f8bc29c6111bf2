"""The supply of experience of a group; part of the contract of sources."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ..base.brief import brief
from ..layouts.contract import Flags, Floats, Ints
from ._tables import AUDITORY_SELF


@dataclass(frozen=True)
class Supply:
    """Supply of experience of a group: the rates of a profile as chances to draw with.

    Made by :func:`mirror_abm.experience.supply.resolve`.

    Attributes
    ----------
    action_rate : ndarray of float, shape (K,)
        Spontaneous acts per active hour of each action; synchronous acts, copies and answers are
        apart.
    visible, audible : ndarray of bool, shape (K,)
        Whether the animal can see itself do the action, and whether it can hear it.
    solitary : bool
        Whether the animals live alone.
    attention, hearing : float
        Factors of the chance to see, and to hear, an act of another; times the relative tie.
    gaze : float
        Chance to see one's own visible act.
    copied : float
        Chance that a spontaneous act is copied.
    answered : float
        Chance that a spontaneous audible act is answered by the same sound.
    fidelity : float
        Chance that a copy is the same action.
    latency, latency_sd : float
        Median (seconds) and log standard deviation of the latency of copies and answers.
    complement : ndarray of int, shape (K,)
        Action that answers each in complementary exchanges, -1 for none.
    complemented : float
        Chance that a spontaneous act that has such an answer gets it.
    mirror_rate, mirror_duration : float
        Bouts before a mirror per hour, and their length in seconds.
    bout_rate, bout_duration : float
        Bouts of synchrony per hour *experienced by an animal*, and their length in seconds.
    tempo : float
        Beats per minute in a bout of synchrony.
    participation, coherence : float
        Chance to take part in a bout, and to act on a beat of it.
    synchronous : ndarray of float, shape (K,)
        Weights by which the act of a bout is chosen: spontaneous acts per active hour of those
        that can be done in synchrony, 0 for the others.
    copied_from, copied_until : float
        Age in active hours from which, and until which, acts are copied.
    block_rate : float or None
        Acts per active hour of an average animal by which time is divided into blocks; None for
        all of its acts. It is not to depend on what is switched off.
    early : float
        Age in active hours at the end of the early period of life, for accounts that speak of one.
    infant_until : float
        Age in active hours until which the two that follow hold; a block of time belongs to the
        stage in which it begins.
    infant_attention, infant_gaze : float
        ``attention`` and ``gaze`` of infants, where an account sets them apart.
    regions, infant_watches : tuple of str
        Region of the body of each action, and those that ``infant_gaze`` is for; of other acts
        infants see as much as adults.
    own_voice : int
        Population of sensory units that the animal's own sounds excite: ``AUDITORY_SELF``, or
        ``AUDITORY`` where one population serves all sounds.
    """

    action_rate: Floats
    visible: Flags
    audible: Flags
    solitary: bool
    attention: float
    hearing: float
    gaze: float
    copied: float
    answered: float
    fidelity: float
    latency: float
    latency_sd: float
    complement: Ints
    complemented: float
    mirror_rate: float
    mirror_duration: float
    bout_rate: float
    bout_duration: float
    tempo: float
    participation: float
    coherence: float
    synchronous: Floats
    copied_from: float = 0.0
    copied_until: float = math.inf
    block_rate: float | None = None
    early: float = 0.0
    infant_until: float = 0.0
    infant_attention: float = 0.0
    infant_gaze: float = 0.0
    regions: tuple[str, ...] = ()
    infant_watches: tuple[str, ...] = ()
    own_voice: int = AUDITORY_SELF

    __repr__ = brief

    @property
    def beats(self) -> int:
        """Number of beats in one bout of synchrony."""
        return max(1, round(self.bout_duration * self.tempo / 60))

    @property
    def own_rate(self) -> float:
        """Spontaneous acts per active hour."""
        return float(self.action_rate.sum())

    @property
    def opening_rate(self) -> float:
        """Spontaneous acts per active hour that could open a complementary exchange."""
        return float(self.action_rate[self.complement >= 0].sum())

    @property
    def rate(self) -> float:
        """All acts per active hour of an average animal.

        Spontaneous acts, copies, answers and synchronous acts.
        """
        if self.solitary:
            return self.own_rate
        answers = self.answered * float(self.action_rate[self.audible].sum())
        answers += self.complemented * self.opening_rate
        return (
            self.own_rate * (1 + self.copied)
            + answers
            + self.bout_rate * self.beats * self.coherence
        )
