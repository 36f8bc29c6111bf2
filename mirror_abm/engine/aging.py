"""How a population grows older: its age, in time-lapse or not, and the plasticity of that age.

In time-lapse a simulated day stands for ``lapse`` days of age: every alpha is as many times larger,
and stages of life, nights and sensitive periods come as much sooner. To first order in alpha the
state that is expected at an age is the same.
"""

from __future__ import annotations

from ..animal.birth import Birth
from ..animal.constants import Constants
from ..animal.learning import Learning, maturity
from ..animal.timing import Timing
from .animal import Animal
from .arrays import GroupArrays
from .setup import Setup


class Aging:
    """What makes a population older.

    Attributes
    ----------
    grown : float
        Plasticity of the present age, relative to birth.
    skipped : float
        Days of age that were not lived.
    """

    setup: Setup
    constants: Constants
    birth: Birth
    learning: Learning
    timing: Timing
    arrays: list[GroupArrays]
    tick: int
    day_ticks: int
    grown: float
    skipped: float = 0.0
    _learners: list[Animal]

    @property
    def lapse(self) -> float:
        """Days of age that a simulated day stands for."""
        return self.setup.lapse

    @property
    def hours(self) -> float:
        """Age in active hours."""
        skipped = self.skipped * self.day_ticks
        return (skipped + self.tick * self.lapse) / (3600 * self.timing.per_second)

    @property
    def age(self) -> float:
        """Age in days."""
        return self.skipped + self.tick * self.lapse / self.day_ticks

    def skip(self, days: float) -> None:
        """Let learners grow older without living, as they enter a laboratory or are recorded.

        What they know stays as it is; only their plasticity becomes that of their age.

        Parameters
        ----------
        days : float
            Days of age. Stages of experience do not notice: do not let them live on afterwards.
        """
        self.skipped += days
        if self.constants.sensitive_period > 0:
            self._grown_until = self.tick
            self._grow()

    def _begin_life(self) -> None:
        """Let newborn animals be as plastic, and what they perceive as salient, as it is to be."""
        self._grown_until, self.grown = 2**63, 1.0
        if self.constants.sensitive_period > 0:
            self._grown_until = 0
        elif self.learning.salience != 1:
            self._scale()

    def _grow(self) -> None:
        """Let the plasticity of all learners be that of their age, in a sensitive period."""
        if self.tick < self._grown_until:
            return
        a_day = max(1, round(self.day_ticks / self.lapse))
        days = self.tick // a_day
        self._grown_until = (days + 1) * a_day
        self.grown = maturity(self.constants, days + int(self.skipped))
        self.learning = self.learning.at(self.learning.salience, self.grown * self.birth.plasticity)
        self.timing = self.learning.timing
        self._scale()
        for group in self.arrays:
            group.times.fine[:], group.times.coarse[:] = self.timing.fine, self.timing.coarse

    def _scale(self) -> None:
        """Let the cues of all learners be as salient as they are now, at their age."""
        now = self.grown * self.learning.salience
        for animal in self._learners:
            animal.network.scale(now, self.learning.saliences(animal.network))
