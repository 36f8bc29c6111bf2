"""What an animal can do: its actions, as arrays."""

from __future__ import annotations

from dataclasses import dataclass

from ..base.brief import brief
from ..profile.species import SpeciesProfile


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

    def __len__(self) -> int:
        return len(self.names)
