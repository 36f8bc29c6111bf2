"""What a study should find: from the congruent shares that a run simulated to the chances of a study's outcomes.

The unit is the **draw** (one replicate: one draw of all uncertain numbers, the constants the same for all species and
accounts). In draw r an animal a has the congruent share s_ra of its recorded units and e_ra, what permuted labels would give.
A laboratory with sensitivity h and false positives f calls a unit congruent with chance::

    c(s) = f + (h - f) s

A study of n animals with m units each takes its animals from one draw, each equally likely to be any of the draw's recorded
ones. Its count k is a sum over animals of Binomial(m, c(s_ra)), and its outcome is exactly integrated::

    P(k | draw r) = mean over (h, f) of [ mean over a of Binomial(m, c(s_ra)) ]^(* n)          (* n: n-fold convolution)

An animal's share is that of its 32 or so units of the panel: their sampling adds to the spread between animals, under every
account alike. Nothing here knows what was found in any species.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..base.checks import whole
from ..base.errors import InputError, unknown
from ..simulation.statistics import predictive
from ..simulation.summary import BASELINE
from .information import standard_error

if TYPE_CHECKING:
    from ..simulation.archive import Run

OUTCOMES = ("net", "congruent", "found")
ANIMALS, UNITS = 3, 40
LEVEL = 0.05
ROUNDING = 1e-12  #: a chance equal to the level is not below it, however a processor rounds it (docs/exactness.md)
LARGEST = 20_000  #: units of a study, all animals together
CELL = ["species", "account", "modality"]


def midpoints(low: float, high: float, points: int) -> np.ndarray:
    """Return ``points`` equally likely values of U(low, high), the middles of equal parts; one, if the range is a point."""
    return (
        np.array([low]) if low == high else low + (high - low) * (np.arange(points) + 0.5) / points
    )


@dataclass(frozen=True)
class Lab:
    """What a laboratory adds to the simulated recording; both numbers are assumed, uniform in their ranges.

    sensitivity : of a congruent unit of the animal, the chance to be among the recorded units' kind and to be called so;
        electrodes that also meet other cells lower it. false_positive : chance that a unit which is not congruent is called so.
    """

    sensitivity: tuple[float, float] = (0.4, 1.0)
    false_positive: tuple[float, float] = (0.0, 0.05)

    def __post_init__(self) -> None:
        for name in ("sensitivity", "false_positive"):
            between(name, getattr(self, name))
        if self.false_positive[1] >= self.sensitivity[0]:
            raise InputError(
                f"false_positive = {self.false_positive}: must lie below sensitivity, {self.sensitivity}."
            )

    def settings(self) -> list[tuple[float, float]]:
        """Return equally likely pairs (sensitivity, false_positive): the middles of three equal parts of each range."""
        return list(product(midpoints(*self.sensitivity, 3), midpoints(*self.false_positive, 3)))


def between(name: str, pair: object) -> tuple[float, float]:
    """Return a range (low, high) within [0, 1], or refuse it."""
    try:
        low, high = (float(part) for part in pair)  # type: ignore[attr-defined]
    except (TypeError, ValueError):
        got = ",".join(map(str, pair)) if isinstance(pair, list) else pair
        raise InputError(
            f"{name} = {got!r}: must be two numbers, low and high, for example 0.1,0.9."
        ) from None
    if not 0 <= low <= high <= 1:
        raise InputError(
            f"{name} = {low:g}, {high:g}: must be low and high with 0 <= low <= high <= 1."
        )
    return low, high


@dataclass(frozen=True)
class Study:
    """A study: ``animals``, ``units`` recorded in each, the laboratory, and the level of its test against permuted labels."""

    animals: int = ANIMALS
    units: int = UNITS
    lab: Lab = field(default_factory=Lab)
    level: float = LEVEL

    def __post_init__(self) -> None:
        whole("animals", self.animals, 1, 1000)
        whole("units", self.units, 1, LARGEST)
        if self.animals * self.units > LARGEST:
            raise InputError(
                f"animals x units = {self.animals * self.units:,}: must be at most {LARGEST:,}."
            )
        if isinstance(self.level, bool) or not (
            isinstance(self.level, (int, float)) and 0 < self.level < 1
        ):
            raise InputError(f"level = {self.level!r}: must lie between 0 and 1.")


@dataclass(frozen=True)
class Draws:
    """Shares of a species under an account, (draw, animal): ``share``, ``expected`` under permuted labels, ``weight`` (each
    draw's sum to 1; 0 where a draw has fewer animals)."""

    share: np.ndarray
    expected: np.ndarray
    weight: np.ndarray

    @classmethod
    def of(cls, units: pd.DataFrame, replicates: list[int]) -> Draws:
        """Return the draws in the order of ``replicates`` from rows of the table ``units`` of one cell."""
        means = units.groupby(["replicate", "group", "animal"], sort=True, observed=True)[
            ["congruent", "expected"]
        ].mean()
        each = {number: part.to_numpy(float) for number, part in means.groupby(level="replicate")}
        absent = [number for number in replicates if number not in each]
        if absent:
            raise InputError(
                f"units: replicate {absent[0]} has no recorded unit in {_named(units)}."
            )
        most = max(len(each[number]) for number in replicates)
        share, expected, weight = (np.zeros((len(replicates), most)) for _ in range(3))
        for row, number in enumerate(replicates):
            animals = each[number]
            share[row, : len(animals)], expected[row, : len(animals)] = animals.T
            weight[row, : len(animals)] = 1 / len(animals)
        return cls(share, expected, weight)


def _named(units: pd.DataFrame) -> str:
    return (
        ", ".join(str(units[name].iloc[0]) for name in CELL if name in units and len(units))
        or "an empty table"
    )


def binomial(n: int, p: np.ndarray) -> np.ndarray:
    """Return P(k) of Binomial(n, p) for k = 0..n in the last axis."""
    k = np.arange(n + 1)
    choose = np.concatenate([[0.0], np.cumsum(np.log((n - k[:-1]) / (k[:-1] + 1)))])
    inside = np.clip(p, 1e-300, 1 - 1e-16)[..., None]
    found = np.exp(choose + k * np.log(inside) + (n - k) * np.log1p(-inside))
    return np.where(p[..., None] <= 0, k == 0, np.where(p[..., None] >= 1, k == n, found))


def convolved(pmf: np.ndarray, times: int) -> np.ndarray:
    """Return the distribution of a sum of ``times`` independent values, each distributed as the last axis."""
    if times == 1:
        return pmf
    length = times * (pmf.shape[-1] - 1) + 1
    total = np.fft.irfft(np.fft.rfft(pmf, length, axis=-1) ** times, length, axis=-1)
    return np.maximum(total, 0.0)


def _counts(draws: Draws, study: Study, high: float, false: float, net: bool) -> np.ndarray:
    """Return P(outcome | draw) under one setting of the laboratory: of k, or of k less its permuted expectation."""
    m = study.units
    each = binomial(m, false + (high - false) * draws.share)
    if net:
        chance = np.rint(m * (false + (high - false) * draws.expected)).astype(int)
        moved = np.zeros((*each.shape[:-1], 2 * m + 1))
        places = (m - chance)[..., None] + np.arange(m + 1)
        np.put_along_axis(moved, places, each, axis=-1)
        each = moved
    return convolved((draws.weight[..., None] * each).sum(axis=1), study.animals)


def outcomes(draws: Draws, study: Study, outcome: str = "net") -> np.ndarray:
    """Return P(outcome | draw), shape (draw, outcome).

    outcome : ``"net"``, congruent units less what permuted labels would give, to the nearest unit in each animal;
        ``"congruent"``, their number k itself; ``"found"``, whether the study finds mirror units (:func:`finds`).
    """
    if outcome not in OUTCOMES:
        raise unknown("outcome", outcome, OUTCOMES)
    if outcome == "found":
        found = finds(draws, study)
        return np.stack([1 - found, found], axis=1)
    return np.mean(
        [
            _counts(draws, study, high, false, outcome == "net")
            for high, false in study.lab.settings()
        ],
        axis=0,
    )


def critical(n: int, p: float, level: float) -> int:
    """Return the smallest k with ``P(Binomial(n, p) >= k) < level``; n + 1 if there is none."""
    tail = np.cumsum(binomial(n, np.array(p))[::-1])[::-1]
    below = np.flatnonzero(tail < level * (1 - ROUNDING))
    return int(below[0]) if below.size else n + 1


def finds(draws: Draws, study: Study) -> np.ndarray:
    """Return P(the study finds mirror units | draw), shape (draw,).

    It does if its count k of N = n m units is such that ``P(Binomial(N, p) >= k) < level``, with p what permuted labels would
    give in this draw, as the laboratory calls units.
    """
    total = study.animals * study.units
    chance = (draws.weight * draws.expected).sum(axis=1)
    found = np.zeros(len(chance))
    settings = study.lab.settings()
    for high, false in settings:
        counts = _counts(draws, study, high, false, net=False)
        least = [
            critical(total, float(false + (high - false) * each), study.level) for each in chance
        ]
        found += [float(row[k:].sum()) for row, k in zip(counts, least, strict=True)]
    return np.clip(found / len(settings), 0.0, 1.0)


def intact(units: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the arm that a run is about: with all sources, if it has such animals."""
    return units[units["arm"] == BASELINE] if BASELINE in set(units["arm"]) else units


def perceptible(run: Run, table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that a study could fill: none of sounds in a species no act of which is heard."""
    silent = {
        name
        for name in run.plan.species
        if not any(act["audible"] for act in run.plan.profiles[name]["actions"])
    }
    return table[~(table["species"].isin(silent) & (table["modality"] == "auditory"))]


def normal(run: Run) -> None:
    """Refuse a run of the permuted world: no study is made there."""
    if run.plan.world != "normal":
        raise InputError(
            f"run {run.id}: world = {run.plan.world!r}: must be 'normal', the world in which studies are made."
        )


def cells(run: Run) -> dict[tuple[str, str, str], tuple[list[int], Draws]]:
    """Return per species, account and modality in which a study can be made the numbers of the draws, and the draws."""
    normal(run)
    found = {}
    for key, part in intact(perceptible(run, run.table("units"))).groupby(
        CELL, sort=True, observed=True
    ):
        numbers = sorted(set(part["replicate"]))
        found[key] = numbers, Draws.of(part, numbers)
    return found


def foreseen(draws: Draws, study: Study) -> dict[str, float]:
    """Return what a study will find, over draws.

    found : the chance that it finds congruent units beyond their permuted expectation (:func:`finds`, mean over draws);
    mc_error : its standard error over draws; draws : their number. counted, counted_low, counted_high : how many of its units
    it will call congruent, the mean and the 90 % predictive range.
    """
    found, counts = finds(draws, study), outcomes(draws, study, "congruent").mean(axis=0)
    low, high = (int(np.searchsorted(np.cumsum(counts), share)) for share in (0.05, 0.95))
    return {
        "found": float(found.mean()),
        "mc_error": standard_error(found),
        "draws": len(found),
        "counted": float(counts @ np.arange(len(counts))),
        "counted_low": low,
        "counted_high": high,
    }


def predictions(
    run: Run,
    *,
    animals: int = ANIMALS,
    units: int = UNITS,
    lab: Lab | None = None,
    level: float = LEVEL,
) -> pd.DataFrame:
    """Return what a study of n animals and m units should find, per species, account and modality, over draws.

    Parameters
    ----------
    animals, units : of the study (units in each animal). lab : see :class:`Lab`. level : of its test.

    Returns
    -------
    Table of the cells that can be filled (:func:`perceptible`): species, account, modality, animals, units, found, mc_error,
    draws, counted, counted_low, counted_high (see :func:`foreseen`), mean, low, high
    (congruent share above its permuted expectation, 90 % predictive range), kind, main_source, flips (sources whose removal
    alone takes ``found`` across one half, in the draws in which they were removed; empty if none, or none was removed),
    unit_of_replication (draw).
    """
    study = Study(animals, units, lab or Lab(), level)
    found = cells(run)
    table, summary = perceptible(run, run.table("units")), run.table("summary")
    removed = table[
        table["arm"].str.startswith("without ") & ~table["arm"].isin(set(intact(table)["arm"]))
    ]
    gone = dict(list(removed.groupby(CELL, observed=True)))
    ranges = predictive(intact(run.table("groups")), CELL, "net", unit="population").set_index(CELL)
    facts = intact(summary).drop_duplicates(CELL).set_index(CELL)
    rows = []
    for key, (numbers, draws) in found.items():
        share, fact = ranges.loc[key], facts.loc[key]
        rows.append(
            {
                **dict(zip(CELL, key, strict=True)),
                "animals": animals,
                "units": units,
                **foreseen(draws, study),
                "mean": share["mean"],
                "low": share["low"],
                "high": share["high"],
                "kind": fact["kind"],
                "main_source": fact["main_source"],
                "flips": _flips(finds(draws, study), numbers, gone.get(key), study),
            }
        )
    return pd.DataFrame(rows).assign(unit_of_replication="draw")


def _flips(
    found: np.ndarray, numbers: list[int], removed: pd.DataFrame | None, study: Study
) -> str:
    """Return the sources, in words, whose removal takes the chance to find mirror units across one half."""
    told = []
    for arm, part in removed.groupby("arm", observed=True) if removed is not None else ():
        same = [number for number in numbers if number in set(part["replicate"])]
        before = found[[numbers.index(number) for number in same]].mean()
        after, half = finds(Draws.of(part, same), study).mean(), 0.5 - ROUNDING
        if (before >= half) != (after >= half):
            told.append(str(arm).removeprefix("without "))
    return ", ".join(told)
