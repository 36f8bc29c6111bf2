"""Which species carry a heritable mirror system.

Gained and lost along the tree, at rates that no source gives.

Nothing here knows what was found in any species.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from ..base.brief import brief
from ..base.errors import InputError, unknown
from ..base.seeds import quantile, uniform
from ..profile.dated_tree import Tree
from ..profile.quantity import draw_between
from ..profile.tree import redated
from ..profile.tree import tree as library_tree
from .percepts import MODALITIES


@dataclass(frozen=True)
class Prior:
    """A number that no source gives: its median, range, unit, and why these."""

    default: float
    low: float
    high: float
    unit: str
    reason: str

    __repr__ = brief

    def draw(self, u: float) -> float:
        """Return the value at quantile ``u``."""
        return draw_between(u, self.default, self.low, self.high, self.unit)


_PACE = (
    "from one change in 5,000 million years of descent, about once on the tree of 38 species, to "
    "one in 50, once in an order of mammals; gain and loss have one range, so that the chance of "
    "carrying is 1/2 for every species: the account favours none"
)
GAIN = Prior(0.002, 0.0002, 0.02, "per million years", _PACE)
LOSS = Prior(0.002, 0.0002, 0.02, "per million years", _PACE)
ROOT = Prior(
    0.5,
    0.0,
    1.0,
    "share",
    "chance that the common ancestor of all species carried; nothing is known of it",
)

#: chance that one heritable system serves all regions of the body, not each its own: the authors
#: write of one mechanism, and of areas of the hand and of the mouth; assumed
ONE = 0.5


def transition(gain: float, loss: float, years: float) -> tuple[float, float]:
    """Return P(carries after some time | did not before) and P(carries | did).

    With ``years`` in million years::

    s = gain + loss;  P01 = gain/s (1 - exp(-s t));  P11 = 1 - loss/s (1 - exp(-s t))
    """
    total = gain + loss
    changed = -math.expm1(-total * years) / total if total > 0 else years
    return gain * changed, 1 - loss * changed


def _part(seed: int, replicate: int, modality: str, region: str) -> str:
    """Return the system whose gains and losses are drawn: the whole one, or that of a region."""
    if not region or uniform(seed, replicate, "phylogeny", modality, "one system") < ONE:
        return ""
    return region


@lru_cache(maxsize=1024)
def _states(
    dated: Tree, seed: int, replicate: int, modality: str, part: str, point: bool, covering: bool
) -> dict[str, bool]:
    """Return which tips carry in one replicate, in all of the body or in a ``part`` of it.

    Every draw belongs to (seed, replicate, modality, name of the clade). Rates, root and ages are
    uncertain numbers, and cover their ranges; gains and losses are events, and happen by chance.
    Where a species was grafted on a branch, the state there is drawn last, given both ends of the
    branch (:func:`between`): the species that were there before are not moved.
    """
    address = (replicate, "phylogeny", modality)
    gain, loss, root = (
        prior.default
        if point
        else prior.draw(quantile(seed, *address, "prior", name, covering=covering))
        for name, prior in (("gain", GAIN), ("loss", LOSS), ("root", ROOT))
    )
    aged = dated if point else redated(dated, seed, replicate, covering)
    carries: dict[int, bool] = {}
    for node in aged.history:
        parent = aged.trunk(node)
        if parent < 0:
            chance = root
        else:
            chance = transition(gain, loss, aged.ages[parent] - aged.ages[node])[carries[parent]]
        if node in aged.grafts:
            there = aged.grafts[node]
            after = transition(gain, loss, aged.ages[node] - aged.ages[there])
            chance = between(chance, after, carries[there])
        words = (part, "node") if part else ("node",)
        carries[node] = uniform(seed, *address, *words, aged.names[node]) < chance
    return {name: carries[index] for index, name in enumerate(aged.names)}


def between(carries: float, after: tuple[float, float], below: bool) -> float:
    """Return the chance that a point on a branch carries, given the state at its lower end.

    Parameters
    ----------
    carries : float
        P(carries), given the upper end.
    after : tuple of float
        P(the lower end carries | the point does not), and P(... | it does): :func:`transition`.
    below : bool
        Whether the lower end carries.

    Returns
    -------
    float
        Bayes' rule::

            P(x = 1 | above, below) = p P(below | 1) / (p P(below | 1) + (1 - p) P(below | 0))
    """
    of_none, of_carrier = after if below else (1 - after[0], 1 - after[1])
    total = carries * of_carrier + (1 - carries) * of_none
    return carries * of_carrier / total if total > 0 else carries


def carriers(
    seed: int,
    replicate: int,
    species: str,
    modality: str,
    *,
    region: str = "",
    carrier: bool | None = None,
    point: bool = False,
    tree: Tree | None = None,
    covering: bool = True,
) -> bool:
    """Return whether a species carries a heritable mirror system of ``modality`` in one replicate.

    Gain and loss along the tree, a two-state continuous-time Markov chain (:func:`transition`),
    with the rates, the root and the ages drawn once per (seed, replicate, modality) - ages per
    (seed, replicate) - for all species together: whichever species are in a run, and in whatever
    order they are asked for, the answer is the same.

    Parameters
    ----------
    species : profile name or scientific name. modality : ``"visual"`` or ``"auditory"``.
    region : a region of the body (:func:`mirror_abm.accounts.contract.region`). In half of the
        replicates (``ONE``) one system serves all regions, else each is gained and lost by itself,
        at the same rates; empty for the whole.
    carrier : the answer itself, for work on one species, which then needs no place in the tree.
    point : rates at their medians and ages as in the file; the changes are still drawn.
    tree : another tree than ``species/tree.nwk``.
    covering : replicates cover rates, root and ages evenly (:func:`.base.seeds.quantile`).

    Raises
    ------
    InputError : a modality that does not exist, or a species without a place in the tree: the
    sentence says how to add it.
    """
    if modality not in MODALITIES:
        raise unknown("modality", modality, MODALITIES)
    if carrier is not None:
        if not isinstance(carrier, bool):
            raise InputError(
                f"carrier = {carrier!r}: must be True or False, or None for the tree to say."
            )
        return carrier
    dated = tree or library_tree()
    part = _part(seed, replicate, modality, region)
    states = _states(dated, seed, replicate, modality, part, point, covering)
    return states[dated.names[dated.place(species)]]
