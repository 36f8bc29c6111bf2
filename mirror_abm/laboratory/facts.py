"""The facts that calibrate: what is simulated of each, and how likely its result is in a draw.

Three results are taken as facts about animals, whichever account is right, and their experiments
(``CALIBRATES``) test no account:

``heyes_2005``
    A few hundred trials of counter-training abolish automatic imitation and do not reverse it,
    while compatible training leaves it. The number of trials is not known: a half, one and two
    times the number of the file are equally likely.
``gallese_1996``
    A minority of units in F5, 92 of 532, are mirror neurons; more are broadly than strictly
    congruent, and more strictly than not at all.
``festante_2018``
    The newborn macaque's motor response to grasping is greater in the second week than in the
    first.

A study is published with its result if it finds it; so a fact's likelihood in a draw is the chance
that a study of animals like those of the draw finds it.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import NamedTuple

import pandas as pd

from ..base.brief import brief
from ..experiments.contract import Phase
from .board import measure_cohort
from .cohort import Cohort
from .experiment import Experiment, load

#: multiples of the number of trials of heyes_2005, all equally likely
DOSES = (0.5, 1.0, 2.0)
#: the experiments of the facts, in the order in which they are simulated
FACTS = ("heyes_2005", "gallese_1996", "festante_2018")
#: what each fact says
SAYS = {
    "heyes_2005": "a few hundred counter-trials abolish automatic imitation, and do not reverse it",
    "gallese_1996": "92 of 532 units mirror; more broadly than strictly, more strictly than not",
    "festante_2018": "newborn macaques respond more to grasping in the second week",
}
#: what is kept of an animal
VALUES = ["fact", "account", "draw", "condition", "replicate", "value"]


class FactTask(NamedTuple):
    """What one process does at a time: one fact under one account, in one draw.

    Attributes
    ----------
    fact : str
        Its experiment.
    account : str
        The account.
    draw, animals, seed : int
        Number of the draw of the uncertain numbers; animals in each condition; seed of the draws.
    """

    fact: str
    account: str
    draw: int
    animals: int
    seed: int

    def __repr__(self) -> str:
        return brief(self)


def protocol(fact: str) -> Experiment:
    """Return the experiment of a fact as it is simulated.

    Parameters
    ----------
    fact : str
        One of ``FACTS``.

    Returns
    -------
    Experiment
        Of heyes_2005, with each kind of training at every dose; of gallese_1996, with the number of
        units that were recorded beside the shares of each kind.
    """
    experiment = load(fact)
    if fact == "heyes_2005":
        return _by_dose(experiment)
    if fact == "gallese_1996":
        return _counted(experiment)
    return experiment


def _by_dose(experiment: Experiment) -> Experiment:
    """Return an experiment whose training comes in every dose: ``compatible x 0.5``, ..."""
    conditions = {"untrained": experiment.conditions["untrained"]}
    for name, dose in product(("compatible", "incompatible"), DOSES):
        rearing, phases = experiment.conditions[name]
        conditions[dosed(name, dose)] = (rearing, tuple(_times(phase, dose) for phase in phases))
    return replace(experiment, conditions=conditions)


def dosed(condition: str, dose: float) -> str:
    """Return what a condition is called at a dose.

    Parameters
    ----------
    condition : str
        Its name in the file.
    dose : float
        Multiple of the trials of the file.

    Returns
    -------
    str
        As in ``compatible x 0.5``.
    """
    return f"{condition} x {dose:g}"


def _times(phase: Phase, dose: float) -> Phase:
    """Return a phase with a multiple of its trials."""
    trials = (replace(one, times=round(one.times * dose)) for one in phase.trials)
    return replace(phase, trials=tuple(trials))


def _counted(experiment: Experiment) -> Experiment:
    """Return gallese_1996 with one read-out more: ``units``, how many were recorded."""

    def measure(subject):  # type: ignore[no-untyped-def]
        return experiment.measure(subject) | {"units": float(len(subject.single_units()))}

    return replace(experiment, readouts=(*experiment.readouts, "units"), measure=measure)


def work(task: FactTask) -> pd.DataFrame:
    """Simulate one fact under one account, in one draw.

    Parameters
    ----------
    task : FactTask
        Which.

    Returns
    -------
    pandas.DataFrame
        One row per animal and condition (and read-out), with the columns ``VALUES``.
    """
    experiment = protocol(task.fact)
    cohort = Cohort(experiment.species, task.account, None, task.seed, task.draw, task.animals)
    table = measure_cohort(experiment, cohort)
    return table.assign(fact=task.fact)[VALUES]
