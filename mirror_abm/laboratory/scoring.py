"""Scoring: from the values of animals to verdicts per draw, and from verdicts to the board.

Frame in, frame out: nothing here raises or trains an animal.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from ..accounts.contract import BASELINES
from ..base.shelf import accounts as account_shelf
from .claims import by_animal, judged
from .experiment import Experiment, load

#: share of draws from which a row counts as reproduced
REPRODUCED = 0.5
#: what a row of the board stands for
ROW = ["experiment", "account", "rule", "subjects"]


def verdicts(experiment: Experiment, table: pd.DataFrame) -> pd.DataFrame:
    """Return what each draw says of one experiment's published pattern.

    Parameters
    ----------
    experiment : Experiment
        Its claims are judged.
    table : pandas.DataFrame
        Its values, as :func:`mirror_abm.laboratory.board.measure_cohort` returns them.

    Returns
    -------
    pandas.DataFrame
        One row per account, rule, kind of subject and draw, with three flags: whether the row
        ``speaks``, whether the pattern was ``found`` (all claims hold), and whether it speaks
        ``against`` the pattern (at least one claim is contradicted, see
        :mod:`mirror_abm.laboratory.claims`). Neither found nor against is undecided.
    """
    keys = [*ROW, "draw"]
    rows = []
    for key, part in table.groupby(keys, sort=False):
        wide = by_animal(part)
        speaks, said = (
            [judged(claim, wide, experiment.negligible) for claim in claims]
            for claims in (experiment.speaks, experiment.pattern)
        )
        rows.append(
            (*key, set(speaks) <= {"holds"}, set(said) == {"holds"}, "contradicted" in said)
        )
    return pd.DataFrame(rows, columns=[*keys, "speaks", "found", "against"])


def judge(table: pd.DataFrame, folder: str | Path = "") -> pd.DataFrame:
    """Return the verdicts of a table that may hold several experiments.

    Parameters
    ----------
    table : pandas.DataFrame
        Values, as :func:`mirror_abm.experiment` returns them.
    folder : str or Path
        A folder of experiment files of one's own.

    Returns
    -------
    pandas.DataFrame
        As :func:`verdicts` returns it, one experiment after the other.
    """
    return pd.concat(
        [
            verdicts(load(str(name), folder), part)
            for name, part in table.groupby("experiment", sort=False)
        ],
        ignore_index=True,
    )


def scores(judgements: pd.DataFrame) -> pd.DataFrame:
    """Return the pass rate and the verdict of each row of the board.

    Parameters
    ----------
    judgements : pandas.DataFrame
        As :func:`verdicts` returns it.

    Returns
    -------
    pandas.DataFrame
        One row per experiment, account, rule and kind of subject: ``rate``, the share of draws
        with the published pattern among those that speak; ``verdict``; ``draws`` and ``spoke``,
        how many there were and how many of them spoke; ``against``, the share of those that
        contradict it.

    Notes
    -----
    The verdict is ``cannot speak`` if fewer than half of the draws speak, ``reproduced`` from a
    rate of 0.5, ``not`` if more than half of the draws are against, else ``undecided``.
    """
    rows = []
    for key, part in judgements.groupby(ROW, sort=False):
        spoke = part[part["speaks"]]
        rate, against = (
            float(spoke[name].mean()) if len(spoke) else float("nan")
            for name in ("found", "against")
        )
        verdict = (
            "cannot speak"
            if len(spoke) < len(part) / 2 or not len(spoke)
            else "reproduced"
            if rate >= REPRODUCED
            else "not"
            if against > 1 - REPRODUCED
            else "undecided"
        )
        rows.append((*key, rate, verdict, len(part), len(spoke), against))
    return pd.DataFrame(rows, columns=[*ROW, "rate", "verdict", "draws", "spoke", "against"])


def telling(scored: pd.DataFrame) -> dict[str, bool]:
    """Return which experiments tell accounts apart.

    Parameters
    ----------
    scored : pandas.DataFrame
        As :func:`scores` returns it.

    Returns
    -------
    dict of str to bool
        By experiment: whether its pattern is reproduced under one account, and contradicted under
        another, from subjects of the same kind. Baselines do not count.
    """
    rivals = scored[~scored["account"].isin(BASELINES)]
    return {
        str(name): any(
            {"reproduced", "not"} <= set(part["verdict"]) for _, part in rows.groupby("subjects")
        )
        for name, rows in rivals.groupby("experiment", sort=False)
    }


def named(table: pd.DataFrame) -> pd.Series:
    """Return what to call the account of each row.

    Parameters
    ----------
    table : pandas.DataFrame
        Columns account and rule.

    Returns
    -------
    pandas.Series
        The account, followed by the rule where that is not the account's own.
    """
    own = table["account"].map(lambda name: account_shelf.load(str(name)).RULE)
    return table["account"].where(
        table["rule"] == own, table["account"] + " (" + table["rule"] + ")"
    )
