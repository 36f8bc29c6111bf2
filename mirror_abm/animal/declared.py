"""All that is drawn: the numbers that accounts leave open, and the ranges of the constants."""

from __future__ import annotations

from ..accounts.contract import Open
from ..base.shelf import accounts
from ..profile.quantity import draw_between
from .constants import Constants, describe
from .declaration import LOG_UNIFORM


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
    return ranges_of_constants() | {name: range_of(item) for name, item in declared().items()}


def ranges_of_constants() -> dict[str, list[float]]:
    """Return low, default and high of all constants that are drawn.

    Returns
    -------
    dict of str to list of float
        By name; no account is looked into.
    """
    return {
        name: [item.metadata["low"], float(getattr(Constants, name)), item.metadata["high"]]
        for name, item in describe().items()
        if item.metadata["low"] < item.metadata["high"]
    }


def range_of(item: Open) -> list[float]:
    """Return low, default and high of a number that an account leaves open.

    Parameters
    ----------
    item : Open
        As the account declares it.

    Returns
    -------
    list of float
        Three numbers.
    """
    return [item.low, item.default, item.high]


def value_at(name: str, u: float) -> float:
    """Return the value of a constant at a quantile of the distribution that it is drawn from.

    Parameters
    ----------
    name : str
        A constant that has a range.
    u : float
        The quantile, in [0, 1).

    Returns
    -------
    float
        Uniform between low and high, or log-uniform, as it was declared.
    """
    item = describe()[name].metadata
    return draw_between(
        u,
        getattr(Constants, name),
        item["low"],
        item["high"],
        logarithmic=item["drawn"] == LOG_UNIFORM,
    )
