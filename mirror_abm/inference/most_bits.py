"""How much one record can say at most, whatever the accounts are: the log of a ratio, in bits.

The likelihood of a record is bounded, since it may be wrong. That of a verdict lies between
(1 - w)/2 and (1 + w)/2, w being its reliability. That of a count is tried at all shares of mirror
units from 0 to 1, with responses to other acts that are none, and at either end of what is
published: its largest value over its smallest is what two accounts could differ by. The spread
between laboratories and the mixture keep it in bounds: 10 times as many cells do not say 10 times
as much.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from .counts import SPREAD, count_chances
from .likelihood import RELIABILITY, stated_counts
from .observations import mixed_with_nothing
from .shares import Shares
from .study import Lab

#: shares of mirror units that are tried
TRIED = 41


def most_bits(
    used: pd.DataFrame,
    lab: Lab,
    published: np.ndarray,
    spread: tuple[float, float] = SPREAD,
) -> np.ndarray:
    """Return how much each entry can say at most.

    Parameters
    ----------
    used : pandas.DataFrame
        The entries that are weighed, see :func:`mirror_abm.inference.likelihood.sorted_out`.
    lab : Lab
        How well laboratories call units.
    published : numpy.ndarray
        Values of s, the chance that a negative study is published, shape (s,).
    spread : tuple of float
        Range of the standard deviation between laboratories, in logits.

    Returns
    -------
    numpy.ndarray
        Bits, its vote included, shape (entry,).
    """
    return np.array(
        [row.vote * _bits(row, lab, published, spread) for row in used.itertuples(index=False)]
    )


def _bits(row: Any, lab: Lab, published: np.ndarray, spread: tuple[float, float]) -> float:
    """Return the bits of one entry, as if it had a whole vote."""
    if row.weighed_by == "verdict":
        w = RELIABILITY[row.verdict][1]
        return float(np.log2((1 + w) / (1 - w)))
    tried = np.linspace(0, 1, TRIED)[:, None]
    own = Shares(tried, np.zeros_like(tried), np.ones_like(tried))
    all_respond = Shares(np.ones_like(tried), np.zeros_like(tried), np.ones_like(tried))
    chance = np.mean(
        [
            count_chances(own, all_respond, counted, lab, spread).published(published)
            for counted in stated_counts(row)
        ],
        axis=0,
    )
    likelihood = mixed_with_nothing(row.verdict, row.recorded, chance)
    return float(np.log2(likelihood.max() / likelihood.min()))
