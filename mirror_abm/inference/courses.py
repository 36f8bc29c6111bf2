"""Courses: the chance that a study finds mirror units, over the age of the animals.

At each age at which animals were recorded (a knot), the chance is that of :mod:`.chances`, from the
shares of the animals at this age. The age at which it reaches p is the first: linear in the
logarithm of age between two knots, and in age before the first knot after birth. The chance may
fall again, so that later ages may lie below p.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ..base.brief import brief
from ..base.checks import one_of
from ..base.errors import InputError, unknown
from ..base.progress import followed
from .chances import ROUNDING, finds
from .shares import Shares, require_normal_world
from .study import Study

if TYPE_CHECKING:
    from ..simulation.archive import Run

CELL = ["species", "account", "arm", "modality"]
BY = ("all", "act")


@dataclass(frozen=True)
class Course:
    """The chance that a study finds mirror units, over age, in each draw of one cell.

    Attributes
    ----------
    ages : tuple of numpy.ndarray
        Of each draw: the ages in days of its knots, rising.
    found : tuple of numpy.ndarray
        Of each draw: the chances there.
    """

    ages: tuple[np.ndarray, ...]
    found: tuple[np.ndarray, ...]

    __repr__ = brief

    @property
    def knots(self) -> np.ndarray:
        """The ages of all knots of all draws, each once."""
        return np.unique(np.concatenate(self.ages))

    @property
    def first(self) -> float:
        """The first age after birth; 1 if there is none."""
        after = self.knots[self.knots > 0]
        return float(after[0]) if len(after) else 1.0

    def at_knots(self) -> np.ndarray:
        """Return the chances of all draws at all knots.

        Returns
        -------
        numpy.ndarray
            Shape (draw, knot): between knots of its own as :func:`age_reached` takes them, before
            its first and after its last as there.
        """
        wanted = _along(self.knots, self.first)
        return np.stack(
            [
                np.interp(wanted, _along(ages, self.first), found)
                for ages, found in zip(self.ages, self.found, strict=True)
            ]
        )


def _along(ages: np.ndarray, first: float) -> np.ndarray:
    """Return where ages lie on an axis that is logarithmic from ``first`` on, linear before."""
    scaled = np.asarray(ages, float) / first
    return np.where(scaled < 1, scaled - 1, np.log(np.maximum(scaled, 1)))


def age_reached(ages: np.ndarray, found: np.ndarray, chance: float, first: float) -> float:
    """Return the first age at which a course reaches a chance.

    Parameters
    ----------
    ages : numpy.ndarray
        Ages of the knots in days, rising.
    found : numpy.ndarray
        The chance at each.
    chance : float
        The chance that is to be reached.
    first : float
        The age from which on courses are linear in the logarithm of age; in age before.

    Returns
    -------
    float
        Days; the age of the first knot if it is reached there, infinite if it never is.

    Examples
    --------
    >>> ages, found = np.array([0, 1, 100]), np.array([0, 0, 1])
    >>> round(age_reached(ages, found, 0.5, first=1), 3)
    10.0
    >>> age_reached(ages, found, 0, first=1), age_reached(ages, found / 3, 0.5, first=1)
    (0.0, inf)
    """
    reached = np.flatnonzero(found >= chance - ROUNDING)
    if not len(reached):
        return float("inf")
    at = int(reached[0])
    if at == 0:
        return float(ages[0])
    low, high = found[at - 1], found[at]
    before, after = _along(ages[at - 1 : at + 1], first)
    place = before + min((chance - low) / (high - low), 1.0) * (after - before)
    return float(first * (np.exp(place) if place >= 0 else 1 + place))


def courses(
    run: Run, study: Study, account: str | Sequence[str] | None, by: str, progress: bool | None
) -> Iterator[tuple[dict[str, str], Course]]:
    """Yield the course of each cell of a run.

    Parameters
    ----------
    run : Run
        A run of the normal world.
    study : Study
        Its size and its laboratory.
    account : str, sequence of str or None
        Only these accounts of the run.
    by : {"all", "act"}
        Whether a cell has all units, or those of one act.
    progress : bool or None
        Whether a progress bar is shown.

    Yields
    ------
    dict of str to str
        Species, account, arm and modality (and act).
    Course
        The chances over age.

    Raises
    ------
    InputError
        As of :func:`mirror_abm.ontogeny`.
    """
    table = _recorded(run, account)
    one_of("by", by, BY)
    cells = [*CELL, "act"] if by == "act" else CELL
    animals = _by_animal(table, cells)
    parts = list(animals.groupby(cells, sort=True, observed=True))
    for key, part in followed(parts, progress, "cells"):
        yield dict(zip(cells, key, strict=True)), _course(part, study)


def _recorded(run: Run, account: str | Sequence[str] | None) -> pd.DataFrame:
    """Return what a run recorded age by age, of some accounts."""
    require_normal_world(run)
    several = isinstance(account, Iterable) and not isinstance(account, str)
    given: Any = account if several else [account]
    names = list(run.plan.accounts if account is None else given) or list(run.plan.accounts)
    for name in names:
        if name not in run.plan.accounts:
            raise unknown("account", name, run.plan.accounts)
    if not (run.path / "tables" / "ontogeny.parquet").is_file():
        raise InputError(
            f"run {run.id}: was made by a release that kept no ages: run its command again "
            f"(`mirror-abm runs show {run.id}` tells it)."
        )
    table = run.table("ontogeny")
    return table[table["account"].isin(names)]


def _by_animal(table: pd.DataFrame, cells: list[str]) -> pd.DataFrame:
    """Return own and other of each animal at each age: means over units, 0 where none compare."""
    other = (table["other"] * table["compared"]).fillna(0.0)
    sums = table.assign(own=table["own"] * table["units"], other=other)
    keys = [*cells, "replicate", "age", "group", "animal"]
    added = sums.groupby(keys, sort=True, observed=True)[["units", "own", "other", "compared"]]
    found = added.sum().reset_index()
    found["own"] = found["own"] / found["units"]
    found["other"] = found["other"] / found["compared"].clip(lower=1)
    return found


def _course(part: pd.DataFrame, study: Study) -> Course:
    """Return the chances of a study of one cell's animals, at each age of each draw."""
    states = part.groupby(["replicate", "age"], sort=True)
    row, place = states.ngroup().to_numpy(), states.cumcount().to_numpy()
    share, expected, weight = (np.zeros((states.ngroups, place.max() + 1)) for _ in range(3))
    share[row, place], expected[row, place] = part["own"], part["other"]
    weight[row, place] = 1.0 / states["own"].transform("size")
    found = finds(Shares(share, expected, weight), study)
    at = states.size().reset_index()
    draws = [rows.index for _, rows in at.groupby("replicate", sort=True)]
    ages = at["age"].to_numpy()
    return Course(tuple(ages[each] for each in draws), tuple(found[each] for each in draws))
