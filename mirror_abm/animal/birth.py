"""What an account gives to newborn animals, and in which lineages."""

from __future__ import annotations

from collections.abc import Mapping

from ..accounts import contract
from ..base.errors import InputError
from ..base.items import Account
from ..base.shelf import accounts, rules
from ..sources.contract import Supply
from .carriers import MODALITIES, carriers
from .network import Birth


def carried(
    account: Account, carrier: bool | None, seed: int, replicate: int, scientific: str
) -> dict[str, bool]:
    """Return whether the animals carry a heritable system, by modality: as told, or drawn on the tree if the account asks."""
    if carrier is not None and not isinstance(carrier, bool):
        raise InputError(
            f"carrier = {carrier!r}: must be True, False, or None for a draw on the tree."
        )
    if not account.INHERITED or carrier is not None:
        return dict.fromkeys(MODALITIES, bool(carrier))
    return {modality: carriers(seed, replicate, scientific, modality) for modality in MODALITIES}


def birth(account: Account, supply: Supply, carries: Mapping[str, bool]) -> Birth:
    """Return what ``account`` gives to a newborn of a population with that supply of experience."""
    return Birth(
        **{name: float(account.matched_weight(each, supply)) for name, each in carries.items()},
        plasticity=float(account.plasticity(supply)),
        nonmatched=float(account.nonmatched(any(carries.values()))),
    )


def scales(account: Account) -> bool:
    """Return whether ``account`` lets some synapses learn at rates of their own, in any population."""
    return (
        account.nonmatched is not contract.nonmatched
        or account.plasticity is not contract.plasticity
    )


def rule_of(account: str, instead: str | None = None) -> str:
    """Return the rule by which an account learns: ``instead``, or its own; one that does not learn stays so, with any rule."""
    own: str = accounts.load(account).RULE
    return instead if instead and rules.load(own).PLASTIC else own
