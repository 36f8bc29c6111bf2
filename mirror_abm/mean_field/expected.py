"""What an animal can be expected to learn, from rates alone: the mean field of the model, before any simulation.

From the resolved rates of a species, the ties of given animals and their newborn networks follow the trials that each animal
meets (:mod:`.mean_field_trials`), the outcomes they meet (:mod:`.mean_field_outcomes`), and with those the expected weights of
every motor unit at any age and their fixed point (:mod:`.mean_field_learning`). Averages over animals, actions and time of long
simulations agree within 0.02 of a response.

Neglected: that three percepts may fall together by accident; that two trials near one act are not independent; that responses
to a sight through the sound it retrieves are clipped trial by trial and not on average.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Unpack

import numpy as np
import pandas as pd

from ..animal.network import Array, Network
from ..base.errors import InputError
from ..base.shelf import sources
from ..engine.options import Options, spelled
from ..engine.population import HOOKS, Animal, Population
from ..experience.supply import DAYS_PER_YEAR
from ..profile.species import SpeciesProfile
from ..sources.contract import AUDITORY, KINDS, VISUAL_OTHER, VISUAL_SELF
from .animals import Prospect, prospect
from .episodes import TREATED
from .outcomes import HAPPENS, Outcomes

RULE = "rescorla_wagner"
STIMULI = {
    ("visual", "other"): VISUAL_OTHER,
    ("visual", "self"): VISUAL_SELF,
    ("auditory", "other"): AUDITORY,
}
NEAR, NOTHING = (
    0.01,
    0.01,
)  #: the horizon is within 1 % of the asymptote; an asymptote below this is nothing learned
AGES = np.geomspace(0.1, 1e7, 65)  #: active hours at which the approach is looked at


@dataclass(frozen=True)
class Expected:
    """What the animals of a population are expected to meet and to learn.

    Attributes
    ----------
    responses : one row per modality, view and action, the mean over motor units whose action it is and over animals:
        ``matched`` (to that action) and ``nonmatched`` (mean over the other actions) at the fixed point, and
        ``matched_at_horizon``, ``nonmatched_at_horizon``, which a lifetime may hold far from it.
    units : the fixed point per motor unit, with group, animal and unit.
    experience : one row per source, population of units and action: percepts per active hour, and as in the ledger ``matched``
        and ``nonmatched``, pairings per hour weighted by k(dt), and ``net`` = matched - nonmatched / (K - 1).
    contingency : one row per population and action: ``perceived`` trials per hour, ``paired`` ones (done in the window), and
        ``delta_p`` = P(done | perceived) - P(done | not perceived).
    horizon : one row per modality: the mean matched ``asymptote`` of responses to others, ``days`` (active) to within 1 % of
        it, ``maturity``, and the ``horizon``, the smaller of both.

    Where being imitated ends at an age (its ``stage``), all this is of the stage: the asymptote as if it lasted, the horizon
    not beyond its end, and ``at`` for ages within it.
    """

    population: Population
    prospects: tuple[Prospect, ...]

    def at(self, hours: float) -> pd.DataFrame:
        """Return the ``units`` table as expected after ``hours`` active hours; ``inf`` is the fixed point."""
        if isinstance(hours, bool) or not isinstance(hours, (int, float)) or not hours >= 0:
            raise InputError(f"hours = {hours!r}: must be a number of at least 0.")
        if self.population.supply.copied_until < hours < math.inf:
            raise InputError(
                f"hours = {hours:g}: must be at most {self.population.supply.copied_until:g}, the end of "
                "experience.being_imitated.stage. Simulate what comes after, with `run`."
            )
        return pd.concat(
            [
                unit_responses(self.population, item.animal, item.at(hours))
                for item in self.prospects
            ],
            ignore_index=True,
        )

    @cached_property
    def units(self) -> pd.DataFrame:
        """The fixed point per motor unit (see the class)."""
        return self.at(math.inf)

    @cached_property
    def responses(self) -> pd.DataFrame:
        """The fixed point and the responses at the horizon, per action (see the class)."""
        days = self.horizon["horizon"].max()
        days = self.horizon["maturity"].iloc[0] if math.isnan(days) else days
        days = min(
            days, self.population.supply.copied_until / self.population.profile.active_hours.value
        )
        aged = by_action(self.at(float(days * self.population.profile.active_hours.value)))
        return by_action(self.units).assign(
            matched_at_horizon=aged["matched"], nonmatched_at_horizon=aged["nonmatched"]
        )

    @cached_property
    def experience(self) -> pd.DataFrame:
        """Percepts and pairings per active hour (see the class)."""
        parts = [_experience(self.population, item) for item in self.prospects]
        table = pd.concat(parts).groupby(["source", "population", "action"], sort=True).sum() / len(
            parts
        )
        table["net"] = table["matched"] - table["nonmatched"] / max(
            1, len(self.population.repertoire) - 1
        )
        return table.reset_index()

    @cached_property
    def contingency(self) -> pd.DataFrame:
        """Delta P per population and action (see the class)."""
        parts = [_contingency(self.population, item) for item in self.prospects]
        return pd.concat(parts).groupby(["population", "action"], sort=False).mean().reset_index()

    @cached_property
    def horizon(self) -> pd.DataFrame:
        """How long it takes (see the class)."""
        profile = self.population.profile
        maturity, rows = profile.life_history.maturity.value * DAYS_PER_YEAR, []
        end = min(maturity, self.population.supply.copied_until / profile.active_hours.value)
        for modality, kind in (("visual", VISUAL_OTHER), ("auditory", AUDITORY)):
            if _perceivable(self.population, kind).any():
                asymptote, hours = self._approach(kind)
                days = hours / profile.active_hours.value if abs(asymptote) >= NOTHING else math.nan
                rows.append(
                    (
                        modality,
                        asymptote,
                        days,
                        maturity,
                        min(end, days) if days == days else math.nan,
                    )
                )
        return pd.DataFrame(rows, columns=["modality", "asymptote", "days", "maturity", "horizon"])

    def _approach(self, kind: int) -> tuple[float, float]:
        """Return the asymptote of the mean matched response, and the active hours to within 1 % of it for good."""

        def response(hours: float) -> float:
            return float(
                np.mean([_matched(self.population, item, hours, kind) for item in self.prospects])
            )

        asymptote = response(math.inf)
        away = [
            number
            for number, hours in enumerate(AGES)
            if abs(response(hours) - asymptote) > NEAR * abs(asymptote)
        ]
        if not away or away[-1] == len(AGES) - 1:
            return asymptote, math.inf if away else float(AGES[0])
        low, high = AGES[away[-1]], AGES[away[-1] + 1]
        for _ in range(7):
            middle = math.sqrt(low * high)
            low, high = (
                (middle, high)
                if abs(response(middle) - asymptote) > NEAR * abs(asymptote)
                else (low, middle)
            )
        return asymptote, float(high)


def expected(
    species: str | SpeciesProfile | Population,
    account: str = "associative",
    **options: Unpack[Options],
) -> Expected:
    """Return what animals of a species are expected to meet and to learn, without simulating them.

    The mean field of Rescorla-Wagner over the trials that the sources bring: exact for given networks and ties, and
    averaged over ``groups`` x ``learners`` animals. The options are those of
    :class:`~mirror_abm.engine.population.Population`; or give a population, which is not changed:
    then its own learners are meant, from what they know now.

    Raises
    ------
    InputError : naming what the mean field cannot treat: an account that learns by another rule than ``rescorla_wagner``,
        weights that nights or age change, percepts joined over more than the shortest latency or beat, a source of experience
        that it does not know; a population's weights clipped at 0.

    Examples
    --------
    >>> import mirror_abm as ma
    >>> table = ma.expected("octopus_vulgaris", groups=2).responses
    >>> list(table.columns)
    ['modality', 'view', 'action', 'matched', 'nonmatched', 'matched_at_horizon', 'nonmatched_at_horizon']
    """
    population = (
        species
        if isinstance(species, Population)
        else Population(
            species,
            account,
            engine="agents",
            collect=False,
            **({"groups": 2, "learners": 2, "point": True} | options),
        )
    )
    _refuse(population)
    return Expected(
        population, tuple(prospect(population, animal) for animal in population.learners)
    )


spelled(Options, groups=2, learners=2, point=True)(expected)


def horizon(species: str | SpeciesProfile | Population, **options: object) -> float:
    """Return the active days after which nothing much changes: the smaller of maturity and 99 % of the asymptote.

    The asymptote is that of the mean matched response to others, in whichever modality takes longer; ``maturity`` if nothing
    is learned in any. The options are those of :func:`expected`.
    """
    table = expected(species, **options).horizon  # type: ignore[arg-type]
    found = table["horizon"].max()
    return float(table["maturity"].iloc[0] if math.isnan(found) else found)


def _refuse(population: Population) -> None:
    """Refuse, by name, what the mean field cannot treat."""
    constants, supply = population.constants, population.supply
    unknown = [
        name for name in sources.names if name not in TREATED and name not in population.without
    ]
    changed = {
        name
        for animal in population.learners
        for name in HOOKS
        if getattr(type(animal), name) is not getattr(Animal, name)
    }
    beat, rule = 60 / supply.tempo, population.learning.rule.__name__.rpartition(".")[2]
    for wrong, sentence in (
        (
            rule != RULE,
            f"account = {population.account_name}: learns by the rule {rule}, and {RULE} alone can be treated by",
        ),
        (
            constants.entrenchment > 0 or constants.overnight_return > 0,
            "constants.entrenchment, overnight_return: nights that change weights cannot be treated by",
        ),
        (
            constants.sensitive_period > 0,
            f"constants.sensitive_period = {constants.sensitive_period:g}: learning that slows "
            "with age cannot be treated by",
        ),
        (population.excitatory, "weights = excitatory: clipping at 0 cannot be treated by"),
        (
            constants.simultaneity > 0.2,
            f"constants.simultaneity = {constants.simultaneity:g}: must be at most 0.2, the "
            "shortest latency of a copy, for",
        ),
        (
            constants.simultaneity >= beat and supply.bout_rate > 0,
            f"constants.simultaneity = {constants.simultaneity:g}: "
            f"must be below {beat:g}, the time between beats of synchrony, for",
        ),
        (
            supply.copied_from > 0,
            "experience.being_imitated.stage.onset: experience that begins late cannot be treated by",
        ),
        (bool(unknown), f"sources: {', '.join(unknown)} cannot be treated by"),
        (
            bool(changed),
            f"animal_class: what overrides {', '.join(sorted(changed))} cannot be treated by",
        ),
    ):
        if wrong:
            raise InputError(
                f"{sentence} the mean field of `expected`. Simulate instead, with `run`."
            )


def by_action(units: pd.DataFrame) -> pd.DataFrame:
    """Return the mean over motor units and animals per modality, view and action, of a table like ``units``."""
    return (
        units.groupby(["modality", "view", "action"], sort=False)[["matched", "nonmatched"]]
        .mean()
        .reset_index()
    )


def _perceivable(population: Population, kind: int) -> Array:
    """Return (K,) flags: whether the stimulus of each action exists in a population of units."""
    flags = {
        VISUAL_OTHER: np.ones(len(population.repertoire)),
        VISUAL_SELF: population.supply.visible,
        AUDITORY: population.supply.audible,
    }[kind]
    return np.asarray(flags, dtype=bool)


def unit_responses(population: Population, animal: Animal, network: Network) -> pd.DataFrame:
    """Return what each motor unit of an animal responds with ``network``: rows as in :attr:`Expected.units`."""
    names, parts = population.repertoire.names, []
    owner = (network.motor == 1.0).argmax(axis=0)
    units = np.arange(network.units)
    for (modality, view), kind in STIMULI.items():
        shown = _perceivable(population, kind)
        if not shown.any():
            continue
        code = network.kinds.of(kind)
        seen = network.response(
            np.stack([network.pattern(code, action) for action in range(len(names))])
        )
        own, total = seen[owner, units], seen[shown].sum(axis=0)
        rest = shown.sum() - shown[owner]
        others = np.where(rest > 0, (total - own * shown[owner]) / np.maximum(rest, 1), np.nan)
        parts.append(
            pd.DataFrame(
                {
                    "group": animal.group,
                    "animal": animal.index,
                    "unit": units,
                    "modality": modality,
                    "view": view,
                    "action": np.array(names)[owner],
                    "matched": np.where(shown[owner], own, np.nan),
                    "nonmatched": others,
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def _matched(population: Population, item: Prospect, hours: float, kind: int) -> float:
    """Return the mean response of one animal's motor units to the stimuli of their own actions at an age."""
    network, shown = item.at(hours), np.flatnonzero(_perceivable(population, kind))
    code = network.kinds.of(kind)
    seen = network.response(np.stack([network.pattern(code, int(action)) for action in shown]))
    return float(seen[network.motor[shown] == 1.0].mean())


