"""What a species can expect before any simulation: percepts and contingency per action, from rates alone.

Percepts of action a in one population of sensory units come matched at rate m_a and non-matched at rate o_a (each source's
``expected``, split over the actions it shows in proportion to how often they are done). In a trial, open for ``window`` W
before and after the percept, a is done by chance with b_a = 1 - exp(-2 W r_a); a copy later than W falls outside it. So

    P(a done | a perceived)     = (m_a + o_a b_a) / (m_a + o_a)
    P(a done | a not perceived) = W max(0, r_a - m_a)
    delta P = P(a done | a perceived) - P(a done | a not perceived)

with r_a all acts of a per unit of time. Learning saturates at what the contingency allows; how fast depends on m_a. What is
seen by the way while a copy or an answer is made is left out: against the ledgers of simulated groups delta P is right within
about 0.1, for the sight of acts that sound 0.15.
"""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from .constants import Constants
from .experience import Repertoire, resolve, values
from .profile import SpeciesProfile
from .shelf import sources
from .sources.contract import KINDS, Supply


def supply_of(profile: SpeciesProfile) -> Supply:
    """Return what the engine draws with, at the medians of all numbers.

    Raises
    ------
    InputError : a rate that is impossible.
    """
    drawn = values(profile)
    return resolve(profile, drawn, Constants(), max(1, round(drawn["group.size"])), strict=True)[0]


def flows(supply: Supply) -> dict[str, tuple[tuple[str, np.ndarray, np.ndarray], ...]]:
    """Return per source (population, matched (K,), non-matched (K,)) percepts per hour of each action."""
    rate = supply.action_rate
    total = {name: sources.load(name).expected(supply) for name in sources.names}

    def split(amount: float, weight: np.ndarray) -> np.ndarray:
        return amount * weight / weight.sum() if weight.sum() > 0 else np.zeros_like(rate)

    def whole(name: str, population: str, weight: np.ndarray) -> tuple[tuple[str, np.ndarray, np.ndarray], ...]:
        return ((population, split(total[name][0], weight), split(total[name][1], weight)),)

    nothing, answers = np.zeros_like(rate), np.zeros_like(rate)
    opening = np.where(supply.complement >= 0, rate, 0.0)
    np.add.at(answers, supply.complement[supply.complement >= 0], rate[supply.complement >= 0])
    seen, heard = supply.gaze * rate * supply.visible, rate * supply.audible
    own = total["self_observation"][0] / max(float((seen + heard).sum()), 1e-300)
    found = {name: whole(name, "visual_other", rate) for name in sources.names}
    found |= {"sound": whole("sound", "auditory", heard),
              "complementary": whole("complementary", "visual_other", opening + answers),
              "self_observation": (("visual_self", seen * own, nothing), ("auditory", heard * own, nothing))}
    return found


class Prospect(NamedTuple):
    """What one action can expect in one population of sensory units; rates per active hour."""

    population: str
    action: str
    effector: str
    acts: float
    matched: float
    nonmatched: float
    delta_p: float

    @property
    def matched_share(self) -> float:
        """Share of its percepts that match what the perceiver does."""
        return self.matched / (self.matched + self.nonmatched)


def prospects(profile: SpeciesProfile) -> list[Prospect]:
    """Return one row per population of sensory units and action that can be perceived there, at the medians."""
    supply, repertoire, point = supply_of(profile), Repertoire.of(profile), Constants()
    window, done = point.window / 3600, supply.action_rate * (supply.rate / max(supply.own_rate, 1e-300))
    in_time = NormalDist(0, 1).cdf(math.log(point.window / supply.latency) / supply.latency_sd)
    late = {"being_imitated": in_time, "sound": in_time}
    by_chance = 1 - np.exp(-2 * window * done)
    rows = []
    for population in KINDS:
        matched, other, paired = (np.zeros_like(done) for _ in range(3))
        for source, parts in flows(supply).items():
            for where, m, o in parts:
                if where == population:
                    matched, other, paired = matched + m, other + o, paired + m * late.get(source, 1.0)
        for a in np.flatnonzero(matched + other > 0):
            given = (paired[a] + (matched[a] + other[a] - paired[a]) * by_chance[a]) / (matched[a] + other[a])
            rows.append(Prospect(population, repertoire.names[a], repertoire.effectors[a], float(done[a]), float(matched[a]),
                                 float(other[a]), float(given - window * max(0.0, done[a] - paired[a]))))
    return rows
