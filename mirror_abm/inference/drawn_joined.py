"""Tables of draws of several runs, such as one of each rearing, as one table.

Draw r of one run is draw r of another where both draw the same: constants and rates are drawn by
seed, replicate and name alone. Then what one run knows of some species and rearings, and another of
others, is one table, and a posterior, its proof and a programme of studies can be had of all of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ..base.errors import InputError
from .drawn import Cell, Drawn
from .observations import Recorded


def joined(tables: Sequence[Drawn], names: Sequence[str]) -> Drawn:
    """Return several tables of draws as one.

    Parameters
    ----------
    tables : sequence of Drawn
        One or more, with the same accounts and the same draws.
    names : sequence of str
        What each is called in a refusal.

    Returns
    -------
    Drawn
        The cells of all, and what is on record in any; what two of them hold is there once.

    Raises
    ------
    InputError
        If accounts or draws differ, or if two tables tell different things of one cell.
    """
    first, whole = tables[0], dict(tables[0].cells)
    if len(tables) == 1:
        return first
    records: dict[tuple[str, str, str], Recorded] = {_key(each): each for each in first.records}
    for table, name in zip(tables[1:], names[1:], strict=True):
        _check(first, table, names[0], name)
        order = [table.accounts.index(account) for account in first.accounts]
        for cell, each in table.cells.items():
            _check_cell(whole.get(cell), each[:, order], cell, name)
            whole[cell] = each[:, order]
        for record in table.records:
            records.setdefault(_key(record), record.of(order))
    return replace(first, cells=dict(sorted(whole.items())), records=tuple(records.values()))


def _key(record: Recorded) -> tuple[str, str, str]:
    """Return what an observation on record is told by."""
    return record.name, record.modality, record.verdict


def _check(first: Drawn, other: Drawn, name: str, called: str) -> None:
    """Refuse to join tables whose accounts or draws are not the same."""
    if set(first.accounts) != set(other.accounts):
        lacking = sorted(set(first.accounts) ^ set(other.accounts))
        raise InputError(
            f"{called}: has other accounts than {name} ({', '.join(lacking)} in one of them only): "
            "tables of draws are joined account by account."
        )
    if first.draws != other.draws:
        raise InputError(
            f"{called}: has {other.draws} draws, and {name} {first.draws}: tables of draws are "
            "joined draw by draw, and need the same number of them."
        )
    if (first.priors != other.priors).any():
        each = (", ".join(dict.fromkeys(table.priors)) for table in (other, first))
        raise InputError(
            f"{called}: its rates are under the prior {next(each)}, and those of {name} under "
            f"{next(each)}: tables of draws are joined draw by draw, under the same priors."
        )
    if not first.origin or first.origin != other.origin:
        raise InputError(
            f"{called}: its draws are not those of {name}: runs are joined that differ in their "
            "species and in what their animals are raised without, and in nothing else: not in "
            "seed, age, cap, settings or release."
        )


def _check_cell(known: np.ndarray | None, other: np.ndarray, cell: Cell, name: str) -> None:
    """Refuse two tables that tell different things of one cell."""
    if known is not None and not np.array_equal(known, other, equal_nan=True):
        raise InputError(
            f"{name}: tells something else of {cell[0]} ({cell[1]}, {cell[2]}) than the table "
            "before it: the profile of a species must be the same in all of them."
        )
