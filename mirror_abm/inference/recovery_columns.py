"""What every column of the tables of ``recover`` is, as :mod:`mirror_abm.simulation.codebook`."""

from __future__ import annotations

import pandas as pd

#: "column" or "table.column" -> unit, meaning
COLUMNS: dict[str, tuple[str, str]] = {
    "design": ("", "how many studies, or record: those that are on record"),
    "inference": ("", "what infers: other draws than the truth's, or draws of other priors"),
    "method": ("", "plug-in: the mean over draws; tempered: at the fitted temperature"),
    "worlds": ("worlds", "how many were simulated"),
    "sure": ("worlds", "in which the largest posterior is .95 or more"),
    "reached": ("share", "of worlds that reached .95"),
    "said": ("probability", "mean of the largest posterior; in scores, from .95 on"),
    "right": ("share", "of these worlds in which that account is true; empty for fewer than 30"),
    "low": ("", "lower end of the 90 % interval, a bootstrap over draws"),
    "high": ("", "upper end of the 90 % interval"),
    "calibration_error": ("probability", "mean over worlds of |right - said| of ten bins"),
    "log_score": ("nats", "mean of the logarithm of the posterior of the truth"),
    "log_low": ("nats", "lower end of its 90 % interval"),
    "log_high": ("nats", "upper end of its 90 % interval"),
    "nothing": ("nats", "log score of all accounts alike"),
    "classes": ("", "accounts that the design does not part: those of which there are several"),
    "number": ("classes", "how many there are, single accounts among them"),
    "excluded": ("share", "of worlds in which the true account is below .05"),
    "b": ("", "power of the likelihood of all species in one draw, mean over folds; 1: plug-in"),
    "c": ("", "power of the likelihood of each species in draws of its own; 0: plug-in"),
    "power": ("", "inner power of the draws, mean over folds; less than 1 widens them"),
    "draws": ("draws", "in all, those of the truth included"),
    "unit_of_replication": ("", "what intervals are taken over"),
    "begin": ("probability", "least of the largest posterior in the bin"),
    "end": ("probability", "greatest of the largest posterior in the bin"),
    "truth": ("", "the account that made the worlds"),
    "account": ("", "the account that is judged"),
    "posterior": ("probability", "its mean where the other is true"),
    "first": ("share", "of these worlds in which its posterior is the largest"),
    "other": ("", "the account that it is told from"),
    "gain": ("bits", "mean log score of the posterior of the two over even odds; 1: told apart"),
    "parted": ("", "whether the gain is 0.1 bits or more, and above 0 for certain"),
    "kind": ("", "place: of the truth within the posterior; order: of the truth among accounts"),
    "bin": ("", "tenth of the place, or rank"),
    "share": ("share", "of worlds"),
    "expected": ("share", "of worlds if the posterior is calibrated"),
    "prior": ("", "prior on rates that the truth is under"),
    "goal": ("", "what is asked of a calibrated posterior"),
    "aim": ("", "how much"),
    "found": ("", "what came out"),
    "met": ("", "yes, no, or too few worlds to tell"),
}


def columns_of(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return what every column of the tables is.

    Parameters
    ----------
    tables : dict of str to pandas.DataFrame
        Tables of a recovery by name.

    Returns
    -------
    pandas.DataFrame
        One row per column: ``table``, ``column``, ``unit``, ``meaning``.
    """
    rows = [(name, column, *COLUMNS[column]) for name, table in tables.items() for column in table]
    return pd.DataFrame(rows, columns=["table", "column", "unit", "meaning"])
