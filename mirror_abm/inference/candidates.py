"""The studies that could be done next, and the chance of each outcome of each under every account.

A design is a species, a modality and a rearing (an arm of the run). Where a run has several arms,
the first and each other, recorded together, are a design as well: a rearing contrast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..base.progress import followed
from ..simulation.plan import arm_name
from .chances import outcomes
from .shares import Shares
from .study import Study

if TYPE_CHECKING:
    from ..simulation.archive import Run

#: the columns that say which design a row is about
DESIGN = ["species", "modality", "design"]
#: bins of each of the two outcomes of a contrast: binning can only lower the bits
OUTCOME_BINS = 40


def candidates(
    run: Run, accounts: list[str], study: Study, outcome: str, progress: bool | None = False
) -> dict[tuple[str, str, str], np.ndarray]:
    """Return the chance of each outcome of each design, by account and draw.

    Parameters
    ----------
    run : Run
        The run that predicts.
    accounts : list of str
        The accounts that are compared.
    study : Study
        Size and laboratory of each study; in a contrast, of each of its two arms.
    outcome : str
        What the study reports, see :func:`mirror_abm.inference.chances.outcomes`.
    progress : bool or None
        Whether a progress bar is shown, see :func:`mirror_abm.base.progress.wanted`.

    Returns
    -------
    dict
        (species, modality, design) -> P(outcome | account, draw), shape (account, draw, outcome).
    """
    arms, numbers = [arm_name(arm) for arm in run.plan.arms], list(range(run.plan.replicates))
    units = run.table("units")
    by = ["species", "modality", "arm", "account"]
    cell = dict(list(units[units["arm"].isin(arms)].groupby(by, observed=True)))
    made: dict[tuple[str, str, str], np.ndarray] = {}
    for species in followed(run.plan.species, progress, "species"):
        for modality in dict.fromkeys(units.loc[units["species"] == species, "modality"]):
            each = {}
            for arm in arms:
                rows = [cell[(species, modality, arm, account)] for account in accounts]
                each[arm] = np.stack(
                    [outcomes(Shares.of(part, numbers), study, outcome) for part in rows]
                )
            made |= {(species, modality, arm): chances for arm, chances in each.items()}
            made |= {
                (species, modality, f"{arms[0]} and {arm}"): joint(each[arms[0]], each[arm])
                for arm in arms[1:]
            }
    return made


def joint(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return the joint chances of the outcomes of two studies that share their draws.

    Parameters
    ----------
    one, other : numpy.ndarray
        P(outcome | account, draw), shape (account, draw, outcome).

    Returns
    -------
    numpy.ndarray
        Joint chances, shape (account, draw, pair of outcomes), each outcome in at most 40 bins.
    """
    both: np.ndarray = np.einsum("arj,ark->arjk", _binned(one), _binned(other))
    return both.reshape(*both.shape[:2], -1)


def _binned(chances: np.ndarray) -> np.ndarray:
    """Return chances of neighbouring outcomes added up, in bins of equal width."""
    width = -(-chances.shape[-1] // OUTCOME_BINS)
    return np.add.reduceat(chances, np.arange(0, chances.shape[-1], width), axis=-1)
