"""Acts in a log -> rates per focal hour, with what chance alone would give.

*Focal hours*: an animal is taken to be observed throughout each observation in which it acts or is addressed.

For an act of X by A and the same (or another) behaviour Y of others, *followed* means that an other begins Y within
``(FIRST, LAST]`` seconds after A began X. Who can copy is who A can see: with ``seen = "target"`` an act counts for A if it
addressed A or nobody in particular, with ``seen = "all"`` every act does.

**Chance** is the circular shift within the observation: each other's record is rotated by an independent uniform amount,
which keeps how often and in what bursts everyone acts, and breaks only who follows whom. Its expectation needs no
simulation: with gaps g between an other B's acts of Y round the circle of T seconds, a window of w seconds holds one with
chance ``c_B = sum(min(g, w)) / T``, and the act is followed by anybody with ``1 - prod_B (1 - c_B)``; the window of an act
near the end is cut there. ``p_chance`` is the share of rotations (the record as it is counted among them) with at least
the count observed.

Intervals are Garwood's (1936, Biometrika 28: 437-442) exact 95 % for a Poisson count::

    low = chi2(0.025; 2 k) / 2,   high = chi2(0.975; 2 k + 2) / 2

over the focal hours; ``net`` takes the expectation for known. ``dispersion`` is Pearson's chi-square over its degrees of
freedom between observations: where it is above 1 acts come in bursts, and the exact interval is too narrow by about its
square root. The unit of replication is the observation.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from ..base.checks import one_of, whole
from ..base.seeds import stream
from .log import FieldLog

FIRST, LAST = 0.2, 5.0  #: seconds; the definition of being imitated in a species profile
GAP = 5.0  #: seconds without a coincidence that end a bout of synchrony
SHIFTS = 199
WORK = 2e7  #: acts x behaviours that all rotations together may cost
SEEN = ("target", "all")
ALL = "all"  #: stands for every subject, or every behaviour
KEYS = ["measure", "subject", "behaviour", "answer"]
Array = np.ndarray[Any, np.dtype[Any]]


def garwood(count: Array | float, level: float = 0.95) -> tuple[Array, Array]:
    """Return the exact (Garwood 1936) limits of the mean of a Poisson count, which need not be whole."""
    k, tail = np.asarray(count, dtype=float), (1 - level) / 2
    low = np.where(k > 0, stats.chi2.ppf(tail, np.maximum(2 * k, 1e-12)) / 2, 0.0)
    return low, stats.chi2.ppf(1 - tail, 2 * k + 2) / 2


class Record:
    """The acts of a log as arrays, in order of observation and time, and the questions that can be asked of them."""

    def __init__(self, log: FieldLog, seen: str):
        events = log.events
        self.lengths = np.array([log.seconds[name] for name in events["observation"].unique()])
        self.observations = list(events["observation"].unique())
        self.subjects = sorted(events["subject"].unique())
        self.behaviours = sorted(events["behaviour"].unique())
        number = {name: index for index, name in enumerate(self.subjects)}
        self.obs = (
            events["observation"]
            .map({name: i for i, name in enumerate(self.observations)})
            .to_numpy(np.int64)
        )
        self.who = events["subject"].map(number).to_numpy(np.int64)
        self.what = (
            events["behaviour"]
            .map({name: i for i, name in enumerate(self.behaviours)})
            .to_numpy(np.int64)
        )
        self.time = events["start"].to_numpy(float)
        self.whom = np.full(len(events), -1)
        if seen == "target":
            known = events["target"].map(number).fillna(-1).to_numpy(np.int64)
            self.whom = np.where(
                (events["target"] != "").to_numpy() & (known < 0), -2, known
            )  # -2: somebody who never acts
        present = np.zeros((len(self.observations), len(self.subjects)), bool)
        present[self.obs, self.who] = True
        addressed = events["target"].map(number)
        there = addressed.notna().to_numpy()
        present[self.obs[there], addressed[there].to_numpy(np.int64)] = True
        self.present = present
        self.hours = present * (self.lengths / 3600)[:, None]

    def shifted(self, rng: np.random.Generator) -> Array:
        """Return the times with the record of every subject rotated within its observation."""
        by = rng.random((len(self.observations), len(self.subjects)))[self.obs, self.who]
        length = self.lengths[self.obs]
        return np.asarray(
            np.where(length > 0, (self.time + by * length) % np.maximum(length, 1e-9), self.time)
        )

    def _line(self, time: Array) -> tuple[Array, float]:
        """Return times laid one observation after the other, with room between."""
        start = np.concatenate([[0.0], np.cumsum(self.lengths + 100 * LAST)])
        return time + start[self.obs], float(start[-1])

    def followed(
        self,
        answer: int,
        time: Array,
        first: float = FIRST,
        last: float = LAST,
        of: Array | None = None,
    ) -> Array:
        """Return whether an other does behaviour ``answer`` in ``(first, last]`` after each act (of the rows ``of``).

        Acts addressed to somebody else are not counted: of all acts in the window, less one's own, those that addressed
        somebody are taken out and those that addressed oneself put back.
        """
        at, end = self._line(time)
        asked = np.arange(len(at)) if of is None else of
        rows, span = np.flatnonzero(self.what == answer), 2 * end + 1
        me = self.who[asked] + 1.0

        def within(of_rows: Array, owner: Array | float, key: Array | float) -> Array:
            placed, query = np.sort(at[of_rows] + key * span), at[asked] + owner * span
            return np.searchsorted(placed, query + last, "right") - np.searchsorted(
                placed, query + first, "right"
            )

        found = within(rows, 0.0, 0.0) - within(rows, me, self.who[rows] + 1.0)
        aimed = rows[self.whom[rows] != -1]
        if len(aimed):
            found -= within(aimed, 0.0, 0.0) - within(aimed, me, self.who[aimed] + 1.0)
            mine = aimed[self.whom[aimed] != self.who[aimed]]
            found += within(mine, me, self.whom[mine] + 1.0)
        return np.asarray(found > 0)

    def bouts(self, time: Array) -> Array:
        """Return (behaviours, subjects, observations) bouts of synchrony: runs of acts that coincide with an other's."""
        found = np.zeros((len(self.behaviours), len(self.subjects), len(self.observations)))
        at, _ = self._line(time)
        for what in range(len(self.behaviours)):
            rows = np.flatnonzero(self.what == what)
            together = rows[self.followed(what, time, -FIRST - 1e-9, FIRST, rows)]
            order = together[np.lexsort((at[together], self.who[together]))]
            new = np.ones(len(order), bool)
            new[1:] = (np.diff(self.who[order]) != 0) | (np.diff(at[order]) > GAP)
            np.add.at(found[what], (self.who[order[new]], self.obs[order[new]]), 1)
        return found

    def by_chance(self) -> Array:
        """Return (X, Y, subjects, observations): acts of X expected to be followed by Y under rotation, exactly."""
        kinds = len(self.behaviours)
        found = np.zeros((kinds, kinds, len(self.subjects), len(self.observations)))
        frame = pd.DataFrame({"o": self.obs, "w": self.who, "b": self.what})
        acts = {
            key: np.asarray(rows) for key, rows in frame.groupby(["o", "w", "b"]).indices.items()
        }
        others: dict[tuple[int, int], list[int]] = {}
        for o, w, b in acts:
            others.setdefault((o, b), []).append(w)
        known: dict[tuple[int, ...], tuple[Array, float]] = {}

        def record(o: int, other: int, y: int, watcher: int) -> tuple[Array, float]:
            """Return the gaps in the record that the watcher sees, and the chance that a whole window holds an act."""
            rows = acts[o, other, y]
            aimed = self.whom[rows] != -1
            key = (o, other, y, watcher if aimed.any() else -1)
            if key not in known:
                times = np.sort(self.time[rows[~aimed | (self.whom[rows] == watcher)]])
                gaps = (
                    np.diff(times, append=times[0] + self.lengths[o]) if len(times) else np.empty(0)
                )
                known[key] = gaps, _covered(gaps, LAST - FIRST, self.lengths[o])
            return known[key]

        for (o, w, b), rows in acts.items():
            left = np.minimum(LAST, self.lengths[o] - self.time[rows]) - FIRST
            cut = left[left < LAST - FIRST]
            for y in range(kinds):
                seen = [record(o, other, y, w) for other in others.get((o, y), ()) if other != w]
                missed = np.prod([1 - chance for _, chance in seen])
                edge = sum(
                    1 - np.prod([1 - _covered(gaps, window, self.lengths[o]) for gaps, _ in seen])
                    for window in cut
                )
                found[b, y, w, o] = (len(rows) - len(cut)) * (1 - missed) + edge
        return found


