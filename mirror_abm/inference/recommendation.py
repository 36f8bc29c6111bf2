"""What to record next: which study of which species tells most about which account is right.

A design is a species, a modality and a rearing (arm). Its information is the mutual information, in bits, between the account,
under a stated prior, and the study's outcome, exactly integrated over outcomes and over the draws of the run
(:mod:`mirror_abm.inference.prediction`, :mod:`mirror_abm.inference.information`): for each rival
against ``associative`` at even odds, and over all accounts. The unit is the draw. Two designs whose
difference is within its error are a tie. A design is below noise if an account seems to tell as
much about itself. What was found in any species is used for two things only: to mark the species
that were recorded, and for the choice by relationship that the ranking is compared with.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

import networkx as nx
import numpy as np
import pandas as pd

from ..base.errors import InputError, did_you_mean, unknown
from ..base.seeds import stream
from ..profile.dated_tree import tip_name
from ..profile.tree import tree
from ..simulation.plan import arm_name
from .evidence import load_evidence
from .information import ALIKE, DIGITS, noise_floor, pseudo_values, standard_error
from .prediction import ANIMALS, LEVEL, OUTCOMES, UNITS, Draws, Lab, Study, outcomes, perceptible
from .weighing import cells, rivals

if TYPE_CHECKING:
    from ..simulation.archive import Run

LEAST = 0.1  #: bits; accounts that no design parts by more are one class: a tenth of what settles the question
CLASSES = 40  #: of each of the two outcomes of a contrast: grouping can only lower the bits
Z = 1.645  #: of a 90 % interval
SPLITS, BOOTSTRAPS = 100, 1000
FOUND = ("positive", "positive_single_lab")  #: verdicts from which a relative is nearest
ALL, BOTH = "all accounts", "both modalities"
DESIGN = ["species", "modality", "design"]


class Recommendation(NamedTuple):
    """Tables: ``designs`` (ranked), ``choices`` (ways of choosing, compared), ``classes`` (accounts that no design parts)."""

    designs: pd.DataFrame
    choices: pd.DataFrame
    classes: pd.DataFrame


def record_next(
    run: Run,
    *,
    animals: int = ANIMALS,
    units: int = UNITS,
    outcome: str = "net",
    lab: Lab | None = None,
    prior: Mapping[str, float] | None = None,
    cost: Mapping[str, float] | None = None,
    evidence: pd.DataFrame | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Recommendation:
    """Return the designs of a run, ranked by the bits that a study of each is expected to give about the accounts.

    Parameters
    ----------
    animals, units : of the study (in a contrast: in each of its two arms); units in each animal.
    outcome : ``"net"``, congruent units beyond what permuted labels would give; ``"congruent"``, their number; ``"found"``.
    lab : see :class:`mirror_abm.inference.prediction.Lab`. prior : weight of each account, relative to 1.
    cost : of an animal by species, relative to 1; the ranking is then by bits per cost.
    evidence : for marks and for the choice by relationship; the library's, if None.

    Returns
    -------
    Recommendation : ``designs`` with one row per species, modality, design (rearing) and comparison (a rival, against
    associative, or ``all accounts``): bits (bias-corrected), low, high (90 % interval over draws), mc_error, floor (bits that an
    account has about itself), above_floor, bits_found (of whether mirror units are found, and no more), cost, value
    (bits / cost), rank, tied (with the first), tested (verdicts on record, empty if none), animals, units, draws,
    unit_of_replication (draw); ``choices``: comparison, among (both modalities, or one), choice (ranked, random,
    nearest_relative), bits, low, high, over_random and over_nearest with their low and high, designs, unit_of_replication;
    ``classes``: account, class, nearest, most_bits (of the design that parts it best from its nearest), least (bits that part).

    Raises
    ------
    InputError : a run without ``associative`` and a rival, of fewer than 4 draws, or of a permuted world; a prior, cost or
        outcome that is not allowed.
    """
    accounts = rivals(run)
    if outcome not in OUTCOMES:
        raise unknown("outcome", outcome, OUTCOMES)
    weights = _prior(accounts, prior)
    priced = _priced(run, cost)
    study = Study(animals, units, lab or Lab(), LEVEL)
    made, whether = (_designs(run, accounts, study, each) for each in (outcome, "found"))
    found: list[dict[str, Any]] = []
    values: dict[tuple[str, ...], np.ndarray] = {}
    pairs = list(combinations(range(len(accounts)), 2))
    apart, noise = np.zeros((len(accounts), len(accounts))), 0.0
    for number, (key, chances) in enumerate(made.items()):
        floors = [noise_floor(each, run.plan.seed, *key) for each in chances]
        noise = max(noise, *floors)
        for one, other in pairs:
            each = pseudo_values(chances[[one, other]], np.array([0.5, 0.5]))
            floor = max(floors[one], floors[other])
            apart[one, other] = apart[other, one] = max(apart[one, other], each.mean())
            if one == 0:
                values[(*key, accounts[other])] = each
                only = pseudo_values(whether[key][[one, other]], np.array([0.5, 0.5]))
                found.append(_row(key, accounts[other], each, floor, only))
        values[(*key, ALL)] = pseudo_values(chances, weights)
        found.append(
            _row(key, ALL, values[(*key, ALL)], max(floors), pseudo_values(whether[key], weights))
        )
        if progress:
            progress(number + 1, len(made))
    marks = cells(load_evidence() if evidence is None else evidence)
    table = _ranked(pd.DataFrame(found), values, priced, marks).assign(animals=animals, units=units)
    return Recommendation(
        table.assign(draws=run.plan.replicates, unit_of_replication="draw"),
        _choices(table, values, marks, arm_name(run.plan.arms[0]), run.plan.seed),
        _classes(accounts, apart, max(LEAST, noise)),
    )


def _prior(accounts: list[str], prior: Mapping[str, float] | None) -> np.ndarray:
    """Return the weight of each account, summing to 1."""
    given = dict(prior or {})
    for name, weight in given.items():
        if name not in accounts:
            raise unknown("prior", name, accounts)
        if isinstance(weight, bool) or not (
            isinstance(weight, (int, float)) and 0 <= weight < np.inf
        ):
            raise InputError(f"prior {name} = {weight!r}: must be a number, 0 or more.")
    found = np.array([float(given.get(name, 1.0)) for name in accounts])
    if (found > 0).sum() < 2:
        raise InputError(
            f"prior = {given}: must give at least two of {', '.join(accounts)} more than 0."
        )
    return found / found.sum()


def _priced(run: Run, cost: Mapping[str, float] | None) -> dict[str, float]:
    """Return the cost of an animal of each species; 1 where none is given."""
    for name, price in dict(cost or {}).items():
        if name not in run.plan.species:
            raise InputError(
                f"cost {name}: is no species of run {run.id}.{did_you_mean(name, run.plan.species)}"
            )
        if isinstance(price, bool) or not (isinstance(price, (int, float)) and 0 < price < np.inf):
            raise InputError(f"cost {name} = {price!r}: must be a number above 0.")
    return {name: float(dict(cost or {}).get(name, 1.0)) for name in run.plan.species}


def _designs(
    run: Run, accounts: list[str], study: Study, outcome: str
) -> dict[tuple[str, str, str], np.ndarray]:
    """Return P(outcome | account, draw), (account, draw, outcome), of each design: each arm, and the first with each other."""
    arms, numbers = [arm_name(arm) for arm in run.plan.arms], list(range(run.plan.replicates))
    units = perceptible(run, run.table("units"))
    cell = dict(
        list(
            units[units["arm"].isin(arms)].groupby(
                ["species", "modality", "arm", "account"], observed=True
            )
        )
    )
    made: dict[tuple[str, str, str], np.ndarray] = {}
    for species in run.plan.species:
        for modality in dict.fromkeys(units.loc[units["species"] == species, "modality"]):
            each = {
                arm: np.stack(
                    [
                        outcomes(
                            Draws.of(cell[(species, modality, arm, account)], numbers),
                            study,
                            outcome,
                        )
                        for account in accounts
                    ]
                )
                for arm in arms
            }
            made |= {(species, modality, arm): chances for arm, chances in each.items()}
            made |= {
                (species, modality, f"{arms[0]} and {arm}"): together(each[arms[0]], each[arm])
                for arm in arms[1:]
            }
    return made


def together(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return the joint chances of two studies of the same draws, each outcome grouped in at most ``CLASSES`` classes."""
    joint = np.einsum("arj,ark->arjk", _grouped(one), _grouped(other))
    return joint.reshape(*joint.shape[:2], -1)


