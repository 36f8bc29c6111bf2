"""Which accounts of a run can be judged against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..accounts.contract import BASELINES
from ..base.errors import InputError
from .shares import require_normal_world

if TYPE_CHECKING:
    from ..simulation.archive import Run

#: the account that all others are compared with
REFERENCE = "associative"
#: draws below which an average over draws says nothing
FEWEST_DRAWS = 4


def rivals(run: Run) -> list[str]:
    """Return the accounts of a run that are no chance baselines, ``associative`` first.

    Parameters
    ----------
    run : Run
        A run of several accounts that drew its uncertain numbers.

    Returns
    -------
    list of str
        ``associative``, then its rivals.

    Raises
    ------
    InputError
        If the run lacks ``associative`` or a rival, is of medians, has fewer than 4 draws, or
        permuted labels.
    """
    require_normal_world(run)
    found = [name for name in run.plan.accounts if name not in BASELINES]
    if REFERENCE not in found or len(found) < 2:
        raise InputError(
            f"run {run.id}: accounts = {', '.join(run.plan.accounts)}: must hold associative and a "
            "rival: `mirror-abm run --account associative --account hebbian --account genetic "
            "--account canalized --account epigenetic` makes such a run."
        )
    if run.plan.point:
        raise InputError(
            f"run {run.id}: point: must have drawn its numbers: an account is judged over all that "
            "is uncertain."
        )
    if run.plan.replicates < FEWEST_DRAWS:
        raise InputError(
            f"run {run.id}: replicates = {run.plan.replicates}: must be at least {FEWEST_DRAWS}, "
            "the draws that are averaged: run more --replicates."
        )
    return [REFERENCE, *(name for name in found if name != REFERENCE)]
