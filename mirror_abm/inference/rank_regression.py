"""Which of many numbers a conclusion follows: coefficients of rank regression, and their intervals.

All is about ranks, so that what rises or falls throughout counts in full, however curved it is.
With the ranks of k numbers and of the conclusion standardised over n draws, R the correlations of
the numbers and r those of the numbers with the conclusion::

    spearman = r                          of each number, whatever the others did
    srrc = R^-1 r                         standardised rank regression coefficient
    prcc = correlation of what the other numbers leave of its ranks with what they leave of the
           conclusion's                   partial rank correlation
    R2 = r' R^-1 r;   adjusted: 1 - (1 - R2) (n - 1) / (n - k - 1)

A partial correlation takes a draw for each number that it allows for: it is given from n = k + 20
on. With fewer draws the plain rank correlation stands in its place.

**Intervals** are those of Fisher's z = artanh, z +- t s. Draws come in blocks of 20 that cover the
range of each number together, and only blocks are independent: s is the standard deviation of z
over 400 bootstraps of whole blocks, times sqrt(B / (B - 1)) for B blocks, and t has B - 1 degrees
of freedom. With fewer than 4 blocks single draws are resampled instead, as if they were
independent. A number that does nothing has the same scatter either way; where it does much the
interval is then rather too wide. What is resampled are the residuals; for the draws that the other
numbers took, s is multiplied by sqrt(n / (n - k)).

**Several numbers** are tried, so that some stand out by chance: a tenth of them at 90 %. ``p`` is
that of Student's t on n - 2 degrees of freedom less the numbers allowed for, and ``adjusted`` is p
after Holm (1979, recalled): the chance that any number of this conclusion would come out so if none
did anything is at most that.

**Halves**: blocks (or draws) are parted at random into halves, twenty times, and each half is asked
by itself. How well the two orders of numbers agree is the correlation of their Savage scores, which
look at the first places most (Iman and Conover 1987, Technometrics 29:351, recalled): 1 if both are
the same, 0 on average if the orders have nothing to do with each other.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..base.brief import brief
from ..base.means import effective
from ..base.seeds import stream
from ..base.special import special

SPARE = 20  #: draws beyond the numbers from which a partial correlation is given
LEVEL = 0.9  #: of intervals; what stands out has an adjusted p below 1 - LEVEL
BOOTSTRAPS, SPLITS = 400, 20
NEAR = 1 - 1e-9  #: a correlation beyond this is 1 but for rounding
PARTIAL, PLAIN = "prcc", "spearman"  #: what a coefficient is, in tables


class Ranked(NamedTuple):
    """What rank regression says of one conclusion.

    Attributes
    ----------
    measure : str
        ``prcc`` or ``spearman``: which of them ``coefficient`` is.
    coefficient, low, high : numpy.ndarray
        Of each number, with its 90 % interval, shape (number,).
    spearman, srrc, prcc : numpy.ndarray
        The three coefficients; the last two are missing where draws are too few.
    p, adjusted : numpy.ndarray
        Of the coefficient, alone and after Holm.
    apart : numpy.ndarray
        Whether the number is told apart from the one with the largest coefficient.
    r2, r2_adjusted : float
        Of the rank regression; missing where draws are too few.
    agreement : float
        Of the orders of numbers in halves of the draws, the mean of :func:`top_down`.
    same_first : float
        In which share of the partings the same number comes first in both halves.
    """

    measure: str
    coefficient: np.ndarray
    low: np.ndarray
    high: np.ndarray
    spearman: np.ndarray
    srrc: np.ndarray
    prcc: np.ndarray
    p: np.ndarray
    adjusted: np.ndarray
    apart: np.ndarray
    r2: float
    r2_adjusted: float
    agreement: float
    same_first: float

    def __repr__(self) -> str:
        return brief(self)


def quantiles(values: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return the place of each value among all, from 0 to 1: its rank, for draws of equal weight.

    Parameters
    ----------
    values : numpy.ndarray
        One per draw.
    weight : numpy.ndarray
        Of the draws.

    Returns
    -------
    numpy.ndarray
        The weight below the value, and half of that at it, of all.

    Examples
    --------
    >>> quantiles(np.array([3.0, 1.0, 3.0, 2.0]), np.ones(4)).tolist()
    [0.75, 0.125, 0.75, 0.375]
    """
    _, place = np.unique(values, return_inverse=True)
    mass = np.bincount(place, weights=weight)
    middle: np.ndarray = (np.cumsum(mass) - mass / 2) / mass.sum()
    return middle[place]


