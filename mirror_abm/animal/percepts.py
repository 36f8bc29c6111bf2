"""What can be perceived, as numbers: the kinds, and the population each excites.

A percept is of one kind: another's act seen from one of V viewpoints (kinds 0 ... V - 1), one's own
act seen (V), another's act heard (V + 1), or one's own act heard (V + 2). Each kind excites one of
the populations ``visual_other``, ``visual_self``, ``auditory`` and ``auditory_self``. Where one
population serves all sounds, there is one kind of sound, V + 1, whoever makes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ..base.errors import InputError, unknown
from ..sources.contract import AUDITORY, AUDITORY_SELF, VISUAL_OTHER, VISUAL_SELF

MODALITIES = ("visual", "auditory")


@dataclass(frozen=True)
class Kinds:
    """The kinds of percept of animals that see others from ``views`` viewpoints.

    Attributes
    ----------
    views : int
        Viewpoints on others, V.
    voices : int
        Populations of units for sounds: 2, or 1 that serves others' sounds and one's own.
    """

    views: int
    voices: int = 2

    def __len__(self) -> int:
        return self.views + 1 + self.voices

    @cached_property
    def population(self) -> tuple[int, ...]:
        """(V + 1 + voices,) the sensory population that each kind excites.

        A number of ``sources.contract.KINDS``.
        """
        sounds = (AUDITORY, AUDITORY_SELF)[: self.voices]
        return (*[VISUAL_OTHER] * self.views, VISUAL_SELF, *sounds)

    def of(self, population: int, viewpoint: int = 0) -> int:
        """Return the kind of a percept in a sensory population.

        Parameters
        ----------
        population : int
            ``VISUAL_OTHER``, ``VISUAL_SELF``, ``AUDITORY`` or ``AUDITORY_SELF``.
        viewpoint : int
            From which another is seen.

        Returns
        -------
        int
            0 ... V + voices.
        """
        if population == VISUAL_OTHER:
            return viewpoint
        if population == AUDITORY_SELF and self.voices == 1:
            population = AUDITORY
        return self.population.index(population)

    def named(self, view: str | int, modality: str) -> int:
        """Return the kind of a percept described in words.

        Parameters
        ----------
        view : str or int
            ``"other"`` (viewpoint 0), ``"self"``, or the number of a viewpoint, from which a sound
            is that of another.
        modality : str
            ``"visual"`` or ``"auditory"``.

        Returns
        -------
        int
            0 ... V + voices.

        Raises
        ------
        InputError
            For a view or a modality that does not exist.
        """
        if modality not in MODALITIES:
            raise unknown("modality", modality, MODALITIES)
        if not (
            view in ("other", "self")
            if isinstance(view, str)
            else type(view) is int and 0 <= view < self.views
        ):
            raise InputError(
                f"view = {view!r}: must be 'other', 'self', or a viewpoint from 0 "
                f"to {self.views - 1}."
            )
        if modality == "auditory":
            return self.of(AUDITORY_SELF if view == "self" else AUDITORY)
        if isinstance(view, int):
            return view
        return self.of(VISUAL_SELF if view == "self" else VISUAL_OTHER)
