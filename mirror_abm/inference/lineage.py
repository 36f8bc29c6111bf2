"""What the communities of one question have in common, and how fast they live.

A generation is ``DAYS`` active days, lived in time-lapse. A day stands for as many days of age as
make the lifespan of the profile ``DAYS`` such days, but for no more than keep cues as salient as
time-lapse was found to be without bias (``SALIENT``); then animals die before that lifespan, having
learned as much as a long life would teach them. It follows from the draw and the profile alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..animal.readiness import DEFAULT
from ..base.brief import brief
from ..engine.community import Community
from ..engine.setup import Setup
from ..experience.supply import DAYS_PER_YEAR
from ..profile.species import SpeciesProfile

DAYS = 10  #: active days of a generation
SALIENT = 0.09  #: alpha x incidental_salience x lapse up to which no bias of time-lapse was seen
RATE = "experience.being_imitated.rate"


@dataclass(frozen=True)
class Lineage:
    """All that the communities of a question have in common.

    Attributes
    ----------
    profile : SpeciesProfile
        The species.
    account : str
        The account.
    options : dict
        Options of the animals, but for replicate and lapse.
    endogenous : float
        Share of imitation that depends on readiness.
    steepness : float, optional
        Of readiness; drawn if None.
    generations : int
        How many each phase lasts.
    rate : float, optional
        Times per hour that an animal is copied at full readiness; the profile's if None.
    models : float
        Share of the group that trained adults are when they are put in.
    """

    profile: SpeciesProfile
    account: str
    options: dict[str, Any]
    endogenous: float
    steepness: float | None
    generations: int
    rate: float | None
    models: float

    __repr__ = brief

    def setup(self, replicate: int, rate: float | None = None, lapse: float = 1.0) -> Setup:
        """Return what a community is made of.

        Parameters
        ----------
        replicate : int
            Number of the draw.
        rate : float, optional
            Times per hour that an animal is copied at full readiness; the profile's if None.
        lapse : float
            Days of age that a day stands for.

        Returns
        -------
        Setup
            Checked.
        """
        settings = dict(self.options.get("settings") or {})
        if rate is not None:
            settings[RATE] = rate
        given = self.options | {"settings": settings, "replicate": replicate, "lapse": lapse}
        return Setup.of(self.profile, self.account, checked=rate is not None, **given)

    def community(
        self, replicate: int, rate: float | None, endogenous: float | None = None
    ) -> Community:
        """Return newborn founders of ages spread over a life, in time-lapse.

        Parameters
        ----------
        replicate, rate
            As of :meth:`setup`.
        endogenous : float, optional
            To begin with; that of the lineage if None.

        Returns
        -------
        Community
            In which everybody dies after ``DAYS`` days.
        """
        lapse = pace(self.setup(replicate, rate))
        return Community(
            self.setup(replicate, rate, lapse),
            endogenous=self.endogenous if endogenous is None else endogenous,
            steepness=self.given_steepness,
            lifespan=DAYS * lapse,
            collect=False,
        )

    @property
    def given_steepness(self) -> float | None:
        """The steepness where it is not drawn by the community itself."""
        point = bool(self.options.get("point", False))
        return DEFAULT if self.steepness is None and point else self.steepness


def pace(setup: Setup) -> float:
    """Return the days of age that an active day stands for.

    Parameters
    ----------
    setup : Setup
        What the community is made of.

    Returns
    -------
    float
        ``min(lifespan / DAYS, SALIENT / (alpha incidental_salience))``, at least 1.
    """
    constants = setup.constants
    life = setup.profile.life_history.lifespan.value * DAYS_PER_YEAR
    most = SALIENT / (constants.alpha * constants.incidental_salience)
    return max(1.0, min(life / DAYS, most))
