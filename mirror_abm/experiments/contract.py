"""The words of an experiment: stimuli, trials, phases, rearing, and the claims of its pattern.

An experiment is one file, ``author_year.py``, on this shelf or in a folder of your own
(``mirror-abm experiment run NAME --from DIR``). It defines a few names and a function ``measure``;
nothing is registered. This is a complete one::

    "Heyes et al. 2005, tested at once: counter-mirror training, and what it leaves."

    from mirror_abm.experiments.contract import higher, phase, positive, sight, trial

    CITATION, CONFIDENCE = "heyes_2005", "A"
    SPECIES, EFFECTOR = "homo_sapiens", "hand"
    ACTIONS = {"open": "wave", "close": "grasp"}
    MEASURE = "automatic imitation (ms)"
    NOTE = "100 trials per movement are assumed. The test came a day later; here it does not."
    CONDITIONS = {
        "untrained": (),
        "trained": phase(
            trial(100, see=sight("open"), do="close"),
            trial(100, see=sight("close"), do="open"),
        ),
    }
    PATTERN = (positive("untrained"), higher("untrained", "trained"))

    def measure(subject):
        return subject.automatic_imitation("open", "close")

Every file has a docstring, whose first line says what was found, and defines

CITATION : str
    Key in ``references.bib``, beside the file or the shipped one.
CONFIDENCE : str
    How the published pattern is known: ``"V"`` its numbers were read in a text, ``"A"`` its design
    and direction in an abstract, ``"R"`` recalled, ``"P"`` a prediction that nobody has tested.
SPECIES, EFFECTOR : str
    A species file; what moves, in words.
CONDITIONS : dict
    By name: the phases that an animal of this condition goes through, or (:class:`Rearing`,
    phases). Conditions are between subjects: in each, every animal is trained anew from the same
    start. The unit of replication is the animal, raised in a group of its own.
MEASURE : str
    What ``measure`` returns, with its unit, for the axis.
measure : function
    Takes a subject (:class:`mirror_abm.laboratory.subject.Subject`) and returns a number, from
    what the subject answers; weights are never read.
PATTERN : Claim or tuple of Claim
    The published pattern: claims that must all hold.

It may also define ``ACTIONS``, ``READOUTS``, ``SPEAKS``, ``SUBJECTS``, ``CONSTANTS``, ``CONTRARY``,
``NOTE`` and ``NEGLIGIBLE``; their defaults, and what they are, stand below.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

#: the study's movements, and the actions of the species' repertoire that stand for them here
ACTIONS: dict[str, str] = {}
#: keys of what ``measure`` returns, if it returns several numbers as a mapping: each condition then
#: counts once per read-out, as ``condition_readout``
READOUTS: tuple[str, ...] = ()
#: what must hold for the row to speak at all, such as that there is something to be abolished;
#: where it fails the row is neither for nor against
SPEAKS: tuple[Claim, ...] = ()
#: kinds of subject: raised as the profile says, or a newborn with the weights of a trained animal
SUBJECTS = ("developed", "preset")
#: global constants that the design fixes, such as ``{"views": 3}``
CONSTANTS: dict[str, float] = {}
#: whether the result was published as evidence against the associative account
CONTRARY = False
#: what the file leaves out of the published protocol, or had to assume
NOTE = ""
#: difference that is none, in the unit of the measure: a thirtieth of the noise of one trial,
#: which 14,000 trials in each condition find (power 80 %); it moves reaction times by 0.5 ms
NEGLIGIBLE = 0.005
#: share of the row's largest mean below which a difference is none, either
SMALLEST = 0.02


@dataclass(frozen=True)
class Stimulus:
    """What is presented: some of the pattern of an action, and features of its own.

    Attributes
    ----------
    action : str
        The action whose sight (or sound) it resembles; empty if none.
    like : float
        Amplitude of that action's pattern: 1 for the thing itself.
    name : str
        Name of its own features, which are coded by units of no action; empty if it has none.
    amplitude, salience : float
        Of its own features; the salience is relative to a sensory cue's.
    view : str or int
        ``"other"``, ``"self"``, or the number of a viewpoint below the constant ``views``.
    modality : str
        ``"visual"`` or ``"auditory"``.
    """

    action: str = ""
    like: float = 1.0
    name: str = ""
    amplitude: float = 1.0
    salience: float = 1.0
    view: str | int = "other"
    modality: str = "visual"


def sight(action: str, view: str | int = "other") -> Stimulus:
    """Return the sight of another who does an action, from a viewpoint if its number is given."""
    return Stimulus(action, view=view)


def own_sight(action: str) -> Stimulus:
    """Return the sight of oneself doing an action."""
    return Stimulus(action, view="self")


def sound(action: str) -> Stimulus:
    """Return the sound of an action that another does."""
    return Stimulus(action, modality="auditory")


def own_sound(action: str) -> Stimulus:
    """Return the sound of an action of one's own, heard as it is done or played back."""
    return Stimulus(action, view="self", modality="auditory")


def likeness(action: str, like: float, name: str) -> Stimulus:
    """Return something that looks like an action, and is as salient.

    Parameters
    ----------
    action : str
        The action that it resembles.
    like : float
        Cosine of the two patterns, in [0, 1].
    name : str
        What it is; each action of it has features of its own.

    Returns
    -------
    Stimulus
        ``like * action + sqrt(1 - like^2) * own features``, a pattern as long as the action's.
    """
    return Stimulus(action, like, f"{name} {action}", math.sqrt(1.0 - like * like))