def _covered(gaps: Array, window: float, length: float) -> float:
    """Return the chance that a window somewhere on the circle holds at least one act."""
    return (
        float(np.minimum(np.minimum(gaps, max(window, 0.0)).sum() / length, 1.0))
        if length > 0
        else 1.0
    )


def counts(record: Record, time: Array) -> tuple[Array, Array]:
    """Return (X, Y, subjects, observations) acts of X followed by Y, and bouts of synchrony."""
    kinds = len(record.behaviours)
    pairs = np.zeros((kinds, kinds, len(record.subjects), len(record.observations)))
    for answer in range(kinds):
        rows = np.flatnonzero(record.followed(answer, time))
        np.add.at(pairs[:, answer], (record.what[rows], record.who[rows], record.obs[rows]), 1)
    return pairs, record.bouts(time)


def rates(log: FieldLog, seen: str = "target", shifts: int = SHIFTS, seed: int = 0) -> pd.DataFrame:
    """Return one row per measure, subject and behaviour (``all`` for all of them), as rates per focal hour.

    Measures: ``acts``; ``being_imitated`` (own acts that an other repeats within 0.2-5 s); ``synchrony`` (bouts in which
    own acts begin within 0.2 s of an other's of the same behaviour); ``complementary`` (acts of ``behaviour`` that an other
    answers with ``answer`` within 0.2-5 s, for all subjects).

    Columns: measure, subject, behaviour, answer, count, expected (by chance; nan for acts), focal_hours, rate, low, high,
    net, net_low, net_high (count minus expected, not below 0 at the low end), p_chance, shifts, observations, dispersion,
    unit, unit_of_replication.

    Parameters
    ----------
    log : with the length of every observation known (:meth:`~mirror_abm.field.log.FieldLog.observed`).
    shifts : rotations behind ``p_chance``, fewer for logs so large that they would take minutes; at least 19, or 0 for none.
    """
    one_of("seen", seen, SEEN)
    whole("shifts", shifts, 0, 1_000_000)
    record = Record(
        log.observed() if set(log.events["observation"].unique()) - set(log.seconds) else log, seen
    )
    pairs, bouts = counts(record, record.time)
    chance = record.by_chance()
    cost = len(record.time) * len(record.behaviours)
    turns = min(shifts, max(19, int(WORK / max(cost, 1)))) if shifts else 0
    reached, more, mean = (
        np.ones(pairs.shape[:2]),
        np.ones(len(record.behaviours) + 1),
        np.zeros(bouts.shape),
    )
    same_all, rng = 1.0, stream(seed, "field", "rotation")
    own = np.trace(pairs.sum(axis=(2, 3)))
    for _ in range(turns):
        turned, together = counts(record, record.shifted(rng))
        total, once = turned.sum(axis=(2, 3)), together.sum(axis=(1, 2))
        reached += total >= pairs.sum(axis=(2, 3))
        more += np.append(once >= bouts.sum(axis=(1, 2)), once.sum() >= bouts.sum())
        same_all += np.trace(total) >= own
        mean += together / turns
    share = 1 / (turns + 1) if turns else float("nan")
    rows = _table(
        record,
        pairs,
        bouts,
        chance,
        mean if turns else mean * np.nan,
        reached * share,
        more * share,
        float(same_all * share),
    )
    return _finish(rows, turns)