def _experience(population: Population, item: Prospect) -> pd.DataFrame:
    """Return the percepts and pairings of one animal, per active hour."""
    names = population.repertoire.names
    count, single = len(names), np.eye(len(names))
    outcomes = Outcomes(
        np.hstack([single, 1 - single]),
        item.course,
        item.timeline,
        population.constants.tau,
        population.supply.coherence,
        1.0,
    )
    rows = []
    flows = item.course.trials + [
        part._replace(rate=bout.rate * bout.beats * part.rate)
        for bout in item.course.bouts
        for part in bout.percepts
    ]
    for flow in flows:
        strongest = flow.rate * outcomes(flow.near)
        rows += [
            (
                sources.names[source],
                KINDS[kind],
                names[action],
                flow.rate,
                strongest[action],
                strongest[count + action],
            )
            for kind, action, source in flow.percepts
        ]
    table = pd.DataFrame(
        rows, columns=["source", "population", "action", "percepts", "matched", "nonmatched"]
    )
    return table.groupby(["source", "population", "action"]).sum().reset_index()


def _contingency(population: Population, item: Prospect) -> pd.DataFrame:
    """Return perceived and paired trials per active hour, and delta P, of one animal."""
    names, course = population.repertoire.names, item.course
    outcomes = Outcomes(
        np.eye(len(names)),
        course,
        item.timeline,
        population.constants.tau,
        population.supply.coherence,
        1.0,
        HAPPENS,
    )
    seen, both = np.zeros((len(KINDS), len(names))), np.zeros((len(KINDS), len(names)))
    done, total = course.alone.copy(), course.quiet + course.alone.sum()
    for trial in course.trials + [
        part._replace(rate=bout.rate * bout.beats * part.rate)
        for bout in course.bouts
        for part in bout.trials
    ]:
        happens = trial.rate * outcomes(trial.near)
        done, total = done + happens, total + trial.rate
        for kind, action, _ in trial.percepts:
            seen[kind, action] += trial.rate
            both[kind, action] += happens[action]
    rows = [
        (
            KINDS[kind],
            names[action],
            seen[kind, action],
            both[kind, action],
            both[kind, action] / seen[kind, action]
            - (done[action] - both[kind, action]) / (total - seen[kind, action]),
        )
        for kind, action in zip(*np.nonzero(seen > 0), strict=True)
    ]
    return pd.DataFrame(rows, columns=["population", "action", "perceived", "paired", "delta_p"])
