"""The bits that each design is expected to give, and the order of the designs by them.

Two designs whose difference is within its error are a tie. A design is below noise if an account
seems to tell as much about itself.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ..base.brief import brief
from ..base.means import kind_of_error
from ..base.progress import Advance
from ..profile.dated_tree import tip_name
from .candidates import DESIGN
from .information import ALIKE, BIT_DIGITS, noise_floor, pseudo_values, standard_error

ALL_ACCOUNTS = "all accounts"
#: of a 90 % interval
Z = 1.645
_EVEN = np.array([0.5, 0.5])

DesignKey = tuple[str, str, str]


class Bits(NamedTuple):
    """What each design tells about the accounts.

    Attributes
    ----------
    rows : list of dict
        One per design and comparison.
    per_draw : dict
        (species, modality, design, comparison) -> pseudo-values in bits, shape (draw,).
    apart : numpy.ndarray
        Bits of the design that parts two accounts best, shape (account, account).
    noise : float
        The largest noise floor of any design and account, bits.
    """

    rows: list[dict[str, Any]]
    per_draw: dict[tuple[str, ...], np.ndarray]
    apart: np.ndarray
    noise: float

    def __repr__(self) -> str:
        return brief(self)


def bits_of(
    made: dict[DesignKey, np.ndarray],
    whether: dict[DesignKey, np.ndarray],
    accounts: list[str],
    prior: np.ndarray,
    seed: int,
    advance: Advance | None = None,
) -> Bits:
    """Return the bits of every design, for each rival against the first account and over all.

    Parameters
    ----------
    made : dict
        Design -> P(outcome | account, draw), shape (account, draw, outcome).
    whether : dict
        The same of whether mirror units are found, and no more.
    accounts : list of str
        The accounts, ``associative`` first.
    prior : numpy.ndarray
        Weight of each account, shape (account,).
    seed : int
        Seed of the run.
    advance : callable, optional
        Called after each design with how many are done, and the species of the last.

    Returns
    -------
    Bits
        Rows, pseudo-values, how far accounts are parted, and the noise.
    """
    count = len(accounts)
    found = Bits([], {}, np.zeros((count, count)), 0.0)
    for number, (key, chances) in enumerate(made.items()):
        floors = [noise_floor(each, seed, *key) for each in chances]
        found = found._replace(noise=max(found.noise, *floors))
        for one, other in combinations(range(count), 2):
            each = pseudo_values(chances[[one, other]], _EVEN)
            most = max(found.apart[one, other], each.mean())
            found.apart[one, other] = found.apart[other, one] = most
            if one == 0:
                only = pseudo_values(whether[key][[one, other]], _EVEN)
                _note(found, key, accounts[other], each, max(floors[one], floors[other]), only)
        each, only = pseudo_values(chances, prior), pseudo_values(whether[key], prior)
        _note(found, key, ALL_ACCOUNTS, each, max(floors), only)
        if advance:
            advance(number + 1, key[0])
    return found


def _note(
    found: Bits, key: DesignKey, comparison: str, each: np.ndarray, floor: float, only: np.ndarray
) -> None:
    """Add the bits of one design in one comparison to what is found."""
    bits, error = float(each.mean()), standard_error(each)
    found.per_draw[(*key, comparison)] = each
    found.rows.append(
        dict(zip(DESIGN, key, strict=True))
        | {
            "comparison": comparison,
            "bits": bits,
            "low": bits - Z * error,
            "high": bits + Z * error,
            "mc_error": error,
            "mc_error_is": kind_of_error(len(each)),
            "floor": floor,
            "above_floor": bits > floor + ALIKE,
            "bits_found": float(only.mean()),
        }
    )


def ranked(found: Bits, costs: dict[str, float], records: pd.DataFrame) -> pd.DataFrame:
    """Return the designs in order of value within each comparison.

    Parameters
    ----------
    found : Bits
        What each design tells.
    costs : dict
        Species -> cost of an animal.
    records : pandas.DataFrame
        Records of cells, see :func:`mirror_abm.inference.evidence.records_of_cells`.

    Returns
    -------
    pandas.DataFrame
        The rows of ``found`` with ``cost``, ``tested`` (verdicts on record), ``value`` (bits per
        cost), ``rank`` and ``tied`` (with the first).
    """
    table = pd.DataFrame(found.rows)
    arms = np.where(table["design"].str.contains(" and "), 2, 1)
    table = table.assign(cost=table["species"].map(costs) * arms, tested=_tested(table, records))
    table["value"] = table["bits"] / table["cost"]
    order = ["comparison", "_value", *DESIGN]
    table = table.assign(_value=table["value"].round(BIT_DIGITS))
    table = table.sort_values(order, ascending=[True, False, True, True, True], kind="stable")
    table = table.drop(columns="_value")
    table["rank"] = table.groupby("comparison").cumcount() + 1
    return table.assign(tied=_tied(table, found.per_draw)).reset_index(drop=True)


def _tied(table: pd.DataFrame, values: dict[tuple[str, ...], np.ndarray]) -> list[bool]:
    """Return whether each ranked design differs from the first by no more than its error."""
    tied: list[bool] = []
    for comparison, part in table.groupby("comparison", sort=False):
        each = [
            values[(*key, comparison)] / cost
            for *key, cost in part[[*DESIGN, "cost"]].itertuples(index=False)
        ]
        less = [each[0] - other for other in each]
        tied += [float(row.mean()) <= Z * standard_error(row) + ALIKE for row in less]
    return tied


def _tested(table: pd.DataFrame, records: pd.DataFrame) -> list[str]:
    """Return the verdicts on record of each row's species and modality; empty if none is known."""
    known = records[~records["verdict"].isin(["not_tested", "unknown"])].dropna(subset=["profile"])
    found = {
        (tip_name(profile), modality): ", ".join(dict.fromkeys(part["verdict"]))
        for (profile, modality), part in known.groupby(["profile", "panel_modality"])
    }
    return [found.get((tip_name(row.species), row.modality), "") for row in table.itertuples()]
