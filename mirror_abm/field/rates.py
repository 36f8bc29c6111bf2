"""Acts in a log -> rates per focal hour, with intervals and with what chance alone would give.

Intervals are Garwood's exact 95 % for a Poisson count over the focal hours; ``net`` takes the
expectation by chance as known. ``dispersion`` is Pearson's chi-square over its degrees of freedom
between observations: where it is above 1 acts come in bursts, and the exact interval is too narrow
by about its square root. Coincidences come in bunches, and each is one of two animals at least:
their dispersion is not below the mean size of the bunch that one is in, ``sum m^2 / sum m`` over
bunches of m (the variance over the mean of a count whose bunches are Poisson). The unit of
replication is the observation.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..base.checks import one_of, whole
from ..base.seeds import LARGEST_SEED
from .chance import Chance, chance_of
from .intervals import dispersion, garwood
from .log import FieldLog
from .sequence import SEEN, ActSequence, Counts, count

SHIFTS = 199
ALL = "all"  #: stands for every subject, or every behaviour


class _Row(NamedTuple):
    """One row of the table: counts and hours by observation."""

    measure: str
    subject: str
    behaviour: str
    answer: str
    counts: NDArray[Any]
    expected: float
    hours: NDArray[Any]
    bunched: float = float("nan")
    p_chance: float = float("nan")


def rates(log: FieldLog, seen: str = "target", shifts: int = SHIFTS, seed: int = 0) -> pd.DataFrame:
    """Return rates of acts, of imitation, of synchrony and of answers, per focal hour.

    Parameters
    ----------
    log : FieldLog
        A log; the length of every observation must be known (see ``FieldLog.observed``).
    seen : str, default "target"
        Who sees an act: ``"target"`` (whom it addressed, or all if it addressed nobody) or
        ``"all"``.
    shifts : int, default 199
        Rotations behind ``p_chance``, at least 19 or 0 for none; fewer are made of logs so large
        that they would take minutes.
    seed : int, default 0
        Seed of the rotations.

    Returns
    -------
    DataFrame
        One row per measure, subject and behaviour, ``"all"`` standing for all of them. Measures:
        ``acts``; ``being_imitated``, own acts that another animal repeats within 0.2-5 s;
        ``synchrony``, coincidences: own acts that begin within 0.2 s of another animal's of the
        same behaviour, once however many do; ``complementary``, acts of ``behaviour`` that another
        animal answers with ``answer`` within 0.2-5 s, for all subjects together. Columns: measure,
        subject, behaviour, answer, count, expected (by chance; nan for acts), focal_hours, rate,
        low, high, net, net_low, net_high (count minus expected, the low end not below 0), p_chance,
        shifts, observations, dispersion (between observations; of synchrony at least that of its
        bunches), unit, unit_of_replication.

    Raises
    ------
    InputError
        An argument that is not allowed, or an observation of unknown length.
    """
    one_of("seen", seen, SEEN)
    whole("shifts", shifts, 0, 1_000_000)
    whole("seed", seed, 0, LARGEST_SEED)
    sequence = ActSequence(log.observed(), seen)
    observed = count(sequence, sequence.time)
    chance = chance_of(sequence, observed, shifts, seed)
    return _with_intervals(list(_all_measures(sequence, observed, chance)), chance.rotations)


def _all_measures(sequence: ActSequence, observed: Counts, chance: Chance) -> Iterator[_Row]:
    """Yield the rows of all measures."""
    kinds = len(sequence.behaviours)
    done = np.zeros((kinds, len(sequence.subjects), len(sequence.observations)))
    np.add.at(done, (sequence.what, sequence.who, sequence.obs), 1)
    same = (np.arange(kinds), np.arange(kinds))
    nothing = np.full(kinds + 1, np.nan)
    imitated = np.append(chance.p_followed[same], chance.p_imitated)
    yield from _measure("acts", sequence, done, done * np.nan, nothing)
    yield from _measure(
        "being_imitated", sequence, observed.followed[same], chance.followed[same], imitated
    )
    bunched = _bunching(sequence)
    for row in _measure(
        "synchrony", sequence, observed.coincidences, chance.coincidences, chance.p_coincidences
    ):
        yield row._replace(bunched=bunched.get((row.subject, row.behaviour), float("nan")))
    yield from _answers(sequence, observed, chance)


def _bunching(sequence: ActSequence) -> dict[tuple[str, str], float]:
    """Return the mean size of the bunch that a coincidence is in, by subject and behaviour."""
    rows, bunch = sequence.bunches()
    each = pd.DataFrame(
        {
            "subject": np.array(sequence.subjects, dtype=object)[sequence.who[rows]],
            "behaviour": np.array(sequence.behaviours, dtype=object)[sequence.what[rows]],
            "bunch": bunch,
        }
    )
    each = pd.concat([each, each.assign(subject=ALL)])
    sizes = pd.concat([each, each.assign(behaviour=ALL)]).groupby(list(each)).size()
    by = sizes.index.names[:2]
    mean: pd.Series = (sizes**2).groupby(by).sum() / sizes.groupby(by).sum()
    return dict(zip(mean.index, mean.astype(float), strict=True))


def _measure(
    measure: str,
    sequence: ActSequence,
    counts: NDArray[Any],
    expected: NDArray[Any],
    p_chance: NDArray[Any],
) -> Iterator[_Row]:
    """Yield the rows of one measure; ``p_chance`` of each behaviour, and last of all together."""
    hours = sequence.hours.T
    group = hours.sum(axis=0)
    behaviours = list(enumerate(sequence.behaviours))
    everything = counts.sum(axis=(0, 1)), expected.sum()
    yield _Row(measure, ALL, ALL, "", *everything, group, p_chance=float(p_chance[-1]))
    for b, behaviour in behaviours:
        its = counts[b].sum(axis=0), expected[b].sum()
        yield _Row(measure, ALL, behaviour, "", *its, group, p_chance=float(p_chance[b]))
    for s, subject in enumerate(sequence.subjects):
        all_its = counts[:, s].sum(axis=0), expected[:, s].sum()
        yield _Row(measure, subject, ALL, "", *all_its, hours[s])
        for b, behaviour in behaviours:
            yield _Row(
                measure, subject, behaviour, "", counts[b, s], expected[b, s].sum(), hours[s]
            )


def _answers(sequence: ActSequence, observed: Counts, chance: Chance) -> Iterator[_Row]:
    """Yield the rows of acts that another animal answers with another behaviour."""
    group = sequence.hours.T.sum(axis=0)
    for x, behaviour in enumerate(sequence.behaviours):
        for y, answer in enumerate(sequence.behaviours):
            if x != y:
                counts = observed.followed[x, y].sum(axis=0), chance.followed[x, y].sum()
                p_chance = float(chance.p_followed[x, y])
                yield _Row(
                    "complementary", ALL, behaviour, answer, *counts, group, p_chance=p_chance
                )


def _with_intervals(rows: list[_Row], rotations: int) -> pd.DataFrame:
    """Return the table with rates and intervals."""
    counts = np.array([row.counts.sum() for row in rows])
    expected = np.array([row.expected for row in rows], dtype=float)
    hours = np.array([row.hours.sum() for row in rows])
    low, high = garwood(counts)
    table = pd.DataFrame(
        [row[:4] for row in rows], columns=["measure", "subject", "behaviour", "answer"]
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        return table.assign(
            count=counts.astype(int),
            expected=expected,
            focal_hours=hours,
            rate=counts / hours,
            low=low / hours,
            high=high / hours,
            net=(counts - expected) / hours,
            net_low=np.maximum(low - expected, 0) / hours,
            net_high=np.maximum(high - expected, 0) / hours,
            p_chance=[row.p_chance for row in rows],
            shifts=rotations,
            observations=[int((row.hours > 0).sum()) for row in rows],
            dispersion=[np.fmax(dispersion(row.counts, row.hours), row.bunched) for row in rows],
            unit="per focal hour",
            unit_of_replication="observation",
        )
