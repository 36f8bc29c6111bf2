"""Ways of choosing what to record next, compared: by rank, at random, by relationship.

The choice by rank is made on one half of the draws and judged on the other: judged on the draws
that it was made on, the best of many would look better than it is.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from ..base.means import BY_BLOCK, error_of_mean
from ..base.ranges import LEVEL, ends
from ..base.seeds import stream
from ..base.special import special
from ..profile.dated_tree import tip_name
from ..profile.tree import tree
from .candidates import DESIGN
from .information import BIT_DIGITS

BOTH = "both modalities"
#: verdicts that say that mirror units were found: a relative of such a species is a natural choice
FOUND = ("positive", "positive_single_lab")
HALVINGS, BOOTSTRAPS = 100, 1000


def nearest_relatives(candidates: list[tuple[str, str]], records: pd.DataFrame) -> list[int]:
    """Return which candidates are nearest on the tree to a species with mirror units.

    Parameters
    ----------
    candidates : list of tuple of str
        Species and modality of each.
    records : pandas.DataFrame
        Records of cells; only those found in the same modality count.

    Returns
    -------
    list of int
        Places in ``candidates``: several if equally near, none if nothing was found or no candidate
        has a place in the tree.
    """
    positive = records[records["verdict"].isin(FOUND)].dropna(subset=["profile"])
    found = {
        modality: {tip_name(name) for name in part["profile"]}
        for modality, part in positive.groupby("panel_modality")
    }
    ages = [_age(species, found.get(modality, set())) for species, modality in candidates]
    best = min(ages, default=np.inf)
    return [index for index, age in enumerate(ages) if age == best < np.inf]


def _age(species: str, others: set[str]) -> float:
    """Return million years since the last common ancestor with the nearest of some species."""
    dated, own = tree(), tip_name(species)
    if own not in dated.tips:
        return float("inf")
    shared = [dated.ages[dated.ancestor(own, other)] for other in others & set(dated.tips)]
    return float(min(shared, default=np.inf))


def choices(
    table: pd.DataFrame,
    values: dict[tuple[str, ...], np.ndarray],
    records: pd.DataFrame,
    first: str,
    seed: int,
) -> pd.DataFrame:
    """Return the bits expected of each way of choosing among what was not tested.

    Parameters
    ----------
    table : pandas.DataFrame
        The designs, see :func:`mirror_abm.inference.ranking.ranked`.
    values : dict
        (species, modality, design, comparison) -> pseudo-values in bits, shape (draw,).
    records : pandas.DataFrame
        Records of cells.
    first : str
        The rearing that is considered.
    seed : int
        Seed of the run.

    Returns
    -------
    pandas.DataFrame
        One row per comparison, modality and way of choosing: ``bits``, ``over_random`` and
        ``over_nearest`` with 90 % intervals over draws, or over blocks of them.
    """
    rows: list[dict[str, Any]] = []
    free = table[(table["tested"] == "") & (table["design"] == first)]
    for comparison in dict.fromkeys(free["comparison"]):
        for among in (BOTH, *dict.fromkeys(free["modality"])):
            part = free[
                (free["comparison"] == comparison) & ((among == BOTH) | (free["modality"] == among))
            ]
            rng = stream(seed, "choices", str(comparison), str(among))
            rows += [
                {"comparison": comparison, "among": among} | row
                for row in _compared(part, values, records, rng)
            ]
    return pd.DataFrame(rows)


def _compared(
    part: pd.DataFrame,
    values: dict[tuple[str, ...], np.ndarray],
    records: pd.DataFrame,
    rng: np.random.Generator,
) -> list[dict[str, Any]]:
    """Return one row per way of choosing among the designs of ``part``, of one comparison."""
    comparison, keys = part["comparison"].iloc[0], list(part[DESIGN].itertuples(index=False))
    each = np.stack([values[(*key, comparison)] for key in keys])
    near = nearest_relatives([(key.species, key.modality) for key in keys], records)
    per_draw = {
        "ranked": _by_rank(each, part["cost"].to_numpy(), rng),
        "random": each.mean(axis=0),
    }
    if near:
        per_draw["nearest_relative"] = each[near].mean(axis=0)
    sample = rng.integers(each.shape[1], size=(BOOTSTRAPS, each.shape[1]))
    rows = []
    for choice, drawn in per_draw.items():
        row: dict[str, Any] = {"choice": choice} | _interval("bits", "", drawn, sample)
        for other in ("random", "nearest_relative"):
            name = f"over_{other.removesuffix('_relative')}"
            less = drawn - per_draw.get(other, np.full(len(drawn), np.nan))
            row |= _interval(name, f"{name}_", less, sample)
        row["designs"] = len(near) if choice == "nearest_relative" else len(keys)
        rows.append(row | {"unit_of_replication": "draw"})
    return rows


def _interval(name: str, prefix: str, drawn: np.ndarray, sample: np.ndarray) -> dict[str, float]:
    """Return the mean over draws, and its 90 % interval.

    By the bootstrap over draws; by Student's t over blocks of draws that cover, where there are
    four blocks or more, too few to be sampled from (:mod:`mirror_abm.base.means`).
    """
    found = error_of_mean(drawn)
    if found.kind == BY_BLOCK:
        half = float(special("stdtrit")(found.freedom, (1 + LEVEL) / 2)) * found.error
        low, high = drawn.mean() - half, drawn.mean() + half
    else:
        low, high = ends(drawn[sample].mean(axis=1))
    return {name: float(drawn.mean()), f"{prefix}low": low, f"{prefix}high": high}


def _by_rank(each: np.ndarray, cost: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return, for each draw, the bits of the design that ranks first in halves without that draw.

    ``each`` has shape (design, draw), ``cost`` (design,). Of designs that are equal the first is
    chosen.
    """
    count = each.shape[1]
    total, times = np.zeros(count), np.zeros(count)
    for _ in range(HALVINGS):
        order = rng.permutation(count)
        one, two = order[: count // 2], order[count // 2 :]
        for own, other in ((one, two), (two, one)):
            worth = (each[:, own].mean(axis=1) / cost).round(BIT_DIGITS)
            total[other] += each[int(np.argmax(worth)), other]
            times[other] += 1
    return total / times
