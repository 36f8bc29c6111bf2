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
from .rivals import rivals

if TYPE_CHECKING:
    import pandas as pd

    from ..simulation.archive import Run


def of_training(run: Run, animals: pd.DataFrame) -> Drawn:
    """Return the table of draws of training studies with the animals of a run.

    Parameters
    ----------
    run : Run
        A run of ``associative`` and a rival.
    animals : pandas.DataFrame
        The table ``animals`` of :func:`mirror_abm.retrain`.

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
    trained = animals[(animals["arm"] == ARM) & animals["account"].isin(accounts)]
    shares = {
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
