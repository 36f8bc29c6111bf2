"""What a species can expect before any simulation, per action: percepts from rates alone, contingency from the mean field.

Percepts of an action in one population of sensory units come matched or non-matched, each source's ``expected`` split over the
actions it shows in proportion to how often they are done. Delta P is that of
:func:`mirror_abm.mean_field.expected.expected`, which goes through the trials: what is seen while a
copy or an answer is made, two percepts in one window, copies that come too late. Learning saturates
at what the contingency allows; how fast depends on the matched percepts.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from ..animal.constants import Constants
from ..animal.repertoire import Repertoire
from ..base.errors import InputError
from ..base.shelf import sources
from ..experience.supply import resolve, values
from ..profile.species import SpeciesProfile
from ..sources.contract import KINDS, Supply


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

    def whole(
        name: str, population: str, weight: np.ndarray
    ) -> tuple[tuple[str, np.ndarray, np.ndarray], ...]:
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
            ("auditory", heard * own, nothing),
        ),
    }
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


def prospects(profile: SpeciesProfile) -> tuple[list[Prospect], str]:
    """Return one row per population of sensory units and action that can be perceived there, at the medians.

    Where the mean field cannot treat a species, ``delta_p`` is nan and the second value says why; else it is empty.
    """
    supply, repertoire = supply_of(profile), Repertoire.of(profile)
    delta, why = _contingency(profile)
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
                Prospect(
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


def _contingency(profile: SpeciesProfile) -> tuple[dict[tuple[str, str], float], str]:
    """Return delta P by population and action, and why it is not known where it is not."""
    from .expected import (
        expected,
    )  # with the model and its libraries, which a species file alone does not need

    try:
        table = expected(profile).contingency
    except InputError as error:
        return {}, str(error)
    return table.set_index(["population", "action"])["delta_p"].to_dict(), ""
