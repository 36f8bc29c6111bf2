"""A prediction sheet and what was found afterwards: who is refuted, and who said it best.

With k_c the count in condition c, each account's chance of the whole result is a mean over its
draws, which all conditions share::

    P(k | account) = mean over draws r of prod_c P(k_c | account, r)

The log score is its natural logarithm; the difference between two accounts is the logarithm of
their Bayes factor, from the draws of the sheet alone: few draws make it overconfident
(docs/posterior.md). An account is refuted by a condition in which a count so extreme had a chance
of at most 5 % (:mod:`.refutation`); with several conditions the level of each is divided by their
number (Bonferroni).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ..base.brief import brief
from ..base.errors import InputError
from .refutation import LEVEL, tail
from .sheet import Sheet
from .sheet_file import Kept, read_sheet


class Scored(NamedTuple):
    """What a result says of the accounts of a sheet.

    Attributes
    ----------
    conditions : pandas.DataFrame
        One row per condition that was measured and account: what was ``found``, ``of`` how many,
        its ``chance``, the chance ``tail`` of one so extreme, and whether it is ``refuted``.
    accounts : pandas.DataFrame
        One row per account, the best first: ``chance`` of the whole result, ``log_score``,
        ``log10_bayes_factor`` against the best, and whether it is ``refuted`` by any condition.
    """

    conditions: pd.DataFrame
    accounts: pd.DataFrame

    def __repr__(self) -> str:
        return brief(self)


def score_sheet(sheet: Sheet | Kept | str | Path, found: Mapping[int, int]) -> Scored:
    """Return what a result says of the accounts of a sheet.

    Parameters
    ----------
    sheet : Sheet, Kept, str or pathlib.Path
        Made before; itself, or the folder that it was kept in.
    found : mapping of int to int
        Number of a condition -> units that were found there; conditions that were not measured are
        left out.

    Returns
    -------
    Scored
        Condition by condition, and account by account.

    Raises
    ------
    InputError
        If nothing was measured, a condition is not on the sheet, or a count is none of its study.
    """
    if isinstance(sheet, (str, Path)):
        sheet = read_sheet(sheet)
    numbers = [each["number"] for each in sheet.facts["conditions"]]
    most = sheet.facts["study"]["animals"] * sheet.facts["study"]["units"]
    _check(found, numbers, most)
    rows: list[dict[str, Any]] = []
    joint = dict.fromkeys(sheet.facts["accounts"], np.ones(sheet.facts["draws"]))
    for number, count in sorted(found.items()):
        here = sheet.outcomes[sheet.outcomes["number"] == number]
        for account, part in here.groupby("account", sort=False):
            chances = part.pivot_table(index="draw", columns="count", values="chance").to_numpy()
            joint[str(account)] = joint[str(account)] * chances[:, count]
            extreme = tail(chances.mean(axis=0), count)
            rows.append(
                {
                    "number": number,
                    "account": account,
                    "found": count,
                    "of": most,
                    "chance": float(chances[:, count].mean()),
                    "tail": extreme,
                    "refuted": extreme <= LEVEL / len(found),
                }
            )
    return Scored(pd.DataFrame(rows), _accounts(joint, pd.DataFrame(rows)))


def _check(found: Mapping[int, int], numbers: list[int], most: int) -> None:
    """Refuse what is no result of a study."""
    if not found:
        raise InputError("found: must give the count of at least one condition of the sheet.")
    for number, count in found.items():
        if number not in numbers:
            raise InputError(
                f"found: condition {number} is not on the sheet: must be one of "
                f"{', '.join(map(str, numbers))}."
            )
        if isinstance(count, bool) or not isinstance(count, int) or not 0 <= count <= most:
            raise InputError(
                f"found {number}={count}: must be a whole number of units from 0 to {most}."
            )


def _accounts(joint: Mapping[str, np.ndarray], rows: pd.DataFrame) -> pd.DataFrame:
    """Return what the whole result says of each account."""
    refuted = rows.groupby("account")["refuted"].any()
    chances = {name: float(each.mean()) for name, each in joint.items()}
    best = max(chances.values())
    table = pd.DataFrame(
        {
            "account": name,
            "chance": chance,
            "log_score": math.log(chance) if chance > 0 else -math.inf,
            "log10_bayes_factor": _log10(chance, best),
            "refuted": bool(refuted[name]),
        }
        for name, chance in chances.items()
    )
    return table.sort_values("chance", ascending=False, kind="stable").reset_index(drop=True)


def _log10(chance: float, best: float) -> float:
    """Return the logarithm of a Bayes factor; not a number where all chances are 0."""
    if best == 0:
        return math.nan
    return math.log10(chance / best) if chance > 0 else -math.inf