def _grouped(chances: np.ndarray) -> np.ndarray:
    """Return chances of neighbouring outcomes added up, in at most ``CLASSES`` classes of equal width."""
    width = -(-chances.shape[-1] // CLASSES)
    return np.add.reduceat(chances, np.arange(0, chances.shape[-1], width), axis=-1)


def _row(
    key: tuple[str, str, str], comparison: str, each: np.ndarray, floor: float, only: np.ndarray
) -> dict[str, Any]:
    bits, error = float(each.mean()), standard_error(each)
    return dict(zip(DESIGN, key, strict=True)) | {
        "comparison": comparison,
        "bits": bits,
        "low": bits - Z * error,
        "high": bits + Z * error,
        "mc_error": error,
        "floor": floor,
        "above_floor": bits > floor + ALIKE,
        "bits_found": float(only.mean()),
    }


def _ranked(
    table: pd.DataFrame,
    values: dict[tuple[str, ...], np.ndarray],
    priced: dict[str, float],
    marks: pd.DataFrame,
) -> pd.DataFrame:
    """Return the designs in order of value within each comparison, with ties with the first, and what was tested."""
    arms = np.where(table["design"].str.contains(" and "), 2, 1)
    table = table.assign(cost=table["species"].map(priced) * arms, tested=_tested(table, marks))
    table["value"] = table["bits"] / table["cost"]
    table = (
        table.assign(_value=table["value"].round(DIGITS))
        .sort_values(
            ["comparison", "_value", *DESIGN],
            ascending=[True, False, True, True, True],
            kind="stable",
        )
        .drop(columns="_value")
    )
    table["rank"] = table.groupby("comparison").cumcount() + 1
    tied = []
    for comparison, part in table.groupby("comparison", sort=False):
        rows = [
            values[(*key, comparison)] / price
            for *key, price in part[[*DESIGN, "cost"]].itertuples(index=False)
        ]
        tied += [
            float((rows[0] - row).mean()) <= Z * standard_error(rows[0] - row) + ALIKE
            for row in rows
        ]
    return table.assign(tied=tied).reset_index(drop=True)


def _tested(table: pd.DataFrame, marks: pd.DataFrame) -> list[str]:
    """Return the verdicts on record about cells of each row's species and modality; empty where nothing was tested."""
    known = marks[~marks["verdict"].isin(["not_tested", "unknown"])].dropna(subset=["profile"])
    found = {
        (tip_name(profile), modality): ", ".join(dict.fromkeys(part["verdict"]))
        for (profile, modality), part in known.groupby(["profile", "panel_modality"])
    }
    return [found.get((tip_name(row.species), row.modality), "") for row in table.itertuples()]


def nearest(candidates: list[tuple[str, str]], marks: pd.DataFrame) -> list[int]:
    """Return which candidates (species, modality) are nearest on the tree to a species in which cells were found, in the same
    modality; several, if equally near; none, if nothing was found or none has a place in the tree."""
    dated = tree()
    positive = marks[marks["verdict"].isin(FOUND)].dropna(subset=["profile"])
    ages: list[float] = []
    for species, modality in candidates:
        others = {
            tip_name(name) for name in positive[positive["panel_modality"] == modality]["profile"]
        }
        own = tip_name(species)
        ages.append(
            min(
                (
                    dated.ages[dated.ancestor(own, other)]
                    for other in others & set(dated.tips)
                    if own in dated.tips
                ),
                default=np.inf,
            )
        )
    best = min(ages, default=np.inf)
    return [index for index, age in enumerate(ages) if age == best < np.inf]


def _choices(
    table: pd.DataFrame,
    values: dict[tuple[str, ...], np.ndarray],
    marks: pd.DataFrame,
    first: str,
    seed: int,
) -> pd.DataFrame:
    """Return the bits expected of the choice by rank, of a random one, and of the nearest relative, among what was not tested,
    in the rearing ``first``.

    The choice by rank is made on one half of the draws and judged on the other (100 random halvings): judged on the draws that
    it was made on, the best of many would look better than it is. Intervals: bootstrap over draws, 90 %.
    """
    rows: list[dict[str, Any]] = []
    free = table[(table["tested"] == "") & (table["design"] == first)]
    wanted = [
        (comparison, among)
        for comparison in dict.fromkeys(free["comparison"])
        for among in (BOTH, *dict.fromkeys(free["modality"]))
    ]
    for comparison, among in wanted:
        part = free[
            (free["comparison"] == comparison) & ((among == BOTH) | (free["modality"] == among))
        ]
        keys = list(part[DESIGN].itertuples(index=False, name=None))
        each = np.stack([values[(*key, comparison)] for key in keys])
        rng = stream(seed, "choices", str(comparison), str(among))
        near = nearest([(species, modality) for species, modality, _ in keys], marks)
        per_draw = {
            "ranked": _by_rank(each, part["cost"].to_numpy(), rng),
            "random": each.mean(axis=0),
        }
        if near:
            per_draw["nearest_relative"] = each[near].mean(axis=0)
        sample = rng.integers(each.shape[1], size=(BOOTSTRAPS, each.shape[1]))
        for choice, drawn in per_draw.items():
            row = {"comparison": comparison, "among": among, "choice": choice} | _interval(
                "bits", "", drawn, sample
            )
            for other in ("random", "nearest_relative"):
                name = f"over_{other.removesuffix('_relative')}"
                row |= _interval(
                    name,
                    f"{name}_",
                    drawn - per_draw.get(other, np.full(len(drawn), np.nan)),
                    sample,
                )
            count = len(near) if choice == "nearest_relative" else len(keys)
            rows.append(row | {"designs": count, "unit_of_replication": "draw"})
    return pd.DataFrame(rows)


def _interval(name: str, prefix: str, drawn: np.ndarray, sample: np.ndarray) -> dict[str, float]:
    """Return the mean over draws, and its 90 % bootstrap interval."""
    low, high = np.quantile(drawn[sample].mean(axis=1), [0.05, 0.95])
    return {name: float(drawn.mean()), f"{prefix}low": float(low), f"{prefix}high": float(high)}


def _by_rank(each: np.ndarray, cost: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return, a draw, the bits of the design that ranks first in random halves of the draws that this draw is not in."""
    count = each.shape[1]
    total, times = np.zeros(count), np.zeros(count)
    for _ in range(SPLITS):
        order = rng.permutation(count)
        for own, other in (
            (order[: count // 2], order[count // 2 :]),
            (order[count // 2 :], order[: count // 2]),
        ):
            chosen = int(
                np.argmax((each[:, own].mean(axis=1) / cost).round(DIGITS))
            )  # of equals, the first
            total[other] += each[chosen, other]
            times[other] += 1
    return total / times


def _classes(accounts: list[str], apart: np.ndarray, least: float) -> pd.DataFrame:
    """Return the classes of accounts: joined where the best of all designs parts two of them by no more than ``least`` bits.

    The best of many designs is compared with the largest of their noise floors: some design always seems to part two accounts.
    """
    count = range(len(accounts))
    graph = nx.Graph([(i, j) for i in count for j in count if i == j or apart[i, j] <= least])
    member = {i: sorted(part) for part in nx.connected_components(graph) for i in part}
    rows = []
    for i, account in enumerate(accounts):
        near = min(
            (j for j in range(len(accounts)) if j != i), key=lambda j: round(apart[i, j], DIGITS)
        )
        rows.append(
            (
                account,
                " = ".join(accounts[j] for j in member[i]),
                accounts[near],
                apart[i, near],
                least,
            )
        )
    return pd.DataFrame(rows, columns=["account", "class", "nearest", "most_bits", "least"])
