"""The calibrated constants: draws of them, and how likely the facts that calibrate are in each.

``calibration.json`` is made by ``mirror-abm calibrate`` (:mod:`mirror_abm.laboratory.calibration`)
and holds, for a number of draws of the constants from their ranges (and of what accounts leave
open), under each account, the chance that a study finds what is known (:mod:`..laboratory.facts`).
These are importance weights on common draws: under account a, with the facts f that speak about
it::

    w_a(n) = prod_f L_f(a, n) / sum_m prod_f L_f(a, m)

Each account's weights sum to 1, so the facts are evidence for no account. Under account a a
replicate has the draw that lies at its quantile u of these weights, the draws being put in order of
how fast ordinary life teaches, ``alpha incidental_salience``. u is the same under all accounts, so
that what differs between two of them is, as far as can be, the accounts and not the draw. Under one
that is not calibrated it lies at u of the mean of the weights of all that are. What an animal
becomes under an account therefore depends on no rival beside it, and all replicates count alike.

From the draw (the constant ``calibrated``) come the constants whose ``basis`` is ``calibrated``,
all together, and what accounts leave open; the others, of which the facts say little, were drawn
with them and are averaged over: a replicate draws its own.
"""

from __future__ import annotations

import bisect
import itertools
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from ..base.brief import brief
from ..base.errors import InputError
from ..base.files import read_text
from ..base.seeds import quantile
from .declared import ranges_of_constants, value_at

#: where the calibration that is used stands
FILE = Path(__file__).with_suffix(".json")
#: largest chance of a fact over all draws of an account, below which it says nothing about them
SPEAKS = 0.1
#: constants whose product is how fast ordinary life teaches
PACE = ("alpha", "incidental_salience")


@dataclass(frozen=True, eq=False)
class Calibration:
    """Draws of the constants, and the chance of each fact in them.

    Attributes
    ----------
    seed : int
        Seed of the draws: draw n has the constants of replicate n of a run with this seed whose
        constants are drawn from their ranges.
    animals : int
        Animals that were simulated in each condition.
    chances : mapping
        Account -> fact -> one chance per draw.
    ranges : mapping of str to list of float
        Low, default and high of everything that was drawn, when it was made.
    made : str
        The command that makes it.
    version : str
        Release that it was made with.
    """

    seed: int
    animals: int
    chances: Mapping[str, Mapping[str, Sequence[float]]]
    ranges: Mapping[str, Sequence[float]]
    made: str
    version: str

    __repr__ = brief

    @property
    def draws(self) -> int:
        """How many draws there are."""
        return len(next(iter(next(iter(self.chances.values())).values())))

    @property
    def accounts(self) -> tuple[str, ...]:
        """The accounts whose constants are calibrated."""
        return tuple(self.chances)

    def speaks(self, account: str, fact: str) -> bool:
        """Return whether a fact says anything about the draws of an account.

        Parameters
        ----------
        account, fact : str
            Their names.

        Returns
        -------
        bool
            Not if no draw of the account gives the fact with a chance of ``SPEAKS`` or more: what
            an account cannot give at all is no reason to prefer some of its draws.
        """
        return max(self.chances[account][fact]) >= SPEAKS

    def weights(self, account: str) -> list[float]:
        """Return the weights of all draws under an account, w_a.

        Parameters
        ----------
        account : str
            Its name.

        Returns
        -------
        list of float
            They sum to 1.
        """
        return list(_weights(self, account))

    def common(self) -> list[float]:
        """Return the mean of the weights of all accounts.

        Returns
        -------
        list of float
            They sum to 1: the weights of draws under an account that is not calibrated.
        """
        return list(_weights(self, ""))

    def drawn(self, seed: int, replicate: int, account: str, covering: bool) -> int:
        """Return the number of the draw that a replicate has under an account.

        Parameters
        ----------
        seed, replicate : int
            They name the draw.
        account : str
            The account; any name that is not calibrated has the mean of those that are.
        covering : bool
            Whether each block of 20 replicates has one in each twentieth of the weights
            (:func:`mirror_abm.base.seeds.quantile`).

        Returns
        -------
        int
            From 1; 0 would be none.
        """
        order, sums = _by_pace(self, account if account in self.chances else "")
        u = quantile(seed, replicate, "calibration", covering=covering) * sums[-1]
        return order[min(bisect.bisect_right(sums, u), self.draws - 1)] + 1


