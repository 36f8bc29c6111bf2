"""Sums of a posterior: over accounts that are not parted, and over those that learn it all.

Two accounts are parted if, in simulated worlds in which one of the two is true, the posterior of
the two tells which better than even odds do, by a tenth of a bit or more. Accounts that are not
parted, directly or over others, are one class, and only the sum of a class is worth a number. A
sum is told where it lies on the same side of its prior under every prior on rates and every
assumption on publication.
"""

from __future__ import annotations

import pandas as pd

from ..base.ranges import ends
from ..base.shelf import accounts
from .drawn import Drawn
from .tempered import Tempered

#: the accounts of which no system of mirror neurons is inherited
LEARNED = "nothing inherited"


def learning(name: str) -> bool:
    """Return whether an account supposes nothing inherited.

    Parameters
    ----------
    name : str
        An account; one that the shelf does not hold supposes what it likes, and counts as such.

    Returns
    -------
    bool
        Whether no tree is asked who carries a system of mirror neurons.
    """
    return name in accounts.names and not accounts.load(name).INHERITED


def sums_of(whole: Tempered, grid: pd.DataFrame, member: dict[str, str]) -> pd.DataFrame:
    """Return the posterior of accounts together.

    Parameters
    ----------
    whole : Tempered
        The posterior.
    grid : pandas.DataFrame
        As :func:`mirror_abm.inference.tempered.over_assumptions` returns it.
    member : dict of str to str
        The class of each account.

    Returns
    -------
    pandas.DataFrame
        One row per sum: ``sum``, its ``accounts``, ``posterior`` with ``low`` and ``high`` (90 %,
        bootstrap over draws), ``least`` and ``most`` over the grid, ``prior``, ``told``.
    """
    names = list(whole.drawn.accounts)
    groups = {LEARNED: [name for name in names if learning(name)]}
    for key in dict.fromkeys(member.values()):
        groups[key] = [name for name in names if member[name] == key]
    cells = grid.pivot_table(index=["prior", "published"], columns="account", values="posterior")
    rows = []
    for key, members in groups.items():
        if not 0 < len(members) < len(names) or (key != LEARNED and len(members) == 1):
            continue
        at = [names.index(name) for name in members]
        here, prior = float(whole.here[at].sum()), len(at) / len(names)
        over = cells[members].sum(axis=1)
        low, high = ends(whole.resampled[:, at].sum(axis=1))
        told = len({bool(each > prior) for each in (here, *over)}) == 1
        bounds = float(low), float(high), float(over.min()), float(over.max())
        rows.append((key, ", ".join(members), here, *bounds, prior, told))
    columns = ["sum", "accounts", "posterior", "low", "high", "least", "most", "prior", "told"]
    return pd.DataFrame(rows, columns=columns)


def told_of_twins(table: pd.DataFrame, drawn: Drawn) -> pd.DataFrame:
    """Return a table of accounts with those that were entered twice, each with its share.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per account that predicts something of its own.
    drawn : Drawn
        The table of draws, with all accounts.

    Returns
    -------
    pandas.DataFrame
        One row per account of ``drawn``, in its order.
    """
    twin = drawn.twins()
    count = pd.Series(list(twin.values())).value_counts()
    rows = table.set_index("account").loc[list(twin.values())].reset_index()
    for name in ("posterior", "low", "high", "least", "most", "plug_in"):
        rows[name] /= rows["account"].map(count).to_numpy()
    return rows.assign(account=list(twin))
