"""Training studies in the table of draws: what is recorded after counter-mirror training.

A training study reports how many units respond to the sight of the act that their own was made to
answer (:mod:`mirror_abm.laboratory.retraining`), beyond other acts. That is a cell of the table of
draws like any other, with ``re-trained`` in place of a rearing: an observation that can be
simulated, weighed beside counts of intact animals, and chosen as the next study.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .drawn import DIGITS, Drawn, arrays, origin_of, priors_of
from .planned import RETRAINED as ARM
from .planned import Trained
from .rivals import rivals

if TYPE_CHECKING:
    from ..simulation.archive import Run

#: trials of each act a day, and days, of a training that needs no telling
USUAL = (150, 3)


def arm_of(trials: int, days: int) -> str:
    """Return what the arm of animals is called that had this training.

    Parameters
    ----------
    trials, days : int
        Trials of each act a day, and days.

    Returns
    -------
    str
        ``re-trained``, with both in brackets where they are not the usual ones: studies with other
        trainings are other studies.
    """
    return ARM if (trials, days) == USUAL else f"{ARM} ({trials} x {days})"


def of_training(run: Run, found: Trained) -> Drawn:
    """Return the table of draws of training studies with the animals of a run.

    Parameters
    ----------
    run : Run
        A run of ``associative`` and a rival.
    found : Retrained
        What :func:`mirror_abm.retrain` returned of it.

    Returns
    -------
    Drawn
        One cell per species that was trained, with nothing on record; to be joined with that of
        the run (:mod:`.drawn_joined`).

    Raises
    ------
    InputError
        If the run cannot compare accounts.
    """
    accounts = rivals(run)
    animals = found.animals
    trained = animals[(animals["arm"] == ARM) & animals["account"].isin(accounts)]
    training = found.training
    shares = {
        "arm": arm_of(training.trials, training.days),
        "own": trained["answered"].round(DIGITS),
        "other": trained["answered_other"].fillna(0.0).round(DIGITS),
    }
    return Drawn(
        tuple(accounts),
        priors_of(run),
        arrays(trained.assign(**shares), accounts, run.plan.replicates),
        (),
        origin_of(run.plan),
    )
