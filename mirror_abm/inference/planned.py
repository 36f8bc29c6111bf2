"""A planned study: its conditions, and the chance of each count in each of them, draw by draw.

A condition is a species in a modality, reared in one way, at one age. All conditions share their
draws, so that what is uncertain about learning is uncertain in all of them at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np

from ..base.brief import brief
from ..base.errors import InputError
from ..experience.supply import DAYS_PER_YEAR
from ..simulation.horizon import MATURITY, begins_adult, own_horizon
from ..simulation.plan import Plan, arm_name
from .chances import outcomes
from .shares import Shares, require_normal_world
from .study import Study

if TYPE_CHECKING:
    import pandas as pd

    from ..simulation.archive import Run

#: name of the arm of animals that were trained to answer acts with others
RETRAINED = "re-trained"


class Trained(Protocol):
    """What :func:`mirror_abm.retrain` returns, as far as a sheet needs it."""

    @property
    def animals(self) -> pd.DataFrame:
        """One row per animal, before and after."""

    @property
    def training(self) -> Any:
        """Its ``trials`` of each act a day, and ``days``."""


class Condition(NamedTuple):
    """One condition of a planned study.

    Attributes
    ----------
    number : int
        Its number on the sheet, from 1.
    species, modality : str
        Which animals, and by which sense.
    arm : str
        How they were reared: ``intact``, or what was withheld; or that they were ``re-trained``.
    age : str
        When they are recorded, such as ``at 30 days of age``.
    """

    number: int
    species: str
    modality: str
    arm: str
    age: str

    @property
    def setting(self) -> tuple[str, str, str]:
        """What conditions of one comparison share: species, modality and age."""
        return self.species, self.modality, self.age


@dataclass(frozen=True, eq=False)
class Planned:
    """The conditions of a planned study under each account.

    Attributes
    ----------
    plans : tuple of Plan
        One for each age.
    conditions : tuple of Condition
        In their order on the sheet.
    accounts : tuple of str
        The accounts.
    shares : tuple of tuple of Shares
        Of each condition, under each account.
    """

    plans: tuple[Plan, ...]
    conditions: tuple[Condition, ...]
    accounts: tuple[str, ...]
    shares: tuple[tuple[Shares, ...], ...]

    __repr__ = brief

    @property
    def draws(self) -> int:
        """How many draws there are."""
        return self.plans[0].replicates

    def counts(self, at: int, study: Study) -> np.ndarray:
        """Return the chance of each count in a condition.

        Parameters
        ----------
        at : int
            Place of the condition.
        study : Study
            Its size and its laboratory.

        Returns
        -------
        numpy.ndarray
            P(units found to respond to their own act | account, draw), shape (account, draw,
            count), counts from 0 to animals times units.
        """
        found: np.ndarray = np.stack([outcomes(each, study, "own") for each in self.shares[at]])
        return found

    def comparisons(self) -> list[tuple[int, int]]:
        """Return the places of intact animals and of those that differ only in how they lived."""
        pairs = []
        for at, one in enumerate(self.conditions):
            for to in range(at + 1, len(self.conditions)):
                if one.setting == self.conditions[to].setting:
                    pairs.append((at, to))
        return pairs


def planned(runs: Sequence[Run], trained: Sequence[Trained] = ()) -> Planned:
    """Return the conditions that some runs simulate, one run for each age.

    Parameters
    ----------
    runs : sequence of Run
        With the same species, accounts, rearings, seed and replicates.
    trained : sequence of Retrained
        The animals of each run after training, see :func:`mirror_abm.retrain`; none if empty.

    Returns
    -------
    Planned
        Species by species, sight before sound, in the order of the ages, the intact arm first.

    Raises
    ------
    InputError
        If there is no run, if runs differ in more than their age, or are of a permuted world, or if
        the animals that were trained are not those of the runs.
    """
    if not runs:
        raise InputError("a planned study: must have at least one age.")
    first = runs[0].plan
    for run in runs:
        require_normal_world(run)
        for name in ("species", "accounts", "arms", "replicates", "seed"):
            if getattr(run.plan, name) != getattr(first, name):
                raise InputError(
                    f"run {run.id}: has other {name} than run {runs[0].id}: the runs of one sheet "
                    "may differ in their age alone."
                )
    _check_trained(runs, trained)
    numbers = list(range(first.replicates))
    found: list[tuple[tuple[str, str, str, str], tuple[Shares, ...]]] = []
    for species, modality in product(first.species, ("visual", "auditory")):
        for at, run in enumerate(runs):
            units = run.table("units")
            here = units[(units["species"] == species) & (units["modality"] == modality)]
            arms = [(name, here[here["arm"] == name]) for name in map(arm_name, first.arms)]
            if trained and modality == "visual":
                arms.append((RETRAINED, _as_units(trained[at].animals, species)))
            for arm, rows in arms if len(here) else ():
                shares = tuple(
                    Shares.of(rows[rows["account"] == account], numbers)
                    for account in first.accounts
                )
                found.append(((species, modality, arm, recorded_at(run.plan, species)), shares))
    conditions = tuple(Condition(at, *key) for at, (key, _) in enumerate(found, start=1))
    plans = tuple(run.plan for run in runs)
    return Planned(plans, conditions, first.accounts, tuple(shares for _, shares in found))


def _check_trained(runs: Sequence[Run], trained: Sequence[Trained]) -> None:
    """Refuse animals that were trained, and are not those of the runs."""
    if not trained:
        return
    if not all(hasattr(each, "animals") and hasattr(each, "training") for each in trained):
        raise InputError("trained: must be a list of what ma.retrain returns, one for each age.")
    plan = runs[0].plan
    if len(plan.arms) > 1:
        raise InputError(
            "trained: a sheet has one manipulation: animals that lack a source, or such that were "
            "trained."
        )
    wanted = set(product(plan.species, plan.accounts, range(plan.replicates)))
    for each in trained:
        animals = each.animals[each.animals["arm"] == RETRAINED]
        there = set(
            zip(animals["species"], animals["account"], animals["draw"].astype(int), strict=True)
        )
        if not wanted <= there:
            species, account, draw = min(wanted - there)
            raise InputError(
                f"trained: lacks {species} under {account} in draw {draw}: must be the animals of "
                "the sheet's runs, all of them."
            )
    if len(trained) != len(runs) or any(
        each.training != trained[0].training for each in trained[1:]
    ):
        raise InputError("trained: must be one for each age of the sheet, of the same training.")


def _as_units(animals: pd.DataFrame, species: str) -> pd.DataFrame:
    """Return animals that were trained as units are told of: by the act that was answered."""
    rows = animals[(animals["arm"] == RETRAINED) & (animals["species"] == species)]
    return rows.assign(
        replicate=rows["draw"], group=0, own=rows["answered"], other=rows["answered_other"]
    )


def recorded_at(plan: Plan, species: str) -> str:
    """Return when animals of a species are recorded, on an absolute clock.

    Parameters
    ----------
    plan : Plan
        The run.
    species : str
        One of its profiles.

    Returns
    -------
    str
        For example ``at 91.3 days of age (maturity)``.
    """
    if plan.age != MATURITY:
        return plan.when
    profile = plan.profile(species)
    days = own_horizon(profile)
    if begins_adult(profile):
        what = "since emergence, the end of a worker's life"
    else:
        grown = profile.life_history.maturity.value * DAYS_PER_YEAR
        what = "maturity" if days >= grown * (1 - 1e-12) else "two years, before maturity"
    return f"at {days:.4g} days of age ({what})"
