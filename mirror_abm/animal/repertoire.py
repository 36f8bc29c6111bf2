"""What an animal can do: its actions, as arrays."""

from __future__ import annotations

from dataclasses import dataclass

from ..base.brief import brief
from ..profile.species import SpeciesProfile
from .percepts import MODALITIES


@dataclass(frozen=True)
class Repertoire:
    """The actions of a species, as arrays over K actions."""

    names: tuple[str, ...]
    effectors: tuple[str, ...]
    visible: tuple[bool, ...]
    audible: tuple[bool, ...]
    kinds: tuple[str, ...]
    shares: tuple[float, ...]

    __repr__ = brief

    @classmethod
    def of(cls, profile: SpeciesProfile) -> Repertoire:
        """Return the repertoire of ``profile``."""
        actions = profile.actions
        return cls(
            tuple(a.name for a in actions),
            tuple(a.effector for a in actions),
            tuple(a.visible_to_self for a in actions),
            tuple(a.audible for a in actions),
            tuple(a.kind for a in actions),
            tuple(a.share.value for a in actions),
        )

    @property
    def modalities(self) -> tuple[str, ...]:
        """The modalities in which an act can be perceived: no sounds where every act is silent."""
        return MODALITIES if any(self.audible) else MODALITIES[:1]

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
