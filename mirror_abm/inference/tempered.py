"""One tempered posterior of what is on record, and the same under other assumptions."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from ..base.brief import brief
from ..base.seeds import stream
from ..profile.prior import PRIORS
from .drawn import Drawn
from .observations import Recorded
from .reliability import RESAMPLES, Said
from .study import midpoints
from .temperature import PLUG_IN, POWERS, Temperature, fit, posteriors, tempered
from .worlds import Design

#: range of the chance that a negative study is published, relative to a positive one; assumed
PUBLICATION = (0.1, 1.0)
#: the others that are tried: all are published, hardly any is
PUBLICATIONS = (PUBLICATION, (1.0, 1.0), (0.02, 0.1))
PUBLISHED = 5  #: equally likely values in a range
WORLDS_EACH = 4  #: worlds of each account and draw on which a temperature is fitted


class Tempered:
    """The posterior of some records over some draws.

    Parameters
    ----------
    drawn : Drawn
        The table of draws, each account once.
    records : tuple of Recorded
        What is on record.
    publication : tuple of float
        Range of the chance that a negative study is published.
    seed : int
        Seed of the worlds.
    weights : numpy.ndarray, optional
        Weights of the draws, shape (account, draw).
    draws : numpy.ndarray, optional
        Those that are used; all if None.

    Attributes
    ----------
    design, seen : Design, numpy.ndarray
        What is on record, and its outcomes.
    parts : numpy.ndarray
        Log-likelihoods of each account, see
        :meth:`mirror_abm.inference.worlds.Design.log_likelihoods`.
    """

    def __init__(
        self,
        drawn: Drawn,
        records: tuple[Recorded, ...],
        publication: tuple[float, float],
        seed: int,
        weights: np.ndarray | None = None,
        draws: np.ndarray | None = None,
    ):
        self.drawn, self.records, self.publication, self.seed = drawn, records, publication, seed
        self.weights = weights
        self.draws = np.arange(drawn.draws) if draws is None else draws
        made = [each.published(midpoints(*publication, PUBLISHED)) for each in records]
        self.design = Design(made, weights)
        self.seen = np.array([each.seen for each in made], int)
        self.parts = self.design.log_likelihoods(self.seen[None], self.draws, powers=POWERS)

    __repr__ = brief

    @cached_property
    def _fitted(self) -> tuple[Temperature, Said]:
        """The temperature, and what it says of the worlds that it was fitted on."""
        low, high = self.publication
        rng = stream(
            self.seed, "posterior", f"{low:g}-{high:g}", len(self.draws), int(self.draws[0])
        )
        found, *said = fit(self.design, self.draws, WORLDS_EACH * len(self.draws), rng)
        return found, Said(*said)

    @property
    def temperature(self) -> Temperature:
        """The temperature, fitted on worlds with the draw that made them left out."""
        return self._fitted[0]

    @property
    def said(self) -> Said:
        """What a posterior at this temperature says of these worlds."""
        return self._fitted[1]

    @property
    def here(self) -> np.ndarray:
        """The posterior of each account."""
        return self.at(self.temperature)

    @property
    def plug_in(self) -> np.ndarray:
        """The posterior without a temperature."""
        return self.at(PLUG_IN)

    @property
    def bits(self) -> np.ndarray:
        """The plain likelihood of each account over that of the first, log2."""
        logs = tempered(self.parts, PLUG_IN, POWERS)[0] / np.log(2)
        found: np.ndarray = logs - logs[0]
        return found

    def at(self, temperature: Temperature) -> np.ndarray:
        """Return the posterior at a temperature.

        Parameters
        ----------
        temperature : Temperature
            The powers.

        Returns
        -------
        numpy.ndarray
            Of each account.
        """
        found: np.ndarray = posteriors(tempered(self.parts, temperature, POWERS))[0]
        return found

    def without(self, names: set[str]) -> np.ndarray:
        """Return the posterior without some records, at the same temperature.

        Parameters
        ----------
        names : set of str
            Records that are left out.

        Returns
        -------
        numpy.ndarray
            Of each account; alike if nothing is left.
        """
        rest = tuple(each for each in self.records if each.name not in names)
        if not rest:
            count = len(self.drawn.accounts)
            return np.full(count, 1 / count)
        less = Tempered(self.drawn, rest, self.publication, self.seed, self.weights, self.draws)
        return less.at(self.temperature)

    @cached_property
    def resampled(self) -> np.ndarray:
        """Posteriors of draws drawn anew, shape (resample, account)."""
        found, weights = self.temperature, self.design.weights[:, self.draws]
        rng = stream(self.seed, "posterior", "resampled")
        count = len(self.draws)
        times = rng.multinomial(count, np.full(count, 1 / count), RESAMPLES)
        norm = times @ weights.T
        logs = [
            np.log(np.maximum(times @ (weights * each[:, self.draws]).T / norm, 1e-300))
            for each in self.design.per_draw(self.seen, found.power)
        ]
        said: np.ndarray = posteriors(found.b * logs[0] + found.c * sum(logs[1:]))
        return said


def over_assumptions(
    drawn: Drawn,
    publication: tuple[float, float],
    seed: int,
    weights: np.ndarray | None = None,
) -> pd.DataFrame:
    """Return the posterior under each prior on rates and each range of publication.

    Parameters
    ----------
    drawn : Drawn
        The table of draws, each account once.
    publication : tuple of float
        The range that is assumed: it stands in the grid in place of the last, if it is another.
    seed : int
        Seed of the worlds.
    weights : numpy.ndarray, optional
        Weights of the draws, shape (account, draw); alike if None.

    Returns
    -------
    pandas.DataFrame
        One row per ``prior``, ``published`` and ``account``: ``posterior``, ``rank``,
        temperatures ``b`` and ``c``, inner ``power`` and ``draws``.
    """
    rows: list[dict[str, Any]] = []
    ranges = tuple(dict.fromkeys((publication, *PUBLICATIONS)))[: len(PUBLICATIONS)]
    for prior in PRIORS:
        draws = np.flatnonzero(drawn.priors == prior)
        for low, high in ranges:
            found = Tempered(drawn, drawn.records, (low, high), seed, weights, draws)
            rank = (-found.here).argsort(kind="stable").argsort(kind="stable") + 1
            about = {"prior": prior, "published": f"{low:g}-{high:g}"}
            rest = {**found.temperature._asdict(), "draws": len(draws)}
            rows += [
                about | {"account": name, "posterior": float(each), "rank": int(place)} | rest
                for name, each, place in zip(drawn.accounts, found.here, rank, strict=True)
            ]
    return pd.DataFrame(rows)
