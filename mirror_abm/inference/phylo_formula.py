"""A formula as R writes it, ``y ~ x1 + log(x2) + diet``, made into columns.

Kept to what a comparative study needs: sums of columns, ``log``, ``log10`` and ``sqrt`` of
them, products ``a:b`` (``a*b`` for both and their product), ``- 1`` or ``0`` for no intercept. A
column of words has one column of 0 and 1 for each of its words but the first in the alphabet, as in
R.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..base.brief import brief, some
from ..base.errors import InputError
from .phylo_table import column_of, refuse_constant, values_of

INTERCEPT = "(intercept)"
MOST_WORDS = 12  #: that a column of words may hold
#: smallest part of a predictor, of its length, that the others must leave over
OWN = 1e-9


class Regression(NamedTuple):
    """The columns of a regression.

    Attributes
    ----------
    response : str
        The trait that is to be explained.
    terms : tuple of str
        Names of the coefficients.
    y : ndarray, shape (n,)
        The trait.
    x : ndarray, shape (n, k)
        A column for each coefficient.
    """

    response: str
    terms: tuple[str, ...]
    y: np.ndarray
    x: np.ndarray

    def __repr__(self) -> str:
        return brief(self)


def regression(
    table: pd.DataFrame, formula: str, on: str | Sequence[str] | None = None
) -> Regression:
    """Return the columns that a formula asks for.

    Parameters
    ----------
    table : pandas.DataFrame
        Traits by species.
    formula : str
        ``y ~ x1 + x2``; or the name of the trait, and its predictors in ``on``.
    on : str or sequence of str, optional
        Predictors.

    Returns
    -------
    Regression
        Checked: nothing is missing, constant, or follows from the rest.

    Raises
    ------
    InputError
        What is no formula, columns that are not there, and predictors that cannot be told apart.
    """
    response, terms, intercept = _parsed(table, formula, on)
    if response in terms:
        raise InputError(f"{response}: stands on both sides: must not explain itself.")
    y = values_of(table, response)
    refuse_constant(response, y)
    columns: dict[str, np.ndarray] = {INTERCEPT: np.ones(len(y))} if intercept else {}
    for term in terms:
        columns |= _columns(table, term)
    if not columns:
        raise InputError(f"formula {formula!r}: has no predictor and no intercept.")
    x = np.column_stack(list(columns.values()))
    _look_at(x, tuple(columns), len(y), intercept)
    return Regression(response, tuple(columns), y, x)


def _parsed(
    table: pd.DataFrame, formula: str, on: str | Sequence[str] | None
) -> tuple[str, list[str], bool]:
    """Return the response, the terms, and whether there is an intercept."""
    if not isinstance(formula, str):
        raise InputError(f"formula = {formula!r}: must be text such as 'y ~ x1 + x2'.")
    if on is not None:
        names = [on] if isinstance(on, str) else list(on)
        if "~" in formula:
            raise InputError(f"formula {formula!r}: names its predictors: leave on out.")
        return formula, [str(name) for name in names], True
    if "~" not in formula or formula.count("~") > 1:
        raise InputError(
            f"formula {formula!r}: must be 'y ~ x1 + x2', or the name of the trait, and those of "
            f"its predictors in on; the columns are {some(map(str, table.columns), 200)}."
        )
    left, right = (part.strip() for part in formula.split("~"))
    spelled = re.sub(r"-\s*1\b", "+ 0", right)
    parts = [part.strip() for part in spelled.split("+")]
    if not left or not all(parts):
        raise InputError(f"formula {formula!r}: a name is missing: must be as 'y ~ x1 + x2'.")
    intercept, terms = True, []
    for part in parts:
        if part in ("0", "1"):
            intercept = intercept and part == "1"
        elif "*" in part and part not in table.columns:
            factors = [each.strip() for each in part.split("*")]
            terms += [*factors, ":".join(factors)]
        else:
            terms.append(part)
    return left, list(dict.fromkeys(terms)), intercept


def _columns(table: pd.DataFrame, term: str) -> dict[str, np.ndarray]:
    """Return the columns of a term: one of numbers, or one less than there are words."""
    if ":" in term and term not in table.columns:
        made = {"": np.ones(len(table))}
        for factor in (each.strip() for each in term.split(":")):
            made = {
                f"{left}:{right}".strip(":"): one * two
                for left, one in made.items()
                for right, two in _columns(table, factor).items()
            }
        return made
    if term in table.columns and not isinstance(table[term], pd.DataFrame):
        column = column_of(table, term)
        if not pd.api.types.is_numeric_dtype(column) or column.dtype == bool:
            words = sorted({str(each) for each in column})
            if len(words) > MOST_WORDS:
                raise InputError(
                    f"{term}: holds {len(words)} different words ({some(words, 60)}): must be "
                    f"numbers, or at most {MOST_WORDS} kinds of species."
                )
            if len(words) < 2:
                raise InputError(f"{term} = {words[0]!r} in all species: explains nothing.")
            text = column.map(str)
            return {f"{term}: {word}": (text == word).to_numpy(float) for word in words[1:]}
    values = values_of(table, term)
    refuse_constant(term, values)
    return {term: values}


def _look_at(x: np.ndarray, terms: tuple[str, ...], n: int, intercept: bool) -> None:
    """Refuse predictors that follow from those before them, and too many of them."""
    for at in range(len(terms)):
        own = x[:, at] - x[:, at].mean() * (intercept and at > 0)
        size = np.linalg.norm(own)
        before, *_ = np.linalg.lstsq(x[:, :at], own, rcond=None) if at else (np.zeros(0),)
        if size == 0 or np.linalg.norm(own - x[:, :at] @ before) <= OWN * size:
            raise InputError(
                f"{terms[at]}: follows from {some(terms[:at])}, so that their coefficients cannot "
                "be told apart: leave one of them out."
            )
    if n - len(terms) < 2:
        raise InputError(
            f"formula: has {len(terms)} coefficients for {n} species: must have at least 2 species "
            "more than coefficients; 10 or more for each is better."
        )
