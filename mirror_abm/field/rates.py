"""Acts in a log -> rates per focal hour, with intervals and with what chance alone would give.

Intervals of rates are Garwood's exact 95 % for a Poisson count over the focal hours. ``dispersion``
is Pearson's chi-square over its degrees of freedom between observations: where it is above 1 acts
come in bursts, and the exact interval is too narrow by about its square root. Coincidences come in
bunches, and each is one of two animals at least: their dispersion is not below the mean size of the
bunch that one is in, ``sum m^2 / sum m`` over bunches of m (the variance over the mean of a count
whose bunches are Poisson); that of copies and answers not below that of moved records. The unit of
replication is the observation.

*Net* is what lies beyond chance. Of N acts, k are followed and E would be by chance, each with
``c = E / N``; an act that is followed anyway hides whether it was copied, so that, where each is
copied with chance m, ``k / N = 1 - (1 - m) (1 - c)`` and ``N m = (k - E) / (1 - c)``. Of behaviours
together it is the sum of theirs. What chance gives is taken as known, from two ways of moving acts
that leave shared rhythms where they are; the limits are the widest of both and of what they come to
together, for a count with the dispersion.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..base.brief import brief
from ..base.checks import one_of, whole
from ..base.seeds import LARGEST_SEED
from .chance import APART, HERE, WAYS, Chance, chance_of
from .intervals import dispersion, garwood, net_of
from .log import FieldLog
from .sequence import SEEN, ActSequence, Counts, count

SHIFTS = 199
HIDES = 0.8  #: chance that an act is followed anyway, above which what lies beyond is not told
LEVEL = 0.05  #: of the test against chance
AT_ONCE = ("synchrony",)  #: measures whose expectation leaves out acts that coincide anyway
ALL = "all"  #: stands for every subject, or every behaviour


class _Row(NamedTuple):
    """One row of the table: counts and hours by observation.

    What chance gives stands by part - the behaviours of a row of several - and by way.
    """

    measure: str
    subject: str
    behaviour: str
    answer: str
    counts: NDArray[Any]
    hours: NDArray[Any]
    parts: NDArray[Any]  # counts, of shape (parts)
    expected: NDArray[Any]  # of shape (ways, parts)
    acts: NDArray[Any]  # that could be followed, of shape (parts)
    p_chance: NDArray[Any]  # of shape (ways)
    spread: float
    bunched: float = float("nan")

    def __repr__(self) -> str:
        return brief(self)


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
        animal answers with ``answer`` from 0.5 s before to 5 s after, for all subjects together.
        Columns: measure, subject, behaviour, answer, count, focal_hours, rate, low, high; expected
        (by chance, from the two moves that leave shared rhythms where they are; nan for acts),
        chance (the same per act), net, net_low, net_high (beyond chance; nan where an act is
        followed by chance more often than ``HIDES``; the low end is 0 where chance reaches the
        count in more than 5 % of moved records); expected_* and p_* in each way
        (``mirror_abm.field.chance.WAYS``), p_chance (the largest of these), agree (no way is above
        0.1 where another is at most 0.05); shifts, observations, dispersion (between observations;
        at least that of moved records and, of synchrony, of its bunches), grid (seconds on which
        times stand, 0 for none), unit, unit_of_replication.

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
    table = _with_intervals(list(_all_measures(sequence, observed, chance)))
    return table.assign(
        shifts=chance.rotations,
        grid=sequence.grid,
        unit="per focal hour",
        unit_of_replication="observation",
    )


class _Counted(NamedTuple):
    """What was counted for one measure, and what chance gives.

    ``p_chance`` and ``spread`` have a place for each behaviour, and last for all together.
    """

    counts: NDArray[Any]  # of shape (behaviours, subjects, observations)
    expected: NDArray[Any]  # of shape (ways, behaviours, subjects, observations)
    p_chance: NDArray[Any]  # of shape (ways, behaviours + 1)
    spread: NDArray[Any]  # of shape (behaviours + 1)

    def __repr__(self) -> str:
        return brief(self)


def _all_measures(sequence: ActSequence, observed: Counts, chance: Chance) -> Iterator[_Row]:
    """Yield the rows of all measures."""
    kinds = len(sequence.behaviours)
    done = np.zeros((kinds, len(sequence.subjects), len(sequence.observations)))
    np.add.at(done, (sequence.what, sequence.who, sequence.obs), 1)
    same, ways = np.arange(kinds), len(WAYS)
    nothing = np.full((ways, kinds + 1), np.nan)
    acts = _Counted(done, np.full((ways + 1, *done.shape), np.nan), nothing, nothing[0])
    imitated = _Counted(
        observed.followed[same, same],
        chance.followed[:, same, same],
        np.column_stack([chance.p_followed[:, same, same], chance.p_imitated]),
        np.append(chance.spread_followed[same, same], chance.spread_imitated),
    )
    at_once = _Counted(
        observed.coincidences,
        chance.coincidences,
        chance.p_coincidences,
        chance.spread_coincidences,
    )
    yield from _measure("acts", sequence, done, acts)
    yield from _measure("being_imitated", sequence, done, imitated)
    bunched = _bunching(sequence)
    for row in _measure("synchrony", sequence, done, at_once):
        yield row._replace(bunched=bunched.get((row.subject, row.behaviour), float("nan")))
    yield from _answers(sequence, done, observed, chance)


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
    measure: str, sequence: ActSequence, done: NDArray[Any], counted: _Counted
) -> Iterator[_Row]:
    """Yield the rows of one measure."""
    hours = sequence.hours.T
    everybody: list[tuple[str, list[int]]] = [(ALL, list(range(len(sequence.subjects))))]
    places = everybody + [(subject, [s]) for s, subject in enumerate(sequence.subjects)]
    kinds = list(range(len(sequence.behaviours)))
    which = [(ALL, kinds), *((name, [b]) for b, name in enumerate(sequence.behaviours))]
    for subject, who in places:
        for at, (behaviour, parts) in enumerate(which, -1):
            counts = counted.counts[np.ix_(parts, who)]
            acts = done[np.ix_(parts, who)].sum(axis=(1, 2))
            yield _Row(
                measure,
                subject,
                behaviour,
                "",
                counts.sum(axis=(0, 1)),
                hours[who].sum(axis=0),
                counts.sum(axis=(1, 2)),
                counted.expected[:, parts][:, :, who].sum(axis=(2, 3)),
                acts,
                counted.p_chance[:, at] * (1.0 if subject == ALL else np.nan),
                float(counted.spread[at]),
            )


def _answers(
    sequence: ActSequence, done: NDArray[Any], observed: Counts, chance: Chance
) -> Iterator[_Row]:
    """Yield the rows of acts that another animal answers with another behaviour."""
    group = sequence.hours.T.sum(axis=0)
    for x, behaviour in enumerate(sequence.behaviours):
        for y, answer in enumerate(sequence.behaviours):
            if x != y:
                counts = observed.followed[x, y].sum(axis=0)
                yield _Row(
                    "complementary",
                    ALL,
                    behaviour,
                    answer,
                    counts,
                    group,
                    counts.sum(keepdims=True),
                    chance.followed[:, x, y].sum(axis=(1, 2))[:, None],
                    done[x].sum(keepdims=True).ravel(),
                    chance.p_followed[:, x, y],
                    float(chance.spread_followed[x, y]),
                )


def _with_intervals(rows: list[_Row]) -> pd.DataFrame:
    """Return the table with rates and intervals."""
    counts = np.array([row.counts.sum() for row in rows])
    hours = np.array([row.hours.sum() for row in rows])
    expected = np.array([row.expected.sum(axis=1) for row in rows])
    p_chance = np.array([row.p_chance for row in rows])
    low, high = garwood(counts)
    table = pd.DataFrame(
        [row[:4] for row in rows], columns=["measure", "subject", "behaviour", "answer"]
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        net = np.array([_net(row) for row in rows]) / hours[:, None]
        acts = np.array([row.acts.sum() for row in rows])
        here = expected[:, HERE]
        table = table.assign(
            count=counts.astype(int),
            expected=here,
            chance=here / acts,
            focal_hours=hours,
            rate=counts / hours,
            low=low / hours,
            high=high / hours,
            net=net[:, 0],
            net_low=net[:, 1],
            net_high=net[:, 2],
            p_chance=p_chance.max(axis=1),
        )
    for at, way in enumerate(WAYS):
        table[f"expected_{way}"], table[f"p_{way}"] = expected[:, at], p_chance[:, at]
    apart = (p_chance <= LEVEL).any(axis=1) & (p_chance > 2 * LEVEL).any(axis=1)
    return table.assign(
        agree=~apart,
        observations=[int((row.hours > 0).sum()) for row in rows],
        dispersion=[_dispersion(row) for row in rows],
    )


def _net(row: _Row) -> tuple[float, float, float]:
    """Return the count beyond chance, and its limits: the widest of all ways that keep rhythms."""
    spread = float(np.fmax(_dispersion(row), 1.0))
    ways, hides = row.expected[HERE - len(APART) :], row.measure not in AT_ONCE
    return beyond_chance(row.parts, ways, row.acts, spread, row.p_chance.max(), hides)


def _dispersion(row: _Row) -> float:
    """Return variance over mean of a count: between observations, of bunches, of moved records."""
    each = dispersion(row.counts, row.hours), row.bunched, row.spread
    return float(np.fmax.reduce(each))


def beyond_chance(
    counts: NDArray[Any],
    expected: NDArray[Any],
    acts: NDArray[Any],
    spread: float,
    p_chance: float,
    hides: bool = True,
) -> tuple[float, float, float]:
    """Return how many acts of some behaviours together lie beyond chance, and the limits.

    Parameters
    ----------
    counts : array of float
        Acts of each behaviour that were followed.
    expected : array of float
        How many would be by chance, of shape (ways, behaviours), the best way last.
    acts : array of float
        All acts of each behaviour.
    spread : float
        Variance over mean of the count.
    p_chance : float
        Of the test against chance; nan for none.
    hides : bool, default True
        Whether what chance hides is to be given back; not where ``expected`` leaves it out.

    Returns
    -------
    value, low, high : float
        Acts: of the best way, and the widest limits of all; the low one is 0 where chance gives as
        many in more than 5 % of moved records. Behaviours which chance hides (``HIDES``) are left
        out; nan where it hides all.
    """
    told = (expected <= HIDES * acts).all(axis=0) & (acts > 0)
    if not told.any():
        nothing = float("nan") if acts.any() or np.isnan(expected).any() else 0.0
        return nothing, nothing, nothing
    could = acts[told] if hides else np.full(int(told.sum()), np.inf)
    each = [net_of(counts[told], way[told], could, spread) for way in expected]
    value, low, high = np.transpose(each)
    return float(value[-1]), 0.0 if p_chance > LEVEL else float(low.min()), float(high.max())