@lru_cache(maxsize=64)
def _weights(made: Calibration, account: str) -> tuple[float, ...]:
    """Return the weights of the draws under an account, or the mean of all weights under ``""``.

    Where no fact speaks all draws weigh the same.
    """
    if not account:
        each = [_weights(made, name) for name in made.accounts]
        return tuple(math.fsum(parts) / len(each) for parts in zip(*each, strict=True))
    if account not in made.chances:
        raise InputError(
            f"calibration: {account} is not calibrated: must be one of {', '.join(made.accounts)}."
        )
    speaking = [
        chances for fact, chances in made.chances[account].items() if made.speaks(account, fact)
    ]
    products = [math.prod(each[n] for each in speaking) for n in range(made.draws)]
    whole = math.fsum(products)
    return tuple(each / whole for each in products)


@cache
def _paces(made: Calibration) -> tuple[int, ...]:
    """Return the draws from the slowest to the fastest in ordinary life."""
    products = [
        math.prod(value_at(name, quantile(made.seed, n, "constants", name)) for name in PACE)
        for n in range(made.draws)
    ]
    return tuple(sorted(range(made.draws), key=products.__getitem__))


@lru_cache(maxsize=64)
def _by_pace(made: Calibration, account: str) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """Return the draws from the slowest to the fastest, and the sums of their weights."""
    order, weights = _paces(made), _weights(made, account)
    return order, tuple(itertools.accumulate(weights[n] for n in order))


@cache
def calibration(file: Path = FILE) -> Calibration:
    """Return the calibration that a file holds.

    Parameters
    ----------
    file : pathlib.Path
        JSON, as ``mirror-abm calibrate`` writes it; that of the package if left out.

    Returns
    -------
    Calibration
        Read once.

    Raises
    ------
    InputError
        If it was made for other ranges of constants than those that are declared now: they would
        be drawn differently.
    """
    found = json.loads(read_text(file, 50_000_000))
    known = {each.name for each in fields(Calibration)}
    made = Calibration(**{name: value for name, value in found.items() if name in known})
    then = {name for name in made.ranges if "." not in name}
    _check(made, ranges_of_constants(), then, file.name)
    return made


def _check(
    made: Calibration, now: Mapping[str, Sequence[float]], then: Iterable[str], file: str
) -> None:
    """Refuse a calibration of other ranges than those that are declared now."""
    for name in sorted({*now, *then}):
        before, after = made.ranges.get(name), now.get(name)
        if before != after:
            raise InputError(
                f"{file}: was made with {name} in {_told(before)}, now {_told(after)}: make "
                f"it again with `{made.made}`, or draw constants from their ranges with "
                "--set constants.calibrated=0."
            )


def check_numbers(account: str, now: Mapping[str, Sequence[float]]) -> None:
    """Refuse the calibration where it was made for other ranges of what an account leaves open.

    Parameters
    ----------
    account : str
        An account; of one that is not calibrated anything may be drawn.
    now : mapping of str to sequence of float
        Low, default and high of its numbers, by name without the account's.

    Raises
    ------
    InputError
        If they are not those of the calibration.
    """
    made = calibration()
    if account in made.chances:
        then = {name for name in made.ranges if name.startswith(f"{account}.")}
        _check(made, {f"{account}.{name}": each for name, each in now.items()}, then, FILE.name)


def _told(given: Sequence[float] | None) -> str:
    """Return a range in words."""
    return "no range" if given is None else f"[{given[0]:g}, {given[2]:g}]"


class Address(NamedTuple):
    """Where the draw of the constants of a replicate lies among the random streams.

    Attributes
    ----------
    seed, replicate : int
        Of the run, or of the calibration where one of its draws is meant.
    covering : bool
        Whether replicates there cover the ranges evenly (:func:`mirror_abm.base.seeds.quantile`).
    """

    seed: int
    replicate: int
    covering: bool


def address(seed: int, replicate: int, covering: bool, fixed: Mapping[str, float]) -> Address:
    """Return the address of what is calibrated among the constants of a replicate.

    Parameters
    ----------
    seed, replicate : int
        Of the run.
    covering : bool
        Whether the replicates of the run cover the ranges evenly.
    fixed : mapping of str to float
        Constants that keep a value; ``calibrated`` is the number of a draw of the calibration.

    Returns
    -------
    Address
        Draws of the calibration cover the ranges, however many of them a run takes.

    Raises
    ------
    InputError
        If the calibration has no draw of this number.
    """
    number = int(fixed.get("calibrated", 0))
    if not number:
        return Address(seed, replicate, covering)
    made = calibration()
    if number > made.draws:
        raise InputError(
            f"constants.calibrated = {number}: must be the number of one of {made.draws} draws, or "
            "0 to draw constants from their ranges."
        )
    return Address(made.seed, number - 1, True)
