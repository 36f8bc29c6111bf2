"""What an account makes of a population: of its constants, supply of experience and lineage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..accounts.contract import region
from ..animal.account_numbers import own_constants
from ..animal.birth import Carries, carried
from ..animal.constant_values import constants_of, covers
from ..animal.constants import Constants
from ..base.items import Account
from ..experience.supply import DAYS_PER_YEAR
from ..profile.species import SpeciesProfile
from ..profile.tree import tree_given
from ..sources.contract import Supply


def lineage(
    account: Account, profile: SpeciesProfile, given: Mapping[str, Any], fixed: Mapping[str, float]
) -> Carries:
    """Return whether the animals carry a heritable system, by modality and region of the body."""
    effectors = tuple(action.effector for action in profile.actions)
    words = given["carrier"], given["seed"], given["replicate"], profile.taxon.scientific
    return carried(account, effectors, *words, covers(fixed), tree=tree_given(given["tree"]))


def constants_under(
    point: bool,
    seed: int,
    replicate: int,
    fixed: Mapping[str, float],
    account: Account,
    drawn: Mapping[str, float],
) -> Constants:
    """Return the constants of a draw, as the account has them: its ranges, its sensitive period.

    Plasticity falls by half in ``early_period`` of the age at maturity of the draw, where the
    account has a sensitive period and nobody set one by hand.
    """
    ranges = own_constants(account, seed, replicate, fixed, point, covers(fixed))
    constants = constants_of(seed, replicate, {**ranges, **fixed}, point)
    if not account.SENSITIVE or "sensitive_period" in fixed:
        return constants
    return replace(constants, sensitive_period=_early(constants, drawn))


def _early(constants: Constants, drawn: Mapping[str, float]) -> float:
    """Return the days of the early period of life, a share of the age at maturity."""
    return constants.early_period * drawn["life_history.maturity"] * DAYS_PER_YEAR


def supply_under(
    account: Account,
    supply: Supply,
    profile: SpeciesProfile,
    constants: Constants,
    drawn: Mapping[str, float],
    own: Mapping[str, float],
    lapse: float,
) -> Supply:
    """Return what an account makes of the supply of an intact species, in a life of that lapse."""
    parts = tuple(region(action.effector) for action in profile.actions)
    early = _early(constants, drawn) * profile.active_hours.value
    arranged = account.supply(replace(supply, early=early, regions=parts), own)
    return in_time_lapse(arranged, lapse)


def in_time_lapse(supply: Supply, lapse: float) -> Supply:
    """Return the supply of a life lived in time-lapse: its stages come as much sooner.

    What happens in an hour of a stage stays what it is.
    """
    return replace(
        supply,
        copied_from=supply.copied_from / lapse,
        copied_until=supply.copied_until / lapse,
        infant_until=supply.infant_until / lapse,
    )
