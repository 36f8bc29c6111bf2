"""The cultural loop of a species: animals that are born naive, differ, and copy as they learn.

:mod:`mirror_abm.mean_field.folds` takes one animal for all. Here each animal of a group, each act
and each age is looked at: a newborn is copied by those around it long before it copies them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from ..animal.network import Array
from ..animal.readiness import matched_by_act, readiness
from ..base.brief import brief
from ..base.errors import InputError
from ..engine.community import Community
from .animals import prospect
from .folds import APART, Loop, between
from .scope import refuse

RATES, SPAN = 40, 256  #: rates at which states are compared, down to this part of the highest
ROUNDS, STAYS = 400, 1e-5  #: how often the loop is gone round at most, and what is no change


@dataclass(frozen=True)
class Loops:
    """The cultural loop of a species, animal by animal, act by act, from birth to death.

    Attributes
    ----------
    rates : ndarray of float, shape (X,)
        As of a :class:`Loop`.
    responses : ndarray of float, shape (A, K, J, X)
        Matched response of each animal, act and age, were it copied, and did it copy, x times per
        hour all its life.
    share : ndarray of float, shape (K,)
        How often each act is done, as a share of all.
    criterion, steepness : float
        Of readiness.
    endogenous : float
        Share e of imitation that depends on readiness.

    Notes
    -----
    Of two animals one is copied as often as the others are ready, and it copies as often as it is
    ready itself; each is half of what imitation brings. So an animal of age j, which was ready by
    ``q_i`` at the ages i before, met on average ::

        x_j = rho [(1 - e) + e (Q + mean over i < j of q_i) / 2]

    exchanges an hour of an act for which its community is ready by Q. Its response is read from the
    table at ``x_j``, and Q is the mean of its readiness over animals and ages: steady states are
    found by going round until Q stays, from 0 for naive communities and from 1 for imitating ones.
    Acts have loops of their own.
    """

    rates: Array
    responses: Array
    share: Array
    criterion: float
    steepness: float
    endogenous: float = 1.0

    __repr__ = brief

    @cached_property
    def whole(self) -> Loop:
        """The loop of one animal that stands for all, and of one act that does."""
        ready = readiness(self.responses, self.criterion, self.steepness).mean(axis=(0, 2))
        response = self.responses.mean(axis=(0, 2))
        return Loop(self.rates, self.share @ ready, self.share @ response, self.endogenous)

    def life(self, rate: float, ready: Array) -> tuple[Array, Array]:
        """Return the lives of animals of a community that stays as it is.

        Parameters
        ----------
        rate : float
            Times per hour that an animal would be copied, were all others fully ready.
        ready : ndarray of float, shape (K,)
            How ready the community is for each act.

        Returns
        -------
        ready, response : ndarray of float, shape (A, K, J)
            Of each animal, act and age.
        """
        e, ages = self.endogenous, self.responses.shape[2]
        own, found = np.empty(self.responses.shape[:3]), np.empty(self.responses.shape[:3])
        past = np.zeros(own.shape[:2])
        for age in range(ages):
            met = rate * ((1 - e) + e * (ready + past / max(age, 1)) / 2)
            found[:, :, age] = self._at(age, met)
            own[:, :, age] = readiness(found[:, :, age], self.criterion, self.steepness)
            past += own[:, :, age]
        return own, found

    def _at(self, age: int, met: Array) -> Array:
        """Return (A, K) the responses at an age, between the rates that were looked at."""
        at = np.log(self.rates)
        where = np.clip(np.log(np.maximum(met, 1e-300)), at[0], at[-1])
        below = np.clip(np.searchsorted(at, where, side="right") - 1, 0, len(at) - 2)
        part = (where - at[below]) / (at[below + 1] - at[below])
        table = self.responses[:, :, age]
        low = np.take_along_axis(table, below[:, :, None], 2)[:, :, 0]
        high = np.take_along_axis(table, below[:, :, None] + 1, 2)[:, :, 0]
        return np.asarray(low + part * (high - low))

    def steady(self, rate: float, ready: Array) -> tuple[Array, Array]:
        """Return the steady state to which a community comes from another.

        Parameters
        ----------
        rate : float
            As for :meth:`life`.
        ready : ndarray of float, shape (K,)
            How ready it is for each act at the beginning.

        Returns
        -------
        ready, response : ndarray of float, shape (K,)
            Means over animals and ages.
        """
        for _ in range(ROUNDS):
            own, response = self.life(rate, ready)
            before, ready = ready, own.mean(axis=(0, 2))
            if np.abs(ready - before).max() < STAYS:
                break
        return ready, response.mean(axis=(0, 2))

    def branch(self, rates: Sequence[float] | Array, imitating: bool) -> Array:
        """Return readiness and response of communities that come from one side, by rate.

        Parameters
        ----------
        rates : sequence of float
            Times per hour that an animal would be copied, were all others fully ready.
        imitating : bool
            Whether the founders imitate fully, or are naive.

        Returns
        -------
        ndarray of float, shape (2, R)
            Readiness and response, means over acts as often as they are done.
        """
        order = np.argsort(rates)[:: -1 if imitating else 1]
        ready = np.full(len(self.share), float(imitating))
        found = np.empty((2, len(rates)))
        for number in order:  # readiness rises with the rate: the last state is a good beginning
            ready, response = self.steady(float(np.asarray(rates)[number]), ready)
            found[:, number] = self.share @ ready, self.share @ response
        return found

    def thresholds(self, most: float, apart: float = APART) -> tuple[float, float]:
        """Return the rates between which what a community is depends on what it was.

        Parameters
        ----------
        most : float
            The highest rate that is possible: every act is copied.
        apart : float
            Difference in readiness between the two states of a community that counts as one.

        Returns
        -------
        low, high : float
            Below ``low`` imitation is lost, above ``high`` naive communities come to imitate. Both
            are nan where history makes no difference at any possible rate; ``high`` is infinite
            where it still does at ``most``.
        """
        grid = np.geomspace(most / SPAN, most, RATES)
        gap = self.branch(grid, True)[0] - self.branch(grid, False)[0]
        return between(grid, gap, apart)


def loops(
    community: Community,
    rates: Sequence[float] | Array,
    ages: Sequence[float],
    animals: int | None = None,
) -> Loops:
    """Return the cultural loops of the animals of a community, without simulation.

    Parameters
    ----------
    community : Community
        Newborn animals, not in time-lapse; not changed. Its readiness is that of its steepness.
    rates : sequence of float
        Times x per hour that an animal is copied at which it is looked at, ascending, above 0.
    ages : sequence of float
        Ages in active hours, ascending and evenly spaced, at which animals are looked at.
    animals : int, optional
        How many of the animals are looked at; all if left out.

    Returns
    -------
    Loops
        Of these animals.

    Raises
    ------
    InputError
        Naming what the mean field cannot treat, as for
        :func:`mirror_abm.mean_field.expected.expected`; and a stage of life in which alone animals
        are imitated, if it ends before the last age.
    """
    refuse(community, community.learners)
    supply, until = community.supply, float(max(ages))
    if supply.copied_until < until:
        raise InputError(
            f"{community.profile.name} experience.being_imitated.stage.offset: ends at "
            f"{supply.copied_until:g} active hours, before the end of the life that is lived, "
            f"{until:g}: imitation that ends with an age cannot be treated by the closed form of "
            "the threshold."
        )
    members = community.learners[:animals]
    found = np.empty((len(members), len(supply.action_rate), len(ages), len(rates)))
    for number, rate in enumerate(rates):
        lived = replace(supply, copied=min(1.0, rate / supply.own_rate))
        for row, animal in enumerate(members):
            coming = prospect(community, animal, lived)
            for column, age in enumerate(ages):
                found[row, :, column, number] = matched_by_act(coming.at(age), community.shown)
    return Loops(
        np.array(rates, dtype=float),
        found,
        supply.action_rate / supply.own_rate,
        community.constants.criterion,
        community.steepness,
        community.endogenous,
    )
