"""What chance alone would give: how often acts are followed when nobody attends to anybody.

It is asked in three ways (``WAYS``). *Rotation*: each animal's record is turned round the circle of
the observation by an independent uniform amount, which keeps how often and in what bursts everyone
acts - and breaks not only who follows whom but also the rhythm that all share: two animals that are
awake in the same ten minutes of an hour follow each other more than that. So records are also moved
by *10-30 s* and by *20-120 s*, which leaves such rhythms where they are.

What is expected, ``E``, is the mean count with own acts moved one by one, followed back to no move
at all (:func:`_unmoved`); for a share ``p`` of moved records the acts of an animal are moved
together, so that its bouts stay bouts.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..base.brief import brief
from ..base.seeds import stream
from .grid import within
from .sequence import LAST, ActSequence, Counts, count
from .turning import expected_followed

COST = 1e7  #: acts x behaviours that all rotations of one way together may cost
FEWEST = 19  #: rotations of a log that is large; a chance of 0.05 can still be told
MOVES = 40  #: times that each act is moved, for what is expected
#: how records are moved: turned by any amount, or by seconds from one limit to the other
WAYS: dict[str, tuple[float, float] | None] = {
    "rotation": None,
    "10_30": (10.0, 30.0),
    "20_120": (20.0, 120.0),
}
WORDS = {"rotation": "whole records turned", "10_30": "by 10-30 s", "20_120": "by 20-120 s"}
APART = {way: apart for way, apart in WAYS.items() if apart}  #: that leave rhythms where they are
BACK = 0.4  #: 20 s, the mean of the smaller move, over the 50 s by which the other is larger
HERE = len(WAYS)  #: place of what is expected where nothing is moved, behind all ways


class Chance(NamedTuple):
    """What chance gives, and how rarely it reaches the counts that were observed.

    Arrays begin with an axis for ``WAYS``: the whole record turned, moved a little, moved more.

    Attributes
    ----------
    followed : array of float
        Expected acts of X followed by Y, of shape (ways + 1, X, Y, subjects, observations); last
        what the two small moves come to where nothing is moved.
    coincidences : array of float
        Acts at once with the same of another animal that chance explains, of shape (ways + 1,
        behaviours, subjects, observations): what moved records give, less what synchrony adds to
        these; nan without rotations for the first way.
    p_followed : array of float
        Share of moved records that reach the count over all subjects, of shape (ways, X, Y).
    p_coincidences : array of float
        The same of coincidences, for each behaviour, and last for all together.
    p_imitated : array of float
        The same of acts followed by the same behaviour, all behaviours together.
    spread_followed, spread_coincidences, spread_imitated : array of float
        Variance over mean of the counts of moved records, of the shapes of the shares but for the
        ways: the larger of the ways in ``APART``. Above 1 acts come in bursts.
    rotations : int
        How many were made in each way.
    """

    followed: NDArray[Any]
    coincidences: NDArray[Any]
    p_followed: NDArray[Any]
    p_coincidences: NDArray[Any]
    p_imitated: NDArray[Any]
    spread_followed: NDArray[Any]
    spread_coincidences: NDArray[Any]
    spread_imitated: NDArray[Any]
    rotations: int

    def __repr__(self) -> str:
        return brief(self)


def chance_of(sequence: ActSequence, observed: Counts, shifts: int, seed: int) -> Chance:
    """Return what chance gives for a sequence of acts.

    Parameters
    ----------
    sequence : ActSequence
        The acts.
    observed : Counts
        Their counts as observed.
    shifts : int
        Rotations, fewer for logs so large that they would take minutes; 0 for none.
    seed : int
        Seed of the rotations.

    Returns
    -------
    Chance
        The sequence as it was observed is counted among the rotations, so no share is 0.

    Notes
    -----
    Of records that are moved by a little, the counts are taken about what is expected, not about
    their own mean, which the ends of a shared rhythm make too low: a count ``k`` is reached by a
    moved record of ``t`` with ``t - mean(t) + E >= k``.
    """
    cost = len(sequence.time) * len(sequence.behaviours)
    rotations = min(shifts, max(FEWEST, int(COST / max(cost, 1)))) if shifts else 0
    moves = int(min(MOVES, max(FEWEST, COST / max(cost, 1))))
    local = [
        _moved(sequence, apart, moves, stream(seed, "field", "moved", way))
        for way, apart in APART.items()
    ]
    here = _unmoved(sequence, *local)
    tallies = []
    for way, apart in WAYS.items():
        rng = stream(seed, "field", "rotation", way)
        tally = _Tally(observed, here if apart else None)
        for _ in range(rotations):
            turned = sequence.drawn_apart(*apart, rng) if apart else sequence.rotated(rng)
            tally.add(count(sequence, turned))
        tallies.append(tally)
    turned_once = tallies[0].coincidences / rotations if rotations else np.nan
    once = [np.zeros(here.coincidences.shape) + turned_once]
    once += [each.coincidences for each in (*local, here)]
    shares = [np.array(each) for each in zip(*(tally.shares() for tally in tallies), strict=True)]
    local_spreads = zip(*(tally.spreads() for tally in tallies[1:]), strict=True)
    spreads = [np.asarray(np.fmax(*each)) for each in local_spreads]
    return Chance(
        followed=np.array(
            [expected_followed(sequence), *(each.followed for each in (*local, here))]
        ),
        coincidences=np.array([_beyond(sequence, observed, each) for each in once]),
        p_followed=shares[0],
        p_coincidences=shares[1],
        p_imitated=shares[2],
        spread_followed=spreads[0],
        spread_coincidences=spreads[1],
        spread_imitated=spreads[2],
        rotations=rotations,
    )


class _Tally:
    """How often the counts of moved records reach those that were observed, and how they vary.

    Lists hold acts followed, of shape (X, Y); coincidences, of each behaviour and of all; and acts
    followed by the same behaviour.
    """

    def __init__(self, observed: Counts, about: Counts | None):
        self.observed = self._sums(observed)
        self.about = about and self._sums(about)
        self.found: list[list[NDArray[Any]]] = []
        self.coincidences = np.zeros(observed.coincidences.shape)

    @staticmethod
    def _sums(counts: Counts) -> list[NDArray[Any]]:
        """Return what is counted over all subjects and observations."""
        followed = counts.followed.sum(axis=(2, 3))
        once = counts.coincidences.sum(axis=(1, 2))
        return [followed, np.append(once, once.sum()), np.asarray(np.trace(followed))]

    def add(self, turned: Counts) -> None:
        """Take in the counts of one moved record."""
        self.found.append(self._sums(turned))
        self.coincidences += turned.coincidences

    def shares(self) -> list[NDArray[Any]]:
        """Return the share of records, that observed among them, which reach the counts."""
        if not self.found:
            return [each * np.nan for each in self.observed]
        shares = []
        for at, observed in enumerate(self.observed):
            each = np.array([found[at] for found in self.found])
            if self.about:
                each = each - each.mean(axis=0) + self.about[at]
            shares.append((1 + (each >= observed).sum(axis=0)) / (1 + len(each)))
        return shares

    def spreads(self) -> list[NDArray[Any]]:
        """Return variance over mean of the counts; nan where there are none."""
        if len(self.found) < 2:
            return [each * np.nan for each in self.observed]
        spreads = []
        for at in range(len(self.observed)):
            each = np.array([found[at] for found in self.found])
            mean = each.mean(axis=0)
            spreads.append(np.where(mean > 0, each.var(axis=0, ddof=1) / np.fmax(mean, 1e-300), 1))
        return spreads


def _unmoved(sequence: ActSequence, near: Counts, far: Counts) -> Counts:
    """Return what chance gives where nothing is moved, from what it gives after two moves.

    Where two animals begin and cease to be active together, a move by s seconds puts acts beyond
    those ends, in proportion to s: the line through both is followed back to 0, by at most
    ``BACK`` of their difference.
    """
    small, large = (
        np.array([np.mean(within(length, *apart)) for length in sequence.lengths])
        for apart in APART.values()
    )
    back = np.minimum(BACK, small / np.maximum(large - small, 1e-9))
    return Counts(*(one + back * (one - two) for one, two in zip(near, far, strict=True)))


def _moved(
    sequence: ActSequence, apart: tuple[float, float], moves: int, rng: np.random.Generator
) -> Counts:
    """Return the mean counts with own acts, each by itself, moved while the others' stay.

    Acts are moved to and fro by amounts between two limits, round the circle of the observation.
    """
    limits = np.array([within(length, *apart) for length in sequence.lengths]).reshape(-1, 2)
    near, far = limits[sequence.obs].T
    followed, once = (np.zeros(each.shape) for each in count(sequence, sequence.time))
    for _ in range(moves):
        size = len(sequence.time)
        by = rng.uniform(near, far) * rng.choice([-1.0, 1.0], size)
        if sequence.grid:
            by = np.sign(by) * np.maximum(np.round(np.abs(by) / sequence.grid), 1) * sequence.grid
        found = count(sequence, sequence.time, sequence.turned(by))
        followed += found.followed / moves
        once += found.coincidences / moves
    return Counts(followed, once)


def _beyond(sequence: ActSequence, observed: Counts, turned: NDArray[Any]) -> NDArray[Any]:
    """Return the coincidences that chance explains, of those that moved records have.

    An act that coincides anyway cannot also do so by chance, and a moved record keeps the acts
    that it did in synchrony: of N acts, x of them in synchrony, ``N q (1 - x / N)^2`` coincide by
    chance where ``N q`` do in moved records. With n coincidences in all, ``u = x / N`` solves
    ``n / N = u + q (1 - u)^2``; the share that is due to chance is ``(1 - u)^2``.
    """
    acts = np.maximum(np.bincount(sequence.what, minlength=len(sequence.behaviours)), 1)
    q = turned.sum(axis=(1, 2)) / acts
    beyond = np.maximum(observed.coincidences.sum(axis=(1, 2)) / acts - q, 0.0)
    slope = np.maximum(1 - 2 * q, 0.0)
    u = 2 * beyond / (slope + np.sqrt(slope**2 + 4 * q * beyond) + 1e-300)
    u = np.where(q < 0.5, np.minimum(u, 1.0), 0.0)  # beyond, chance alone makes most coincide
    return np.asarray(turned * ((1 - u) ** 2)[:, None, None])


def doubts(table: pd.DataFrame) -> list[str]:
    """Return where chance is asked in several ways and they disagree, and where it hides all.

    Parameters
    ----------
    table : DataFrame
        Rates (:func:`mirror_abm.field.rates.rates`).

    Returns
    -------
    list of str
        Sentences without a full stop, for all subjects together.
    """
    asked = table[(table["subject"] == "all") & table["p_chance"].notna() & (table["count"] > 0)]
    parts = asked[asked["behaviour"] != "all"].groupby("measure").size()
    whole = (asked["behaviour"] == "all") & (asked["measure"].map(parts) == 1)
    asked, found = asked[~whole], []  # of one behaviour, all is the same again
    for row in asked[~asked["agree"]].to_dict("records"):
        each = [f"{WORDS[way]} p {row[f'p_{way}']:.2g}" for way in WAYS]
        found.append(
            f"{_called(row)}: whether it is beyond chance depends on how acts are moved "
            f"({', '.join(each)}), so it is not taken to be"
        )
    hidden = asked[asked["net"].isna()]
    found += [
        f"{_called(row)}: {row['chance']:.0%} of the acts are "
        f"{'met at once' if row['measure'] == 'synchrony' else f'followed within {LAST:g} s'} by "
        "chance alone, so what lies beyond cannot be told"
        for row in hidden.to_dict("records")
    ]
    return found


def _called(row: dict[Hashable, Any]) -> str:
    """Return what a row of a table of rates is about."""
    answer = f" answered by {row['answer']}" if row["answer"] else ""
    return f"{row['measure'].replace('_', ' ')} of {row['behaviour']}{answer}"
