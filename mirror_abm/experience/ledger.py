"""The ledger of an animal's experience: what was paired with what, kept by the experimenter.

The animal's learning cannot see it: the ledger knows which sight belongs to which act, and the
animal does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from ..base.brief import line, some
from ..base.card import card, table
from ..sources.contract import KINDS

Counts = Any  #: rows of counts: lists, or views of the arrays of the compiled engine
COLUMNS = [
    "source",
    "population",
    "percepts",
    "matched",
    "nonmatched",
    "expected",
    "net",
    "without_act",
    "mean_lag",
]


class Ledger:
    """Pairings of percepts and own acts of one animal, by source and population of sensory units.

    Parameters
    ----------
    sources : sequence of str
        Names of the sources of experience.
    actions : sequence of str
        Names of the actions, K of them.
    kernel : sequence of float
        Contiguity k(dt) of an act and a percept that are 0, 1, ... ticks apart.

    Notes
    -----
    A percept of action a counts 1 among the percepts. The strongest of the animal's own acts of a
    within the window of the trial adds ``k(dt)`` to the matched pairings, the strongest of its
    other acts adds ``k(dt)`` to the non-matched ones; a percept without any act in the window
    counts as one without act. The counts behind delta P come from trials alone, windows of the
    intertrial interval included: how often a was perceived, done, and both.
    """

    def __init__(self, sources: Sequence[str], actions: Sequence[str], kernel: Sequence[float]):
        self.sources, self.actions, self.kernel = tuple(sources), tuple(actions), kernel
        self._percepts: Counts = self._table(0)
        self._without: Counts = self._table(0)
        self._matched: Counts = self._table(0.0)
        self._nonmatched: Counts = self._table(0.0)
        self._lag: Counts = self._table(0.0)
        self._seen: Counts = [[0] * len(actions) for _ in KINDS]
        self._both: Counts = [[0] * len(actions) for _ in KINDS]
        self._done: Counts = [0] * len(actions)
        self._totals: Counts = [0.0, 0.0, 0.0]

    def __repr__(self) -> str:
        met = [name for row, name in enumerate(self.sources) if sum(self._percepts[row])]
        percepts = sum(sum(row) for row in self._percepts)
        told = f"{self.trials:,} trials, {int(percepts):,} percepts from"
        return line(self, f"{told} {some(met)}")

    def _repr_html_(self) -> str:
        return card("What an animal has met, by source of experience", table(self.frame()))

    def _table(self, zero: float) -> Counts:
        """Return a table of zeros, by source and population."""
        return [[zero] * len(KINDS) for _ in self.sources]

    @classmethod
    def over(
        cls,
        sources: Sequence[str],
        actions: Sequence[str],
        kernel: Sequence[float],
        counts: Any,
        animal: int,
    ) -> Ledger:
        """Return the ledger of one animal of the compiled engine.

        Parameters
        ----------
        sources, actions, kernel
            As for the class.
        counts : LearnerArrays
            Arrays of the learners of a group, which go on counting: the ledger is a view of them.
        animal : int
            Number of the animal among them.

        Returns
        -------
        Ledger
            Ledger of that animal.
        """
        made = cls(sources, actions, kernel)
        brought, met, made._totals = (
            counts.brought[animal],
            counts.met[animal],
            counts.totals[animal],
        )
        tables = ("_percepts", "_without", "_matched", "_nonmatched", "_lag")  # as in BROUGHT
        for column, name in enumerate(tables):
            setattr(made, name, brought[..., column])
        kinds = len(KINDS)
        made._seen, made._both, made._done = met[:kinds], met[kinds:-1], met[-1]
        return made

    @property
    def trials(self) -> int:
        """Number of trials settled, without the windows of the intertrial interval."""
        return int(self._totals[0])

    @property
    def acts_without_percept(self) -> int:
        """Number of acts in whose window nothing was perceived."""
        return int(self._totals[1])

    @property
    def intertrial_windows(self) -> float:
        """Time between trials, in windows."""
        return float(self._totals[2])

    def rest(self, windows: float) -> None:
        """Count time between trials.

        Parameters
        ----------
        windows : float
            Its length in windows.
        """
        self._totals[2] += windows

    def alone(self, action: int) -> None:
        """Count an act in whose window nothing was perceived.

        Parameters
        ----------
        action : int
            Number of the action.
        """
        self._totals[0] += 1
        self._totals[1] += 1
        self._done[action] += 1

    def trial(
        self, percepts: Sequence[tuple[int, int, int]], acts: Sequence[tuple[int, int]]
    ) -> None:
        """Count one trial.

        Parameters
        ----------
        percepts : sequence of (int, int, int)
            Source, population and action of each percept.
        acts : sequence of (int, int)
            Own acts in the window: ticks after the trial opened, and action.
        """
        self._totals[0] += 1
        kernel = self.kernel
        done = {action for _, action in acts}
        for action in done:
            self._done[action] += 1
        for kind, action in {(kind, action) for _, kind, action in percepts}:
            self._seen[kind][action] += 1
            if action in done:
                self._both[kind][action] += 1
        for source, kind, seen in percepts:
            self._percepts[source][kind] += 1
            if not acts:
                self._without[source][kind] += 1
                continue
            match = other = lag = 0.0
            for dt, action in acts:
                weight = kernel[abs(dt)]
                if action == seen:
                    if weight > match:
                        match, lag = weight, dt
                elif weight > other:
                    other = weight
            self._matched[source][kind] += match
            self._nonmatched[source][kind] += other
            self._lag[source][kind] += match * lag

    def frame(self, ticks_per_second: float = 100.0) -> pd.DataFrame:
        """Return the ledger as a table.

        Parameters
        ----------
        ticks_per_second : float, optional
            Resolution of time, for the lags.

        Returns
        -------
        pandas.DataFrame
            One row for each source and population with any percept. Columns: source, population,
            percepts, matched, nonmatched, expected (matched pairings if labels were permuted,
            nonmatched / (K - 1)), net (matched - expected), without_act, mean_lag (seconds;
            positive where the act came after the percept).
        """
        return pd.DataFrame(self.rows(ticks_per_second), columns=COLUMNS)

    def rows(self, ticks_per_second: float = 100.0) -> list[tuple[Any, ...]]:
        """Return the rows of :meth:`frame`, in the order of ``COLUMNS``."""
        return [
            (source, population, *self._row(s, p, ticks_per_second))
            for s, source in enumerate(self.sources)
            for p, population in enumerate(KINDS)
            if self._percepts[s][p]
        ]

    def _row(self, source: int, population: int, ticks_per_second: float) -> tuple[float, ...]:
        """Return the numbers of one row of the table."""
        matched = self._matched[source][population]
        nonmatched = self._nonmatched[source][population]
        expected = nonmatched / (len(self.actions) - 1)
        lag = self._lag[source][population]
        return (
            int(self._percepts[source][population]),
            matched,
            nonmatched,
            expected,
            matched - expected,
            int(self._without[source][population]),
            lag / matched / ticks_per_second if matched else np.nan,
        )

    def contingency(self) -> pd.DataFrame:
        """Return the contingency between perceiving and doing, by action and population.

        Returns
        -------
        pandas.DataFrame
            Columns: population, action, perceived and paired (trials), and delta_p =
            P(done | perceived) - P(done | not perceived).
        """
        rows = []
        trials = self.trials + self.intertrial_windows
        for p, population in enumerate(KINDS):
            for a, action in enumerate(self.actions):
                seen, both = int(self._seen[p][a]), int(self._both[p][a])
                if seen and trials > seen:
                    delta = both / seen - (self._done[a] - both) / (trials - seen)
                    rows.append((population, action, seen, both, delta))
        columns = ["population", "action", "perceived", "paired", "delta_p"]
        return pd.DataFrame(rows, columns=columns)
