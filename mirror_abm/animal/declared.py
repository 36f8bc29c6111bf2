"""All that is drawn: the numbers that accounts leave open, and the ranges of the constants."""

from __future__ import annotations

from ..accounts.contract import Open
from ..base.shelf import accounts
from .constants import Constants, describe


def declared() -> dict[str, Open]:
    """Return the numbers of all accounts on the shelf.

    Returns
    -------
    dict of str to Open
        By name, ``ACCOUNT.NUMBER``.
    """
    return {
        f"{name}.{number}": item
        for name in accounts.names
        for number, item in accounts.load(name).NUMBERS.items()
    }


def ranges() -> dict[str, list[float]]:
    """Return low, default and high of all constants, and numbers of accounts, that are drawn.

    Returns
    -------
    dict of str to list of float
        By name.
    """
    own = {
        name: [item.metadata["low"], float(getattr(Constants, name)), item.metadata["high"]]
        for name, item in describe().items()
        if item.metadata["low"] < item.metadata["high"]
    }
    return own | {name: [item.low, item.default, item.high] for name, item in declared().items()}
