"""Which study parts each pair of accounts best, of all that were simulated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from .outcomes import Reported
from .parting import Outcome, animals_to_part, noise_floor, parted, plain_bits
from .variants import PUBLISHED

#: how well the pattern of a study is known that nobody has done
NEW = "new"
PAIR = ["first", "second"]
BEST = [
    *PAIR,
    *("experiment", "change", "outcome", "groups", "bits_per_animal", "bits"),
    *("low", "high", "floor", "above_floor", "higher_under", "animals_to_part", "animals"),
    *("known", "draws", "unit_of_replication"),
]
STUDIES = [*PAIR, "experiment", "change", "outcome", "groups", "bits_per_animal", "bits"]
#: decimals of bits; beyond them is rounding, which differs between processors
DIGITS = 12
#: bits per animal within which two studies are equally good
TIED = 0.05


def bits_per_animal(outcome: Outcome) -> float:
    """Return the bits of the smallest study of an outcome, per animal in it.

    Parameters
    ----------
    outcome : Outcome
        Under two accounts.

    Returns
    -------
    float
        Bits of a study with one animal in each group, over the number of groups.
    """
    return round(plain_bits(outcome, 1) / outcome.groups, DIGITS)


def pairs_of(accounts: Sequence[str]) -> list[tuple[int, int]]:
    """Return the pairs of accounts, by number."""
    return list(combinations(range(len(accounts)), 2))


def screened(studies: Sequence[Reported], accounts: Sequence[str]) -> np.ndarray:
    """Return the bits per animal of every outcome for every pair of accounts.

    Parameters
    ----------
    studies : sequence of Reported
        What all studies report.
    accounts : sequence of str
        The accounts, in the order of the outcomes.

    Returns
    -------
    numpy.ndarray
        Shape (pair, outcome).
    """
    return np.array(
        [
            [bits_per_animal(study.outcome.of(*pair)) for study in studies]
            for pair in pairs_of(accounts)
        ]
    )


def best(studies: Sequence[Reported], bits: np.ndarray) -> int:
    """Return the number of the outcome that parts two accounts best per animal.

    Parameters
    ----------
    studies : sequence of Reported
        What all studies report.
    bits : numpy.ndarray
        Bits per animal of each, shape (outcome,).

    Returns
    -------
    int
        Of those within 0.05 bit of the best, the one with the most bits whose study is on the shelf
        as it is; if there is none, the best.
    """
    near = [int(at) for at in np.flatnonzero(bits >= bits.max() - TIED)]
    published = [at for at in near if studies[at].design[1] == PUBLISHED]
    return max(published or near, key=lambda at: float(bits[at]))


def to_vary(studies: Sequence[Reported], bits: np.ndarray, most: int) -> list[str]:
    """Return the experiments that part the most pairs of accounts best.

    Parameters
    ----------
    studies : sequence of Reported
        What the experiments report, as published.
    bits : numpy.ndarray
        As :func:`screened` returns them.
    most : int
        How many are wanted.

    Returns
    -------
    list of str
        Names, the one that parts the most pairs first, of equals the one with more bits.
    """
    names = np.array([study.design[0] for study in studies])
    every = {str(name): bits[:, names == name].max(axis=1) for name in dict.fromkeys(names)}
    top = np.max(list(every.values()), axis=0)
    wins = {name: int((each >= top).sum()) for name, each in every.items()}
    order = sorted(every, key=lambda name: (-wins[name], -float(every[name].sum()), name))
    return order[:most]


def best_of_pairs(
    studies: Sequence[Reported],
    bits: np.ndarray,
    accounts: Sequence[str],
    animals: int,
    seed: int,
    known: Mapping[str, str],
) -> pd.DataFrame:
    """Return what parts each pair of accounts best.

    Parameters
    ----------
    studies : sequence of Reported
        What all studies report.
    bits : numpy.ndarray
        As :func:`screened` returns them.
    accounts : sequence of str
        The accounts, in the order of the outcomes.
    animals : int
        Animals in each group of a study.
    seed : int
        Seed of the noise floors.
    known : mapping of str to str
        How well the published pattern of each experiment is known.

    Returns
    -------
    pandas.DataFrame
        One row a pair, with the columns ``BEST``; see
        :class:`mirror_abm.laboratory.next_experiment.NextExperiment`.
    """
    rows = []
    floors = [
        noise_floor([study.outcome.of(at) for study in studies], animals, seed, name)
        for at, name in enumerate(accounts)
    ]
    for pair, each in zip(pairs_of(accounts), bits, strict=True):
        at, floor = best(studies, each), max(floors[account] for account in pair)
        names = [accounts[account] for account in pair]
        found = _of_best(studies[at], pair, names, float(each[at]), animals, floor, known)
        rows.append((*names, *found))
    table = pd.DataFrame(rows, columns=BEST)
    return table.astype({"animals_to_part": "Int64"})


def _of_best(
    study: Reported,
    pair: tuple[int, int],
    names: Sequence[str],
    each: float,
    animals: int,
    floor: float,
    known: Mapping[str, str],
) -> tuple[Any, ...]:
    """Return the rest of a row of the best study of two accounts."""
    outcome = study.outcome.of(*pair)
    found = parted(outcome, animals)
    means = outcome.means.mean(axis=1)
    needed = animals_to_part(outcome)
    return (
        *study.design,
        study.words,
        outcome.groups,
        each,
        found.bits,
        found.low,
        found.high,
        floor,
        round(found.bits - floor, DIGITS) > 0,
        names[int(np.argmax(means))],
        None if needed is None else needed * outcome.groups,
        animals * outcome.groups,
        known[study.design[0]] if study.design[1] == PUBLISHED else NEW,
        outcome.means.shape[1],
        "draw",
    )


def studies_of_pairs(
    studies: Sequence[Reported], bits: np.ndarray, accounts: Sequence[str], animals: int
) -> pd.DataFrame:
    """Return the best outcome of every study for each pair of accounts.

    Parameters
    ----------
    studies : sequence of Reported
        What all studies report.
    bits : numpy.ndarray
        As :func:`screened` returns them.
    accounts : sequence of str
        The accounts, in the order of the outcomes.
    animals : int
        Animals in each group of a study.

    Returns
    -------
    pandas.DataFrame
        One row per pair and study with the columns ``STUDIES``, those that part a pair best first;
        bits are not corrected for few draws.
    """
    designs: dict[tuple[str, str], list[int]] = {}
    for at, study in enumerate(studies):
        designs.setdefault(study.design, []).append(at)
    rows = []
    for pair, each in zip(pairs_of(accounts), bits, strict=True):
        for design, numbers in designs.items():
            at = max(numbers, key=lambda number: each[number])
            outcome = studies[at].outcome.of(*pair)
            names = (accounts[pair[0]], accounts[pair[1]])
            said = (studies[at].words, outcome.groups, each[at], plain_bits(outcome, animals))
            rows.append((*names, *design, *said))
    table = pd.DataFrame(rows, columns=STUDIES)
    order = [*PAIR, "bits_per_animal", "experiment", "change"]
    first = {name: at for at, name in enumerate(accounts)}
    ranked = table.sort_values(
        order,
        ascending=[True, True, False, True, True],
        key=lambda column: column.map(first) if column.name in PAIR else column,
        kind="stable",
    )
    return ranked.reset_index(drop=True)
