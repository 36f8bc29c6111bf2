"""What animals can be expected to learn: the mean field of the model, before any simulation.

The resolved rates of a species, the ties of given animals and their newborn networks give the
trials that each animal meets (:mod:`mirror_abm.mean_field.episodes`) and the outcomes of these
(:mod:`mirror_abm.mean_field.outcomes`); from them follow the expected weights of every motor unit
at any age, and their fixed point (:mod:`mirror_abm.mean_field.weights`). Averaged over animals,
actions and time, long simulations agree within 0.02 of a response.

Neglected: that three percepts may coincide by accident; that two trials near one act are not
independent; that responses to a sight through the sound it retrieves are clipped trial by trial and
not on average.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Unpack

import numpy as np
import pandas as pd

from ..base.brief import counted, line
from ..base.card import card, facts, note, table
from ..base.errors import InputError
from ..engine.options import Options, spelled
from ..engine.population import Population
from ..experience.supply import DAYS_PER_YEAR
from ..profile.species import SpeciesProfile
from ..sources.contract import AUDITORY, VISUAL_OTHER
from .animals import Prospect, prospect
from .contingency import GROUPS, LEARNERS, Contingency, mean_over
from .pairings import experience
from .responses import by_action, mean_matched, perceivable, unit_responses
from .scope import refuse

WITHIN = 0.01  #: the horizon is within 1 % of the asymptote
NOTHING = 0.01  #: an asymptote below this is nothing learned
HEARD_OR_SEEN = (("visual", VISUAL_OTHER), ("auditory", AUDITORY))
HOURS = np.geomspace(0.1, 1e7, 65)  #: active hours at which the approach is looked at


@dataclass(frozen=True)
class Expected:
    """What the animals of a population are expected to meet and to learn.

    Attributes
    ----------
    population : Population
        The animals.
    prospects : tuple of Prospect
        What each of its learners meets and learns.
    responses : DataFrame
        One row per modality, view and action, the mean over animals and over the motor units whose
        action it is: ``matched`` (response to that action) and ``nonmatched`` (mean over the other
        actions) at the fixed point, and ``matched_at_horizon``, ``nonmatched_at_horizon``, which
        may be far from it, for a lifetime may not reach it.
    units : DataFrame
        The fixed point per motor unit, with group, animal and unit.
    experience : DataFrame
        One row per source, population of units and action: percepts per active hour, and as in the
        ledger ``matched`` and ``nonmatched``, pairings per hour weighted by k(dt), and ``net`` =
        matched - nonmatched / (K - 1), with K actions in the repertoire.
    contingency : DataFrame
        One row per population of units and action: ``perceived`` trials per hour, ``paired`` ones
        (the action done in the window), and ``delta_p`` = P(done | perceived) - P(done | not
        perceived).
    horizon : DataFrame
        One row per modality: the mean matched ``asymptote`` of responses to others, ``days``
        (active) to within 1 % of it, ``maturity``, and the ``horizon``, the smaller of the two.

    Notes
    -----
    Where being imitated ends at an age (its ``stage``), all this describes the stage: the asymptote
    as if it lasted, a horizon not beyond its end, and ``at`` for ages within it.

    Examples
    --------
    >>> import mirror_abm as ma
    >>> coming = ma.expected("octopus_vulgaris", groups=1)
    >>> list(coming.horizon.columns)
    ['modality', 'asymptote', 'days', 'maturity', 'horizon']
    """

    population: Population
    prospects: tuple[Prospect, ...]

    def __repr__(self) -> str:
        return line(self, *self._told(), "tables horizon, responses, experience, contingency")

    def _repr_html_(self) -> str:
        name, account, animals = self._told()
        return card(
            f"What is expected of {self.population.profile.taxon.scientific}",
            facts({"profile": name, "account": account, "mean over": animals}),
            table(self.horizon, "Horizon: active days to 99 % of the asymptote, or maturity"),
            table(self.responses, "Responses of motor units, at the fixed point and the horizon"),
            note(
                "1 is as strong as execution. More: .experience (pairings an hour, by source), "
                ".contingency (delta P), .at(hours=...) (each unit at an age)."
            ),
        )

    def _told(self) -> tuple[str, str, str]:
        """Return which species and account these are, and how many animals."""
        groups, count = len({item.animal.group for item in self.prospects}), len(self.prospects)
        animals = f"{counted(count, 'animal')} in {counted(groups, 'group')}"
        return self.population.profile.name, self.population.account_name, animals

    def at(self, hours: float) -> pd.DataFrame:
        """Return the ``units`` table as expected at an age.

        Parameters
        ----------
        hours : float
            Age in active hours; ``inf`` for the fixed point.

        Returns
        -------
        DataFrame
            One row per motor unit, modality and view.

        Raises
        ------
        InputError
            If ``hours`` is no number of at least 0, or beyond the end of the stage in which the
            animal is imitated.

        Examples
        --------
        >>> import mirror_abm as ma
        >>> young = ma.expected("octopus_vulgaris", groups=1).at(20.0)
        >>> sorted(set(young["modality"]))
        ['visual']
        """
        if isinstance(hours, bool) or not isinstance(hours, (int, float)) or not hours >= 0:
            raise InputError(f"hours = {hours!r}: must be a number of at least 0.")
        if self.population.supply.copied_until < hours < math.inf:
            raise InputError(
                f"hours = {hours:g}: must be at most {self.population.supply.copied_until:g}, the "
                "end of experience.being_imitated.stage. Simulate what comes after, with `run`."
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
        a_day = self.population.profile.active_hours.value
        days = self.horizon["horizon"].max()
        days = self.horizon["maturity"].iloc[0] if math.isnan(days) else days
        days = min(days, self.population.supply.copied_until / a_day)
        aged = by_action(self.at(float(days * a_day)))
        return by_action(self.units).assign(
            matched_at_horizon=aged["matched"], nonmatched_at_horizon=aged["nonmatched"]
        )

    @cached_property
    def experience(self) -> pd.DataFrame:
        """Percepts and pairings per active hour (see the class)."""
        parts = [experience(self.population, item) for item in self.prospects]
        together = pd.concat(parts).groupby(["source", "population", "action"], sort=True).sum()
        table = together / len(parts)
        others = max(1, len(self.population.repertoire) - 1)
        table["net"] = table["matched"] - table["nonmatched"] / others
        return table.reset_index()

    @cached_property
    def contingency(self) -> pd.DataFrame:
        """Delta P per population and action (see the class)."""
        names = self.population.repertoire.names
        found = mean_over(each.contingencies(names) for each in self.prospects)
        return pd.DataFrame(found, columns=Contingency._fields)

    @cached_property
    def horizon(self) -> pd.DataFrame:
        """How long it takes (see the class)."""
        profile = self.population.profile
        maturity, rows = profile.life_history.maturity.value * DAYS_PER_YEAR, []
        end = min(maturity, self.population.supply.copied_until / profile.active_hours.value)
        known: dict[float, dict[int, float]] = {}
        for modality, kind in HEARD_OR_SEEN:
            if perceivable(self.population, kind).any():
                asymptote, hours = self._approach(kind, known)
                days = hours / profile.active_hours.value if abs(asymptote) >= NOTHING else math.nan
                reached = math.nan if math.isnan(days) else min(end, days)
                rows.append((modality, asymptote, days, maturity, reached))
        return pd.DataFrame(rows, columns=["modality", "asymptote", "days", "maturity", "horizon"])

    def _matched(self, hours: float) -> dict[int, float]:
        """Return the mean matched response at an age, by population of sensory units."""
        networks = [item.at(hours) for item in self.prospects]
        return {
            kind: float(np.mean([mean_matched(self.population, each, kind) for each in networks]))
            for _, kind in HEARD_OR_SEEN
            if perceivable(self.population, kind).any()
        }

    def _approach(self, kind: int, known: dict[float, dict[int, float]]) -> tuple[float, float]:
        """Return the asymptote of the mean matched response, and the hours to within 1 % of it."""

        def response(hours: float) -> float:
            if hours not in known:
                known[hours] = self._matched(hours)
            return known[hours][kind]

        def away(hours: float) -> bool:
            return abs(response(hours) - asymptote) > WITHIN * abs(asymptote)

        asymptote = response(math.inf)
        # from the end: what comes before the last age that is away needs no look
        far = next((number for number in range(len(HOURS))[::-1] if away(HOURS[number])), None)
        if far is None or far == len(HOURS) - 1:
            return asymptote, float(HOURS[0]) if far is None else math.inf
        low, high = HOURS[far], HOURS[far + 1]
        for _ in range(7):
            middle = math.sqrt(low * high)
            low, high = (middle, high) if away(middle) else (low, middle)
        return asymptote, float(high)


def expected(
    species: str | SpeciesProfile | Population,
    account: str = "associative",
    **options: Unpack[Options],
) -> Expected:
    """Return what animals of a species are expected to meet and to learn, without simulation.

    The mean field of Rescorla-Wagner over the trials that the sources bring, averaged over
    ``groups`` x ``learners`` animals, each with the network and ties of a simulated one.

    Parameters
    ----------
    species : str, SpeciesProfile or Population
        Name or profile of a species; or a population, which is not changed: then its own learners
        are meant, from what they know now, and all further options are without effect.
    account : str
        Name of an account whose rule is Rescorla-Wagner.
    seed : int
        Seed of the networks, ties and drawn numbers.
    replicate : int
        Number of the replicate whose draws are used.
    groups : int
        Number of social groups.
    point : bool
        Whether uncertain numbers are taken at their medians instead of drawn.
    settings : mapping of str to float, optional
        Numbers to fix, such as ``{"experience.being_imitated.rate": 0, "constants.tau": 2}``.
    constants : mapping of str to float, optional
        Global constants that differ from their defaults.
    without : str or iterable of str
        Sources of experience that are switched off; ``"all"`` for all of them.
    world : str
        ``"normal"``, or ``"permuted"``: each action looks and sounds like another.
    weights : str
        ``"signed"``; the mean field cannot treat weights that are clipped at 0.
    size : int, optional
        Animals in a group.
    lapse : float
        1: without simulation every age costs the same, so that no time-lapse is needed.
    cap : int
        The largest group that is made.
    learners : int
        Animals of each group that learn.
    rule : str, optional
        Name of a learning rule in place of the account's; it must be Rescorla-Wagner.
    carrier : bool, optional
        Whether they carry the heritable system of some accounts; None draws it on the tree.
    tree : str, Path or Tree, optional
        That tree, or its Newick file, instead of the library's.
    prior : str
        Rates: ``"authored"``, ``"rule_made"``, ``"exchangeable"``, or of the turn in a mixture.

    Returns
    -------
    Expected
        Tables of responses, experience, contingency and horizon.

    Raises
    ------
    InputError
        Naming what the mean field cannot treat: a rule other than ``rescorla_wagner``; nights or a
        sensitive period that change weights; percepts joined over more than the shortest latency or
        beat; a source of experience that it does not know;
        weights clipped at 0.

    Examples
    --------
    >>> import mirror_abm as ma
    >>> coming = ma.expected("octopus_vulgaris", groups=1)
    >>> coming.responses.columns[-2:].tolist()
    ['matched_at_horizon', 'nonmatched_at_horizon']
    """
    population = (
        species
        if isinstance(species, Population)
        else Population(
            species,
            account,
            engine="agents",
            collect=False,
            **({"groups": GROUPS, "learners": LEARNERS, "point": True, "seed": 0} | options),
        )
    )
    refuse(population, population.learners)
    met = tuple(prospect(population, animal) for animal in population.learners)
    return Expected(population, met)


spelled(Options, groups=GROUPS, learners=LEARNERS, point=True)(expected)


def horizon(species: str | SpeciesProfile | Population, **options: object) -> float:
    """Return the active days after which little changes: maturity, or 99 % of the asymptote.

    The smaller of the two. The asymptote is that of the mean matched response to others, in
    whichever modality takes longer; where nothing is learned in any, the answer is maturity.

    Parameters
    ----------
    species : str, SpeciesProfile or Population
        As for :func:`expected`.
    **options : object
        The options of :func:`expected`.

    Returns
    -------
    float
        Active days.

    Examples
    --------
    >>> import mirror_abm as ma
    >>> ma.horizon("octopus_vulgaris", groups=1)  # its maturity: mirrors are met too rarely
    292.2
    """
    table = expected(species, **options).horizon  # type: ignore[arg-type]
    found = table["horizon"].max()
    return float(table["maturity"].iloc[0] if math.isnan(found) else found)
