"""What an animal goes through: trials, phases, rearing; part of the contract of experiments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ._stimuli import Act, Stimulus

YEAR = 365.25  #: days


@dataclass(frozen=True)
class Trial:
    """One kind of trial of a phase.

    Attributes
    ----------
    times : int
        How many of them.
    see : tuple of Stimulus
        What is presented, each at its ``onset``; empty for acts without a stimulus.
    do : tuple of str or Act
        Acts that are performed; an :class:`Act` at a time of its own.
    delay : float
        Seconds from the stimuli to the acts that have no time of their own; negative if the acts
        come first.
    probability : float
        Chance that the acts are performed, all of them or none.

    Notes
    -----
    What is learned in it follows from the times as it does in ordinary life: stimuli that begin
    within ``constants.simultaneity`` (0.2 s) of the first are one compound, a later one opens a
    trial of learning of its own; each is settled with the strongest outcome of all acts within
    ``constants.window`` (3 s) of its opening; an act in no window is learned about by the context
    alone. Only ``pause`` is quiet time.
    """

    times: int
    see: tuple[Stimulus, ...] = ()
    do: tuple[str | Act, ...] = ()
    delay: float = 0.3
    probability: float = 1.0

    @property
    def onsets(self) -> tuple[float, ...]:
        """When each stimulus appears, in seconds from the beginning of the trial."""
        return tuple(stimulus.onset for stimulus in self.see)

    @property
    def times_of_acts(self) -> tuple[float, ...]:
        """When each act is done, in seconds from the beginning of the trial."""
        first = min(self.onsets, default=0.0)
        after = first + self.delay if self.see else 0.0
        return tuple(act.onset if isinstance(act, Act) else after for act in self.do)

    @property
    def actions(self) -> tuple[str, ...]:
        """What is done, by name."""
        return tuple(act.action if isinstance(act, Act) else act for act in self.do)


@dataclass(frozen=True)
class Phase:
    """Trials in an order drawn for each animal, the same in all conditions; then nights, then days.

    Attributes
    ----------
    trials : tuple of Trial
        The kinds of trial, mixed.
    nights : int
        Nights after the trials.
    pause : float
        Seconds in which nothing happens after each trial; 0 unless the protocol states it.
    lesion : bool
        Whether the phase begins with a lesion that sets all weights to 0.
    days : float
        Active days of ordinary life after the nights, as they come, each ended by a night.
    age : float or None
        Age in days up to which ordinary life goes on after the nights, in time-lapse where life
        teaches slowly; instead of ``days``.
    rearing : Rearing or None
        What this ordinary life lacks or has; None: what the rearing of the condition did.
    as_reared : bool
        Whether to live on without what the rearing of the condition lacked is meant.
    """

    trials: tuple[Trial, ...] = ()
    nights: int = 0
    pause: float = 0.0
    lesion: bool = False
    days: float = 0.0
    age: float | None = None
    rearing: Rearing | None = None
    as_reared: bool = False

    @property
    def lives(self) -> bool:
        """Whether ordinary life goes on in it."""
        return self.age is not None or self.days != 0


@dataclass(frozen=True)
class Rearing:
    """How the animals of a condition were raised, as far as it differs from the species' profile.

    Attributes
    ----------
    settings : mapping of str to float
        Numbers to fix, by dotted name, such as ``experience.being_imitated.rate``.
    without : str or tuple of str
        Sources of experience that are switched off; ``"all"`` for every one.
    age : float, str or None
        Age in days, where the protocol states one, or ``"maturity"``; None for the default.
    days : float or None
        Active days lived before the experiment as they come, instead of an age.
    without_sense : str or tuple of str
        Senses that the animal is deprived of, ``"vision"`` or ``"hearing"``: it lives as a species
        without the sense would, with all units for what it does not perceive. Without vision
        there are no sights of others or of oneself, no mirrors, and nothing that others do upon
        seeing; without hearing no sounds, its own neither.
    """

    settings: Mapping[str, float] = field(default_factory=dict)
    without: str | tuple[str, ...] = ()
    age: float | str | None = None
    days: float | None = None
    without_sense: str | tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources that are switched off, as a tuple."""
        return (self.without,) if isinstance(self.without, str) else tuple(self.without)

    @property
    def senses(self) -> tuple[str, ...]:
        """The senses that are missing, as a tuple."""
        lost = self.without_sense
        return (lost,) if isinstance(lost, str) else tuple(lost)

    @property
    def differs(self) -> bool:
        """Whether its ordinary life is another than the profile's."""
        changed = any(not name.startswith("constants.") for name in self.settings)
        return changed or bool(self.sources) or bool(self.senses)


def trial(
    times: int,
    see: Stimulus | tuple[Stimulus, ...] = (),
    do: str | Act | tuple[str | Act, ...] = (),
    delay: float = 0.3,
    probability: float = 1.0,
) -> Trial:
    """Return a :class:`Trial`, in which one stimulus, or one act, need not be a tuple.

    Examples
    --------
    >>> from mirror_abm.experiments.contract import at, cue, sight
    >>> cued = trial(20, see=(cue("tone"), sight("grasp").at(0.5)), do=at(0.9, "grasp"))
    >>> cued.onsets, cued.times_of_acts
    ((0.0, 0.5), (0.9,))
    """
    return Trial(
        times,
        tuple(see) if isinstance(see, (tuple, list)) else (see,),
        tuple(do) if isinstance(do, (tuple, list)) else (do,),
        delay,
        probability,
    )


def phase(*trials: Trial, nights: int = 0, pause: float = 0.0) -> Phase:
    """Return a phase of trials, followed by nights; parameters are those of :class:`Phase`."""
    return Phase(trials, nights, pause)


def rest(nights: int) -> Phase:
    """Return nights in which nothing is trained."""
    return Phase(nights=nights)


def live(
    days: float = 0.0,
    rearing: Rearing | None = None,
    *,
    age: float | None = None,
    as_reared: bool = False,
) -> Phase:
    """Return ordinary life, in which the animal is at home and learns as it does there.

    Parameters
    ----------
    days : float
        Active days, lived as they come, each ended by a night.
    rearing : Rearing, optional
        How this life differs from the profile's: ``Rearing()`` for a life with everything. Where
        the condition was raised without something, this must be said, or ``as_reared``.
    age : float, optional
        Age in days to live to instead, in time-lapse where ordinary life teaches slowly, as an
        animal is raised to an age.
    as_reared : bool
        Whether it goes on lacking what it lacked while it was raised.

    Returns
    -------
    Phase
        Without trials.

    Examples
    --------
    >>> from mirror_abm.experiments.contract import YEAR
    >>> sighted = live(rearing=Rearing(), age=8 * YEAR)
    >>> sighted.age, sighted.rearing == Rearing()
    (2922.0, True)
    """
    return Phase(days=days, age=age, rearing=rearing, as_reared=as_reared)


def lesion() -> Phase:
    """Return a lesion: all weights are set to 0, the anatomy stays."""
    return Phase(lesion=True)
