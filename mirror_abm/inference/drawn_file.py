"""The table of draws in a file, from which a posterior and its proof can be repeated by anybody."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from ..base.errors import InputError
from ..base.files import shown
from ..base.tables import read_table, write_table
from .drawn import Drawn, arrays
from .observations import Recorded

COLUMNS = (
    *("species", "modality", "arm", "record", "verdict", "entries", "mirror", "count"),
    *("account", "draw", "prior", "animal", "own", "other", "finds", "found", "missed"),
)
#: beside these, where the draws come from; tables of earlier releases lack it
ORIGIN = "draws_of"


def as_table(drawn: Drawn) -> pd.DataFrame:
    """Return the table of draws as one tidy table.

    Parameters
    ----------
    drawn : Drawn
        Its numbers.

    Returns
    -------
    pandas.DataFrame
        One row per cell, account, draw and animal (``own``, ``other``), and one per observation on
        record, account and draw (``finds``), or count of one (``found``, ``missed``).
    """
    parts = [
        _rows(each[0], ("animal",), own=each[0], other=each[1]).assign(
            species=cell[0], modality=cell[1], arm=cell[2]
        )
        for cell, each in drawn.cells.items()
    ]
    for each in drawn.records:
        counts = (
            {} if each.counts is None else dict(zip(("found", "missed"), each.counts, strict=True))
        )
        whole = [_rows(each.finds, (), finds=each.finds)]
        whole += [_rows(counts["found"], ("count",), **counts)] if counts else []
        parts += [
            part.assign(
                record=each.name,
                species=each.species,
                modality=each.modality,
                verdict=each.verdict,
                entries=each.entries,
                mirror=each.mirror,
            )
            for part in whole
        ]
    table = pd.concat(parts, ignore_index=True).reindex(columns=list(COLUMNS))
    table = table[table["own"].notna() | table["finds"].notna() | table["found"].notna()]
    whole_numbers = dict.fromkeys(("entries", "mirror", "count", "animal"), "Int16")
    table["account"] = np.array(drawn.accounts)[table["account"].to_numpy(int)]
    table["prior"] = drawn.priors[table["draw"].to_numpy(int)]
    table[ORIGIN] = drawn.origin
    return table.astype(whole_numbers | {"draw": "int32"}).reset_index(drop=True)


def _rows(shape: np.ndarray, more: tuple[str, ...], **values: np.ndarray) -> pd.DataFrame:
    """Return arrays (account, draw, ...) as rows."""
    names = ("account", "draw", *more)
    at = np.indices(shape.shape).reshape(len(names), -1)
    return pd.DataFrame(
        dict(zip(names, at, strict=True)) | {name: each.ravel() for name, each in values.items()}
    )


def keep(drawn: Drawn, file: Path) -> None:
    """Write the table of draws into a file.

    Parameters
    ----------
    drawn : Drawn
        Its numbers.
    file : pathlib.Path
        A Parquet file.
    """
    write_table(file, as_table(drawn))


def read(file: Path) -> Drawn:
    """Return the table of draws in a file.

    Parameters
    ----------
    file : pathlib.Path
        A Parquet file that :func:`keep` wrote.

    Returns
    -------
    Drawn
        Its numbers.

    Raises
    ------
    InputError
        If it is no such file.
    """
    table = read_table(file)
    lacking = [name for name in COLUMNS if name not in table]
    if lacking:
        raise InputError(
            f"{shown(file)}: is no table of draws: it lacks the column {lacking[0]}; "
            "`mirror-abm recover RUN --keep FILE` writes one."
        )
    accounts = list(dict.fromkeys(table["account"]))
    by_draw = table.drop_duplicates("draw").sort_values("draw")
    animals = table[table["own"].notna()]
    records = table[table["record"].notna()].groupby(
        ["record", "modality", "verdict"], sort=False, observed=True
    )
    return Drawn(
        tuple(accounts),
        by_draw["prior"].to_numpy(str),
        arrays(animals, accounts, len(by_draw)),
        tuple(_record(part, accounts, len(by_draw)) for _, part in records),
        str(table[ORIGIN].iloc[0]) if ORIGIN in table else "",
    )


def _record(part: pd.DataFrame, accounts: list[str], draws: int) -> Recorded:
    """Return an observation from its rows."""
    first = part.iloc[0]
    shape = len(accounts), draws

    def array(column: str, *shape: int) -> np.ndarray:
        values: np.ndarray = part.loc[part[column].notna(), column].to_numpy(float)
        return values.reshape(shape)

    counted = part["count"].notna().any()
    record, species, modality, verdict = (
        str(first[name]) for name in ("record", "species", "modality", "verdict")
    )
    return Recorded(
        *(record, species, modality, verdict, int(first["entries"])),
        array("finds", *shape),
        (array("found", *shape, -1), array("missed", *shape, -1)) if counted else None,
        int(first["mirror"]) if counted else None,
    )
