"""Worlds judged by draws that have not made them: folds of draws, and priors against each other.

Draws are split into folds, each with its share of every prior; worlds of the draws of one fold are
judged by the draws of the others, at a temperature that was fitted on worlds of these others alone,
with a draw left out. Studies are drawn anew in each round among the cells of the run - species,
modality, rearing; the arms of a rearing contrast are chosen together - and the record is the
studies that are on record. Then worlds of each prior on rates are judged by the draws of the *other
two*: what remains of calibration where the rates are wrong.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..base.brief import brief
from ..base.interruption import heed
from ..base.seeds import stream
from .drawn import Cell, Drawn
from .observations import Observation
from .reliability import SURE, Said, joined
from .study import Study, midpoints
from .temperature import PLUG_IN as NO_TEMPERATURE
from .temperature import POWERS, Temperature, fit, posteriors, tempered
from .tempered import PUBLICATION, PUBLISHED
from .worlds import Design

#: name of the design of what is on record
RECORD = "record"
FOLDS = 5
#: worlds of a design that reach .95, which are enough
ENOUGH = 400
#: worlds of each account and draw on which a temperature is fitted
FITTED = 2
#: how the posterior is made
PLUG_IN, TEMPERED = "plug-in", "tempered"


class Tried(NamedTuple):
    """What was said of the worlds of one design.

    Attributes
    ----------
    folded : dict
        Method -> what was said by the other draws.
    across : dict
        (method, prior of the truth) -> what was said by the draws of the other priors.
    temperature : dict
        Method -> mean temperature over folds.
    """

    folded: dict[str, Said]
    across: dict[tuple[str, str], Said]
    temperature: dict[str, Temperature]

    def __repr__(self) -> str:
        return brief(self)


class Folds:
    """The worlds of a table of draws, and how they are judged.

    Parameters
    ----------
    drawn : Drawn
        The table of draws, each account once.
    seed : int
        Seed of the worlds.
    worlds : int
        Worlds that are made at most of each design.
    study : Study
        Size and laboratory of each study.
    """

    def __init__(self, drawn: Drawn, seed: int, worlds: int, study: Study):
        self.drawn, self.seed, self.worlds, self.study = drawn, seed, worlds, study
        self._made: dict[Cell, Observation] = {}

    def observations(self, name: str, number: int) -> list[Observation]:
        """Return the observations of a design.

        Parameters
        ----------
        name : str
            How many studies, or ``record``.
        number : int
            Number of the round: the studies are drawn anew in each.

        Returns
        -------
        list of Observation
            As many.
        """
        if name == RECORD:
            s = midpoints(*PUBLICATION, PUBLISHED)
            return [each.published(s) for each in self.drawn.records]
        rng = stream(self.seed, "recovery", name, number, "studies")
        return [self._study(cell) for cell in chosen(list(self.drawn.cells), int(name), rng)]

    def _study(self, cell: Cell) -> Observation:
        """Return the study of one cell, made once."""
        if cell not in self._made:
            self._made[cell] = self.drawn.study(cell, self.study)
        return self._made[cell]

    def tried(self, name: str) -> Tried:
        """Return what is said of the worlds of one design.

        Parameters
        ----------
        name : str
            How many studies, or ``record``.

        Returns
        -------
        Tried
            By folds, and across priors.
        """
        folded: dict[str, list[Said]] = {PLUG_IN: [], TEMPERED: []}
        across: dict[tuple[str, str], list[Said]] = {}
        temperatures: list[Temperature] = []
        number = made = sure = 0
        while made < self.worlds and sure < ENOUGH:
            heed()
            rng = stream(self.seed, "recovery", name, number, "worlds")
            design = Design(self.observations(name, number))
            for test in split(self.drawn.priors, FOLDS, rng):
                found, said = _judged(design, test, np.setdiff1d(self._every, test), rng)
                temperatures.append(found)
                for method, each in said.items():
                    folded[method].append(each)
            for prior in dict.fromkeys(self.drawn.priors):
                test = np.flatnonzero(self.drawn.priors == prior)
                _, said = _judged(design, test, np.setdiff1d(self._every, test), rng)
                for method, each in said.items():
                    across.setdefault((method, str(prior)), []).append(each)
            number += 1
            last = folded[TEMPERED][-FOLDS:]
            made += sum(len(each.truth) for each in last)
            sure += sum(int((each.top >= SURE).sum()) for each in last)
        return Tried(
            {method: joined(parts) for method, parts in folded.items()},
            {key: joined(parts) for key, parts in across.items()},
            {
                PLUG_IN: NO_TEMPERATURE,
                TEMPERED: Temperature(*(float(each) for each in np.mean(temperatures, axis=0))),
            },
        )

    @property
    def _every(self) -> np.ndarray:
        """The numbers of all draws."""
        return np.arange(self.drawn.draws)


def chosen(cells: list[Cell], studies: int, rng: np.random.Generator) -> list[Cell]:
    """Return the cells of a design, those of one contrast together.

    Parameters
    ----------
    cells : list of tuple of str
        Species, modality and rearing.
    studies : int
        How many studies; more than there are cells begin again.
    rng : numpy.random.Generator
        What they are drawn from.

    Returns
    -------
    list of tuple of str
        The cells of the studies.
    """
    contrasts: dict[tuple[str, str], list[Cell]] = {}
    for cell in cells:
        contrasts.setdefault(cell[:2], []).append(cell)
    found: list[Cell] = []
    while len(found) < studies:
        wanted = studies - len(found)
        for at in rng.permutation(len(contrasts)):
            arms = list(contrasts.values())[at]
            if len(arms) > wanted:
                arms = [arms[i] for i in rng.permutation(len(arms))[:wanted]]
            found += arms
            wanted -= len(arms)
            if not wanted:
                break
    return found


def split(priors: np.ndarray, folds: int, rng: np.random.Generator) -> list[np.ndarray]:
    """Return the draws of each fold, every prior spread over all of them.

    Parameters
    ----------
    priors : numpy.ndarray
        Prior of each draw.
    folds : int
        How many.
    rng : numpy.random.Generator
        What the order is drawn from.

    Returns
    -------
    list of numpy.ndarray
        Numbers of draws.
    """
    order = rng.permutation(len(priors))
    order = order[np.argsort(priors[order], kind="stable")]
    return [np.sort(order[number::folds]) for number in range(folds)]


def _judged(
    design: Design, test: np.ndarray, use: np.ndarray, rng: np.random.Generator
) -> tuple[Temperature, dict[str, Said]]:
    """Return a temperature fitted on some draws, and what these say of worlds of others."""
    found, *_ = fit(design, use, FITTED * len(use), rng)
    worlds = design.simulate(test, len(test), rng)
    parts = design.log_likelihoods(worlds.outcomes, use, powers=POWERS)
    return found, {
        method: Said(posteriors(tempered(parts, each, POWERS)), worlds.account, worlds.draw)
        for method, each in ((PLUG_IN, NO_TEMPERATURE), (TEMPERED, found))
    }
