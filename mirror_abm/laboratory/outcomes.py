"""What the studies of a table report: one number each, under every account and draw.

Of a study the outcomes are the level of each group (and read-out), each difference that its claims
speak of, and, for a variant, the difference of each group from the same group of the study as
published. Groups are other animals (two groups, whose variances add up) unless a difference is
between read-outs of one group. To an animal's value the noise of recording is added: 30 times what
is negligible in the unit of the measure (that is a thirtieth of the noise of a trial), by the root
of the number of trials.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..animal.constants import Constants
from ..base.brief import brief
from ..experiments.contract import NEGLIGIBLE
from .experiment import Experiment
from .parting import Outcome, pooled
from .variants import PUBLISHED

Design = tuple[str, str]  #: an experiment, and what is changed in it


class Reported(NamedTuple):
    """An outcome and what it is.

    Attributes
    ----------
    design : tuple of str
        The experiment, and what is changed in it.
    first : str
        Group (and read-out) that is looked at.
    second : str
        What it is compared with; empty if nothing.
    against_published : bool
        Whether it is compared with the same group of the study as published.
    negligible : float
        Difference below which there is none, in the unit of the measure.
    outcome : Outcome
        Its distribution.
    """

    design: Design
    first: str
    second: str
    against_published: bool
    negligible: float
    outcome: Outcome

    def __repr__(self) -> str:
        return brief(self)

    @property
    def study(self) -> str:
        """The study in words."""
        return f"{self.design[0]}, {self.design[1]}"

    @property
    def words(self) -> str:
        """What is reported, in words."""
        if self.against_published:
            return f"{self.first}, less the same group as published"
        return f"{self.first} less {self.second}" if self.second else self.first


class Values(NamedTuple):
    """The values of one column: a group, or a read-out of it.

    Attributes
    ----------
    group : str
        The condition.
    each : numpy.ndarray
        One value an animal, shape (account, draw, animal).
    """

    group: str
    each: np.ndarray

    def __repr__(self) -> str:
        return brief(self)


def recording_noise(experiment: Experiment) -> float:
    """Return the variance that recording adds to the value of an animal.

    Parameters
    ----------
    experiment : Experiment
        Its ``negligible`` tells the scale of its measure.

    Returns
    -------
    float
        In the unit of the measure, squared.
    """
    constants = Constants()
    scale = experiment.negligible / NEGLIGIBLE
    return float((scale * constants.trial_noise) ** 2 / constants.trials)


def reported(
    table: pd.DataFrame, each: Mapping[Design, Experiment], accounts: Sequence[str]
) -> list[Reported]:
    """Return what all studies of a table report.

    Parameters
    ----------
    table : pandas.DataFrame
        Columns experiment, change, account, draw, condition, replicate, value.
    each : mapping
        The experiments, by name and change.
    accounts : sequence of str
        The accounts, in the order wanted.

    Returns
    -------
    list of Reported
        In the order of ``each``.
    """
    known: dict[Design, dict[str, Values]] = {}
    for design, part in table.groupby(["experiment", "change"], sort=False):
        known[design] = _columns(part, each[design], accounts)
    found: list[Reported] = []
    for design, experiment in each.items():
        if design in known:
            published = (design[0], PUBLISHED)
            unchanged = _unchanged(experiment, each[published]) if published in each else set()
            compared = known.get(published, {}) if design != published else {}
            found += _of_study(design, experiment, known[design], compared, unchanged)
    return found


def _columns(
    part: pd.DataFrame, experiment: Experiment, accounts: Sequence[str]
) -> dict[str, Values]:
    """Return the values of each column of one study."""
    found = {}
    for group in experiment.conditions:
        for readout in experiment.readouts or ("",):
            name = f"{group}_{readout}" if readout else group
            rows = part[part["condition"] == name]
            wide = rows.set_index(["account", "draw", "replicate"])["value"].unstack("replicate")
            values = np.stack([wide.loc[account].to_numpy(float) for account in accounts])
            found[name] = Values(group, values)
    return found


def _unchanged(experiment: Experiment, published: Experiment) -> set[str]:
    """Return the groups of a variant to which is done what was published."""
    if experiment is published or experiment.species != published.species:
        return set()
    return {
        name
        for name, what in experiment.conditions.items()
        if published.conditions.get(name) == what
    }


def _of_study(
    design: Design,
    experiment: Experiment,
    columns: Mapping[str, Values],
    published: Mapping[str, Values],
    unchanged: set[str],
) -> list[Reported]:
    """Return the outcomes of one study; what is done as published is no outcome of a variant."""
    noise = recording_noise(experiment)
    changed = {name: each for name, each in columns.items() if each.group not in unchanged}

    def told(first: str, second: str, outcome: Outcome, against: bool = False) -> Reported:
        return Reported(design, first, second, against, experiment.negligible, outcome)

    found = [told(name, "", _level(values.each, noise)) for name, values in changed.items()]
    pairs = {
        (claim.first, other)
        for claim in experiment.pattern
        for other in (claim.second, claim.than)
        if other and other != claim.first and {claim.first, other} & set(changed)
    }
    for first, second in sorted(pairs):
        found.append(told(first, second, _difference(columns[first], columns[second], noise)))
    return found + [
        told(name, name, _apart(values.each, published[name].each, noise), against=True)
        for name, values in changed.items()
        if name in published
    ]


def _level(values: np.ndarray, noise: float) -> Outcome:
    """Return the outcome of one group."""
    animals = values.shape[-1]
    spread = pooled(values.var(axis=-1, ddof=1), animals)
    return Outcome(values.mean(axis=-1), spread + noise)


def _difference(first: Values, second: Values, noise: float) -> Outcome:
    """Return the difference of two columns: of one group, animal by animal, or of two."""
    if first.group == second.group:
        return _level(first.each - second.each, 2 * noise)
    return _apart(first.each, second.each, noise)


def _apart(first: np.ndarray, second: np.ndarray, noise: float) -> Outcome:
    """Return the difference of two groups of different animals."""
    one, other = _level(first, noise), _level(second, noise)
    return Outcome(one.means - other.means, one.variances + other.variances, groups=2)
