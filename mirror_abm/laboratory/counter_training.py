"""Counter-mirror training: what it consists of, and which animals can have it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..accounts.contract import BASELINES
from ..base.brief import brief
from ..base.checks import whole
from ..base.errors import InputError
from ..experiments.contract import Phase, phase, sight, trial
from ..simulation.plan import Plan

#: trials of each act a day, as assumed for Catmur et al. (2007), and days, each ended by a night
TRIALS, DAYS = 150, 3


class Training(NamedTuple):
    """Counter-mirror training.

    Attributes
    ----------
    trials : int
        Trials of each act a day.
    days : int
        Days of it, each ended by a night.
    """

    trials: int = TRIALS
    days: int = DAYS

    def phases(self, shown: Mapping[str, str]) -> tuple[Phase, ...]:
        """Return the phases of the training.

        Parameters
        ----------
        shown : mapping of str to str
            Act that is done -> act that is seen before it.

        Returns
        -------
        tuple of Phase
            One a day.
        """
        trials = [trial(self.trials, see=sight(seen), do=done) for done, seen in shown.items()]
        return (phase(*trials, nights=1),) * self.days

    def __repr__(self) -> str:
        return brief(self)


def checked_training(plan: Plan, trials: int, days: int) -> Training:
    """Return a training, if the animals of a plan can have it; nothing is simulated.

    Parameters
    ----------
    plan : Plan
        The run, made or not.
    trials, days : int
        Trials of each act a day, and days.

    Returns
    -------
    Training
        The training.

    Raises
    ------
    InputError
        For numbers that are none, animals without some source or of the permuted world, or a run
        of baselines alone.
    """
    training = Training(whole("trials", trials, 1, 100_000), whole("days", days, 1, 1_000))
    if set(plan.accounts) <= {*BASELINES}:
        raise InputError(
            f"run {plan.id}: accounts = {', '.join(plan.accounts)}: must hold an account of the "
            "origin of mirror neurons: nothing is learned without one."
        )
    if plan.world != "normal" or () not in plan.arms:
        raise InputError(
            f"run {plan.id}: has no animals that grew up with all sources, in the normal world: "
            "only such are re-trained."
        )
    return training


def refuse_blind(plan: Plan, species: Sequence[str]) -> None:
    """Refuse species that do not see two acts of others.

    Parameters
    ----------
    plan : Plan
        The run.
    species : sequence of str
        Some of its species.

    Raises
    ------
    InputError
        For the first that does not.
    """
    for name in species:
        if not sees_two(plan, name):
            raise InputError(
                f"{name}: does not see two acts of others: no sight can be answered with another."
            )


def sees_two(plan: Plan, species: str) -> bool:
    """Return whether a species sees two acts of others or more.

    Parameters
    ----------
    plan : Plan
        The run.
    species : str
        One of its species.

    Returns
    -------
    bool
        Whether the sight of one act can be answered with another.
    """
    profile = plan.profile(species)
    return profile.sees and len(profile.actions) > 1
