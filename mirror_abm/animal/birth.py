"""What an account gives to newborn animals, and in which lineages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from ..accounts import contract
from ..accounts.contract import Newborn, region
from ..base.errors import InputError
from ..base.items import Account
from ..base.shelf import accounts, rules
from ..profile.dated_tree import Tree
from ..sources.contract import Supply
from .carriers import carriers
from .percepts import MODALITIES

#: one number for all actions, or one for each
ByAction = float | tuple[float, ...]
#: whether a lineage carries a heritable system, by modality and region of the body
Carries = Mapping[str, Mapping[str, bool]]


@dataclass(frozen=True)
class Birth:
    """What an account gives to a newborn animal.

    Attributes
    ----------
    visual, auditory : float or tuple of float
        Weight at birth from the sight (the sound) of an action to the same action, where a synapse
        is: one for all actions, or one for each.
    plasticity : float
        How fast synapses learn, relative to the global rate.
    nonmatched, nonmatched_sound : float or tuple of float
        The same, of synapses from sights (from sounds) that do not join own units of an action with
        own units of it, relative to those that do; by the action of their motor unit.
    """

    visual: ByAction = 0.0
    auditory: ByAction = 0.0
    plasticity: float = 1.0
    nonmatched: ByAction = 1.0
    nonmatched_sound: ByAction = 1.0

    @property
    def scaled(self) -> bool:
        """Whether synapses learn at rates of their own."""
        return {self.plasticity, self.nonmatched, self.nonmatched_sound} != {1.0}

    def at_birth(self, modality: str) -> float:
        """Return the mean over actions of what is built in.

        Parameters
        ----------
        modality : str
            ``"visual"`` or ``"auditory"``.

        Returns
        -------
        float
            Weight of a matching synapse.
        """
        return float(np.mean(self.visual if modality == "visual" else self.auditory))


NEWBORN = Birth()


def carried(
    account: Account,
    effectors: tuple[str, ...],
    carrier: bool | None,
    seed: int,
    replicate: int,
    scientific: str,
    covering: bool = True,
    tree: Tree | None = None,
) -> dict[str, dict[str, bool]]:
    """Return whether the animals carry a heritable system, by modality and region of the body.

    As told, or drawn on the tree (the library's, if none is given) if the account asks.
    """
    if carrier is not None and not isinstance(carrier, bool):
        raise InputError(
            f"carrier = {carrier!r}: must be True, False, or None for a draw on the tree."
        )
    regions = dict.fromkeys(map(region, effectors))
    if not account.INHERITED or carrier is not None:
        return {modality: dict.fromkeys(regions, bool(carrier)) for modality in MODALITIES}
    return {
        modality: {
            part: carriers(
                seed, replicate, scientific, modality, region=part, covering=covering, tree=tree
            )
            for part in regions
        }
        for modality in MODALITIES
    }


def birth(
    account: Account,
    effectors: tuple[str, ...],
    supply: Supply,
    carries: Carries,
    drawn: Callable[[str], Mapping[str, float]],
) -> Birth:
    """Return what ``account`` gives to a newborn of a population with that supply of experience.

    ``effectors`` are those of its actions, in their order; ``drawn`` returns the account's own
    numbers in a region of the body.
    """
    parts = [region(effector) for effector in effectors]
    numbers = {part: drawn(part) for part in {*parts}}

    def each(modality: str, says: Callable[[Newborn], float]) -> ByAction:
        """Return what the account says of each action in a modality."""
        return _alike(
            [
                says(Newborn(carries[modality][part], modality, part, supply, numbers[part]))
                for part in parts
            ]
        )

    return Birth(
        visual=each("visual", account.matched_weight),
        auditory=each("auditory", account.matched_weight),
        plasticity=float(account.plasticity(supply, drawn(""))),
        nonmatched=each("visual", account.nonmatched),
        nonmatched_sound=each("auditory", account.nonmatched),
    )


def _alike(values: list[float]) -> ByAction:
    """Return one number where all are the same, else all of them."""
    found = tuple(float(value) for value in values)
    return found[0] if len({*found}) == 1 else found


def scales(account: Account) -> bool:
    """Return whether ``account`` lets some synapses learn at rates of their own."""
    return (
        account.nonmatched is not contract.nonmatched
        or account.plasticity is not contract.plasticity
    )


def rule_of(account: str, instead: str | None = None) -> str:
    """Return the rule by which an account learns: ``instead``, or its own.

    One that does not learn stays so, with any rule.
    """
    own: str = accounts.load(account).RULE
    return instead if instead and rules.load(own).PLASTIC else own