def _table(
    record: Record,
    pairs: Array,
    bouts: Array,
    chance: Array,
    mean: Array,
    p_pairs: Array,
    p_bouts: Array,
    p_same: float,
) -> list[tuple[Any, ...]]:
    """Return the rows of the table of rates, each with its counts by observation."""
    rows: list[tuple[Any, ...]] = []
    kinds, hours = len(record.behaviours), record.hours.T
    done = np.zeros((kinds, len(record.subjects), len(record.observations)))
    np.add.at(done, (record.what, record.who, record.obs), 1)
    diagonal = np.arange(kinds)
    same, by_luck = pairs[diagonal, diagonal], chance[diagonal, diagonal]
    for measure, number, luck, p, p_all in (
        ("acts", done, done * np.nan, None, np.nan),
        ("being_imitated", same, by_luck, p_pairs[diagonal, diagonal], p_same),
        ("synchrony", bouts, mean, p_bouts[:-1], p_bouts[-1]),
    ):
        rows.append(
            (measure, ALL, ALL, "", number.sum(axis=(0, 1)), luck.sum(), hours.sum(axis=0), p_all)
        )
        for b, behaviour in enumerate(record.behaviours):
            one = np.nan if p is None else float(p[b])
            rows.append(
                (
                    measure,
                    ALL,
                    behaviour,
                    "",
                    number[b].sum(axis=0),
                    luck[b].sum(),
                    hours.sum(axis=0),
                    one,
                )
            )
        for s, subject in enumerate(record.subjects):
            rows.append(
                (
                    measure,
                    subject,
                    ALL,
                    "",
                    number[:, s].sum(axis=0),
                    luck[:, s].sum(),
                    hours[s],
                    np.nan,
                )
            )
            rows.extend(
                (measure, subject, behaviour, "", number[b, s], luck[b, s].sum(), hours[s], np.nan)
                for b, behaviour in enumerate(record.behaviours)
            )
    for x, behaviour in enumerate(record.behaviours):
        rows.extend(
            (
                "complementary",
                ALL,
                behaviour,
                answer,
                pairs[x, y].sum(axis=0),
                chance[x, y].sum(),
                hours.sum(axis=0),
                float(p_pairs[x, y]),
            )
            for y, answer in enumerate(record.behaviours)
            if x != y
        )
    return rows


