"""How contingent own acts are on what is perceived: delta P, from rates and ties alone.

No animal is made for it: what one meets follows from its place in the group. So the page of a
species needs neither an engine nor its libraries.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from ..animal.timing import Timing
from ..engine.habitat import Habitat
from ..engine.setup import Setup
from ..experience.ties import relative_ties
from ..sources.contract import KINDS, Ints, Supply, Ties
from .episodes import expected_trials
from .outcomes import HAPPENS, Outcomes
from .perception import Perceiver
from .timeline import Timeline
from .trials import ExpectedTrials

GROUPS, LEARNERS = 2, 2  #: of newborns, over which means are taken unless told otherwise


class Contingency(NamedTuple):
    """How contingent acts are on one percept.

    Attributes
    ----------
    population : str
        The population of sensory units.
    action : str
        What is perceived.
    perceived : float
        Trials per active hour in which it is.
    paired : float
        Those in whose window it is also done.
    delta_p : float
        P(done | perceived) - P(done | not perceived).
    """

    population: str
    action: str
    perceived: float
    paired: float
    delta_p: float


def met(
    supply: Supply, timing: Timing, shown: Ints, without: Iterable[str], ties: Ties, index: int
) -> tuple[Timeline, ExpectedTrials]:
    """Return what one animal of a group meets.

    Parameters
    ----------
    supply : Supply
        The rates and chances of its species.
    timing : Timing
        Times in ticks.
    shown : ndarray of int, shape (K,)
        The action that is seen where each one is performed.
    without : iterable of str
        Sources of experience that are switched off.
    ties : Ties
        Relative ties of the group.
    index : int
        Number of the animal in it.

    Returns
    -------
    Timeline
        Times in ticks, and what follows from them.
    ExpectedTrials
        Trials, acts and intertrial intervals at rates per active hour.
    """
    timeline = Timeline.of(supply, timing.window, timing.per_second, timing.simultaneity)
    animal = Perceiver.of(supply, timeline, shown, frozenset(without), ties, index)
    return timeline, expected_trials(animal)


def contingencies(
    names: Sequence[str],
    schedule: ExpectedTrials,
    timeline: Timeline,
    tau: float,
    coherence: float,
) -> list[Contingency]:
    """Return how contingent one animal's acts are on what it perceives.

    Parameters
    ----------
    names : sequence of str
        The actions.
    schedule : ExpectedTrials
        What the animal meets.
    timeline : Timeline
        Times in ticks.
    tau : float
        Time constant of k(dt), in seconds.
    coherence : float
        Chance that a participant moves on a beat of a bout.

    Returns
    -------
    list of Contingency
        One per population of units and action that is perceived in it.
    """
    outcomes = Outcomes(np.eye(len(names)), schedule, timeline, tau, coherence, 1.0, HAPPENS)
    seen, both = np.zeros((len(KINDS), len(names))), np.zeros((len(KINDS), len(names)))
    done, total = schedule.alone.copy(), schedule.intertrial + schedule.alone.sum()
    for trial in schedule.all_trials():
        happens = trial.rate * outcomes(trial.near)
        done, total = done + happens, total + trial.rate
        for kind, action, _ in trial.percepts:
            seen[kind, action] += trial.rate
            both[kind, action] += happens[action]
    found = []
    for kind, action in zip(*np.nonzero(seen > 0), strict=True):
        perceived, paired = seen[kind, action], both[kind, action]
        otherwise = (done[action] - paired) / (total - perceived)
        told = perceived, paired, paired / perceived - otherwise
        found.append(Contingency(KINDS[kind], names[action], *map(float, told)))
    return found


def mean_over(animals: Iterable[Sequence[Contingency]]) -> list[Contingency]:
    """Return the means over those animals that perceive an action in a population at all.

    Parameters
    ----------
    animals : iterable of sequence of Contingency
        What :func:`contingencies` returns of each.

    Returns
    -------
    list of Contingency
        One per population and action.
    """
    found: dict[tuple[str, str], list[tuple[float, ...]]] = {}
    for each in animals:
        for population, action, *numbers in each:
            found.setdefault((population, action), []).append(tuple(numbers))
    return [
        Contingency(*key, *(_mean(column) for column in zip(*rows, strict=True)))
        for key, rows in found.items()
    ]


def _mean(values: Sequence[float]) -> float:
    """Return a mean, to the last bit as pandas has it: with what each addition loses made good."""
    total = lost = 0.0
    for value in values:
        added = value - lost
        after = total + added
        lost = after - total - added
        total = after
    return total / len(values)


def of_newborns(setup: Setup) -> Iterator[list[Contingency]]:
    """Yield how contingent the acts of each learner of a population are, without making it.

    Parameters
    ----------
    setup : Setup
        What the population is made of.

    Yields
    ------
    list of Contingency
        Animal by animal, group by group.
    """
    habitat, timing = Habitat(setup), setup.learning.timing
    for group in range(setup.groups):
        ties = relative_ties(habitat.network(group))
        for index in range(setup.learners):
            timeline, schedule = met(setup.supply, timing, setup.shown, setup.without, ties, index)
            yield contingencies(
                setup.repertoire.names,
                schedule,
                timeline,
                setup.constants.tau,
                setup.supply.coherence,
            )
