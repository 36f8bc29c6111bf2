"""A recording study: its animals, the units recorded in each, and how well they are called.

Sensitivity and false-positive rate are assumed, not estimated. Both are uncertain, so both are
uniform in a range, and every chance is averaged over the middles of equal parts of these ranges.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from statistics import NormalDist

import numpy as np

from ..base.checks import whole
from ..base.errors import InputError

#: of a study, where nothing else is said: animals, units in each, level of its test
ANIMALS, UNITS, LEVEL = 3, 40, 0.05
#: units of a study, all animals together
MOST_UNITS = 20_000


def midpoints(low: float, high: float, points: int) -> np.ndarray:
    """Return equally likely values of a uniform distribution: the middles of equal parts.

    Parameters
    ----------
    low, high : float
        Ends of the range.
    points : int
        Number of parts.

    Returns
    -------
    numpy.ndarray
        ``points`` values, or one if the range is a single point.
    """
    if low == high:
        return np.array([low])
    return low + (high - low) * (np.arange(points) + 0.5) / points


def normal_mixture(low: float, high: float, points: int) -> np.ndarray:
    """Return equally likely values of a normal distribution whose standard deviation is uncertain.

    Parameters
    ----------
    low, high : float
        Ends of the range in which the standard deviation is uniform.
    points : int
        Number of parts of equal probability, of each of which the middle is returned.

    Returns
    -------
    numpy.ndarray
        ``points`` values, symmetric about 0, or a single 0 if the standard deviation can only be 0.

    Examples
    --------
    >>> normal_mixture(1.0, 1.0, 3).round(3).tolist()  # quantiles 1/6, 1/2 and 5/6
    [-0.967, 0.0, 0.967]
    """
    if high == 0:
        return np.zeros(1)
    deviations = [NormalDist(0.0, sd) for sd in midpoints(low, high, 5)]
    found = []
    for at in range(points // 2):
        below, above = -10.0 * high, 0.0
        for _ in range(60):  # bisection, to the last bit of what matters
            middle = (below + above) / 2
            chance = sum(each.cdf(middle) for each in deviations) / len(deviations)
            below, above = (middle, above) if chance < (at + 0.5) / points else (below, middle)
        found.append(below)
    centre = [0.0] if points % 2 else []
    return np.array([*found, *centre, *(-each for each in reversed(found))])


def between(name: str, pair: object, most: float = 1) -> tuple[float, float]:
    """Return a range (low, high) within [0, ``most``].

    Parameters
    ----------
    name : str
        What the range is called in the error sentence.
    pair : object
        Two numbers, or texts that are numbers.
    most : float
        The largest value allowed: 1, of a chance.

    Returns
    -------
    tuple of float
        Low and high.

    Raises
    ------
    InputError
        If ``pair`` is not two numbers with 0 <= low <= high <= most.
    """
    try:
        low, high = (float(part) for part in pair)  # type: ignore[attr-defined]
    except (TypeError, ValueError):
        got = ",".join(map(str, pair)) if isinstance(pair, list) else pair
        raise InputError(
            f"{name} = {got!r}: must be two numbers, low and high, for example 0.1,0.9."
        ) from None
    if not 0 <= low <= high <= most:
        raise InputError(
            f"{name} = {low:g}, {high:g}: must be low and high with 0 <= low <= high <= {most:g}."
        )
    return low, high


@dataclass(frozen=True)
class Lab:
    """How well a laboratory calls units congruent; both numbers are assumed and uncertain.

    Parameters
    ----------
    sensitivity : tuple of float
        Range of the chance that a congruent unit is called congruent. Electrodes that also meet
        other cells lower it.
    false_positive : tuple of float
        Range of the chance that a unit which is not congruent is called congruent.

    Raises
    ------
    InputError
        If a range is impossible, or if false positives can be as common as hits.

    Examples
    --------
    >>> import mirror_abm as ma
    >>> ma.Lab(sensitivity=(0.8, 1.0)).false_positive
    (0.0, 0.05)
    """

    sensitivity: tuple[float, float] = (0.4, 1.0)
    false_positive: tuple[float, float] = (0.0, 0.05)

    def __post_init__(self) -> None:
        """Check both ranges, and that the lowest sensitivity exceeds any false-positive rate."""
        for name in ("sensitivity", "false_positive"):
            between(name, getattr(self, name))
        if self.false_positive[1] >= self.sensitivity[0]:
            raise InputError(
                f"false_positive = {self.false_positive}: must lie below sensitivity, "
                f"{self.sensitivity}."
            )

    def settings(self) -> list[tuple[float, float]]:
        """Return equally likely pairs of sensitivity and false-positive rate.

        Returns
        -------
        list of tuple of float
            All combinations of the middles of three equal parts of each range.
        """
        return list(product(midpoints(*self.sensitivity, 3), midpoints(*self.false_positive, 3)))


@dataclass(frozen=True)
class Study:
    """A study that records cells and tests how many respond to their own act against others.

    Cells are motor units whose best act can be perceived in the modality of the study.

    Attributes
    ----------
    animals : int
        Animals recorded.
    units : int
        Units recorded in each animal.
    lab : Lab
        How well the laboratory calls units.
    level : float
        Significance level of the study's test.

    Raises
    ------
    InputError
        If a number is impossible, or if the study has more than 20,000 units in all.
    """

    animals: int = ANIMALS
    units: int = UNITS
    lab: Lab = field(default_factory=Lab)
    level: float = LEVEL

    def __post_init__(self) -> None:
        """Check the numbers."""
        whole("animals", self.animals, 1, 1000)
        whole("units", self.units, 1, MOST_UNITS)
        if self.animals * self.units > MOST_UNITS:
            raise InputError(
                f"animals x units = {self.animals * self.units:,}: must be at most {MOST_UNITS:,}."
            )
        if isinstance(self.level, bool) or not (
            isinstance(self.level, (int, float)) and 0 < self.level < 1
        ):
            raise InputError(f"level = {self.level!r}: must lie between 0 and 1.")
