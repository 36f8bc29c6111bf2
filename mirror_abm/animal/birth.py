"""What an account gives to newborn animals, and in which lineages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..accounts import contract
from ..base.errors import InputError
from ..base.items import Account
from ..base.shelf import accounts, rules
from ..profile.dated_tree import Tree
from ..sources.contract import Supply
from .carriers import carriers
from .percepts import MODALITIES


@dataclass(frozen=True)
class Birth:
    """What an account gives to a newborn animal.

    Attributes
    ----------
    visual, auditory : float
        Weight at birth from the sight (the sound) of an action to the same action, where a synapse
        is.
    plasticity : float
        How fast synapses learn, relative to the global rate.
    nonmatched : float
        The same, of synapses that do not join own units of the sight (sound) of an action with own
        units of it, relative to those that do.
    """

    visual: float = 0.0
    auditory: float = 0.0
    plasticity: float = 1.0
    nonmatched: float = 1.0

    @property
    def scaled(self) -> bool:
        """Whether synapses learn at rates of their own."""
        return self.plasticity != 1 or self.nonmatched != 1


NEWBORN = Birth()


def carried(
    account: Account,
    carrier: bool | None,
    seed: int,
    replicate: int,
    scientific: str,
    covering: bool = True,
    tree: Tree | None = None,
) -> dict[str, bool]:
    """Return whether the animals carry a heritable system, by modality.

    As told, or drawn on the tree (the library's, if none is given) if the account asks.
    """
    if carrier is not None and not isinstance(carrier, bool):
        raise InputError(
            f"carrier = {carrier!r}: must be True, False, or None for a draw on the tree."
        )
    if not account.INHERITED or carrier is not None:
        return dict.fromkeys(MODALITIES, bool(carrier))
    return {
        modality: carriers(seed, replicate, scientific, modality, covering=covering, tree=tree)
        for modality in MODALITIES
    }


def birth(account: Account, supply: Supply, carries: Mapping[str, bool]) -> Birth:
    """Return what ``account`` gives to a newborn of a population with that supply of experience."""
    return Birth(
        **{name: float(account.matched_weight(each, supply)) for name, each in carries.items()},
        plasticity=float(account.plasticity(supply)),
        nonmatched=float(account.nonmatched(any(carries.values()))),
    )


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