def _finish(rows: list[tuple[Any, ...]], turns: int) -> pd.DataFrame:
    """Return the table with rates and intervals."""
    count = np.array([row[4].sum() for row in rows])
    expected = np.array([row[5] for row in rows], dtype=float)
    hours = np.array([row[6].sum() for row in rows])
    low, high = garwood(count)
    table = pd.DataFrame([row[:4] for row in rows], columns=KEYS)
    with np.errstate(divide="ignore", invalid="ignore"):
        return table.assign(
            count=count.astype(int),
            expected=expected,
            focal_hours=hours,
            rate=count / hours,
            low=low / hours,
            high=high / hours,
            net=(count - expected) / hours,
            net_low=np.maximum(low - expected, 0) / hours,
            net_high=np.maximum(high - expected, 0) / hours,
            p_chance=[row[7] for row in rows],
            shifts=turns,
            observations=[int((row[6] > 0).sum()) for row in rows],
            dispersion=[_dispersion(row[4], row[6]) for row in rows],
            unit="per focal hour",
            unit_of_replication="observation",
        )


def _dispersion(counts: Array, hours: Array) -> float:
    """Return Pearson's chi-square over its degrees of freedom, between observations; nan with one, or without acts."""
    there = hours > 0
    total = counts[there].sum()
    if there.sum() < 2 or total == 0:
        return float("nan")
    wanted = total * hours[there] / hours[there].sum()
    return float(((counts[there] - wanted) ** 2 / wanted).sum() / (there.sum() - 1))
