"""What an animal can do: its actions, as arrays."""

from __future__ import annotations

from dataclasses import dataclass

from ..base.brief import brief
from ..profile.species import SpeciesProfile
from .constants import Constants
from .percepts import MODALITIES


@dataclass(frozen=True)
class Repertoire:
    """The actions of a species, as arrays over K actions.

    Attributes
    ----------
    names, effectors, kinds : tuple of str
        Name of each action, what it is done with, and whether it is audible, visible or opaque.
    visible, audible : tuple of bool
        Whether an animal sees, and hears, itself do it: never without the sense for it.
    shares : tuple of float
        Of the acts of its kind.
    sees : bool
        Whether the species sees at all.
    """

    names: tuple[str, ...]
    effectors: tuple[str, ...]
    visible: tuple[bool, ...]
    audible: tuple[bool, ...]
    kinds: tuple[str, ...]
    shares: tuple[float, ...]
    sees: bool = True

    __repr__ = brief

    @classmethod
    def of(cls, profile: SpeciesProfile) -> Repertoire:
        """Return the repertoire of ``profile``."""
        actions = profile.actions
        return cls(
            tuple(a.name for a in actions),
            tuple(a.effector for a in actions),
            tuple(a.visible_to_self and profile.sees for a in actions),
            tuple(a.audible and profile.hears for a in actions),
            tuple(a.kind for a in actions),
            tuple(a.share.value for a in actions),
            profile.sees,
        )

    @property
    def modalities(self) -> tuple[str, ...]:
        """The modalities in which an act can be perceived.

        No sights without vision; no sounds without hearing, or where every act is silent.
        """
        there = (self.sees, any(self.audible))
        return tuple(name for name, can in zip(MODALITIES, there, strict=True) if can)

    def voices(self, constants: Constants) -> int:
        """Return how many populations of units serve sounds.

        Parameters
        ----------
        constants : Constants
            With ``voice_overlap``, the chance that a unit serves others' sounds and one's own.

        Returns
        -------
        int
            2: others' and one's own; 1 where all units serve both (``voice_overlap`` = 1), or
            where no act is ever heard.
        """
        return 2 if any(self.audible) and constants.voice_overlap < 1 else 1

    def perceptible(self, modality: str) -> tuple[bool, ...]:
        """Return which acts of others can be perceived: all are seen, the audible ones are heard.

        Parameters
        ----------
        modality : {"visual", "auditory"}
            In which they are perceived.

        Returns
        -------
        tuple of bool, length K
            A flag for each action.
        """
        return self.audible if modality == "auditory" else (True,) * len(self)

    def __len__(self) -> int:
        return len(self.names)