def _standard(table: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return columns with mean 0 and standard deviation 1; what does not vary is 0."""
    share = weight / weight.sum()
    centred = table - share @ table
    spread = np.sqrt(share @ centred**2)
    scaled: np.ndarray = centred / np.where(spread > 1e-12, spread, 1.0)
    return scaled


def partial_from(draws: float, numbers: int) -> bool:
    """Return whether so many draws carry partial correlations of so many numbers."""
    return draws >= numbers + SPARE


def _inverse(between: np.ndarray) -> np.ndarray:
    """Return the inverse of correlations between numbers, also where two of them are one."""
    inverse: np.ndarray = np.linalg.inv(between + 1e-9 * np.eye(len(between)))
    return inverse


def _coefficients(
    x: np.ndarray, y: np.ndarray, weight: np.ndarray, partial: bool
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return coefficients, and what is left of numbers and conclusion, shape (draw, number)."""
    if not partial:
        both = np.repeat(y[:, None], x.shape[1], axis=1)
        return _correlated(x, both, weight), x, both
    share = weight / weight.sum()
    inverse = _inverse((x.T * share) @ x)
    beta = inverse @ (x.T @ (share * y))
    left = x @ inverse / np.diag(inverse)
    other = (y - x @ beta)[:, None] + left * beta
    return _correlated(left, other, weight), left, other


def _correlated(one: np.ndarray, two: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return the correlations of the columns of two tables with mean 0."""
    sums = [weight @ each for each in (one * two, one * one, two * two)]
    return _ratio(*sums)


def _ratio(both: np.ndarray, one: np.ndarray, two: np.ndarray) -> np.ndarray:
    """Return correlations from sums of products; 0 where nothing varies."""
    size = np.sqrt(one * two)
    found = np.where(size > 1e-12, both / np.where(size > 1e-12, size, 1.0), 0.0)
    inside: np.ndarray = np.clip(found, -NEAR, NEAR)
    return inside


def rank_regression(
    numbers: np.ndarray, values: np.ndarray, weight: np.ndarray, block: np.ndarray | None
) -> Ranked:
    """Return which numbers a conclusion follows.

    Parameters
    ----------
    numbers : numpy.ndarray
        The numbers of each draw, shape (draw, number).
    values : numpy.ndarray
        The conclusion in each draw, shape (draw,).
    weight : numpy.ndarray
        Weight of each draw, shape (draw,).
    block : numpy.ndarray or None
        The block of each draw, from 0; None if there are fewer than 4.

    Returns
    -------
    Ranked
        Its attributes are as :class:`Ranked` describes them.

    Examples
    --------
    >>> rng = stream(0, "example")
    >>> x = rng.random((200, 3))
    >>> found = rank_regression(x, np.exp(9 * x[:, 1]), np.ones(200), np.arange(200) // 20)
    >>> found.measure, int(abs(found.coefficient).argmax()), found.same_first
    ('prcc', 1, 1.0)
    """
    n, k = effective(weight), numbers.shape[1]
    partial = partial_from(n, k)
    x = _standard(np.column_stack([quantiles(each, weight) for each in numbers.T]), weight)
    y = _standard(quantiles(values, weight)[:, None], weight)[:, 0]
    found, left, other = _coefficients(x, y, weight, partial)
    unit = np.arange(len(y)) if block is None else block
    low, high, apart = _intervals(found, left, other, weight, unit, k - 1 if partial else 0)
    freedom = n - 2 - (k - 1 if partial else 0)
    p = _p_values(found, freedom)
    plain = found if not partial else _correlated(x, np.repeat(y[:, None], k, axis=1), weight)
    missing = np.full(k, np.nan)
    share = weight / weight.sum()
    beta = _inverse((x.T * share) @ x) @ plain if partial else missing
    r2 = float(np.clip(plain @ beta, 0.0, 1.0)) if partial else np.nan
    adjusted_r2 = 1 - (1 - r2) * (n - 1) / (n - k - 1) if partial else np.nan
    halves = _halves(x, y, weight, unit)
    prcc = found if partial else missing
    told = (found, low, high, plain, beta, prcc, p, holm(p), apart)
    return Ranked(PARTIAL if partial else PLAIN, *told, r2, adjusted_r2, *halves)


def _intervals(
    found: np.ndarray,
    left: np.ndarray,
    other: np.ndarray,
    weight: np.ndarray,
    unit: np.ndarray,
    allowed: int,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return both ends of the intervals, and which numbers are told apart from the first."""
    units, n = int(unit.max()) + 1, effective(weight)
    products = np.stack([left * other, left**2, other**2]) * weight[:, None]
    sums = np.stack([products[:, unit == each].sum(axis=1) for each in range(units)], axis=1)
    drawn = stream(0, "sensitivity", "bootstrap", units)
    times = drawn.multinomial(units, np.full(units, 1 / units), BOOTSTRAPS).astype(float)
    again = np.arctanh(_ratio(*(times @ each for each in sums)))
    wider = np.sqrt(units / (units - 1) * n / max(n - allowed, 1.0))
    freedom = max(1.0, min(units - 1.0, n - allowed - 2))
    t = float(special("stdtrit")(freedom, (1 + LEVEL) / 2))
    centre, error = np.arctanh(found), again.std(axis=0, ddof=1) * wider
    first = int(np.abs(centre).argmax())
    sizes = np.abs(centre), again * np.where(centre < 0, -1.0, 1.0)
    lead = sizes[0][first] - sizes[0]
    doubt = (sizes[1][:, [first]] - sizes[1]).std(axis=0, ddof=1) * wider
    return np.tanh(centre - t * error), np.tanh(centre + t * error), lead > t * doubt


def _p_values(found: np.ndarray, freedom: float) -> np.ndarray:
    """Return two-sided p of correlations by Student's t."""
    t = np.abs(found) * np.sqrt(freedom / (1 - found**2))
    p: np.ndarray = 2 * special("stdtr")(freedom, -t)
    return p


def holm(p: np.ndarray) -> np.ndarray:
    """Return p values after Holm: the chance that any so small one is met if nothing is there.

    Parameters
    ----------
    p : numpy.ndarray
        One per number that was tried.

    Returns
    -------
    numpy.ndarray
        In the same order, at most 1.

    Examples
    --------
    >>> holm(np.array([0.01, 0.5, 0.02])).tolist()
    [0.03, 0.5, 0.04]
    """
    order = np.argsort(p, kind="stable")
    steps = p[order] * np.arange(len(p), 0, -1)
    found = np.empty(len(p))
    found[order] = np.minimum(np.maximum.accumulate(steps), 1.0)
    return found


def _halves(
    x: np.ndarray, y: np.ndarray, weight: np.ndarray, unit: np.ndarray
) -> tuple[float, float]:
    """Return how well halves of the draws agree, and how often the same number comes first."""
    units, drawn = int(unit.max()) + 1, stream(0, "sensitivity", "halves", int(unit.max()) + 1)
    alike, same = [], []
    for _ in range(SPLITS):
        chosen = drawn.permutation(units)[: units // 2]
        half = np.isin(unit, chosen)
        one, two = (_of_half(x[each], y[each], weight[each]) for each in (half, ~half))
        alike.append(top_down(one, two))
        same.append(np.abs(one).argmax() == np.abs(two).argmax())
    return float(np.mean(alike)), float(np.mean(same))


def top_down(one: np.ndarray, two: np.ndarray) -> float:
    """Return how well two orders of numbers agree in their first places.

    Parameters
    ----------
    one, two : numpy.ndarray
        Coefficients of the same numbers; the largest, with either sign, comes first.

    Returns
    -------
    float
        The correlation of Savage scores; 1 for a single number.

    Examples
    --------
    >>> top_down(np.array([0.9, 0.1, -0.4]), np.array([-0.5, 0.2, 0.3]))
    1.0
    """
    if len(one) < 2:
        return 1.0
    scores = np.cumsum(1 / np.arange(len(one), 0.0, -1))[::-1]
    placed = [scores[np.argsort(np.argsort(-np.abs(each), kind="stable"))] for each in (one, two)]
    return float(round(np.corrcoef(placed[0], placed[1])[0, 1], 12))


def _of_half(x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return the coefficients of a part of the draws, from ranks among all of them."""
    enough = partial_from(effective(weight), x.shape[1])
    both = _standard(x, weight), _standard(y[:, None], weight)[:, 0]
    return _coefficients(*both, weight, enough)[0]
