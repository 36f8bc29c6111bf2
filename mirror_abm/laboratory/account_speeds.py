"""How fast the animals of each account acquire, where that ends, and how strong a drive can be."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ..base.shelf import accounts
from ..conditioning.acquisition_rate import speeds
from ..engine.setup import Setup

SPECIES = "macaca_mulatta"  #: whose experience decides what depends on it


def accounts_by(rules: Sequence[str]) -> list[str]:
    """Return the accounts whose animals learn by one of some rules.

    Parameters
    ----------
    rules : sequence of str
        Learning rules.

    Returns
    -------
    list of str
        Names of the shelf ``accounts``, in its order.
    """
    return [name for name in accounts.names if accounts.load(name).RULE in rules]


def account_speeds(names: Sequence[str] | None = None, species: str = SPECIES) -> pd.DataFrame:
    """Return the speed of each account, at the medians of a species and in carriers.

    Parameters
    ----------
    names : sequence of str, optional
        Accounts; all if none is given.
    species : str
        Name of a species file: under some accounts its experience sets how fast animals learn.

    Returns
    -------
    DataFrame
        One row per account: account; rule; at_birth, weight of a matching synapse; plasticity at
        birth; half_life in trials of the laboratory, which plasticity shortens (matched synapses);
        asymptote of a cue in its context; largest_drive, of all units of one act together, before
        it saturates at execution, 1.
    """
    rows = []
    for name in names or accounts.names:
        setup = Setup.of(species, name, point=True, carrier=True)
        fast = setup.birth.plasticity
        found = speeds([setup.rule], setup.constants).iloc[0]
        units, born = setup.constants.units_per_action, setup.birth.at_birth("visual")
        learns = setup.learning.rule.PLASTIC
        rows.append(
            (
                name,
                setup.rule,
                born,
                fast,
                found["half_life"] / fast,
                found["asymptote"] if learns else born,
                found["largest_drive"] if learns else units * born,
            )
        )
    columns = ["account", "rule", "at_birth", "plasticity", "half_life", "asymptote"]
    return pd.DataFrame(rows, columns=[*columns, "largest_drive"])
