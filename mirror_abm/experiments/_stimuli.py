"""What is presented to an animal; part of the contract of experiments."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any


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
    onset : float
        Seconds from the beginning of the trial to its appearance.
    """

    action: str = ""
    like: float = 1.0
    name: str = ""
    amplitude: float = 1.0
    salience: float = 1.0
    view: str | int = "other"
    modality: str = "visual"
    onset: float = 0.0

    def at(self, seconds: float) -> Stimulus:
        """Return the same stimulus, appearing so many seconds after the trial's beginning.

        Parameters
        ----------
        seconds : float
            From 0 to 3600.

        Returns
        -------
        Stimulus
            A new one.

        Examples
        --------
        >>> sight("grasp").at(0.5).onset
        0.5
        """
        return replace(self, onset=seconds)


@dataclass(frozen=True)
class Act:
    """An act that is done at a time of its own in a trial; made by :func:`at`.

    Attributes
    ----------
    action : str
        What is done.
    onset : float
        Seconds from the beginning of the trial; negative if it comes before.
    """

    action: str
    onset: float


def at(seconds: float, what: Stimulus | str) -> Any:
    """Return a stimulus that appears, or an act that is done, at a time of its own.

    Parameters
    ----------
    seconds : float
        From the beginning of the trial.
    what : Stimulus or str
        What appears, or the name of what is done.

    Returns
    -------
    Stimulus or Act
        For ``see`` or ``do`` of a :func:`trial`.

    Examples
    --------
    >>> at(0.1, "grasp")
    Act(action='grasp', onset=0.1)
    """
    return what.at(seconds) if isinstance(what, Stimulus) else Act(what, seconds)


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
