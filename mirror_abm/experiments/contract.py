"""What an experiment is written in: stimuli, trials, phases, rearing, and the published pattern as claims.

An experiment is one file, named ``author_year.py``, that defines

``CITATION`` : key in ``references.bib`` (beside the file, or the shipped one). ``CONFIDENCE`` : of the published pattern:
    ``"V"`` its numbers were read in a text, ``"A"`` its design and direction in an abstract, ``"R"`` recalled;
    ``"P"``: a prediction, which nobody has tested.
``SPECIES`` : a species file. ``EFFECTOR`` : what moves, in words. ``ACTIONS`` : names of the study's movements -> the items of
    the species' repertoire that stand for them here.
``CONDITIONS`` : name -> the phases that an animal of this condition goes through, after the rearing common to all; or name ->
    (:class:`Rearing`, phases).
``MEASURE`` : what ``measure`` returns, with its unit, for the axis. ``measure(subject)`` : a number, from what the subject
    (:class:`mirror_abm.laboratory.subject.Subject`) answers; weights are never read. ``READOUTS`` :
    if it returns several, as a mapping, their names; each condition then counts once per readout,
    as ``condition_readout``.
``PATTERN`` : the published pattern: claims that must all hold. ``SPEAKS`` : claims that must hold for the row to speak at all,
    e.g. that there is something to be abolished; where they fail, the row is neither for nor against.
``SUBJECTS`` : the kinds of subject; ``"developed"`` is raised by the species' profile, ``"preset"`` is a newborn whose matched
    synapses were set to a trained animal's level. ``CONSTANTS`` : global constants that the design fixes (views, ...).
``CONTRARY`` : whether the result was published as evidence against the associative account. ``NOTE`` : what the file leaves
    out, or had to assume, of the published protocol.

Conditions are between subjects: every animal is trained anew, from the same start in each condition. The unit of replication is
the animal: each was raised in a group of its own, so none shares experience with another.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = [
    "ACTIONS",
    "CONSTANTS",
    "CONTRARY",
    "NOTE",
    "READOUTS",
    "SPEAKS",
    "SUBJECTS",
    "Claim",
    "Phase",
    "Rearing",
    "Stimulus",
    "Trial",
    "about",
    "absent",
    "cue",
    "higher",
    "lesion",
    "likeness",
    "live",
    "near",
    "not_higher",
    "own_sight",
    "phase",
    "positive",
    "rest",
    "reversed_sign",
    "robot",
    "sight",
    "sound",
    "tool",
    "trial",
]

ACTIONS: dict[str, str] = {}
CONSTANTS: dict[str, float] = {}
SPEAKS: tuple[Claim, ...] = ()
SUBJECTS = ("developed", "preset")
CONTRARY = False
READOUTS: tuple[str, ...] = ()
NOTE = ""

SMALLEST = 0.02  #: of the largest mean of the row: what counts as a difference at all


# ---------------------------------------------------------------------------------------------- what is presented
@dataclass(frozen=True)
class Stimulus:
    """What is presented: as much of an action's pattern as it is ``like``, and features of its own.

    action : whose sight (or sound) it is like. like : amplitude of that pattern, 1 for the thing itself.
    name : of what has features of its own, coded by units that belong to no action; empty if it has none.
    amplitude : of those units. salience : of those units, relative to a sensory cue's.
    view : ``"other"``, ``"self"``, or the number of a viewpoint. modality : ``"visual"`` or ``"auditory"``.
    """

    action: str = ""
    like: float = 1.0
    name: str = ""
    amplitude: float = 1.0
    salience: float = 1.0
    view: str | int = "other"
    modality: str = "visual"


def sight(action: str, view: str | int = "other") -> Stimulus:
    """Return the sight of another who does ``action``."""
    return Stimulus(action, view=view)


def own_sight(action: str) -> Stimulus:
    """Return the sight of oneself doing ``action``."""
    return Stimulus(action, view="self")


def sound(action: str) -> Stimulus:
    """Return the sound of ``action``."""
    return Stimulus(action, modality="auditory")


def likeness(action: str, like: float, name: str) -> Stimulus:
    """Return a thing that looks like ``action`` by ``like``, and is seen as clearly: its pattern is as long as the action's::

        like * action + sqrt(1 - like^2) * own features

    so that ``like`` is the cosine of the two patterns. (With own features at ``1 - like`` it would be a dimmer thing: at 0.6,
    half as salient as a hand.)
    """
    return Stimulus(action, like, f"{name} {action}", math.sqrt(1.0 - like * like))


def robot(action: str, like: float = 0.6, name: str = "robot") -> Stimulus:
    """Return a robot that does ``action``: its sight is like that of the action by ``like``; the rest is its own.

    Each movement of the robot has features of its own (``name`` and the movement); see :func:`likeness`.
    """
    return likeness(action, like, name)


def tool(action: str, like: float = 0.3, name: str = "tool") -> Stimulus:
    """Return a tool that is used for what ``action`` is used for: it looks little like the hand that does it."""
    return likeness(action, like, name)


def cue(name: str, salience: float = 1.0) -> Stimulus:
    """Return an arbitrary stimulus - a shape, a colour, a tone - that overlaps with no action."""
    return Stimulus(name=name, salience=salience)


# ---------------------------------------------------------------------------------------------- what happens
@dataclass(frozen=True)
class Trial:
    """One kind of trial of a phase.

    times : how often. see : the stimuli presented together, none for an act that nothing precedes. do : the acts performed.
    delay : seconds from the stimuli to the act; negative if the act comes first. probability : that the act is performed.
    """

    times: int
    see: tuple[Stimulus, ...] = ()
    do: tuple[str, ...] = ()
    delay: float = 0.3
    probability: float = 1.0


@dataclass(frozen=True)
class Phase:
    """Trials in an order drawn for each animal, alike in all conditions; then ``nights``, then ``days``.

    pause : seconds of quiet time after each trial, beyond its window; 0 unless the protocol states it.
    lesion : whether the phase begins with a lesion that sets all weights to 0.
    days : active days of ordinary life, as the profile says, each ended by a night.
    """

    trials: tuple[Trial, ...] = ()
    nights: int = 0
    pause: float = 0.0
    lesion: bool = False
    days: float = 0.0


@dataclass(frozen=True)
class Rearing:
    """How the animals of a condition were raised: what differs from the species' profile.

    settings : numbers to fix, by dotted name (``experience.being_imitated.rate``). without : sources switched off.
    days : active days lived before the experiment; None for the default.
    """

    settings: Mapping[str, float] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    days: float | None = None


def trial(
    times: int,
    see: Stimulus | tuple[Stimulus, ...] = (),
    do: str | tuple[str, ...] = (),
    delay: float = 0.3,
    probability: float = 1.0,
) -> Trial:
    """Return ``times`` trials: ``see`` something, ``do`` something ``delay`` seconds later (earlier, if negative)."""
    return Trial(
        times,
        (see,) if isinstance(see, Stimulus) else tuple(see),
        (do,) if isinstance(do, str) else tuple(do),
        delay,
        probability,
    )


def phase(*trials: Trial, nights: int = 0, pause: float = 0.0) -> Phase:
    """Return a phase of trials, followed by ``nights``."""
    return Phase(trials, nights, pause)


def rest(nights: int) -> Phase:
    """Return ``nights`` in which nothing is trained."""
    return Phase(nights=nights)


def live(days: float) -> Phase:
    """Return ``days`` active days in which the animal is at home, and lives on as its profile says."""
    return Phase(days=days)


def lesion() -> Phase:
    """Return a lesion: all weights are set to 0, the anatomy stays."""
    return Phase(lesion=True)


# ---------------------------------------------------------------------------------------------- the published pattern
@dataclass(frozen=True)
class Claim:
    """One published relation between condition means; see :func:`higher`, :func:`near`, ... for what each says.

    kind : the relation. first, second : conditions. than : the yardstick. share : of the yardstick.
    """

    kind: str
    first: str
    second: str = ""
    than: str = ""
    share: float = 0.5

    def __str__(self) -> str:
        words = {
            "not_higher": f"{self.first} not > {self.second}",
            "higher": f"{self.first} > {self.second}",
            "positive": f"{self.first} > 0",
            "reversed": f"{self.first} < 0",
            "about": f"{self.first} = {self.second} (nearer than to {self.than})",
            "near": f"{self.first} = {self.second} (within {self.share:.0%} of {self.than or self.first})",
            "absent": f"{self.first} = 0 (below {self.share:.0%} of {self.than or 'the largest mean'})",
        }
        return words[self.kind]


def higher(first: str, second: str) -> Claim:
    """Claim ``first > second``: the interval of the difference excludes 0, and the difference is not negligible."""
    return Claim("higher", first, second)


def not_higher(first: str, second: str) -> Claim:
    """Claim that ``first`` does not exceed ``second`` by more than what is negligible."""
    return Claim("not_higher", first, second)


def positive(first: str) -> Claim:
    """Claim ``first > 0``, by the same standard."""
    return Claim("positive", first)


def reversed_sign(first: str) -> Claim:
    """Claim ``first < 0``, by the same standard."""
    return Claim("reversed", first)


def about(first: str, second: str, than: str, share: float = 0.5) -> Claim:
    """Claim that ``first`` and ``second`` differ by less than ``share`` of what each differs from ``than``."""
    return Claim("about", first, second, than, share)


def near(first: str, second: str, than: str = "", share: float = 0.25) -> Claim:
    """Claim that ``first`` and ``second`` differ by less than ``share`` of the mean of ``than`` (of ``first`` if not given)."""
    return Claim("near", first, second, than, share)


def absent(first: str, than: str = "", share: float = 0.25) -> Claim:
    """Claim that ``first`` lies within ``share`` of the mean of ``than`` (of the largest mean, if not given) around 0."""
    return Claim("absent", first, "", than, share)