def robot(action: str, like: float = 0.6, name: str = "robot") -> Stimulus:
    """Return the sight of a robot that does an action; see :func:`likeness`."""
    return likeness(action, like, name)


def tool(action: str, like: float = 0.3, name: str = "tool") -> Stimulus:
    """Return the sight of a tool that does what an action does, and looks little like the hand."""
    return likeness(action, like, name)


def cue(name: str, salience: float = 1.0) -> Stimulus:
    """Return an arbitrary stimulus - a shape, a colour, a tone - that overlaps with no action."""
    return Stimulus(name=name, salience=salience)


@dataclass(frozen=True)
class Trial:
    """One kind of trial of a phase.

    Attributes
    ----------
    times : int
        How many of them.
    see : tuple of Stimulus
        What is presented, together; empty for acts without a stimulus.
    do : tuple of str
        Acts that are performed.
    delay : float
        Seconds from the stimuli to the acts; negative if the acts come first.
    probability : float
        Chance that the acts are performed.
    """

    times: int
    see: tuple[Stimulus, ...] = ()
    do: tuple[str, ...] = ()
    delay: float = 0.3
    probability: float = 1.0


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
        Active days of ordinary life after the nights, each ended by a night.
    """

    trials: tuple[Trial, ...] = ()
    nights: int = 0
    pause: float = 0.0
    lesion: bool = False
    days: float = 0.0


@dataclass(frozen=True)
class Rearing:
    """How the animals of a condition were raised, as far as it differs from the species' profile.

    Attributes
    ----------
    settings : mapping of str to float
        Numbers to fix, by dotted name, such as ``experience.being_imitated.rate``.
    without : tuple of str
        Sources of experience that are switched off; ``("all",)`` for every one.
    age : float, str or None
        Age in days, where the protocol states one, or ``"maturity"``; None for the default.
    days : float or None
        Active days lived before the experiment as they come, instead of an age.
    """

    settings: Mapping[str, float] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    age: float | str | None = None
    days: float | None = None


def trial(
    times: int,
    see: Stimulus | tuple[Stimulus, ...] = (),
    do: str | tuple[str, ...] = (),
    delay: float = 0.3,
    probability: float = 1.0,
) -> Trial:
    """Return a :class:`Trial`, in which one stimulus, or one act, need not be a tuple."""
    return Trial(
        times,
        (see,) if isinstance(see, Stimulus) else tuple(see),
        (do,) if isinstance(do, str) else tuple(do),
        delay,
        probability,
    )


def phase(*trials: Trial, nights: int = 0, pause: float = 0.0) -> Phase:
    """Return a phase of trials, followed by nights; parameters are those of :class:`Phase`."""
    return Phase(trials, nights, pause)


def rest(nights: int) -> Phase:
    """Return nights in which nothing is trained."""
    return Phase(nights=nights)


def live(days: float) -> Phase:
    """Return active days in which the animal is at home, and lives on as its profile says."""
    return Phase(days=days)


def lesion() -> Phase:
    """Return a lesion: all weights are set to 0, the anatomy stays."""
    return Phase(lesion=True)


@dataclass(frozen=True)
class Claim:
    """One published relation between condition means: made by :func:`higher`, :func:`near`, ...

    Attributes
    ----------
    kind : str
        The relation.
    first, second, than : str
        The conditions that are compared, and the yardstick.
    share : float
        Share of the yardstick.
    """

    kind: str
    first: str
    second: str = ""
    than: str = ""
    share: float = 0.5

    def __str__(self) -> str:
        yard, limit = self.than or self.first, f"{self.share:.0%}"
        words = {
            "not_higher": f"{self.first} not > {self.second}",
            "higher": f"{self.first} > {self.second}",
            "positive": f"{self.first} > 0",
            "reversed": f"{self.first} < 0",
            "about": f"{self.first} = {self.second} (nearer than to {self.than})",
            "near": f"{self.first} = {self.second} (within {limit} of {yard})",
            "absent": f"{self.first} = 0 (below {limit} of {self.than or 'the largest mean'})",
        }
        return words[self.kind]


def higher(first: str, second: str) -> Claim:
    """Claim that one exceeds another: the interval excludes 0, the mean is not negligible."""
    return Claim("higher", first, second)


def not_higher(first: str, second: str) -> Claim:
    """Claim that ``first`` does not exceed ``second`` by more than is negligible."""
    return Claim("not_higher", first, second)


def positive(first: str) -> Claim:
    """Claim that a condition lies above 0, by the standard of :func:`higher`."""
    return Claim("positive", first)


def reversed_sign(first: str) -> Claim:
    """Claim that a condition lies below 0, by the standard of :func:`higher`."""
    return Claim("reversed", first)


def about(first: str, second: str, than: str, share: float = 0.5) -> Claim:
    """Claim that two conditions are alike, compared with how far both are from a third.

    They differ by less than ``share`` of what each differs from ``than``.
    """
    return Claim("about", first, second, than, share)


def near(first: str, second: str, than: str = "", share: float = 0.25) -> Claim:
    """Claim that two conditions are alike, compared with the size of a mean.

    They differ by less than ``share`` of the mean of ``than``, or of ``first`` if that is empty.
    """
    return Claim("near", first, second, than, share)


def absent(first: str, than: str = "", share: float = 0.25) -> Claim:
    """Claim that there is nothing to be found in a condition, compared with the size of a mean.

    It lies within ``share`` of the mean of ``than``, or of the largest mean if that is empty.
    """
    return Claim("absent", first, "", than, share)
