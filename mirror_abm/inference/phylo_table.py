"""Tables of traits that users measured: read, checked, and what was simulated refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..base.brief import some
from ..base.errors import InputError, did_you_mean
from .phylo_file import SPECIES, read_traits

#: columns that only tables of ours have, which were simulated
SIMULATED = ("account", "net", "own_minus_other", "unit_of_replication", "mc_error", "replicate")
FUNCTIONS = {"log": np.log, "log10": np.log10, "sqrt": np.sqrt}
_CALL = re.compile(r"(log|log10|sqrt)\(\s*([^()]+?)\s*\)")
_WHY = (
    "was simulated by mirror_abm: it follows from the profiles and from the account, so that a p "
    "value would test our own assumptions and no animal; give traits that were measured"
)


def refuse_simulated(data: Any, what: str = "data") -> None:
    """Refuse a run, or a table of one.

    Parameters
    ----------
    data : Any
        What was given.
    what : str, optional
        What it is called in the sentence.

    Raises
    ------
    InputError
        It is ours.
    """
    kind = type(data)
    if kind.__module__.split(".")[0] == __name__.split(".")[0]:
        raise InputError(f"{what}: the {kind.__name__} {_WHY}.")
    names: list[object] = []
    if isinstance(data, pd.DataFrame):
        names = [*data.columns, *data.index.names]
    elif isinstance(data, pd.Series):
        names = [data.name, *data.index.names]
    elif isinstance(data, Mapping):
        names = [
            name for name, value in data.items() if value is not None and not np.isscalar(value)
        ]
    ours = [str(name) for name in names if name in SIMULATED]
    if ours:
        raise InputError(
            f"{what}: has the column {ours[0]}, so that it {_WHY} (a column of your own by that "
            "name needs another)."
        )


def table_of(
    data: Any, trait: str | None = None, species: str = SPECIES, simulated: bool = False
) -> pd.DataFrame:
    """Return traits in whatever form they are given, one row a species.

    Parameters
    ----------
    data : pandas.DataFrame, pandas.Series, Mapping, str or Path
        A table with a column of species (or species as its index), a series or mapping of species
        to numbers, or the path of a table.
    trait : str, optional
        What a series or mapping is called; else its name, or ``trait``.
    species : str, default "species"
        The column with the names of the species.
    simulated : bool, default False
        Whether tables of ours are taken: where nothing is tested on them.

    Returns
    -------
    pandas.DataFrame
        Traits by species, which are the index.

    Raises
    ------
    InputError
        What is none of these, or was simulated by us; no column of species; species without a
        name, or named twice.
    """
    if isinstance(data, (str, Path)) and str(data).strip() and "\0" not in str(data):
        data = read_traits(data, species)
    if not (simulated and isinstance(data, (pd.DataFrame, pd.Series, Mapping))):
        refuse_simulated(data)
    if isinstance(data, Mapping) and all(
        each is None or np.isscalar(each) for each in data.values()
    ):
        data = pd.Series(dict(data), dtype=object)
    if isinstance(data, Mapping):
        try:
            data = pd.DataFrame(dict(data))
        except ValueError:
            raise InputError("data: must have columns of one length.") from None
    if isinstance(data, pd.Series):
        data = data.to_frame(trait or data.name or "trait").infer_objects()
    if not isinstance(data, pd.DataFrame):
        raise InputError(
            f"data: is a {type(data).__name__}: must be a table with a column of species, a "
            "mapping of species to numbers, or the path of a table."
        )
    if species in data.columns:
        data = data.set_index(species)
    elif not all(isinstance(name, str) for name in data.index):
        raise InputError(
            f"data: has no column {species!r}: must have one with the names of the species (it has "
            f"{some(map(str, data.columns))}).{did_you_mean(species, map(str, data.columns))}"
        )
    if data.empty or not data.shape[1]:
        raise InputError("data: is empty: must have a row a species and a column a trait.")
    nameless = [at for at, name in enumerate(data.index, 1) if not isinstance(name, str)]
    nameless += [at for at, name in enumerate(map(str, data.index), 1) if not name.strip()]
    if nameless:
        raise InputError(f"data: row {nameless[0]} names no species.")
    twice = data.index[data.index.duplicated()]
    if len(twice):
        raise InputError(
            f"species given twice: {some(dict.fromkeys(twice))}: a species is one data point; give "
            "its mean, or one of its rows."
        )
    return data


def column_of(table: pd.DataFrame, name: str) -> pd.Series:
    """Return a column of a table, none of whose cells is empty.

    Parameters
    ----------
    table : pandas.DataFrame
        By species.
    name : str
        The column.

    Returns
    -------
    pandas.Series
        The column.

    Raises
    ------
    InputError
        No such column, or missing values.
    """
    if name not in table.columns:
        known = [str(each) for each in table.columns]
        raise InputError(
            f"trait = {name!r}: is no column of the table: must be one of {some(known, 200)}."
            f"{did_you_mean(name, known)}"
        )
    found = table[name]
    if isinstance(found, pd.DataFrame):
        raise InputError(f"{name}: is the head of {found.shape[1]} columns: must be of one.")
    missing = list(found.index[found.isna()])
    if missing:
        raise InputError(
            f"{name}: no value for {some(missing, 200)} ({len(missing)} of {len(found)} species): "
            "leave these rows out yourself, so that it is known which species were used."
        )
    return found


def numbers_of(table: pd.DataFrame, name: str) -> np.ndarray:
    """Return a column as finite numbers.

    Parameters
    ----------
    table : pandas.DataFrame
        By species.
    name : str
        The column.

    Returns
    -------
    ndarray, shape (n,)
        Its numbers.

    Raises
    ------
    InputError
        As of :func:`column_of`, and cells that are no finite number.
    """
    found = column_of(table, name)
    values = pd.to_numeric(found, errors="coerce").to_numpy(float)
    wrong = np.flatnonzero(~np.isfinite(values))
    if len(wrong):
        cell = found.iloc[wrong[0]]
        shown = cell.item() if hasattr(cell, "item") else cell
        raise InputError(f"{name} of {found.index[wrong[0]]} = {shown!r}: must be a finite number.")
    return np.asarray(values)


def values_of(table: pd.DataFrame, term: str) -> np.ndarray:
    """Return a column as numbers, or ``log``, ``log10`` or ``sqrt`` of one.

    Parameters
    ----------
    table : pandas.DataFrame
        By species.
    term : str
        ``mass``, ``log(mass)``.

    Returns
    -------
    ndarray, shape (n,)
        Its numbers.

    Raises
    ------
    InputError
        As of :func:`numbers_of`; numbers that have no logarithm, or no root.
    """
    call = None if term in table.columns else _CALL.fullmatch(term)
    if call is None:
        return numbers_of(table, term)
    values = numbers_of(table, call[2])
    low = values.min()
    if low < 0 or (low == 0 and call[1] != "sqrt"):
        at = table.index[int(np.argmin(values))]
        least = "0 or more" if call[1] == "sqrt" else "above 0"
        raise InputError(f"{term}: {call[2]} of {at} = {low:g}: must be {least}.")
    return np.asarray(FUNCTIONS[call[1]](values))


def traits_of(table: pd.DataFrame, trait: str | Sequence[str] | None) -> dict[str, np.ndarray]:
    """Return the traits that are asked about, each of which varies.

    Parameters
    ----------
    table : pandas.DataFrame
        By species.
    trait : str, sequence of str or None
        Columns, or ``log`` and such of them; all columns of numbers by default.

    Returns
    -------
    dict of str to ndarray
        Values by trait, in the order of the species.

    Raises
    ------
    InputError
        As of :func:`numbers_of`; no column of numbers; a trait that is the same in all species.
    """
    names = [trait] if isinstance(trait, str) else trait
    if names is None:
        numeric = [name for name in table.columns if pd.api.types.is_numeric_dtype(table[name])]
        names = [str(name) for name in numeric]
    if not len(names):
        raise InputError("trait: the table has no column of numbers.")
    found = {name: values_of(table, name) for name in names}
    for name, values in found.items():
        refuse_constant(name, values)
    return found


def refuse_constant(name: str, values: np.ndarray) -> None:
    """Refuse a trait that is the same in all species.

    Parameters
    ----------
    name : str
        The trait.
    values : ndarray
        Its values.

    Raises
    ------
    InputError
        It does not vary.
    """
    if np.ptp(values) <= 1e-12 * max(1.0, float(np.abs(values).max())):
        raise InputError(
            f"{name} = {values[0]:g} in all {len(values)} species: a trait that does not vary has "
            "no signal and explains nothing."
        )


def names_given(what: str, given: Any) -> list[str]:
    """Return names of species that are given one by one.

    Parameters
    ----------
    what : str
        What they are called.
    given : Any
        Names.

    Returns
    -------
    list of str
        The names.

    Raises
    ------
    InputError
        They are none.
    """
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise InputError(f"{what} = {given!r}: must be a list of names of species.")
    names = list(given)
    if not all(isinstance(name, str) for name in names):
        raise InputError(f"{what} = {names[:3]!r}: must be a list of names of species.")
    return names
