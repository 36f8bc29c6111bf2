"""Thresholds of culture: at which rates imitation is bootstrapped, and at which it is lost.

Where imitation is endogenous (:mod:`mirror_abm.engine.community`), how often an animal is copied
depends on what those around it have learned, which depends on how often they are copied. With m(x)
the matched response of an animal that is copied x times per hour, q(m) its readiness, and H(x) the
mean readiness of a community of such animals of all ages, the steady states at a rate rho of full
readiness are the solutions of ::

    x = rho [(1 - e) + e H(x)]      that is, with F the response at the horizon and e = 1,
    m = F(rho q(m))                 where all animals and acts are alike

so that rho is an explicit function of x, ``rho(x) = x / [(1 - e) + e H(x)]``. It rises where the
state is stable. Where it falls there are two stable states beside an unstable one, and where it
turns there is a fold (a saddle-node), ``d log H / d log x = 1`` at e = 1, the same as
``dF(rho q(m)) / dm = 1``: a local maximum of rho is the rate above which naive animals come to
imitate, ``rho_high``, and a local minimum the one below which imitating animals lose it,
``rho_low``. Without folds there is one state at each rate, and no history.

The textbook case: one cue, a fraction f of its trials with an outcome r and no others, has the
asymptote ``W* = f b1 r / (f b1 r + (1 - f r) b0)`` (:func:`one_cue`); with x copies and u other
sights an hour, ``f = x / (x + u)``. It is an oracle of the tests.

Neglected, beside what :mod:`mirror_abm.mean_field.expected` neglects: that animals and acts differ
in readiness, so that some are copied more often than others; chance in small groups.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ..animal.network import Array
from ..base.brief import brief

LEAST = 1e-9  #: a readiness that is as good as none
FINE = 1000  #: rates at which turning points are looked for, between the first and the last
APART = 0.1  #: communities whose readiness is this far apart are in two states


@dataclass(frozen=True)
class Loop:
    """The cultural loop of an act, or of all acts alike: readiness by how often one is copied.

    Attributes
    ----------
    rates : ndarray of float, shape (X,)
        Times x per hour that an animal is copied, all its acts together, ascending, above 0.
    ready : ndarray of float, shape (X,)
        Mean readiness H(x) of a community of such animals.
    response : ndarray of float, shape (X,)
        Their mean matched response.
    endogenous : float
        Share e of imitation that depends on readiness.

    Examples
    --------
    >>> import numpy as np
    >>> x = np.geomspace(0.01, 100, 60)
    >>> m = one_cue(x / (x + 10), r=0.5, beta_present=0.1, beta_absent=0.03)
    >>> loop = Loop(x, m**4 / (m**4 + 0.25**4), m)
    >>> [round(each, 1) for each in loop.folds]
    [4.3]
    """

    rates: Array
    ready: Array
    response: Array
    endogenous: float = 1.0

    __repr__ = brief

    @cached_property
    def _curves(self) -> tuple[Any, Any]:
        """H, as the logarithm, and the response, over the logarithm of x; monotone between."""
        from scipy.interpolate import PchipInterpolator

        at = np.log(self.rates)
        ready = PchipInterpolator(at, np.log(np.maximum(self.ready, LEAST)))
        return ready, PchipInterpolator(at, self.response)

    def full_rate(self, x: Array | float) -> Array:
        """Return the rate of full readiness at which a community is in the steady state x.

        Parameters
        ----------
        x : ndarray of float
            Times per hour that an animal is copied.

        Returns
        -------
        ndarray of float
            ``x / [(1 - e) + e H(x)]`` per hour.
        """
        e = self.endogenous
        return np.asarray(x / ((1 - e) + e * np.exp(self._curves[0](np.log(x)))))

    def _turning(self, at: Any) -> Any:
        """Return ``d log rho / d log x`` at the logarithm of x."""
        e, curve = self.endogenous, self._curves[0]
        ready = np.exp(curve(at))
        return 1 - e * ready * curve(at, 1) / ((1 - e) + e * ready)

    @cached_property
    def turns(self) -> Array:
        """The states x at which rho turns, ascending; none where nobody is ready."""
        from scipy.optimize import brentq

        at = np.linspace(np.log(self.rates[0]), np.log(self.rates[-1]), FINE)
        value = self._turning(at)
        change = np.flatnonzero(value[:-1] * value[1:] < 0)
        found = [float(brentq(self._turning, at[i], at[i + 1], xtol=1e-10)) for i in change]
        some = [point for point in found if self._curves[0](point) > np.log(2 * LEAST)]
        return np.asarray(np.exp(np.array(some)))

    @cached_property
    def folds(self) -> tuple[float, ...]:
        """The rates of full readiness at the turning points, in the order of ``turns``."""
        return tuple(float(each) for each in self.full_rate(self.turns)) if len(self.turns) else ()

    @property
    def low(self) -> float:
        """The rate below which imitating animals lose it; nan if it is not lost by a jump."""
        falls = [rate for x, rate in zip(self.turns, self.folds, strict=True) if not self._tops(x)]
        return min(falls) if falls else float("nan")

    @property
    def high(self) -> float:
        """The rate above which naive animals come to imitate; nan if they come to it by degrees.

        Infinite where naive animals are so far from it that no rate that was looked at suffices.
        """
        tops = [rate for x, rate in zip(self.turns, self.folds, strict=True) if self._tops(x)]
        if tops:
            return max(tops)
        return float("inf") if self.folds else float("nan")

    def _tops(self, x: float) -> bool:
        """Return whether rho has a maximum at a turning point, and not a minimum."""
        at = np.log(x)
        return bool(self._turning(at - 1e-4) > self._turning(at + 1e-4))

    def states(self, rate: float) -> list[float]:
        """Return the steady states at a rate of full readiness.

        Parameters
        ----------
        rate : float
            Times per hour that an animal would be copied, were all others fully ready.

        Returns
        -------
        list of float
            States x, ascending, stable and unstable in turn; the first rate that was looked at
            stands for all below it, and the last for all above.
        """
        from scipy.optimize import brentq

        at = np.linspace(np.log(self.rates[0]), np.log(self.rates[-1]), FINE)
        away = np.log(self.full_rate(np.exp(at))) - np.log(rate)
        first = [float(self.rates[0])] if away[0] > 0 else []
        change = np.flatnonzero(away[:-1] * away[1:] < 0)

        def apart(point: float) -> float:
            return float(np.log(self.full_rate(np.exp(point))) - np.log(rate))

        inner = [float(np.exp(brentq(apart, at[i], at[i + 1], xtol=1e-10))) for i in change]
        last = [float(self.rates[-1])] if away[-1] < 0 else []
        return [*first, *inner, *last]

    def branch(self, rate: float, imitating: bool) -> tuple[float, float]:
        """Return readiness and response of a community that comes from one side.

        Parameters
        ----------
        rate : float
            As for :meth:`states`.
        imitating : bool
            Whether its founders imitate fully, or are naive.

        Returns
        -------
        ready, response : float
            In the highest steady state, or in the lowest.
        """
        x = np.log(self.states(rate)[-1 if imitating else 0])
        ready, response = self._curves
        return float(np.exp(ready(x))), float(response(x))


def one_cue(f: Array | float, r: Array | float, beta_present: float, beta_absent: float) -> Array:
    """Return the asymptote of a lone cue of which a fraction of trials has an outcome.

    Parameters
    ----------
    f : ndarray of float
        Fraction of its trials with the outcome.
    r : ndarray of float
        The outcome, in [0, 1]; 0 in all other trials.
    beta_present, beta_absent : float
        Learning rates with and without the outcome.

    Returns
    -------
    ndarray of float
        ``W* = f b1 r / (f b1 r + (1 - f r) b0)``.

    Examples
    --------
    >>> float(one_cue(1.0, 1.0, 0.1, 0.03))
    1.0
    """
    taught = np.asarray(f * beta_present * r)
    return np.asarray(taught / (taught + (1 - f * r) * beta_absent))


def between(rates: Array, gap: Array, apart: float = APART) -> tuple[float, float]:
    """Return the rates between which two states differ, from how far they are apart at each rate.

    Parameters
    ----------
    rates : ndarray of float
        Ascending.
    gap : ndarray of float
        How far they are apart.
    apart : float
        What counts as a difference.

    Returns
    -------
    low, high : float
        The middles, on the scale of logarithms, of the steps to the first rate and from the last
        rate at which they differ; the first rate itself where they differ from there on, infinite
        where they differ up to the last; nan where they never do.

    Examples
    --------
    >>> between(np.array([1.0, 4.0, 16.0]), np.array([0.0, 0.5, 0.0]), 0.1)
    (2.0, 8.0)
    """
    differ = np.flatnonzero(gap > apart)
    if not len(differ):
        return float("nan"), float("nan")
    first, last = int(differ[0]), int(differ[-1])
    low = float(np.sqrt(rates[max(first - 1, 0)] * rates[first]))
    if last == len(rates) - 1:
        return low, float("inf")
    return low, float(np.sqrt(rates[last] * rates[last + 1]))
