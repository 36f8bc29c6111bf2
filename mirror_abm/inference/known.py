"""What is known before the next study: how much each account weighs, and each draw under it.

Where a table of draws carries a posterior (:mod:`.posterior`), the record is taken as known. An
account a weighs what its tempered posterior says, whether or not single accounts may be ranked by
it, and a draw r weighs under it what the tempered likelihood of the record leaves to it::

    P(a | record) = prior(a) L_i(a)^b M(a)^c / sum over accounts of the same
    v_ar = w_ar mean_s ( prod_o P_o(seen | a, r, s) )^(i b) / sum over draws of the same

with the temperatures b, c and i that were fitted: what says too much about accounts says too much
about draws. Where it carries none, accounts and draws weigh alike. Accounts that predict the same
in every draw are one account here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..base.brief import brief
from ..base.errors import InputError, unknown
from ..base.means import effective
from .drawn import Drawn
from .posterior import enough, why_no_ranking
from .tempered import PUBLICATION, Tempered

#: how accounts and draws are weighed
RECORD, ALIKE, GIVEN = "posterior", "alike", "given"


class Known(NamedTuple):
    """What is known before the next study.

    Attributes
    ----------
    names : tuple of str
        The accounts, each once.
    place : dict of str to int
        Account as it is called in the run -> its number in ``names``.
    prior : numpy.ndarray
        Weight of each of ``names``; they sum to 1.
    weights : numpy.ndarray
        Weight of each draw under each of them, shape (account, draw); rows sum to 1.
    of_accounts, of_draws : str
        Where these come from: ``posterior``, ``alike``, or ``given``.
    why : str
        Why there is no posterior, or why single accounts are not ranked by it; empty if they are.
    """

    names: tuple[str, ...]
    place: dict[str, int]
    prior: np.ndarray
    weights: np.ndarray
    of_accounts: str
    of_draws: str
    why: str

    def __repr__(self) -> str:
        return brief(self)

    @property
    def carried(self) -> bool:
        """Whether the record is taken as known."""
        return self.of_draws == RECORD

    @property
    def effective(self) -> np.ndarray:
        """How many draws of equal weight tell as much, under each account."""
        return np.asarray(effective(self.weights))

    @property
    def table(self) -> pd.DataFrame:
        """One row per account of the run: what it and its draws weigh."""
        rows = []
        for name, at in self.place.items():
            same = [other for other, where in self.place.items() if where == at]
            twins = ", ".join(other for other in same if other != name)
            rows.append((name, self.prior[at] / len(same), twins, self.effective[at]))
        table = pd.DataFrame(rows, columns=["account", "weight", "same_as", "effective_draws"])
        table["weight_is"], table["draws"] = self.of_accounts, self.weights.shape[1]
        return table.assign(unit_of_replication="draw")

    def given(self, prior: Mapping[str, float]) -> Known:
        """Return the same with accounts weighed by hand; draws stay.

        Parameters
        ----------
        prior : mapping of str to float
            Weight of each account of the run, relative to 1, which those have that are left out;
            of accounts that predict the same, weights are added up.

        Returns
        -------
        Known
            With these weights.

        Raises
        ------
        InputError
            If an account is none of the run's, or fewer than two weigh more than 0.
        """
        if not prior:
            return self
        each = weighed(list(self.place), prior)
        found = np.bincount(list(self.place.values()), weights=each, minlength=len(self.names))
        return self._replace(prior=found, of_accounts=GIVEN)


def known_of(drawn: Drawn, seed: int = 0, whose: str = "the run", ranked: bool = True) -> Known:
    """Return what a table of draws and the record in it make known.

    Parameters
    ----------
    drawn : Drawn
        The table of draws.
    seed : int
        Seed of the worlds on which temperatures are fitted.
    whose : str
        What the draws are called in the sentence that says why there is no posterior.
    ranked : bool
        Whether it is looked up why single accounts are not ranked by it, which takes a while.

    Returns
    -------
    Known
        By the posterior where there is one.
    """
    once, twins = drawn.distinct(), drawn.twins()
    place = {name: once.accounts.index(twins[name]) for name in drawn.accounts}
    why = _none(once, whose)
    if why:
        count = len(once.accounts)
        alike = np.full((count, drawn.draws), 1 / drawn.draws)
        return Known(once.accounts, place, np.full(count, 1 / count), alike, ALIKE, ALIKE, why)
    whole = Tempered(once, once.records, PUBLICATION, seed)
    power = whole.temperature.power * min(1.0, whole.temperature.b)
    left = whole.design.weights * whole.design.per_draw(whole.seen, power)[0]
    weights = left / left.sum(axis=1, keepdims=True)
    why = why_no_ranking(whole) if ranked else ""
    return Known(once.accounts, place, whole.here, weights, RECORD, RECORD, why)


def _none(once: Drawn, whose: str) -> str:
    """Return why a table of draws, each account once, carries no posterior; empty if it does."""
    try:
        enough(once.priors, whose)
    except InputError as error:
        return str(error)
    if not once.records:
        return "no posterior: nothing that is weighed is on record."
    return "" if len(once.accounts) > 1 else "no posterior: all accounts predict the same."


def weighed(accounts: list[str], prior: Mapping[str, float] | None) -> np.ndarray:
    """Return the weight of each account, summing to 1.

    Parameters
    ----------
    accounts : list of str
        The accounts.
    prior : mapping of str to float, optional
        Weight of an account, relative to 1, which those have that are left out.

    Returns
    -------
    numpy.ndarray
        Of each account.

    Raises
    ------
    InputError
        If a name is none of the accounts, a weight is no number from 0, or fewer than two accounts
        weigh more than 0.
    """
    given = dict(prior or {})
    for name, weight in given.items():
        if name not in accounts:
            raise unknown("prior", name, accounts)
        if isinstance(weight, bool) or not (
            isinstance(weight, (int, float)) and 0 <= weight < np.inf
        ):
            raise InputError(f"prior {name} = {weight!r}: must be a number, 0 or more.")
    found = np.array([float(given.get(name, 1.0)) for name in accounts])
    if (found > 0).sum() < 2:
        raise InputError(
            f"prior = {given}: must give at least two of {', '.join(accounts)} more than 0."
        )
    found /= found.max()  # their sum may be too large a number
    weights: np.ndarray = found / found.sum()
    return weights
