"""Which source of experience carries a share: the fall without it, its error, and its runner-up.

Each source is removed alone, and each group is compared with itself: the fall of a group is its
share with all sources minus its share without that one. The main source is the one with the largest
mean fall over groups, and it is named only if that is more than chance between groups::

    its fall > 0, and its fall - the fall of each other source > 0,

each by the lower bound of the 95 % interval of a mean of paired values (Student's t, over groups,
or over blocks of 20 from 80 groups on: :mod:`mirror_abm.base.means`); else it is ``?``. Where no
mean fall reaches 0.01 nothing carries the share, and the name is empty. The share that stands
beside a fall is that of the same groups.
"""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from ..base.means import error_of_mean
from ..base.special import special
from .confidence import CONFIDENCE_LEVEL, confidence_interval
from .statistics import UNITS

KEYS = ["species", "account", "world", "modality"]  #: each combination has a main source
SMALL = 0.01  #: a change of the share below this decides nothing
UNDECIDED = "?"  #: in place of a main source that is not told apart from its runner-up
POWER, MOST_DRAWS = 0.8, 10_000
NAMED = ["main_source", "main_first", "main_runner_up"]  #: the columns that are names
COLUMNS = [
    "main_source",
    "main_first",
    "main_drop",
    "main_drop_error",
    "main_runner_up",
    "main_lead",
    "main_lead_error",
    "main_share",
    "main_n",
    "main_needed",
]


def draws_needed(mean: float, spread: float, power: float = POWER) -> float:
    """Return how many draws a paired comparison would take to find a difference that is there.

    With n draws, the statistic of a two-sided t-test at 5 % is noncentral t::

        power(n) = P(T(n - 1, sqrt(n) mean / spread) > t(n - 1, 0.975))

    Parameters
    ----------
    mean : float
        The difference.
    spread : float
        The standard deviation of the paired differences.
    power : float, default 0.8
        The chance with which it is to be found.

    Returns
    -------
    float
        The smallest n with that power, at least 2; infinite beyond 10,000, or where there is no
        difference. It takes mean and spread for true: those of a few draws give its order of
        magnitude.

    Examples
    --------
    >>> draws_needed(0.5, 1.0), draws_needed(1.0, 0.0), draws_needed(0.0, 1.0)
    (34.0, 2.0, inf)
    """
    nctdtr, stdtrit = special("nctdtr"), special("stdtrit")
    size = abs(mean)
    if not size or math.isnan(size) or math.isnan(spread):
        return math.inf
    if spread <= size / 100:  # far beyond any doubt, even with two draws
        return 2.0

    def found(n: int) -> float:
        bound = float(stdtrit(n - 1, (1 + CONFIDENCE_LEVEL) / 2))
        return 1 - float(nctdtr(n - 1, math.sqrt(n) * size / spread, bound))

    low, high = 1, 2
    while found(high) < power:
        low, high = high, 2 * high
        if low >= MOST_DRAWS:
            return math.inf
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if found(middle) >= power else (middle, high)
    return float(high) if high <= MOST_DRAWS else math.inf


def main_sources(drops: pd.DataFrame, intact: pd.DataFrame, headline: str) -> pd.DataFrame:
    """Return the main source of each share, with its error and its runner-up.

    Parameters
    ----------
    drops : pandas.DataFrame
        One row per species, account, world, modality, source, replicate and group: ``drop``.
    intact : pandas.DataFrame
        The groups with all sources.
    headline : str
        The column of ``intact`` whose fall ``drop`` is.

    Returns
    -------
    pandas.DataFrame
        One row per species, account, world and modality: ``main_source``, its name, ``?`` if it is
        not told apart, empty if no fall reaches 0.01; ``main_first``, the source with the largest
        mean fall, told apart or not; ``main_drop`` and ``main_drop_error``, this fall and its
        standard error; ``main_runner_up``, the source with the next; ``main_lead`` and
        ``main_lead_error``, by how much more the share falls without the first than without the
        runner-up, in the same groups; ``main_share``, the share of the same groups; ``main_n``,
        their number; ``main_needed``, how many it would take to tell them apart with a power of
        80 %, see :func:`draws_needed`. All but the shares are missing where no fall reaches 0.01.
    """
    shares = intact.set_index([*KEYS, *UNITS["group"]])[headline]
    rows = []
    for key, part in drops.groupby(KEYS, sort=True, observed=True):
        falls = part.pivot_table(
            index=UNITS["group"], columns="source", values="drop", observed=True
        )
        beside = shares.loc[key].reindex(falls.index)
        rows.append((*key, *_main_source(falls, float(beside.mean()))))
    return pd.DataFrame(rows, columns=[*KEYS, *COLUMNS])


def _main_source(falls: pd.DataFrame, share: float) -> tuple[object, ...]:
    """Return the columns of one share, from its falls: a row for each group, a column a source."""
    n, means = len(falls), falls.mean()
    order = list(means.sort_values(ascending=False, kind="stable").index)
    first, others = order[0], order[1:]
    if means[first] < SMALL:
        return ("", "", np.nan, np.nan, "", np.nan, np.nan, share, n, np.nan)
    lead = falls[first] - (falls[others[0]] if others else 0.0)
    sure = [falls[first], *(falls[first] - falls[other] for other in others)]
    numbers = falls.index.get_level_values("replicate")
    apart = all(confidence_interval(each, numbers)[1] > 0 for each in sure)
    needed = max(draws_needed(each.mean(), each.std(ddof=1)) for each in (falls[first], lead))
    return (
        first if apart else UNDECIDED,
        first,
        means[first],
        error_of_mean(falls[first], numbers).error,
        others[0] if others else "",
        lead.mean(),
        error_of_mean(lead, numbers).error,
        share,
        n,
        needed,
    )
