"""What an account leaves open, and for whom it says what is built in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ..base.brief import brief
from ..sources.contract import Supply


@dataclass(frozen=True)
class Open:
    """A number that an account leaves open, and the range in which it is drawn.

    Attributes
    ----------
    default : float
        Its median.
    low, high : float
        Its range.
    unit : str
        Its unit; shares are drawn uniformly on either side of the median, as are ranges that reach
        0, all others on the logarithm.
    reason : str
        What it is, and why this range.
    by_region : bool
        Whether each region of the body has a draw of its own.
    """

    default: float
    low: float
    high: float
    unit: str
    reason: str
    by_region: bool = False


class Newborn(NamedTuple):
    """For whom an account says what is built in: one effector of an animal, in one modality.

    Attributes
    ----------
    carrier : bool
        Whether the lineage carries the heritable system there.
    modality : str
        ``"visual"`` or ``"auditory"``.
    region : str
        The region of the body, see :func:`region`.
    supply : Supply
        Supply of experience, as it is lived.
    drawn : mapping of str to float
        The account's own numbers in this replicate and region.
    """

    carrier: bool
    modality: str
    region: str
    supply: Supply
    drawn: Mapping[str, float]

    def __repr__(self) -> str:
        return brief(self)
