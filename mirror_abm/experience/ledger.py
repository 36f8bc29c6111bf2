"""The ledger of an animal's experience: what was paired with what, kept by the experimenter.

The animal's learning cannot see it: it knows which sight belongs to which act, and the animal does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from ..sources.contract import KINDS

Table = Any  #: rows of counts: lists, or views on the compiled engine's arrays


class Ledger:
    """Pairings of percepts and own acts of one animal, per source and population.

    A percept of action a in a trial counts 1 as ``percepts``; the strongest of the animal's own acts of a in the trial's
    window adds ``k(dt)`` to ``matched``, the strongest of its other acts ``k(dt)`` to ``nonmatched``; without any act it
    is ``without_act``. From the trials alone come the counts behind delta P: trials (quiet windows included) in which a
    was seen, done, and both.
    """

    def __init__(self, sources: Sequence[str], actions: Sequence[str], kernel: Sequence[float]):
        shape = (len(sources), len(KINDS))
        self.sources, self.actions, self.kernel = tuple(sources), tuple(actions), kernel
        self._percepts: Table = [[0] * shape[1] for _ in range(shape[0])]
        self._without: Table = [[0] * shape[1] for _ in range(shape[0])]
        self._matched: Table = [[0.0] * shape[1] for _ in range(shape[0])]
        self._nonmatched: Table = [[0.0] * shape[1] for _ in range(shape[0])]
        self._lag: Table = [[0.0] * shape[1] for _ in range(shape[0])]
        self._seen: Table = [[0] * len(actions) for _ in KINDS]
        self._both: Table = [[0] * len(actions) for _ in KINDS]
        self._done: Any = [0] * len(actions)
        self._totals: Any = [0.0, 0.0, 0.0]

    @classmethod
    def over(
        cls,
        sources: Sequence[str],
        actions: Sequence[str],
        kernel: Sequence[float],
        counts: Any,
        animal: int,
    ) -> Ledger:
        """Return the ledger of one animal of the compiled engine: a view on its arrays, which go on counting."""
        made = cls(sources, actions, kernel)
        brought, met, made._totals = (
            counts.brought[animal],
            counts.met[animal],
            counts.totals[animal],
        )
        for column, name in enumerate(("_percepts", "_without", "_matched", "_nonmatched", "_lag")):
            setattr(made, name, brought[..., column])
        made._seen, made._both, made._done = met[:3], met[3:6], met[6]
        return made

    @property
    def trials(self) -> int:
        """Trials settled, quiet windows apart."""
        return int(self._totals[0])

    @property
    def acts_without_percept(self) -> int:
        """Acts in whose window nothing was perceived."""
        return int(self._totals[1])

    @property
    def quiet_windows(self) -> float:
        """Quiet time, in windows."""
        return float(self._totals[2])

    def rest(self, windows: float) -> None:
        """Count quiet time, in windows."""
        self._totals[2] += windows

    def alone(self, action: int) -> None:
        """Count an act in whose window nothing was perceived."""
        self._totals[0] += 1
        self._totals[1] += 1
        self._done[action] += 1

    def trial(
        self, percepts: Sequence[tuple[int, int, int]], acts: Sequence[tuple[int, int]]
    ) -> None:
        """Count one trial: its percepts ``(source, kind, action)`` and the own acts ``(ticks after opening, action)``."""
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
        """Return one row per source and population with any percept.

        Columns: source, population, percepts, matched, nonmatched, expected (of matched, if labels were permuted:
        nonmatched / (K - 1)), net (matched - expected), without_act, mean_lag (seconds, act after percept positive).
        """
        rows = []
        for s, source in enumerate(self.sources):
            for p, population in enumerate(KINDS):
                if not self._percepts[s][p]:
                    continue
                matched, nonmatched = self._matched[s][p], self._nonmatched[s][p]
                expected = nonmatched / (len(self.actions) - 1)
                rows.append(
                    (
                        source,
                        population,
                        int(self._percepts[s][p]),
                        matched,
                        nonmatched,
                        expected,
                        matched - expected,
                        int(self._without[s][p]),
                        self._lag[s][p] / matched / ticks_per_second if matched else np.nan,
                    )
                )
        return pd.DataFrame(
            rows,
            columns=[
                "source",
                "population",
                "percepts",
                "matched",
                "nonmatched",
                "expected",
                "net",
                "without_act",
                "mean_lag",
            ],
        )

    def contingency(self) -> pd.DataFrame:
        """Return delta P per action and population: P(done | perceived) - P(done | not perceived), over trials."""
        rows = []
        trials = self.trials + self.quiet_windows
        for p, population in enumerate(KINDS):
            for a, action in enumerate(self.actions):
                seen, both = int(self._seen[p][a]), int(self._both[p][a])
                if seen and trials > seen:
                    rows.append(
                        (
                            population,
                            action,
                            seen,
                            both,
                            both / seen - (self._done[a] - both) / (trials - seen),
                        )
                    )
        return pd.DataFrame(
            rows, columns=["population", "action", "perceived", "paired", "delta_p"]
        )
