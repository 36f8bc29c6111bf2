"""What a species can expect before any simulation, action by action.

Percepts come from rates alone: those of an action in one population of sensory units are matched or
not, each source's ``expected`` split over the actions it shows in proportion to how often they are
done. Contingency comes from the mean field (:func:`mirror_abm.mean_field.expected.expected`), which
goes through the trials: what is seen while a copy or an answer is made, two percepts in one window,
copies that come too late. Learning saturates at what the contingency allows; how fast depends on
the matched percepts.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from ..animal.constants import Constants
from ..animal.repertoire import Repertoire
from ..base.errors import InputError
from ..base.shelf import sources
from ..engine.setup import Setup
from ..experience.supply import resolve, values
from ..profile.species import SpeciesProfile
from ..sources.contract import KINDS, Supply
from .contingency import GROUPS, LEARNERS, mean_over, of_newborns
from .scope import refuse

#: a population of units, and matched and non-matched percepts per hour of each action
Flow = tuple[str, np.ndarray, np.ndarray]


def supply_of(profile: SpeciesProfile) -> Supply:
    """Return what the engine draws with, at the medians of all numbers.

    Parameters
    ----------
    profile : SpeciesProfile
        The species.

    Returns
    -------
    Supply
        Its rates and chances.

    Raises
    ------
    InputError
        For a rate that is impossible.
    """
    drawn = values(profile)
    return resolve(profile, drawn, Constants(), max(1, round(drawn["group.size"])), strict=True)[0]


def flows(supply: Supply) -> dict[str, tuple[Flow, ...]]:
    """Return the percepts per hour that each source brings.

    Parameters
    ----------
    supply : Supply
        The rates and chances of a species.

    Returns
    -------
    dict of str to tuple
        Per source one or more of (population of units, matched, non-matched), the latter two of
        shape (K,).
    """
    rate = supply.action_rate
    total = {name: sources.load(name).expected(supply) for name in sources.names}

    def split(amount: float, weight: np.ndarray) -> np.ndarray:
        return amount * weight / weight.sum() if weight.sum() > 0 else np.zeros_like(rate)

    def whole(name: str, population: str, weight: np.ndarray) -> tuple[Flow, ...]:
        return ((population, split(total[name][0], weight), split(total[name][1], weight)),)

    nothing, answers = np.zeros_like(rate), np.zeros_like(rate)
    opening = np.where(supply.complement >= 0, rate, 0.0)
    np.add.at(answers, supply.complement[supply.complement >= 0], rate[supply.complement >= 0])
    seen, heard = supply.gaze * rate * supply.visible, rate * supply.audible
    own = total["self_observation"][0] / max(float((seen + heard).sum()), 1e-300)
    found = {name: whole(name, "visual_other", rate) for name in sources.names}
    found |= {
        "sound": whole("sound", "auditory", heard),
        "complementary": whole("complementary", "visual_other", opening + answers),
        "self_observation": (
            ("visual_self", seen * own, nothing),
            (KINDS[supply.own_voice], heard * own, nothing),
        ),
    }
    return found


class ActionOutlook(NamedTuple):
    """What one action can expect in one population of sensory units.

    Attributes
    ----------
    population : str
        The population of sensory units.
    action : str
        The action.
    effector : str
        What it is done with.
    acts : float
        How often it is done per active hour.
    matched : float
        Percepts per active hour that match what the perceiver does.
    nonmatched : float
        Percepts per active hour that do not.
    delta_p : float
        P(done | perceived) - P(done | not perceived).
    """

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


def prospects(profile: SpeciesProfile) -> tuple[list[ActionOutlook], str]:
    """Return what each action can expect in each population of sensory units, at the medians.

    Parameters
    ----------
    profile : SpeciesProfile
        The species.

    Returns
    -------
    rows : list of ActionOutlook
        One per population of units and action that can be perceived there.
    why : str
        Why ``delta_p`` is nan, where the mean field cannot treat the species; else empty.
    """
    supply, repertoire = supply_of(profile), Repertoire.of(profile)
    delta, why = _delta_p(profile)
    done = supply.action_rate * (supply.rate / max(supply.own_rate, 1e-300))
    rows = []
    for population in KINDS:
        matched, other = np.zeros_like(done), np.zeros_like(done)
        for where, m, o in (part for source in flows(supply).values() for part in source):
            if where == population:
                matched, other = matched + m, other + o
        for a in np.flatnonzero(matched + other > 0):
            name = repertoire.names[a]
            rows.append(
                ActionOutlook(
                    population,
                    name,
                    repertoire.effectors[a],
                    float(done[a]),
                    float(matched[a]),
                    float(other[a]),
                    delta.get((population, name), math.nan),
                )
            )
    return rows, why


def _delta_p(profile: SpeciesProfile) -> tuple[dict[tuple[str, str], float], str]:
    """Return delta P by population and action, and why it is not known where it is not."""
    setup = Setup.of(profile, groups=GROUPS, learners=LEARNERS, point=True)
    try:
        refuse(setup)
    except InputError as error:
        return {}, str(error)
    found = mean_over(of_newborns(setup))
    return {(each.population, each.action): each.delta_p for each in found}, ""
