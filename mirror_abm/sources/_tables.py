"""Acts and percepts of a group as tables of columns; part of the contract of sources."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..base.brief import brief
from ..layouts.contract import Flags, Ints

SPONTANEOUS = "acts"  #: the origin of acts that no source brought about
#: populations of sensory units: sights of others and of oneself, sounds of others and of oneself
VISUAL_OTHER, VISUAL_SELF, AUDITORY, AUDITORY_SELF = 0, 1, 2, 3
OWN = -1  #: the origin of percepts that come with a source's own acts
KINDS = ("visual_other", "visual_self", "auditory", "auditory_self")


class Acts(NamedTuple):
    """Acts of a group.

    Attributes
    ----------
    tick, actor, action : ndarray of int, shape (N,)
        When, who, and what.
    origin : ndarray of int, shape (N,)
        Source in which the act originated, 0 for a spontaneous one.
    """

    tick: Ints
    actor: Ints
    action: Ints
    origin: Ints

    def __repr__(self) -> str:
        return brief(self)

    def where(self, wanted: Flags) -> Acts:
        """Return the rows that are flagged, or whose numbers are given."""
        return Acts(*(column[wanted] for column in self))


class Percepts(NamedTuple):
    """Percepts of the animals of a group.

    Attributes
    ----------
    tick, animal : ndarray of int, shape (N,)
        When, and who perceives.
    kind : ndarray of int, shape (N,)
        Population of sensory units, a number in ``KINDS``.
    action, actor : ndarray of int, shape (N,)
        Which action of whom.
    source : ndarray of int, shape (N,)
        Source of experience that brought it.
    origin : ndarray of int, shape (N,)
        Origin of the perceived act, as in :class:`Acts`; ``OWN`` where the source itself brought
        about that it is perceived, and it is not of all the acts of the block.
    """

    tick: Ints
    animal: Ints
    kind: Ints
    action: Ints
    actor: Ints
    source: Ints
    origin: Ints

    def __repr__(self) -> str:
        return brief(self)

    def where(self, wanted: Flags) -> Percepts:
        """Return the rows that are flagged, or whose numbers are given."""
        return Percepts(*(column[wanted] for column in self))


def no_acts() -> Acts:
    """Return a table of no acts."""
    return Acts(*(np.empty(0, np.int64) for _ in Acts._fields))


def no_percepts() -> Percepts:
    """Return a table of no percepts."""
    return Percepts(*(np.empty(0, np.int64) for _ in Percepts._fields))


def join_acts(parts: list[Acts]) -> Acts:
    """Return the acts of several tables in one.

    Parameters
    ----------
    parts : list of Acts
        Tables, one after the other.

    Returns
    -------
    Acts
        All of their rows.
    """
    return Acts(*(np.concatenate(columns) for columns in zip(no_acts(), *parts, strict=True)))


def join_percepts(parts: list[Percepts]) -> Percepts:
    """Return the percepts of several tables in one.

    Parameters
    ----------
    parts : list of Percepts
        Tables, one after the other.

    Returns
    -------
    Percepts
        All of their rows.
    """
    return Percepts(
        *(np.concatenate(columns) for columns in zip(no_percepts(), *parts, strict=True))
    )
