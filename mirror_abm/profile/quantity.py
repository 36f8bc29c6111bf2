"""A number with its range: how an uncertain quantity is drawn."""

from __future__ import annotations

import math


def draw_between(u: float, value: float, low: float, high: float, unit: str) -> float:
    """Return the draw at quantile ``u`` of the distribution that an uncertain number stands for.

    Half of the draws lie between ``low`` and ``value``, half between ``value`` and ``high``, each half uniform - on
    the logarithm for rates, counts and times (ranges span orders of magnitude), on the number itself for shares and
    for ranges that begin at 0::

        x(u) = f^-1( f(low)   + 2 u       (f(value) - f(low)) )     u <  1/2
        x(u) = f^-1( f(value) + (2 u - 1) (f(high) - f(value)) )    u >= 1/2

    so the median is ``value`` and nothing falls outside ``[low, high]``.
    """
    logarithmic = unit != "share" and low > 0
    forward = math.log if logarithmic else float
    start, middle, end = forward(low), forward(value), forward(high)
    at = start + 2 * u * (middle - start) if u < 0.5 else middle + (2 * u - 1) * (end - middle)
    drawn = math.exp(at) if logarithmic else at
    return min(max(drawn, low), high)
