"""Python as on a machine whose mathematical functions end in another last bit.

``PYTHONPATH=tests/another_machine python -m pytest`` runs the tests so, in every process. Two
libraries of mathematics may differ by one unit in the last place in ``exp``, ``log``, ``pow`` and
their relatives, and NumPy's own differ from those of ``math`` on processors with AVX-512: here both
are moved, each its own way, and always the same way for the same number. ``einsum`` rounds once,
after the sum, as where multiplication and addition are fused. See docs/exactness.md.
"""

import math
from functools import wraps

import numpy as np

FEW_BITS = np.uint64(
    2**26 - 1
)  # a result this short is exact (exp(0), 0.5**2), and every library returns it

SPREAD = np.uint64(0x9E3779B97F4A7C15)


def moved(values, salt):
    """Return each number one unit in the last place lower, higher or as it is, by its bits."""
    values = np.asarray(values)
    if values.dtype != np.float64:
        return values
    bits = np.ascontiguousarray(values).view(np.uint64).reshape(values.shape)
    mixed = np.multiply(np.atleast_1d(bits) + np.uint64(salt), SPREAD).reshape(
        bits.shape
    ) >> np.uint64(40)
    toward = np.array([-np.inf, np.inf, np.nan])[mixed % np.uint64(3)]
    keep = np.isnan(toward) | ((bits & FEW_BITS) == 0) | ~np.isfinite(values)
    return np.where(keep, values, np.nextafter(values, np.where(keep, values, toward)))


class OfNumPy:
    """A universal function with its results moved; all else, such as numba's types, is its own."""

    def __init__(self, function, salt):
        self.function, self.salt = function, salt

    def __getattr__(self, name):
        return getattr(self.function, name)

    def __call__(self, *given, out=None, where=True, **options):
        found = moved(self.function(*given, where=where, **options), self.salt)
        if out is None:
            return found[()]
        np.copyto(out, found, where=where)
        return out


def _of_math(function, salt):
    @wraps(function)
    def call(*given):
        found = function(*given)
        return found if given[1:] == (1.0,) else float(moved(found, salt))

    return call


def _sum_then_round(function):
    @wraps(function)
    def call(subscripts, *arrays, **options):
        arrays = [np.asarray(each) for each in arrays]
        if options or any(each.dtype != np.float64 for each in arrays):
            return function(subscripts, *arrays, **options)
        return function(subscripts, *(each.astype(np.longdouble) for each in arrays)).astype(
            np.float64
        )[()]

    return call


for salt, name in enumerate(("exp", "expm1", "log", "log1p", "log2", "log10", "tanh")):
    setattr(np, name, OfNumPy(getattr(np, name), 2 * salt))
    setattr(math, name, _of_math(getattr(math, name), 2 * salt + 1))
math.pow = _of_math(math.pow, 99)
np.einsum = _sum_then_round(np.einsum)
