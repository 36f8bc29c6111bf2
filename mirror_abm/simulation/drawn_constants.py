"""The constants of each replicate of a run: under each account a draw of the calibration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..animal.calibration import calibration
from ..animal.constant_values import constants_of, covers
from ..animal.constants import Constants

if TYPE_CHECKING:
    from .plan import Plan


def calibrates(constants: Mapping[str, float], point: bool) -> bool:
    """Return whether the constants of a run are drawn from the calibration.

    Parameters
    ----------
    constants : mapping of str to float
        Constants that were set by hand: ``calibrated`` = 0 draws the others from their ranges, and
        another number takes that draw in all replicates.
    point : bool
        Whether nothing is drawn.

    Returns
    -------
    bool
        True by default.
    """
    return not point and "calibrated" not in constants


def given_to(plan: Plan, replicate: int, account: str) -> dict[str, float]:
    """Return the constants that one replicate of a run is given under an account.

    Parameters
    ----------
    plan : Plan
        The run.
    replicate : int
        Number of the replicate.
    account : str
        One of the accounts.

    Returns
    -------
    dict of str to float
        Those that were set by hand, and the number of its draw of the calibration, ``calibrated``:
        the same for all species, whichever accounts are in the run.
    """
    fixed = dict(plan.constants)
    if calibrates(fixed, plan.point):
        number = calibration().drawn(plan.seed, replicate, account, covers(fixed))
        fixed["calibrated"] = float(number)
    return fixed


def paces(plan: Plan, replicate: int) -> list[Constants]:
    """Return the draws that decide how long the animals of one replicate live.

    Parameters
    ----------
    plan : Plan
        The run.
    replicate : int
        Number of the replicate.

    Returns
    -------
    list of Constants
        One for each account that is calibrated, in the run or not: a life is as long under all, and
        whatever rivals are beside it. One alone where nothing is drawn from the calibration.
    """
    given = (
        [given_to(plan, replicate, name) for name in calibration().accounts]
        if calibrates(plan.constants, plan.point)
        else [plan.constants]
    )
    return [constants_of(plan.seed, replicate, fixed, plan.point) for fixed in given]
