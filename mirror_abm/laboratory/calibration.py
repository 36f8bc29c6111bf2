"""Constants calibrated: facts simulated on common draws, and what they leave of the ranges.

Draw by draw and account by account each fact of :mod:`.facts` is simulated with its own protocol,
and its likelihood taken (:mod:`.likelihoods`). The result is a file that
:mod:`mirror_abm.animal.calibration` reads. Work is kept task by task: an interrupted calibration
goes on where it stopped, and one of more draws begins with what there is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any, NamedTuple

import pandas as pd

from ..animal.calibration import Calibration
from ..animal.constant_values import draw_constants
from ..animal.constants import describe
from ..animal.declaration import CALIBRATED
from ..animal.declared import ranges
from ..base.brief import brief
from ..base.means import effective
from ..base.ranges import LEVEL
from ..base.seeds import quantile
from ..version import VERSION
from .facts import FACTS, SAYS
from .likelihoods import LIKELIHOOD

#: draws and animals that the calibration of the package has
DRAWS, ANIMALS = 200, 4


class Calibrated(NamedTuple):
    """A calibration, and what it says.

    Attributes
    ----------
    made : Calibration
        Draws and chances, as they are written to the file.
    facts : pandas.DataFrame
        One row per account and fact: ``speaks``; ``chance``, its mean over the draws, and
        ``largest``; ``ruled_out``, the share of draws with less than a twentieth of the largest;
        ``effective_draws`` by this fact alone (all, where it is silent).
    constants : pandas.DataFrame
        One row per account and calibrated constant, and for the accounts in equal parts (``all``):
        median and 90 % range before and after (``prior_``, ``posterior_``), ``unit``, how it is
        ``drawn``, and ``shift``, how far the mean moved in the ranks of the prior, from -0.5 to
        0.5.
    accounts : pandas.DataFrame
        One row per account: ``draws``, and ``effective_draws`` by all facts.
    """

    made: Calibration
    facts: pd.DataFrame
    constants: pd.DataFrame
    accounts: pd.DataFrame

    def __repr__(self) -> str:
        return brief(self)


def calibrated(values: pd.DataFrame, animals: int, seed: int, made: str) -> Calibrated:
    """Return the calibration that simulated animals make.

    Parameters
    ----------
    values : pandas.DataFrame
        Columns fact, account, draw, condition, replicate, value.
    animals, seed : int
        Animals in each condition, seed of the draws.
    made : str
        The command.

    Returns
    -------
    Calibrated
        With its tables.
    """
    found = {
        key: LIKELIHOOD[key[1]](part)
        for key, part in values.groupby(["account", "fact", "draw"], sort=False)
    }
    accounts, draws = list(dict.fromkeys(values["account"])), values["draw"].nunique()
    chances = {
        account: {
            fact: [float(f"{found[account, fact, draw]:.5g}") for draw in range(draws)]
            for fact in FACTS
        }
        for account in accounts
    }
    return tables_of(Calibration(seed, animals, chances, ranges(), made, VERSION))


def tables_of(made: Calibration) -> Calibrated:
    """Return a calibration with its tables.

    Parameters
    ----------
    made : Calibration
        Such as that of the package.

    Returns
    -------
    Calibrated
        What it says of facts, constants and accounts.
    """
    weights = {name: made.weights(name) for name in made.accounts}
    return Calibrated(made, _facts(made), _constants(made, weights), _accounts(made, weights))


def _facts(made: Calibration) -> pd.DataFrame:
    """Return the table ``facts``."""
    rows = []
    for account, by_fact in made.chances.items():
        for fact, chances in by_fact.items():
            speaks, largest = made.speaks(account, fact), max(chances)
            out = sum(each < largest / 20 for each in chances) / made.draws if speaks else 0.0
            left = effective(chances) if speaks else float(made.draws)
            mean = sum(chances) / made.draws
            rows.append((account, fact, SAYS[fact], speaks, mean, largest, out, left))
    names = ["account", "fact", "says", "speaks", "chance", "largest", "ruled_out"]
    return pd.DataFrame(rows, columns=[*names, "effective_draws"])


def drawn_values(made: Calibration) -> pd.DataFrame:
    """Return the calibrated constants of all draws of a calibration.

    Parameters
    ----------
    made : Calibration
        Its seed and draws.

    Returns
    -------
    pandas.DataFrame
        One row per draw, one column per constant that is drawn and taken from the calibration.
    """
    names = [
        name
        for name, item in describe().items()
        if name in made.ranges and item.metadata["basis"] == CALIBRATED
    ]
    rows = [draw_constants(made.seed, n) for n in range(made.draws)]
    return pd.DataFrame([{name: getattr(row, name) for name in names} for row in rows])


def _constants(made: Calibration, weights: Mapping[str, list[float]]) -> pd.DataFrame:
    """Return the table ``constants``."""
    drawn = drawn_values(made)
    both = {**weights, "all": made.common()}
    low, high = (1 - LEVEL) / 2, (1 + LEVEL) / 2
    even = [1 / made.draws] * made.draws
    scale = {
        name: (item.metadata["unit"], item.metadata["drawn"]) for name, item in describe().items()
    }
    rows = []
    for name, values in drawn.items():
        ranks = [quantile(made.seed, n, "constants", str(name)) for n in range(made.draws)]
        before = [_at(values, even, level) for level in (low, 0.5, high)]
        for account, each in both.items():
            after = [_at(values, each, level) for level in (low, 0.5, high)]
            shift = sum(w * u for w, u in zip(each, ranks, strict=True)) - 0.5
            rows.append((account, name, *scale[name], *before, *after, shift, made.draws))
    ends = ["low", "median", "high"]
    columns = [f"{when}_{end}" for when in ("prior", "posterior") for end in ends]
    names = ["account", "constant", "unit", "drawn", *columns, "shift", "draws"]
    return pd.DataFrame(rows, columns=names)


def _at(values: pd.Series, weights: Sequence[float], level: float) -> float:
    """Return the smallest value up to which the weights add up to ``level``."""
    order = values.argsort(kind="stable")
    sums = pd.Series(weights).iloc[order].cumsum().to_numpy()
    place = min(int((sums < level * sums[-1] - 1e-12).sum()), len(values) - 1)
    return float(values.iloc[order.iloc[place]])


def _accounts(made: Calibration, weights: Mapping[str, list[float]]) -> pd.DataFrame:
    """Return the table ``accounts``."""
    rows = [(name, made.draws, effective(each)) for name, each in weights.items()]
    return pd.DataFrame(rows, columns=["account", "draws", "effective_draws"])


def as_json(made: Calibration, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return a calibration as plain values, for its file.

    Parameters
    ----------
    made : Calibration
        The calibration.
    facts : mapping
        What is said of each fact: its sentence and citation.

    Returns
    -------
    dict
        What :func:`calibration` reads.
    """
    return {"facts": dict(facts)} | {
        each.name: getattr(made, each.name) for each in fields(Calibration)
    }
