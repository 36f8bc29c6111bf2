"""The bits of single studies where the record is taken as known: what each adds to the posterior.

The ranking of :mod:`.ranking` with the gain of :mod:`.gain` in place of mutual information under
accounts and draws that weigh alike: over all accounts as the posterior weighs them, and for each
rival against ``associative`` at even odds, with the draws that the record leaves to either. Mutual
information under the same weights stands beside it.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..base.means import kind_of_error
from ..base.progress import Advance
from .candidates import DESIGN
from .gain import gain_of_study
from .information import ALIKE, pseudo_values, standard_error
from .known import Known
from .ranking import ALL_ACCOUNTS, Bits, DesignKey, Z

_EVEN = np.array([0.5, 0.5])


def gains_of(
    made: dict[DesignKey, np.ndarray],
    whether: dict[DesignKey, np.ndarray],
    accounts: list[str],
    known: Known,
    flat: Bits,
    advance: Advance | None = None,
) -> Bits:
    """Return what every design adds, for each rival against the first account and over all.

    Parameters
    ----------
    made : dict
        Design -> P(outcome | account, draw), shape (account, draw, outcome).
    whether : dict
        The same of whether mirror units are found, and no more.
    accounts : list of str
        The accounts, ``associative`` first.
    known : Known
        What accounts and draws weigh.
    flat : Bits
        What each design tells if they weigh alike, for the classes that no design parts.
    advance : callable, optional
        Called after each design with how many are done, and the species of the last.

    Returns
    -------
    Bits
        With rows that also hold ``ideal``, mutual information; ``floor`` is 1.645 standard errors.
    """
    found = Bits([], {}, flat.apart, flat.noise)
    places = [known.place[name] for name in accounts]
    of = [places.index(number) for number in range(len(known.names))]
    for number, (key, chances) in enumerate(made.items()):
        every, only = chances[of], whether[key][of]
        for rival, at in zip(accounts[1:], places[1:], strict=True):
            both = [places[0], at]
            given = _EVEN, known.weights[both]
            _note(found, key, rival, (every[both], only[both]), given)
        _note(found, key, ALL_ACCOUNTS, (every, only), (known.prior, known.weights))
        if advance:
            advance(number + 1, key[0])
    return found


def _note(
    found: Bits,
    key: DesignKey,
    comparison: str,
    chances: tuple[np.ndarray, np.ndarray],
    given: tuple[np.ndarray, np.ndarray],
) -> None:
    """Add what one design adds in one comparison."""
    each, only = (gain_of_study(one, *given).per_draw for one in chances)
    bits, error = float(each.mean()), standard_error(each)
    found.per_draw[(*key, comparison)] = each
    row: dict[str, Any] = dict(zip(DESIGN, key, strict=True)) | {"comparison": comparison}
    row |= {"bits": bits, "low": bits - Z * error, "high": bits + Z * error, "mc_error": error}
    row |= {"mc_error_is": kind_of_error(len(each)), "floor": Z * error}
    row |= {"above_floor": bits > Z * error + ALIKE, "bits_found": float(only.mean())}
    row["ideal"] = float(pseudo_values(chances[0], *given).mean())
    found.rows.append(row)
