"""Which results would hurt an account most: patterns that a rival expects and it does not.

A pattern says of an outcome that it lies above 0, below 0, or does not differ from 0, by the test
of a study with n animals in each group: 0 is left if the mean is further from it than 1.96 standard
errors and than what is negligible. Its chance under account a, over R draws, is::

    P(pattern | a) = (sum over r of P(pattern | a, r) + 1/2) / (R + 1)

for a chance below one in 2 R + 2 cannot be known from R draws. Under the rival that expects it most
the pattern brings ``log2(P(rival) / P(account))`` bits, and a study that looks for it is expected
to bring, with p and q its chances under the two, ``p log2(p/q) + (1 - p) log2((1 - p)/(1 - q))``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import erf, log2, sqrt
from typing import Any

import numpy as np
import pandas as pd

from .best_studies import NEW
from .outcomes import Reported
from .parting import Outcome, normals
from .variants import PUBLISHED

#: results that are named
RESULTS = 3
#: standard errors beyond which a study says that there is a difference
ERRORS = 1.96
#: bits within which a result of an experiment as published, of fewer groups, is as good
TIED = 0.1
PATTERNS = ("above", "below", "no different from")
COLUMNS = [
    *("experiment", "change", "outcome", "pattern", "result", "rival", "bits", "expected_bits"),
    *("chance_rival", "chance_account", "groups", "animals"),
]
_cdf = np.vectorize(lambda z: 0.5 * (1 + erf(z / sqrt(2))), otypes=[float])


def hurting(
    studies: Iterable[Reported],
    accounts: Sequence[str],
    account: str,
    animals: int,
    known: Mapping[str, str],
) -> pd.DataFrame:
    """Return the results that would hurt an account most.

    Parameters
    ----------
    studies : iterable of Reported
        What studies report.
    accounts : sequence of str
        The accounts, in the order of the outcomes.
    account : str
        The one that is to be hurt.
    animals : int
        Animals in each group of a study.
    known : mapping of str to str
        How well the published pattern of each experiment is known.

    Returns
    -------
    pandas.DataFrame
        At most three rows, of as many experiments, those of the most expected bits first, and of
        each as simple a result as brings them: ``experiment``,
        ``change``, ``outcome``, ``pattern``, ``result`` (a sentence), ``rival``, ``bits`` (against
        the account, if it is found), ``expected_bits`` (of looking for it, if the rival is right),
        ``chance_rival``, ``chance_account``, ``groups``, ``animals`` (in all), and ``known``, how
        well the pattern of a study as published is known: ``new`` of a variant.
    """
    own = list(accounts).index(account)
    rows = []
    for each in studies:
        chances = pattern_chances(each.outcome, each.negligible, animals)
        for pattern, under in zip(PATTERNS, chances, strict=True):
            rival = max((at for at in range(len(under)) if at != own), key=lambda at: under[at])
            if under[rival] > under[own]:
                rows.append(_row(each, pattern, accounts[rival], under[rival], under[own], animals))
    table = pd.DataFrame(rows, columns=COLUMNS)
    most = table.groupby("experiment")["expected_bits"].transform("max")
    table = table[table["expected_bits"] >= most - TIED].assign(
        most=most, done=table["change"] != PUBLISHED
    )
    order = ["most", "done", "groups", "expected_bits"]
    table = table.sort_values(order, ascending=[False, True, True, False], kind="stable")
    table = table.drop_duplicates("experiment").head(RESULTS)[COLUMNS].reset_index(drop=True)
    said = table["experiment"].map(known)
    return table.assign(known=said.where(table["change"] == PUBLISHED, NEW))


def pattern_chances(outcome: Outcome, negligible: float, animals: int) -> np.ndarray:
    """Return the chance of each pattern under each account.

    Parameters
    ----------
    outcome : Outcome
        What a study reports.
    negligible : float
        Difference below which there is none.
    animals : int
        Animals in each group.

    Returns
    -------
    numpy.ndarray
        Chances of above 0, below 0 and no different from 0, shape (pattern, account).
    """
    means, deviations = normals(outcome, animals)
    limits = np.maximum(ERRORS * np.sqrt(outcome.variances / animals), negligible)
    above = 1 - _cdf((limits - means) / deviations)
    below = _cdf((-limits - means) / deviations)
    each = np.stack([above, below, np.clip(1 - above - below, 0, 1)])
    found: np.ndarray = (each.sum(axis=-1) + 0.5) / (each.shape[-1] + 1)
    return found


def _row(
    each: Reported, pattern: str, rival: str, expects: float, does_not: float, animals: int
) -> tuple[Any, ...]:
    """Return a row of the table."""
    p, q = float(expects), float(does_not)
    expected = p * log2(p / q) + (1 - p) * log2((1 - p) / (1 - q))
    result = f"{each.study}: {each.words} is {pattern} 0"
    return (
        *each.design,
        each.words,
        pattern,
        result,
        rival,
        log2(p / q),
        expected,
        p,
        q,
        each.outcome.groups,
        each.outcome.groups * animals,
    )
