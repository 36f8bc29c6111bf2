"""The times of the model in ticks, and its tables over them: contiguity, and the decay of rest."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ..base.brief import brief
from .constants import Constants


def _contiguity(constants: Constants, seconds: float) -> float:
    """Return k(dt), how much an act counts that is so far from the stimulus."""
    slow = math.exp(-seconds / constants.tau)
    if constants.precision <= 0:
        return slow
    fast = math.exp(-seconds / constants.tau_fast)
    return (1 - constants.precision) * slow + constants.precision * fast


@dataclass(frozen=True)
class Timing:
    """The times of the model in ticks, and its tables over integer ticks."""

    per_second: float
    window: int
    simultaneity: int
    kernel: tuple[float, ...]
    fine: tuple[float, ...]
    coarse: tuple[float, ...]

    __repr__ = brief

    @classmethod
    def of(cls, constants: Constants, plasticity: float = 1.0) -> Timing:
        """Return the timing that the constants stand for; salience times ``plasticity``.

        With p the ``precision``, 0 by default::

            k(dt) = (1 - p) exp(-|dt| / tau) + p exp(-|dt| / tau_fast)
        """
        per_second = 1 / constants.tick
        window = max(1, round(constants.window * per_second))
        rate = 1 - constants.alpha * constants.context_salience * plasticity * constants.beta_absent
        return cls(
            per_second,
            window,
            round(constants.simultaneity * per_second),
            tuple(_contiguity(constants, dt / per_second) for dt in range(window + 1)),
            tuple(math.pow(rate, n / window) for n in range(window)),
            tuple(math.pow(rate, n) for n in range(4096)),
        )

    def decay(self, ticks: int) -> float:
        """Return ``(1 - alpha_context beta_absent)^(ticks / window)``.

        What an intertrial interval leaves of the context.
        """
        windows, rest = divmod(ticks, self.window)
        factor = self.fine[rest]
        while windows >= len(self.coarse):
            factor *= self.coarse[-1]
            windows -= len(self.coarse) - 1
        return factor * self.coarse[windows]
